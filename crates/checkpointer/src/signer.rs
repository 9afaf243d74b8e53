//! One checkpoint, in the order that makes it safe: read what was signed, then the durable head; prove that the head
//! extends it; sign; keep it beside the key; ask witnesses; keep it in the database; only then give it out.

use std::sync::Arc;

use event_store::{EventStore, StoreError, StoredCheckpoint, TreeHead};
use transparency::checkpoint::{Checkpoint, CheckpointError, SignedCheckpoint};
use transparency::note::{Note, VerifierKey};
use transparency::policy::Policy;
use transparency::witness::Rejection;

use crate::clock;
use crate::error::{Evidence, SignerError};
use crate::history::check_extends;
use crate::keys::Keys;
use crate::latest::Latest;
use crate::witnesses::{Outcome, WitnessEndpoint, Witnesses};

/// What a signer is made of.
#[derive(Debug)]
pub struct SignerOptions {
    /// The book whose log it signs.
    pub book: String,
    /// The log's name in checkpoints, `<log_name>/<book>`.
    pub origin: String,
    /// The keys, named like the origin.
    pub keys: Keys,
    /// Where the latest checkpoint is kept: [`crate::KeyFolder::latest`].
    pub latest: Latest,
    /// Who is asked to cosign.
    pub witnesses: Vec<WitnessEndpoint>,
    /// What published checkpoints should meet. One that does not is published all the same, with a warning.
    pub policy: Option<Policy>,
}

/// The signer of one book's log.
pub struct Signer {
    store: Arc<dyn EventStore>,
    book: String,
    origin: String,
    keys: Keys,
    latest: Latest,
    witnesses: Witnesses,
    policy: Option<Policy>,
}

/// A checkpoint that was given out.
#[derive(Debug)]
pub struct Published {
    /// Its number in the database.
    pub number: u64,
    /// The checkpoint with its signatures and cosignatures.
    pub checkpoint: SignedCheckpoint,
    /// What the witnesses said that were asked, by name.
    pub witnesses: Vec<(String, Outcome)>,
    /// Whether it meets the policy; `None` without one.
    pub meets_policy: Option<bool>,
}

impl Published {
    /// Events under the checkpoint.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.checkpoint.checkpoint().size()
    }

    /// Whether a witness that was asked did not cosign, and may later.
    #[must_use]
    pub fn is_awaiting(&self) -> bool {
        self.witnesses.iter().any(|(_, answer)| !matches!(answer, Outcome::Cosigned(_)))
    }
}

impl Signer {
    /// Compares the latest checkpoints in the file and in the database with the log, and with what the witnesses have
    /// cosigned. The store must be one whose commits are durable, see [`EventStore::durability`].
    ///
    /// # Errors
    /// When the log does not extend all of them: it lost events, or is another log.
    pub async fn open(store: Arc<dyn EventStore>, options: SignerOptions) -> Result<Self, SignerError> {
        let SignerOptions { book, origin, keys, latest, witnesses, policy } = options;
        if keys.name() != origin {
            return Err(SignerError::OtherKey { origin, found: keys.name().to_owned() });
        }
        let witnesses = Witnesses::new(witnesses);
        let mut signer = Self { store, book, origin, keys, latest, witnesses, policy };
        let (filed, stored) = signer.known().await?;
        signer.checked_head(filed.as_ref(), stored.as_ref()).await?;
        let stored =
            stored.map(|(_, stored)| stored).filter(|stored| stored.checkpoint().origin() == signer.origin);
        if let Some(known) = filed.into_iter().chain(stored).max_by_key(|known| known.checkpoint().size()) {
            signer.warn_of_other_keys(&known);
            signer.show_again(known.checkpoint()).await?;
        }
        Ok(signer)
    }

    /// Shows the witnesses what was signed last, before anything new is signed: they may remember more than file and
    /// database, when both were restored. Without the cosignatures that it has, so that all of them are asked.
    async fn show_again(&mut self, known: &Checkpoint) -> Result<(), SignerError> {
        let head = TreeHead { size: known.size(), root: known.root() };
        let known = self.signed(head, std::iter::empty())?;
        let answers = self.ask(&known).await?;
        self.check_answers(&answers).await
    }

    /// No error, since two servers may sign one log with a key each.
    fn warn_of_other_keys(&self, known: &SignedCheckpoint) {
        if known.note().verify(&self.keys.verifiers()).is_err() {
            let (book, key) = (&self.book, self.keys.current().verifier());
            tracing::warn!(
                book, %key,
                "the newest checkpoint in the database is signed by another key; if the key folder was lost, restore \
                 it, or tell everybody who verifies the new public key"
            );
        }
    }

    /// The book.
    #[must_use]
    pub fn book(&self) -> &str {
        &self.book
    }

    pub(crate) fn store(&self) -> &Arc<dyn EventStore> {
        &self.store
    }

    /// Signs the durable head and gives the checkpoint out; `None` while the log is empty. When nothing grew, witnesses
    /// that did not cosign yet are asked again.
    ///
    /// # Errors
    /// When the head does not extend all that was signed, a witness has seen another history, or something fails on the
    /// way. Then nothing was given out, and calling again is safe.
    pub async fn sign_now(&mut self) -> Result<Option<Published>, SignerError> {
        let Some((mut signed, stored)) = self.sign_and_keep().await? else { return Ok(None) };
        let answers = self.ask(&signed).await?;
        self.check_answers(&answers).await?;
        for (_, answer) in &answers {
            if let Outcome::Cosigned(cosignatures) = answer {
                cosignatures.iter().try_for_each(|cosignature| signed.add(cosignature.clone()))?;
            }
        }
        let (number, signed) = self.save(signed, stored).await?;
        let meets_policy = self.check_policy(&signed);
        let size = signed.checkpoint().size();
        metrics::gauge!("neraca_checkpoint_size", "book" => self.book.clone()).set(size as f64);
        tracing::info!(book = self.book, size, number, "checkpoint");
        Ok(Some(Published { number, checkpoint: signed, witnesses: answers, meets_policy }))
    }

    /// Under the lock of the file, so that of two signers with one key each sees what the other signed.
    async fn sign_and_keep(
        &self,
    ) -> Result<Option<(SignedCheckpoint, Option<StoredCheckpoint>)>, SignerError> {
        let _lock = self.latest.lock().await?;
        let (filed, stored) = self.known().await?;
        let head = self.checked_head(filed.as_ref(), stored.as_ref()).await?;
        if head.size == 0 {
            return Ok(None);
        }
        let earlier = filed.iter().chain(stored.as_ref().map(|(_, stored)| stored));
        let signed = self.signed(head, earlier)?;
        if filed.as_ref() != Some(&signed) {
            self.latest.save(&signed).await?;
        }
        Ok(Some((signed, stored.map(|(row, _)| row))))
    }

    /// The newest checkpoints that are known: in the file, and in the database.
    async fn known(
        &self,
    ) -> Result<(Option<SignedCheckpoint>, Option<(StoredCheckpoint, SignedCheckpoint)>), SignerError> {
        let filed = self.latest.load(&self.keys.verifiers()).await?;
        let stored = match self.store.checkpoint(&self.book).await? {
            Some(row) => Some((row.clone(), self.parse(&row)?)),
            None => None,
        };
        Ok((filed, stored))
    }

    /// The durable head, proved to extend what is known. Read after it, since another signer may be at work.
    async fn checked_head(
        &self,
        filed: Option<&SignedCheckpoint>,
        stored: Option<&(StoredCheckpoint, SignedCheckpoint)>,
    ) -> Result<TreeHead, SignerError> {
        let head = self.store.tree_head(&self.book).await?;
        let filed = filed.map(|filed| (filed, Evidence::File(self.latest.path().to_owned())));
        let stored = stored.map(|(row, stored)| (stored, Evidence::Database(row.number)));
        for (earlier, evidence) in filed.into_iter().chain(stored) {
            check_extends(&*self.store, &self.book, head, earlier.checkpoint(), evidence).await?;
        }
        Ok(head)
    }

    /// The note over a head, with all keys that sign now. Signatures that the same head already has are kept.
    fn signed<'a>(
        &self,
        head: TreeHead,
        earlier: impl Iterator<Item = &'a SignedCheckpoint>,
    ) -> Result<SignedCheckpoint, SignerError> {
        let text = Checkpoint::new(self.origin.as_str(), head.size, head.root)?.to_string();
        let mut note = Note::new(text.as_str()).map_err(CheckpointError::Note)?;
        for key in self.keys.signing_at(clock::now()) {
            note.sign(key).map_err(CheckpointError::Note)?;
        }
        let witnesses: Vec<VerifierKey> = self.witnesses.keys().cloned().collect();
        for earlier in earlier.filter(|earlier| earlier.note().text() == text) {
            // None that holds, or a forged one: then they are asked again.
            let Ok(verified) = earlier.note().verify(&witnesses) else { continue };
            for (_, cosignature) in verified.known {
                note.add(cosignature.clone()).map_err(CheckpointError::Note)?;
            }
        }
        Ok(SignedCheckpoint::parse(note.to_string().as_bytes())?)
    }

    async fn ask(&mut self, signed: &SignedCheckpoint) -> Result<Vec<(String, Outcome)>, SignerError> {
        Ok(self.witnesses.ask(&*self.store, &self.book, signed).await?)
    }

    /// A witness that has seen another history is believed: only it is left when both file and database were restored.
    async fn check_answers(&self, answers: &[(String, Outcome)]) -> Result<(), SignerError> {
        for (witness, answer) in answers {
            let (witness, origin) = (witness.clone(), self.origin.clone());
            match answer {
                Outcome::Ahead { size } => {
                    let head = self.store.tree_head(&self.book).await?.size;
                    if *size > head {
                        return Err(SignerError::WitnessAhead { witness, origin, size: *size, head });
                    }
                }
                Outcome::Rejected(rejection @ (Rejection::OtherRoot | Rejection::Inconsistent)) => {
                    let latest = self.latest.path().to_owned();
                    return Err(SignerError::WitnessContradicts {
                        witness,
                        origin,
                        rejection: *rejection,
                        latest,
                    });
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// Keeps the checkpoint in the database. When another signer has kept a larger one meanwhile, that one is the newest.
    async fn save(
        &self,
        signed: SignedCheckpoint,
        stored: Option<StoredCheckpoint>,
    ) -> Result<(u64, SignedCheckpoint), SignerError> {
        let note = signed.to_string();
        if let Some(stored) = stored.filter(|stored| stored.note == note) {
            return Ok((stored.number, signed));
        }
        match self.store.save_checkpoint(&self.book, signed.checkpoint().size(), &note).await {
            Ok(number) => {
                metrics::counter!("neraca_checkpoints_total", "book" => self.book.clone()).increment(1);
                Ok((number, signed))
            }
            Err(StoreError::CheckpointBehind { .. }) => self.newest_stored(signed).await,
            Err(error @ StoreError::CheckpointBeyondHead { .. }) => {
                // The database went back to an older state while this was signed.
                let head = self.store.tree_head(&self.book).await?;
                let earlier = signed.checkpoint();
                check_extends(&*self.store, &self.book, head, earlier, Evidence::Signed).await?;
                Err(error.into())
            }
            Err(error) => Err(error.into()),
        }
    }

    async fn newest_stored(&self, signed: SignedCheckpoint) -> Result<(u64, SignedCheckpoint), SignerError> {
        let Some(row) = self.store.checkpoint(&self.book).await? else {
            let size = signed.checkpoint().size();
            return Err(StoreError::CheckpointBehind { size, newest: 0 }.into());
        };
        let newest = self.parse(&row)?;
        let head = self.store.tree_head(&self.book).await?;
        for (earlier, evidence) in [(&newest, Evidence::Database(row.number)), (&signed, Evidence::Signed)] {
            check_extends(&*self.store, &self.book, head, earlier.checkpoint(), evidence).await?;
        }
        Ok((row.number, newest))
    }

    fn check_policy(&self, signed: &SignedCheckpoint) -> Option<bool> {
        let checked = self.policy.as_ref()?.check(signed);
        let gauge = metrics::gauge!("neraca_checkpoint_meets_policy", "book" => self.book.clone());
        gauge.set(if checked.is_ok() { 1.0 } else { 0.0 });
        if let Err(refusal) = &checked {
            let size = signed.checkpoint().size();
            tracing::warn!(book = self.book, size, %refusal, "the published checkpoint does not meet the policy");
        }
        Some(checked.is_ok())
    }

    fn parse(&self, row: &StoredCheckpoint) -> Result<SignedCheckpoint, SignerError> {
        SignedCheckpoint::parse(row.note.as_bytes()).map_err(|error| SignerError::StoredCheckpoint {
            book: self.book.clone(),
            number: row.number,
            error,
        })
    }
}
