-- The roles of Neraca, for a superuser to run once in Neraca's database:
--     psql -v ON_ERROR_STOP=1 -d neraca -f roles.sql
-- Running it again changes nothing. The roles have no login; at the end are examples of logins that take them on.
-- What each role may do with a table is granted where the table is made, by the program's own migrations.

do $$
declare
    wanted text;
begin
    foreach wanted in array array['neraca_owner', 'neraca_writer', 'neraca_projector', 'neraca_auditor'] loop
        if not exists (select from pg_roles where rolname = wanted) then
            execute format('create role %I nologin', wanted);
        end if;
        -- Whoever made the role before: none of them may log in, be a superuser, or make databases and roles.
        execute format('alter role %I nologin nosuperuser nocreatedb nocreaterole noreplication nobypassrls', wanted);
    end loop;
end
$$;

comment on role neraca_owner is 'Owns the tables of Neraca and migrates them; may not change or remove what is logged';
comment on role neraca_writer is 'Appends to the log of Neraca';
comment on role neraca_projector is 'Reads the log of Neraca and keeps the read models';
comment on role neraca_auditor is 'Reads everything in Neraca and changes nothing';

-- Schemas are made by the program: the log's by the owner, the read models' by the projector.
do $$
begin
    execute format('revoke all on database %I from public', current_database());
    execute format('grant connect, create on database %I to neraca_owner, neraca_projector', current_database());
    execute format('grant connect on database %I to neraca_writer, neraca_auditor', current_database());
end
$$;

-- A schema where anyone may create things is a place to plant functions that shadow ours.
revoke create on schema public from public;

-- Logins. One for the service:
--     create role neraca login password '…';
--     grant neraca_owner, neraca_writer, neraca_projector to neraca;
-- Stricter, with migrations run by a login of their own (start the program once as `neraca_migrator` after each upgrade):
--     create role neraca_migrator login password '…';
--     grant neraca_owner, neraca_writer, neraca_projector to neraca_migrator;
--     create role neraca login password '…';
--     grant neraca_writer, neraca_projector to neraca;
-- And for each auditor, so that the server's log tells who read:
--     create role auditor_siti login password '…' connection limit 3;
--     grant neraca_auditor to auditor_siti;
--     alter role auditor_siti set default_transaction_read_only = on;
