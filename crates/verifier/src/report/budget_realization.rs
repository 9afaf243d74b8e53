//! Budget realization: budget against what was realized, rolled up by code, with surplus or deficit, net financing and the
//! remaining surplus (SiLPA). Closing entries are left out.

use std::collections::BTreeMap;

use schema::ledger_v1::{BookSide, Side};
use serde_json::{Value, json};

use super::claim::Claim;
use super::collected::{Account, Collected};
use super::{Expected, amount, cut, is_within, level_of};

/// The level shown when none was asked for.
const LEVEL: usize = 3;

/// Groups of the budget books and the side that each grows on: revenue, expenditure, financing received and paid.
const GROUPS: [(&str, Side); 4] =
    [("4", Side::Credit), ("5", Side::Debit), ("6.1", Side::Credit), ("6.2", Side::Debit)];

/// Budget, realized, realized the year before.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
struct Sums([i128; 3]);

impl Sums {
    fn plus(self, other: Self, sign: i128) -> Option<Self> {
        let mut sums = self;
        for (sum, part) in sums.0.iter_mut().zip(other.0) {
            *sum = sum.checked_add(part.checked_mul(sign)?)?;
        }
        Some(sums)
    }

    fn row(
        self,
        kind: &str,
        level: usize,
        code: Value,
        currency: &str,
    ) -> Option<Vec<(&'static str, Value)>> {
        let [budget, realized, previous] = self.0;
        let difference = realized.checked_sub(budget)?;
        Some(vec![
            ("kind", json!(kind)),
            ("level", json!(level)),
            ("code", code),
            ("budget", amount(budget, currency)),
            ("realized", amount(realized, currency)),
            ("difference", amount(difference, currency)),
            ("percent", json!(percent(realized, budget)?)),
            ("previous", amount(previous, currency)),
        ])
    }
}

pub(super) fn expected(claim: &Claim, collected: &Collected) -> Option<Expected> {
    let accounts = collected.accounts();
    let mut grouped = accounts.iter().filter(|account| group(&account.code).is_some());
    let currency = grouped.next().map_or(collected.currency.as_str(), |account| &account.currency);
    let mut codes: BTreeMap<&str, Sums> = BTreeMap::new();
    for account in &accounts {
        roll_up(&mut codes, account, claim.level.unwrap_or(LEVEL))?;
    }
    let sum = |code: &str| codes.get(code).copied().unwrap_or_default();
    let (revenue, expenditure) = (sum("4"), sum("5"));
    let surplus = revenue.plus(expenditure, -1)?;
    let financing = sum("6.1").plus(sum("6.2"), -1)?;
    let silpa = surplus.plus(financing, 1)?;
    let mut expected = Expected::default();
    let rows = &mut expected.rows;
    section(rows, &codes, "4", currency)?;
    total(rows, "JUMLAH PENDAPATAN", revenue, currency)?;
    section(rows, &codes, "5", currency)?;
    total(rows, "JUMLAH BELANJA", expenditure, currency)?;
    total(rows, "SURPLUS/(DEFISIT)", surplus, currency)?;
    section(rows, &codes, "6.1", currency)?;
    section(rows, &codes, "6.2", currency)?;
    total(rows, "PEMBIAYAAN NETO", financing, currency)?;
    total(rows, "SISA LEBIH PEMBIAYAAN ANGGARAN (SiLPA)", silpa, currency)?;
    for (key, sums) in [
        ("revenue", revenue),
        ("expenditure", expenditure),
        ("surplus", surplus),
        ("financing", financing),
        ("silpa", silpa),
    ] {
        let [budget, realized, previous] = sums.0.map(|minor| amount(minor, currency));
        expected.totals.push((key.to_owned(), realized));
        expected.totals.push((format!("budget_{key}"), budget));
        expected.totals.push((format!("previous_{key}"), previous));
    }
    Some(expected)
}

/// Adds an account to its code and all codes above it, down to the level.
fn roll_up<'a>(codes: &mut BTreeMap<&'a str, Sums>, account: &'a Account, level: usize) -> Option<()> {
    let Some((root, side)) = group(&account.code) else { return Some(()) };
    // Entries count in the budget books only; what stands against its group's side counts against it.
    let counts = i128::from(account.book_side == BookSide::Budget);
    let grows = if side == Side::Credit { -1 } else { 1 };
    let budget = if account.normal_side == side { account.budget } else { account.budget.checked_neg()? };
    let sums = Sums([budget, grows * counts * account.realized, grows * counts * account.previous]);
    if sums == Sums::default() {
        return Some(());
    }
    let deepest = level.min(level_of(&account.code)).max(level_of(root));
    for depth in level_of(root)..=deepest {
        let code = codes.entry(cut(&account.code, depth)).or_default();
        *code = code.plus(sums, 1)?;
    }
    Some(())
}

fn section(
    rows: &mut Vec<Vec<(&'static str, Value)>>,
    codes: &BTreeMap<&str, Sums>,
    root: &str,
    currency: &str,
) -> Option<()> {
    for (code, sums) in codes.iter().filter(|(code, _)| is_within(code, root)) {
        let has_below = codes.keys().any(|other| other != code && is_within(other, code));
        let kind = if has_below { "group" } else { "detail" };
        rows.push(sums.row(kind, level_of(code), json!(code), currency)?);
    }
    Some(())
}

fn total(rows: &mut Vec<Vec<(&'static str, Value)>>, name: &str, sums: Sums, currency: &str) -> Option<()> {
    let mut row = sums.row("total", 0, Value::Null, currency)?;
    row.push(("name", json!(name)));
    rows.push(row);
    Some(())
}

fn group(code: &str) -> Option<(&'static str, Side)> {
    GROUPS.into_iter().find(|(root, _)| is_within(code, root))
}

/// Percent with two places, half away from zero; zero without a budget.
fn percent(realized: i128, budget: i128) -> Option<String> {
    let hundredths = match budget {
        0 => 0,
        _ => {
            let (size, whole) = (realized.checked_abs()?.checked_mul(20_000)?, budget.checked_abs()?);
            size.checked_add(whole)? / whole.checked_mul(2)?
        }
    };
    let sign = if hundredths != 0 && (realized < 0) != (budget < 0) { "-" } else { "" };
    Some(format!("{sign}{}.{:02}", hundredths / 100, hundredths % 100))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentages_round_half_away_from_zero_and_are_zero_without_a_budget() {
        for (realized, budget, text) in [
            (1, 0, "0.00"),
            (981_249, 1_000_000, "98.12"),
            (98_125, 100_000, "98.13"),
            (-1, 3, "-33.33"),
            (2, 3, "66.67"),
            (-2, -3, "66.67"),
            (0, -3, "0.00"),
        ] {
            assert_eq!(percent(realized, budget).as_deref(), Some(text), "{realized} of {budget}");
        }
        assert_eq!(percent(i128::MAX, 1), None);
    }
}
