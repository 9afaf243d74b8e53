//! Holds: place, capture in full or in part, release.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry as Place;

use super::entries::{self, Landing};
use crate::account::AccountId;
use crate::book::{Hold, HoldState};
use crate::command::{CapturePart, Command, NamedLine};
use crate::date::Timestamp;
use crate::draft::Draft;
use crate::entry::{Entry, EntryKind, Line, Side};
use crate::fact::{Fact, ReleaseReason};
use crate::money::Currency;
use crate::refusal::{Refusal, RefusalCode};

/// Sets an entry aside.
pub(super) fn place(
    draft: &mut Draft<'_>,
    command: &Command<'_>,
    id: &str,
    named: &[NamedLine<'_>],
    expires_at: Option<Timestamp>,
    description: &str,
) -> Result<(), Refusal> {
    if draft.hold(id).is_some() {
        return Err(Refusal::new(RefusalCode::HoldExists, format!("hold \"{id}\"")));
    }
    if let Some(at) = expires_at.filter(|at| *at <= command.at) {
        return Err(Refusal::new(
            RefusalCode::HoldExpiryPast,
            format!("hold \"{id}\" would expire at {at}, now is {}", command.at),
        ));
    }
    let lines = entries::sound_lines(draft, command.effective_date, named)?;
    entries::land(draft, &lines, Landing::Held)?;
    let lines = merged(lines);
    draft.set_hold(id, Hold { state: HoldState::Pending, lines: lines.clone(), expires_at });
    draft.facts.push(Fact::HoldPlaced { id: id.into(), lines, expires_at, description: description.into() });
    Ok(())
}

/// Turns a hold into an entry. Limits were met when it was placed, and a capture adds nothing to what they count, so
/// they are not asked again.
pub(super) fn capture(
    draft: &mut Draft<'_>,
    command: &Command<'_>,
    id: &str,
    part: &CapturePart<'_>,
    keep_remainder: bool,
    description: &str,
) -> Result<(), Refusal> {
    let mut hold = pending(draft, command, id)?;
    let captured = captured_lines(draft, id, &hold, part)?;
    entries::check_balanced(draft, &captured)?;

    for line in &captured {
        let held = hold
            .lines
            .iter_mut()
            .find(|held| same_place(held, line))
            .expect("captured lines are lines of the hold");
        held.amount -= line.amount;
        let account = draft.account(line.account);
        let released = account.balance.release(line.side, line.amount);
        account.balance =
            released.post(line.side, line.amount).expect("what was held fits where it is posted");
    }
    hold.lines.retain(|line| line.amount > 0);
    if !keep_remainder || hold.lines.is_empty() {
        let_go(draft, &hold.lines);
        hold = Hold { state: HoldState::Captured, lines: Vec::new(), expires_at: hold.expires_at };
    }
    draft.set_hold(id, hold);
    let entry = Entry {
        kind: EntryKind::General,
        effective_date: command.effective_date,
        lines: captured,
        description: description.into(),
        reverses: None,
    };
    draft.facts.push(Fact::HoldCaptured { hold: id.into(), entry, keep_remainder });
    Ok(())
}

/// Lets a hold go.
pub(super) fn release(draft: &mut Draft<'_>, command: &Command<'_>, id: &str) -> Result<(), Refusal> {
    let hold = pending(draft, command, id)?;
    let_go(draft, &hold.lines);
    draft.set_hold(id, Hold { state: HoldState::Released, lines: Vec::new(), expires_at: hold.expires_at });
    draft.facts.push(Fact::HoldReleased { hold: id.into(), reason: ReleaseReason::Released });
    Ok(())
}

/// The hold, if something is still held and its time has not come.
fn pending(draft: &Draft<'_>, command: &Command<'_>, id: &str) -> Result<Hold, Refusal> {
    let refuse = |code| Err(Refusal::new(code, format!("hold \"{id}\"")));
    let Some(hold) = draft.hold(id) else { return refuse(RefusalCode::HoldNotFound) };
    match hold.state {
        HoldState::Captured => refuse(RefusalCode::HoldAlreadyCaptured),
        HoldState::Released => refuse(RefusalCode::HoldAlreadyReleased),
        HoldState::Expired => refuse(RefusalCode::HoldExpired),
        HoldState::Pending if hold.expires_at.is_some_and(|at| at <= command.at) => {
            refuse(RefusalCode::HoldExpired)
        }
        HoldState::Pending => Ok(hold.clone()),
    }
}

/// The lines to capture, merged: rungs in the ladder's order, what exceeds the hold before the lines themselves.
fn captured_lines(
    draft: &mut Draft<'_>,
    id: &str,
    hold: &Hold,
    part: &CapturePart<'_>,
) -> Result<Vec<Line>, Refusal> {
    match part {
        CapturePart::All => {
            for line in &hold.lines {
                entries::open_account(draft, line.account)?;
            }
            Ok(hold.lines.clone())
        }
        CapturePart::Amount(amount, currency) => {
            let (Some(debit), Some(credit), 2) =
                (one(hold, Side::Debit), one(hold, Side::Credit), hold.lines.len())
            else {
                let detail = format!("hold \"{id}\" has {} lines; name those to capture", hold.lines.len());
                return Err(Refusal::new(RefusalCode::CaptureNeedsLines, detail));
            };
            let lines = [debit, credit].map(|held| Line { amount: *amount, ..*held });
            check_within(draft, id, hold, &lines)?;
            if *amount <= 0 {
                let detail = format!("{} of hold \"{id}\"", currency.decimal((*amount).into()));
                return Err(Refusal::new(RefusalCode::AmountNotPositive, detail));
            }
            check_usable(draft, lines.iter().map(|line| (line.account, *currency)))?;
            Ok(lines.to_vec())
        }
        CapturePart::Lines(named) => {
            let lines = named.iter().map(|line| named_part(draft, id, hold, line));
            let lines = lines.collect::<Result<Vec<Line>, Refusal>>()?;
            check_within(draft, id, hold, &lines)?;
            entries::check_count_and_signs(named)?;
            check_usable(draft, lines.iter().zip(named).map(|(line, named)| (line.account, named.currency)))?;
            Ok(merged(lines))
        }
    }
}

fn one(hold: &Hold, side: Side) -> Option<&Line> {
    hold.lines.iter().find(|line| line.side == side)
}

fn named_part(draft: &Draft<'_>, id: &str, hold: &Hold, line: &NamedLine<'_>) -> Result<Line, Refusal> {
    let held = draft
        .find(line.account)
        .and_then(|account| hold.lines.iter().find(|held| held.account == account && held.side == line.side));
    match held {
        Some(held) => Ok(Line { amount: line.amount, ..*held }),
        None => {
            let detail = format!("hold \"{id}\" holds nothing on account \"{}\" on that side", line.account);
            Err(Refusal::new(RefusalCode::CaptureExceedsHold, detail))
        }
    }
}

/// No line of the hold is captured for more than it holds. Amounts below zero, which a later rung refuses, make no room.
fn check_within(draft: &mut Draft<'_>, id: &str, hold: &Hold, lines: &[Line]) -> Result<(), Refusal> {
    for held in &hold.lines {
        let wanted = lines.iter().filter(|line| same_place(held, line));
        let wanted: i128 = wanted.map(|line| i128::from(line.amount.max(0))).sum();
        if wanted > i128::from(held.amount) {
            let currency = draft.account(held.account).terms.currency;
            let (wanted, left) = (currency.decimal(wanted), currency.decimal(held.amount.into()));
            let account = draft.name(held.account);
            let detail = format!("hold \"{id}\": {wanted} wanted, {left} left on account \"{account}\"");
            return Err(Refusal::new(RefusalCode::CaptureExceedsHold, detail));
        }
    }
    Ok(())
}

/// Each account open, and of the currency stated.
fn check_usable(
    draft: &mut Draft<'_>,
    mut lines: impl Iterator<Item = (AccountId, Currency)>,
) -> Result<(), Refusal> {
    lines.try_for_each(|(account, currency)| {
        entries::open_account(draft, account)?;
        entries::check_currency(draft, account, currency)
    })
}

/// The lines with those of one account and side added up, so that a hold has one amount for each. The sums fit: those of
/// a hold were checked when it landed, those of a capture are within the hold's.
fn merged(lines: Vec<Line>) -> Vec<Line> {
    let mut merged: Vec<Line> = Vec::with_capacity(lines.len());
    let mut places: BTreeMap<(AccountId, Side), usize> = BTreeMap::new();
    for line in lines {
        match places.entry((line.account, line.side)) {
            Place::Occupied(place) => merged[*place.get()].amount += line.amount,
            Place::Vacant(place) => {
                place.insert(merged.len());
                merged.push(line);
            }
        }
    }
    merged
}

fn same_place(a: &Line, b: &Line) -> bool {
    a.account == b.account && a.side == b.side
}

fn let_go(draft: &mut Draft<'_>, lines: &[Line]) {
    for line in lines {
        let account = draft.account(line.account);
        account.balance = account.balance.release(line.side, line.amount);
    }
}
