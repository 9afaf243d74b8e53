//! What must not happen twice, in a small SQLite file: numbers that a partner used on a day, and by which payment a bill was
//! paid. It guards against confusion, not money: whatever it forgets, the log still recognises a payment that comes again.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use ledger::Date;
use rusqlite::{Connection, OptionalExtension as _, params};

/// Why the file can't be used.
#[derive(Debug, thiserror::Error)]
#[error("\"{path}\", which remembers what SNAP partners sent, can't be used: {source}", path = path.display())]
pub struct MemoryError {
    path: PathBuf,
    source: rusqlite::Error,
}

/// `full` waits for the disk, so that a bill that was paid stays paid after a loss of power.
const SCHEMA: &str = "pragma journal_mode = wal; pragma synchronous = full;
    create table if not exists external_id (
        day integer not null, partner text not null, number text not null,
        primary key (day, partner, number)
    ) strict, without rowid;
    create table if not exists bill (
        source text not null, bill text not null, payment text not null,
        primary key (source, bill)
    ) strict, without rowid;";

/// Days whose numbers are kept: today, and a day on either side of midnight for requests around it.
const DAYS_KEPT: i32 = 3;

/// Two processes may open the file for a moment when one follows the other.
const WAIT: Duration = Duration::from_secs(5);

#[derive(Clone)]
pub(super) struct Memory(Arc<Mutex<Connection>>);

/// It could not be asked or told.
#[derive(Debug, thiserror::Error)]
pub(super) enum Forgetful {
    #[error("its file fails")]
    File(#[from] rusqlite::Error),
    #[error("its thread ended")]
    Thread(#[from] tokio::task::JoinError),
}

impl Memory {
    pub(super) fn open(path: &Path) -> Result<Self, MemoryError> {
        let open = || -> rusqlite::Result<Connection> {
            let connection = Connection::open(path)?;
            connection.busy_timeout(WAIT)?;
            connection.execute_batch(SCHEMA)?;
            Ok(connection)
        };
        open()
            .map(|connection| Self(Arc::new(Mutex::new(connection))))
            .map_err(|source| MemoryError { path: path.to_owned(), source })
    }

    /// Runs something that waits for the disk where it holds up nobody else.
    pub(super) async fn ask<T: Send + 'static>(
        &self,
        ask: impl FnOnce(&Self) -> rusqlite::Result<T> + Send + 'static,
    ) -> Result<T, Forgetful> {
        let memory = self.clone();
        Ok(tokio::task::spawn_blocking(move || ask(&memory)).await??)
    }

    /// Whether a partner's request with this number was answered that day.
    pub(super) fn is_used(&self, day: Date, partner: &str, number: &str) -> rusqlite::Result<bool> {
        let sql = "select exists (select 1 from external_id where day = ? and partner = ? and number = ?)";
        self.connection().prepare_cached(sql)?.query_row(params![day.0, partner, number], |row| row.get(0))
    }

    /// Remembers that a request with this number was answered, and forgets days that are long over.
    pub(super) fn use_up(&self, day: Date, partner: &str, number: &str) -> rusqlite::Result<()> {
        let connection = self.connection();
        connection.prepare_cached("delete from external_id where day <= ?")?.execute([day.0 - DAYS_KEPT])?;
        let sql = "insert or ignore into external_id (day, partner, number) values (?, ?, ?)";
        connection.prepare_cached(sql)?.execute(params![day.0, partner, number])?;
        Ok(())
    }

    /// The payment that a bill was paid by, or is about to be.
    pub(super) fn paid_by(&self, source: &str, bill: &str) -> rusqlite::Result<Option<String>> {
        let sql = "select payment from bill where source = ? and bill = ?";
        self.connection().prepare_cached(sql)?.query_row([source, bill], |row| row.get(0)).optional()
    }

    /// Remembers by which payment a bill is about to be paid: before it is recorded, so that a crash between the two leaves a
    /// payment that the log can be asked for.
    pub(super) fn claim(&self, source: &str, bill: &str, payment: &str) -> rusqlite::Result<()> {
        let sql = "insert into bill (source, bill, payment) values (?, ?, ?)
            on conflict (source, bill) do update set payment = excluded.payment";
        self.connection().prepare_cached(sql)?.execute([source, bill, payment])?;
        Ok(())
    }

    /// A thread that panicked within a statement left no half of one: SQLite's transactions see to that.
    fn connection(&self) -> MutexGuard<'_, Connection> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_used_once_a_day_by_each_partner_also_after_a_restart() {
        let folder = testkit::temp_dir();
        let path = folder.path().join("snap.sqlite");
        let (one, two) = (Date(20_000), Date(20_001));
        let memory = Memory::open(&path).unwrap();
        assert!(!memory.is_used(one, "bpd", "1").unwrap());
        memory.use_up(one, "bpd", "1").unwrap();
        drop(memory);
        let memory = Memory::open(&path).unwrap();
        assert!(memory.is_used(one, "bpd", "1").unwrap());
        assert!(!memory.is_used(one, "bpd", "01").unwrap(), "another text is another number");
        assert!(!memory.is_used(one, "other", "1").unwrap() && !memory.is_used(two, "bpd", "1").unwrap());
        memory.use_up(Date(20_003), "bpd", "1").unwrap();
        assert!(!memory.is_used(one, "bpd", "1").unwrap(), "long over");
    }

    #[test]
    fn a_bill_has_the_payment_that_claimed_it_last() {
        let folder = testkit::temp_dir();
        let memory = Memory::open(&folder.path().join("snap.sqlite")).unwrap();
        assert_eq!(memory.paid_by("s", "b").unwrap(), None);
        memory.claim("s", "b", "p-1").unwrap();
        memory.claim("s", "b", "p-2").unwrap();
        assert_eq!(memory.paid_by("s", "b").unwrap().as_deref(), Some("p-2"));
        assert_eq!(memory.paid_by("other", "b").unwrap(), None);
    }
}
