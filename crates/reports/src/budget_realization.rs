//! Laporan realisasi anggaran (LRA): budget against realisation, rolled up by the chart, with surplus or deficit, net
//! financing and the remaining surplus (SiLPA). Closing entries are left out. Its lines are those of
//! `budget_lines`; month by month it is in `budget_months`.

use ledger::Date;
use projections::ReadModels;
use projections::queries::{AccountFilter, BudgetRow, Period};

use crate::budget_lines::{BudgetLine, RollUp, currency, percent};
use crate::error::ReportError;
use crate::format::date_long;
use crate::names::{Names, year_before};
use crate::parameters::{Parameters, ReportName};
use crate::report::{Cell, Column, Report, Row, TieOut};
use crate::statements;

const COLUMNS: [Column; 8] = [
    Column { key: "code", title: "Kode" },
    Column { key: "name", title: "Uraian" },
    Column { key: "english", title: "Description" },
    Column { key: "budget", title: "Anggaran" },
    Column { key: "realized", title: "Realisasi" },
    Column { key: "difference", title: "(Kurang)/Lebih" },
    Column { key: "percent", title: "%" },
    Column { key: "previous", title: "Realisasi Tahun Lalu" },
];

/// Default level: jenis, three segments. Without dates the year of the last entry that was known; with only a last day the year up
/// to it. Totals: `revenue`, `expenditure`, `surplus`, `financing`, `silpa`, each with `budget_` and `previous_` before it
/// for those.
pub(crate) async fn run(models: &ReadModels, parameters: &Parameters) -> Result<Report, ReportError> {
    let names = Names::of(models, parameters).await?;
    let level = parameters.level(3)?;
    let period = fiscal(models, parameters).await?;
    let accounts = parameters.accounts();
    let View { now, previous, position } = View::of(models, &parameters.book, period, &accounts).await?;
    let currency = currency(&[&now, &previous], names.currency())?;
    let mut codes = RollUp::new(level);
    codes.add(&now, |budget, realized| [budget, realized, 0]);
    codes.add(&previous, |_, realized| [0, 0, realized]);
    let outline = codes.lines(&names);
    let amount = |minor| Cell::Amount(minor, currency);
    let row = |line: &BudgetLine| {
        let [budget, realized, previous] = line.figures;
        let mut cells = line.words();
        cells.extend([
            amount(budget),
            amount(realized),
            amount(realized - budget),
            Cell::Percent(percent(realized, budget)),
            amount(previous),
        ]);
        Row { kind: line.kind, level: line.level, cells, entry: None }
    };
    let mut totals = Vec::new();
    for (key, [budget, realized, previous]) in outline.totals {
        totals.push((key.to_owned(), amount(realized)));
        totals.push((format!("budget_{key}"), amount(budget)));
        totals.push((format!("previous_{key}"), amount(previous)));
    }
    let mut head = names.head(parameters, period);
    if let Some(to) = period.to {
        let (year, last) = (date_long(to), year_before(to).year());
        head.push(format!("Untuk tahun yang berakhir sampai dengan {year} dan {last}"));
    }
    let silpa = outline.silpa(1).filter(|_| parameters.code.is_none());
    let tie_outs = statements::compare(models, parameters, period, (position, silpa), currency).await?;
    Ok(Report {
        name: ReportName::BudgetRealization.as_str(),
        title: "LAPORAN REALISASI ANGGARAN PENDAPATAN DAN BELANJA DAERAH",
        head,
        columns: COLUMNS.to_vec(),
        rows: outline.lines.iter().map(row).collect(),
        totals,
        closing: tie_outs.iter().filter_map(TieOut::warning).collect(),
        tie_outs,
        provenance: names.provenance(parameters, period, position),
    })
}

/// The accounts of the budget books, this year and the year before, known at one position.
pub(crate) struct View {
    pub(crate) now: Vec<BudgetRow>,
    pub(crate) previous: Vec<BudgetRow>,
    position: u64,
}

impl View {
    pub(crate) async fn of(
        models: &ReadModels,
        book: &str,
        period: Period,
        accounts: &AccountFilter,
    ) -> Result<Self, ReportError> {
        let (now, position) = models.budget_realization(book, period, accounts).await?;
        let known_at = Some(projections::KnownAt::Position(position));
        let before = Period { from: period.from.map(year_before), to: period.to.map(year_before), known_at };
        // Without a first day everything there is counts as this year.
        let previous = match period.from {
            Some(_) => models.budget_realization(book, before, accounts).await?.0,
            None => Vec::new(),
        };
        Ok(Self { now, previous, position })
    }
}

/// A report of one year unless both days say otherwise.
pub(crate) async fn fiscal(models: &ReadModels, parameters: &Parameters) -> Result<Period, ReportError> {
    let mut period = parameters.period()?;
    if period.to.is_none() {
        let last = match period.from {
            Some(from) => Some(from),
            None => models.last_day(&parameters.book, parameters.known_at).await?,
        };
        period.to = last.and_then(|last| Date::new(last.year(), 12, 31));
    }
    if period.from.is_none() {
        period.from = period.to.and_then(|to| Date::new(to.year(), 1, 1));
    }
    Ok(period)
}
