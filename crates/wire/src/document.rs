//! The number of the document that an event stands for, as registers and cash books show it (No. Bukti).

use crate::ledger_v1::Record;
use crate::message::{Message, PACKAGE};

/// The number that the event of a record states: of its slip, receipt, disbursement and so on. `None` when it states none, and
/// for events of older versions, which are known by their ids.
#[must_use]
pub fn number(record: &Record) -> Option<String> {
    record.r#type.strip_prefix(PACKAGE)?;
    let message = Message::decode(&record.r#type, "application/protobuf", &record.data).ok()?;
    let stated: [&str; 2] = match &message {
        Message::AssessmentIssued(event) => [&event.assessment, ""],
        Message::PaymentReceived(event) => [&event.receipt, &event.assessment],
        Message::SettlementReceived(event) => [&event.reference, ""],
        Message::DepositMade(event) => [&event.slip, ""],
        Message::RefundPaid(event) => [&event.reference, ""],
        Message::UnidentifiedReceived(event) => [&event.reference, ""],
        Message::ReceiptIdentified(event) => [&event.document, &event.reference],
        Message::InterestReceived(event) => [&event.reference, ""],
        Message::FeeAuthorized(event) => [&event.document, ""],
        Message::AllowanceRecognized(event) => [&event.document, ""],
        Message::ReceivableWrittenOff(event) => [&event.document, ""],
        Message::PriorYearCorrected(event) => [&event.document, ""],
        Message::BudgetApproved(event) => [&event.document, ""],
        Message::BudgetRevised(event) => [&event.document, ""],
        Message::DeliveryAccepted(event) => [&event.document, ""],
        Message::DisbursementPaid(event) => [&event.disbursement, &event.order],
        Message::SpendingReported(event) => [&event.report, ""],
        Message::SpendingReturned(event) => [&event.reference, ""],
        Message::CardPurchase(event) => [&event.reference, ""],
        Message::TaxRemitted(event) => [&event.state_receipt, ""],
        Message::ImprestIssued(event) => [&event.order, ""],
        Message::ImprestReturned(event) => [&event.slip, ""],
        Message::JournalPosted(event) => [&event.reference, ""],
        _ => return None,
    };
    stated.into_iter().find(|number| !number.is_empty()).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(name: &str, json: &str) -> Record {
        let r#type = format!("{PACKAGE}{name}");
        let message = Message::decode(&r#type, "application/json", json.as_bytes()).unwrap();
        Record { r#type, data: message.encode(), ..Record::default() }
    }

    #[test]
    fn a_document_is_known_by_its_own_number_else_by_what_it_refers_to() {
        let paid = record("DisbursementPaid", r#"{"disbursement": "SP2D/1", "order": "SPM/1"}"#);
        assert_eq!(number(&paid).as_deref(), Some("SP2D/1"));
        assert_eq!(number(&record("DisbursementPaid", r#"{"order": "SPM/1"}"#)).as_deref(), Some("SPM/1"));
        assert_eq!(number(&record("DepositMade", r#"{"account": "4.1"}"#)), None);
        assert_eq!(number(&record("HoldReleased", r#"{"hold": "h"}"#)), None);
        let older = Record { r#type: "neraca.payment.v0.DepositMade".to_owned(), ..paid };
        assert_eq!(number(&older), None);
    }
}
