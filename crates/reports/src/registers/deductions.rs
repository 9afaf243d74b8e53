//! Register of deductions: what was withheld from disbursements and imprests for others (taxes, insurance), what was remitted, and what
//! is still owed.

use projections::ReadModels;

use super::{Source, TAKEN_BACK, detail, total, words};
use crate::error::ReportError;
use crate::parameters::{Parameters, ReportName};
use crate::report::{Cell, Column, Report, Row, RowKind};

const COLUMNS: [Column; 10] = [
    Column { key: "number", title: "No." },
    Column { key: "date", title: "Tanggal" },
    Column { key: "reference", title: "No. SP2D" },
    Column { key: "code", title: "Kode Rekening" },
    Column { key: "description", title: "Uraian" },
    Column { key: "withheld", title: "Dipotong" },
    Column { key: "remitted", title: "Disetor" },
    Column { key: "balance", title: "Saldo" },
    Column { key: "state_receipt", title: "NTPN" },
    Column { key: "note", title: "Keterangan" },
];

/// Totals: `opening`, `withheld`, `remitted` and `balance`. Remittances count for the entity that remits, usually the treasury,
/// so what is still owed is seen over all entities together.
pub(super) async fn run(models: &ReadModels, parameters: &Parameters) -> Result<Report, ReportError> {
    let wanted = ["DisbursementPaid", "ImprestIssued", "TaxRemitted"];
    let source = Source::of(models, parameters, parameters.period()?, &wanted).await?;
    let (mut rows, mut number) = (Vec::new(), 0);
    let (mut opening, mut withheld, mut remitted) = (0, 0, 0);
    for event in &source.events {
        let is_remittance = event.name == "TaxRemitted";
        for part in event.parts("deductions") {
            let asked = parameters.code.as_deref().is_none_or(|code| part.code.starts_with(code));
            if !asked {
                continue;
            }
            let counts = if event.is_reversed { 0 } else { part.minor };
            if !source.is_within(event) {
                opening += if is_remittance { -counts } else { counts };
                continue;
            }
            *(if is_remittance { &mut remitted } else { &mut withheld }) += counts;
            number += 1;
            let (on, off) = if is_remittance { (0, part.minor) } else { (part.minor, 0) };
            rows.push(detail(
                Some(event),
                vec![
                    Cell::Number(number),
                    Cell::Date(event.day),
                    Cell::Text(event.number(&["disbursement", "order", "stateReceipt"])),
                    Cell::Text(part.code.clone()),
                    Cell::Text(source.names.name(&part.code)),
                    source.some(on),
                    source.some(off),
                    source.amount(opening + withheld - remitted),
                    words(event.text("stateReceipt")),
                    words(if event.is_reversed { TAKEN_BACK } else { "" }),
                ],
            ));
        }
    }
    let mut first = total(COLUMNS.len(), (4, "Saldo awal"), vec![(7, source.amount(opening))]);
    first.kind = RowKind::Balance;
    rows.insert(0, first);
    let balance = opening + withheld - remitted;
    let figures = [(5, withheld), (6, remitted), (7, balance)];
    rows.push(sums(&source, figures));
    let totals =
        vec![("opening", opening), ("withheld", withheld), ("remitted", remitted), ("balance", balance)];
    let title = (ReportName::DeductionsRegister, "REGISTER POTONGAN PAJAK DAN IURAN (PFK)");
    Ok(source.report(parameters, title, &COLUMNS, rows, totals))
}

fn sums(source: &Source, figures: [(usize, i128); 3]) -> Row {
    let cells = figures.map(|(place, minor)| (place, source.amount(minor)));
    total(COLUMNS.len(), (4, "JUMLAH"), cells.to_vec())
}
