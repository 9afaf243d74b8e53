//! The demo's budget: approved in January, revised in September, made from what the year will take in and spend.

use wire::payment_v1::{BudgetApproved, BudgetLine, BudgetRevised};

use super::agencies::{AGENCIES, FINANCE};
use super::diary::{Diary, When, date, rupiah, working};
use super::revenue::Sums;

const SIPD: &str = "urn:okutimur:sipd";
/// Before offices open, so that nothing is spent before it may be.
const EARLY: u32 = 6 * 3600;
/// The approval: the sixth of January, when the surcharges on vehicle taxes are in force. The revision: mid-September.
const APPROVED_ON: u32 = 5;
const REVISED_ON: u32 = 260;
/// A revision leaves at least this much, in hundredths of what will have been spent at the year's end.
const LEAST_HUNDREDTHS: i64 = 101;
/// Budgets are written in millions.
const UNIT: i64 = 1_000_000;

/// What is left over from the year before (SiLPA) closes the gap between targets and appropriations.
const LEFT_OVER: &str = "6.1.01.01.01.0015";

/// An agency's budget.
struct Budget {
    agency: &'static str,
    revenue: Vec<(&'static str, i64)>,
    spending: Vec<(&'static str, i64)>,
}

/// The day from which documents draw on the revised budget.
pub(super) fn revised_on() -> String {
    date(working(REVISED_ON)).to_string()
}

/// Writes approval and revision of every agency's budget.
pub(super) fn write(diary: &mut Diary, revenue: &Sums, spending: &Sums) {
    let budget = |agency: &super::agencies::Agency| Budget {
        agency: agency.code,
        revenue: approved(diary, agency.code, revenue, (99, 104)),
        spending: approved(diary, agency.code, spending, (102, 106)),
    };
    let budgets: Vec<Budget> = AGENCIES.iter().map(budget).collect();
    let sum = |lines: &[(&str, i64)]| lines.iter().map(|(_, amount)| amount).sum::<i64>();
    let gap: i64 = budgets.iter().map(|budget| sum(&budget.spending) - sum(&budget.revenue)).sum();
    for budget in &budgets {
        let closes_gap = budget.agency == FINANCE && gap > 0;
        let message = BudgetApproved {
            agency: budget.agency.to_owned(),
            document: format!("DPA-{}", budget.agency),
            revenue: lines(&budget.revenue, None),
            expenditure: lines(&budget.spending, None),
            financing_in: if closes_gap { lines(&[(LEFT_OVER, gap)], None) } else { Vec::new() },
            ..Default::default()
        };
        let when = When { day: APPROVED_ON, second: EARLY };
        diary.write(when, SIPD, format!("DPA-{}", budget.agency), "BudgetApproved", &message);
        revise(diary, budget, spending);
    }
}

/// About half of the appropriations are revised, none below what will have been spent.
fn revise(diary: &mut Diary, budget: &Budget, spending: &Sums) {
    let revised: Vec<(&'static str, i64, i64)> = budget
        .spending
        .iter()
        .filter_map(|&(account, before)| {
            let spent = spending.get(&(budget.agency, account)).copied().unwrap_or(0);
            let after = round_up(spent * diary.random.between(LEAST_HUNDREDTHS, 105) / 100);
            (after != before && diary.random.per_mille(500)).then_some((account, after, before))
        })
        .collect();
    if revised.is_empty() {
        return;
    }
    let (after, before): (Vec<_>, Vec<_>) =
        revised.into_iter().map(|(account, after, before)| ((account, after), before)).unzip();
    let message = BudgetRevised {
        agency: budget.agency.to_owned(),
        document: format!("DPPA-{}", budget.agency),
        expenditure: lines(&after, Some(&before)),
        reason: "perubahan APBD".to_owned(),
        ..Default::default()
    };
    let when = When { day: working(REVISED_ON), second: EARLY };
    diary.write(when, SIPD, format!("DPPA-{}", budget.agency), "BudgetRevised", &message);
}

/// What is appropriated on each account of an agency: its sum of the year times a percentage between two bounds.
fn approved(
    diary: &mut Diary,
    agency: &str,
    sums: &Sums,
    (low, high): (i64, i64),
) -> Vec<(&'static str, i64)> {
    let of_agency = sums.iter().filter(|((code, _), _)| *code == agency);
    of_agency
        .map(|((_, account), sum)| (*account, round_up(sum * diary.random.between(low, high) / 100)))
        .collect()
}

fn round_up(amount: i64) -> i64 {
    (amount / UNIT + 1) * UNIT
}

fn lines(amounts: &[(&'static str, i64)], before: Option<&[i64]>) -> Vec<BudgetLine> {
    let line = |(place, (account, amount)): (usize, &(&'static str, i64))| BudgetLine {
        account: (*account).to_owned(),
        amount: rupiah(*amount),
        previous: before.and_then(|before| rupiah(before[place])),
    };
    amounts.iter().enumerate().map(line).collect()
}
