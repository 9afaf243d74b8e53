//! The statements that both databases run as they stand. SQLite numbers `$n` by first appearance, so each statement
//! names its parameters in ascending order; a test holds that. A book is named by its name: it is looked up inside the
//! statement, so that no caller has to remember numbers.

/// The columns of a record, in the order in which the backends read them.
macro_rules! record_columns {
    () => {
        "position, outcome, code, source, id, event_type, recorded_at, effective_date, bus_stream, bus_sequence, bytes, attachment"
    };
}
pub(crate) use record_columns;

/// The book number of a name.
macro_rules! book_no {
    () => {
        "(select no from book where name = $1)"
    };
}
pub(crate) use book_no;

/// Columns of the head, in the order in which the backends read them.
macro_rules! head_columns {
    () => {
        "epoch, position, repeats, bus_stream, bus_sequence, bus_digest"
    };
}

pub(crate) const HEAD: &str = concat!("select ", head_columns!(), " from head where book = ", book_no!());

pub(crate) const BOOKS: &str = "select name from book order by no";

pub(crate) const READ: &str = concat!(
    "select ",
    record_columns!(),
    " from record where book = ",
    book_no!(),
    " and position > $2 order by position limit $3"
);

/// Refused or quarantined. The list repeats the partial index's condition, without which no planner uses the index for a
/// parameter.
pub(crate) const READ_INDEXED_OUTCOME: &str = concat!(
    "select ",
    record_columns!(),
    " from record where book = ",
    book_no!(),
    " and outcome = $2 and outcome in (2, 3) and position > $3 order by position limit $4"
);

/// Internal, by the index that holds no others.
pub(crate) const READ_INTERNAL: &str = concat!(
    "select ",
    record_columns!(),
    " from record where book = ",
    book_no!(),
    " and outcome = 4 and position > $2 order by position limit $3"
);

/// Posted: most records; read in order and filtered.
pub(crate) const READ_POSTED: &str = concat!(
    "select ",
    record_columns!(),
    " from record where book = ",
    book_no!(),
    " and outcome = 1 and position > $2 order by position limit $3"
);

pub(crate) const REPEATS: &str = concat!(
    "select number, of_position, recorded_at, bus_stream, bus_sequence from repeat where book = ",
    book_no!(),
    " and number > $2 order by number limit $3"
);

pub(crate) const BUS_STREAMS: &str =
    concat!("select number, name, created_at from bus_stream where book = ", book_no!(), " order by number");

pub(crate) const COUNT_OUTCOMES: &str =
    concat!("select outcome, count(*) from record where book = ", book_no!(), " group by outcome");

pub(crate) const COUNT_REPEATS: &str = concat!("select count(*) from repeat where book = ", book_no!());

/// The last position that segments cover.
pub(crate) const COVERED: &str = concat!(
    "select coalesce(max(first_position) + 65535, 0) from identity_segment where book = ",
    book_no!()
);

/// An identity among the records that no segment covers yet.
pub(crate) const FIND_IN_TAIL: &str = concat!(
    "select position from record where book = ",
    book_no!(),
    " and position > $2 and source = $3 and id = $4 order by position"
);

/// A new book takes the next number. Two leaders at once may choose the same: one inserts nothing and tries again.
pub(crate) const CREATE_BOOK: &str = "insert into book (no, name) select coalesce(max(no), 0) + 1, $1 from book where true on conflict do nothing";

pub(crate) const CREATE_HEAD: &str = "insert into head (book, epoch, leader, position, repeats)
    select no, 0, 0, 0, 0 from book where name = $1 on conflict do nothing";

/// Takes the next epoch. Waits for an older writer's transaction to end, after which that writer is fenced.
pub(crate) const LEAD: &str = concat!(
    "update head set epoch = epoch + 1, leader = $1 where book = (select no from book where name = $2) returning ",
    head_columns!(),
    ", book, tree_root"
);

/// The same for a writer that lost its connection: only while it still leads, which the epoch alone can't tell when the answer to
/// this very statement was lost. Waits for its own lost transaction.
pub(crate) const RECOVER: &str = concat!(
    "update head set epoch = epoch + 1 where book = $1 and leader = $2 returning ",
    head_columns!(),
    ", book"
);

/// The compare-and-set of an embedded append; Postgres sets the root with it. No row means that the writer is fenced.
pub(crate) const ADVANCE: &str = "update head
    set position = $1, repeats = $2, bus_stream = $3, bus_sequence = $4, bus_digest = $5
    where book = $6 and epoch = $7 and position = $8 and repeats = $9";

/// Holds the head row for a write that does not move it. No row means that the writer is fenced.
pub(crate) const HOLD: &str = "update head set epoch = epoch where book = $1 and epoch = $2";

pub(crate) const SEGMENTS: &str =
    "select first_position, fingerprints from identity_segment where book = $1 order by first_position";

pub(crate) const TAIL_IDENTITIES: &str =
    "select position, source, id from record where book = $1 and position > $2 order by position";

pub(crate) const INSERT_SEGMENT: &str =
    "insert into identity_segment (book, first_position, fingerprints) values ($1, $2, $3)";

/// The root, last in an embedded append: it is hashed while the rows are written. Also for a book that was written before there was
/// one.
pub(crate) const SET_ROOT: &str = "update head set tree_root = $1 where book = $2 and epoch = $3";

/// The leaves of the tree for whoever has the book's number.
pub(crate) const LEAVES_OF: &str =
    "select bytes from record where book = $1 and position > $2 and position <= $3 order by position";

pub(crate) const TREE_HEAD: &str = concat!("select position, tree_root from head where book = ", book_no!());

pub(crate) const FULL_TILE: &str =
    concat!("select hashes from tile where book = ", book_no!(), " and level = $2 and number = $3");

/// The leaves of the tree: the bytes of records without all that stands beside them.
pub(crate) const LEAVES: &str = concat!(
    "select bytes from record where book = ",
    book_no!(),
    " and position > $2 order by position limit $3"
);

pub(crate) const TILE_ROOTS: &str = concat!(
    "select root from tile where book = ",
    book_no!(),
    " and level = $2 and number >= $3 order by number limit $4"
);

/// The same for whoever has the book's number.
pub(crate) const TILE_ROOTS_OF: &str =
    "select root from tile where book = $1 and level = $2 and number >= $3 order by number limit $4";

/// Whole tiles, to see whether each is what its root says.
pub(crate) const TILES_OF: &str =
    "select root, hashes from tile where book = $1 and level = $2 and number >= $3 order by number limit $4";

pub(crate) const NEWEST_CHECKPOINT: &str = concat!(
    "select number, size, note from checkpoint where book = ",
    book_no!(),
    " order by number desc limit 1"
);

pub(crate) const CHECKPOINTS: &str = concat!(
    "select number, size, note from checkpoint where book = ",
    book_no!(),
    " and number > $2 order by number limit $3"
);

/// Never beyond what is durable, never back. Two signers at once may take the same number: one then tries again.
pub(crate) const SAVE_CHECKPOINT: &str = "insert into checkpoint (book, number, size, note)
    select h.book, 1 + coalesce((select max(c.number) from checkpoint c where c.book = h.book), 0),
        cast($1 as bigint), cast($2 as text)
    from head h where h.book = (select no from book where name = $3) and h.position >= cast($1 as bigint)
        and cast($1 as bigint) >= coalesce((select max(c.size) from checkpoint c where c.book = h.book), 0)
    returning number";

pub(crate) const BUS_STREAM: &str =
    "select number from bus_stream where book = $1 and name = $2 and created_at = $3";

pub(crate) const CREATE_BUS_STREAM: &str = "insert into bus_stream (book, number, name, created_at)
    values ($1, (select coalesce(max(number), 0) + 1 from bus_stream where book = $1), $2, $3)";

pub(crate) const NEWEST_SNAPSHOT: &str = "select position, format, bytes from snapshot where book = $1
    and position = (select max(position) from snapshot where book = $1) order by part";

/// A snapshot taken again at the same position replaces the one before.
pub(crate) const CLEAR_SNAPSHOT: &str = "delete from snapshot where book = $1 and position = $2";

pub(crate) const INSERT_SNAPSHOT: &str =
    "insert into snapshot (book, position, part, format, bytes) values ($1, $2, $3, $4, $5)";

/// Keeps the newest two: the one before serves when the newest turns out to be unreadable.
pub(crate) const PRUNE_SNAPSHOTS: &str = "delete from snapshot where book = $1 and position < (
    select min(position) from
        (select distinct position from snapshot where book = $1 order by position desc limit 2) as newest)";

/// Bytes of one part of a snapshot: far below what either database takes in one value, and small enough to stream.
const SNAPSHOT_PART_BYTES: usize = 1 << 20;

/// The parts of a snapshot; an empty state still has one, so that it is there.
pub(crate) fn snapshot_parts(state: &[u8]) -> impl Iterator<Item = &[u8]> {
    let none = state.is_empty().then_some(state);
    state.chunks(SNAPSHOT_PART_BYTES).chain(none)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_first_appear_in_ascending_order() {
        let statements = [
            HEAD,
            READ,
            READ_INDEXED_OUTCOME,
            READ_INTERNAL,
            READ_POSTED,
            REPEATS,
            BUS_STREAMS,
            COUNT_OUTCOMES,
            COUNT_REPEATS,
            COVERED,
            FIND_IN_TAIL,
            CREATE_BOOK,
            CREATE_HEAD,
            LEAD,
            RECOVER,
            ADVANCE,
            HOLD,
            SEGMENTS,
            TAIL_IDENTITIES,
            INSERT_SEGMENT,
            SET_ROOT,
            LEAVES_OF,
            TREE_HEAD,
            FULL_TILE,
            LEAVES,
            TILE_ROOTS,
            TILE_ROOTS_OF,
            TILES_OF,
            NEWEST_CHECKPOINT,
            CHECKPOINTS,
            SAVE_CHECKPOINT,
            BUS_STREAM,
            CREATE_BUS_STREAM,
            NEWEST_SNAPSHOT,
            CLEAR_SNAPSHOT,
            INSERT_SNAPSHOT,
            PRUNE_SNAPSHOTS,
        ];
        for sql in statements {
            let mut highest = 0;
            for after_dollar in sql.split('$').skip(1) {
                let number = after_dollar[..1].parse::<u32>().unwrap();
                assert!(number <= highest + 1, "${number} comes too early in: {sql}");
                highest = highest.max(number);
            }
        }
    }

    #[test]
    fn the_covered_position_counts_whole_segments() {
        assert!(COVERED.contains(&(crate::identity::SEGMENT_POSITIONS - 1).to_string()));
    }
}
