//! A connection under one of the log's roles, with its prepared statements, and the pool of those that read.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use tokio::sync::Semaphore;
use tokio_postgres::{Client, Statement};

use super::address::Address;
use super::failed;
use crate::error::StoreError;

/// Readers of one process at most, so that a crowd of requests queues here and not in the server's process table.
const READERS_MAX: usize = 8;

/// `jit` compiles longer than any of these statements runs. Sorting and bitmaps are made the last resort, because on a log that
/// was never analysed the planner would rather sort everything after a position than walk the key to the limit: each
/// read of the next thousand records then reads the whole rest. The timeout frees the head row when a writer froze.
const SETTINGS: &str = "set search_path = neraca_log; set jit = off; set enable_sort = off;
    set enable_bitmapscan = off; set idle_in_transaction_session_timeout = '30s'";

/// The roles of the log. `deploy/postgres/roles.sql` and the migrations name the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// Owns schema and tables; only migrations use it.
    Owner,
    /// Appends.
    Writer,
    /// Reads the log to build read models.
    Projector,
    /// Reads the log.
    Auditor,
}

impl Role {
    pub(super) const ALL: [Role; 4] = [Role::Owner, Role::Writer, Role::Projector, Role::Auditor];

    /// Those that may read, the one with the fewest rights first.
    pub(super) const READING: [Role; 4] = [Role::Auditor, Role::Projector, Role::Writer, Role::Owner];

    pub(super) const fn name(self) -> &'static str {
        match self {
            Role::Owner => "neraca_owner",
            Role::Writer => "neraca_writer",
            Role::Projector => "neraca_projector",
            Role::Auditor => "neraca_auditor",
        }
    }
}

/// A connection that works under one role.
pub(super) struct Session {
    pub(super) client: Client,
    statements: Mutex<HashMap<&'static str, Statement>>,
}

impl Session {
    /// Connects and steps down to the role at once, so that even an owner's URL runs with least rights.
    pub(super) async fn open(address: &Address, role: Role) -> Result<Self, StoreError> {
        let client = address.connect().await?;
        let settings = format!("set role {}; {SETTINGS}", role.name());
        client.batch_execute(&settings).await.map_err(failed("taking a role"))?;
        Ok(Session { client, statements: Mutex::default() })
    }

    /// The statement, prepared on this connection when first asked for.
    pub(super) async fn prepared(&self, sql: &'static str) -> Result<Statement, tokio_postgres::Error> {
        let known = self.statements.lock().unwrap_or_else(PoisonError::into_inner).get(sql).cloned();
        if let Some(statement) = known {
            return Ok(statement);
        }
        let statement = self.client.prepare(sql).await?;
        self.statements.lock().unwrap_or_else(PoisonError::into_inner).insert(sql, statement.clone());
        Ok(statement)
    }
}

/// Connections that read.
pub(super) struct Readers {
    address: Address,
    role: Role,
    idle: Mutex<Vec<Session>>,
    permits: Semaphore,
}

impl Readers {
    pub(super) fn new(address: Address, role: Role) -> Self {
        Readers { address, role, idle: Mutex::default(), permits: Semaphore::new(READERS_MAX) }
    }

    /// Runs a query on a connection of its own. The connection goes back only after success: one that failed, or whose
    /// caller went away, may still have answers under way.
    pub(super) async fn with<T>(
        &self,
        query: impl AsyncFnOnce(&Session) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let _permit = self.permits.acquire().await.expect("the semaphore is never closed");
        let session = match self.take() {
            Some(session) => session,
            None => Session::open(&self.address, self.role).await?,
        };
        let answer = query(&session).await?;
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(session);
        Ok(answer)
    }

    fn take(&self) -> Option<Session> {
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        while let Some(session) = idle.pop() {
            if !session.client.is_closed() {
                return Some(session);
            }
        }
        None
    }
}
