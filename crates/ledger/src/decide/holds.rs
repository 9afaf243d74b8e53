//! Holds: place, capture in full or in part, release.

use super::entries::{self, Landing};
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
    for line in &captured {
        entries::open_account(draft, line.account)?;
    }
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

fn captured_lines(
    draft: &mut Draft<'_>,
    id: &str,
    hold: &Hold,
    part: &CapturePart<'_>,
) -> Result<Vec<Line>, Refusal> {
    match part {
        CapturePart::All => Ok(hold.lines.clone()),
        CapturePart::Amount(amount, currency) => {
            let (Some(debit), Some(credit), 2) =
                (one(hold, Side::Debit), one(hold, Side::Credit), hold.lines.len())
            else {
                let detail = format!("hold \"{id}\" has {} lines; name those to capture", hold.lines.len());
                return Err(Refusal::new(RefusalCode::CaptureNeedsLines, detail));
            };
            [debit, credit].into_iter().map(|held| part_of(draft, id, held, *amount, *currency)).collect()
        }
        CapturePart::Lines(named) => named.iter().map(|line| named_part(draft, id, hold, line)).collect(),
    }
}

fn one(hold: &Hold, side: Side) -> Option<&Line> {
    hold.lines.iter().find(|line| line.side == side)
}

fn named_part(draft: &mut Draft<'_>, id: &str, hold: &Hold, line: &NamedLine<'_>) -> Result<Line, Refusal> {
    let held = draft
        .find(line.account)
        .and_then(|account| hold.lines.iter().find(|held| held.account == account && held.side == line.side));
    let Some(held) = held else {
        let detail = format!("hold \"{id}\" holds nothing on account \"{}\" on that side", line.account);
        return Err(Refusal::new(RefusalCode::CaptureExceedsHold, detail));
    };
    part_of(draft, id, held, line.amount, line.currency)
}

/// A part of a held line, no more than all of it.
fn part_of(
    draft: &mut Draft<'_>,
    id: &str,
    held: &Line,
    amount: i64,
    currency: Currency,
) -> Result<Line, Refusal> {
    if amount > held.amount {
        let (wanted, left) = (currency.decimal(amount.into()), currency.decimal(held.amount.into()));
        let detail = format!(
            "hold \"{id}\": {wanted} wanted, {left} left on account \"{}\"",
            draft.name(held.account)
        );
        return Err(Refusal::new(RefusalCode::CaptureExceedsHold, detail));
    }
    if amount <= 0 {
        let detail = format!("{} of hold \"{id}\"", currency.decimal(amount.into()));
        return Err(Refusal::new(RefusalCode::AmountNotPositive, detail));
    }
    entries::check_currency(draft, held.account, currency)?;
    Ok(Line { amount, ..*held })
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
