-- Triggers that keep the log append-only. SQLite has no rights; who may write the file may do anything to it, so this
-- stops mistakes and honest programs, and the hash chain over the stored bytes shows the rest.

create trigger book_no_update before update on book
begin select raise(abort, 'the log is append-only: UPDATE on "book" is refused'); end;
create trigger book_no_delete before delete on book
begin select raise(abort, 'the log is append-only: DELETE on "book" is refused'); end;
create trigger record_no_update before update on record
begin select raise(abort, 'the log is append-only: UPDATE on "record" is refused'); end;
create trigger record_no_delete before delete on record
begin select raise(abort, 'the log is append-only: DELETE on "record" is refused'); end;
-- No gaps, and nothing in the place of an old row: REPLACE deletes that without firing a delete trigger. One look at the
-- end of the key for each row; a third of what an append costs here, and cheaper than to find out later.
create trigger record_follows before insert on record
when new.position <> 1 + coalesce((select max(position) from record where book = new.book), 0)
begin select raise(abort, 'the log has no gaps: this position of "record" is not the next'); end;
create trigger repeat_follows before insert on repeat
when new.number <> 1 + coalesce((select max(number) from repeat where book = new.book), 0)
begin select raise(abort, 'the log has no gaps: this number of "repeat" is not the next'); end;
create trigger repeat_no_update before update on repeat
begin select raise(abort, 'the log is append-only: UPDATE on "repeat" is refused'); end;
create trigger repeat_no_delete before delete on repeat
begin select raise(abort, 'the log is append-only: DELETE on "repeat" is refused'); end;
create trigger bus_stream_no_update before update on bus_stream
begin select raise(abort, 'the log is append-only: UPDATE on "bus_stream" is refused'); end;
create trigger bus_stream_no_delete before delete on bus_stream
begin select raise(abort, 'the log is append-only: DELETE on "bus_stream" is refused'); end;
create trigger identity_segment_no_update before update on identity_segment
begin select raise(abort, 'the log is append-only: UPDATE on "identity_segment" is refused'); end;
create trigger identity_segment_no_delete before delete on identity_segment
begin select raise(abort, 'the log is append-only: DELETE on "identity_segment" is refused'); end;
create trigger schema_migration_no_update before update on schema_migration
begin select raise(abort, 'the log is append-only: UPDATE on "schema_migration" is refused'); end;
create trigger schema_migration_no_delete before delete on schema_migration
begin select raise(abort, 'the log is append-only: DELETE on "schema_migration" is refused'); end;
create trigger head_no_delete before delete on head
begin select raise(abort, 'the log is append-only: DELETE on "head" is refused'); end;
create trigger head_forward_only before update on head
when new.book <> old.book or new.epoch < old.epoch or new.position < old.position or new.repeats < old.repeats
begin select raise(abort, 'the head of a book only moves forward'); end;
