//! What the server serves, and its limits.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use command_handler::Handle;
use metrics_exporter_prometheus::PrometheusHandle;
use projections::ReadModels;
use reports::{RevenueTerms, SpendingTerms};

use crate::auth::Tokens;
use crate::problem::Problem;
use crate::public::{Editions, Public};
use crate::snap::Snap;
use crate::telemetry;
use crate::trail::Trail;
use crate::vault::SharedVault;

/// One book: where its events go and where its figures come from.
#[derive(Clone)]
pub struct ServedBook {
    /// The running command handler.
    pub handle: Handle,
    /// The read models, which a projection builder keeps up with the log.
    pub reads: ReadModels,
}

/// The server's limits, in one place.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Largest request body, in bytes. Newline-delimited streams have no such limit; each of their lines has.
    pub body_bytes_max: usize,
    /// Longest line of a stream, in bytes: the largest event with room to spare.
    pub line_bytes_max: usize,
    /// Most events in one batch.
    pub batch_events_max: usize,
    /// Longest a request may take. Streams may take longer, but not pause longer.
    pub request_time_max: Duration,
    /// Longest that a read with `min_position` waits for the read models.
    pub wait_time_max: Duration,
    /// Read models further behind than this many positions make the server not ready.
    pub ready_lag_max: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            body_bytes_max: 16 * 1024 * 1024,
            line_bytes_max: 1024 * 1024,
            batch_events_max: 10_000,
            request_time_max: Duration::from_secs(30),
            wait_time_max: Duration::from_secs(3),
            ready_lag_max: 100_000,
        }
    }
}

/// Everything that requests share.
pub struct ServerState {
    pub(crate) books: BTreeMap<String, ServedBook>,
    pub(crate) tokens: Tokens,
    pub(crate) limits: Limits,
    pub(crate) metrics: PrometheusHandle,
    pub(crate) trail: Option<Trail>,
    pub(crate) paper: documents::Paper,
    pub(crate) revenue_terms: Option<Arc<RevenueTerms>>,
    pub(crate) spending_terms: Option<Arc<SpendingTerms>>,
    pub(crate) vault: Option<SharedVault>,
    pub(crate) snap: Option<Snap>,
    pub(crate) public: Option<Arc<Editions>>,
}

/// As handlers get it.
pub(crate) type App = Arc<ServerState>;

impl ServerState {
    /// A state that serves these books, each under its handle's name, to bearers of these tokens.
    pub fn new(books: impl IntoIterator<Item = ServedBook>, tokens: Tokens) -> Self {
        let books = books.into_iter().map(|book| (book.handle.book().to_owned(), book)).collect();
        Self {
            books,
            tokens,
            limits: Limits::default(),
            metrics: telemetry::recorder(),
            trail: None,
            paper: documents::Paper::default(),
            revenue_terms: None,
            spending_terms: None,
            vault: None,
            snap: None,
            public: None,
        }
    }

    /// The same with other limits.
    #[must_use]
    pub fn with_limits(self, limits: Limits) -> Self {
        Self { limits, ..self }
    }

    /// The same with documents on this paper.
    #[must_use]
    pub fn with_paper(self, paper: documents::Paper) -> Self {
        Self { paper, ..self }
    }

    /// The same with reports by these terms instead of those that ship.
    #[must_use]
    pub fn with_terms(
        self,
        revenue_terms: Option<Arc<RevenueTerms>>,
        spending_terms: Option<Arc<SpendingTerms>>,
    ) -> Self {
        Self { revenue_terms, spending_terms, ..self }
    }

    /// The same with open data for everyone.
    #[must_use]
    pub fn with_public(self, public: Public) -> Self {
        Self { public: Some(Arc::new(Editions::new(public))), ..self }
    }

    /// The same with every request for something guarded recorded.
    #[must_use]
    pub fn with_trail(self, trail: Trail) -> Self {
        Self { trail: Some(trail), ..self }
    }

    /// The same with the identities behind pseudonyms.
    #[must_use]
    pub fn with_vault(self, vault: SharedVault) -> Self {
        Self { vault: Some(vault), ..self }
    }

    /// The same with partners that notify of payments.
    #[must_use]
    pub fn with_snap(self, snap: Snap) -> Self {
        Self { snap: Some(snap), ..self }
    }

    /// The SNAP partners, or the problem that there are none.
    pub(crate) fn snap(&self) -> Result<&Snap, Problem> {
        let detail = "no SNAP partner is configured on this server";
        self.snap.as_ref().ok_or_else(|| Problem::not_found("snap_missing", detail))
    }

    /// The book of a name, or the problem that there is none.
    pub(crate) fn book(&self, name: &str) -> Result<&ServedBook, Problem> {
        self.books
            .get(name)
            .ok_or_else(|| Problem::not_found("book_not_found", format!("no book \"{name}\"")))
    }
}
