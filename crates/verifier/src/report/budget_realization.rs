//! Budget realization: budget against what was realized, for the year, and month by month. Closing entries are left out. The
//! lines are those of [`super::budget_lines`]; both forms are tied to the statements of their days.

use serde_json::json;

use super::budget_lines::{self, BudgetLines};
use super::claim::Claim;
use super::collected::Collected;
use super::statements::{self, Setting};
use super::{Expected, amount, percent};

/// The level shown when none was asked for.
const LEVEL: usize = 3;

/// Budget, realized, and realized in the same days of the year before.
pub(super) fn expected(claim: &Claim, collected: &Collected) -> Option<Expected> {
    let BudgetLines { lines, totals, currency } =
        budget_lines::lines(collected, claim.level.unwrap_or(LEVEL), |account, counted| {
            [counted.budget, counted.sign * account.realized, counted.sign * account.previous]
        })?;
    let cell = |minor| amount(minor, &currency);
    let mut expected = Expected::default();
    for line in lines {
        let [budget, realized, previous] = line.figures;
        let mut row = line.head;
        row.extend([
            ("budget", cell(budget)),
            ("realized", cell(realized)),
            ("difference", cell(realized - budget)),
            ("percent", json!(percent(realized, budget)?)),
            ("previous", cell(previous)),
        ]);
        expected.rows.push(row);
    }
    let silpa = left(&totals);
    for (key, [budget, realized, previous]) in totals {
        expected.totals.push((key.to_owned(), cell(realized)));
        expected.totals.push((format!("budget_{key}"), cell(budget)));
        expected.totals.push((format!("previous_{key}"), cell(previous)));
    }
    tie(claim, collected, (silpa, &currency), &mut expected)?;
    Some(expected)
}

/// Budget, realized until the last day, and in the month (or the days asked for).
pub(super) fn monthly(claim: &Claim, collected: &Collected) -> Option<Expected> {
    let BudgetLines { lines, totals, currency } =
        budget_lines::lines(collected, claim.level.unwrap_or(LEVEL), |account, counted| {
            [counted.budget, counted.sign * account.of_year, counted.sign * account.realized]
        })?;
    let cell = |minor| amount(minor, &currency);
    let mut expected = Expected::default();
    for line in lines {
        let [budget, realized, month] = line.figures;
        let mut row = line.head;
        row.extend([
            ("budget", cell(budget)),
            ("earlier", cell(realized - month)),
            ("earlier_percent", json!(percent(realized - month, budget)?)),
            ("month", cell(month)),
            ("month_percent", json!(percent(month, budget)?)),
            ("realized", cell(realized)),
            ("percent", json!(percent(realized, budget)?)),
            ("difference", cell(realized - budget)),
        ]);
        expected.rows.push(row);
    }
    let silpa = left(&totals);
    for (key, [budget, realized, month]) in totals {
        expected.totals.push((key.to_owned(), cell(realized)));
        expected.totals.push((format!("budget_{key}"), cell(budget)));
        expected.totals.push((format!("earlier_{key}"), cell(realized - month)));
        expected.totals.push((format!("month_{key}"), cell(month)));
    }
    tie(claim, collected, (silpa, &currency), &mut expected)?;
    Some(expected)
}

/// What was realized and is left.
fn left(totals: &[(&'static str, [i128; 3])]) -> i128 {
    totals.iter().find(|(key, _)| *key == "silpa").map_or(0, |(_, [_, realized, _])| *realized)
}

/// What the statements of the same days say, of all codes whichever the report shows; and of all codes what is left.
fn tie(
    claim: &Claim,
    collected: &Collected,
    (silpa, currency): (i128, &str),
    expected: &mut Expected,
) -> Option<()> {
    let entity = claim.entity.as_deref();
    let setting = Setting { one_entity: entity.is_some(), on_receipt: collected.on_receipt().ok()? };
    let now = collected.kinds.now(entity, currency);
    let all = collected.kinds.now(None, currency);
    let mut tie_outs = statements::tie_outs(&now, &all, setting, currency);
    if claim.code.is_none() {
        tie_outs.push(statements::silpa(&now, setting, silpa, currency));
    }
    expected.tie_outs = Some(tie_outs);
    Some(())
}
