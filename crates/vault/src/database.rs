//! The file `vault.sqlite`: its layout, and the settings that make SQLite forget what was deleted.

use std::fs::OpenOptions;
use std::io;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;
use std::time::Duration;

use rusqlite::{Connection, OptionalExtension as _, TransactionBehavior};

use crate::error::VaultError;
use crate::master_key::{self, FILE_MODE, file_error};
use crate::seal::{Purpose, SecretKey};

/// `secure_delete` overwrites what is deleted with zeros; nothing goes to temporary files, which nobody would overwrite;
/// `full` waits for the disk at each commit, since a record must be durable before its clear text is shown.
const SETTINGS: &str = "pragma journal_mode = wal; pragma synchronous = full; pragma secure_delete = on;
    pragma temp_store = memory; pragma trusted_schema = off;";

/// `subjects` is laid out so that SQLite never moves a row: numbers only grow, all rows have one size, and none is deleted; an
/// erased one is overwritten with zeros where it lies. Rows that move from page to page when pages split or merge
/// leave copies in the gaps, which even `secure_delete` does not overwrite.
///
/// `key_check` tells whether a master key is this database's. The trail can't be changed or shortened by SQL.
const SCHEMA: &str = "
    create table key_check (only integer primary key check (only = 1), seal blob not null) strict;
    create table subjects (
        number integer primary key,
        pseudonym text not null unique,
        kind text not null,
        wrapped_key blob not null,
        identity blob not null
    ) strict;
    create table trail (
        number integer primary key,
        act text not null,
        pseudonym text not null,
        who text not null,
        reason text not null,
        at_unix_ms integer not null,
        seal blob not null
    ) strict;
    create index trail_pseudonym on trail (pseudonym);
    create index trail_at on trail (at_unix_ms);
    create trigger trail_is_not_changed before update on trail
        begin select raise(abort, 'the trail only grows'); end;
    create trigger trail_is_not_shortened before delete on trail
        begin select raise(abort, 'the trail only grows'); end;
    pragma user_version = 1;";

/// Layout of this version; 0 is a file in which nothing is yet.
const LAYOUT: i64 = 1;

/// Others hold a lock for one short transaction.
const WAIT: Duration = Duration::from_secs(5);

/// Opens the database, and makes it when it is missing. The caller holds the folder's lock.
pub(crate) fn open(path: &Path) -> Result<Connection, VaultError> {
    // Made here and not by SQLite, which would take the mode from the umask; the log beside it takes the file's.
    match OpenOptions::new().write(true).create_new(true).mode(FILE_MODE).open(path) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => return Err(file_error(path)(error)),
        _ => master_key::refuse_others(path, FILE_MODE)?,
    }
    let mut connection = Connection::open(path)?;
    connection.busy_timeout(WAIT)?;
    connection.execute_batch(SETTINGS)?;
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    match transaction.pragma_query_value(None, "user_version", |row| row.get(0))? {
        0 => transaction.execute_batch(SCHEMA)?,
        LAYOUT => {}
        found => return Err(VaultError::Layout { path: path.to_owned(), found, known: LAYOUT }),
    }
    transaction.commit()?;
    Ok(connection)
}

/// Whether a master key was bound to this database, and whether it is this one.
pub(crate) enum KeyCheck {
    /// No key yet: the vault is being made.
    None,
    /// It is this one.
    Right,
    /// It is another one.
    Wrong,
}

/// Compares a key, if there is one, with the key of the database.
pub(crate) fn check_key(connection: &Connection, key: Option<&SecretKey>) -> Result<KeyCheck, VaultError> {
    let seal = connection.query_row("select seal from key_check", [], |row| row.get::<_, Vec<u8>>(0));
    let Some(seal) = seal.optional()? else { return Ok(KeyCheck::None) };
    let opened = key.and_then(|key| key.open(Purpose::Check, &[], &seal));
    Ok(if opened.is_some() { KeyCheck::Right } else { KeyCheck::Wrong })
}

/// Binds the database to its key.
pub(crate) fn bind_key(connection: &Connection, key: &SecretKey) -> Result<(), VaultError> {
    let seal = key.seal(Purpose::Check, &[], b"")?;
    connection.execute("insert into key_check (only, seal) values (1, ?)", [seal])?;
    Ok(())
}

/// Moves all pages into the database and cuts the write-ahead log to nothing, so that no page that was overwritten stays
/// in it. `false` when another process reads an old page and may still need it.
pub(crate) fn empty_log(connection: &Connection) -> Result<bool, VaultError> {
    let busy: i64 = connection.query_row("pragma wal_checkpoint(truncate)", [], |row| row.get(0))?;
    Ok(busy == 0)
}
