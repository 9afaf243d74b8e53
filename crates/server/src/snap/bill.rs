//! Bills that are assessments of the book: a payment by virtual account must name one, in time, with what is owed of it.

use adapters::snap::PaidNotice;
use adapters::snap::answer::Outcome;
use ledger::Date;
use projections::queries::Owed;

use super::SnapPartner;
use crate::state::{App, ServedBook};

/// The revenue of these payments was assessed; other revenue has no bill to be held against.
const ASSESSED: &str = "assessed";
/// Payments by QRIS name no bill.
const BILLED_CHANNEL: &str = "virtual-account";

/// Holds a payment against its bill, as the book stands now; the error is what the partner is answered. A payment that the log
/// knows already passes: the log tells a repeat from another content.
pub(super) async fn check(
    app: &App,
    book: &ServedBook,
    partner: &SnapPartner,
    paid: &PaidNotice,
) -> Result<(), Outcome<'static>> {
    let payment = &paid.payment;
    let is_billed = payment.basis == ASSESSED && payment.channel == BILLED_CHANNEL;
    if !partner.bills_are_assessments || !is_billed {
        return Ok(());
    }
    let envelope = &paid.event.envelope;
    let known = book.handle.outcome(&envelope.source, &envelope.id).await;
    if known.map_err(|error| unavailable(&error))?.is_some() {
        return Ok(());
    }
    let Some(number) = paid.bill() else { return Err(Outcome::BillNotFound) };
    let name = book.handle.book();
    let position = book.handle.progress().borrow().position;
    let reached = book.reads.wait_for(name, position, app.limits.wait_time_max).await;
    reached.map_err(|error| unavailable(&error))?;
    let bill = book.reads.bill(name, &payment.agency, &payment.account, number).await;
    let bill = bill.map_err(|error| unavailable(&error))?.ok_or(Outcome::BillNotFound)?;
    match against(&bill, partner.bills_are_paid_once, paid) {
        None => Ok(()),
        Some(outcome) => Err(outcome),
    }
}

/// What speaks against the payment of a bill.
fn against(bill: &Owed, in_one_sum: bool, paid: &PaidNotice) -> Option<Outcome<'static>> {
    if bill.amount <= 0 {
        return Some(Outcome::AlreadyPaid);
    }
    // The day as the sender wrote it, which is the one that the payment counts for.
    let day = paid.event.envelope.time.get(..10).and_then(Date::parse);
    if bill.due_date.zip(day).is_some_and(|(last, day)| day > last) {
        return Some(Outcome::Expired);
    }
    let amount = paid.payment.amount.as_ref()?;
    let minor = bill.currency.minor_units(&amount.value).ok()?;
    let fits = if in_one_sum { minor == bill.amount } else { minor <= bill.amount };
    (amount.currency != bill.currency.code() || !fits).then_some(Outcome::WrongAmount)
}

fn unavailable(error: &(dyn std::error::Error + 'static)) -> Outcome<'static> {
    tracing::error!(error, "a bill can't be looked up");
    Outcome::Unavailable
}
