//! Every column of every table that acts are read from: change one character of one row, and it is found and named.

use super::every::every;
use super::tampering::{Unguarded, statement};
use crate::args;
use crate::db::{Db, Read};
use crate::ledger::Act;
use crate::library::sha256;
use crate::tests::support::TestApp;
use std::collections::BTreeSet;

/// Columns of which nothing is entered, and why.
const NOT_ENTERED: &[(&str, &str, &str)] = &[
    (
        "certificate_events",
        "id",
        "nothing refers to it: an event is found by its certificate",
    ),
    (
        "content_versions",
        "kind",
        "a help to read the text; the text itself is hashed",
    ),
    (
        "content_versions",
        "reference",
        "a help to read the text; the text itself is hashed",
    ),
    (
        "content_versions",
        "stored_at",
        "not an act: the text was there for whoever read it",
    ),
    (
        "term_versions",
        "term",
        "a help to read the text; the text itself is hashed",
    ),
    (
        "term_versions",
        "stored_at",
        "not an act: the text was there for whoever read it",
    ),
    (
        "outlines",
        "module",
        "a help to read the text; the text itself is hashed",
    ),
    (
        "outlines",
        "stored_at",
        "not an act: the text was there for whoever read it",
    ),
    (
        "specification_mappings",
        "qualification",
        "a help to read the text; the text itself is hashed",
    ),
    (
        "specification_mappings",
        "stored_at",
        "not an act: the text was there for whoever read it",
    ),
    (
        "files",
        "stored_at",
        "not an act: the bytes came with what was handed in",
    ),
];

/// Evidence is its learner's to change while it is written; what is entered of it are the words of others, which have tests of their own.
const CHANGED_IN_PLACE: &[&str] = &["evidence"];

/// A column, and how one of its values is made another.
struct Column {
    table: String,
    name: String,
    other: String,
}

impl Column {
    fn new(table: &str, name: String, kind: &str) -> Self {
        let other = match kind.to_lowercase().as_str() {
            "text" => format!(
                "SUBSTR(COALESCE({name}, ''), 1, LENGTH(COALESCE({name}, ' ')) - 1)
                 || CASE WHEN {name} LIKE '%a' THEN 'b' ELSE 'a' END"
            ),
            "bigint" => format!("COALESCE({name}, 0) + 7"),
            "boolean" => format!("NOT {name}"),
            other => panic!("{table}.{name} is of a kind that this test does not know: {other}"),
        };
        Column {
            table: table.to_owned(),
            name,
            other,
        }
    }

    fn is_entered(&self) -> bool {
        let mut not = NOT_ENTERED.iter();
        !not.any(|(table, name, _)| (*table, *name) == (&self.table, &self.name))
    }
}

/// The tables that acts are read from, and those of the texts and of the ledger's beginning.
fn entered_tables() -> BTreeSet<String> {
    let mut tables: BTreeSet<String> = Act::ALL.iter().flat_map(|act| act.tables()).collect();
    let more = [
        "content_versions",
        "term_versions",
        "outlines",
        "specification_mappings",
        "ledger_beginnings",
    ];
    tables.extend(more.map(str::to_owned));
    tables.retain(|table| !CHANGED_IN_PLACE.contains(&table.as_str()));
    tables
}

/// How this engine counts its rows, and its columns with their kinds.
async fn columns(db: &Db, tables: &BTreeSet<String>) -> (&'static str, Vec<Column>) {
    let (row, sql) = match db {
        Db::Sqlite { .. } => ("rowid", "SELECT name, type FROM pragma_table_info($1)"),
        Db::Postgres(_) => (
            "ctid",
            "SELECT column_name::text, data_type::text FROM information_schema.columns
             WHERE table_name = $1 AND table_schema = current_schema()",
        ),
    };
    let mut columns = Vec::new();
    for table in tables {
        let named: Vec<(String, String)> = db.all(sql, args![table]).await.unwrap();
        assert!(!named.is_empty(), "{table}");
        columns.extend(
            named
                .into_iter()
                .map(|(name, kind)| Column::new(table, name, &kind)),
        );
    }
    (row, columns)
}

/// The long values of a row, of which one must be in what is said, but for the last character, which is what is changed: an id or a hash.
async fn names(
    unguarded: &Unguarded,
    row: &str,
    column: &Column,
    texts: &[&Column],
) -> Vec<String> {
    let mut names = Vec::new();
    for text in texts {
        let sql = format!(
            "SELECT {} FROM {} ORDER BY ({} IS NULL), {row} LIMIT 1",
            text.name, column.table, column.name
        );
        let value: (Option<String>,) = unguarded.tx.one(statement(&sql), args![]).await.unwrap();
        let mut value = value.0.unwrap_or_default();
        value.pop();
        names.extend(Some(value).filter(|value| value.len() >= 32 || value == "know"));
    }
    names
}

/// What is wrong once a column has been changed; `None`: it is found and named, or it is one that is not entered.
async fn missed(unguarded: &Unguarded, column: &Column, names: &[String]) -> Option<String> {
    let Column { table, name, .. } = column;
    match (unguarded.verified().await, column.is_entered()) {
        (Err(said), true) => {
            let is_named = names.iter().any(|value| said.contains(value.as_str()));
            let is_named = is_named || table == "ledger_beginnings";
            (!is_named).then(|| format!("{table}.{name} is not named: {said}"))
        }
        (Ok(_), true) => Some(format!("{table}.{name} is not found")),
        (Ok(_), false) => None,
        (Err(said), false) => Some(format!("{table}.{name} is found: {said}")),
    }
}

async fn sweep(test: TestApp) {
    every(&test).await;
    let db = &test.app.db;
    let tx = db.begin().await.unwrap();
    let source = "A word, and what it means.";
    let sql =
        "INSERT INTO term_versions (hash, term, source, stored_at) VALUES ($1, 'base', $2, 1)";
    tx.run(sql, args![sha256(source), source]).await.unwrap();
    tx.commit().await.unwrap();
    let is_sqlite = matches!(db, Db::Sqlite { .. });
    let (row, columns) = columns(db, &entered_tables()).await;
    let unguarded = Unguarded::new(db).await;
    if is_sqlite {
        unguarded.run("PRAGMA ignore_check_constraints = ON").await;
    }
    let mut wrong = Vec::new();
    for column in &columns {
        let Column { table, name, other } = column;
        let of_table = columns.iter().filter(|other| other.table == *table);
        let texts: Vec<&Column> = of_table.filter(|c| c.other.starts_with("SUBSTR")).collect();
        let names = names(&unguarded, row, column, &texts).await;
        let change = format!(
            "UPDATE {table} SET {name} = {other} WHERE {row} = (SELECT {row} FROM {table} ORDER BY ({name} IS NULL), {row} LIMIT 1)"
        );
        unguarded.run("SAVEPOINT before").await;
        match unguarded.tx.run(statement(&change), args![]).await {
            Ok(1) => wrong.extend(missed(&unguarded, column, &names).await),
            // PostgreSQL has checks that nobody gets past.
            Err(_) if !is_sqlite => {}
            outcome => wrong.push(format!("{change}: {outcome:?}")),
        }
        unguarded.run("ROLLBACK TO SAVEPOINT before").await;
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    unguarded.verified().await.unwrap();
    assert!(columns.len() > 200, "{} columns", columns.len());
}

#[tokio::test]
async fn every_column_of_every_act_is_entered_on_sqlite() {
    sweep(TestApp::sqlite().await).await;
}

#[tokio::test]
async fn every_column_of_every_act_is_entered_on_postgresql() {
    sweep(TestApp::postgres().await).await;
}

#[tokio::test]
async fn every_column_of_the_ledger_is_in_its_chain() {
    for test in [TestApp::sqlite().await, TestApp::postgres().await] {
        every(&test).await;
        let db = &test.app.db;
        let (_, columns) = columns(db, &["ledger".to_owned()].into()).await;
        let unguarded = Unguarded::new(db).await;
        let last = test.count("SELECT COUNT(*) FROM ledger").await;
        for Column { name, other, .. } in &columns {
            for sequence in [1, 2, last / 2, last - 1, last] {
                let change =
                    format!("UPDATE ledger SET {name} = {other} WHERE sequence = {sequence}");
                unguarded.run("SAVEPOINT before").await;
                if unguarded.tx.run(statement(&change), args![]).await.is_ok() {
                    let said = unguarded.verified().await.expect_err(&change);
                    let at = |n: i64| said.contains(&format!("Entry {n} "));
                    assert!(at(sequence) || at(sequence + 1), "{change}: {said}");
                }
                unguarded.run("ROLLBACK TO SAVEPOINT before").await;
            }
        }
    }
}
