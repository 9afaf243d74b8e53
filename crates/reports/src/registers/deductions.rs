//! Register of deductions: what was withheld from disbursements and imprests for others (taxes, insurance), what was remitted, and what
//! is still owed.

use projections::ReadModels;

use super::{Source, detail, note, total, words};
use crate::error::ReportError;
use crate::names::is_below;
use crate::parameters::{Parameters, ReportName};
use crate::report::{Cell, Column, Report, Row, RowKind, TieOut};

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

/// Money withheld for others (PFK).
const WITHHELD: &str = "2.1.01";
/// Other money of third parties, which nobody withheld: credits that nobody knows yet, guarantees.
const OTHER: &str = "2.1.01.09";
/// What is compared.
const ACCOUNTS: (&str, &str) = (
    "withheld-accounts",
    "potongan belum disetor = saldo Utang PFK tanpa PFK lainnya / still owed = balance of what is withheld, without other money",
);

/// Totals: `opening`, `withheld`, `remitted` and `balance`. Remittances count for the entity that remits, usually the treasury,
/// so what is still owed is seen over all entities together.
pub(super) async fn run(models: &ReadModels, parameters: &Parameters) -> Result<Report, ReportError> {
    let wanted = ["DisbursementPaid", "ImprestIssued", "TaxRemitted"];
    let source = Source::of(models, parameters, parameters.period()?, &wanted).await?;
    let asked = |code: &str| parameters.code.as_deref().is_none_or(|root| is_below(code, root));
    // What was owed before the book began is of no event.
    let entity = parameters.entity.as_deref();
    let counts = |code: &str| is_compared(code) && asked(code);
    let (brought, balance) = source.balances(models, entity, None, counts).await?;
    let (mut rows, mut number) = (Vec::new(), 0);
    let (mut opening, mut withheld, mut remitted, mut compared) = (-brought, 0, 0, -brought);
    for event in &source.events {
        let is_remittance = event.name == "TaxRemitted";
        for part in event.parts("deductions") {
            if !asked(&part.code) {
                continue;
            }
            let owed = if is_remittance { -part.minor } else { part.minor };
            compared += if is_compared(&part.code) { owed } else { 0 };
            if !source.is_within(event) {
                opening += owed;
                continue;
            }
            *(if is_remittance { &mut remitted } else { &mut withheld }) += part.minor;
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
                    words(&note(event, "")),
                ],
            ));
        }
    }
    let mut first = total(COLUMNS.len(), (4, "Saldo awal"), vec![(7, source.amount(opening))]);
    first.kind = RowKind::Balance;
    rows.insert(0, first);
    let owed = opening + withheld - remitted;
    let figures = [(5, withheld), (6, remitted), (7, owed)];
    rows.push(sums(&source, figures));
    let totals =
        vec![("opening", opening), ("withheld", withheld), ("remitted", remitted), ("balance", owed)];
    // Deductions of all agencies are on accounts of the treasury, where of one code or agency nobody can tell them apart.
    let is_whole = parameters.entity.is_none() && parameters.code.is_none();
    let tie_outs: Vec<TieOut> =
        is_whole.then(|| source.tie_out(ACCOUNTS, compared, -balance)).into_iter().collect();
    let title = (ReportName::DeductionsRegister, "REGISTER POTONGAN PAJAK DAN IURAN (PFK)");
    Ok(source.report(parameters, title, &COLUMNS, rows, totals, tie_outs))
}

/// Whether an account has only what was withheld.
fn is_compared(code: &str) -> bool {
    is_below(code, WITHHELD) && !is_below(code, OTHER)
}

fn sums(source: &Source, figures: [(usize, i128); 3]) -> Row {
    let cells = figures.map(|(place, minor)| (place, source.amount(minor)));
    total(COLUMNS.len(), (4, "JUMLAH"), cells.to_vec())
}
