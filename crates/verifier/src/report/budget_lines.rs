//! The lines that both forms of the budget realization show: codes of the budget groups rolled up by the chart, with surplus or
//! deficit, net financing and the remaining surplus (SiLPA).

use std::collections::BTreeMap;

use schema::ledger_v1::{BookSide, Side};
use serde_json::{Value, json};

use super::collected::{Account, Collected};
use super::{Row, cut, is_within, level_of};

/// Groups of the budget books and the side that each grows on: revenue, expenditure, financing received and paid.
const GROUPS: [(&str, Side); 4] =
    [("4", Side::Credit), ("5", Side::Debit), ("6.1", Side::Credit), ("6.2", Side::Debit)];

/// What reports of events of revenue compare with what the budget realized, as their lines below the table say it.
pub(super) const BY_EVENT: &str =
    "pendapatan menurut kejadian dan realisasi LRA / revenue by event and LRA realisation";

/// Three figures of a line, in minor units; each report gives them their meaning.
pub(super) type Figures = [i128; 3];

/// A line: the cells that both reports have in common, and its figures.
pub(super) struct BudgetLine {
    pub(super) head: Row,
    pub(super) figures: Figures,
}

/// All lines in the order of the printed form, and the sums by stable key.
pub(super) struct BudgetLines {
    pub(super) lines: Vec<BudgetLine>,
    pub(super) totals: [(&'static str, Figures); 5],
    /// The currency of the groups' accounts.
    pub(super) currency: String,
}

/// An account as it counts in its group: realization in the budget books only, and what stands against its group's side
/// against it.
pub(super) struct Counted {
    /// Above zero where its group grows.
    pub(super) budget: i128,
    /// 1 or -1, or 0 outside the budget books: what debits less credits are multiplied with.
    pub(super) sign: i128,
}

/// Rolls up; `figures` gives those of an account. `None` when accounts of several currencies would be added up.
pub(super) fn lines(
    collected: &Collected,
    level: usize,
    figures: impl Fn(&Account, &Counted) -> Figures,
) -> Option<BudgetLines> {
    let mut codes: BTreeMap<String, Figures> = BTreeMap::new();
    let mut counted = Vec::new();
    for account in collected.accounts() {
        let Some((root, side)) = group(&account.code) else { continue };
        let figures = figures(account, &as_counted(account, side));
        let in_books = account.book_side == BookSide::Budget && (account.has_moved || account.previous != 0);
        if in_books || account.budget != 0 {
            counted.push(account);
        }
        if figures == Figures::default() {
            continue;
        }
        let top = level_of(root);
        for depth in top..=level.min(level_of(&account.code)).max(top) {
            let code = codes.entry(cut(&account.code, depth).to_owned()).or_default();
            *code = plus(*code, figures, 1);
        }
    }
    let currency = collected.one_currency(&counted)?;
    let sum = |code: &str| codes.get(code).copied().unwrap_or_default();
    let (revenue, expenditure) = (sum("4"), sum("5"));
    let surplus = plus(revenue, expenditure, -1);
    let financing = plus(sum("6.1"), sum("6.2"), -1);
    let silpa = plus(surplus, financing, 1);
    let mut lines = section(&codes, "4");
    lines.push(total("JUMLAH PENDAPATAN", "TOTAL REVENUE", revenue));
    lines.extend(section(&codes, "5"));
    lines.push(total("JUMLAH BELANJA", "TOTAL EXPENDITURE", expenditure));
    lines.push(total("SURPLUS/(DEFISIT)", "SURPLUS/(DEFICIT)", surplus));
    lines.extend(section(&codes, "6.1"));
    lines.extend(section(&codes, "6.2"));
    lines.push(total("PEMBIAYAAN NETO", "NET FINANCING", financing));
    lines.push(total(
        "SISA LEBIH PEMBIAYAAN ANGGARAN (SiLPA)",
        "BUDGET SURPLUS/(DEFICIT) AFTER FINANCING",
        silpa,
    ));
    let totals = [
        ("revenue", revenue),
        ("expenditure", expenditure),
        ("surplus", surplus),
        ("financing", financing),
        ("silpa", silpa),
    ];
    Some(BudgetLines { lines, totals, currency })
}

/// An account as it counts; `None` outside the groups.
pub(super) fn counted(account: &Account) -> Option<Counted> {
    group(&account.code).map(|(_, side)| as_counted(account, side))
}

/// What the accounts below a code realized within the days.
pub(super) fn realized(collected: &Collected, is_below: impl Fn(&str) -> bool) -> i128 {
    let accounts = collected.accounts().into_iter().filter(|account| is_below(&account.code));
    accounts.filter_map(|account| Some(counted(account)?.sign * account.realized)).sum()
}

fn as_counted(account: &Account, side: Side) -> Counted {
    let grows = if side == Side::Credit { -1 } else { 1 };
    Counted {
        budget: if account.normal_side == side { account.budget } else { -account.budget },
        sign: grows * i128::from(account.book_side == BookSide::Budget),
    }
}

fn section(codes: &BTreeMap<String, Figures>, root: &str) -> Vec<BudgetLine> {
    let inside = codes.iter().filter(|(code, _)| is_within(code, root));
    let line = |(code, figures): (&String, &Figures)| {
        let has_below = codes.keys().any(|other| other != code && is_within(other, code));
        let kind = if has_below { "group" } else { "detail" };
        let head = vec![("kind", json!(kind)), ("level", json!(level_of(code))), ("code", json!(code))];
        BudgetLine { head, figures: *figures }
    };
    inside.map(line).collect()
}

fn total(name: &str, english: &str, figures: Figures) -> BudgetLine {
    let head = vec![
        ("kind", json!("total")),
        ("level", json!(0)),
        ("code", Value::Null),
        ("name", json!(name)),
        ("english", json!(english)),
    ];
    BudgetLine { head, figures }
}

fn plus(figures: Figures, other: Figures, sign: i128) -> Figures {
    [0, 1, 2].map(|i| figures[i] + sign * other[i])
}

fn group(code: &str) -> Option<(&'static str, Side)> {
    GROUPS.into_iter().find(|(root, _)| is_within(code, root))
}
