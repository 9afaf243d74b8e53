//! Free texts of events: descriptions, reasons and notes, where people write what nobody asked them to.

use wire::message::Message;
use wire::payment_v1::linked_item::Item;
use wire::payment_v1::proposal_made::Event as Proposed;
use wire::payment_v1::{Linked, ProposalMade, ReconciliationConfirmed};

/// The free texts of a message, those of a proposed or linked event with them. The text of a rulebook or chart is none: its
/// SHA-256 stands beside it.
pub fn texts(message: &mut Message) -> Vec<&mut String> {
    match message {
        Message::DepositMade(made) => vec![&mut made.description],
        Message::UnidentifiedReceived(received) => vec![&mut received.description],
        Message::FundReleased(released) => vec![&mut released.description],
        Message::PaymentRequested(requested) => vec![&mut requested.description],
        Message::DisbursementOrdered(ordered) => vec![&mut ordered.description],
        Message::DisbursementPaid(paid) => vec![&mut paid.description],
        Message::SpendingReported(reported) => vec![&mut reported.description],
        Message::SpendingReturned(returned) => vec![&mut returned.description],
        Message::ImprestIssued(issued) => vec![&mut issued.description],
        Message::ImprestReturned(returned) => vec![&mut returned.description],
        Message::JournalPosted(journal) => vec![&mut journal.description],
        Message::HoldPlaced(placed) => vec![&mut placed.description],
        Message::HoldCaptured(captured) => vec![&mut captured.description],
        Message::HoldReleased(released) => vec![&mut released.reason],
        Message::PaymentReversed(reversed) => vec![&mut reversed.reason],
        Message::ReceivableWrittenOff(written_off) => vec![&mut written_off.reason],
        Message::PriorYearCorrected(corrected) => vec![&mut corrected.reason],
        Message::BudgetRevised(revised) => vec![&mut revised.reason],
        Message::DisbursementFailed(failed) => vec![&mut failed.reason],
        Message::AccountClosed(closed) => vec![&mut closed.reason],
        Message::AccountReopened(reopened) => vec![&mut reopened.reason],
        Message::CeilingSet(set) => vec![&mut set.reason],
        Message::PeriodClosed(closed) => vec![&mut closed.reason],
        Message::PeriodReopened(reopened) => vec![&mut reopened.reason],
        Message::RulebookPublished(published) => vec![&mut published.reason],
        Message::ChartPublished(published) => vec![&mut published.reason],
        Message::ProposalApproved(approved) => vec![&mut approved.note],
        Message::ProposalDeclined(declined) => vec![&mut declined.reason],
        Message::ReconciliationConfirmed(confirmed) => statement_texts(confirmed),
        Message::Linked(linked) => linked_texts(linked),
        Message::ProposalMade(made) => proposal_texts(made),
        _ => Vec::new(),
    }
}

fn statement_texts(confirmed: &mut ReconciliationConfirmed) -> Vec<&mut String> {
    confirmed.open_entries.iter_mut().map(|entry| &mut entry.description).collect()
}

fn linked_texts(linked: &mut Linked) -> Vec<&mut String> {
    linked.items.iter_mut().filter_map(|item| item_text(item.item.as_mut()?)).collect()
}

fn item_text(item: &mut Item) -> Option<&mut String> {
    match item {
        Item::Journal(journal) => Some(&mut journal.description),
        Item::HoldPlaced(placed) => Some(&mut placed.description),
        Item::HoldCaptured(captured) => Some(&mut captured.description),
        Item::HoldReleased(released) => Some(&mut released.reason),
        Item::AccountClosed(closed) => Some(&mut closed.reason),
        Item::AccountReopened(reopened) => Some(&mut reopened.reason),
        Item::CeilingSet(set) => Some(&mut set.reason),
        Item::AccountOpened(_) => None,
    }
}

fn proposal_texts(made: &mut ProposalMade) -> Vec<&mut String> {
    let mut texts = vec![&mut made.reason];
    match &mut made.event {
        Some(Proposed::JournalPosted(journal)) => texts.push(&mut journal.description),
        Some(Proposed::Linked(linked)) => texts.extend(linked_texts(linked)),
        Some(Proposed::PaymentReversed(reversed)) => texts.push(&mut reversed.reason),
        Some(Proposed::PeriodClosed(closed)) => texts.push(&mut closed.reason),
        Some(Proposed::PeriodReopened(reopened)) => texts.push(&mut reopened.reason),
        Some(Proposed::BudgetRevised(revised)) => texts.push(&mut revised.reason),
        Some(Proposed::AccountClosed(closed)) => texts.push(&mut closed.reason),
        Some(Proposed::AccountReopened(reopened)) => texts.push(&mut reopened.reason),
        Some(Proposed::CeilingSet(set)) => texts.push(&mut set.reason),
        Some(Proposed::ReceivableWrittenOff(written_off)) => texts.push(&mut written_off.reason),
        Some(Proposed::PriorYearCorrected(corrected)) => texts.push(&mut corrected.reason),
        Some(Proposed::RulebookPublished(published)) => texts.push(&mut published.reason),
        Some(Proposed::ChartPublished(published)) => texts.push(&mut published.reason),
        Some(Proposed::ReconciliationConfirmed(confirmed)) => texts.extend(statement_texts(confirmed)),
        Some(Proposed::BudgetApproved(_) | Proposed::RefundPaid(_)) | None => {}
    }
    texts
}

#[cfg(test)]
mod tests {
    use super::*;

    const CLEAR: &str = "NIK 1608010101900001";

    fn read(event_type: &str, body: &str) -> Option<Message> {
        Message::decode(event_type, "application/json", body.as_bytes()).ok()
    }

    fn count(message: Option<Message>) -> usize {
        message.map_or(0, |mut message| texts(&mut message).iter().filter(|text| **text == CLEAR).count())
    }

    #[test]
    fn every_description_reason_and_note_of_every_message_is_among_the_texts_proposed_or_not() {
        let mut found = 0;
        for event_type in Message::TYPES {
            for key in ["description", "reason", "note"] {
                let body = format!("{{\"{key}\":\"{CLEAR}\"}}");
                // A message without this field is not read.
                let Some(message) = read(event_type, &body) else { continue };
                found += 1;
                assert_eq!(count(Some(message)), 1, "{event_type}.{key}");
                let name = event_type.rsplit('.').next().unwrap();
                let field = format!("{}{}", name[..1].to_lowercase(), &name[1..]);
                let proposal = read("neraca.payment.v1.ProposalMade", &format!("{{\"{field}\":{body}}}"));
                assert_eq!(
                    count(proposal.clone()),
                    usize::from(proposal.is_some()),
                    "a proposed {field}.{key}"
                );
            }
        }
        assert!(found > 25, "{found}");
    }

    #[test]
    fn texts_within_a_proposal_and_within_linked_items_are_found() {
        let linked = r#"{"linked":{"items":[{"journal":{"description":"a"}},{"holdReleased":{"reason":"b"}}]},"reason":"c"}"#;
        let reconciled = r#"{"reconciliationConfirmed":{"openEntries":[{"description":"d"}]},"reason":"e"}"#;
        for (body, wanted) in [(linked, &["c", "a", "b"][..]), (reconciled, &["e", "d"][..])] {
            let mut message = read("neraca.payment.v1.ProposalMade", body).unwrap();
            assert_eq!(texts(&mut message), wanted);
        }
    }
}
