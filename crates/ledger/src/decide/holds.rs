//! Holds: place, capture in full or in part, release.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry as Place;

use super::entries::{self, Landing};
use super::{limits, periods};
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
    // As for an entry: a closed period takes no order, or it counts for the next open day. That is in the same year.
    let day = periods::day_for(draft, command.effective_date, EntryKind::General)?;
    let year = draft.year_of(day.date);
    let lines = entries::sound_lines(draft, day.date, named)?;
    entries::land(draft, &lines, Landing::Held, year)?;
    let lines = merged(lines);
    draft.set_hold(id, Hold { state: HoldState::Pending, year, lines: lines.clone(), expires_at });
    let (id, description) = (id.into(), description.into());
    draft.facts.push(Fact::HoldPlaced { id, year, lines, expires_at, description });
    Ok(())
}

/// Turns a hold into an entry. Limits were met when it was placed, and a capture adds nothing to what they count, so
/// they are not asked again; but a hold of one fiscal year that is captured in another counts against that one's
/// appropriation.
pub(super) fn capture(
    draft: &mut Draft<'_>,
    command: &Command<'_>,
    id: &str,
    part: &CapturePart<'_>,
    keep_remainder: bool,
    description: &str,
) -> Result<(), Refusal> {
    let mut hold = pending(draft, command, id)?;
    check_within(draft, id, &hold, part)?;
    let day = periods::day_for(draft, command.effective_date, EntryKind::General)?;
    let year = draft.year_of(day.date);
    let captured = captured_lines(draft, id, &hold, part)?;
    entries::check_balanced(draft, &captured)?;

    for line in &captured {
        let held = hold
            .lines
            .iter_mut()
            .find(|held| same_place(held, line))
            .expect("captured lines are lines of the hold");
        held.amount -= line.amount;
        let released =
            draft.change(line.account, hold.year, |sums| Some(sums.release(line.side, line.amount)));
        let posted = draft.change(line.account, year, |sums| sums.post(line.side, line.amount));
        released.and(posted).expect("what was held fits where it is posted");
    }
    if year != hold.year {
        for line in &captured {
            limits::check_appropriation(draft, line.account, line.side, year)?;
        }
    }
    hold.lines.retain(|line| line.amount > 0);
    if !keep_remainder || hold.lines.is_empty() {
        let_go(draft, &hold);
        hold = Hold { state: HoldState::Captured, lines: Vec::new(), ..hold };
    }
    draft.set_hold(id, hold);
    let entry = Entry {
        kind: EntryKind::General,
        effective_date: day.date,
        lines: captured,
        description: description.into(),
        reverses: None,
        late_for: day.late_for,
        open_item: None,
    };
    draft.facts.push(Fact::HoldCaptured { hold: id.into(), entry, keep_remainder });
    Ok(())
}

/// Lets a hold go.
pub(super) fn release(draft: &mut Draft<'_>, command: &Command<'_>, id: &str) -> Result<(), Refusal> {
    let hold = pending(draft, command, id)?;
    let_go(draft, &hold);
    draft.set_hold(id, Hold { state: HoldState::Released, lines: Vec::new(), ..hold });
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

/// The rungs of the hold itself: the part is one that can be taken of it, and it holds that much.
fn check_within(draft: &mut Draft<'_>, id: &str, hold: &Hold, part: &CapturePart<'_>) -> Result<(), Refusal> {
    match part {
        CapturePart::All => Ok(()),
        CapturePart::Amount(amount, _) => {
            let lines = amount_of(id, hold, *amount)?;
            check_holds(draft, id, hold, &lines)
        }
        CapturePart::Lines(named) => {
            let lines = named_parts(draft, id, hold, named)?;
            check_holds(draft, id, hold, &lines)
        }
    }
}

/// The lines to capture, merged: the rungs of an entry, one after another.
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
            if *amount <= 0 {
                let detail = format!("{} of hold \"{id}\"", currency.decimal((*amount).into()));
                return Err(Refusal::new(RefusalCode::AmountNotPositive, detail));
            }
            let lines = amount_of(id, hold, *amount)?;
            check_usable(draft, lines.iter().map(|line| (line.account, *currency)))?;
            Ok(lines.to_vec())
        }
        CapturePart::Lines(named) => {
            entries::check_count_and_signs(named)?;
            let lines = named_parts(draft, id, hold, named)?;
            check_usable(draft, lines.iter().zip(named).map(|(line, named)| (line.account, named.currency)))?;
            Ok(merged(lines))
        }
    }
}

/// An amount on each side of a hold with one line on each.
fn amount_of(id: &str, hold: &Hold, amount: i64) -> Result<[Line; 2], Refusal> {
    match (one(hold, Side::Debit), one(hold, Side::Credit), hold.lines.len()) {
        (Some(debit), Some(credit), 2) => Ok([debit, credit].map(|held| Line { amount, ..*held })),
        _ => {
            let detail = format!("hold \"{id}\" has {} lines; name those to capture", hold.lines.len());
            Err(Refusal::new(RefusalCode::CaptureNeedsLines, detail))
        }
    }
}

fn named_parts(
    draft: &Draft<'_>,
    id: &str,
    hold: &Hold,
    named: &[NamedLine<'_>],
) -> Result<Vec<Line>, Refusal> {
    named.iter().map(|line| named_part(draft, id, hold, line)).collect()
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
fn check_holds(draft: &mut Draft<'_>, id: &str, hold: &Hold, lines: &[Line]) -> Result<(), Refusal> {
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

fn let_go(draft: &mut Draft<'_>, hold: &Hold) {
    for line in &hold.lines {
        let released =
            draft.change(line.account, hold.year, |sums| Some(sums.release(line.side, line.amount)));
        released.expect("a release always gives sums");
    }
}
