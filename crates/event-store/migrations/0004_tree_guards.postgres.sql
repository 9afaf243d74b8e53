-- Rights and triggers for the tree, as 0002 gives them to the log.

create trigger append_only before update or delete or truncate on tile for each statement execute function refuse_change();
alter table tile enable always trigger append_only;
create trigger append_only before update or delete or truncate on checkpoint for each statement execute function refuse_change();
alter table checkpoint enable always trigger append_only;

revoke update, delete, truncate on tile, checkpoint from neraca_owner;
grant select on tile, checkpoint to neraca_writer, neraca_projector, neraca_auditor;
grant insert on tile, checkpoint to neraca_writer;
grant update (tree_root) on head to neraca_writer;

-- Hashes do not compress.
alter table tile alter column hashes set storage external;
