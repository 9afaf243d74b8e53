//! The trail: who unmasked, erased or readmitted whom, when and why. Entries are only ever added; each is sealed together
//! with the seal of the one before it, so that a changed or missing one shows. Entries cut off at the end do not:
//! the caller also writes what was done into the access trail, which is a log of its own.

use std::fmt;

use rusqlite::{Connection, OptionalExtension as _, Row, params};

use crate::error::{Altered, VaultError};
use crate::pseudonym::Pseudonym;
use crate::seal::{Purpose, SecretKey};

/// Who asks for something that is recorded, why, and when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Request<'a> {
    /// The person who asks, by the name under which they are known to the server.
    pub who: &'a str,
    /// Why, such as the number of a case. It is kept in clear and outlives the subject, so it must not name them.
    pub reason: &'a str,
    /// When, in milliseconds since 1970 UTC.
    pub at_unix_ms: i64,
}

/// What was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Act {
    /// An identity was shown in clear.
    Unmask,
    /// A subject's key and identity were destroyed.
    Erase,
    /// A subject who had been erased was put again.
    Readmit,
}

/// An entry of the trail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrailEntry {
    /// Its place in the trail, from 1.
    pub number: i64,
    /// What was done.
    pub act: Act,
    /// To whom.
    pub pseudonym: Pseudonym,
    /// Who asked.
    pub who: String,
    /// Why.
    pub reason: String,
    /// When, in milliseconds since 1970 UTC, as the caller gave it.
    pub at_unix_ms: i64,
}

/// Longest name of who asks and longest reason, in bytes.
const TEXT_BYTES_MAX: usize = 1_000;

/// With the seal of the entry before, which an entry's own seal is bound to.
const SELECT: &str = "select t.number, t.act, t.pseudonym, t.who, t.reason, t.at_unix_ms, t.seal, before.seal
    from trail t left join trail before on before.number = t.number - 1";

impl Act {
    /// As it is stored and shown.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Unmask => "unmask",
            Self::Erase => "erase",
            Self::Readmit => "readmit",
        }
    }

    fn parse(text: &str) -> Option<Self> {
        [Self::Unmask, Self::Erase, Self::Readmit].into_iter().find(|act| act.as_str() == text)
    }
}

impl fmt::Display for Act {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Request<'_> {
    /// Refuses a request that nobody could account for later.
    pub(crate) fn check(&self) -> Result<(), VaultError> {
        for (field, text) in [("who asks", self.who), ("the reason", self.reason)] {
            let problem = if text.trim().is_empty() {
                "it is empty".to_owned()
            } else if text.len() > TEXT_BYTES_MAX {
                format!("it has {} bytes, and at most {TEXT_BYTES_MAX} are kept", text.len())
            } else if text.chars().any(char::is_control) {
                "it has a control character such as a line end".to_owned()
            } else {
                continue;
            };
            return Err(VaultError::Unaccounted { field, problem });
        }
        Ok(())
    }
}

/// Adds an entry, in the transaction of what it records. The request was checked.
pub(crate) fn append(
    connection: &Connection,
    key: &SecretKey,
    act: Act,
    pseudonym: Pseudonym,
    request: &Request<'_>,
) -> Result<(), VaultError> {
    let last = "select number, seal from trail order by number desc limit 1";
    let last = connection.query_row(last, [], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, Vec<u8>>(1)?)));
    let (number, before) = last.optional()?.map_or((1, Vec::new()), |(number, seal)| (number + 1, seal));
    let entry = TrailEntry {
        number,
        act,
        pseudonym,
        who: request.who.trim().to_owned(),
        reason: request.reason.trim().to_owned(),
        at_unix_ms: request.at_unix_ms,
    };
    let seal = key.seal(Purpose::Trail, &bound(&entry, &before).each_ref().map(Vec::as_slice), b"")?;
    connection.execute(
        "insert into trail (number, act, pseudonym, who, reason, at_unix_ms, seal) values (?, ?, ?, ?, ?, ?, ?)",
        params![number, act.as_str(), pseudonym.to_string(), entry.who, entry.reason, entry.at_unix_ms, seal],
    )?;
    Ok(())
}

/// What was done from one time until before another, in the order of the trail.
pub(crate) fn between(
    connection: &Connection,
    key: &SecretKey,
    from_unix_ms: i64,
    to_unix_ms: i64,
) -> Result<Vec<TrailEntry>, VaultError> {
    let sql = format!("{SELECT} where t.at_unix_ms >= ? and t.at_unix_ms < ? order by t.number");
    let mut statement = connection.prepare_cached(&sql)?;
    let mut rows = statement.query(params![from_unix_ms, to_unix_ms])?;
    let mut entries = Vec::new();
    while let Some(row) = rows.next()? {
        entries.push(verified(row, key)?);
    }
    Ok(entries)
}

/// The erasure of a subject who is erased; `None` for one who never was, or was readmitted since.
pub(crate) fn erasure_of(
    connection: &Connection,
    key: &SecretKey,
    pseudonym: Pseudonym,
) -> Result<Option<TrailEntry>, VaultError> {
    let sql = format!(
        "{SELECT} where t.pseudonym = ? and t.act in ('erase', 'readmit') order by t.number desc limit 1"
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let mut rows = statement.query([pseudonym.to_string()])?;
    let last = rows.next()?.map(|row| verified(row, key)).transpose()?;
    Ok(last.filter(|entry| entry.act == Act::Erase))
}

/// An entry whose seal fits to it and to the entry before it.
fn verified(row: &Row<'_>, key: &SecretKey) -> Result<TrailEntry, VaultError> {
    let number = row.get(0)?;
    opened(row, key, number).ok_or(VaultError::Altered(Altered::Trail(number)))
}

/// The entry; `None` when it is not as it was written, also when its text is none any more.
fn opened(row: &Row<'_>, key: &SecretKey, number: i64) -> Option<TrailEntry> {
    let text = |at: usize| row.get::<_, String>(at).ok();
    let entry = TrailEntry {
        number,
        act: Act::parse(&text(1)?)?,
        pseudonym: text(2)?.parse().ok()?,
        who: text(3)?,
        reason: text(4)?,
        at_unix_ms: row.get(5).ok()?,
    };
    let seal: Vec<u8> = row.get(6).ok()?;
    let before = row.get::<_, Option<Vec<u8>>>(7).ok()?.unwrap_or_default();
    key.open(Purpose::Trail, &bound(&entry, &before).each_ref().map(Vec::as_slice), &seal)?;
    Some(entry)
}

/// What an entry's seal is bound to: all of it, and the seal before it, which is empty for the first.
fn bound(entry: &TrailEntry, before: &[u8]) -> [Vec<u8>; 7] {
    [
        entry.number.to_le_bytes().to_vec(),
        entry.act.as_str().into(),
        entry.pseudonym.as_bytes().to_vec(),
        entry.who.as_str().into(),
        entry.reason.as_str().into(),
        entry.at_unix_ms.to_le_bytes().to_vec(),
        before.to_vec(),
    ]
}
