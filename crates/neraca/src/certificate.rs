//! The certificate of a replay: what was decided again, from what, and with which result; signed with the log's key as a
//! note that anyone can read. Its first line is no log's origin, so that it is never taken for a checkpoint.

use std::fmt::Write as _;

use checkpointer::Keys;
use event_store::{OutcomeCounts, TreeHead};
use transparency::note::{Note, NoteError};

/// How deciding goes on, so that a reader knows what later differences mean.
const GOES_ON: &str = "what can't stand where it does counts as it is recorded, so that only the first such record is \
    named; what came out otherwise counts as it was decided again";

/// What was found.
#[derive(Clone, Debug)]
pub struct Certificate {
    /// What checkpoints call the log.
    pub origin: String,
    /// The book.
    pub book: String,
    /// The log up to the last position that was replayed.
    pub tree: TreeHead,
    /// Positions under the newest checkpoint, when there is one.
    pub checkpoint_size: Option<u64>,
    /// How the records ended, as decided again.
    pub outcomes: OutcomeCounts,
    /// Messages in quarantine that were taken as they are recorded.
    pub taken: u64,
    /// Charts and rulebooks in the order in which they came into force: kind, name, version, SHA-256 in hex.
    pub publications: Vec<(String, String, u32, String)>,
    /// Digest of the book that came out.
    pub digest: String,
    /// Digest of the book that is recorded.
    pub recorded_digest: String,
    /// Accounts whose balances were compared.
    pub accounts: u64,
    /// Statements of completeness that were derived again.
    pub statements: u64,
    /// Reports that were made from a fresh fold, with the SHA-256 of their JSON, and whether the read models in use give the
    /// same bytes. Those that list lines are left out of large books.
    pub reports: Vec<(String, String, bool)>,
    /// The lines of all accounts.
    pub lines: Lines,
    /// The first differences, in words.
    pub differences: Vec<String>,
    /// How many there are.
    pub differences_number: u64,
}

/// Every line of every account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lines {
    /// How many there are in a fresh fold.
    pub number: u64,
    /// Their SHA-256 in hex.
    pub sha256: String,
    /// Whether the read models in use have the same.
    pub same: bool,
}

impl Certificate {
    /// Whether everything came out as it is recorded.
    #[must_use]
    pub fn is_same(&self) -> bool {
        self.differences_number == 0
            && self.digest == self.recorded_digest
            && self.lines.same
            && self.reports.iter().all(|(_, _, same)| *same)
    }

    /// The text that is signed.
    #[must_use]
    pub fn text(&self) -> String {
        let OutcomeCounts { posted, refused, quarantined, internal, .. } = self.outcomes;
        let mut text = format!("{}/replay-certificate\n", self.origin);
        let mut line = |key: &str, value: &dyn std::fmt::Display| {
            // Writing to a string does not fail.
            let _ = writeln!(text, "{key}: {value}");
        };
        line("book", &self.book);
        line("positions", &format_args!("1 to {}", self.tree.size));
        line("root", &self.tree.root);
        match self.checkpoint_size {
            Some(size) => line("checkpoint", &format_args!("of {size} positions")),
            None => line("checkpoint", &"none"),
        }
        line("posted", &posted);
        line("refused", &refused);
        line("quarantined", &quarantined);
        line("internal", &internal);
        line("quarantined taken as recorded", &self.taken);
        line("completeness statements derived again", &self.statements);
        for (kind, name, version, sha256) in &self.publications {
            line(kind, &format_args!("{name} version {version} sha256 {sha256}"));
        }
        line("accounts compared", &self.accounts);
        line("digest recorded", &self.recorded_digest);
        line("digest decided again", &self.digest);
        let verdict =
            |same: bool| if same { "the same in the read models" } else { "ANOTHER in the read models" };
        let Lines { number, sha256, same } = &self.lines;
        line("lines of all accounts", &format_args!("{number} sha256 {sha256} {}", verdict(*same)));
        for (name, sha256, same) in &self.reports {
            line("report", &format_args!("{name} sha256 {sha256} {}", verdict(*same)));
        }
        line("software", &format_args!("neraca {}", env!("CARGO_PKG_VERSION")));
        for difference in &self.differences {
            line("difference", difference);
        }
        line("differences", &self.differences_number);
        if self.differences_number > 0 {
            line("after a difference", &GOES_ON);
        }
        line("verdict", &if self.is_same() { "the same" } else { "NOT THE SAME" });
        text
    }

    /// The signed note.
    ///
    /// # Errors
    /// When the text can't be a note: a name in it has a control character.
    pub fn sign(&self, keys: &Keys) -> Result<String, NoteError> {
        let mut note = Note::new(self.text())?;
        note.sign(keys.current())?;
        Ok(note.to_string())
    }
}
