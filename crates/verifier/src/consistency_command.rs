//! `neraca-verify consistency`: that the log of an old checkpoint is the beginning of the log of a new one, proved from the
//! tiles alone.

use transparency::Hash;
use transparency::checkpoint::SignedCheckpoint;
use transparency::proof::{ProofError, consistency, consistency_tiles, root, root_tiles, verify_consistency};
use transparency::tile::{TileId, TilePath, TileSet};

use crate::catalogue::Code;
use crate::finding::{Outcome, Place};
use crate::folder::{CHECKPOINT, Folder};
use crate::text;
use crate::trust::{Head, Trust};

/// A checkpoint's bytes and the name of its file.
#[derive(Clone, Debug)]
pub struct Named {
    /// Its path, as findings name it.
    pub path: String,
    /// Its content.
    pub bytes: Vec<u8>,
}

/// Proves that `new` extends `old`.
pub fn run(folder: &Folder, trust: &Trust, old: &Named, new: &Named, outcome: &mut Outcome) {
    let (old_place, new_place) = (Place::file(&old.path), Place::file(&new.path));
    let old = trust.believe(&old.bytes, &old_place, outcome);
    let new = trust.believe(&new.bytes, &new_place, outcome);
    let (Some(old), Some(new)) = (old, new) else { return };
    if old.origin != new.origin {
        outcome.findings.add(old_place, text!(Code::OriginsDiffer, &old.origin, &new.origin));
        return;
    }
    if old.size > new.size {
        outcome.findings.add(old_place, text!(Code::CheckpointsOutOfOrder, old.size, new.size));
        return;
    }
    let mut needed = consistency_tiles(old.size, new.size);
    needed.extend(root_tiles(new.size));
    needed.sort_unstable();
    needed.dedup();
    let Some(tiles) = read(folder, &needed, outcome) else { return };
    prove(&old, &new, &tiles, &old_place, outcome);
}

fn prove(old: &Head, new: &Head, tiles: &TileSet, place: &Place, outcome: &mut Outcome) {
    // The proof is made from tiles that nobody has vouched for; that it leads to both signed roots vouches for them.
    let proof = root(new.size, tiles).and_then(|root| Ok((root, consistency(old.size, new.size, tiles)?)));
    let Ok((found, proof)) = proof else {
        outcome.findings.add(place.clone(), text!(Code::NodeMissing));
        return;
    };
    if found != new.root {
        outcome.findings.add(Place::file("tile"), text!(Code::RootDiffers, new.size, found, new.root));
        return;
    }
    match verify_consistency(old.size, old.root, new.size, new.root, &proof) {
        Ok(()) => outcome.checked.push(text!(Code::CheckedConsistency, old.size, new.size)),
        Err(error) => {
            let (found, expected) = roots(&error);
            let text = text!(Code::NotConsistent, old.size, new.size, found, expected);
            outcome.findings.add(place.clone(), text);
        }
    }
}

/// Tiles by the paths of the newer tree; a folder that has grown since holds them wider.
fn read(folder: &Folder, needed: &[TileId], outcome: &mut Outcome) -> Option<TileSet> {
    let mut tiles = TileSet::default();
    let before = outcome.findings.total();
    let own = folder.read_listed(CHECKPOINT).and_then(|bytes| SignedCheckpoint::parse(&bytes).ok());
    let own_size = own.map_or(0, |own| own.checkpoint().size());
    for id in needed {
        let path = TilePath::Hashes(*id).to_string();
        let wider = TileId::in_tree(id.level, id.number, own_size);
        let wider = || folder.read_listed(&TilePath::Hashes(wider?).to_string());
        let Some(bytes) = folder.read_listed(&path).or_else(wider) else {
            outcome.findings.add(Place::file(path), text!(Code::FileMissing));
            continue;
        };
        match Hash::split(&bytes).filter(|hashes| hashes.len() >= usize::from(id.width)) {
            Some(mut hashes) => {
                hashes.truncate(usize::from(id.width));
                tiles.insert(id.level, id.number, hashes);
            }
            None => {
                let text = text!(Code::TileLength, bytes.len(), usize::from(id.width) * 32);
                outcome.findings.add(Place::file(path), text);
            }
        }
    }
    (outcome.findings.total() == before).then_some(tiles)
}

fn roots(error: &ProofError) -> (String, String) {
    match error {
        ProofError::WrongRoot { expected, found } => (found.to_string(), expected.to_string()),
        _ => Default::default(),
    }
}
