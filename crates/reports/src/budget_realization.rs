//! Laporan realisasi anggaran (LRA): budget against realisation, rolled up by the chart, with surplus or deficit, net
//! financing and the remaining surplus (SiLPA). Closing entries are left out.

use std::collections::BTreeMap;

use ledger::{Currency, Date, Side};
use projections::ReadModels;
use projections::queries::{BudgetRow, Period};

use crate::error::ReportError;
use crate::format::date_long;
use crate::names::{Names, cut, level_of, one_currency, year_before};
use crate::parameters::{Parameters, ReportName};
use crate::report::{Cell, Column, Report, Row, RowKind};

const COLUMNS: [Column; 7] = [
    Column { key: "code", title: "Kode" },
    Column { key: "name", title: "Uraian" },
    Column { key: "budget", title: "Anggaran" },
    Column { key: "realized", title: "Realisasi" },
    Column { key: "difference", title: "Lebih/(Kurang)" },
    Column { key: "percent", title: "%" },
    Column { key: "previous", title: "Realisasi Tahun Lalu" },
];

/// Groups of the budget books: code, the side they grow on, their name where the chart has none.
const GROUPS: [(&str, Side, &str); 4] = [
    ("4", Side::Credit, "PENDAPATAN DAERAH"),
    ("5", Side::Debit, "BELANJA DAERAH"),
    ("6.1", Side::Credit, "PENERIMAAN PEMBIAYAAN"),
    ("6.2", Side::Debit, "PENGELUARAN PEMBIAYAAN"),
];

/// Budget, realisation, and realisation of the year before.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
struct Sums {
    budget: i128,
    realized: i128,
    previous: i128,
}

impl Sums {
    fn add(&mut self, other: Self) {
        self.budget += other.budget;
        self.realized += other.realized;
        self.previous += other.previous;
    }

    fn less(self, other: Self) -> Self {
        Self {
            budget: self.budget - other.budget,
            realized: self.realized - other.realized,
            previous: self.previous - other.previous,
        }
    }

    fn plus(mut self, other: Self) -> Self {
        self.add(other);
        self
    }

    fn row(self, kind: RowKind, level: u8, code: &str, name: String, currency: Currency) -> Row {
        let code = if code.is_empty() { Cell::Empty } else { Cell::Text(code.to_owned()) };
        let amount = |minor| Cell::Amount(minor, currency);
        let cells = vec![
            code,
            Cell::Text(name),
            amount(self.budget),
            amount(self.realized),
            amount(self.realized - self.budget),
            Cell::Percent(percent(self.realized, self.budget)),
            amount(self.previous),
        ];
        Row { kind, level, cells }
    }
}

/// Hundredths of a percent, half away from zero; zero without a budget.
fn percent(realized: i128, budget: i128) -> i128 {
    if budget == 0 {
        return 0;
    }
    let (size, whole) = (realized.abs() * 10_000, budget.abs());
    let rounded = (size * 2 + whole) / (whole * 2);
    if (realized < 0) == (budget < 0) { rounded } else { -rounded }
}

/// Default level: jenis, three segments. Without dates the year of the book's last entry; with only a last day the year up
/// to it. Totals: `revenue`, `expenditure`, `surplus`, `financing`, `silpa`, each with `budget_` and `previous_` before it
/// for those.
pub(crate) async fn run(models: &ReadModels, parameters: &Parameters) -> Result<Report, ReportError> {
    let names = Names::of(models, parameters).await?;
    let level = parameters.level(3)?;
    let period = fiscal(models, parameters).await?;
    let accounts = parameters.accounts();
    let (now, position) = models.budget_realization(&parameters.book, period, &accounts).await?;
    let known_at = Some(projections::KnownAt::Position(position));
    let before = Period { from: period.from.map(year_before), to: period.to.map(year_before), known_at };
    // Without a first day everything there is counts as this year.
    let previous = match period.from {
        Some(_) => models.budget_realization(&parameters.book, before, &accounts).await?.0,
        None => Vec::new(),
    };
    let currencies = now.iter().chain(&previous).filter(|row| group(&row.account.code).is_some());
    let currency = one_currency(currencies.map(|row| row.account.currency), names.currency())?;
    let codes = by_code(&now, &previous, level);
    let sum = |code: &str| codes.get(code).copied().unwrap_or_default();
    let (revenue, expenditure) = (sum("4"), sum("5"));
    let surplus = revenue.less(expenditure);
    let (received, paid) = (sum("6.1"), sum("6.2"));
    let financing = received.less(paid);
    let silpa = surplus.plus(financing);

    let mut rows = Vec::new();
    let total = |sums: Sums, name: &str| sums.row(RowKind::Total, 0, "", name.to_owned(), currency);
    let section = |rows: &mut Vec<Row>, root: &str| rows.extend(rows_below(&codes, root, &names, currency));
    section(&mut rows, "4");
    rows.push(total(revenue, "JUMLAH PENDAPATAN"));
    section(&mut rows, "5");
    rows.push(total(expenditure, "JUMLAH BELANJA"));
    rows.push(total(surplus, "SURPLUS/(DEFISIT)"));
    section(&mut rows, "6.1");
    section(&mut rows, "6.2");
    rows.push(total(financing, "PEMBIAYAAN NETO"));
    rows.push(total(silpa, "SISA LEBIH PEMBIAYAAN ANGGARAN (SiLPA)"));

    let mut totals = Vec::new();
    for (key, sums) in [
        ("revenue", revenue),
        ("expenditure", expenditure),
        ("surplus", surplus),
        ("financing", financing),
        ("silpa", silpa),
    ] {
        totals.push((key.to_owned(), Cell::Amount(sums.realized, currency)));
        totals.push((format!("budget_{key}"), Cell::Amount(sums.budget, currency)));
        totals.push((format!("previous_{key}"), Cell::Amount(sums.previous, currency)));
    }
    let mut head = names.head(parameters, period);
    if let (Some(to), Some(before)) = (period.to, before.to) {
        let (year, last) = (date_long(to), before.year());
        head.push(format!("Untuk tahun yang berakhir sampai dengan {year} dan {last}"));
    }
    Ok(Report {
        name: ReportName::BudgetRealization.as_str(),
        title: "LAPORAN REALISASI ANGGARAN PENDAPATAN DAN BELANJA DAERAH",
        head,
        columns: COLUMNS.to_vec(),
        rows,
        totals,
        closing: Vec::new(),
        provenance: names.provenance(parameters, period, position),
    })
}

/// A report of one year unless both days say otherwise.
async fn fiscal(models: &ReadModels, parameters: &Parameters) -> Result<Period, ReportError> {
    let mut period = parameters.period()?;
    if period.to.is_none() {
        let last = match period.from {
            Some(from) => Some(from),
            None => models.last_day(&parameters.book).await?,
        };
        period.to = last.and_then(|last| Date::new(last.year(), 12, 31));
    }
    if period.from.is_none() {
        period.from = period.to.and_then(|to| Date::new(to.year(), 1, 1));
    }
    Ok(period)
}

/// The group of a code, with the side it grows on.
fn group(code: &str) -> Option<(&'static str, Side)> {
    let below =
        |root: &str| code.strip_prefix(root).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'));
    GROUPS.iter().find(|(root, ..)| below(root)).map(|(root, side, _)| (*root, *side))
}

/// Sums of every code down to the level. What stands against its group's side counts against it.
fn by_code(now: &[BudgetRow], previous: &[BudgetRow], level: u8) -> BTreeMap<String, Sums> {
    let mut codes: BTreeMap<String, Sums> = BTreeMap::new();
    let mut add = |row: &BudgetRow, is_now: bool| {
        let Some((root, side)) = group(&row.account.code) else { return };
        let sign = if row.account.normal_side == side { 1 } else { -1 };
        let (budget, realized) = (sign * i128::from(row.budget), sign * i128::from(row.realized));
        let sums = if is_now {
            Sums { budget, realized, previous: 0 }
        } else {
            Sums { previous: realized, ..Sums::default() }
        };
        if sums == Sums::default() {
            return;
        }
        // A code with fewer segments than the level is its own deepest one.
        let deepest = level.min(level_of(&row.account.code)).max(level_of(root));
        for depth in level_of(root)..=deepest {
            codes.entry(cut(&row.account.code, depth).to_owned()).or_default().add(sums);
        }
    };
    now.iter().for_each(|row| add(row, true));
    previous.iter().for_each(|row| add(row, false));
    codes
}

fn rows_below(codes: &BTreeMap<String, Sums>, root: &str, names: &Names, currency: Currency) -> Vec<Row> {
    let inside = codes.iter().filter(|(code, _)| {
        code.strip_prefix(root).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    });
    let row = |(code, sums): (&String, &Sums)| {
        let mut name = names.name(code);
        if name == *code {
            let known = GROUPS.iter().find(|(group, ..)| group == code);
            name = known.map_or(name, |(.., name)| (*name).to_owned());
        }
        let has_below = codes.range(format!("{code}.")..format!("{code}/")).next().is_some();
        let kind = if has_below { RowKind::Group } else { RowKind::Detail };
        sums.row(kind, level_of(code), code, name, currency)
    };
    inside.map(row).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentages_round_half_away_from_zero_and_are_zero_without_a_budget() {
        assert_eq!(percent(1, 0), 0);
        assert_eq!(percent(981_249, 1_000_000), 9_812);
        assert_eq!(percent(98_125, 100_000), 9_813);
        assert_eq!(percent(-1, 3), -3_333);
        assert_eq!(percent(2, 3), 6_667);
    }
}
