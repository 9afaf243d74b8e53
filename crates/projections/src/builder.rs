//! The projection builder: follows the log of one book and keeps its read models, a batch at a time.
//!
//! Three things go on at once while it catches up: the log is read (`reading`), the batch before is folded in
//! memory, and the one before that is written, with the position it leads to, in one transaction. A builder that is killed
//! anywhere starts again from that position. `fill` does the same for tables that nobody reads yet.

use std::sync::Arc;
use std::time::Duration;

use event_store::{EventStore, Record};
use tokio::sync::watch;
use tokio::task::JoinHandle;

use crate::database::{Applied, Database, Step};
use crate::error::ProjectionError;
use crate::fold::{Fold, Unfit};
use crate::proposed;
use crate::reading::{decode, read_ahead};
use crate::schema::LINE;
use crate::state::State;
use crate::touched::Touched;
use crate::value::Value;

/// How long one wait for new records lasts before the shutdown flag is looked at anyway.
const WAIT: Duration = Duration::from_secs(1);

/// How long to wait before trying again what may pass.
const RETRY: Duration = Duration::from_millis(200);

/// Records in a batch at most. Large ones touch each balance row less often; this many are about 10 MiB in memory.
const BATCH_RECORDS: usize = 16_384;

/// Keeps the read models of one book.
pub struct ProjectionBuilder {
    store: Arc<dyn EventStore>,
    database: Database,
    book: String,
    generation: i64,
    /// Absent after an error: what is durable is then read back from the tables.
    state: Option<State>,
    position: watch::Sender<u64>,
    keyed: bool,
}

impl ProjectionBuilder {
    /// Starts from where the read models of this book stand.
    ///
    /// # Errors
    /// [`ProjectionError::NoBook`] when the log has no such book; those of log and database.
    pub async fn open(
        store: Arc<dyn EventStore>,
        database: Database,
        book: &str,
    ) -> Result<Self, ProjectionError> {
        let generation = database.generation().await?;
        let (position, _) = watch::channel(0);
        let book = book.to_owned();
        let mut builder = Self { store, database, book, generation, state: None, position, keyed: false };
        builder.load().await?;
        Ok(builder)
    }

    /// The position that the read models include, durably.
    #[must_use]
    pub fn position(&self) -> u64 {
        *self.position.borrow()
    }

    /// Tells of every move of the position.
    #[must_use]
    pub fn watch(&self) -> watch::Receiver<u64> {
        self.position.subscribe()
    }

    /// Folds everything up to the head as it is now, and gives the position reached.
    ///
    /// # Errors
    /// A record that this version does not know stops it, at the record before; see [`ProjectionError`].
    pub async fn catch_up(&mut self) -> Result<u64, ProjectionError> {
        let head = self.store.head(&self.book).await?;
        self.catch_up_to(head.position).await
    }

    /// Folds everything up to a position that the log has.
    ///
    /// # Errors
    /// As [`ProjectionBuilder::catch_up`].
    pub async fn catch_up_to(&mut self, until: u64) -> Result<u64, ProjectionError> {
        let (_never, open) = watch::channel(false);
        self.catch_up_unless(until, &open).await?;
        Ok(self.position())
    }

    /// Follows the log until told to stop. What may pass is tried again; everything else ends it.
    ///
    /// # Errors
    /// As [`ProjectionBuilder::catch_up`].
    pub async fn follow(&mut self, mut shutdown: watch::Receiver<bool>) -> Result<(), ProjectionError> {
        while !*shutdown.borrow() {
            let step = async {
                let head = self.store.wait_beyond(&self.book, self.position(), WAIT).await?;
                Ok::<_, ProjectionError>(head.position)
            };
            let until = tokio::select! {
                _ = shutdown.wait_for(|stop| *stop) => return Ok(()),
                until = step => until,
            };
            let done = match until {
                Ok(until) => self.catch_up_unless(until, &shutdown).await,
                Err(error) => Err(error),
            };
            match done {
                Ok(()) => {}
                Err(error) if error.is_retryable() => {
                    tracing::warn!(book = self.book, %error, "read models: trying again");
                    tokio::time::sleep(RETRY).await;
                }
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    async fn catch_up_unless(
        &mut self,
        until: u64,
        shutdown: &watch::Receiver<bool>,
    ) -> Result<(), ProjectionError> {
        if self.state.is_none() {
            self.load().await?;
        }
        let mut state = self.state.take().ok_or_else(|| ProjectionError::NoBook(self.book.clone()))?;
        if state.position < until {
            let (store, book) = (Arc::clone(&self.store), self.book.clone());
            let mut batches = read_ahead(store, book, state.position, until, BATCH_RECORDS);
            let mut writing: Option<Writing> = None;
            while let Some(batch) = batches.next().await {
                let before = state.position;
                let steps = self.fold(&mut state, &batch?, before)?;
                self.finish(writing.take()).await?;
                writing = Some(self.write(steps, state.position));
                if *shutdown.borrow() {
                    break;
                }
            }
            self.finish(writing).await?;
        }
        self.state = Some(state);
        if !self.keyed && self.position() >= until {
            self.make_key().await?;
        }
        Ok(())
    }

    fn fold(&self, state: &mut State, batch: &[Record], before: u64) -> Result<Vec<Step>, ProjectionError> {
        let touched = fold_batch(&self.book, state, Touched::default(), batch)?;
        Ok(touched.steps(state, before, ""))
    }

    fn write(&self, steps: Vec<Step>, position: u64) -> Writing {
        let database = self.database.clone();
        Writing { position, task: tokio::spawn(async move { database.apply("", steps).await }) }
    }

    async fn finish(&self, writing: Option<Writing>) -> Result<(), ProjectionError> {
        let Some(Writing { position, task }) = writing else { return Ok(()) };
        let applied = task.await.map_err(|error| ProjectionError::Unavailable {
            doing: "writing a batch",
            source: error.into(),
        })??;
        match applied {
            Applied::Committed => {
                self.position.send_replace(position);
                Ok(())
            }
            Applied::Undone => Err(ProjectionError::Moved { book: self.book.clone() }),
        }
    }

    /// Reads back what is durable, and notes the book when it is new.
    async fn load(&mut self) -> Result<(), ProjectionError> {
        let books = self.store.books().await?;
        let place = books.iter().position(|name| *name == self.book);
        let place = place.ok_or_else(|| ProjectionError::NoBook(self.book.clone()))?;
        let book_no = place as i32 + 1;
        let new = "insert into book (position, no, name, currency) values (0, $1, $2, '') on conflict (no) do nothing";
        let values = vec![Value::from(book_no), Value::Text(self.book.clone())];
        self.database.apply("", vec![Step::Run(new.to_owned(), values)]).await?;
        self.keyed = self.database.index_count(LINE.name).await? > 0;
        let mut state = State::load(&self.database, "", book_no).await?;
        proposed::load(&*self.store, &self.database, &self.book, &mut state).await?;
        self.position.send_replace(state.position);
        self.state = Some(state);
        Ok(())
    }

    /// The key of the lines is made once, after the first load: filling a tree in random order costs more than all the rest.
    async fn make_key(&mut self) -> Result<(), ProjectionError> {
        let sql = LINE.create_key("", self.generation);
        self.database.apply("", vec![Step::Run(sql, Vec::new())]).await?;
        self.database.analyze().await?;
        self.keyed = true;
        Ok(())
    }
}

/// A batch on its way into the tables.
struct Writing {
    position: u64,
    task: JoinHandle<Result<Applied, ProjectionError>>,
}

/// Folds a batch of a book's records, in order, and adds what they touched.
///
/// # Errors
/// The record that can't be folded; what came before it is in the state then.
pub(crate) fn fold_batch(
    book: &str,
    state: &mut State,
    touched: Touched,
    batch: &[Record],
) -> Result<Touched, ProjectionError> {
    let mut fold = Fold { state, touched };
    for stored in batch {
        let (position, record) = (stored.position, decode(book, stored)?);
        fold.record(stored, &record).map_err(|unfit| {
            let book = book.to_owned();
            match unfit {
                Unfit::Unknown(what) => ProjectionError::UnknownRecord { book, position, what },
                Unfit::Contradiction(what) => ProjectionError::Contradiction { book, position, what },
            }
        })?;
    }
    Ok(fold.touched)
}
