//! The log as a folder: every file of the tree under the newest checkpoint, complete in itself. A web server that serves
//! the folder is a mirror of the log.

use std::path::{Path, PathBuf};

use event_store::EventStore;
use transparency::tile::{TILE_WIDTH, TileId, TilePath};

use crate::error::LogError;
use crate::file::LogFile;

/// What was written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// Positions under the checkpoint.
    pub size: u64,
    /// Files, the checkpoint among them.
    pub files: u64,
    /// Bytes in them.
    pub bytes: u64,
}

/// Writes the log of a book under its newest checkpoint into a folder, which is made when it is missing. The checkpoint is
/// written last, so that a folder with one is complete. Partial tiles of an earlier export give way to those of this one.
/// `progress` is told how many positions are done.
///
/// # Errors
/// [`LogError::NotCovered`] when there is no checkpoint; when the store fails or a file can't be written.
pub async fn write(
    store: &dyn EventStore,
    book: &str,
    folder: &Path,
    mut progress: impl FnMut(u64),
) -> Result<Written, LogError> {
    let Some(checkpoint) = store.checkpoint(book).await? else {
        return Err(LogError::NotCovered { position: 1, covered: 0 });
    };
    remove_partial_tiles(&folder.join("tile"))?;
    let mut output = Output {
        folder: folder.to_owned(),
        written: Written { size: checkpoint.size, ..Written::default() },
    };
    for id in TileId::of_level(0, checkpoint.size) {
        let before = id.number * TILE_WIDTH as u64;
        let attached = output.entries(store, book, id).await?;
        for position in attached {
            output.copy(store, book, LogFile::Attachment(position)).await?;
        }
        progress(before + u64::from(id.width));
    }
    for id in TileId::of_tree(checkpoint.size) {
        output.copy(store, book, LogFile::Tile(TilePath::Hashes(id))).await?;
    }
    let mut number = 0;
    loop {
        let earlier = store.checkpoints(book, number, CHECKPOINTS_AT_ONCE).await?;
        let Some(last) = earlier.last() else { break };
        number = last.number;
        for checkpoint in &earlier {
            output.put(&format!("checkpoints/{}", checkpoint.size), checkpoint.note.as_bytes())?;
        }
    }
    output.put(&LogFile::Checkpoint.to_string(), checkpoint.note.as_bytes())?;
    Ok(output.written)
}

/// Checkpoints read in one round trip.
const CHECKPOINTS_AT_ONCE: usize = 1_000;

struct Output {
    folder: PathBuf,
    written: Written,
}

impl Output {
    /// Writes a bundle of entries; gives the positions that have an attachment.
    async fn entries(
        &mut self,
        store: &dyn EventStore,
        book: &str,
        id: TileId,
    ) -> Result<Vec<u64>, LogError> {
        let before = id.number * TILE_WIDTH as u64;
        let records = store.read(book, before, usize::from(id.width)).await?;
        let bundle = crate::file::bundle(&records);
        self.put(&TilePath::Entries(id).to_string(), &bundle)?;
        Ok(records
            .iter()
            .filter(|record| record.attachment.is_some())
            .map(|record| record.position)
            .collect())
    }

    async fn copy(&mut self, store: &dyn EventStore, book: &str, file: LogFile) -> Result<(), LogError> {
        match file.read(store, book).await? {
            Some(content) => self.put(&file.to_string(), &content),
            None => Ok(()),
        }
    }

    fn put(&mut self, path: &str, content: &[u8]) -> Result<(), LogError> {
        let to = self.folder.join(path);
        let failed = |source| LogError::Write { path: to.display().to_string(), source };
        if let Some(parent) = to.parent() {
            std::fs::create_dir_all(parent).map_err(failed)?;
        }
        // Whole or not at all: a reader never meets half a file.
        let beside = to.with_extension("new");
        std::fs::write(&beside, content).and_then(|()| std::fs::rename(&beside, &to)).map_err(failed)?;
        self.written.files += 1;
        self.written.bytes += content.len() as u64;
        Ok(())
    }
}

/// Removes the folders of partial tiles: `….p`.
fn remove_partial_tiles(folder: &Path) -> Result<(), LogError> {
    let failed = |path: &Path, source| LogError::Write { path: path.display().to_string(), source };
    let entries = match std::fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(failed(folder, error)),
    };
    for entry in entries {
        let path = entry.map_err(|error| failed(folder, error))?.path();
        if path.extension().is_some_and(|extension| extension == "p") {
            std::fs::remove_dir_all(&path).map_err(|error| failed(&path, error))?;
        } else if path.is_dir() {
            remove_partial_tiles(&path)?;
        }
    }
    Ok(())
}
