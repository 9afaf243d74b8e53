//! `decide`: from a book and a command to facts or one refusal. The ladder's order is that of
//! [`crate::RefusalCode`]; each family of instructions walks its rungs in a file of its own.

mod accounts;
mod entries;
mod holds;
mod limits;
mod open_items;
mod periods;
mod proposals;
mod reciprocal;
mod reversal;

use crate::book::Book;
use crate::command::{Command, Instruction, Request};
use crate::draft::Draft;
use crate::fact::Fact;
use crate::limits::{HOLD_BYTES_MAX, LINES_MAX, LINKED_ITEMS_MAX, TEXT_BYTES_MAX};
use crate::payment::Payment;
use crate::refusal::{Refusal, RefusalCode};

/// What was decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Decision {
    /// These facts, in this order, all or nothing.
    Posted(Posted),
    /// Nothing changes.
    Refused(Refusal),
}

/// An accepted command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Posted {
    /// The rule that produced the facts; `None` when the event gave instructions itself.
    pub rule: Option<RuleUsed>,
    /// What changed.
    pub facts: Vec<Fact>,
}

/// Which rule of which rulebook.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleUsed {
    /// The rule's name.
    pub name: std::sync::Arc<str>,
    /// The rulebook's version.
    pub version: u32,
}

/// Decides a command. Pure: the same book and command always give the same decision.
pub fn decide(book: &Book, command: &Command<'_>) -> Decision {
    match attempt(book, command) {
        Ok(posted) => Decision::Posted(posted),
        Err(refusal) => Decision::Refused(refusal),
    }
}

fn attempt(book: &Book, command: &Command<'_>) -> Result<Posted, Refusal> {
    let mut draft = Draft::new(book, command.effective_date);
    let rule = match &command.request {
        Request::Proposal { proposal, maker, event_type, data } => {
            proposals::propose(&mut draft, proposal, maker, event_type, data)?;
            None
        }
        Request::Decline { proposal, checker, note } => {
            proposals::decline(&mut draft, proposal, checker, note)?;
            None
        }
        Request::Approval { proposal, checker, note, proposed } => {
            proposals::approve(&mut draft, proposal, checker, note)?;
            match proposed {
                Some(proposed) => perform(&mut draft, command, proposed)?,
                None => {
                    return Err(Refusal::new(
                        RefusalCode::ProposalNotFound,
                        format!("proposal \"{proposal}\""),
                    ));
                }
            }
        }
        request => {
            proposals::check_allowed(&draft, request)?;
            perform(&mut draft, command, request)?
        }
    };
    reciprocal::check(&mut draft)?;
    Ok(Posted { rule, facts: draft.facts })
}

/// Does what a request asks, proposed or not.
fn perform(
    draft: &mut Draft<'_>,
    command: &Command<'_>,
    request: &Request<'_>,
) -> Result<Option<RuleUsed>, Refusal> {
    match request {
        Request::Payment(payment) => apply_rule(draft, command, payment).map(Some),
        Request::Instructions(instructions) => instruct(draft, command, instructions).map(|()| None),
        Request::Reversal { original, at_original_date, reason } => {
            let date = (!at_original_date).then_some(command.effective_date);
            reversal::reverse(draft, original.as_ref(), date, reason).map(|()| None)
        }
        // What is put in force is recorded by who calls, behind the approval.
        Request::Publication(_) => Ok(None),
        Request::Proposal { .. } | Request::Approval { .. } | Request::Decline { .. } => {
            let detail = "a proposal is for an event that moves something, not for another proposal";
            Err(Refusal::new(RefusalCode::FieldInvalid, detail))
        }
    }
}

/// The one rule that takes a payment event, and all that it asks.
fn apply_rule(
    draft: &mut Draft<'_>,
    command: &Command<'_>,
    payment: &Payment<'_>,
) -> Result<RuleUsed, Refusal> {
    let Some(rulebook) = draft.book.rulebook() else {
        return Err(Refusal::new(RefusalCode::NoRule, "no rulebook is in force"));
    };
    let application = rulebook.apply(payment)?;
    check_form(&application.instructions)?;
    for instruction in &application.instructions {
        step(draft, command, instruction)?;
    }
    Ok(RuleUsed { name: application.rule.clone(), version: rulebook.version() })
}

/// Linked instructions: in order, all or nothing, and the refusal says which.
fn instruct(
    draft: &mut Draft<'_>,
    command: &Command<'_>,
    instructions: &[Instruction<'_>],
) -> Result<(), Refusal> {
    check_form(instructions)?;
    for (place, instruction) in instructions.iter().enumerate() {
        step(draft, command, instruction).map_err(|refusal| of_item(refusal, place, instructions))?;
    }
    Ok(())
}

/// Form comes before state for all instructions: a later one's bad text is the answer before an earlier one's limit.
fn check_form(instructions: &[Instruction<'_>]) -> Result<(), Refusal> {
    for (place, instruction) in instructions.iter().enumerate() {
        check_texts(instruction).map_err(|refusal| of_item(refusal, place, instructions))?;
    }
    let lines: usize = instructions.iter().map(Instruction::line_count).sum();
    if instructions.len() > LINKED_ITEMS_MAX || lines > LINES_MAX {
        let detail = format!(
            "{} items with {lines} lines; at most {LINKED_ITEMS_MAX} and {LINES_MAX}",
            instructions.len()
        );
        return Err(Refusal::new(RefusalCode::TooManyLines, detail));
    }
    Ok(())
}

/// The refusal, naming its place where there are several.
fn of_item(refusal: Refusal, place: usize, instructions: &[Instruction<'_>]) -> Refusal {
    Refusal { item: (instructions.len() > 1).then_some(place as u32), ..refusal }
}

/// One instruction.
fn step(draft: &mut Draft<'_>, command: &Command<'_>, instruction: &Instruction<'_>) -> Result<(), Refusal> {
    let date = command.effective_date;
    match instruction {
        Instruction::OpenAccount { account, terms } => accounts::open(draft, *account, *terms),
        Instruction::CloseAccount(account) => accounts::close(draft, *account),
        Instruction::ReopenAccount(account) => accounts::reopen(draft, *account),
        Instruction::SetCeiling { account, ceiling } => accounts::set_ceiling(draft, *account, *ceiling),
        Instruction::SetBudget { account, amount, previous, enforce } => {
            accounts::set_budget(draft, *account, date, *amount, *previous, *enforce)
        }
        Instruction::RaiseBudget { account, amount, enforce } => {
            accounts::raise_budget(draft, *account, date, *amount, *enforce)
        }
        Instruction::Post { kind, lines, description, open_item } => {
            entries::post(draft, date, *kind, lines, description, *open_item)
        }
        Instruction::PlaceHold { hold, lines, expires_at, description } => {
            holds::place(draft, command, hold, lines, *expires_at, description)
        }
        Instruction::CaptureHold { hold, part, keep_remainder, description } => {
            holds::capture(draft, command, hold, part, *keep_remainder, description)
        }
        Instruction::ReleaseHold { hold } => holds::release(draft, command, hold),
        Instruction::ClosePeriod { period, late_items } => periods::close(draft, *period, *late_items),
        Instruction::ReopenPeriod(period) => periods::reopen(draft, *period),
    }
}

/// Free texts and hold names within their limits.
fn check_texts(instruction: &Instruction<'_>) -> Result<(), Refusal> {
    let (hold, text) = match instruction {
        Instruction::Post { description, .. } => (None, *description),
        Instruction::PlaceHold { hold, description, .. }
        | Instruction::CaptureHold { hold, description, .. } => (Some(*hold), *description),
        Instruction::ReleaseHold { hold } => (Some(*hold), ""),
        _ => (None, ""),
    };
    if let Instruction::Post { open_item: Some(item), .. } = instruction
        && item.name.len() > HOLD_BYTES_MAX
    {
        let detail = format!("an open item's name is at most {HOLD_BYTES_MAX} bytes");
        return Err(Refusal::new(RefusalCode::FieldInvalid, detail));
    }
    if hold == Some("") {
        return Err(Refusal::new(RefusalCode::FieldMissing, "the hold has no name"));
    }
    if hold.is_some_and(|hold| hold.len() > HOLD_BYTES_MAX) {
        return Err(Refusal::new(
            RefusalCode::FieldInvalid,
            format!("a hold's name is at most {HOLD_BYTES_MAX} bytes"),
        ));
    }
    if text.len() > TEXT_BYTES_MAX {
        return Err(Refusal::new(
            RefusalCode::FieldInvalid,
            format!("a description is at most {TEXT_BYTES_MAX} bytes"),
        ));
    }
    Ok(())
}
