//! The rows of subjects: a key for each, wrapped by the master key, and the identity sealed under it. Made, replaced, opened
//! and destroyed here, inside the transactions of `vault.rs`.

use rusqlite::{Connection, OptionalExtension as _, params};

use crate::error::{Altered, VaultError};
use crate::identity::{IDENTITY_BYTES, Identity, SubjectKind};
use crate::pseudonym::Pseudonym;
use crate::seal::{KEY_BYTES, Purpose, SEAL_BYTES, SecretKey};
use crate::trail::{self, TrailEntry};

/// Bytes of a wrapped key as it is stored.
const WRAPPED_KEY_BYTES: usize = KEY_BYTES + SEAL_BYTES;

/// What the vault has of a pseudonym.
pub(crate) enum State {
    /// Nothing.
    Absent,
    /// An identity.
    There(Subject),
    /// The record that it was erased.
    Erased(TrailEntry),
}

/// The state of a pseudonym. A row that was overwritten without a record of its erasure is refused.
pub(crate) fn state(
    connection: &Connection,
    master: &SecretKey,
    pseudonym: Pseudonym,
) -> Result<State, VaultError> {
    let row = Subject::read(connection, pseudonym)?;
    let is_destroyed = row.as_ref().is_some_and(Subject::is_destroyed);
    match row {
        Some(subject) if !is_destroyed => Ok(State::There(subject)),
        _ => match trail::erasure_of(connection, master, pseudonym)? {
            Some(erasure) => Ok(State::Erased(erasure)),
            None if is_destroyed => Err(VaultError::Altered(Altered::Key(pseudonym))),
            None => Ok(State::Absent),
        },
    }
}

/// A subject as it is stored, with nothing checked.
pub(crate) struct Subject {
    pseudonym: Pseudonym,
    kind: Vec<u8>,
    wrapped_key: Vec<u8>,
    identity: Vec<u8>,
}

impl Subject {
    fn read(connection: &Connection, pseudonym: Pseudonym) -> Result<Option<Self>, VaultError> {
        let sql = "select kind, wrapped_key, identity from subjects where pseudonym = ?";
        let mut statement = connection.prepare_cached(sql)?;
        let subject = statement.query_row([pseudonym.to_string()], |row| {
            let kind = row.get_ref(0)?.as_bytes()?.to_vec();
            Ok(Self { pseudonym, kind, wrapped_key: row.get(1)?, identity: row.get(2)? })
        });
        Ok(subject.optional()?)
    }

    /// Whether [`destroy`] was here.
    fn is_destroyed(&self) -> bool {
        self.wrapped_key == [0; WRAPPED_KEY_BYTES]
    }

    /// Its kind and key, which is bound to pseudonym and kind.
    fn key(&self, master: &SecretKey) -> Result<(SubjectKind, SecretKey), VaultError> {
        let kind =
            SubjectKind::from_letter(&self.kind).ok_or(VaultError::Altered(Altered::Kind(self.pseudonym)))?;
        let key = master.open(Purpose::SubjectKey, &parts(&self.pseudonym, kind), &self.wrapped_key);
        let key = key.and_then(|bytes| SecretKey::from_bytes(&bytes));
        Ok((kind, key.ok_or(VaultError::Altered(Altered::Key(self.pseudonym)))?))
    }

    /// The identity in clear.
    pub(crate) fn open(&self, master: &SecretKey) -> Result<Identity, VaultError> {
        let (kind, key) = self.key(master)?;
        let bytes = key.open(Purpose::Identity, &parts(&self.pseudonym, kind), &self.identity);
        bytes
            .and_then(|bytes| Identity::from_bytes(kind, &bytes))
            .ok_or(VaultError::Altered(Altered::Identity(self.pseudonym)))
    }

    /// Seals a newer identity under the key that is there.
    pub(crate) fn replace(
        &self,
        connection: &Connection,
        master: &SecretKey,
        identity: &Identity,
    ) -> Result<(), VaultError> {
        let (kind, key) = self.key(master)?;
        if kind != identity.kind {
            return Err(VaultError::KindDiffers { pseudonym: self.pseudonym, there: kind });
        }
        let sealed = key.seal(Purpose::Identity, &parts(&self.pseudonym, kind), &identity.to_bytes())?;
        let sql = "update subjects set identity = ? where pseudonym = ?";
        connection.execute(sql, params![sealed, self.pseudonym.to_string()])?;
        Ok(())
    }
}

/// A subject under a fresh key: a new row, or that of an erasure.
pub(crate) fn insert(
    connection: &Connection,
    master: &SecretKey,
    pseudonym: Pseudonym,
    identity: &Identity,
) -> Result<(), VaultError> {
    let key = SecretKey::draw()?;
    let parts = parts(&pseudonym, identity.kind);
    let wrapped_key = master.seal(Purpose::SubjectKey, &parts, key.as_bytes())?;
    let sealed = key.seal(Purpose::Identity, &parts, &identity.to_bytes())?;
    connection.execute(
        "insert into subjects (pseudonym, kind, wrapped_key, identity) values (?, ?, ?, ?)
            on conflict (pseudonym) do update
            set kind = excluded.kind, wrapped_key = excluded.wrapped_key, identity = excluded.identity",
        params![pseudonym.to_string(), identity.kind.letter(), wrapped_key, sealed],
    )?;
    Ok(())
}

/// All pseudonyms that have a row, those of erased subjects too, in the order in which they came; at most `limit` of them.
pub(crate) fn pseudonyms(connection: &Connection, limit: u32) -> Result<Vec<Pseudonym>, VaultError> {
    let mut statement =
        connection.prepare_cached("select pseudonym from subjects order by number limit ?")?;
    let texts = statement.query_map([limit], |row| row.get::<_, String>(0))?;
    let mut pseudonyms = Vec::new();
    for (index, text) in texts.enumerate() {
        let number = index as i64 + 1;
        pseudonyms.push(text?.parse().map_err(|_| VaultError::Altered(Altered::Pseudonym(number)))?);
    }
    Ok(pseudonyms)
}

/// Overwrites key and identity with zeros of the same length, which SQLite writes where they lie. `false` when there is no
/// row. Nothing is opened, so that what is damaged can be erased too.
pub(crate) fn destroy(connection: &Connection, pseudonym: Pseudonym) -> Result<bool, VaultError> {
    let sql = "update subjects set wrapped_key = zeroblob(?), identity = zeroblob(?) where pseudonym = ?";
    let (key, identity) = (WRAPPED_KEY_BYTES as i64, (IDENTITY_BYTES + SEAL_BYTES) as i64);
    Ok(connection.execute(sql, params![key, identity, pseudonym.to_string()])? > 0)
}

/// What both seals of a subject are bound to, so that no row can stand in for another.
fn parts(pseudonym: &Pseudonym, kind: SubjectKind) -> [&[u8]; 2] {
    [pseudonym.as_bytes(), kind.as_str().as_bytes()]
}
