//! Register STS: what was deposited into the treasury by deposit slip.

use projections::ReadModels;

use super::{CUSTODY, IMPREST_CASH, Source, detail, note, total, words};
use crate::error::ReportError;
use crate::events::Event;
use crate::parameters::{Parameters, ReportName};
use crate::report::{Cell, Column, Report};

const COLUMNS: [Column; 8] = [
    Column { key: "number", title: "No." },
    Column { key: "slip", title: "No. STS" },
    Column { key: "date", title: "Tanggal" },
    Column { key: "code", title: "Kode Rekening" },
    Column { key: "description", title: "Uraian" },
    Column { key: "amount", title: "Jumlah" },
    Column { key: "depositor", title: "Penyetor" },
    Column { key: "note", title: "Keterangan" },
];

/// Who deposited, by office; the agency where the slip does not say.
fn depositor(event: &Event) -> &str {
    match event.text("depositor") {
        "" => event.text("agency"),
        stated => stated,
    }
}

/// What is compared.
const ACCOUNTS: (&str, &str) = (
    "treasurer-accounts",
    "STS dan yang keluar dari rekening kas bendahara / deposit slips and what left the treasurers' cash accounts by them",
);

/// Deposits of receiving treasurers, and what paying treasurers gave back of their imprest. Total: `deposited`.
pub(super) async fn run(models: &ReadModels, parameters: &Parameters) -> Result<Report, ReportError> {
    let wanted = ["DepositMade", "ImprestReturned"];
    let source = Source::of(models, parameters, parameters.period()?, &wanted).await?;
    let (mut rows, mut deposited) = (Vec::new(), 0);
    for (number, event) in (1..).zip(source.events.iter().filter(|event| source.is_within(event))) {
        let minor = event.amount("amount");
        deposited += minor;
        let code = event.text("account");
        let description = match (event.text("description"), event.name.as_str()) {
            (stated, _) if !stated.is_empty() => stated.to_owned(),
            (_, "ImprestReturned") => "Pengembalian sisa uang persediaan".to_owned(),
            _ => source.names.name(code),
        };
        rows.push(detail(
            Some(event),
            vec![
                Cell::Number(number),
                Cell::Text(event.number(&["slip"])),
                Cell::Date(event.day),
                words(code),
                Cell::Text(description),
                source.amount(minor),
                words(depositor(event)),
                words(&note(event, event.text("channel"))),
            ],
        ));
    }
    rows.push(total(COLUMNS.len(), (4, "JUMLAH"), vec![(5, source.amount(deposited))]));
    let title = (ReportName::DepositRegister, "REGISTER SURAT TANDA SETORAN (STS)");
    let mut left = 0;
    for code in [CUSTODY, IMPREST_CASH] {
        left -= source.moved(models, code, |event| source.is_within(event)).await?.values().sum::<i128>();
    }
    let tie_outs = vec![source.tie_out(ACCOUNTS, deposited, left)];
    Ok(source.report(parameters, title, &COLUMNS, rows, vec![("deposited", deposited)], tie_outs))
}
