//! The lines of a budget realisation report: codes of the budget books rolled up by the chart, revenue, expenditure, surplus,
//! financing and the remaining surplus (SiLPA) in their order. Its yearly and monthly forms show other figures of the same
//! lines.

use std::collections::BTreeMap;

use ledger::{Currency, Side};
use projections::queries::BudgetRow;

use crate::english::english;
use crate::error::ReportError;
use crate::names::{Names, cut, level_of, one_currency};
use crate::report::{Cell, RowKind};

/// The figures of a line, in minor units; each report gives the three their meaning.
pub(crate) type Figures = [i128; 3];

/// Groups of the budget books: code, the side they grow on, their name where the chart has none.
const GROUPS: [(&str, Side, &str); 4] = [
    ("4", Side::Credit, "PENDAPATAN DAERAH"),
    ("5", Side::Debit, "BELANJA DAERAH"),
    ("6.1", Side::Credit, "PENERIMAAN PEMBIAYAAN"),
    ("6.2", Side::Debit, "PENGELUARAN PEMBIAYAAN"),
];

/// A line: what it is, its words, its figures.
pub(crate) struct BudgetLine {
    pub(crate) kind: RowKind,
    pub(crate) level: u8,
    pub(crate) code: String,
    pub(crate) name: String,
    pub(crate) english: String,
    pub(crate) figures: Figures,
}

/// All lines, and the sums by stable key.
pub(crate) struct BudgetLines {
    pub(crate) lines: Vec<BudgetLine>,
    pub(crate) totals: [(&'static str, Figures); 5],
}

impl BudgetLines {
    /// What was realised and is left, of one of the three figures.
    pub(crate) fn silpa(&self, figure: usize) -> Option<i128> {
        let silpa = self.totals.iter().find(|(key, _)| *key == "silpa");
        silpa.map(|(_, figures)| figures[figure])
    }
}

impl BudgetLine {
    /// Code, name and English name, as the first three cells of its row.
    pub(crate) fn words(&self) -> Vec<Cell> {
        let text = |text: &String| if text.is_empty() { Cell::Empty } else { Cell::Text(text.clone()) };
        vec![text(&self.code), text(&self.name), text(&self.english)]
    }
}

/// Rolls up the codes of the budget groups.
pub(crate) struct RollUp {
    codes: BTreeMap<String, Figures>,
    level: u8,
}

impl RollUp {
    pub(crate) const fn new(level: u8) -> Self {
        Self { codes: BTreeMap::new(), level }
    }

    /// Adds accounts; `figures` makes them of budget and realisation.
    pub(crate) fn add(&mut self, rows: &[BudgetRow], figures: impl Fn(i128, i128) -> Figures) {
        for row in rows {
            let (Some((root, _)), Some((budget, realized))) = (group(&row.account.code), counted(row)) else {
                continue;
            };
            let figures = figures(budget, realized);
            if figures == Figures::default() {
                continue;
            }
            // A code with fewer segments than the level is its own deepest one.
            let deepest = self.level.min(level_of(&row.account.code)).max(level_of(root));
            for depth in level_of(root)..=deepest {
                let code = cut(&row.account.code, depth).to_owned();
                let sums = self.codes.entry(code).or_default();
                *sums = plus(*sums, figures, 1);
            }
        }
    }

    /// The lines in the order of the printed form.
    pub(crate) fn lines(&self, names: &Names) -> BudgetLines {
        let sum = |code: &str| self.codes.get(code).copied().unwrap_or_default();
        let (revenue, expenditure) = (sum("4"), sum("5"));
        let surplus = plus(revenue, expenditure, -1);
        let financing = plus(sum("6.1"), sum("6.2"), -1);
        let silpa = plus(surplus, financing, 1);
        let mut lines = self.below("4", names);
        lines.push(total("JUMLAH PENDAPATAN", "TOTAL REVENUE", revenue));
        lines.extend(self.below("5", names));
        lines.push(total("JUMLAH BELANJA", "TOTAL EXPENDITURE", expenditure));
        lines.push(total("SURPLUS/(DEFISIT)", "SURPLUS/(DEFICIT)", surplus));
        lines.extend(self.below("6.1", names));
        lines.extend(self.below("6.2", names));
        lines.push(total("PEMBIAYAAN NETO", "NET FINANCING", financing));
        let left = "BUDGET SURPLUS/(DEFICIT) AFTER FINANCING";
        lines.push(total("SISA LEBIH PEMBIAYAAN ANGGARAN (SiLPA)", left, silpa));
        let totals = [
            ("revenue", revenue),
            ("expenditure", expenditure),
            ("surplus", surplus),
            ("financing", financing),
            ("silpa", silpa),
        ];
        BudgetLines { lines, totals }
    }

    fn below(&self, root: &str, names: &Names) -> Vec<BudgetLine> {
        let inside = self.codes.iter().filter(|(code, _)| {
            code.strip_prefix(root).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        });
        let line = |(code, figures): (&String, &Figures)| {
            let mut name = names.name(code);
            if name == *code {
                let known = GROUPS.iter().find(|(group, ..)| group == code);
                name = known.map_or(name, |(.., name)| (*name).to_owned());
            }
            let has_below = self.codes.range(format!("{code}.")..format!("{code}/")).next().is_some();
            BudgetLine {
                kind: if has_below { RowKind::Group } else { RowKind::Detail },
                level: level_of(code),
                code: code.clone(),
                name,
                english: english(code).unwrap_or_default().to_owned(),
                figures: *figures,
            }
        };
        inside.map(line).collect()
    }
}

/// The one currency of the budget groups' accounts.
pub(crate) fn currency(rows: &[&[BudgetRow]], fallback: Currency) -> Result<Currency, ReportError> {
    let grouped = rows.iter().flat_map(|rows| rows.iter()).filter(|row| group(&row.account.code).is_some());
    one_currency(grouped.map(|row| row.account.currency), fallback)
}

/// Hundredths of a percent, half away from zero; zero of nothing.
pub(crate) fn percent(part: i128, whole: i128) -> i128 {
    if whole == 0 {
        return 0;
    }
    let (size, of) = (part.abs() * 10_000, whole.abs());
    let rounded = (size * 2 + of) / (of * 2);
    if (part < 0) == (whole < 0) { rounded } else { -rounded }
}

fn plus(figures: Figures, other: Figures, sign: i128) -> Figures {
    [0, 1, 2].map(|i| figures[i] + sign * other[i])
}

fn total(name: &str, english: &str, figures: Figures) -> BudgetLine {
    let (name, english) = (name.to_owned(), english.to_owned());
    BudgetLine { kind: RowKind::Total, level: 0, code: String::new(), name, english, figures }
}

/// Budget and realisation of an account as they count: what stands against its group's side counts against it. `None` when it
/// is in no group.
pub(crate) fn counted(row: &BudgetRow) -> Option<(i128, i128)> {
    let (_, side) = group(&row.account.code)?;
    let sign = if row.account.normal_side == side { 1 } else { -1 };
    Some((sign * i128::from(row.budget), sign * i128::from(row.realized)))
}

/// The group of a code, with the side it grows on.
pub(crate) fn group(code: &str) -> Option<(&'static str, Side)> {
    let below =
        |root: &str| code.strip_prefix(root).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'));
    GROUPS.iter().find(|(root, ..)| below(root)).map(|(root, side, _)| (*root, *side))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentages_round_half_away_from_zero_and_are_zero_of_nothing() {
        assert_eq!(percent(1, 0), 0);
        assert_eq!(percent(981_249, 1_000_000), 9_812);
        assert_eq!(percent(98_125, 100_000), 9_813);
        assert_eq!(percent(-1, 3), -3_333);
        assert_eq!(percent(2, 3), 6_667);
    }
}
