//! Laporan realisasi anggaran bulanan: what of the budget was realised until the month before, in the month, and until its
//! end. With a first day the period asked for stands in the month's place.

use ledger::Date;
use projections::queries::Period;
use projections::{KnownAt, ReadModels};

use crate::budget_lines::{BudgetLine, RollUp, currency, percent};
use crate::budget_realization::fiscal;
use crate::error::ReportError;
use crate::format::date_long;
use crate::names::Names;
use crate::parameters::{Parameters, ReportName};
use crate::report::{Cell, Column, Report, Row, TieOut};
use crate::statements;

const COLUMNS: [Column; 11] = [
    Column { key: "code", title: "Kode" },
    Column { key: "name", title: "Uraian" },
    Column { key: "english", title: "Description" },
    Column { key: "budget", title: "Anggaran" },
    Column { key: "earlier", title: "s.d. Bulan Lalu" },
    Column { key: "earlier_percent", title: "%" },
    Column { key: "month", title: "Bulan Ini" },
    Column { key: "month_percent", title: "%" },
    Column { key: "realized", title: "s.d. Bulan Ini" },
    Column { key: "percent", title: "%" },
    Column { key: "difference", title: "(Kurang)/Lebih" },
];

/// Totals: `revenue`, `expenditure`, `surplus`, `financing`, `silpa` until the end, and with `budget_`, `earlier_` and `month_`
/// before them.
pub(crate) async fn run(models: &ReadModels, parameters: &Parameters) -> Result<Report, ReportError> {
    let names = Names::of(models, parameters).await?;
    let level = parameters.level(3)?;
    let asked = fiscal(models, parameters).await?;
    let month = match parameters.from {
        Some(_) => asked,
        None => Period { from: asked.to.and_then(first_of_month), ..asked },
    };
    let year = Period { from: month.from.and_then(|from| Date::new(from.year(), 1, 1)), ..month };
    let accounts = parameters.accounts();
    let (to_date, position) = models.budget_realization(&parameters.book, year, &accounts).await?;
    let known_at = Some(KnownAt::Position(position));
    let within =
        models.budget_realization(&parameters.book, Period { known_at, ..month }, &accounts).await?.0;
    let currency = currency(&[&to_date], names.currency())?;
    let mut codes = RollUp::new(level);
    codes.add(&to_date, |budget, realized| [budget, realized, 0]);
    codes.add(&within, |_, realized| [0, 0, realized]);
    let outline = codes.lines(&names);
    let amount = |minor| Cell::Amount(minor, currency);
    let row = |line: &BudgetLine| {
        let [budget, realized, month] = line.figures;
        let mut cells = line.words();
        cells.push(amount(budget));
        for minor in [realized - month, month, realized] {
            cells.extend([amount(minor), Cell::Percent(percent(minor, budget))]);
        }
        cells.push(amount(realized - budget));
        Row { kind: line.kind, level: line.level, cells, entry: None }
    };
    let mut totals = Vec::new();
    for (key, [budget, realized, month]) in outline.totals {
        totals.push((key.to_owned(), amount(realized)));
        totals.push((format!("budget_{key}"), amount(budget)));
        totals.push((format!("earlier_{key}"), amount(realized - month)));
        totals.push((format!("month_{key}"), amount(month)));
    }
    let mut head = names.head(parameters, month);
    head.extend(year.from.map(|from| format!("Realisasi dihitung sejak {}", date_long(from))));
    let silpa = outline.silpa(1).filter(|_| parameters.code.is_none());
    let tie_outs = statements::compare(models, parameters, year, (position, silpa), currency).await?;
    Ok(Report {
        name: ReportName::BudgetMonths.as_str(),
        title: "LAPORAN REALISASI ANGGARAN BULANAN",
        head,
        columns: COLUMNS.to_vec(),
        rows: outline.lines.iter().map(row).collect(),
        totals,
        closing: tie_outs.iter().filter_map(TieOut::warning).collect(),
        tie_outs,
        provenance: names.provenance(parameters, month, position),
    })
}

fn first_of_month(date: Date) -> Option<Date> {
    let (year, month, _) = date.civil();
    Date::new(year, month, 1)
}
