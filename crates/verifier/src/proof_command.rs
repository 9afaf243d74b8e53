//! `neraca-verify proof`: a proof file against a policy, and what its entry says, in plain words.

use schema::ledger_v1::fact::Fact;
use schema::ledger_v1::record::Outcome as Stored;
use schema::ledger_v1::{AccountRef, Entry, EntryKind, Line, Posted, Record};
use transparency::hash::leaf_hash;
use transparency::proof::{ProofError, verify_inclusion};
use transparency::proof_file::ProofFile;

use crate::accounts;
use crate::calendar;
use crate::catalogue::{Code, Text};
use crate::finding::{At, Outcome, Place};
use crate::form;
use crate::money;
use crate::published::hex;
use crate::text;
use crate::trust::{Head, Trust};

/// What is to be proved.
#[derive(Clone, Debug, Default)]
pub struct Input {
    /// The proof file's path, as findings name it.
    pub path: String,
    /// Its bytes.
    pub proof: Vec<u8>,
    /// The entry, where it is not in the proof file or shall be compared with the one there.
    pub entry: Option<Vec<u8>>,
    /// The entry's attachment.
    pub attachment: Option<Vec<u8>>,
    /// The currency in which amounts are shown; an entry names none.
    pub currency: Option<String>,
}

/// Proves an entry and tells what it says.
pub fn run(input: &Input, trust: &Trust, outcome: &mut Outcome) {
    let place = Place::file(&input.path);
    let Ok(file) = ProofFile::parse(&input.proof) else {
        outcome.findings.add(place, text!(Code::ProofUnreadable));
        return;
    };
    let Some(entry) = input.entry.as_ref().or(file.extra.as_ref()) else {
        outcome.findings.add(place, text!(Code::ProofWithoutEntry));
        return;
    };
    if file.extra.as_ref().is_some_and(|extra| extra != entry) {
        outcome.findings.add(place.clone(), text!(Code::EntriesDiffer));
    }
    let Some(head) = trust.head(&file.checkpoint, &place, outcome) else { return };
    trust.quorum(&head, &place, outcome);
    let position = file.index.saturating_add(1);
    match verify_inclusion(leaf_hash(entry), file.index, head.size, &file.proof, head.root) {
        Ok(()) => outcome.checked.push(text!(Code::CheckedInclusion, position)),
        Err(ProofError::WrongRoot { expected, found }) => {
            outcome.findings.add(place.clone(), text!(Code::NotIncluded, position, found, expected));
        }
        Err(_) => outcome.findings.add(place.clone(), text!(Code::ProofForm, position, head.size)),
    }
    let at = At { file: &input.path, position };
    let Some(record) = record(entry, input.attachment.as_deref(), at, outcome) else { return };
    // What is refuted is not shown as if it said something.
    if outcome.findings.is_empty() {
        outcome.says = says(&record, &head, input.currency.as_deref());
    }
}

/// The record of an entry: in canonical form, at the position that is proved, with its attachment if one is given.
fn record(entry: &[u8], attachment: Option<&[u8]>, at: At<'_>, outcome: &mut Outcome) -> Option<Record> {
    let (before, mut scratch) = (outcome.findings.total(), Vec::new());
    let mut record = form::decode(entry, &at.record(), &mut scratch, &mut outcome.findings)?;
    if record.position != at.position {
        let text = text!(Code::PositionWrong, record.position, at.position);
        outcome.findings.add(at.field("position"), text);
    }
    match (record.detached.clone(), attachment) {
        (Some(detached), Some(attachment)) => {
            let findings = &mut outcome.findings;
            if form::attach(&mut record, &detached, attachment, at, &mut scratch, findings) {
                record.detached = None;
                outcome.checked.push(text!(Code::CheckedAttachment));
            }
        }
        (Some(detached), None) => outcome.notes.push(text!(Code::AttachmentNotGiven, hex(&detached.sha256))),
        (None, Some(_)) => outcome.findings.add(at.record(), text!(Code::AttachmentNotNeeded)),
        (None, None) => {}
    }
    if record.detached.is_none() {
        form::check(&record, at, &mut outcome.findings);
    }
    if outcome.findings.total() == before {
        outcome.checked.push(text!(Code::CheckedForm));
    }
    Some(record)
}

fn says(record: &Record, head: &Head, currency: Option<&str>) -> Vec<Text> {
    let mut says = vec![
        text!(Code::SaysPosition, record.position, &head.origin),
        text!(
            Code::SaysRecorded,
            calendar::moment(record.recorded_at),
            calendar::date(record.effective_date)
        ),
    ];
    if !record.source.is_empty() || !record.id.is_empty() {
        says.push(text!(Code::SaysEvent, &record.source, &record.id, &record.r#type));
    }
    if !record.time.is_empty() {
        says.push(text!(Code::SaysTime, &record.time));
    }
    says.push(match &record.bus {
        Some(bus) => text!(Code::SaysBus, bus.stream, bus.sequence),
        None => text!(Code::SaysNoBus),
    });
    if let Some(detached) = &record.detached {
        says.push(text!(Code::SaysDetached, &detached.outcome, detached.size));
    }
    match &record.outcome {
        Some(Stored::Posted(posted)) => says_posted(&mut says, posted, currency),
        Some(Stored::Refused(refused)) => says.push(text!(Code::SaysRefused, &refused.code, &refused.detail)),
        Some(Stored::Quarantined(raw)) => says.push(text!(Code::SaysQuarantined, &raw.code, &raw.detail)),
        Some(internal) => says.push(text!(Code::SaysInternal, form::outcome_name(internal))),
        None => {}
    }
    says
}

fn says_posted(says: &mut Vec<Text>, posted: &Posted, currency: Option<&str>) {
    says.push(text!(Code::SaysPosted));
    if !posted.rule.is_empty() {
        says.push(text!(Code::SaysRule, &posted.rule, posted.rulebook_version));
    }
    let amount = |minor: i64| match currency {
        Some(currency) => format!("{} {currency}", money::decimal(minor.into(), currency)),
        None => minor.to_string(),
    };
    let named = |account: &Option<AccountRef>| account.as_ref().map_or_else(String::new, account_name);
    let before = says.len();
    for fact in posted.facts.iter().filter_map(|fact| fact.fact.as_ref()) {
        match fact {
            Fact::AccountOpened(opened) => {
                let account = accounts::name(&opened.entity, &opened.code);
                says.push(text!(Code::SaysOpened, account, &opened.currency));
            }
            Fact::AccountClosed(account) => says.push(text!(Code::SaysClosed, account_name(account))),
            Fact::AccountReopened(account) => says.push(text!(Code::SaysReopened, account_name(account))),
            Fact::CeilingSet(set) => {
                let ceiling = set.ceiling.map_or_else(|| "-".to_owned(), amount);
                says.push(text!(Code::SaysCeiling, named(&set.account), ceiling));
            }
            Fact::BudgetSet(set) => {
                says.push(text!(Code::SaysBudget, named(&set.account), amount(set.amount)))
            }
            Fact::EntryPosted(entry) => says_entry(says, entry, amount),
            Fact::HoldPlaced(hold) => {
                says.push(text!(Code::SaysHold, &hold.id, &hold.description));
                says_lines(says, &hold.entity, &hold.lines, amount);
            }
            Fact::HoldCaptured(captured) => {
                says.push(text!(Code::SaysCaptured, &captured.hold));
                captured.entry.iter().for_each(|entry| says_entry(says, entry, amount));
            }
            Fact::HoldReleased(released) => {
                says.push(text!(Code::SaysReleased, &released.hold, &released.reason));
            }
            Fact::Reversed(reversed) => says.push(text!(Code::SaysReverses, reversed.position)),
            Fact::PeriodClosed(closed) => says.push(text!(Code::SaysPeriodClosed, &closed.period)),
            Fact::PeriodReopened(reopened) => says.push(text!(Code::SaysPeriodReopened, &reopened.period)),
            Fact::ProposalMade(made) => {
                says.push(text!(Code::SaysProposed, &made.proposal, &made.maker, &made.r#type));
            }
            Fact::ProposalSettled(settled) => {
                let code = if settled.approved { Code::SaysApproved } else { Code::SaysDeclined };
                says.push(text!(code, &settled.proposal, &settled.checker));
            }
        }
    }
    let has_amounts =
        says[before..].iter().any(|text| matches!(text.code, Code::SaysDebit | Code::SaysCredit));
    if currency.is_none() && has_amounts {
        says.push(text!(Code::SaysMinorUnits));
    }
}

fn says_entry(says: &mut Vec<Text>, entry: &Entry, amount: impl Fn(i64) -> String) {
    let (day, kind) = (calendar::date(entry.effective_date), kind_word(entry.kind()));
    says.push(match entry.description.as_str() {
        "" => text!(Code::SaysBareEntry, day, kind),
        description => text!(Code::SaysEntry, day, kind, description),
    });
    says_lines(says, &entry.entity, &entry.lines, amount);
}

fn says_lines(says: &mut Vec<Text>, entity: &str, lines: &[Line], amount: impl Fn(i64) -> String) {
    let shown: Vec<String> = lines.iter().map(|line| amount(line.amount.saturating_abs())).collect();
    let width = shown.iter().map(String::len).max().unwrap_or(0);
    for (line, shown) in lines.iter().zip(shown) {
        let entity = if line.entity.is_empty() { entity } else { &line.entity };
        let code = if line.amount > 0 { Code::SaysDebit } else { Code::SaysCredit };
        says.push(text!(code, accounts::name(entity, &line.code), format!("{shown:>width$}")));
    }
}

fn kind_word(kind: EntryKind) -> Code {
    match kind {
        EntryKind::General => Code::WordGeneral,
        EntryKind::Adjustment => Code::WordAdjustment,
        EntryKind::Correction => Code::WordCorrection,
        EntryKind::Reversal => Code::WordReversal,
        EntryKind::Closing => Code::WordClosing,
        EntryKind::Opening => Code::WordOpening,
        EntryKind::Elimination => Code::WordElimination,
        EntryKind::Unspecified => Code::WordUnknown,
    }
}

fn account_name(account: &AccountRef) -> String {
    accounts::name(&account.entity, &account.code)
}
