//! From a message to a request for the core, borrowed where it can be. What the message itself gets wrong is refused
//! here, on the same ladder as everything else: the rungs of form, in their order.

use ledger::command::{CapturePart, Publication, PublicationKind};
use ledger::limits::{IDENTITY_BYTES_MAX, NAME_BYTES_MAX};
use ledger::{
    BookSettings, BookSide, Date, EntryKind, Instruction, LateItems, Refusal, RefusalCode, Request, Side,
    Terms, Timestamp,
};

use sha2::{Digest as _, Sha256};

use crate::cloudevents::Envelope;
use crate::form::{Reader, invalid, invalid_date, missing};
use crate::message::Message;
use crate::payment_v1 as pb;
use crate::payment_v1::linked_item::Item as Linked;

/// A request, or what is needed to make one.
#[derive(Clone, Debug)]
pub enum RequestParts<'a> {
    /// Ready for the core.
    Ready(Request<'a>),
    /// The original has to be looked up first.
    Reversal {
        /// CloudEvents source of the original.
        source: &'a str,
        /// CloudEvents id of the original.
        id: &'a str,
        /// Stand at the original's effective dates.
        at_original_date: bool,
        /// Free text.
        reason: &'a str,
    },
    /// An event to put up for approval, encoded.
    Proposal {
        /// Name of the proposal.
        proposal: &'a str,
        /// Who proposes.
        maker: &'a str,
        /// Type of the proposed event.
        event_type: &'static str,
        /// Its canonical bytes.
        data: bytes::Bytes,
    },
    /// The proposed event has to be looked up first; [`proposed`] reads it.
    Approval {
        /// Name of the proposal.
        proposal: &'a str,
        /// Who approves.
        checker: &'a str,
        /// Free text.
        note: &'a str,
    },
}

/// What a message asks, and the day it counts for: its own `date`, else the date of the envelope's time as its writer
/// saw it.
///
/// # Errors
/// The first rung of form that the message breaks.
pub fn request<'a>(
    message: &'a Message,
    envelope: &'a Envelope,
    settings: &BookSettings,
) -> Result<(Date, RequestParts<'a>), Refusal> {
    for (name, text) in [("source", &envelope.source), ("id", &envelope.id)] {
        if text.len() > IDENTITY_BYTES_MAX {
            let detail = format!("{name} has {} bytes; at most {IDENTITY_BYTES_MAX}", text.len());
            return Err(Refusal::new(RefusalCode::IdentityTooLong, detail));
        }
    }
    let message = message.current();
    let date = effective_date(message.date(), &envelope.time)?;
    let parts = match message {
        Message::PaymentReversed(reversed) => reversal(reversed, envelope)?,
        Message::ProposalMade(made) => proposal(made, envelope, settings)?,
        Message::ProposalApproved(approved) => RequestParts::Approval {
            proposal: &approved.proposal,
            checker: &approved.checker,
            note: &approved.note,
        },
        Message::ProposalDeclined(declined) => RequestParts::Ready(Request::Decline {
            proposal: &declined.proposal,
            checker: &declined.checker,
            note: &declined.reason,
        }),
        Message::RulebookPublished(body) => {
            publication(PublicationKind::Rulebook, &body.name, ("yaml", &body.yaml), &body.sha256)?
        }
        Message::ChartPublished(body) => {
            publication(PublicationKind::Chart, &body.name, ("csv", &body.csv), &body.sha256)?
        }
        Message::Linked(linked) => {
            RequestParts::Ready(Request::Instructions(linked_instructions(linked, settings)?))
        }
        _ => match crate::payment::payment(message, settings.currency) {
            Some(payment) => RequestParts::Ready(Request::Payment(payment?)),
            None => RequestParts::Ready(Request::Instructions(vec![instruction(message, settings)?])),
        },
    };
    Ok((date, parts))
}

fn effective_date(date: &str, time: &str) -> Result<Date, Refusal> {
    if !date.is_empty() {
        return Date::parse(date).ok_or_else(|| invalid_date("date", date, "YYYY-MM-DD"));
    }
    if time.is_empty() {
        let detail = "neither \"date\" in the body nor \"time\" on the event";
        return Err(Refusal::new(RefusalCode::DateMissing, detail));
    }
    let moment = Timestamp::parse(time).ok_or_else(|| invalid_date("time", time, "RFC 3339"))?;
    Ok(moment.local_date)
}

fn reversal<'a>(
    reversed: &'a pb::PaymentReversed,
    envelope: &'a Envelope,
) -> Result<RequestParts<'a>, Refusal> {
    if reversed.original_id.is_empty() {
        return Err(missing("original_id"));
    }
    let source =
        if reversed.original_source.is_empty() { &envelope.source } else { &reversed.original_source };
    Ok(RequestParts::Reversal {
        source,
        id: &reversed.original_id,
        at_original_date: reversed.at_original_date,
        reason: &reversed.reason,
    })
}

/// The event within a proposal. Its form is checked now, and what it means when it is approved.
fn proposal<'a>(
    made: &'a pb::ProposalMade,
    envelope: &Envelope,
    settings: &BookSettings,
) -> Result<RequestParts<'a>, Refusal> {
    let mut event = Message::proposed(made).ok_or_else(|| missing("event"))?;
    if let Message::PaymentReversed(reversed) = &mut event
        && reversed.original_source.is_empty()
    {
        // The approval may come from another source than the proposal, which is what was meant.
        reversed.original_source.clone_from(&envelope.source);
    }
    let within = Envelope { time: "1970-01-01T00:00:00Z".to_owned(), ..Envelope::default() };
    request(&event, &within, settings)?;
    Ok(RequestParts::Proposal {
        proposal: &made.proposal,
        maker: &made.maker,
        event_type: event.event_type(),
        data: event.encode(),
    })
}

/// A file that is to be put in force, with the digest that its checker is shown.
fn publication<'a>(
    kind: PublicationKind,
    name: &'a str,
    (field, content): (&str, &'a str),
    sha256: &str,
) -> Result<RequestParts<'a>, Refusal> {
    for (field, text) in [("name", name), (field, content), ("sha256", sha256)] {
        if text.is_empty() {
            return Err(missing(field));
        }
    }
    if name.len() > NAME_BYTES_MAX {
        return Err(invalid("name", format_args!("has {} bytes; at most {NAME_BYTES_MAX}", name.len())));
    }
    let digest: String = Sha256::digest(content).iter().map(|byte| format!("{byte:02x}")).collect();
    if sha256 != digest {
        return Err(invalid("sha256", format_args!("is not that of \"{field}\", which is {digest}")));
    }
    Ok(RequestParts::Ready(Request::Publication(Publication { kind, name, content: content.as_bytes() })))
}

/// The event of a pending proposal.
///
/// # Errors
/// When the log holds an event that this version can't read.
pub fn proposed(proposal: &ledger::Proposal) -> Result<Message, crate::DecodeError> {
    Message::decode(&proposal.event_type, "application/protobuf", &proposal.data)
}

const LATE_ITEMS: &[(&str, LateItems)] =
    &[("refuse", LateItems::Refuse), ("next-open-period", LateItems::NextOpenPeriod)];
const SIDES: &[(&str, Side)] = &[("debit", Side::Debit), ("credit", Side::Credit)];
const BOOK_SIDES: &[(&str, BookSide)] = &[("financial", BookSide::Financial), ("budget", BookSide::Budget)];
/// A reversal is made by the ledger alone, so its word is not among them.
const ENTRY_KINDS: &[(&str, EntryKind)] = &[
    ("general", EntryKind::General),
    ("adjustment", EntryKind::Adjustment),
    ("correction", EntryKind::Correction),
    ("closing", EntryKind::Closing),
    ("opening", EntryKind::Opening),
    ("elimination", EntryKind::Elimination),
];

/// A message's exact instruction. Callers have sorted out what is a payment, a reversal or linked.
fn instruction<'a>(message: &'a Message, settings: &BookSettings) -> Result<Instruction<'a>, Refusal> {
    let mut reader = Reader::new(settings.currency);
    let instruction = match message {
        Message::JournalPosted(body) => post(&mut reader, body),
        Message::HoldPlaced(body) => place(&mut reader, body),
        Message::HoldCaptured(body) => capture(&mut reader, body),
        Message::HoldReleased(body) => Instruction::ReleaseHold { hold: reader.hold(&body.hold) },
        Message::AccountOpened(body) => open(&mut reader, body),
        Message::AccountClosed(body) => Instruction::CloseAccount(reader.account(&body.account)),
        Message::AccountReopened(body) => Instruction::ReopenAccount(reader.account(&body.account)),
        Message::CeilingSet(body) => ceiling(&mut reader, body),
        Message::PeriodClosed(body) => {
            let late_items = reader.word("late_items", &body.late_items, LATE_ITEMS, Some(LateItems::Refuse));
            let period = reader.period(&body.period);
            Instruction::ClosePeriod { period, late_items: late_items.unwrap_or_default() }
        }
        Message::PeriodReopened(body) => Instruction::ReopenPeriod(reader.period(&body.period)),
        other => {
            return Err(invalid(
                "type",
                format_args!("\"{}\" asks nothing of the ledger", other.event_type()),
            ));
        }
    };
    reader.finish(instruction)
}

fn linked_instructions<'a>(
    linked: &'a pb::Linked,
    settings: &BookSettings,
) -> Result<Vec<Instruction<'a>>, Refusal> {
    if linked.items.is_empty() {
        return Err(missing("items"));
    }
    let item = |(index, item): (usize, &'a pb::LinkedItem)| {
        linked_instruction(item, settings)
            .map_err(|refusal| Refusal { item: u32::try_from(index).ok(), ..refusal })
    };
    linked.items.iter().enumerate().map(item).collect()
}

fn linked_instruction<'a>(
    item: &'a pb::LinkedItem,
    settings: &BookSettings,
) -> Result<Instruction<'a>, Refusal> {
    let mut reader = Reader::new(settings.currency);
    let instruction = match item.item.as_ref().ok_or_else(|| missing("item"))? {
        Linked::Journal(body) => post(&mut reader, body),
        Linked::HoldPlaced(body) => place(&mut reader, body),
        Linked::HoldCaptured(body) => capture(&mut reader, body),
        Linked::HoldReleased(body) => Instruction::ReleaseHold { hold: reader.hold(&body.hold) },
        Linked::AccountOpened(body) => open(&mut reader, body),
        Linked::AccountClosed(body) => Instruction::CloseAccount(reader.account(&body.account)),
        Linked::AccountReopened(body) => Instruction::ReopenAccount(reader.account(&body.account)),
        Linked::CeilingSet(body) => ceiling(&mut reader, body),
    };
    reader.finish(instruction)
}

fn post<'a>(reader: &mut Reader, body: &'a pb::JournalPosted) -> Instruction<'a> {
    let kind = reader.word("kind", &body.kind, ENTRY_KINDS, Some(EntryKind::General)).unwrap_or_default();
    Instruction::Post {
        kind,
        lines: reader.lines(&body.lines),
        description: &body.description,
        open_item: None,
    }
}

fn place<'a>(reader: &mut Reader, body: &'a pb::HoldPlaced) -> Instruction<'a> {
    let expires_at = (!body.expires_at.is_empty()).then(|| Timestamp::parse(&body.expires_at));
    if expires_at == Some(None) {
        reader.fail(invalid_date("expires_at", &body.expires_at, "RFC 3339"));
    }
    Instruction::PlaceHold {
        hold: reader.hold(&body.hold),
        lines: reader.lines(&body.lines),
        expires_at: expires_at.flatten().map(|moment| moment.at),
        description: &body.description,
    }
}

fn capture<'a>(reader: &mut Reader, body: &'a pb::HoldCaptured) -> Instruction<'a> {
    let part = match (&body.amount, body.lines.is_empty()) {
        (None, true) => CapturePart::All,
        (None, false) => CapturePart::Lines(reader.lines(&body.lines)),
        (Some(amount), empty) => {
            if !empty {
                reader.fail(invalid("lines", "stands beside \"amount\"; a capture has one of them"));
            }
            let (minor, currency) = reader.amount("amount", amount);
            CapturePart::Amount(minor, currency)
        }
    };
    let hold = reader.hold(&body.hold);
    Instruction::CaptureHold {
        hold,
        part,
        keep_remainder: body.keep_remainder,
        description: &body.description,
    }
}

fn open<'a>(reader: &mut Reader, body: &'a pb::AccountOpened) -> Instruction<'a> {
    let account = reader.account(&body.account);
    let normal_side = reader.word("normal_side", &body.normal_side, SIDES, None).unwrap_or(Side::Debit);
    let book_side = reader.word("book_side", &body.book_side, BOOK_SIDES, Some(BookSide::Financial));
    let currency = reader.currency(&body.currency, reader.book_currency);
    let ceiling = body.ceiling.as_ref().map(|ceiling| {
        let (minor, stated) = reader.amount_in("ceiling", ceiling, currency);
        if stated != currency {
            let detail = format!("a ceiling in {stated} on an account in {currency}");
            reader.fail(Refusal::new(RefusalCode::CurrenciesMixed, detail));
        }
        minor
    });
    let terms = Terms {
        normal_side,
        currency,
        book_side: book_side.unwrap_or_default(),
        debits_must_not_exceed_credits: body.debits_must_not_exceed_credits,
        credits_must_not_exceed_debits: body.credits_must_not_exceed_debits,
        ceiling,
    };
    Instruction::OpenAccount { account, terms }
}

fn ceiling<'a>(reader: &mut Reader, body: &'a pb::CeilingSet) -> Instruction<'a> {
    let account = reader.account(&body.account);
    let ceiling = body.ceiling.as_ref().map(|amount| reader.amount("ceiling", amount));
    Instruction::SetCeiling { account, ceiling }
}
