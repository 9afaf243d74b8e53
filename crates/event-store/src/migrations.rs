//! The numbered schema changes of the log and the check that a database and this program belong together. The backends
//! run them: each inside its own transaction and lock.

use sha2::{Digest, Sha256};

use crate::error::StoreError;

/// One schema change. Once released it is never edited, only followed by another.
pub(crate) struct Migration {
    /// Its place, from 1, without gaps.
    pub(crate) version: u32,
    pub(crate) name: &'static str,
    pub(crate) sql: &'static str,
}

/// What Postgres runs.
pub(crate) const POSTGRES: &[Migration] = &[
    Migration { version: 1, name: "tables", sql: include_str!("../migrations/0001_tables.sql") },
    Migration { version: 2, name: "guards", sql: include_str!("../migrations/0002_guards.postgres.sql") },
    Migration { version: 3, name: "tree", sql: include_str!("../migrations/0003_tree.sql") },
    Migration {
        version: 4,
        name: "tree guards",
        sql: include_str!("../migrations/0004_tree_guards.postgres.sql"),
    },
];

/// What SQLite runs.
pub(crate) const SQLITE: &[Migration] = &[
    Migration { version: 1, name: "tables", sql: include_str!("../migrations/0001_tables.sql") },
    Migration { version: 2, name: "guards", sql: include_str!("../migrations/0002_guards.sqlite.sql") },
    Migration { version: 3, name: "tree", sql: include_str!("../migrations/0003_tree.sql") },
    Migration {
        version: 4,
        name: "tree guards",
        sql: include_str!("../migrations/0004_tree_guards.sqlite.sql"),
    },
];

/// The runner's own memory. Not a migration, since it has to be there before the first.
pub(crate) const SCHEMA_MIGRATION: &str = "create table if not exists schema_migration (
    version integer not null primary key,
    name text not null,
    sha256 text not null,
    applied_at bigint not null
)";

pub(crate) const APPLIED: &str = "select version, name, sha256 from schema_migration order by version";

pub(crate) const NOTE_APPLIED: &str =
    "insert into schema_migration (version, name, sha256, applied_at) values ($1, $2, $3, $4)";

/// A migration as the database remembers it.
pub(crate) struct Applied {
    pub(crate) version: u32,
    pub(crate) name: String,
    pub(crate) sha256: String,
}

impl Migration {
    /// Lower-case hexadecimal SHA-256 of the text.
    pub(crate) fn sha256(&self) -> String {
        Sha256::digest(self.sql.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

/// The migrations that the database still lacks.
///
/// # Errors
/// When it has one that this program does not know or knows with other contents.
pub(crate) fn pending<'a>(
    known: &'a [Migration],
    applied: &[Applied],
) -> Result<&'a [Migration], StoreError> {
    if let Some(newest) = applied.get(known.len()..).and_then(<[Applied]>::last) {
        return Err(StoreError::SchemaNewer { found: newest.version, known: known.len() as u32 });
    }
    for (migration, applied) in known.iter().zip(applied) {
        if migration.version != applied.version || migration.sha256() != applied.sha256 {
            return Err(StoreError::MigrationChanged {
                version: applied.version,
                name: applied.name.clone(),
            });
        }
    }
    Ok(&known[applied.len()..])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn applied(migrations: &[Migration]) -> Vec<Applied> {
        let row = |m: &Migration| Applied { version: m.version, name: m.name.into(), sha256: m.sha256() };
        migrations.iter().map(row).collect()
    }

    #[test]
    fn versions_count_from_one_without_gaps_in_both_databases() {
        for migrations in [POSTGRES, SQLITE] {
            let versions: Vec<u32> = migrations.iter().map(|m| m.version).collect();
            assert_eq!(versions, (1..=migrations.len() as u32).collect::<Vec<_>>());
        }
    }

    #[test]
    fn only_what_is_missing_is_pending() {
        let names = |applied: &[Applied]| -> Vec<&str> {
            pending(POSTGRES, applied).unwrap().iter().map(|m| m.name).collect()
        };
        assert_eq!(names(&[]), ["tables", "guards", "tree", "tree guards"]);
        assert_eq!(names(&applied(&POSTGRES[..3])), ["tree guards"]);
        assert_eq!(names(&applied(POSTGRES)), [""; 0]);
    }

    #[test]
    fn an_edited_migration_and_a_newer_schema_are_refused() {
        let mut edited = applied(SQLITE);
        edited[0].sha256 = "0".repeat(64);
        assert!(matches!(pending(SQLITE, &edited), Err(StoreError::MigrationChanged { version: 1, .. })));
        let mut newer = applied(SQLITE);
        newer.push(Applied { version: 5, name: "later".into(), sha256: String::new() });
        assert!(matches!(pending(SQLITE, &newer), Err(StoreError::SchemaNewer { found: 5, known: 4 })));
    }
}
