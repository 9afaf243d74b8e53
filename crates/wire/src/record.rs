//! The stored record: what the log keeps for each position, written once. Reading it back is in [`crate::record`] too,
//! from the module beside this one.

use bytes::Bytes;
use ledger::decide::RuleUsed;
use ledger::{
    AccountId, AccountName, Book, BookSettings, BookSide, ChartMode, Entry, EntryKind, Fact, LateItems, Line,
    Period, Refusal, ReleaseReason, Side, Terms,
};
use sha2::{Digest, Sha256};

use crate::cloudevents::Envelope;
use crate::encoding::Writer;
use crate::ledger_v1 as pb;
pub use crate::stored::{RecordError, decode_record, facts, original, settings};

/// A record without its outcome.
#[derive(Clone, Debug)]
pub struct RecordDraft<'a> {
    /// Its position.
    pub position: u64,
    /// Microseconds since 1970-01-01 UTC.
    pub recorded_at: i64,
    /// Number of the bus stream's incarnation, and the sequence there; `None` for HTTP, files and internal records.
    pub bus: Option<(u32, u64)>,
    /// The publisher's attributes.
    pub envelope: &'a Envelope,
    /// The day it counts for.
    pub effective_date: ledger::Date,
    /// Canonical body, or the raw bytes of what could not be read.
    pub data: Bytes,
    /// The content type of raw bytes; empty otherwise.
    pub raw_content_type: &'a str,
}

/// How a record ended.
#[derive(Clone, Debug, PartialEq)]
pub enum Stored {
    /// Accepted.
    Posted {
        /// The rule that made the facts; `None` for instructions.
        rule: Option<RuleUsed>,
        /// What changed.
        facts: Vec<Fact>,
    },
    /// A rule of the ladder was broken.
    Refused(Refusal),
    /// It could not be read.
    Quarantined {
        /// Stable code.
        code: String,
        /// For people.
        detail: String,
        /// Headers as they came.
        headers: Vec<(String, String)>,
    },
    /// The book's first record.
    BookOpened(BookSettings),
    /// A chart came into force.
    ChartPublished {
        /// Its name.
        name: String,
        /// Its version.
        version: u32,
        /// The file.
        csv: Vec<u8>,
    },
    /// A rulebook came into force.
    RulebookPublished {
        /// Its name.
        name: String,
        /// Its version.
        version: u32,
        /// The file.
        yaml: Vec<u8>,
    },
    /// Holds whose time had come.
    HoldsExpired(Vec<Fact>),
    /// What came over the bus up to here, accounted for.
    CompletenessStated(pb::CompletenessStated),
    /// Somebody asked for something.
    AccessRecorded(pb::AccessRecorded),
}

/// A record as it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Encoded {
    /// The entry of the log: what is hashed. Up to [`ENTRY_BYTES_MAX`].
    pub bytes: Bytes,
    /// What a longer record has beyond it; `bytes` hold its SHA-256. Both one after the other are the whole record.
    pub attachment: Option<Bytes>,
}

/// The longest entry of the log: its length is written in two bytes where entries are bundled (`tlog-tiles`).
pub const ENTRY_BYTES_MAX: usize = u16::MAX as usize;

/// Encodes a record. `book` is the book after the facts were applied, or before: accounts that the record itself opens
/// are found either way.
///
/// # Panics
/// When a fact names an account that neither the book nor the record opened, or [`Stored::HoldsExpired`] holds another
/// fact than a release: broken invariants of who decides.
pub fn encode(draft: &RecordDraft<'_>, stored: &Stored, book: &Book) -> Encoded {
    let mut writer = Writer::with_capacity(256 + draft.data.len() + size_hint(stored));
    writer.uint(1, draft.position);
    writer.int(2, draft.recorded_at);
    if let Some((stream, sequence)) = draft.bus {
        writer.nested(3, |writer| {
            writer.uint(1, u64::from(stream));
            writer.uint(2, sequence);
        });
    }
    writer.text(4, &draft.envelope.source);
    writer.text(5, &draft.envelope.id);
    writer.text(6, &draft.envelope.event_type);
    writer.text(7, &draft.envelope.time);
    writer.sint(8, i64::from(draft.effective_date.0));
    let head = writer.len();
    writer.blob(9, &draft.data);
    writer.text(10, draft.raw_content_type);
    outcome(&mut writer, stored, book);
    if writer.len() <= ENTRY_BYTES_MAX {
        return Encoded { bytes: writer.finish().into(), attachment: None };
    }
    detach(writer.finish(), head, stored)
}

/// Takes what follows the head of a record out of it, and puts its digest there.
fn detach(mut whole: Vec<u8>, head: usize, stored: &Stored) -> Encoded {
    let attachment = whole.split_off(head);
    let mut writer = Writer::from(whole);
    writer.nested(11, |writer| {
        writer.blob(1, &Sha256::digest(&attachment));
        writer.uint(2, attachment.len() as u64);
        writer.text(3, stored.name());
    });
    Encoded { bytes: writer.finish().into(), attachment: Some(attachment.into()) }
}

impl Stored {
    /// Name of the outcome's field.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Posted { .. } => "posted",
            Self::Refused(_) => "refused",
            Self::Quarantined { .. } => "quarantined",
            Self::BookOpened(_) => "book_opened",
            Self::ChartPublished { .. } => "chart_published",
            Self::RulebookPublished { .. } => "rulebook_published",
            Self::HoldsExpired(_) => "holds_expired",
            Self::CompletenessStated(_) => "completeness_stated",
            Self::AccessRecorded(_) => "access_recorded",
        }
    }
}

/// About how many bytes the outcome takes, so that the buffer is nearly never grown.
fn size_hint(stored: &Stored) -> usize {
    match stored {
        Stored::Posted { facts, .. } | Stored::HoldsExpired(facts) => facts.iter().map(fact_size_hint).sum(),
        Stored::ChartPublished { csv: file, .. } | Stored::RulebookPublished { yaml: file, .. } => file.len(),
        _ => 256,
    }
}

fn fact_size_hint(fact: &Fact) -> usize {
    const LINE: usize = 40;
    match fact {
        Fact::EntryPosted(entry) | Fact::HoldCaptured { entry, .. } => {
            128 + entry.description.len() + entry.lines.len() * LINE
        }
        Fact::HoldPlaced { lines, description, .. } => 256 + description.len() + lines.len() * LINE,
        Fact::ProposalMade { data, .. } => 256 + data.len(),
        _ => 128,
    }
}

fn outcome(writer: &mut Writer, stored: &Stored, book: &Book) {
    match stored {
        Stored::Posted { rule, facts } => writer.nested(16, |writer| {
            if let Some(rule) = rule {
                writer.text(1, &rule.name);
                writer.uint(2, u64::from(rule.version));
            }
            let names = Names::new(book, facts);
            facts.iter().for_each(|fact| writer.nested(3, |writer| write_fact(writer, fact, &names)));
        }),
        Stored::Refused(refusal) => writer.nested(17, |writer| {
            writer.text(1, refusal.code.as_str());
            if let Some(item) = refusal.item {
                writer.present_uint(2, u64::from(item));
            }
            writer.text(3, &refusal.detail);
        }),
        Stored::Quarantined { code, detail, headers } => writer.nested(18, |writer| {
            writer.text(1, code);
            writer.text(2, detail);
            for (name, value) in headers {
                writer.nested(3, |writer| {
                    writer.text(1, name);
                    writer.text(2, value);
                });
            }
        }),
        Stored::BookOpened(settings) => writer.nested(19, |writer| book_opened(writer, settings)),
        Stored::ChartPublished { name, version, csv } => published(writer, 20, name, *version, csv),
        Stored::RulebookPublished { name, version, yaml } => published(writer, 21, name, *version, yaml),
        Stored::HoldsExpired(facts) => writer.nested(22, |writer| {
            for fact in facts {
                let Fact::HoldReleased { hold, reason } = fact else {
                    panic!("holds expire by facts of release alone");
                };
                writer.nested(1, |writer| hold_released(writer, hold, *reason));
            }
        }),
        // Rare, and made of nothing but themselves: prost writes the same canonical bytes.
        Stored::CompletenessStated(stated) => writer.message(23, stated),
        Stored::AccessRecorded(access) => writer.message(24, access),
    }
}

fn published(writer: &mut Writer, tag: u32, name: &str, version: u32, file: &[u8]) {
    writer.nested(tag, |writer| {
        writer.text(1, name);
        writer.uint(2, u64::from(version));
        writer.blob(3, &Sha256::digest(file));
        writer.blob(4, file);
    });
}

pub(crate) fn book_opened(writer: &mut Writer, settings: &BookSettings) {
    writer.text(1, &settings.name);
    writer.text(2, settings.currency.code());
    let mode = match settings.chart_mode {
        ChartMode::Open => pb::ChartMode::Open,
        ChartMode::Strict => pb::ChartMode::Strict,
    };
    writer.int(3, mode as i64);
    writer.bool(4, settings.balance_per_entity);
}

/// Finds the names of accounts, those opened in the record being written among them.
struct Names<'a> {
    book: &'a Book,
    opened: Vec<AccountName<'a>>,
}

impl<'a> Names<'a> {
    fn new(book: &'a Book, facts: &'a [Fact]) -> Self {
        let name = |fact: &'a Fact| match fact {
            Fact::AccountOpened { entity, code, .. } => Some(AccountName { entity, code }),
            _ => None,
        };
        let opened = facts.iter().filter_map(name);
        // After the facts were applied the book knows them all.
        let unknown = |name: &AccountName<'_>| book.account_id(*name).is_none();
        Self { book, opened: opened.filter(unknown).collect() }
    }

    fn of(&self, id: AccountId) -> AccountName<'a> {
        let place = id.0 as usize;
        if let Some(account) = self.book.accounts().get(place) {
            return AccountName { entity: &account.entity, code: &account.code };
        }
        *self.opened.get(place - self.book.accounts().len()).expect("facts name accounts that were opened")
    }
}

fn write_fact(writer: &mut Writer, fact: &Fact, names: &Names<'_>) {
    match fact {
        Fact::AccountOpened { entity, code, terms } => {
            writer.nested(1, |writer| account_opened(writer, AccountName { entity, code }, terms));
        }
        Fact::AccountClosed(id) => writer.nested(2, |writer| account_ref(writer, names.of(*id))),
        Fact::AccountReopened(id) => writer.nested(3, |writer| account_ref(writer, names.of(*id))),
        Fact::CeilingSet { account, ceiling } => writer.nested(4, |writer| {
            writer.nested(1, |writer| account_ref(writer, names.of(*account)));
            if let Some(ceiling) = ceiling {
                writer.present_uint(2, *ceiling as u64);
            }
        }),
        // The year is that of the record.
        Fact::BudgetSet { account, year: _, amount, enforced } => writer.nested(5, |writer| {
            writer.nested(1, |writer| account_ref(writer, names.of(*account)));
            writer.int(2, *amount);
            writer.bool(3, *enforced);
        }),
        Fact::EntryPosted(entry) => writer.nested(6, |writer| write_entry(writer, entry, names)),
        Fact::HoldPlaced { id, year: _, lines, expires_at, description } => writer.nested(7, |writer| {
            writer.text(1, id);
            write_lines(writer, 2, 3, lines, names);
            writer.int(4, expires_at.map_or(0, |at| at.0));
            writer.text(5, description);
        }),
        Fact::HoldCaptured { hold, entry, keep_remainder } => writer.nested(8, |writer| {
            writer.text(1, hold);
            writer.nested(2, |writer| write_entry(writer, entry, names));
            writer.bool(3, *keep_remainder);
        }),
        Fact::HoldReleased { hold, reason } => {
            writer.nested(9, |writer| hold_released(writer, hold, *reason))
        }
        Fact::Reversed(position) => writer.nested(10, |writer| writer.uint(1, *position)),
        Fact::PeriodClosed { period, late_items } => {
            writer.nested(11, |writer| period_closed(writer, *period, *late_items));
        }
        Fact::PeriodReopened(period) => {
            writer.nested(12, |writer| writer.text(1, &period.to_string()));
        }
        Fact::ProposalMade { proposal, maker, event_type, data } => writer.nested(13, |writer| {
            writer.text(1, proposal);
            writer.text(2, maker);
            writer.text(3, event_type);
            writer.blob(4, data);
        }),
        Fact::ProposalSettled { proposal, checker, approved, note } => writer.nested(14, |writer| {
            writer.text(1, proposal);
            writer.text(2, checker);
            writer.bool(3, *approved);
            writer.text(4, note);
        }),
    }
}

pub(crate) fn period_closed(writer: &mut Writer, period: Period, late_items: LateItems) {
    writer.text(1, &period.to_string());
    writer.bool(2, late_items == LateItems::NextOpenPeriod);
}

fn account_ref(writer: &mut Writer, name: AccountName<'_>) {
    writer.text(1, name.entity);
    writer.text(2, name.code);
}

pub(crate) fn account_opened(writer: &mut Writer, name: AccountName<'_>, terms: &Terms) {
    account_ref(writer, name);
    let side = match terms.normal_side {
        Side::Debit => pb::Side::Debit,
        Side::Credit => pb::Side::Credit,
    };
    writer.int(3, side as i64);
    writer.text(4, terms.currency.code());
    let book_side = match terms.book_side {
        BookSide::Financial => pb::BookSide::Financial,
        BookSide::Budget => pb::BookSide::Budget,
    };
    writer.int(5, book_side as i64);
    writer.bool(6, terms.debits_must_not_exceed_credits);
    writer.bool(7, terms.credits_must_not_exceed_debits);
    if let Some(ceiling) = terms.ceiling {
        writer.present_uint(8, ceiling as u64);
    }
}

/// Words of release reasons in the log.
pub(crate) const REASONS: &[(ReleaseReason, &str)] =
    &[(ReleaseReason::Released, "released"), (ReleaseReason::Expired, "expired")];

fn hold_released(writer: &mut Writer, hold: &str, reason: ReleaseReason) {
    writer.text(1, hold);
    let word = REASONS.iter().find(|(known, _)| *known == reason).map_or("", |(_, word)| word);
    writer.text(2, word);
}

fn write_entry(writer: &mut Writer, entry: &Entry, names: &Names<'_>) {
    let kind = match entry.kind {
        EntryKind::General => pb::EntryKind::General,
        EntryKind::Adjustment => pb::EntryKind::Adjustment,
        EntryKind::Correction => pb::EntryKind::Correction,
        EntryKind::Reversal => pb::EntryKind::Reversal,
        EntryKind::Closing => pb::EntryKind::Closing,
        EntryKind::Opening => pb::EntryKind::Opening,
        EntryKind::Elimination => pb::EntryKind::Elimination,
    };
    writer.int(1, kind as i64);
    writer.sint(2, i64::from(entry.effective_date.0));
    write_lines(writer, 3, 4, &entry.lines, names);
    writer.text(5, &entry.description);
    writer.uint(6, entry.reverses.unwrap_or(0));
    if let Some(day) = entry.late_for {
        writer.present_sint(7, i64::from(day.0));
    }
    if let Some(item) = &entry.open_item {
        let name = names.of(item.account);
        let first = entry.lines.first().map_or("", |line| names.of(line.account).entity);
        writer.nested(8, |writer| {
            if name.entity != first {
                writer.text(1, name.entity);
            }
            writer.text(2, name.code);
            writer.text(3, &item.name);
        });
    }
}

/// The entity of the first line, and the lines: those of the same entity name none.
fn write_lines(writer: &mut Writer, entity_tag: u32, lines_tag: u32, lines: &[Line], names: &Names<'_>) {
    let entity = lines.first().map_or("", |line| names.of(line.account).entity);
    writer.text(entity_tag, entity);
    for line in lines {
        let name = names.of(line.account);
        writer.nested(lines_tag, |writer| {
            if name.entity != entity {
                writer.text(1, name.entity);
            }
            writer.text(2, name.code);
            writer.sint(3, line.signed());
        });
    }
}
