//! Roles, schema and tables in Postgres: made when missing and allowed, checked otherwise.

use std::time::{SystemTime, UNIX_EPOCH};

use tokio_postgres::{Client, Transaction};

use super::address::Address;
use super::failed;
use super::session::Role;
use crate::error::StoreError;
use crate::migrations::{self, Applied};

const PREPARING: &str = "preparing the log's schema";

/// The advisory lock under which one program at a time changes the schema: "neraca_l" as a number.
const MIGRATION_LOCK: i64 = i64::from_be_bytes(*b"neraca_l");

/// Makes the database ready and names the role that readers use.
pub(super) async fn prepare(address: &Address) -> Result<Role, StoreError> {
    let mut client = address.connect().await?;
    let user: String =
        client.query_one("select current_user::text", &[]).await.map_err(failed(PREPARING))?.get(0);
    if missing_roles(&client).await?.is_empty()
        && let Some(reader) = reading_role(&client).await?
        && is_current(&mut client, reader).await?
    {
        return Ok(reader);
    }
    migrate(&mut client, &user).await?;
    reading_role(&client).await?.ok_or(StoreError::RightsMissing { user, role: Role::Auditor.name() })
}

async fn missing_roles(client: &Client) -> Result<Vec<Role>, StoreError> {
    let rows = client
        .query("select rolname::text from pg_roles where rolname like 'neraca\\_%'", &[])
        .await
        .map_err(failed(PREPARING))?;
    let present: Vec<String> = rows.iter().map(|row| row.get(0)).collect();
    Ok(Role::ALL.into_iter().filter(|role| !present.iter().any(|name| name == role.name())).collect())
}

/// The reading role with the fewest rights that the user is a member of.
async fn reading_role(client: &Client) -> Result<Option<Role>, StoreError> {
    for role in Role::READING {
        if is_member(client, role).await? {
            return Ok(Some(role));
        }
    }
    Ok(None)
}

pub(super) async fn is_member(client: &Client, role: Role) -> Result<bool, StoreError> {
    let row = client
        .query_one("select pg_has_role(current_user, $1::text::name, 'member')", &[&role.name()])
        .await
        .map_err(failed(PREPARING))?;
    Ok(row.get(0))
}

/// Whether every migration is there, seen with the reader's rights: so that a user who may only read needs no more.
async fn is_current(client: &mut Client, reader: Role) -> Result<bool, StoreError> {
    let failed = failed(PREPARING);
    let transaction = client.transaction().await.map_err(&failed)?;
    let present: bool = transaction
        .query_one("select to_regclass('neraca_log.schema_migration') is not null", &[])
        .await
        .map_err(&failed)?
        .get(0);
    if !present {
        return Ok(false);
    }
    let settings = format!("set local role {}; set local search_path = neraca_log", reader.name());
    transaction.batch_execute(&settings).await.map_err(&failed)?;
    Ok(migrations::pending(migrations::POSTGRES, &applied(&transaction).await?)?.is_empty())
}

/// Everything in one transaction under one lock: a second program waits and then finds nothing to do.
async fn migrate(client: &mut Client, user: &str) -> Result<(), StoreError> {
    let failed = failed(PREPARING);
    let missing = missing_roles(client).await?;
    let transaction = client.transaction().await.map_err(&failed)?;
    transaction.execute("select pg_advisory_xact_lock($1)", &[&MIGRATION_LOCK]).await.map_err(&failed)?;
    create_roles(&transaction, &missing, user).await?;
    let row = transaction
        .query_one(
            "select pg_has_role(current_user, $1::text::name, 'member'), to_regnamespace('neraca_log') is not null",
            &[&Role::Owner.name()],
        )
        .await
        .map_err(&failed)?;
    let (is_owner, has_schema): (bool, bool) = (row.get(0), row.get(1));
    if !is_owner {
        return Err(StoreError::RightsMissing { user: user.to_owned(), role: Role::Owner.name() });
    }
    if !has_schema {
        transaction
            .batch_execute("create schema neraca_log authorization neraca_owner")
            .await
            .map_err(&failed)?;
    }
    transaction
        .batch_execute("set local role neraca_owner; set local search_path = neraca_log")
        .await
        .map_err(&failed)?;
    transaction.batch_execute(migrations::SCHEMA_MIGRATION).await.map_err(&failed)?;
    for migration in migrations::pending(migrations::POSTGRES, &applied(&transaction).await?)? {
        transaction.batch_execute(migration.sql).await.map_err(&failed)?;
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_micros() as i64;
        let version = migration.version as i32;
        transaction
            .execute(migrations::NOTE_APPLIED, &[&version, &migration.name, &migration.sha256(), &now])
            .await
            .map_err(&failed)?;
    }
    transaction.commit().await.map_err(&failed)
}

/// Roles belong to the whole server, where the lock of one database does not reach: another database's program may create
/// them at the same moment, which is as good.
async fn create_roles(transaction: &Transaction<'_>, missing: &[Role], user: &str) -> Result<(), StoreError> {
    if missing.is_empty() {
        return Ok(());
    }
    let failed = failed(PREPARING);
    let row = transaction
        .query_one("select rolsuper, rolcreaterole from pg_roles where rolname = current_user", &[])
        .await
        .map_err(&failed)?;
    let (superuser, creates_roles): (bool, bool) = (row.get(0), row.get(1));
    if !superuser && !creates_roles {
        let missing = missing.iter().map(|role| role.name()).collect::<Vec<_>>().join(", ");
        return Err(StoreError::RolesMissing { missing, user: user.to_owned() });
    }
    for role in missing.iter().map(|role| role.name()) {
        // A superuser may take any role; anyone else has to be made a member.
        let join = if superuser { String::new() } else { format!("grant {role} to current_user;") };
        let create = format!(
            "do $$ begin create role {role} nologin; {join}
             exception when duplicate_object or unique_violation then null; end $$"
        );
        transaction.batch_execute(&create).await.map_err(&failed)?;
    }
    Ok(())
}

async fn applied(transaction: &Transaction<'_>) -> Result<Vec<Applied>, StoreError> {
    let rows = transaction.query(migrations::APPLIED, &[]).await.map_err(failed(PREPARING))?;
    Ok(rows
        .iter()
        .map(|row| Applied { version: row.get::<_, i32>(0) as u32, name: row.get(1), sha256: row.get(2) })
        .collect())
}
