#!/bin/sh
# Makes the service's login when the database is first made; for compose.yaml, after roles.sql.
# The password arrives in the environment, which other users of the machine cannot read, unlike a command line.
set -eu
psql --set=ON_ERROR_STOP=1 --username="${POSTGRES_USER:-postgres}" --dbname="${POSTGRES_DB:-neraca}" <<'SQL'
\getenv password NERACA_DATABASE_PASSWORD
create role neraca login password :'password';
grant neraca_owner, neraca_writer, neraca_projector to neraca;
SQL
