//! The tables in `docs/log-schema.md` are the ones that the migrations make, in both databases.

use event_store::{EmbeddedStore, PostgresStore};
use tokio_postgres::NoTls;

/// Table, column, type, whether it may be null; in the order of the table.
type Column = (String, String, String, bool);

/// The rows of the tables in the document.
fn documented() -> Vec<Column> {
    let text = std::fs::read_to_string(testkit::repository().join("docs/log-schema.md"))
        .expect("the document is there");
    let mut table = String::new();
    let mut columns = Vec::new();
    for line in text.lines() {
        if let Some(heading) = line.strip_prefix("### ") {
            heading.trim_matches('`').clone_into(&mut table);
        } else if line.starts_with("## ") {
            table.clear();
        }
        let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
        if let [name, kind, null, _] = cells[..]
            && !table.is_empty()
            && let Some(name) = name.strip_prefix('`')
        {
            columns.push((table.clone(), name.trim_matches('`').to_owned(), kind.to_owned(), null == "yes"));
        }
    }
    columns.sort_by(|a, b| a.0.cmp(&b.0));
    assert!(columns.len() > 40, "the document's tables were not found");
    columns
}

#[tokio::test]
async fn the_document_describes_the_postgres_schema() {
    let database = testkit::postgres();
    PostgresStore::connect(&database.url).await.unwrap();
    let (client, connection) = tokio_postgres::connect(&database.url, NoTls).await.unwrap();
    tokio::spawn(connection);
    let sql = "select table_name::text, column_name::text, udt_name::text, is_nullable = 'YES'
        from information_schema.columns where table_schema = 'neraca_log'
        order by table_name::text collate \"C\", ordinal_position";
    let rows = client.query(sql, &[]).await.unwrap();
    let standard = |name: &str| match name {
        "int2" => "smallint".to_owned(),
        "int4" => "integer".to_owned(),
        "int8" => "bigint".to_owned(),
        other => other.to_owned(),
    };
    let columns: Vec<Column> =
        rows.iter().map(|row| (row.get(0), row.get(1), standard(row.get(2)), row.get(3))).collect();
    assert_eq!(columns, documented());
}

#[test]
fn the_document_describes_the_embedded_schema() {
    let folder = testkit::temp_dir();
    EmbeddedStore::open(folder.path()).unwrap();
    let connection = rusqlite::Connection::open(folder.path().join("log.sqlite")).unwrap();
    let sql =
        "select t.name, c.name, lower(c.type), not c.\"notnull\" from sqlite_master t, pragma_table_info(t.name) c
        where t.type = 'table' order by t.name, c.cid";
    let mut statement = connection.prepare(sql).unwrap();
    let columns = statement
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))
        .unwrap()
        .collect::<Result<Vec<Column>, _>>()
        .unwrap();
    assert_eq!(columns, documented());
}
