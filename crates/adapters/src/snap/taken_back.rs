//! Notifications of payments that were given back, cancelled or failed. Where the payment was recorded before, the ledger and
//! the bank differ from then on, and no machine knows which entry is right: the whole of it back, a part, or nothing. So the
//! reversal is proposed, and a person who approves or declines it sees it among the proposals.

use wire::cloudevents::Event;
use wire::message::Message;
use wire::payment_v1::proposal_made::Event as Proposed;
use wire::payment_v1::{PaymentReversed, ProposalMade};

use super::SnapMapping;
use super::signature::body_digest;

/// The status of a payment that was made and given back.
const REFUNDED: &str = "04";
/// With those of one that came to nothing: cancelled, failed, not found.
pub(super) const STATUSES: [&str; 4] = [REFUNDED, "05", "06", "07"];
/// Longest name of a proposal in bytes, as the ledger takes it.
const NAME_BYTES_MAX: usize = 128;

/// A payment that was taken back, as it is put up for a person.
#[derive(Clone, Debug, PartialEq)]
pub struct TakenBackNotice {
    /// Proposes to reverse the payment. It says nothing of the payer.
    pub proposal: Event,
    /// Id of the payment under the proposal's own source.
    pub payment: String,
    /// `latestTransactionStatus`.
    pub status: String,
    /// What it means.
    pub meaning: &'static str,
    /// Whether the payment had been made, so that a person must see it even if it was never heard of.
    pub was_paid: bool,
}

/// The notice of a payment with this status. A retry gives the same event.
pub(super) fn notice(
    payment: &str,
    (status, meaning): (&str, &'static str),
    received_at: &str,
    mapping: &SnapMapping,
) -> TakenBackNotice {
    let id = format!("{payment}/{status}");
    let name = format!("{}/{id}", mapping.source);
    let reversed = PaymentReversed {
        original_source: mapping.source.clone(),
        original_id: payment.to_owned(),
        reason: format!("SNAP {status}: {meaning}"),
        ..PaymentReversed::default()
    };
    let proposal = ProposalMade {
        // A sender may use numbers as long as a name is.
        proposal: if name.len() > NAME_BYTES_MAX { body_digest(name.as_bytes()) } else { name },
        maker: mapping.source.clone(),
        reason: format!(
            "status {status} ({meaning}) of payment \"{payment}\": approve to reverse the whole of it, or decline and book what was \
             given back"
        ),
        event: Some(Proposed::PaymentReversed(reversed)),
        ..ProposalMade::default()
    };
    let proposal =
        crate::event(&mapping.source, id, received_at.to_owned(), &Message::ProposalMade(proposal));
    TakenBackNotice {
        proposal,
        payment: payment.to_owned(),
        status: status.to_owned(),
        meaning,
        was_paid: status == REFUNDED,
    }
}
