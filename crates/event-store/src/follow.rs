//! Waiting for a book to grow: woken at once by this process's appends, and by looking every 20 ms for those of others.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::watch;
use tokio::time::Instant;

use crate::error::StoreError;
use crate::record::Head;

/// How often another process's appends are looked for. Nobody notices 20 ms in a report, and fifty small index reads a second
/// cost a database nothing; a notification inside the writing transaction would cost every append.
const POLL: Duration = Duration::from_millis(20);

/// Those who wait, by book.
#[derive(Default)]
pub(crate) struct Followers {
    books: Mutex<HashMap<String, watch::Sender<u64>>>,
}

impl Followers {
    fn subscribe(&self, book: &str) -> watch::Receiver<u64> {
        let mut books = self.books.lock().unwrap_or_else(PoisonError::into_inner);
        match books.get(book) {
            Some(sender) => sender.subscribe(),
            None => books.entry(book.to_owned()).or_insert(watch::Sender::new(0)).subscribe(),
        }
    }

    /// Tells this process that the book has reached a position.
    pub(crate) fn wake(&self, book: &str, position: u64) {
        let books = self.books.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(sender) = books.get(book) {
            sender.send_replace(position);
        }
    }

    /// Reads the head until it is beyond the position or the time is over.
    pub(crate) async fn wait_beyond<F, R>(
        &self,
        book: &str,
        position: u64,
        timeout: Duration,
        read_head: F,
    ) -> Result<Head, StoreError>
    where
        F: Fn() -> R,
        R: Future<Output = Result<Head, StoreError>>,
    {
        let deadline = Instant::now() + timeout;
        // Before the first look, so that an append between look and wait is not missed.
        let mut appended = self.subscribe(book);
        loop {
            let head = read_head().await?;
            let now = Instant::now();
            if head.position > position || now >= deadline {
                return Ok(head);
            }
            // Either end means: look again.
            let _ = tokio::time::timeout_at((now + POLL).min(deadline), appended.changed()).await;
        }
    }
}
