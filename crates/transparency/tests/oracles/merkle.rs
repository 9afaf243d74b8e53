//! Roots and proofs of every small tree, against `tlog_tiles` and `ct-merkle`: each verifies what the others prove, and
//! what the one refuses the others refuse.

use std::cell::RefCell;

use ct_merkle::mem_backed_tree::MemoryBackedTree;
use ct_merkle::{ConsistencyProof, InclusionProof, RootHash};
use sha2::Sha256;
use tlog_tiles::{HashReader, stored_hash_index};
use transparency::Hash;
use transparency::hash::leaf_hash;
use transparency::proof::{self, Nodes, verify_consistency, verify_inclusion};
use transparency::tree::Tree;

/// The largest tree. Below it are whole and broken tiles' worth of shapes.
const LARGEST: u64 = 130;

/// Entry N of the tree; some are empty.
fn entry(index: u64) -> Vec<u8> {
    index.to_be_bytes().repeat((index % 5) as usize)
}

/// The nodes as `tlog_tiles` stores them.
#[derive(Default)]
struct Stored(RefCell<Vec<tlog_tiles::Hash>>);

impl HashReader for Stored {
    fn read_hashes(&self, indexes: &[u64]) -> Result<Vec<tlog_tiles::Hash>, tlog_tiles::Error> {
        Ok(indexes.iter().map(|index| self.0.borrow()[*index as usize]).collect())
    }
}

impl Nodes for Stored {
    fn node(&self, height: u8, index: u64) -> Option<Hash> {
        self.0.borrow().get(stored_hash_index(height, index) as usize).map(|hash| Hash(hash.0))
    }
}

/// The same tree three times, at every size: ours, that of `tlog_tiles`, and that of `ct-merkle`.
struct Trees {
    stored: Stored,
    roots: Vec<Hash>,
    others: Vec<MemoryBackedTree<Sha256, Vec<u8>>>,
}

fn grown() -> Trees {
    let (stored, mut tree, mut other) = (Stored::default(), Tree::default(), MemoryBackedTree::new());
    let mut trees = Trees { stored, roots: vec![tree.root()], others: vec![other.clone()] };
    for index in 0..LARGEST {
        let bytes = entry(index);
        let hashes = tlog_tiles::stored_hashes(index, &bytes, &trees.stored).expect("all hashes are there");
        trees.stored.0.borrow_mut().extend(hashes);
        tree.push(leaf_hash(&bytes), &mut Vec::new());
        other.push(bytes);
        trees.roots.push(tree.root());
        trees.others.push(other.clone());
    }
    trees
}

fn to_theirs(proof: &[Hash]) -> Vec<tlog_tiles::Hash> {
    proof.iter().map(|hash| tlog_tiles::Hash(hash.0)).collect()
}

impl Trees {
    fn root(&self, size: u64) -> Hash {
        self.roots[size as usize]
    }

    fn other(&self, size: u64) -> &MemoryBackedTree<Sha256, Vec<u8>> {
        &self.others[size as usize]
    }

    fn other_root(size: u64, root: Hash) -> RootHash<Sha256> {
        RootHash::new(root.0.into(), size)
    }

    /// Whether this proves that entry `of` stands at `index`; the same answer from all three.
    fn included(of: u64, index: u64, size: u64, proof: &[Hash], root: Hash) -> bool {
        let bytes = entry(of);
        let leaf = leaf_hash(&bytes);
        let ours = verify_inclusion(leaf, index, size, proof, root).is_ok();
        let hash = tlog_tiles::Hash;
        let theirs =
            tlog_tiles::check_record(&to_theirs(proof), size, hash(root.0), index, hash(leaf.0)).is_ok();
        let others = InclusionProof::try_from_bytes(Hash::join(proof)).expect("whole hashes");
        let others = Self::other_root(size, root).verify_inclusion(&bytes, index, &others).is_ok();
        assert_eq!((ours, ours), (theirs, others), "entry {of} at {index} of {size}, {} hashes", proof.len());
        ours
    }

    /// Whether this proves that one tree is the beginning of the other; the same answer from all three.
    fn consistent(old: (u64, Hash), new: (u64, Hash), proof: &[Hash]) -> bool {
        let ours = verify_consistency(old.0, old.1, new.0, new.1, proof).is_ok();
        let hash = |hash: Hash| tlog_tiles::Hash(hash.0);
        let theirs =
            tlog_tiles::check_tree(&to_theirs(proof), new.0, hash(new.1), old.0, hash(old.1)).is_ok();
        assert_eq!(ours, theirs, "{} to {}, {} hashes", old.0, new.0, proof.len());
        if old.0 < new.0 {
            let others = ConsistencyProof::try_from_bytes(Hash::join(proof)).expect("whole hashes");
            let (from, to) = (Self::other_root(old.0, old.1), Self::other_root(new.0, new.1));
            let others = to.verify_consistency(&from, &others).is_ok();
            assert_eq!(ours, others, "{} to {}, {} hashes", old.0, new.0, proof.len());
        }
        ours
    }
}

/// Proofs that differ from a good one: cut, longer, swapped, with a flipped bit.
fn spoiled(proof: &[Hash]) -> Vec<Vec<Hash>> {
    let mut spoiled = vec![[proof, &[leaf_hash(b"")]].concat(), [&[leaf_hash(b"")], proof].concat()];
    if let ([_, rest @ ..], [start @ .., _]) = (proof, proof)
        && !proof.is_empty()
    {
        spoiled.extend([rest.to_vec(), start.to_vec()]);
    }
    for at in 0..proof.len() {
        let mut flipped = proof.to_vec();
        flipped[at].0[at % 32] ^= 1 << (at % 8);
        spoiled.push(flipped);
        if at > 0 {
            let mut swapped = proof.to_vec();
            swapped.swap(at - 1, at);
            spoiled.push(swapped);
        }
    }
    spoiled
}

#[test]
fn all_three_have_the_same_roots() {
    let trees = grown();
    for size in 0..=LARGEST {
        let theirs = tlog_tiles::tree_hash(size, &trees.stored).expect("all hashes are there");
        assert_eq!(trees.root(size).0, theirs.0, "size {size}");
        assert_eq!(trees.root(size).0[..], trees.other(size).root().as_bytes()[..], "size {size}");
    }
}

#[test]
fn all_three_make_and_verify_the_same_inclusion_proofs() {
    let trees = grown();
    for size in 1..=LARGEST {
        let root = trees.root(size);
        for index in 0..size {
            let proof = proof::inclusion(index, size, &trees.stored).expect("all nodes are there");
            let theirs = tlog_tiles::prove_record(size, index, &trees.stored).expect("all hashes are there");
            assert_eq!(to_theirs(&proof), theirs, "{index} of {size}");
            assert_eq!(Hash::join(&proof), trees.other(size).prove_inclusion(index as usize).as_bytes());
            assert!(Trees::included(index, index, size, &proof, root), "{index} of {size}");
        }
    }
}

#[test]
fn all_three_refuse_the_same_inclusion_proofs() {
    let trees = grown();
    for size in 1..=40 {
        let root = trees.root(size);
        for index in 0..size {
            let proof = proof::inclusion(index, size, &trees.stored).expect("all nodes are there");
            for elsewhere in (0..=size).filter(|elsewhere| *elsewhere != index) {
                assert!(!Trees::included(index, elsewhere, size, &proof, root));
            }
            for other in (1..=42).filter(|other| *other != size && *other <= LARGEST) {
                assert!(!Trees::included(index, index, other, &proof, trees.root(other)));
            }
            for spoiled in spoiled(&proof) {
                // Swapping equal hashes changes nothing.
                assert!(spoiled == proof || !Trees::included(index, index, size, &spoiled, root));
            }
            assert!(!Trees::included(index, index, size, &proof, trees.root(size - 1)));
        }
    }
}

#[test]
fn all_three_make_and_verify_the_same_consistency_proofs() {
    let trees = grown();
    for new in 1..=LARGEST {
        for old in 1..=new {
            let proof = proof::consistency(old, new, &trees.stored).expect("all nodes are there");
            let theirs = tlog_tiles::prove_tree(new, old, &trees.stored).expect("all hashes are there");
            assert_eq!(to_theirs(&proof), theirs, "{old} to {new}");
            if old < new {
                let others = trees.other(new).prove_consistency((new - old) as usize);
                assert_eq!(Hash::join(&proof), others.as_bytes(), "{old} to {new}");
            }
            assert!(
                Trees::consistent((old, trees.root(old)), (new, trees.root(new)), &proof),
                "{old} to {new}"
            );
        }
    }
}

#[test]
fn all_three_refuse_the_same_consistency_proofs() {
    let trees = grown();
    // A root does not hold its size: with a wrong size beside it, some proofs lead there too. All must say the same.
    let agree = |from, to, proof: &[Hash]| {
        Trees::consistent(from, to, proof);
    };
    for new in 1..=40 {
        for old in 1..=new {
            let (from, to) = ((old, trees.root(old)), (new, trees.root(new)));
            let proof = proof::consistency(old, new, &trees.stored).expect("all nodes are there");
            for other in (1..=42).filter(|other| *other != old) {
                assert!(!Trees::consistent((other, trees.root(other)), to, &proof));
                agree((other, from.1), to, &proof);
            }
            for other in (1..=42).filter(|other| *other != new) {
                assert!(!Trees::consistent(from, (other, trees.root(other)), &proof));
                agree(from, (other, to.1), &proof);
            }
            for spoiled in spoiled(&proof) {
                assert!(spoiled == proof || !Trees::consistent(from, to, &spoiled));
            }
        }
    }
}
