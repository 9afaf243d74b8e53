//! The operations of the vault, each one transaction.

use std::fs::OpenOptions;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;

use adapters::{Person, PseudonymKey};
use rusqlite::{Connection, Transaction, TransactionBehavior};

use crate::database::{self, KeyCheck};
use crate::error::{Altered, VaultError};
use crate::identity::{Attributes, Identity, SubjectKind};
use crate::masking::Masked;
use crate::master_key::{self, FILE_MODE, file_error};
use crate::pseudonym::Pseudonym;
use crate::seal::SecretKey;
use crate::subject::{self, State};
use crate::trail::{self, Act, Request, TrailEntry};

/// What [`Vault::verify`] found in order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Verified {
    /// Subjects whose identity opens.
    pub subjects: usize,
    /// Subjects who were erased.
    pub erased: usize,
    /// Entries of the trail.
    pub trail_entries: usize,
}

/// So many subjects are tried to find one that is not erased, when a vault is opened.
const SAMPLE: u32 = 100;

/// The identities of a ledger's subjects, in a folder of their own.
pub struct Vault {
    connection: Connection,
    master: SecretKey,
    pseudonyms: PseudonymKey,
}

impl std::fmt::Debug for Vault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Vault(secret)")
    }
}

impl Vault {
    /// Opens the vault of a folder, and makes folder, `vault.key` and `vault.sqlite` when none of them is there. The
    /// pseudonym key is the one that events are imported with. An erasure that a crash cut off after its commit is finished.
    ///
    /// # Errors
    /// When others may read the folder or its files, a file is missing or of another vault, or can't be used.
    pub fn open(folder: &Path, pseudonyms: PseudonymKey) -> Result<Self, VaultError> {
        master_key::private_folder(folder)?;
        let [lock_path, key_path, database_path] =
            ["vault.lock", "vault.key", "vault.sqlite"].map(|name| folder.join(name));
        let lock = OpenOptions::new().create(true).append(true).mode(FILE_MODE).open(&lock_path);
        let lock = lock.map_err(file_error(&lock_path))?;
        // Held until the end of this function: of two processes that begin a vault, one makes the key.
        lock.lock().map_err(file_error(&lock_path))?;
        master_key::sweep(&key_path)?;
        let key = master_key::load(&key_path)?;
        if key.is_some() && !database_path.exists() {
            return Err(VaultError::DatabaseMissing(database_path));
        }
        let connection = database::open(&database_path)?;
        let master = match (database::check_key(&connection, key.as_ref())?, key) {
            (KeyCheck::Right, Some(key)) => key,
            (KeyCheck::Wrong, Some(_)) => return Err(VaultError::WrongKey(key_path)),
            (KeyCheck::None, key) => {
                let key = key.map_or_else(|| master_key::create(&key_path), Ok)?;
                database::bind_key(&connection, &key)?;
                key
            }
            (_, None) => return Err(VaultError::KeyMissing(key_path)),
        };
        let vault = Self { connection, master, pseudonyms };
        vault.check_pseudonym_key()?;
        // When another process is reading, that process or the next erasure empties the log.
        database::empty_log(&vault.connection)?;
        Ok(vault)
    }

    /// Whether a folder has a vault, or what is left of one.
    ///
    /// # Errors
    /// When the folder can't be looked into.
    pub fn exists(folder: &Path) -> Result<bool, VaultError> {
        let [key, database] = ["vault.key", "vault.sqlite"].map(|name| folder.join(name));
        Ok(key.try_exists().map_err(file_error(&key))?
            || database.try_exists().map_err(file_error(&database))?)
    }

    /// The pseudonym that events carry for a value; the value need not be in the vault.
    ///
    /// # Errors
    /// When the value is not what its kind says.
    pub fn pseudonym(&self, kind: SubjectKind, value: &str) -> Result<Pseudonym, VaultError> {
        self.name(&Identity::new(kind, value, &Attributes::default())?)
    }

    /// Seals an identity. The same subject again is replaced under its own key.
    ///
    /// # Errors
    /// When a text is malformed, the subject was erased, or is in the vault as another kind.
    pub fn put(
        &mut self,
        kind: SubjectKind,
        value: &str,
        attributes: &Attributes,
    ) -> Result<Pseudonym, VaultError> {
        let identity = Identity::new(kind, value, attributes)?;
        let pseudonym = self.name(&identity)?;
        let (transaction, master) = self.begin()?;
        match subject::state(&transaction, master, pseudonym)? {
            State::There(subject) => subject.replace(&transaction, master, &identity)?,
            State::Erased(erasure) => return Err(erased(&erasure)),
            State::Absent => subject::insert(&transaction, master, pseudonym, &identity)?,
        }
        transaction.commit()?;
        Ok(pseudonym)
    }

    /// Keeps what events and notifications say of people, all of them or none: who is new is sealed, of who is known is added
    /// what is new. Who was erased stays erased, for only a readmission with its reason undoes that. Gives how many rows were
    /// written.
    ///
    /// # Errors
    /// When what is stored of somebody was altered, or the database fails; nothing is kept then.
    pub fn note(&mut self, people: &[Person]) -> Result<usize, VaultError> {
        let named: Vec<(Pseudonym, Identity)> = people
            .iter()
            .filter_map(Identity::noted)
            .map(|identity| Ok((self.name(&identity)?, identity)))
            .collect::<Result<_, VaultError>>()?;
        let (transaction, master) = self.begin()?;
        let mut written = 0;
        for (pseudonym, identity) in &named {
            match subject::state(&transaction, master, *pseudonym)? {
                State::Erased(_) => {}
                State::Absent => {
                    subject::insert(&transaction, master, *pseudonym, identity)?;
                    written += 1;
                }
                State::There(subject) => {
                    let mut known = subject.open(master)?;
                    if known.learn(identity) {
                        subject.replace(&transaction, master, &known)?;
                        written += 1;
                    }
                }
            }
        }
        transaction.commit()?;
        Ok(written)
    }

    /// Seals the identity of somebody who was erased, under a fresh key, and records who asked and why.
    ///
    /// # Errors
    /// When the subject was not erased, or a text is malformed or missing.
    pub fn readmit(
        &mut self,
        kind: SubjectKind,
        value: &str,
        attributes: &Attributes,
        request: &Request<'_>,
    ) -> Result<Pseudonym, VaultError> {
        request.check()?;
        let identity = Identity::new(kind, value, attributes)?;
        let pseudonym = self.name(&identity)?;
        let (transaction, master) = self.begin()?;
        let State::Erased(_) = subject::state(&transaction, master, pseudonym)? else {
            return Err(VaultError::NotErased(pseudonym));
        };
        subject::insert(&transaction, master, pseudonym, &identity)?;
        trail::append(&transaction, master, Act::Readmit, pseudonym, request)?;
        transaction.commit()?;
        Ok(pseudonym)
    }

    /// An identity in clear. Who asked, why and when is durable before it is returned.
    ///
    /// # Errors
    /// When who or why is missing, nobody has the pseudonym, the subject was erased, or what is stored was altered;
    /// nothing is recorded then.
    pub fn unmask(&mut self, pseudonym: Pseudonym, request: &Request<'_>) -> Result<Identity, VaultError> {
        request.check()?;
        let (transaction, master) = self.begin()?;
        let identity = identity_of(&transaction, master, pseudonym)?;
        trail::append(&transaction, master, Act::Unmask, pseudonym, request)?;
        transaction.commit()?;
        Ok(identity)
    }

    /// What may be shown of somebody without a record: `1608**********01` for a number, `B. S.` for a name.
    ///
    /// # Errors
    /// When nobody has the pseudonym, the subject was erased, or what is stored was altered.
    pub fn masked(&self, pseudonym: Pseudonym) -> Result<Masked, VaultError> {
        Ok(Masked::of(&identity_of(&self.connection, &self.master, pseudonym)?))
    }

    /// Destroys a subject's key and sealed identity and records who asked and why. To erase again changes nothing, but
    /// empties the write-ahead log if that was not possible before. Returns the record of the erasure.
    ///
    /// # Errors
    /// When who or why is missing or nobody has the pseudonym; [`VaultError::Lingers`] when it is done, but another process
    /// keeps the old bytes in the write-ahead log.
    pub fn erase(&mut self, pseudonym: Pseudonym, request: &Request<'_>) -> Result<TrailEntry, VaultError> {
        request.check()?;
        let (transaction, master) = self.begin()?;
        if trail::erasure_of(&transaction, master, pseudonym)?.is_none() {
            if !subject::destroy(&transaction, pseudonym)? {
                return Err(VaultError::Unknown(pseudonym));
            }
            trail::append(&transaction, master, Act::Erase, pseudonym, request)?;
        }
        let erasure = trail::erasure_of(&transaction, master, pseudonym)?;
        let erasure = erasure.ok_or(VaultError::Unknown(pseudonym))?;
        transaction.commit()?;
        if database::empty_log(&self.connection)? { Ok(erasure) } else { Err(VaultError::Lingers(pseudonym)) }
    }

    /// Who was unmasked by whom and why, from one time until before another, in milliseconds since 1970 UTC.
    ///
    /// # Errors
    /// When an entry was altered or removed.
    pub fn unmaskings(&self, from_unix_ms: i64, to_unix_ms: i64) -> Result<Vec<TrailEntry>, VaultError> {
        let mut entries = self.trail(from_unix_ms, to_unix_ms)?;
        entries.retain(|entry| entry.act == Act::Unmask);
        Ok(entries)
    }

    /// All that was recorded, like [`Vault::unmaskings`] with erasures and readmissions.
    ///
    /// # Errors
    /// When an entry was altered or removed.
    pub fn trail(&self, from_unix_ms: i64, to_unix_ms: i64) -> Result<Vec<TrailEntry>, VaultError> {
        trail::between(&self.connection, &self.master, from_unix_ms, to_unix_ms)
    }

    /// Opens everything that is sealed and walks the trail from end to end.
    ///
    /// # Errors
    /// With the first thing that is not as it was written.
    pub fn verify(&self) -> Result<Verified, VaultError> {
        let mut verified =
            Verified { trail_entries: self.trail(i64::MIN, i64::MAX)?.len(), ..Verified::default() };
        for pseudonym in subject::pseudonyms(&self.connection, u32::MAX)? {
            match subject::state(&self.connection, &self.master, pseudonym)? {
                State::There(subject) => {
                    if self.name(&subject.open(&self.master)?)? != pseudonym {
                        return Err(VaultError::Altered(Altered::Person(pseudonym)));
                    }
                    verified.subjects += 1;
                }
                State::Erased(_) => verified.erased += 1,
                // Its row was there a moment ago, and rows are never deleted.
                State::Absent => return Err(VaultError::Altered(Altered::Key(pseudonym))),
            }
        }
        Ok(verified)
    }

    /// Asks the first subjects whether their pseudonyms are of this key. One that can't be opened is told when it is asked for.
    fn check_pseudonym_key(&self) -> Result<(), VaultError> {
        for pseudonym in subject::pseudonyms(&self.connection, SAMPLE)? {
            if let Ok(State::There(subject)) = subject::state(&self.connection, &self.master, pseudonym)
                && let Ok(identity) = subject.open(&self.master)
            {
                let is_ours = self.name(&identity)? == pseudonym;
                return if is_ours { Ok(()) } else { Err(VaultError::OtherPseudonymKey) };
            }
        }
        Ok(())
    }

    fn name(&self, identity: &Identity) -> Result<Pseudonym, VaultError> {
        let empty = |_| VaultError::Malformed { field: "value", problem: "is empty".to_owned() };
        self.pseudonyms.of(&identity.value).parse().map_err(empty)
    }

    /// A transaction that writes, so that nothing it reads changes before it commits; and the key beside it.
    fn begin(&mut self) -> Result<(Transaction<'_>, &SecretKey), VaultError> {
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        Ok((transaction, &self.master))
    }
}

fn identity_of(
    connection: &Connection,
    master: &SecretKey,
    pseudonym: Pseudonym,
) -> Result<Identity, VaultError> {
    match subject::state(connection, master, pseudonym)? {
        State::There(subject) => subject.open(master),
        State::Erased(erasure) => Err(erased(&erasure)),
        State::Absent => Err(VaultError::Unknown(pseudonym)),
    }
}

fn erased(erasure: &TrailEntry) -> VaultError {
    VaultError::Erased { pseudonym: erasure.pseudonym, at_unix_ms: erasure.at_unix_ms }
}
