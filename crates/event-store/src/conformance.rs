//! What every backend must do, as one suite. A backend's test gives a [`Place`] and gets one test for each function here:
//!
//! ```ignore
//! event_store::conformance_suite!(FolderPlace::new());
//! ```
//!
//! What only one backend can do (folder locks, roles, killed processes) is tested beside it, in `tests/`.

use std::sync::Arc;
use std::time::{Duration, Instant};

use async_trait::async_trait;
use bytes::Bytes;
use futures_util::FutureExt;

mod tree;

pub use tree::*;

use crate::{
    Batch, BusCoordinates, BusCursor, EventStore, Head, Outcome, Record, Repeat, StoreError, Writer,
};

/// Where a backend keeps one log, empty at first.
#[async_trait]
pub trait Place: Send + Sync {
    /// Opens the log. The suite drops one store before it opens the next.
    async fn open(&self) -> Arc<dyn EventStore>;

    /// Runs SQL with the highest rights there are, as an attacker or a careless administrator would.
    async fn run_sql(&self, sql: &str) -> Result<(), String>;

    /// Runs SQL after taking the guards of record, head and tile away, which whoever owns the database can do.
    async fn without_guards(&self, sql: &str);

    /// The first column of a query's answer, with the same rights.
    async fn query_numbers(&self, sql: &str) -> Vec<i64>;

    /// Statements beyond UPDATE and DELETE that this backend must refuse.
    fn further_tampering(&self) -> Vec<String> {
        Vec::new()
    }
}

/// Makes one test for each check of the suite; `$place` is an expression that makes a fresh [`Place`].
#[macro_export]
macro_rules! conformance_suite {
    ($place:expr) => {
        $crate::conformance_suite!($place;
            a_book_that_nobody_led_is_empty
            positions_are_gapless_and_records_come_back_as_they_went_in
            a_batch_that_does_not_follow_the_head_is_refused_and_writes_nothing
            text_that_no_database_can_hold_is_refused_and_writes_nothing
            a_second_writer_fences_the_first_and_nothing_of_it_lands
            identities_are_found_before_and_after_a_segment_boundary
            an_identity_is_compared_exactly
            repeats_are_counted_and_take_no_position
            the_bus_cursor_resumes_where_it_was
            bus_streams_keep_their_numbers
            the_newest_snapshot_comes_back_and_two_are_kept
            reads_are_in_order_and_within_their_limits
            waiting_ends_when_the_log_grows_or_time_is_over
            books_are_independent
            nothing_can_be_changed_or_removed
            batches_of_one_and_of_thousands_land_whole
            the_bytes_that_a_log_takes_grow_with_it
            an_append_that_was_dropped_half_way_lands_exactly_once
            another_batch_in_place_of_an_unresolved_one_is_refused
            the_root_is_that_of_the_stored_bytes_at_every_kind_of_size
            a_tree_goes_on_after_restart_fencing_and_lost_answers
            tiles_and_proofs_of_every_width_come_from_what_is_stored
            a_tree_is_built_over_a_log_that_has_none
            records_that_are_missing_are_found_when_a_tree_is_built
            what_was_changed_under_the_newest_tiles_is_named_by_the_next_leader
            an_attachment_comes_back_and_an_entry_that_is_too_long_is_refused
            a_checkpoint_is_kept_only_when_it_is_one_of_this_log_now
            tiles_and_checkpoints_can_not_be_changed_or_removed
        );
    };
    ($place:expr; $($check:ident)*) => {
        $(
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $check() {
                let place = $place;
                $crate::conformance::$check(&place).await;
            }
        )*
    };
}

const BOOK: &str = "oku-timur";

/// A posted record with an identity made from its position.
#[must_use]
pub fn record(position: u64) -> Record {
    Record {
        position,
        outcome: Outcome::Posted,
        code: String::new(),
        source: "bank/jatim".to_owned(),
        id: format!("payment-{position}"),
        event_type: "neraca.payment.received.v1".to_owned(),
        recorded_at: 1_767_225_600_000_000 + position as i64,
        effective_date: 20_454,
        bus: Some(BusCoordinates { stream: 1, sequence: position }),
        bytes: Bytes::from(format!("record {position} ").repeat(8)),
        attachment: None,
    }
}

/// Records at consecutive positions.
#[must_use]
pub fn batch(positions: std::ops::RangeInclusive<u64>) -> Batch {
    Batch { records: positions.map(record).collect(), ..Batch::default() }
}

fn cursor(sequence: u64) -> BusCursor {
    BusCursor { stream: 1, sequence, digest: [sequence as u8; 32] }
}

async fn lead(store: &Arc<dyn EventStore>, book: &str) -> Box<dyn Writer> {
    store.lead(book).await.expect("the book can be led").writer
}

async fn append(writer: &mut Box<dyn Writer>, batch: &Batch) -> Head {
    writer.append(batch).await.expect("the batch follows the head")
}

async fn positions(store: &Arc<dyn EventStore>, book: &str) -> Vec<u64> {
    let records = store.read(book, 0, usize::MAX).await.expect("the log can be read");
    records.iter().map(|record| record.position).collect()
}

/// A check of the suite; its name says what it proves.
pub async fn a_book_that_nobody_led_is_empty(place: &dyn Place) {
    let store = place.open().await;
    assert_eq!(store.head(BOOK).await.expect("head"), Head::default());
    assert_eq!(store.books().await.expect("books"), Vec::<String>::new());
    assert_eq!(positions(&store, BOOK).await, []);
    assert_eq!(store.find(BOOK, "a", "1").await.expect("find"), []);
    assert_eq!(store.outcome_counts(BOOK).await.expect("counts").records(), 0);
    let leadership = store.lead(BOOK).await.expect("a new book can be led");
    assert_eq!(leadership.head, Head { epoch: 1, ..Head::default() });
    assert!(leadership.identities.is_empty() && leadership.snapshot.is_none());
    assert_eq!(store.books().await.expect("books"), [BOOK]);
}

/// A check of the suite; its name says what it proves.
pub async fn positions_are_gapless_and_records_come_back_as_they_went_in(place: &dyn Place) {
    let store = place.open().await;
    let mut writer = lead(&store, BOOK).await;
    let mut first = batch(1..=3);
    first.records[1].outcome = Outcome::Refused;
    first.records[1].code = "account-closed".to_owned();
    first.records[2] = Record {
        source: String::new(),
        id: String::new(),
        bus: None,
        outcome: Outcome::Internal,
        effective_date: -1,
        bytes: Bytes::new(),
        ..record(3)
    };
    append(&mut writer, &first).await;
    let second = batch(4..=5);
    let head = append(&mut writer, &second).await;
    assert_eq!((head.position, head.epoch), (5, 1));
    assert_eq!(writer.head(), &head);
    assert_eq!(append(&mut writer, &Batch::default()).await, head);

    drop((store, writer));
    let store = place.open().await;
    assert_eq!(store.head(BOOK).await.expect("head"), head);
    let records = store.read(BOOK, 0, 100).await.expect("read");
    assert_eq!(records, [first.records, second.records].concat());
}

/// A check of the suite; its name says what it proves.
pub async fn a_batch_that_does_not_follow_the_head_is_refused_and_writes_nothing(place: &dyn Place) {
    let store = place.open().await;
    let mut writer = lead(&store, BOOK).await;
    append(&mut writer, &batch(1..=2)).await;
    for wrong in
        [batch(2..=3), batch(4..=5), Batch { records: vec![record(3), record(5)], ..Batch::default() }]
    {
        let error = writer.append(&wrong).await.expect_err("it does not follow");
        assert!(matches!(error, StoreError::WrongPosition { .. }) && !error.is_retryable(), "{error}");
    }
    assert_eq!(positions(&store, BOOK).await, [1, 2]);
    append(&mut writer, &batch(3..=3)).await;
}

/// A check of the suite; its name says what it proves.
pub async fn text_that_no_database_can_hold_is_refused_and_writes_nothing(place: &dyn Place) {
    let store = place.open().await;
    let mut writer = lead(&store, BOOK).await;
    let mut with_nul = batch(1..=1);
    with_nul.records[0].id = "a\0b".to_owned();
    let error = writer.append(&with_nul).await.expect_err("NUL is no text");
    assert!(matches!(error, StoreError::UnstorableText { position: 1, field: "id" }), "{error}");
    let mut other = batch(1..=1);
    other.records[0].id = "ñ '\"\\ \u{1F4B0} \u{7f}".to_owned();
    append(&mut writer, &other).await;
    assert_eq!(store.read(BOOK, 0, 1).await.expect("read"), other.records);
}

/// A check of the suite; its name says what it proves.
pub async fn a_second_writer_fences_the_first_and_nothing_of_it_lands(place: &dyn Place) {
    let store = place.open().await;
    let mut old = lead(&store, BOOK).await;
    append(&mut old, &batch(1..=1)).await;
    let mut new = lead(&store, BOOK).await;
    assert_eq!((new.head().epoch, new.head().position), (2, 1));
    // Both before and after the new writer has written.
    for next in [batch(2..=2), batch(3..=3)] {
        let error = old.append(&batch(2..=9)).await.expect_err("the old writer is fenced");
        assert!(matches!(error, StoreError::Fenced { epoch: 1, .. }) && !error.is_retryable(), "{error}");
        append(&mut new, &next).await;
    }
    assert!(matches!(old.recover().await, Err(StoreError::Fenced { .. })));
    assert!(matches!(old.bus_stream("PAYMENTS", "now").await, Err(StoreError::Fenced { .. })));
    assert!(matches!(old.save_snapshot(1, 1, b"old").await, Err(StoreError::Fenced { .. })));
    assert_eq!(positions(&store, BOOK).await, [1, 2, 3]);
    assert_eq!(store.bus_streams(BOOK).await.expect("streams"), []);
}

/// A check of the suite; its name says what it proves.
pub async fn identities_are_found_before_and_after_a_segment_boundary(place: &dyn Place) {
    let store = place.open().await;
    let mut writer = lead(&store, BOOK).await;
    let last = crate::identity::SEGMENT_POSITIONS as u64 + 50;
    let mut next = 1;
    while next <= last {
        let end = last.min(next + 8_191);
        let mut batch = batch(next..=end);
        if next == 1 {
            batch.records[6].source.clear();
            batch.records[6].id.clear();
        }
        append(&mut writer, &batch).await;
        next = end + 1;
    }
    drop((store, writer));

    // The second round also passes the boundary with what the first one loaded.
    for round in 0..2 {
        let store = place.open().await;
        let leadership = store.lead(BOOK).await.expect("lead");
        let (mut writer, identities) = (leadership.writer, leadership.identities);
        let end = last + round * 65_536;
        assert_eq!(identities.len() as u64, end - 1, "all but the one without identity");
        for position in [1, 2, 65_535, 65_536, 65_537, last, end] {
            let id = format!("payment-{position}");
            assert!(identities.candidates("bank/jatim", &id).any(|found| found == position), "{id}");
            assert_eq!(store.find(BOOK, "bank/jatim", &id).await.expect("find"), [position]);
        }
        assert_eq!(identities.candidates("bank/jatim", "payment-7").count(), 0);
        assert_eq!(identities.candidates("bank/jatim", &format!("payment-{}", end + 1)).count(), 0);
        append(&mut writer, &batch(end + 1..=end + 65_536)).await;
    }
}

/// A check of the suite; its name says what it proves.
pub async fn an_identity_is_compared_exactly(place: &dyn Place) {
    let store = place.open().await;
    let mut writer = lead(&store, BOOK).await;
    let mut records = batch(1..=4);
    for (record, (source, id)) in
        records.records.iter_mut().zip([("ab", "c"), ("a", "bc"), ("ab", "c"), ("AB", "c")])
    {
        (record.source, record.id) = (source.to_owned(), id.to_owned());
    }
    append(&mut writer, &records).await;
    assert_eq!(store.find(BOOK, "ab", "c").await.expect("find"), [1, 3]);
    assert_eq!(store.find(BOOK, "a", "bc").await.expect("find"), [2]);
    assert_eq!(store.find(BOOK, "ab", "").await.expect("find"), []);
}

/// A check of the suite; its name says what it proves.
pub async fn repeats_are_counted_and_take_no_position(place: &dyn Place) {
    let store = place.open().await;
    let mut writer = lead(&store, BOOK).await;
    let repeat = |of_position, sequence| Repeat {
        of_position,
        recorded_at: 5,
        bus: Some(BusCoordinates { stream: 1, sequence }),
    };
    let from_http = Repeat { of_position: 1, recorded_at: 7, bus: None };
    let mut first = batch(1..=2);
    first.repeats = vec![repeat(1, 3), from_http.clone()];
    append(&mut writer, &first).await;
    let only_repeats = Batch { repeats: vec![repeat(2, 4)], ..Batch::default() };
    let head = append(&mut writer, &only_repeats).await;
    assert_eq!((head.position, head.repeats), (2, 3));

    let stored = store.repeats(BOOK, 0, 10).await.expect("repeats");
    assert_eq!(stored.iter().map(|stored| stored.number).collect::<Vec<_>>(), [1, 2, 3]);
    let repeats: Vec<Repeat> = stored.into_iter().map(|stored| stored.repeat).collect();
    assert_eq!(repeats, [repeat(1, 3), from_http, repeat(2, 4)]);
    assert_eq!(store.repeats(BOOK, 1, 1).await.expect("repeats")[0].number, 2);
    let counts = store.outcome_counts(BOOK).await.expect("counts");
    assert_eq!((counts.posted, counts.records(), counts.repeats), (2, 2, 3));
}

/// A check of the suite; its name says what it proves.
pub async fn the_bus_cursor_resumes_where_it_was(place: &dyn Place) {
    let store = place.open().await;
    let mut writer = lead(&store, BOOK).await;
    append(&mut writer, &Batch { bus: Some(cursor(2)), ..batch(1..=2) }).await;
    // From elsewhere than the bus: the cursor stays.
    append(&mut writer, &batch(3..=3)).await;
    append(&mut writer, &Batch { bus: Some(cursor(9)), ..Batch::default() }).await;
    drop((store, writer));
    let store = place.open().await;
    let head = store.lead(BOOK).await.expect("lead").head;
    assert_eq!(head, Head { epoch: 2, position: 3, repeats: 0, bus: Some(cursor(9)) });
}

/// A check of the suite; its name says what it proves.
pub async fn bus_streams_keep_their_numbers(place: &dyn Place) {
    let store = place.open().await;
    let mut writer = lead(&store, BOOK).await;
    assert_eq!(writer.bus_stream("PAYMENTS", "2026-01-01").await.expect("new"), 1);
    assert_eq!(writer.bus_stream("PAYMENTS", "2026-02-01").await.expect("made anew"), 2);
    assert_eq!(writer.bus_stream("PAYMENTS", "2026-01-01").await.expect("known"), 1);
    let mut other = lead(&store, "other").await;
    assert_eq!(other.bus_stream("PAYMENTS", "2026-02-01").await.expect("another book"), 1);
    let streams = store.bus_streams(BOOK).await.expect("streams");
    let keys: Vec<_> = streams.iter().map(|s| (s.number, &*s.name, &*s.created_at)).collect();
    assert_eq!(keys, [(1, "PAYMENTS", "2026-01-01"), (2, "PAYMENTS", "2026-02-01")]);
    append(&mut writer, &batch(1..=1)).await;
}

/// A check of the suite; its name says what it proves.
pub async fn the_newest_snapshot_comes_back_and_two_are_kept(place: &dyn Place) {
    let store = place.open().await;
    let mut writer = lead(&store, BOOK).await;
    append(&mut writer, &batch(1..=30)).await;
    let large: Vec<u8> = (0..2_500_000_u32).map(|i| (i / 7) as u8).collect();
    for position in [10, 20, 30] {
        writer.save_snapshot(position, 1, &large[..position as usize]).await.expect("saved");
    }
    writer.save_snapshot(30, 2, &large).await.expect("replaces the one at the same position");
    let beyond = writer.save_snapshot(31, 2, b"").await.expect_err("beyond the head");
    assert!(matches!(beyond, StoreError::SnapshotBeyondHead { position: 31, head: 30 }), "{beyond}");
    drop(writer);

    let leadership = store.lead(BOOK).await.expect("lead");
    let newest = leadership.snapshot.expect("there is one");
    assert_eq!((newest.position, newest.format), (30, 2));
    assert!(newest.state == large, "a state in several parts comes back whole");
    let mut writer = leadership.writer;
    append(&mut writer, &batch(31..=31)).await;
    writer.save_snapshot(31, 3, b"").await.expect("an empty state is a state");
    let newest = store.lead(BOOK).await.expect("lead").snapshot.expect("there is one");
    assert_eq!((newest.position, newest.format, newest.state.len()), (31, 3, 0));
    let kept = place.query_numbers("select distinct position from snapshot order by position").await;
    assert_eq!(kept, [30, 31]);
}

/// A check of the suite; its name says what it proves.
pub async fn reads_are_in_order_and_within_their_limits(place: &dyn Place) {
    let store = place.open().await;
    let mut writer = lead(&store, BOOK).await;
    let mut all = batch(1..=100);
    for record in &mut all.records {
        record.outcome = match record.position % 10 {
            3 => Outcome::Refused,
            6 => Outcome::Quarantined,
            9 => Outcome::Internal,
            _ => Outcome::Posted,
        };
    }
    append(&mut writer, &all).await;
    let numbers = |records: Vec<Record>| records.iter().map(|r| r.position).collect::<Vec<_>>();

    assert_eq!(numbers(store.read(BOOK, 40, 3).await.expect("read")), [41, 42, 43]);
    assert_eq!(numbers(store.read(BOOK, 98, 10).await.expect("read")), [99, 100]);
    assert_eq!(numbers(store.read(BOOK, u64::MAX, 10).await.expect("read")), []);
    assert_eq!(store.read_at(BOOK, &[50]).await.expect("read"), [all.records[49].clone()]);
    let some = store.read_at(BOOK, &[70, 3, 3, 1_000, u64::MAX]).await.expect("read");
    assert_eq!(numbers(some), [3, 70]);
    assert_eq!(numbers(store.read_at(BOOK, &[]).await.expect("read")), []);
    for (outcome, expected) in [
        (Outcome::Refused, [33, 43]),
        (Outcome::Quarantined, [26, 36]),
        (Outcome::Internal, [29, 39]),
        (Outcome::Posted, [24, 25]),
    ] {
        let found = store.read_by_outcome(BOOK, outcome, 23, 2).await.expect("read");
        assert_eq!(numbers(found), expected, "{outcome:?}");
    }
    let counts = store.outcome_counts(BOOK).await.expect("counts");
    assert_eq!((counts.posted, counts.refused, counts.quarantined, counts.internal), (70, 10, 10, 10));
}

/// A check of the suite; its name says what it proves.
pub async fn waiting_ends_when_the_log_grows_or_time_is_over(place: &dyn Place) {
    let store = place.open().await;
    let mut writer = lead(&store, BOOK).await;
    let short = Duration::from_millis(60);
    let started = Instant::now();
    let head = store.wait_beyond(BOOK, 0, short).await.expect("head");
    assert_eq!(head.position, 0);
    assert!(started.elapsed() >= short);

    let waiting = {
        let store = Arc::clone(&store);
        tokio::spawn(async move { store.wait_beyond(BOOK, 0, Duration::from_secs(60)).await })
    };
    append(&mut writer, &batch(1..=1)).await;
    let head = waiting.await.expect("it does not panic").expect("head");
    assert_eq!(head.position, 1);
    let already = store.wait_beyond(BOOK, 0, Duration::from_secs(60)).await.expect("head");
    assert_eq!(already.position, 1);
    let unknown = store.wait_beyond("unknown", 0, Duration::ZERO).await.expect("head");
    assert_eq!(unknown, Head::default());
}

/// A check of the suite; its name says what it proves.
pub async fn books_are_independent(place: &dyn Place) {
    let store = place.open().await;
    let mut one = lead(&store, "one").await;
    let mut two = lead(&store, "two").await;
    append(&mut one, &batch(1..=3)).await;
    append(&mut two, &Batch { bus: Some(cursor(4)), ..batch(1..=1) }).await;
    append(&mut one, &batch(4..=5)).await;
    one.save_snapshot(5, 1, b"one").await.expect("saved");
    assert_eq!(store.books().await.expect("books"), ["one", "two"]);
    assert_eq!(positions(&store, "one").await, [1, 2, 3, 4, 5]);
    assert_eq!(positions(&store, "two").await, [1]);
    assert_eq!(store.find("two", "bank/jatim", "payment-2").await.expect("find"), []);
    let again = store.lead("two").await.expect("lead");
    assert_eq!(again.head, Head { epoch: 2, position: 1, repeats: 0, bus: Some(cursor(4)) });
    assert!(again.snapshot.is_none());
    assert_eq!(again.identities.len(), 1);
    append(&mut one, &batch(6..=6)).await;
}

/// A check of the suite; its name says what it proves.
pub async fn nothing_can_be_changed_or_removed(place: &dyn Place) {
    let store = place.open().await;
    let mut writer = lead(&store, BOOK).await;
    let mut first = batch(1..=3);
    first.repeats = vec![Repeat { of_position: 1, recorded_at: 1, bus: None }];
    writer.bus_stream("PAYMENTS", "now").await.expect("new");
    append(&mut writer, &first).await;
    let counts = store.outcome_counts(BOOK).await.expect("counts");

    let mut attempts: Vec<String> = [
        "update record set bytes = bytes where position = 2",
        "update record set outcome = 1",
        "delete from record where position = 3",
        "update repeat set of_position = 2",
        "delete from repeat",
        "update bus_stream set name = 'OTHER'",
        "delete from bus_stream",
        "update book set name = 'other'",
        "delete from book",
        "delete from head",
        "update head set position = position - 1",
        "update head set epoch = 0",
        "update head set repeats = 0",
        "update schema_migration set sha256 = ''",
        "delete from schema_migration",
        "insert into record select * from record",
        // A row beyond the head, and one that would leave a gap.
        "insert into record select position + 3, recorded_at, bus_sequence, book, effective_date, bus_stream, outcome,
            code, source, id, event_type, bytes, attachment from record where position = 2",
        "insert into record select position + 9, recorded_at, bus_sequence, book, effective_date, bus_stream, outcome,
            code, source, id, event_type, bytes, attachment from record",
    ]
    .map(str::to_owned)
    .into();
    attempts.extend(place.further_tampering());
    for sql in attempts {
        assert!(place.run_sql(&sql).await.is_err(), "was not refused: {sql}");
    }
    assert_eq!(store.read(BOOK, 0, 10).await.expect("read"), first.records);
    assert_eq!(store.outcome_counts(BOOK).await.expect("counts"), counts);
    append(&mut writer, &batch(4..=4)).await;
}

/// A check of the suite; its name says what it proves.
pub async fn batches_of_one_and_of_thousands_land_whole(place: &dyn Place) {
    let store = place.open().await;
    let mut writer = lead(&store, BOOK).await;
    let mut next = 1;
    for size in [1, 8_192, 1, 31, 32, 33, 1] {
        let head = append(&mut writer, &batch(next..=next + size - 1)).await;
        next += size;
        assert_eq!(head.position, next - 1);
    }
    let records = store.read(BOOK, 0, usize::MAX).await.expect("read");
    assert!(records == batch(1..=next - 1).records, "what came back is what went in");
}

/// A check of the suite; its name says what it proves.
pub async fn the_bytes_that_a_log_takes_grow_with_it(place: &dyn Place) {
    let store = place.open().await;
    let mut writer = lead(&store, BOOK).await;
    let before = store.stored_bytes().await.expect("the tables can be measured");
    let batch = batch(1..=4_000);
    append(&mut writer, &batch).await;
    let grown = store.stored_bytes().await.expect("the tables can be measured").saturating_sub(before);
    let content: usize = batch.records.iter().map(|record| record.bytes.len()).sum();
    assert!(grown > content as u64, "{grown} bytes for records of {content}");
}

/// A check of the suite; its name says what it proves.
pub async fn an_append_that_was_dropped_half_way_lands_exactly_once(place: &dyn Place) {
    let store = place.open().await;
    let mut writer = lead(&store, BOOK).await;
    let mut next = 1;
    for microseconds in [0, 100, 300, 1_000, 3_000, 10_000, 30_000] {
        let batch = batch(next..=next + 999);
        // Whether and where this stops the append is up to chance; every place must be right.
        let _ = tokio::time::timeout(Duration::from_micros(microseconds), writer.append(&batch)).await;
        if writer.head().position < next {
            append(&mut writer, &batch).await;
        }
        next += 1_000;
        assert_eq!(writer.head().position, next - 1);
    }
    let head = writer.recover().await.expect("nobody else leads");
    assert_eq!(head.position, next - 1);
    append(&mut writer, &batch(next..=next)).await;
    assert_eq!(positions(&store, BOOK).await, (1..=next).collect::<Vec<_>>());
    assert_eq!(store.lead(BOOK).await.expect("lead").identities.len() as u64, next);
}

/// A check of the suite; its name says what it proves.
pub async fn another_batch_in_place_of_an_unresolved_one_is_refused(place: &dyn Place) {
    let store = place.open().await;
    let mut writer = lead(&store, BOOK).await;
    let intended = batch(1..=10);
    // Polled once and dropped: it has begun, and no answer can have come.
    assert!(writer.append(&intended).now_or_never().is_none());
    let other = batch(1..=9);
    match writer.append(&other).await {
        // The first one had not landed: then this is the batch that comes next.
        Ok(head) => assert_eq!(head.position, 9),
        Err(error) => assert!(matches!(error, StoreError::OtherBatch { position: 10 }), "{error}"),
    }
    let head = *writer.head();
    assert_eq!(store.head(BOOK).await.expect("head"), head);
    assert_eq!(positions(&store, BOOK).await, (1..=head.position).collect::<Vec<_>>());
}
