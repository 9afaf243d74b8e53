//! `neraca-verify log`: an exported log from its first byte to its last. Threads read and hash the bundles, one puts them into
//! the tree, another checks the records in them; few bundles lie between them, so that memory does not grow with the log.

use std::sync::mpsc;
use std::thread;

use crate::catalogue::Code;
use crate::figures::Figures;
use crate::finding::{Findings, Outcome, Place};
use crate::folder::{CHECKPOINT, Folder, Listing};
use crate::ledger_check::LedgerCheck;
use crate::text;
use crate::tree_check::{self, Bundle, TreeResult};
use crate::trust::{Head, Trust};

/// Bundles that wait between the threads: enough that neither waits for the other's slow moments.
const BUNDLES_WAITING: usize = 16;

/// How far the check goes.
#[derive(Debug, Default)]
pub struct Depth<'a> {
    /// Only the tree, not what the records say.
    pub tree_only: bool,
    /// Sizes whose roots are wanted besides those of earlier checkpoints.
    pub sizes: Vec<u64>,
    /// Who is handed the entries.
    pub figures: Option<FiguresOf<'a>>,
}

/// Whoever works out figures.
pub struct FiguresOf<'a>(pub &'a mut dyn Figures);

impl std::fmt::Debug for FiguresOf<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("FiguresOf")
    }
}

/// What is known of a log after it was checked.
#[derive(Debug)]
pub struct Checked {
    /// Its checkpoint.
    pub head: Head,
    /// Its tree.
    pub tree: TreeResult,
}

/// Checks a log. `None` when its checkpoint can't be believed: then there is nothing to check it against.
pub fn run<'a>(
    folder: &'a Folder,
    trust: &Trust,
    depth: Depth<'a>,
    outcome: &mut Outcome,
) -> Option<Checked> {
    let place = Place::file(CHECKPOINT);
    let checkpoint = folder.read(CHECKPOINT, place.clone(), &mut outcome.findings)?;
    let head = trust.believe(&checkpoint, &place, outcome)?;
    let mut files = Findings::default();
    let listing = folder.list(head.size, &mut files);
    if files.is_empty() {
        outcome.checked.push(text!(Code::CheckedFiles));
    }
    let sizes = listing.checkpoints.iter().copied().chain(depth.sizes.iter().copied());
    let sizes: Vec<u64> = sizes.filter(|size| *size <= head.size).collect();
    let tree = if depth.tree_only {
        outcome.notes.push(text!(Code::NoteTreeOnly));
        let tree = tree_check::check(folder, head.size, &listing, sizes, None);
        tell_tree(&tree, &head, outcome);
        tree
    } else {
        records(folder, &head, &listing, sizes, depth, outcome)
    };
    earlier(folder, trust, &listing, &head, &tree, outcome);
    // A missing bundle is told by the list of files; why nothing was checked after it, by the tree.
    outcome.findings.append(files);
    Some(Checked { head, tree })
}

/// The tree on one thread, the records on this one.
fn records<'a>(
    folder: &'a Folder,
    head: &Head,
    listing: &Listing,
    sizes: Vec<u64>,
    depth: Depth<'a>,
    outcome: &mut Outcome,
) -> TreeResult {
    let figures = depth.figures.map(|figures| figures.0);
    let mut ledger = LedgerCheck::new(folder, listing, &head.origin, head.size, figures);
    let (sender, receiver) = mpsc::sync_channel::<Bundle>(BUNDLES_WAITING);
    let tree = thread::scope(|scope| {
        let hashing = scope.spawn(move || {
            // Nobody receives any more only when the other thread has panicked, which ends this one too.
            let mut take = |bundle| drop(sender.send(bundle));
            tree_check::check(folder, head.size, listing, sizes, Some(&mut take))
        });
        receiver.iter().for_each(|bundle| ledger.bundle(&bundle));
        hashing.join()
    });
    let tree = tree.unwrap_or_else(|panic| std::panic::resume_unwind(panic));
    tell_tree(&tree, head, outcome);
    let (findings, checked, notes) = ledger.finish();
    outcome.findings.append(findings);
    if tree.hashed == head.size {
        outcome.checked.extend(checked);
    }
    outcome.notes.extend(notes);
    tree
}

/// The tree's findings, and its root against the checkpoint.
fn tell_tree(tree: &TreeResult, head: &Head, outcome: &mut Outcome) {
    let mut findings = tree.findings.clone();
    if tree.hashed == head.size && tree.root != head.root {
        findings.add(Place::file(CHECKPOINT), text!(Code::RootDiffers, head.size, tree.root, head.root));
    }
    if findings.is_empty() {
        outcome.checked.push(text!(Code::CheckedTree, tree.hashed, tree.bundles, tree.tiles));
    }
    outcome.findings.append(findings);
}

/// Earlier checkpoints: signed, and each the beginning of this log.
fn earlier(
    folder: &Folder,
    trust: &Trust,
    listing: &Listing,
    head: &Head,
    tree: &TreeResult,
    outcome: &mut Outcome,
) {
    let (before, mut uncosigned) = (outcome.findings.total(), 0u64);
    for size in &listing.checkpoints {
        let path = format!("checkpoints/{size}");
        let place = Place::file(&path);
        let Some(bytes) = folder.read(&path, place.clone(), &mut outcome.findings) else { continue };
        let Some(old) = trust.signed(&bytes, &place, outcome) else { continue };
        uncosigned += u64::from(!old.quorum_met);
        let text = if old.size != *size {
            Some(text!(Code::CheckpointName, *size, old.size))
        } else if old.origin != head.origin {
            Some(text!(Code::OriginsDiffer, &old.origin, &head.origin))
        } else if old.size > head.size {
            Some(text!(Code::CheckpointBeyond, old.size, head.size))
        } else {
            // Without a root the tree broke off before it, which is told already.
            let root = tree.roots.get(size).filter(|root| **root != old.root);
            root.map(|root| text!(Code::OldRootDiffers, old.size, *root, old.root))
        };
        if let Some(text) = text {
            outcome.findings.add(place, text);
        }
    }
    if !listing.checkpoints.is_empty() && outcome.findings.total() == before && tree.hashed == head.size {
        outcome.checked.push(text!(Code::CheckedEarlier, listing.checkpoints.len()));
    }
    if uncosigned > 0 {
        outcome.notes.push(text!(Code::NoteUncosigned, uncosigned));
    }
}
