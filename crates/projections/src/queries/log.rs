//! What a report says of the log it was made from: the root of its tree, and the chart and rulebook in force, each with the
//! digest of its file.

use event_store::proofs;
use ledger::{Chart, Rulebook};
use sha2::{Digest as _, Sha256};
use wire::ledger_v1::record::Outcome as Stored;

use super::ReadModels;
use crate::error::ProjectionError;

/// A chart or rulebook in force.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Published {
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: u32,
    /// SHA-256 of its file, in hex.
    pub sha256: String,
}

/// A chart or rulebook in force, and its file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublishedFile {
    /// Position of the record that published it.
    pub position: u64,
    /// What it is.
    pub published: Published,
    /// The file, CSV or YAML.
    pub file: Vec<u8>,
}

/// The log up to a position.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LogState {
    /// Root of the tree over the records up to there, in base64.
    pub tree_root: String,
    /// The chart in force.
    pub chart: Option<Published>,
    /// The rulebook in force.
    pub rulebook: Option<Published>,
}

impl ReadModels {
    /// The log of a book up to a position that the read models include.
    ///
    /// # Errors
    /// When log or database can't be read.
    pub async fn log_state(&self, book: &str, position: u64) -> Result<LogState, ProjectionError> {
        let tree_root = proofs::root_at(&**self.store(), book, position).await?.to_string();
        let [chart, rulebook] = self.in_force(book, position).await?;
        let published = |file: Option<PublishedFile>| file.map(|file| file.published);
        Ok(LogState { tree_root, chart: published(chart), rulebook: published(rulebook) })
    }

    /// The chart and the rulebook in force at a position that the read models include, as they were published.
    ///
    /// # Errors
    /// When log or database can't be read.
    pub async fn in_force(
        &self,
        book: &str,
        position: u64,
    ) -> Result<[Option<PublishedFile>; 2], ProjectionError> {
        let in_force = "select max(p.position) from publication p join book b on b.no = p.book
            where b.name = $1 and p.position <= $2 group by p.what";
        let up_to = i64::try_from(position).unwrap_or(i64::MAX);
        let rows = self.database().query(in_force, &[book.into(), up_to.into()]).await?;
        let positions: Vec<u64> = rows.iter().map(|row| row.int(0) as u64).collect();
        let [mut chart, mut rulebook] = [None, None];
        for record in self.store().read_at(book, &positions).await? {
            let position = record.position;
            let decoded = wire::record::decode_record(&record.bytes, record.attachment.as_ref());
            let decoded = decoded.map_err(|error| ProjectionError::UnknownRecord {
                book: book.to_owned(),
                position,
                what: error.to_string(),
            })?;
            match decoded.outcome {
                Some(Stored::ChartPublished(stored)) => {
                    let published = published(stored.name, stored.version, &stored.csv);
                    chart = Some(PublishedFile { position, published, file: stored.csv.to_vec() });
                }
                Some(Stored::RulebookPublished(stored)) => {
                    let published = published(stored.name, stored.version, &stored.yaml);
                    rulebook = Some(PublishedFile { position, published, file: stored.yaml.to_vec() });
                }
                _ => {}
            }
        }
        Ok([chart, rulebook])
    }

    /// What the rulebook in force at a position chose for a policy, such as `on-receipt` for `revenue_recognition`; `None` when
    /// it has no such policy, or was written for an earlier program.
    ///
    /// # Errors
    /// When log or database can't be read.
    pub async fn policy(
        &self,
        book: &str,
        position: u64,
        name: &str,
    ) -> Result<Option<String>, ProjectionError> {
        let [chart, rulebook] = self.in_force(book, position).await?;
        let (Some(chart), Some(rulebook)) = (chart, rulebook) else { return Ok(None) };
        let key = (book.to_owned(), rulebook.position, name.to_owned());
        let poisoned = std::sync::PoisonError::into_inner;
        if let Some(chosen) = self.cache.policies.read().unwrap_or_else(poisoned).get(&key) {
            return Ok(chosen.clone());
        }
        let chart = Chart::from_csv(&chart.file).ok();
        let loaded =
            chart.and_then(|chart| Rulebook::load(&rulebook.published.name, &rulebook.file, &chart).ok());
        let chosen = loaded.and_then(|rulebook| rulebook.policy(name).map(str::to_owned));
        let mut policies = self.cache.policies.write().unwrap_or_else(std::sync::PoisonError::into_inner);
        policies.insert(key, chosen.clone());
        Ok(chosen)
    }
}

fn published(name: String, version: u32, file: &[u8]) -> Published {
    let sha256 = Sha256::digest(file).iter().map(|byte| format!("{byte:02x}")).collect();
    Published { name, version, sha256 }
}
