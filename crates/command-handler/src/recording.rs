//! From a decoded message to its record: decide, apply, encode. The state moves here and nowhere else.

use event_store::{IdentityIndex, Outcome, Record};
use ledger::command::Original;
use ledger::decide::RuleUsed;
use ledger::{Command, Date, Decision, Fact, ProposalState, Refusal, RefusalCode, Request, decide};
use wire::cloudevents::Envelope;
use wire::command::RequestParts;
use wire::message::Message;
use wire::record::{RecordDraft, Stored};

use crate::answer::{Answer, Verdict};
use crate::decider::coordinates;
use crate::error::HandlerError;
use crate::incoming::{Content, Decoded};
use crate::prefetch::LookBack;
use crate::recovery::State;

/// What an accepted event changed and by which rule, or why it was refused.
type Decided = Result<(Option<RuleUsed>, Vec<Fact>), Refusal>;

/// Who approves what.
struct Approval<'a> {
    proposal: &'a str,
    checker: &'a str,
    note: &'a str,
}

impl State {
    /// Decides a message that is no repeat, applies what was decided, and gives its record and answer.
    pub(crate) fn record_message(
        &mut self,
        message: Decoded,
        conflict_with: Option<u64>,
        look_back: &LookBack<'_>,
        identities: &IdentityIndex,
    ) -> Result<(Record, Answer), HandlerError> {
        let Decoded { bus, envelope, content } = message;
        let mut draft = RecordDraft {
            position: self.position + 1,
            recorded_at: self.at.0,
            bus: bus.map(|bus| (bus.stream, bus.sequence)),
            envelope: &envelope,
            effective_date: self.at.date(),
            data: content.data().clone(),
            raw_content_type: "",
        };
        let (stored, verdict) = match &content {
            Content::Unreadable { error, headers, .. } => {
                draft.raw_content_type = &envelope.content_type;
                let (code, detail) = (error.code(), error.to_string());
                let verdict = Verdict::Quarantined { code: code.to_owned(), detail: detail.clone() };
                (Stored::Quarantined { code: code.to_owned(), detail, headers: headers.clone() }, verdict)
            }
            Content::Message { message, .. } => {
                match self.decide_readable(
                    message,
                    &envelope,
                    conflict_with,
                    look_back,
                    identities,
                    &mut draft,
                )? {
                    Ok((rule, facts)) => (Stored::Posted { rule, facts }, Verdict::Posted),
                    Err(refusal) => (Stored::Refused(refusal.clone()), Verdict::Refused(refusal)),
                }
            }
        };
        if let Stored::Posted { facts, .. } = &stored {
            facts.iter().for_each(|fact| self.book.evolve(fact));
        }
        let record = named(self.seal(&draft, &stored, &verdict), envelope);
        let answer = Answer { position: record.position, repeated: false, verdict };
        Ok((record, answer))
    }

    /// The walk up the ladder: identity, form, then what the core says.
    fn decide_readable(
        &mut self,
        message: &Message,
        envelope: &Envelope,
        conflict_with: Option<u64>,
        look_back: &LookBack<'_>,
        identities: &IdentityIndex,
        draft: &mut RecordDraft<'_>,
    ) -> Result<Decided, HandlerError> {
        if let Some(first) = conflict_with {
            let detail = format!(
                "source and id came before with other content at position {first}; give a new event a new id"
            );
            return Ok(Err(Refusal::new(RefusalCode::IdentityConflict, detail)));
        }
        let (effective_date, parts) = match wire::command::request(message, envelope, self.book.settings()) {
            Ok(request) => request,
            Err(refusal) => return Ok(Err(refusal)),
        };
        draft.effective_date = effective_date;
        let request = match parts {
            RequestParts::Ready(request) => request,
            RequestParts::Reversal { source, id, at_original_date, reason } => {
                let original = self.original(look_back, identities, source, id)?;
                Request::Reversal { original, at_original_date, reason }
            }
            RequestParts::Proposal { proposal, maker, event_type, ref data } => {
                Request::Proposal { proposal, maker, event_type, data }
            }
            RequestParts::Approval { proposal, checker, note } => {
                let approval = Approval { proposal, checker, note };
                return self.decide_approval(
                    &approval,
                    effective_date,
                    envelope,
                    look_back,
                    identities,
                    draft,
                );
            }
        };
        Ok(self.decide(effective_date, envelope, request))
    }

    /// Decides an approval: the proposed event, read from the book, as it stands today.
    fn decide_approval(
        &mut self,
        approval: &Approval<'_>,
        effective_date: Date,
        envelope: &Envelope,
        look_back: &LookBack<'_>,
        identities: &IdentityIndex,
        draft: &mut RecordDraft<'_>,
    ) -> Result<Decided, HandlerError> {
        let Approval { proposal, checker, note } = *approval;
        let pending =
            self.book.proposals().get(proposal).filter(|found| found.state == ProposalState::Pending);
        let Some(pending) = pending else {
            let request = Request::Approval { proposal, checker, note, proposed: None };
            return Ok(self.decide(effective_date, envelope, request));
        };
        let message = wire::command::proposed(pending).map_err(|error| HandlerError::DamagedLog {
            position: draft.position,
            problem: format!("proposal \"{proposal}\" can't be read: {error}"),
        })?;
        // An event that states no date counts for the day of its approval.
        let dated = Envelope { time: format!("{effective_date}T00:00:00Z"), ..envelope.clone() };
        let (effective_date, parts) = match wire::command::request(&message, &dated, self.book.settings()) {
            Ok(request) => request,
            Err(refusal) => return Ok(Err(refusal)),
        };
        let proposed = match parts {
            RequestParts::Ready(request) => request,
            RequestParts::Reversal { source, id, at_original_date, reason } => {
                let original = self.original(look_back, identities, source, id)?;
                Request::Reversal { original, at_original_date, reason }
            }
            RequestParts::Proposal { .. } | RequestParts::Approval { .. } => {
                return Err(HandlerError::DamagedLog {
                    position: draft.position,
                    problem: format!("proposal \"{proposal}\" holds a proposal, which no message can"),
                });
            }
        };
        draft.effective_date = effective_date;
        let publication = match &proposed {
            Request::Publication(publication) => Some(*publication),
            _ => None,
        };
        let request = Request::Approval { proposal, checker, note, proposed: Some(Box::new(proposed)) };
        let decided = self.decide(effective_date, envelope, request);
        if let (Ok(_), Some(publication)) = (&decided, publication) {
            match self.compile(publication) {
                Ok(due) => self.due = Some(due),
                Err(refusal) => return Ok(Err(refusal)),
            }
        }
        Ok(decided)
    }

    fn decide(&self, effective_date: Date, envelope: &Envelope, request: Request<'_>) -> Decided {
        let command = Command { at: self.at, effective_date, id: &envelope.id, request };
        match decide(&self.book, &command) {
            Decision::Posted(posted) => Ok((posted.rule, posted.facts)),
            Decision::Refused(refusal) => Err(refusal),
        }
    }

    /// The record that a reversal names: the first of that identity, for a later one is a refused conflict.
    fn original(
        &self,
        look_back: &LookBack<'_>,
        identities: &IdentityIndex,
        source: &str,
        id: &str,
    ) -> Result<Option<Original>, HandlerError> {
        let found = look_back.find(identities, source, id);
        let Some(record) = found.first() else { return Ok(None) };
        let damaged = |problem: String| HandlerError::DamagedLog { position: record.position, problem };
        let stored = wire::record::decode_record(&record.bytes, record.attachment.as_ref())
            .map_err(|error| damaged(error.to_string()))?;
        wire::record::original(&stored, &self.book).map(Some).map_err(|error| damaged(error.to_string()))
    }

    /// The record of holds whose time has come, if there are any.
    pub(crate) fn record_expired_holds(&mut self) -> Result<Option<Record>, HandlerError> {
        let due = self.book.due(self.at);
        if due.is_empty() {
            return Ok(None);
        }
        due.iter().for_each(|fact| self.book.evolve(fact));
        Ok(Some(self.record_internal(Stored::HoldsExpired(due))))
    }

    /// A record that Neraca makes itself.
    pub(crate) fn record_internal(&mut self, stored: Stored) -> Record {
        let envelope = Envelope::default();
        let draft = RecordDraft {
            position: self.position + 1,
            recorded_at: self.at.0,
            bus: None,
            envelope: &envelope,
            effective_date: self.at.date(),
            data: bytes::Bytes::new(),
            raw_content_type: "",
        };
        self.seal(&draft, &stored, &Verdict::Posted)
    }

    /// Encodes the record and takes its position. Its columns lack what [`named`] adds.
    fn seal(&mut self, draft: &RecordDraft<'_>, stored: &Stored, verdict: &Verdict) -> Record {
        self.position = draft.position;
        let (outcome, code) = match (stored, verdict) {
            (Stored::Posted { .. }, _) => (Outcome::Posted, ""),
            (Stored::Refused(refusal), _) => (Outcome::Refused, refusal.code.as_str()),
            (Stored::Quarantined { .. }, Verdict::Quarantined { code, .. }) => {
                (Outcome::Quarantined, code.as_str())
            }
            _ => (Outcome::Internal, ""),
        };
        let wire::record::Encoded { bytes, attachment } = wire::record::encode(draft, stored, &self.book);
        Record {
            position: draft.position,
            outcome,
            code: code.to_owned(),
            source: String::new(),
            id: String::new(),
            event_type: String::new(),
            recorded_at: draft.recorded_at,
            effective_date: draft.effective_date.0,
            bus: draft
                .bus
                .map(|(stream, sequence)| coordinates(crate::incoming::BusMessage { stream, sequence })),
            bytes,
            attachment,
        }
    }
}

/// The record with the columns of its message's envelope. An identity needs both halves; without them nothing could be found
/// again or repeated.
fn named(record: Record, envelope: Envelope) -> Record {
    let Envelope { source, id, event_type, .. } = envelope;
    let identified = !source.is_empty() && !id.is_empty();
    let (source, id) = if identified { (source, id) } else { Default::default() };
    Record { source, id, event_type, ..record }
}
