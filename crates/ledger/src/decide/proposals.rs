//! Two pairs of eyes: one person proposes an event, another approves it, and only then is it decided.

use crate::command::{Instruction, Request};
use crate::draft::Draft;
use crate::fact::Fact;
use crate::limits::{HOLD_BYTES_MAX, TEXT_BYTES_MAX};
use crate::proposal::{Proposal, ProposalState, is_same_person};
use crate::refusal::{Refusal, RefusalCode};

/// Refuses an event that the rulebook wants proposed and approved.
pub(super) fn check_allowed(draft: &Draft<'_>, request: &Request<'_>) -> Result<(), Refusal> {
    let refuse = |name: &str, item: Option<u32>| {
        let detail = format!("{name} needs a maker and a checker: send it within ProposalMade");
        Err(Refusal { item, ..Refusal::new(RefusalCode::ApprovalRequired, detail) })
    };
    // Whoever may send events may not change the rules alone, whatever the rules say.
    if let Request::Publication(publication) = request {
        return refuse(publication.kind.event_name(), None);
    }
    let Some(rulebook) = draft.book.rulebook() else { return Ok(()) };
    match request {
        Request::Payment(payment) if rulebook.needs_approval(payment.kind.name()) => {
            refuse(payment.kind.name(), None)
        }
        Request::Reversal { .. } if rulebook.needs_approval("PaymentReversed") => {
            refuse("PaymentReversed", None)
        }
        Request::Instructions(instructions)
            if instructions.len() > 1 && rulebook.needs_approval("Linked") =>
        {
            refuse("Linked", None)
        }
        Request::Instructions(instructions) => {
            let names = instructions.iter().map(Instruction::event_name);
            match names.enumerate().find(|(_, name)| rulebook.needs_approval(name)) {
                Some((place, name)) => refuse(name, (instructions.len() > 1).then_some(place as u32)),
                None => Ok(()),
            }
        }
        _ => Ok(()),
    }
}

/// Puts an event up for approval.
pub(super) fn propose(
    draft: &mut Draft<'_>,
    name: &str,
    maker: &str,
    event_type: &str,
    data: &[u8],
) -> Result<(), Refusal> {
    check_text("proposal", name, HOLD_BYTES_MAX, true)?;
    check_text("maker", maker, HOLD_BYTES_MAX, true)?;
    if draft.book.proposals().contains_key(name) {
        return Err(Refusal::new(RefusalCode::ProposalExists, format!("proposal \"{name}\"")));
    }
    draft.facts.push(Fact::ProposalMade {
        proposal: name.into(),
        maker: maker.into(),
        event_type: event_type.into(),
        data: data.into(),
    });
    Ok(())
}

/// Approves a proposal. What was proposed is decided by who calls, behind the fact that this adds.
pub(super) fn approve(draft: &mut Draft<'_>, name: &str, checker: &str, note: &str) -> Result<(), Refusal> {
    let proposal = settle(draft, name, checker, note)?;
    if is_same_person(&proposal.maker, checker) {
        let maker = &proposal.maker;
        let detail = format!(
            "proposal \"{name}\" was made by \"{maker}\"; somebody else than \"{checker}\" approves it"
        );
        return Err(Refusal::new(RefusalCode::CheckerIsMaker, detail));
    }
    push_settled(draft, name, checker, note, true);
    Ok(())
}

/// Declines a proposal. Its maker may: that is how it is withdrawn.
pub(super) fn decline(draft: &mut Draft<'_>, name: &str, checker: &str, note: &str) -> Result<(), Refusal> {
    settle(draft, name, checker, note)?;
    push_settled(draft, name, checker, note, false);
    Ok(())
}

/// Whether an approval or a decline may be looked at: form, then the proposal.
fn settle<'b>(draft: &Draft<'b>, name: &str, checker: &str, note: &str) -> Result<&'b Proposal, Refusal> {
    check_text("proposal", name, HOLD_BYTES_MAX, true)?;
    check_text("checker", checker, HOLD_BYTES_MAX, true)?;
    check_text("note", note, TEXT_BYTES_MAX, false)?;
    let refuse = |code| Err(Refusal::new(code, format!("proposal \"{name}\"")));
    match draft.book.proposals().get(name) {
        None => refuse(RefusalCode::ProposalNotFound),
        Some(proposal) if proposal.state != ProposalState::Pending => {
            refuse(RefusalCode::ProposalAlreadySettled)
        }
        Some(proposal) => Ok(proposal),
    }
}

fn push_settled(draft: &mut Draft<'_>, proposal: &str, checker: &str, note: &str, approved: bool) {
    let (proposal, checker, note) = (proposal.into(), checker.into(), note.into());
    draft.facts.push(Fact::ProposalSettled { proposal, checker, approved, note });
}

fn check_text(field: &str, text: &str, longest: usize, required: bool) -> Result<(), Refusal> {
    if required && text.is_empty() {
        return Err(Refusal::new(RefusalCode::FieldMissing, format!("field \"{field}\" is missing")));
    }
    if text.len() > longest {
        let detail = format!("field \"{field}\" has {} bytes; at most {longest}", text.len());
        return Err(Refusal::new(RefusalCode::FieldInvalid, detail));
    }
    Ok(())
}
