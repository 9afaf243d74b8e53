//! Numbers of the demo's documents. Requests, orders and disbursements (SPP, SPM, SP2D) are numbered as SIPD does it, fund
//! releases and deposit slips (SPD, STS) as a plain series of their agency, in the order in which they are written. The year is
//! made out of order, so documents first bear a name of their own, and get their number when the year is whole.

use std::collections::BTreeMap;

use bytes::Bytes;
use profiles::document_number::{DocumentKind, DocumentNumber, Purpose};
use prost::{DecodeError, Message};
use wire::payment_v1::{
    DepositMade, DisbursementFailed, DisbursementOrdered, DisbursementPaid, FundReleased, ImprestIssued,
    ImprestReturned, PaymentRequested,
};

use super::diary::{DemoEvent, YEAR};
use super::mistakes;

/// The region within a number: that of Ogan Komering Ulu Timur.
const REGION: &str = "16.08";
/// Versions of the budget that documents draw on: the approved one, and from the day of its revision that one.
const APPROVED: &str = "P1";
const REVISED: &str = "P2";
/// Documents of one sequence: what they are and of which agency.
type Sequence = (&'static str, String);

/// The numbers that were given out.
#[derive(Default)]
struct Numbers {
    /// By sequence and the document's first name.
    given: BTreeMap<(Sequence, String), String>,
    last: BTreeMap<Sequence, u32>,
}

/// When a document was written, as its number says it.
struct Written {
    month: u8,
    is_revised: bool,
}

/// Gives every document its number. The same event twice keeps the same one; what can't be posted keeps its first name.
pub(super) fn give(events: &mut [DemoEvent]) {
    let mut numbers = Numbers::default();
    for event in events.iter_mut().filter(|event| event.source != mistakes::BROKEN) {
        // What this file did not write is no document of its own.
        if let Ok(Some(body)) = numbers.body(event) {
            event.body = body;
        }
    }
}

impl Numbers {
    /// The event with numbers in place of names; `None` when it is no document.
    fn body(&mut self, event: &DemoEvent) -> Result<Option<Bytes>, DecodeError> {
        let kind = event.event_type.rsplit('.').next().unwrap_or_default();
        let written = Written::of(&event.time);
        let data = event.body.clone();
        Ok(Some(match kind {
            "FundReleased" => {
                let mut message = FundReleased::decode(data)?;
                self.plain("SPD", &message.agency, &mut message.document);
                bytes(&message)
            }
            "PaymentRequested" => {
                let mut message = PaymentRequested::decode(data)?;
                let purpose = purpose(&message.kind);
                self.plain("SPD", &message.agency, &mut message.fund_release);
                self.sipd(
                    DocumentKind::PaymentRequest,
                    purpose,
                    &message.agency,
                    &written,
                    &mut message.request,
                );
                bytes(&message)
            }
            "DisbursementOrdered" => {
                let mut message = DisbursementOrdered::decode(data)?;
                let direct = Purpose::DirectPayment;
                self.plain("SPD", &message.agency, &mut message.fund_release);
                self.sipd(
                    DocumentKind::PaymentRequest,
                    direct,
                    &message.agency,
                    &written,
                    &mut message.request,
                );
                self.sipd(DocumentKind::PaymentOrder, direct, &message.agency, &written, &mut message.order);
                bytes(&message)
            }
            "DisbursementFailed" => {
                let mut message = DisbursementFailed::decode(data)?;
                let direct = Purpose::DirectPayment;
                self.sipd(DocumentKind::PaymentOrder, direct, &message.agency, &written, &mut message.order);
                bytes(&message)
            }
            "DisbursementPaid" => {
                let mut message = DisbursementPaid::decode(data)?;
                // What the card's issuer gets replenishes (GU KKPD).
                let is_card = message.basis == "card";
                let purpose = if is_card { Purpose::Replenishment } else { Purpose::DirectPayment };
                self.sipd(DocumentKind::PaymentOrder, purpose, &message.agency, &written, &mut message.order);
                let (agency, place) = (&message.agency, &mut message.disbursement);
                self.sipd(DocumentKind::Disbursement, purpose, agency, &written, place);
                bytes(&message)
            }
            "ImprestIssued" => {
                let mut message = ImprestIssued::decode(data)?;
                let purpose = purpose(&message.kind);
                let ImprestIssued { agency, request, order, disbursement, fund_release, .. } = &mut message;
                self.plain("SPD", agency, fund_release);
                self.sipd(DocumentKind::PaymentRequest, purpose, agency, &written, request);
                self.sipd(DocumentKind::PaymentOrder, purpose, agency, &written, order);
                self.sipd(DocumentKind::Disbursement, purpose, agency, &written, disbursement);
                bytes(&message)
            }
            "DepositMade" => {
                let mut message = DepositMade::decode(data)?;
                self.plain("STS", &message.agency, &mut message.slip);
                bytes(&message)
            }
            "ImprestReturned" => {
                let mut message = ImprestReturned::decode(data)?;
                self.plain("STS", &message.agency, &mut message.slip);
                bytes(&message)
            }
            _ => return Ok(None),
        }))
    }

    fn plain(&mut self, kind: &'static str, agency: &str, name: &mut String) {
        self.replace((kind, agency.to_owned()), name, |running| {
            format!("{kind}/{running:06}/{agency}/{YEAR}")
        });
    }

    fn sipd(
        &mut self,
        kind: DocumentKind,
        purpose: Purpose,
        agency: &str,
        written: &Written,
        name: &mut String,
    ) {
        let number = |running| {
            DocumentNumber {
                region: REGION,
                kind,
                running,
                purpose,
                agency,
                budget_version: if written.is_revised { REVISED } else { APPROVED },
                month: written.month,
                // A year of four digits.
                year: YEAR as u16,
            }
            .to_string()
        };
        self.replace((kind.code(), agency.to_owned()), name, number);
    }

    /// The number of a name: that given before, or the next of its sequence. An absent name stays absent.
    fn replace(&mut self, sequence: Sequence, name: &mut String, number: impl Fn(u32) -> String) {
        if name.is_empty() {
            return;
        }
        let last = self.last.entry(sequence.clone()).or_default();
        let given = self.given.entry((sequence, name.clone())).or_insert_with(|| {
            *last += 1;
            number(*last)
        });
        name.clone_from(given);
    }
}

impl Written {
    /// From a time as the diary writes it.
    fn of(time: &str) -> Self {
        let month = time.get(5..7).and_then(|month| month.parse().ok()).unwrap_or(1);
        Self {
            month,
            is_revised: time.get(..10).is_some_and(|day| day >= super::budget::revised_on().as_str()),
        }
    }
}

fn purpose(kind: &str) -> Purpose {
    match kind {
        "initial" => Purpose::Imprest,
        "replenishment" => Purpose::Replenishment,
        "additional" => Purpose::AdditionalImprest,
        _ => Purpose::DirectPayment,
    }
}

fn bytes(message: &impl Message) -> Bytes {
    message.encode_to_vec().into()
}
