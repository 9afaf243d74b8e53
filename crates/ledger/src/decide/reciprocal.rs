//! Reciprocal accounts: what an agency owes the treasury is what the treasury claims of it. The rulebook names such pairs,
//! and no event may leave them unequal, so they are equal at every position.

use crate::draft::Draft;
use crate::entry::Line;
use crate::fact::Fact;
use crate::name::base_code;
use crate::refusal::{Refusal, RefusalCode};

/// For each pair of the rulebook, all that the event posts on both codes comes to zero.
pub(super) fn check(draft: &mut Draft<'_>) -> Result<(), Refusal> {
    let Some(rulebook) = draft.book.rulebook() else { return Ok(()) };
    for (one, other) in rulebook.reciprocal() {
        let is_of_pair = |line: &&Line| {
            let code = base_code(draft.name(line.account).code);
            code == &**one || code == &**other
        };
        let entries = draft.facts.iter().filter_map(|fact| match fact {
            Fact::EntryPosted(entry) | Fact::HoldCaptured { entry, .. } => Some(entry),
            _ => None,
        });
        let lines = entries.flat_map(|entry| entry.lines.iter().filter(is_of_pair));
        let difference: i128 = lines.map(|line| i128::from(line.signed())).sum();
        if difference != 0 {
            let difference = draft.book.settings().currency.decimal(difference);
            let detail = format!("what is posted on {one} and {other} comes to {difference}, not to zero");
            return Err(Refusal::new(RefusalCode::ReciprocalUnequal, detail));
        }
    }
    Ok(())
}
