//! What cash books and ledgers show of a whole record: the number of the document that its event states, as the reference, and
//! the one budget code that it is for.

use std::collections::BTreeSet;

use prost::Message;
use schema::ledger_v1::Record;
use schema::payment_v1 as pb;

use super::{base, posted};

/// Events of other packages are known by their ids.
const PACKAGE: &str = "neraca.payment.v1.";

/// The number; the event's id when it states none or is of another kind.
pub(super) fn reference(record: &Record) -> String {
    stated(record).filter(|number| !number.is_empty()).unwrap_or_else(|| record.id.clone())
}

fn stated(record: &Record) -> Option<String> {
    let data = record.data.as_ref();
    Some(match record.r#type.strip_prefix(PACKAGE)? {
        "AssessmentIssued" => pb::AssessmentIssued::decode(data).ok()?.assessment,
        "PaymentReceived" => {
            let event = pb::PaymentReceived::decode(data).ok()?;
            first(event.receipt, event.assessment)
        }
        "SettlementReceived" => pb::SettlementReceived::decode(data).ok()?.reference,
        "DepositMade" => pb::DepositMade::decode(data).ok()?.slip,
        "RefundPaid" => pb::RefundPaid::decode(data).ok()?.reference,
        "UnidentifiedReceived" => pb::UnidentifiedReceived::decode(data).ok()?.reference,
        "ReceiptIdentified" => {
            let event = pb::ReceiptIdentified::decode(data).ok()?;
            first(event.document, event.reference)
        }
        "InterestReceived" => pb::InterestReceived::decode(data).ok()?.reference,
        "FeeAuthorized" => pb::FeeAuthorized::decode(data).ok()?.document,
        "AllowanceRecognized" => pb::AllowanceRecognized::decode(data).ok()?.document,
        "ReceivableWrittenOff" => pb::ReceivableWrittenOff::decode(data).ok()?.document,
        "PriorYearCorrected" => pb::PriorYearCorrected::decode(data).ok()?.document,
        "BudgetApproved" => pb::BudgetApproved::decode(data).ok()?.document,
        "BudgetRevised" => pb::BudgetRevised::decode(data).ok()?.document,
        "DeliveryAccepted" => pb::DeliveryAccepted::decode(data).ok()?.document,
        "DisbursementPaid" => {
            let event = pb::DisbursementPaid::decode(data).ok()?;
            first(event.disbursement, event.order)
        }
        "SpendingReported" => pb::SpendingReported::decode(data).ok()?.report,
        "SpendingReturned" => pb::SpendingReturned::decode(data).ok()?.reference,
        "CardPurchase" => pb::CardPurchase::decode(data).ok()?.reference,
        "TaxRemitted" => pb::TaxRemitted::decode(data).ok()?.state_receipt,
        "ImprestIssued" => pb::ImprestIssued::decode(data).ok()?.order,
        "ImprestReturned" => pb::ImprestReturned::decode(data).ok()?.slip,
        "JournalPosted" => pb::JournalPosted::decode(data).ok()?.reference,
        _ => return None,
    })
}

/// The code of revenue, expenditure or financing that all entries of a record are for, sub-accounts as their account; `None` when
/// they name none, or several.
pub(super) fn only_budget_code(record: &Record) -> Option<String> {
    let lines = posted::entries(record).flat_map(|entry| &entry.lines);
    let codes = lines.map(|line| base(&line.code));
    let budget: BTreeSet<&str> =
        codes.filter(|code| matches!(code.split('.').next(), Some("4" | "5" | "6"))).collect();
    let mut budget = budget.into_iter();
    budget.next().filter(|_| budget.next().is_none()).map(str::to_owned)
}

fn first(number: String, other: String) -> String {
    if number.is_empty() { other } else { number }
}
