-- Triggers for the tree, as 0002 has them for the log. Those before an insert stop REPLACE, which deletes without a trigger.

create trigger tile_no_update before update on tile
begin select raise(abort, 'the log is append-only: UPDATE on "tile" is refused'); end;
create trigger tile_no_delete before delete on tile
begin select raise(abort, 'the log is append-only: DELETE on "tile" is refused'); end;
create trigger tile_once before insert on tile
when exists (select 1 from tile where book = new.book and level = new.level and number = new.number)
begin select raise(abort, 'the log is append-only: this tile is there already'); end;
create trigger checkpoint_no_update before update on checkpoint
begin select raise(abort, 'the log is append-only: UPDATE on "checkpoint" is refused'); end;
create trigger checkpoint_no_delete before delete on checkpoint
begin select raise(abort, 'the log is append-only: DELETE on "checkpoint" is refused'); end;
create trigger checkpoint_follows before insert on checkpoint
when new.number <> 1 + coalesce((select max(number) from checkpoint where book = new.book), 0)
begin select raise(abort, 'the log has no gaps: this number of "checkpoint" is not the next'); end;
