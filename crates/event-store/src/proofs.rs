//! Tiles, roots and proofs of a book's tree, put together from what either backend stores.

use transparency::Hash;
use transparency::proof::{self, ProofError};
use transparency::tile::{TileId, TileSet};

use crate::error::StoreError;
use crate::store::EventStore;

/// A tile's hashes, full or partial; `None` when the log does not reach it.
///
/// # Errors
/// When the store fails or a full tile is missing.
pub async fn tile<S: EventStore + ?Sized>(
    store: &S,
    book: &str,
    id: TileId,
) -> Result<Option<Vec<Hash>>, StoreError> {
    let size = store.tree_head(book).await?.size;
    tile_in(store, book, id, size).await
}

/// The same in a log that has reached `size` positions.
async fn tile_in<S: EventStore + ?Sized>(
    store: &S,
    book: &str,
    id: TileId,
    size: u64,
) -> Result<Option<Vec<Hash>>, StoreError> {
    let Some(available) = TileId::in_tree(id.level, id.number, size) else { return Ok(None) };
    if id.width > available.width {
        return Ok(None);
    }
    let width = usize::from(id.width);
    if available.is_full() {
        let full = store.full_tile(book, id.level, id.number).await?;
        let mut hashes = full.ok_or_else(|| missing(book, id))?;
        hashes.truncate(width);
        return Ok(Some(hashes));
    }
    let hashes = store.partial_tile(book, id.level, id.number, id.width).await?;
    if hashes.len() == width { Ok(Some(hashes)) } else { Err(missing(book, id)) }
}

/// The hashes that prove the record at a position in the tree of the first `size` positions.
///
/// # Errors
/// [`StoreError::Proof`] when the position is not among them; when the store fails.
pub async fn inclusion_proof<S: EventStore + ?Sized>(
    store: &S,
    book: &str,
    position: u64,
    size: u64,
) -> Result<Vec<Hash>, StoreError> {
    let index = position.checked_sub(1).ok_or(ProofError::NoSuchLeaf { index: u64::MAX, size })?;
    let tiles = load(store, book, &proof::inclusion_tiles(index, size)).await?;
    Ok(proof::inclusion(index, size, &tiles)?)
}

/// The hashes that prove that the tree of the first `old` positions is the beginning of that of the first `new`.
///
/// # Errors
/// [`StoreError::Proof`] when `old` is larger than `new`; when the store fails.
pub async fn consistency_proof<S: EventStore + ?Sized>(
    store: &S,
    book: &str,
    old: u64,
    new: u64,
) -> Result<Vec<Hash>, StoreError> {
    let tiles = load(store, book, &proof::consistency_tiles(old, new)).await?;
    Ok(proof::consistency(old, new, &tiles)?)
}

/// The root of the tree of the first `size` positions.
///
/// # Errors
/// [`StoreError::Proof`] when the log is shorter; when the store fails.
pub async fn root_at<S: EventStore + ?Sized>(store: &S, book: &str, size: u64) -> Result<Hash, StoreError> {
    let tiles = load(store, book, &proof::root_tiles(size)).await?;
    Ok(proof::root(size, &tiles)?)
}

async fn load<S: EventStore + ?Sized>(store: &S, book: &str, ids: &[TileId]) -> Result<TileSet, StoreError> {
    let mut tiles = TileSet::default();
    let size = store.tree_head(book).await?.size;
    for id in ids {
        // A tile that the log does not have is missed where a node of it is asked for.
        if let Some(hashes) = tile_in(store, book, *id, size).await? {
            tiles.insert(id.level, id.number, hashes);
        }
    }
    Ok(tiles)
}

fn missing(book: &str, id: TileId) -> StoreError {
    let what = format!("tile {} of level {} is missing or too short", id.number, id.level);
    StoreError::Damaged { book: book.to_owned(), what }
}
