//! The part of the suite about the Merkle tree: it is that of the stored bytes, whatever happens, and nothing of it changes.

use std::sync::Arc;

use bytes::Bytes;
use transparency::Hash;
use transparency::hash::leaf_hash;
use transparency::proof::{verify_consistency, verify_inclusion};
use transparency::tile::{ENTRY_BYTES_MAX, TileId};
use transparency::tree::Tree;

use super::{BOOK, Place, append, batch, lead, record};
use crate::{Batch, EventStore, StoreError, TreeHead, proofs};

/// The tree over what can be read back.
async fn by_hand(store: &Arc<dyn EventStore>) -> TreeHead {
    let mut tree = Tree::default();
    let records = store.read(BOOK, 0, usize::MAX).await.expect("the log can be read");
    records.iter().for_each(|record| tree.push(leaf_hash(&record.bytes), &mut Vec::new()));
    TreeHead { size: tree.size(), root: tree.root() }
}

async fn head(store: &Arc<dyn EventStore>) -> TreeHead {
    store.tree_head(BOOK).await.expect("the head has a root")
}

/// A check of the suite; its name says what it proves.
pub async fn the_root_is_that_of_the_stored_bytes_at_every_kind_of_size(place: &dyn Place) {
    let store = place.open().await;
    assert_eq!(head(&store).await, TreeHead { size: 0, root: transparency::hash::empty_root() });
    let mut writer = lead(&store, BOOK).await;
    let mut next = 1;
    for size in [1, 255, 256, 257, 511, 513, 65_535, 65_536, 65_537, 65_793] {
        append(&mut writer, &batch(next..=size)).await;
        next = size + 1;
        assert_eq!(head(&store).await, by_hand(&store).await, "size {size}");
    }
}

/// A check of the suite; its name says what it proves.
pub async fn a_tree_goes_on_after_restart_fencing_and_lost_answers(place: &dyn Place) {
    let store = place.open().await;
    let mut writer = lead(&store, BOOK).await;
    append(&mut writer, &batch(1..=700)).await;
    let mut newer = lead(&store, BOOK).await;
    assert!(writer.append(&batch(701..=800)).await.is_err(), "the first writer is fenced");
    append(&mut newer, &batch(701..=1_000)).await;
    for microseconds in [0, 300, 1_000, 3_000, 10_000] {
        let next = newer.head().position + 1;
        let batch = batch(next..=next + 299);
        let wait = std::time::Duration::from_micros(microseconds);
        let _ = tokio::time::timeout(wait, newer.append(&batch)).await;
        if newer.head().position < next {
            append(&mut newer, &batch).await;
        }
        newer.recover().await.expect("nobody else leads");
    }
    assert_eq!(head(&store).await, by_hand(&store).await);
    drop((writer, newer, store));
    let store = place.open().await;
    let mut writer = lead(&store, BOOK).await;
    let next = writer.head().position + 1;
    append(&mut writer, &batch(next..=next + 999)).await;
    assert_eq!(head(&store).await, by_hand(&store).await);
}

/// A check of the suite; its name says what it proves.
pub async fn tiles_and_proofs_of_every_width_come_from_what_is_stored(place: &dyn Place) {
    let store = place.open().await;
    let mut writer = lead(&store, BOOK).await;
    let size = 66_000;
    append(&mut writer, &batch(1..=size)).await;
    let leaf = |position| leaf_hash(&record(position).bytes);
    let tile = async |level, number, width| {
        store.tile(BOOK, TileId { level, number, width }).await.expect("the store answers")
    };
    for (number, width) in [(0, 256), (0, 7), (256, 256), (257, 208), (257, 1)] {
        let hashes: Vec<Hash> = (1..=u64::from(width)).map(|place| leaf(number * 256 + place)).collect();
        assert_eq!(tile(0, number, width).await, Some(hashes), "tile {number} of width {width}");
    }
    for (level, number, width) in [(0, 257, 209), (0, 258, 1), (1, 1, 2), (2, 0, 2), (3, 0, 1)] {
        assert_eq!(tile(level, number, width).await, None, "{level} {number} {width}");
    }
    for (level, width) in [(1, 256), (1, 3), (2, 1)] {
        assert_eq!(tile(level, 0, width).await.map(|hashes| hashes.len()), Some(usize::from(width)));
    }
    let root = head(&store).await.root;
    for position in [1, 255, 256, 257, 65_536, 65_537, 65_792, 65_793, size] {
        let proof = proofs::inclusion_proof(&*store, BOOK, position, size).await.expect("it is there");
        verify_inclusion(leaf(position), position - 1, size, &proof, root).expect("it is proved");
    }
    for old in [1, 255, 256, 300, 65_536, 65_537, 65_999, size] {
        let was = proofs::root_at(&*store, BOOK, old).await.expect("the log was there");
        let proof = proofs::consistency_proof(&*store, BOOK, old, size).await.expect("it extends it");
        verify_consistency(old, was, size, root, &proof).expect("it is proved");
    }
    assert!(proofs::inclusion_proof(&*store, BOOK, size + 1, size).await.is_err());
    assert!(proofs::inclusion_proof(&*store, BOOK, 0, size).await.is_err());
    assert!(proofs::root_at(&*store, BOOK, size + 1).await.is_err());
}

/// A check of the suite; its name says what it proves.
pub async fn a_tree_is_built_over_a_log_that_has_none(place: &dyn Place) {
    let store = place.open().await;
    let mut writer = lead(&store, BOOK).await;
    append(&mut writer, &batch(1..=9_000)).await;
    let was = head(&store).await;
    drop(writer);
    // As a log of a version before the tree: no root, no tiles. Only the highest rights can make it so again.
    place.without_guards("update head set tree_root = null; delete from tile").await;
    assert!(store.tree_head(BOOK).await.is_err(), "it says that the tree is not there");
    let mut writer = lead(&store, BOOK).await;
    assert_eq!(head(&store).await, was);
    append(&mut writer, &batch(9_001..=9_300)).await;
    assert_eq!(head(&store).await, by_hand(&store).await);
    let proof = proofs::inclusion_proof(&*store, BOOK, 77, 9_300).await.expect("the tiles are there again");
    let root = head(&store).await.root;
    verify_inclusion(leaf_hash(&record(77).bytes), 76, 9_300, &proof, root).expect("it is proved");
}

/// A check of the suite; its name says what it proves.
pub async fn records_that_are_missing_are_found_when_a_tree_is_built(place: &dyn Place) {
    let store = place.open().await;
    let mut writer = lead(&store, BOOK).await;
    append(&mut writer, &batch(1..=65_600)).await;
    drop(writer);
    let sql = "update head set tree_root = null; delete from tile; delete from record where position = 9000";
    place.without_guards(sql).await;
    let found = damage(&store, BOOK).await;
    assert!(found.contains("of the records 8193 to 16384 only 8191 are there"), "{found}");
}

/// A check of the suite; its name says what it proves.
pub async fn what_was_changed_under_the_newest_tiles_is_named_by_the_next_leader(place: &dyn Place) {
    let store = place.open().await;
    for (no, change, named) in [
        (1, "update record set bytes = B where position = 990 and book = 1", "records 769 to 1000"),
        (2, "update tile set hashes = T where number = 2 and book = 2", "tile 2 at level 0"),
        (3, "update tile set root = R where number = 1 and book = 3", "tile 1 at level 0"),
        (4, "update head set tree_root = R where book = 4", "the head was changed"),
    ] {
        let book = format!("book {no}");
        let mut writer = lead(&store, &book).await;
        append(&mut writer, &batch(1..=1_000)).await;
        drop(writer);
        let change = change
            .replace("= B", &format!("= (select bytes from record where position = 1 and book = {no})"))
            .replace("= T", &format!("= (select hashes from tile where number = 0 and book = {no})"))
            .replace("= R", &format!("= (select root from tile where number = 0 and book = {no})"));
        place.without_guards(&change).await;
        let found = damage(&store, &book).await;
        assert!(found.contains(named), "{named}: {found}");
    }
}

/// What the next leader says.
async fn damage(store: &Arc<dyn EventStore>, book: &str) -> String {
    match store.lead(book).await {
        Err(StoreError::Damaged { what, .. }) => what,
        Err(other) => panic!("another error: {other}"),
        Ok(_) => panic!("nothing was found"),
    }
}

/// A check of the suite; its name says what it proves.
pub async fn an_attachment_comes_back_and_an_entry_that_is_too_long_is_refused(place: &dyn Place) {
    let store = place.open().await;
    let mut writer = lead(&store, BOOK).await;
    let mut records = batch(1..=3).records;
    records[0].attachment = Some(Bytes::from(vec![7; 1_500_000]));
    records[1].bytes = Bytes::from(vec![1; ENTRY_BYTES_MAX]);
    records[2].attachment = Some(Bytes::new());
    append(&mut writer, &Batch { records: records.clone(), ..Batch::default() }).await;
    assert_eq!(store.read(BOOK, 0, 10).await.expect("read"), records);
    let mut longer = batch(4..=4);
    longer.records[0].bytes = Bytes::from(vec![1; ENTRY_BYTES_MAX + 1]);
    let error = writer.append(&longer).await.expect_err("it does not fit");
    assert!(matches!(error, StoreError::EntryTooLong { position: 4, bytes: 65_536 }), "{error}");
    append(&mut writer, &batch(4..=4)).await;
}

/// A check of the suite; its name says what it proves.
pub async fn a_checkpoint_is_kept_only_when_it_is_one_of_this_log_now(place: &dyn Place) {
    let store = place.open().await;
    let mut writer = lead(&store, BOOK).await;
    append(&mut writer, &batch(1..=10)).await;
    assert_eq!(store.checkpoint(BOOK).await.expect("none yet"), None);
    let beyond = store.save_checkpoint(BOOK, 11, "beyond").await.expect_err("not durable yet");
    assert!(matches!(beyond, StoreError::CheckpointBeyondHead { size: 11, head: 10 }), "{beyond}");
    assert_eq!(store.save_checkpoint(BOOK, 7, "seven").await.expect("kept"), 1);
    assert_eq!(store.save_checkpoint(BOOK, 10, "ten").await.expect("kept"), 2);
    assert_eq!(store.save_checkpoint(BOOK, 10, "ten, cosigned").await.expect("kept"), 3);
    let behind = store.save_checkpoint(BOOK, 9, "behind").await.expect_err("it goes back");
    assert!(matches!(behind, StoreError::CheckpointBehind { size: 9, newest: 10 }), "{behind}");
    let newest = store.checkpoint(BOOK).await.expect("read").expect("there is one");
    assert_eq!((newest.number, newest.size, newest.note.as_str()), (3, 10, "ten, cosigned"));
    let all = store.checkpoints(BOOK, 1, 10).await.expect("read");
    assert_eq!(all.iter().map(|checkpoint| checkpoint.number).collect::<Vec<_>>(), [2, 3]);
    let saving = (0..8).map(|number| {
        let store = Arc::clone(&store);
        async move { store.save_checkpoint(BOOK, 10, &format!("signer {number}")).await }
    });
    let numbers = futures_util::future::join_all(saving).await;
    let mut numbers: Vec<u64> = numbers.into_iter().filter_map(Result::ok).collect();
    numbers.sort_unstable();
    let expected: Vec<u64> = (4..4 + numbers.len() as u64).collect();
    assert_eq!(numbers, expected, "no number is given twice or left out");
    assert!(store.save_checkpoint("unknown", 1, "x").await.is_err());
}

/// A check of the suite; its name says what it proves.
pub async fn tiles_and_checkpoints_can_not_be_changed_or_removed(place: &dyn Place) {
    let store = place.open().await;
    let mut writer = lead(&store, BOOK).await;
    append(&mut writer, &batch(1..=256)).await;
    store.save_checkpoint(BOOK, 256, "note").await.expect("kept");
    for sql in [
        "update tile set root = root",
        "update tile set hashes = hashes where number = 0",
        "delete from tile",
        "insert into tile select * from tile",
        "update checkpoint set note = 'other'",
        "delete from checkpoint",
        "insert into checkpoint select * from checkpoint",
    ] {
        assert!(place.run_sql(sql).await.is_err(), "was not refused: {sql}");
    }
    let newest = store.checkpoint(BOOK).await.expect("read").expect("there is one");
    assert_eq!(newest.note, "note");
}
