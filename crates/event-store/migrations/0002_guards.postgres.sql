-- Rights and triggers that keep the log append-only for everyone. Runs as neraca_owner with neraca_log as search path.

-- Statement triggers also fire when no row is touched, so that an attempt shows even on an empty table.
create function refuse_change() returns trigger language plpgsql as $$
begin
    raise exception 'the log is append-only: % on "%" is refused', tg_op, tg_table_name
        using errcode = 'insufficient_privilege', hint = 'Correct a posting with a reversal.';
end
$$;

-- A head that goes back would let positions be written twice.
create function refuse_backwards() returns trigger language plpgsql as $$
begin
    if new.book <> old.book or new.epoch < old.epoch or new.position < old.position or new.repeats < old.repeats then
        raise exception 'the head of book % only moves forward', old.book using errcode = 'insufficient_privilege';
    end if;
    return new;
end
$$;

-- Rows that a statement adds must end at the head, have no gap among them and none before them. Once a statement over all
-- its rows: that costs a few percent of an append, where a trigger for each row halves the rate.
create function refuse_gaps() returns trigger language plpgsql set search_path = neraca_log, pg_temp as $$
declare
    added record;
begin
    for added in
        select book, min(position) as first, max(position) as last, count(*) as number from added_rows group by book
    loop
        if added.last - added.first + 1 <> added.number
            or not exists (select from head where head.book = added.book and head.position = added.last)
            or (added.first <> 1 and not exists
                (select from record where record.book = added.book and record.position = added.first - 1))
        then
            raise exception 'the log has no gaps: positions % to % of book % do not end at the head',
                added.first, added.last, added.book using errcode = 'insufficient_privilege';
        end if;
    end loop;
    return null;
end
$$;

-- ENABLE ALWAYS: an ordinary trigger is silent for a session with session_replication_role = replica.
create trigger append_only before update or delete or truncate on book for each statement execute function refuse_change();
alter table book enable always trigger append_only;
create trigger append_only before update or delete or truncate on record for each statement execute function refuse_change();
alter table record enable always trigger append_only;
create trigger gapless after insert on record referencing new table as added_rows
    for each statement execute function refuse_gaps();
alter table record enable always trigger gapless;
create trigger append_only before update or delete or truncate on repeat for each statement execute function refuse_change();
alter table repeat enable always trigger append_only;
create trigger append_only before update or delete or truncate on bus_stream for each statement execute function refuse_change();
alter table bus_stream enable always trigger append_only;
create trigger append_only before update or delete or truncate on identity_segment for each statement execute function refuse_change();
alter table identity_segment enable always trigger append_only;
create trigger append_only before update or delete or truncate on schema_migration for each statement execute function refuse_change();
alter table schema_migration enable always trigger append_only;
create trigger kept before delete or truncate on head for each statement execute function refuse_change();
alter table head enable always trigger kept;
create trigger forward_only before update on head for each row execute function refuse_backwards();
alter table head enable always trigger forward_only;

-- Least rights. A table's owner has them all unless they are taken away.
revoke all on schema neraca_log from public;
grant usage on schema neraca_log to neraca_writer, neraca_projector, neraca_auditor;
revoke update, delete, truncate on book, record, repeat, bus_stream, identity_segment, schema_migration from neraca_owner;
revoke delete, truncate on head from neraca_owner;
grant select on book, head, record, repeat, bus_stream, identity_segment, snapshot, schema_migration
    to neraca_writer, neraca_projector, neraca_auditor;
grant insert on book, head, record, repeat, bus_stream, identity_segment, snapshot to neraca_writer;
grant update (epoch, leader, position, repeats, bus_stream, bus_sequence, bus_digest) on head to neraca_writer;
grant delete on snapshot to neraca_writer;

-- Fingerprints do not compress; trying costs more than the rest of the append.
alter table identity_segment alter column fingerprints set storage external;
-- Every append updates the head; a page of its own keeps the update within the page and out of the index.
alter table head set (fillfactor = 10);
