//! One file of the log, by its path. The paths are those of `tlog-tiles`; `attachment/<position>` is ours: the part of a
//! record that is too long for an entry bundle, whose SHA-256 stands in the entry.

use std::fmt;

use bytes::Bytes;
use event_store::{EventStore, Record};
use transparency::Hash;
use transparency::tile::{self, TileId, TilePath};

use crate::error::LogError;

/// A file of the log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogFile {
    /// The newest checkpoint.
    Checkpoint,
    /// Hashes or entries.
    Tile(TilePath),
    /// The attachment of the record at this position.
    Attachment(u64),
}

impl LogFile {
    /// Reads a path such as `checkpoint`, `tile/0/x001/234` or `attachment/17`.
    #[must_use]
    pub fn parse(path: &str) -> Option<Self> {
        if path == "checkpoint" {
            return Some(Self::Checkpoint);
        }
        match path.strip_prefix("attachment/") {
            Some(number) => {
                let position = number.parse().ok().filter(|position| *position > 0)?;
                let file = Self::Attachment(position);
                (file.to_string() == path).then_some(file)
            }
            None => TilePath::parse(path).map(Self::Tile),
        }
    }

    /// Whether its content never changes, so that it may be kept for ever.
    #[must_use]
    pub fn is_immutable(self) -> bool {
        self != Self::Checkpoint
    }

    /// Whether it holds nothing but hashes and signatures, which tell nobody's business.
    #[must_use]
    pub fn is_public(self) -> bool {
        matches!(self, Self::Checkpoint | Self::Tile(TilePath::Hashes(_)))
    }

    /// Its content type.
    #[must_use]
    pub fn content_type(self) -> &'static str {
        match self {
            Self::Checkpoint => "text/plain; charset=utf-8",
            _ => "application/octet-stream",
        }
    }

    /// Its content; `None` when the log has no such file.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn read(self, store: &dyn EventStore, book: &str) -> Result<Option<Bytes>, LogError> {
        match self {
            Self::Checkpoint => Ok(store.checkpoint(book).await?.map(|checkpoint| checkpoint.note.into())),
            Self::Tile(TilePath::Hashes(id)) => {
                Ok(store.tile(book, id).await?.map(|hashes| Hash::join(&hashes).into()))
            }
            Self::Tile(TilePath::Entries(id)) => entries(store, book, id).await,
            Self::Attachment(position) => {
                let record = store.read_at(book, &[position]).await?.pop();
                Ok(record.and_then(|record| record.attachment))
            }
        }
    }
}

impl fmt::Display for LogFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Checkpoint => f.write_str("checkpoint"),
            Self::Tile(path) => path.fmt(f),
            Self::Attachment(position) => write!(f, "attachment/{position}"),
        }
    }
}

/// The bundle of a tile's entries; `None` when the log does not reach that far.
async fn entries(store: &dyn EventStore, book: &str, id: TileId) -> Result<Option<Bytes>, LogError> {
    let Some(before) = id.number.checked_mul(tile::TILE_WIDTH as u64) else { return Ok(None) };
    let records = store.read(book, before, usize::from(id.width)).await?;
    if records.len() < usize::from(id.width) {
        return Ok(None);
    }
    Ok(Some(bundle(&records).into()))
}

/// The bundle of these records' entries.
pub(crate) fn bundle(records: &[Record]) -> Vec<u8> {
    let bundle = tile::encode_bundle(records.iter().map(|record| &record.bytes[..]));
    bundle.expect("the store takes no record that is too long for a bundle")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_go_there_and_back_and_other_spellings_are_refused() {
        for path in
            ["checkpoint", "tile/0/000", "tile/1/x001/234.p/7", "tile/entries/000.p/1", "attachment/17"]
        {
            assert_eq!(LogFile::parse(path).map(|file| file.to_string()).as_deref(), Some(path));
        }
        for path in ["", "checkpoint/", "attachment/0", "attachment/017", "attachment/+1", "../checkpoint"] {
            assert_eq!(LogFile::parse(path), None, "{path}");
        }
    }
}
