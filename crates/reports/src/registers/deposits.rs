//! Register STS: what was deposited into the treasury by deposit slip.

use projections::ReadModels;

use super::{Source, TAKEN_BACK, detail, total, words};
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

/// Deposits of receiving treasurers, and what paying treasurers gave back of their imprest. Total: `deposited`.
pub(super) async fn run(models: &ReadModels, parameters: &Parameters) -> Result<Report, ReportError> {
    let wanted = ["DepositMade", "ImprestReturned"];
    let source = Source::of(models, parameters, parameters.period()?, &wanted).await?;
    let (mut rows, mut deposited) = (Vec::new(), 0);
    for (number, event) in (1..).zip(source.events.iter().filter(|event| source.is_within(event))) {
        let minor = event.amount("amount");
        deposited += if event.is_reversed { 0 } else { minor };
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
                words(if event.is_reversed { TAKEN_BACK } else { event.text("channel") }),
            ],
        ));
    }
    rows.push(total(COLUMNS.len(), (4, "JUMLAH"), vec![(5, source.amount(deposited))]));
    let title = (ReportName::DepositRegister, "REGISTER SURAT TANDA SETORAN (STS)");
    Ok(source.report(parameters, title, &COLUMNS, rows, vec![("deposited", deposited)]))
}
