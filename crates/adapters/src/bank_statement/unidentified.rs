//! Credits that nobody knows yet, as events that put them into suspense. Their identity is the account, the statement and the
//! entry, so that the same statement read again gives repeats and posts nothing twice. The statement's text may name a payer,
//! so it stays out of the event: the description says where to look.

use ledger::limits::IDENTITY_BYTES_MAX;
use sha2::{Digest, Sha256};
use wire::cloudevents::{Envelope, Event};
use wire::message::Message;
use wire::payment_v1::{Amount, JournalLine, JournalPosted, UnidentifiedReceived};

use super::{BankEntry, BankStatement};
use crate::slug::slug;

/// How the event says it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SuspenseForm {
    /// `UnidentifiedReceived`: the rulebook knows the accounts, and `ReceiptIdentified` can name the credit later.
    Rule,
    /// `JournalPosted` with these accounts, for books whose rulebook has no rule for it.
    Journal {
        /// Full name of the cash account, which is debited.
        cash: String,
        /// Full name of the suspense account, which is credited.
        suspense: String,
    },
}

/// The event of a credit; `None` when the entry is no credit. `name` is the entry's of [`BankStatement::entry_names`].
///
/// # Errors
/// When the event has no JSON form, which no event of ours lacks.
pub fn unidentified(
    statement: &BankStatement,
    entry: &BankEntry,
    name: &str,
    form: &SuspenseForm,
) -> Result<Option<Event>, serde_json::Error> {
    if entry.amount <= 0 {
        return Ok(None);
    }
    let amount = || {
        Some(Amount {
            value: statement.currency.decimal(entry.amount.into()),
            currency: statement.currency.code().to_owned(),
        })
    };
    let date = entry.booking_date.to_string();
    let reference = entry.references.iter().next().unwrap_or(name).to_owned();
    let description = format!("Kredit bank belum teridentifikasi, rekening koran {name}");
    let message = match form {
        SuspenseForm::Rule => Message::UnidentifiedReceived(UnidentifiedReceived {
            date,
            amount: amount(),
            reference,
            channel: String::new(),
            description,
        }),
        SuspenseForm::Journal { cash, suspense } => {
            let debit = JournalLine { account: cash.clone(), debit: amount(), credit: None };
            let credit = JournalLine { account: suspense.clone(), debit: None, credit: amount() };
            Message::JournalPosted(JournalPosted {
                date,
                kind: "general".to_owned(),
                description,
                reference,
                lines: vec![debit, credit],
            })
        }
    };
    let envelope = Envelope {
        id: identity(name),
        source: source(&statement.account),
        event_type: message.event_type().to_owned(),
        time: format!("{}T00:00:00+07:00", entry.booking_date),
        content_type: "application/json".to_owned(),
    };
    Ok(Some(Event { envelope, body: message.to_json()?.into() }))
}

/// The source of an account's statements.
fn source(account: &str) -> String {
    format!("urn:neraca:bank:{}", slug("", account).unwrap_or_else(|| "unnamed".to_owned()))
}

/// A name as an identity: as it is, or its digest when it is too long for one.
fn identity(name: &str) -> String {
    if name.len() <= IDENTITY_BYTES_MAX {
        return name.to_owned();
    }
    Sha256::digest(name.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}
