-- The Merkle tree over the stored bytes, the same in both databases. docs/log-schema.md explains it.

-- What a record has beyond an entry of the tree, which holds up to 65,535 bytes; its SHA-256 stands in there.
alter table record add column attachment bytea;
-- Root over all records. NULL only in a book that nobody has led since this column came.
alter table head add column tree_root bytea;

-- Full tiles: 256 hashes that never change again. The root over them stands in front, so that the tile above is put
-- together without reading these.
create table tile (
    number bigint not null,
    book integer not null,
    level integer not null,
    root bytea not null,
    hashes bytea not null,
    primary key (book, level, number)
);

-- Signed tree heads. Several of one size differ in their signatures; the highest number counts.
create table checkpoint (
    number bigint not null,
    size bigint not null,
    book integer not null,
    note text not null,
    primary key (book, number)
);

-- Publications, statements and expiries are rare among millions of entries, and auditors ask for them.
create index record_internal on record (book, position) where outcome = 4;
