//! The demo's budget: approved in January, revised in September, made from what the year will take in and spend.

use wire::payment_v1::{BudgetApproved, BudgetLine, BudgetRevised};

use super::agencies::AGENCIES;
use super::diary::{Diary, When, rupiah, working};
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

/// Writes approval and revision of every agency's budget.
pub(super) fn write(diary: &mut Diary, revenue: &Sums, spending: &Sums) {
    for agency in AGENCIES {
        let approved_revenue = approved(diary, agency.code, revenue, (94, 106));
        let approved_spending = approved(diary, agency.code, spending, (103, 112));
        let message = BudgetApproved {
            agency: agency.code.to_owned(),
            document: format!("DPA-{}", agency.code),
            revenue: lines(&approved_revenue, None),
            expenditure: lines(&approved_spending, None),
            ..Default::default()
        };
        let when = When { day: APPROVED_ON, second: EARLY };
        diary.write(when, SIPD, format!("DPA-{}", agency.code), "BudgetApproved", &message);

        let revised: Vec<(&'static str, i64, i64)> = approved_spending
            .iter()
            .filter_map(|&(account, before)| {
                let spent = spending.get(&(agency.code, account)).copied().unwrap_or(0);
                let after = round_up(spent * diary.random.between(LEAST_HUNDREDTHS, 109) / 100);
                (after != before && diary.random.per_mille(500)).then_some((account, after, before))
            })
            .collect();
        if revised.is_empty() {
            continue;
        }
        let (after, before): (Vec<_>, Vec<_>) =
            revised.into_iter().map(|(account, after, before)| ((account, after), before)).unzip();
        let message = BudgetRevised {
            agency: agency.code.to_owned(),
            document: format!("DPPA-{}", agency.code),
            expenditure: lines(&after, Some(&before)),
            reason: "perubahan APBD".to_owned(),
            ..Default::default()
        };
        let when = When { day: working(REVISED_ON), second: EARLY };
        diary.write(when, SIPD, format!("DPPA-{}", agency.code), "BudgetRevised", &message);
    }
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
