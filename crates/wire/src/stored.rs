//! Reading stored records back: as the protobuf they are, and as facts of a book.

use bytes::Bytes;
use ledger::command::{Original, OriginalEntry};
use ledger::{
    AccountId, AccountName, Book, BookSettings, BookSide, ChartMode, Currency, Date, Entry, EntryKind, Fact,
    LateItems, Line, OpenItem, Period, Side, Terms, Timestamp,
};
use prost::Message as _;
use sha2::{Digest as _, Sha256};

use crate::ledger_v1 as pb;
use crate::ledger_v1::record::Outcome;
use crate::message::{Format, PACKAGE};
use crate::payment_v1;
use crate::record::REASONS;

/// A stored record that is not what the log may hold. Permanent: the log or the store is damaged, or a newer version
/// wrote it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RecordError {
    /// The bytes are not a record.
    #[error("the bytes are not a record: {0}")]
    NotARecord(String),
    /// A part is absent or has a value that this version does not know.
    #[error("{0} is absent or not known to this version")]
    Unknown(&'static str),
    /// The attachment does not belong to the entry.
    #[error("the attachment {0}")]
    Attachment(&'static str),
    /// An account that was never opened.
    #[error("account \"{0}\" was not opened before")]
    UnknownAccount(String),
}

/// Reads a record: its entry, and its attachment where it has one. Its bytes fields share the buffers.
///
/// # Errors
/// When the bytes are not one, or the attachment is not the one that the entry names.
pub fn decode_record(bytes: &Bytes, attachment: Option<&Bytes>) -> Result<pb::Record, RecordError> {
    let not_a_record = |error: prost::DecodeError| RecordError::NotARecord(error.to_string());
    let mut record = pb::Record::decode(bytes.clone()).map_err(not_a_record)?;
    match (&record.detached, attachment) {
        (None, None) => return Ok(record),
        (Some(_), None) => return Err(RecordError::Attachment("is missing")),
        (None, Some(_)) => return Err(RecordError::Attachment("is there, and the record names none")),
        (Some(detached), Some(attachment)) => {
            if detached.size != attachment.len() as u64
                || detached.sha256[..] != Sha256::digest(attachment)[..]
            {
                return Err(RecordError::Attachment("is not the one that the record names"));
            }
            record.merge(attachment.clone()).map_err(not_a_record)?;
        }
    }
    Ok(record)
}

/// The settings of a book's first record.
///
/// # Errors
/// When one of them is not known to this version.
pub fn settings(opened: &pb::BookOpened) -> Result<BookSettings, RecordError> {
    Ok(BookSettings {
        name: opened.name.clone(),
        currency: currency(&opened.currency)?,
        chart_mode: match opened.chart_mode() {
            pb::ChartMode::Open => ChartMode::Open,
            pb::ChartMode::Strict => ChartMode::Strict,
            pb::ChartMode::Unspecified => return Err(RecordError::Unknown("a chart mode")),
        },
        balance_per_entity: opened.balance_per_entity,
    })
}

/// The facts of a record, in order; none for what moved nothing. `book` is the book before the record, or any time
/// after it: account numbers are never given twice.
///
/// # Errors
/// When a fact is not known to this version or names an account that was not opened.
pub fn facts(record: &pb::Record, book: &Book) -> Result<Vec<Fact>, RecordError> {
    let year = Date(record.effective_date).year();
    let mut numbers = Numbers { book, opened: Vec::new(), year };
    match record.outcome.as_ref().ok_or(RecordError::Unknown("an outcome"))? {
        Outcome::Posted(posted) => posted.facts.iter().map(|fact| numbers.fact(fact)).collect(),
        Outcome::HoldsExpired(expired) => expired.holds.iter().map(released).collect(),
        _ => Ok(Vec::new()),
    }
}

/// What a reversal needs of a record. `book` is any book that has applied it.
///
/// # Errors
/// As [`facts`].
pub fn original(record: &pb::Record, book: &Book) -> Result<Original, RecordError> {
    let position = record.position;
    let Some(Outcome::Posted(_)) = &record.outcome else {
        return Ok(Original { position, entries: None, has_other_facts: false });
    };
    let opened_on_purpose = opens_accounts_on_purpose(record);
    let (mut entries, mut has_other_facts) = (Vec::new(), false);
    for fact in facts(record, book)? {
        match fact {
            Fact::EntryPosted(entry) | Fact::HoldCaptured { entry, .. } => {
                entries.push(OriginalEntry {
                    effective_date: entry.effective_date,
                    lines: entry.lines,
                    open_item: entry.open_item,
                });
            }
            // Opened by the chart as an entry first touched it: it stays open, and empty again.
            Fact::AccountOpened { .. } if !opened_on_purpose => {}
            // A reversal can be reversed: its entries are taken back, what it reversed stays marked. So does a proposal.
            Fact::Reversed(_) | Fact::ProposalSettled { .. } => {}
            _ => has_other_facts = true,
        }
    }
    Ok(Original { position, entries: Some(entries), has_other_facts })
}

/// Whether the record's message itself asks to open an account.
fn opens_accounts_on_purpose(record: &pb::Record) -> bool {
    match record.r#type.strip_prefix(PACKAGE) {
        Some("AccountOpened") => true,
        Some("Linked") => {
            use payment_v1::linked_item::Item;
            let read = crate::message::read_body::<payment_v1::Linked>(
                "neraca.payment.v1.Linked",
                Format::Protobuf,
                &record.data,
            );
            // A body that can't be read any more is taken for one that does.
            read.map_or(true, |linked| {
                linked.items.iter().any(|item| matches!(item.item, Some(Item::AccountOpened(_))))
            })
        }
        _ => false,
    }
}

/// Finds numbers of accounts, those opened earlier in the same record among them.
struct Numbers<'a> {
    book: &'a Book,
    opened: Vec<AccountName<'a>>,
    /// The fiscal year of the record's effective date.
    year: i32,
}

impl<'a> Numbers<'a> {
    fn fact(&mut self, fact: &'a pb::Fact) -> Result<Fact, RecordError> {
        use pb::fact::Fact as Stored;
        Ok(match fact.fact.as_ref().ok_or(RecordError::Unknown("a fact"))? {
            Stored::AccountOpened(opened) => self.opened(opened)?,
            Stored::AccountClosed(account) => Fact::AccountClosed(self.of(account)?),
            Stored::AccountReopened(account) => Fact::AccountReopened(self.of(account)?),
            Stored::CeilingSet(set) => {
                Fact::CeilingSet { account: self.present(set.account.as_ref())?, ceiling: set.ceiling }
            }
            Stored::BudgetSet(set) => Fact::BudgetSet {
                account: self.present(set.account.as_ref())?,
                year: self.year,
                amount: set.amount,
                enforced: set.enforced,
            },
            Stored::EntryPosted(entry) => Fact::EntryPosted(self.entry(entry)?),
            Stored::HoldPlaced(hold) => Fact::HoldPlaced {
                id: hold.id.as_str().into(),
                year: self.year,
                lines: self.lines(&hold.entity, &hold.lines)?,
                expires_at: (hold.expires_at != 0).then_some(Timestamp(hold.expires_at)),
                description: hold.description.as_str().into(),
            },
            Stored::HoldCaptured(captured) => Fact::HoldCaptured {
                hold: captured.hold.as_str().into(),
                entry: self.entry(captured.entry.as_ref().ok_or(RecordError::Unknown("an entry"))?)?,
                keep_remainder: captured.keep_remainder,
            },
            Stored::HoldReleased(hold) => released(hold)?,
            Stored::Reversed(reversed) => Fact::Reversed(reversed.position),
            Stored::PeriodClosed(closed) => {
                let (period, late_items) = closed_period(closed)?;
                Fact::PeriodClosed { period, late_items }
            }
            Stored::PeriodReopened(reopened) => Fact::PeriodReopened(period(&reopened.period)?),
            Stored::ProposalMade(made) => Fact::ProposalMade {
                proposal: made.proposal.as_str().into(),
                maker: made.maker.as_str().into(),
                event_type: made.r#type.as_str().into(),
                data: made.data.as_ref().into(),
            },
            Stored::ProposalSettled(settled) => Fact::ProposalSettled {
                proposal: settled.proposal.as_str().into(),
                checker: settled.checker.as_str().into(),
                approved: settled.approved,
                note: settled.note.as_str().into(),
            },
        })
    }

    fn opened(&mut self, opened: &'a pb::AccountOpened) -> Result<Fact, RecordError> {
        let name = AccountName { entity: &opened.entity, code: &opened.code };
        // Where the book is that of later, it knows the account by its number already.
        if self.book.account_id(name).is_none() {
            self.opened.push(name);
        }
        Ok(Fact::AccountOpened { entity: name.entity.into(), code: name.code.into(), terms: terms(opened)? })
    }

    fn present(&self, account: Option<&pb::AccountRef>) -> Result<AccountId, RecordError> {
        self.of(account.ok_or(RecordError::Unknown("an account"))?)
    }

    fn of(&self, account: &pb::AccountRef) -> Result<AccountId, RecordError> {
        self.number(AccountName { entity: &account.entity, code: &account.code })
    }

    fn number(&self, name: AccountName<'_>) -> Result<AccountId, RecordError> {
        let opened_here = || {
            let place = self.opened.iter().position(|opened| *opened == name)?;
            u32::try_from(self.book.accounts().len() + place).ok().map(AccountId)
        };
        self.book
            .account_id(name)
            .or_else(opened_here)
            .ok_or_else(|| RecordError::UnknownAccount(name.to_string()))
    }

    fn entry(&self, entry: &pb::Entry) -> Result<Entry, RecordError> {
        let kind = match entry.kind() {
            pb::EntryKind::General => EntryKind::General,
            pb::EntryKind::Adjustment => EntryKind::Adjustment,
            pb::EntryKind::Correction => EntryKind::Correction,
            pb::EntryKind::Reversal => EntryKind::Reversal,
            pb::EntryKind::Closing => EntryKind::Closing,
            pb::EntryKind::Opening => EntryKind::Opening,
            pb::EntryKind::Elimination => EntryKind::Elimination,
            pb::EntryKind::Unspecified => return Err(RecordError::Unknown("an entry kind")),
        };
        Ok(Entry {
            kind,
            effective_date: Date(entry.effective_date),
            lines: self.lines(&entry.entity, &entry.lines)?,
            description: entry.description.as_str().into(),
            reverses: (entry.reverses != 0).then_some(entry.reverses),
            late_for: entry.late_for.map(Date),
            open_item: self.open_item(entry)?,
        })
    }

    fn open_item(&self, entry: &pb::Entry) -> Result<Option<Box<OpenItem>>, RecordError> {
        let Some(item) = &entry.open_item else { return Ok(None) };
        let entity = if item.entity.is_empty() { &entry.entity } else { &item.entity };
        let account = self.number(AccountName { entity, code: &item.code })?;
        Ok(Some(Box::new(OpenItem { account, name: item.name.as_str().into() })))
    }

    fn lines(&self, entity: &str, lines: &[pb::Line]) -> Result<Vec<Line>, RecordError> {
        let line = |line: &pb::Line| {
            let entity = if line.entity.is_empty() { entity } else { &line.entity };
            let account = self.number(AccountName { entity, code: &line.code })?;
            signed_line(account, line.amount)
        };
        lines.iter().map(line).collect()
    }
}

/// A closed period and what becomes of entries that come too late for it.
pub(crate) fn closed_period(closed: &pb::PeriodClosed) -> Result<(Period, LateItems), RecordError> {
    let late_items = if closed.late_items_move { LateItems::NextOpenPeriod } else { LateItems::Refuse };
    Ok((period(&closed.period)?, late_items))
}

fn period(text: &str) -> Result<Period, RecordError> {
    Period::parse(text).ok_or(RecordError::Unknown("a period"))
}

/// A line of a signed amount: positive is a debit.
pub(crate) fn signed_line(account: AccountId, signed: i64) -> Result<Line, RecordError> {
    let side = if signed > 0 { Side::Debit } else { Side::Credit };
    match signed.checked_abs() {
        Some(amount) if amount > 0 => Ok(Line { account, side, amount }),
        _ => Err(RecordError::Unknown("a line's amount")),
    }
}

fn released(hold: &pb::HoldReleased) -> Result<Fact, RecordError> {
    let reason = REASONS.iter().find(|(_, word)| *word == hold.reason).map(|(reason, _)| *reason);
    let reason = reason.ok_or(RecordError::Unknown("a release reason"))?;
    Ok(Fact::HoldReleased { hold: hold.hold.as_str().into(), reason })
}

pub(crate) fn terms(opened: &pb::AccountOpened) -> Result<Terms, RecordError> {
    Ok(Terms {
        normal_side: match opened.normal_side() {
            pb::Side::Debit => Side::Debit,
            pb::Side::Credit => Side::Credit,
            pb::Side::Unspecified => return Err(RecordError::Unknown("a normal side")),
        },
        currency: currency(&opened.currency)?,
        book_side: match opened.book_side() {
            pb::BookSide::Financial => BookSide::Financial,
            pb::BookSide::Budget => BookSide::Budget,
            pb::BookSide::Unspecified => return Err(RecordError::Unknown("a book side")),
        },
        debits_must_not_exceed_credits: opened.debits_must_not_exceed_credits,
        credits_must_not_exceed_debits: opened.credits_must_not_exceed_debits,
        ceiling: opened.ceiling,
    })
}

fn currency(code: &str) -> Result<Currency, RecordError> {
    Currency::parse(code).ok_or(RecordError::Unknown("a currency"))
}
