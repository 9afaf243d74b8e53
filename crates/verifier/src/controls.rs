//! Controls: closed periods take no entries, or only late ones that say so, and closed years no budgets; a proposal is settled once, and approved by
//! somebody else than who made it.

use std::collections::{BTreeMap, HashMap};

use schema::ledger_v1::{Entry, EntryKind, PeriodClosed, PeriodReopened, ProposalMade, ProposalSettled};

use crate::calendar;
use crate::catalogue::Code;
use crate::finding::Here;
use crate::text;

/// The closed periods and the proposals of a book.
#[derive(Debug, Default)]
pub struct Controls {
    /// By name, such as `2025-03` or `2025`: whether late entries move.
    closed: BTreeMap<String, bool>,
    /// Makers of proposals; `None` once settled.
    proposals: HashMap<Box<str>, Option<Box<str>>>,
}

impl Controls {
    /// Closes a period.
    pub fn close(&mut self, closed: &PeriodClosed, here: &mut Here<'_>) {
        let period = &closed.period;
        if !is_period(period) {
            here.fault("period", text!(Code::PeriodUnknown, period));
        }
        let year = period.get(..4).unwrap_or_default();
        if self.closed.contains_key(year) || self.closed.contains_key(period) {
            here.fault("period", text!(Code::PeriodTwice, period));
        }
        self.closed.insert(period.clone(), closed.late_items_move);
    }

    /// Reopens a period.
    pub fn reopen(&mut self, reopened: &PeriodReopened, here: &mut Here<'_>) {
        if self.closed.remove(&reopened.period).is_none() {
            here.fault("period", text!(Code::PeriodOpen, &reopened.period));
        }
    }

    /// Takes a proposal.
    pub fn propose(&mut self, made: &ProposalMade, here: &mut Here<'_>) {
        let maker = Some(made.maker.as_str().into());
        if self.proposals.insert(made.proposal.as_str().into(), maker).is_some() {
            here.fault("proposal", text!(Code::ProposalTwice, &made.proposal));
        }
    }

    /// Settles a proposal.
    pub fn settle(&mut self, settled: &ProposalSettled, here: &mut Here<'_>) {
        match self.proposals.insert(settled.proposal.as_str().into(), None).flatten() {
            None => here.fault("proposal", text!(Code::ProposalUnknown, &settled.proposal)),
            Some(maker) if settled.approved && letters(&maker) == letters(&settled.checker) => {
                here.fault("checker", text!(Code::CheckerIsMaker, &settled.proposal, &settled.checker));
            }
            Some(_) => {}
        }
    }

    /// An entry stands at an open day, and where it came too late, the day it was meant for is closed and lets it move.
    pub fn check_day(&self, entry: &Entry, here: &mut Here<'_>) {
        let own = self.closed_at(entry.effective_date);
        let passes = |period: &str| entry.kind() == EntryKind::Closing && period.len() > 4;
        if let Some((period, _)) = own.filter(|(period, _)| !passes(period)) {
            here.fault(
                "effective_date",
                text!(Code::DayClosed, calendar::date(entry.effective_date), period),
            );
        }
        if let Some(meant_for) = entry.late_for {
            let moves = self.closed_at(meant_for).is_some_and(|(_, moves)| moves);
            let within_year = calendar::civil(meant_for).0 == calendar::civil(entry.effective_date).0;
            if !moves || !within_year || meant_for >= entry.effective_date {
                here.fault("late_for", text!(Code::NotLate, calendar::date(meant_for)));
            }
        }
    }

    /// A budget is not set for a year that is closed.
    pub fn check_budget(&self, day: i32, here: &mut Here<'_>) {
        if let Some((period, _)) = self.closed_at(day).filter(|(period, _)| period.len() == 4) {
            here.fault("", text!(Code::BudgetClosed, period));
        }
    }

    /// The closed period of a day, its year first, and whether late entries move.
    fn closed_at(&self, day: i32) -> Option<(&str, bool)> {
        if self.closed.is_empty() {
            return None;
        }
        let date = calendar::date(day);
        [date.get(..4)?, date.get(..7)?]
            .into_iter()
            .find_map(|period| self.closed.get_key_value(period))
            .map(|(period, moves)| (period.as_str(), *moves))
    }
}

/// What of a name tells people apart: its letters and digits, whatever their case.
fn letters(name: &str) -> String {
    name.chars().filter(|letter| letter.is_alphanumeric()).collect::<String>().to_lowercase()
}

/// `YYYY` or `YYYY-MM`, of the calendar.
fn is_period(text: &str) -> bool {
    match text.len() {
        4 => calendar::parse_date(&format!("{text}-01-01")).is_some(),
        7 => calendar::parse_date(&format!("{text}-01")).is_some(),
        _ => false,
    }
}
