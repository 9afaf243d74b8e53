//! SPJ fungsional of receiving treasurers: what was received, what of it was deposited, and what is still to be deposited.

use std::collections::BTreeMap;

use projections::ReadModels;
use projections::queries::{AccountFilter, Period};

use super::spj::{Months, month, year_begin};
use super::{Source, detail, total};
use crate::error::ReportError;
use crate::events::Event;
use crate::parameters::{Parameters, ReportName};
use crate::report::{Cell, Column, Report};

const COLUMNS: [Column; 12] = [
    Column { key: "code", title: "Kode Rekening" },
    Column { key: "name", title: "Uraian" },
    Column { key: "budget", title: "Jumlah Anggaran" },
    Column { key: "received_before", title: "Penerimaan s.d. Bulan Lalu" },
    Column { key: "deposited_before", title: "Penyetoran s.d. Bulan Lalu" },
    Column { key: "held_before", title: "Sisa s.d. Bulan Lalu" },
    Column { key: "received_within", title: "Penerimaan Bulan Ini" },
    Column { key: "deposited_within", title: "Penyetoran Bulan Ini" },
    Column { key: "held_within", title: "Sisa Bulan Ini" },
    Column { key: "received", title: "Penerimaan s.d. Bulan Ini" },
    Column { key: "deposited", title: "Penyetoran s.d. Bulan Ini" },
    Column { key: "held", title: "Sisa s.d. Bulan Ini" },
];

const WANTED: [&str; 3] = ["PaymentReceived", "DepositMade", "SettlementReceived"];

/// Target, received, deposited.
type Sums = (i128, Months, Months);

/// A payment straight into the treasury is received and deposited at once; so is what an acquirer settles. Totals: `budget`,
/// `received`, `deposited` and `held` until the end of the month.
pub(super) async fn run(models: &ReadModels, parameters: &Parameters) -> Result<Report, ReportError> {
    let period = month(models, parameters).await?;
    let source = Source::of(models, parameters, period, &WANTED).await?;
    let mut codes: BTreeMap<String, Sums> = BTreeMap::new();
    let first = year_begin(period);
    let accounts = AccountFilter {
        entity: parameters.entity.clone(),
        code: Some(parameters.code.clone().unwrap_or_else(|| "4".to_owned())),
    };
    let known_at = Some(projections::KnownAt::Position(source.position));
    let year = Period { from: first, known_at, ..period };
    for row in models.budget_realization(&parameters.book, year, &accounts).await?.0 {
        if row.budget != 0 {
            let code = ledger::name::base_code(&row.account.code).to_owned();
            codes.entry(code).or_default().0 += i128::from(row.budget);
        }
    }
    let counted = |event: &&Event| !event.is_reversed && first.is_none_or(|first| event.day >= first);
    for event in source.events.iter().filter(counted) {
        let is_within = source.is_within(event);
        for (code, minor) in revenue(event) {
            let (_, received, deposited) = codes.entry(code).or_default();
            if event.name == "PaymentReceived" {
                received.add(is_within, minor);
            }
            if event.name != "PaymentReceived" || event.text("into") == "treasury" {
                deposited.add(is_within, minor);
            }
        }
    }
    let mut rows = Vec::with_capacity(codes.len() + 1);
    let mut sums = Sums::default();
    for (code, (budget, received, deposited)) in &codes {
        sums = (sums.0 + budget, sums.1.plus(*received), sums.2.plus(*deposited));
        let mut cells = vec![Cell::Text(code.clone()), Cell::Text(source.names.name(code))];
        cells.extend(figures(&source, (*budget, *received, *deposited)));
        rows.push(detail(None, cells));
    }
    let totalled = figures(&source, sums).into_iter().enumerate().map(|(at, cell)| (at + 2, cell));
    rows.push(total(COLUMNS.len(), (1, "JUMLAH"), totalled.collect()));
    let (budget, received, deposited) = (sums.0, sums.1.all(), sums.2.all());
    let totals = vec![
        ("budget", budget),
        ("received", received),
        ("deposited", deposited),
        ("held", received - deposited),
    ];
    let title = "LAPORAN PERTANGGUNGJAWABAN BENDAHARA PENERIMAAN (SPJ FUNGSIONAL)";
    Ok(source.report(parameters, (ReportName::SpjReceiving, title), &COLUMNS, rows, totals))
}

/// What an event brought, by revenue account: a sanction has one of its own.
fn revenue(event: &Event) -> Vec<(String, i128)> {
    let code = |key: &str| ledger::name::base_code(event.text(key)).to_owned();
    let penalty = event.amount("penalty");
    let mut brought = vec![(code("account"), event.amount("amount") - penalty)];
    if penalty != 0 {
        brought.push((code("penaltyAccount"), penalty));
    }
    brought
}

fn figures(source: &Source, (budget, received, deposited): Sums) -> Vec<Cell> {
    let held = received.less(deposited);
    let three = [received, deposited, held];
    let mut cells = vec![source.amount(budget)];
    cells.extend(three.map(|months| source.amount(months.before)));
    cells.extend(three.map(|months| source.amount(months.within)));
    cells.extend(three.map(|months| source.amount(months.all())));
    cells
}
