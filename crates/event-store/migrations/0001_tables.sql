-- The tables of the log, the same in Postgres (schema neraca_log) and in SQLite. docs/log-schema.md explains them.
-- Numbers are whole, times are microseconds since 1970-01-01 UTC, days are days since then, so that both databases hold
-- exactly the same values. No foreign keys: Postgres checks them by locking the other row, for which the table's owner needs
-- the right to UPDATE that nobody has here; only the writer that holds a book's head writes any of these.

create table book (
    no integer not null primary key,
    name text not null unique
);

-- One row a book: the first statement of every append is a compare-and-set on it.
create table head (
    book integer not null primary key,
    epoch bigint not null,
    leader bigint not null,
    position bigint not null,
    repeats bigint not null,
    bus_stream integer,
    bus_sequence bigint,
    bus_digest bytea
);

-- Wide columns first, so that Postgres needs no padding between them.
create table record (
    position bigint not null,
    recorded_at bigint not null,
    bus_sequence bigint,
    book integer not null,
    effective_date integer not null,
    bus_stream integer,
    outcome smallint not null,
    code text not null,
    source text not null,
    id text not null,
    event_type text not null,
    bytes bytea not null,
    primary key (book, position)
);

-- What a person has to look at is rare; an index over all outcomes would be paid by every event.
create index record_by_outcome on record (book, outcome, position) where outcome in (2, 3);

create table repeat (
    number bigint not null,
    of_position bigint not null,
    recorded_at bigint not null,
    bus_sequence bigint,
    book integer not null,
    bus_stream integer,
    primary key (book, number)
);

create table bus_stream (
    book integer not null,
    number integer not null,
    name text not null,
    created_at text not null,
    primary key (book, number),
    unique (book, name, created_at)
);

-- 65,536 fingerprints of 8 bytes, little-endian, in order of position; all zero for a record without identity.
create table identity_segment (
    book integer not null,
    first_position bigint not null,
    fingerprints bytea not null,
    primary key (book, first_position)
);

create table snapshot (
    book integer not null,
    position bigint not null,
    part integer not null,
    format integer not null,
    bytes bytea not null,
    primary key (book, position, part)
);
