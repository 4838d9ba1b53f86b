//! What holds for any client of the database: nothing is replaced or emptied, nothing is without a name, and what ends ends once.

use super::records::{full, guarded, guarded_by, statement, tried};
use crate::accounts::Role;
use crate::args;
use crate::assessment::store as assessment;
use crate::db::{Db, Read};
use crate::tests::ledger::every::every;
use crate::tests::scenes::migrations;
use crate::tests::support::{START, TestApp, on_each_engine};
use std::collections::BTreeSet;

/// Tables of which something ends, with the columns that say by whom and when.
const ENDING: [(&str, &str, &str); 6] = [
    ("role_grants", "ended_by", "ended_at"),
    ("trainings", "ended_by", "ended_at"),
    ("adjustments", "ended_by", "ended_at"),
    ("arrangements", "ended_by", "ended_at"),
    ("exercises", "closed_by", "closed_at"),
    ("allocations", "ended_by", "ended_at"),
];

#[test]
fn what_stays_is_neither_replaced_nor_emptied() {
    let append_only = guarded(".sqlite.sql");
    let replaced = guarded_by(".sqlite.sql", "_no_replace BEFORE INSERT");
    let emptied = guarded_by(".postgres.sql", "_no_truncate BEFORE TRUNCATE");
    let ending = ENDING.map(|(table, ..)| table.to_owned());
    for table in append_only.iter().chain(&ending) {
        assert!(replaced.contains(table), "SQLite replaces rows of {table}");
        assert!(emptied.contains(table), "PostgreSQL empties {table}");
    }
    let named = guarded_by(".sqlite.sql", "_has_a_name BEFORE INSERT");
    let lines = migrations(".postgres.sql");
    let checks = lines
        .iter()
        .filter(|line| line.contains("_has_a_name CHECK"));
    let checked: BTreeSet<String> = checks
        .filter_map(|line| line.strip_prefix("ALTER TABLE ")?.split(' ').next())
        .map(str::to_owned)
        .collect();
    assert_eq!(named, checked);
    assert!(ENDING[..4].iter().all(|(table, ..)| named.contains(*table)));
}

/// Everything there is of what the ledger and the database keep.
async fn all(test: &TestApp) {
    every(test).await;
    let db = &test.app.db;
    let assessor = test.person("Eve Assessor", &[Role::Assessor]).await;
    test.exercised(&assessor).await;
    let learner = test.person("Len Learner", &[Role::Learner]).await;
    let admin = test.person("Ann Admin", &[Role::Administrator]).await;
    let pair = (assessor.id.as_str(), learner.id.as_str());
    assessment::allocate(db, &admin, pair, "", START)
        .await
        .unwrap();
    let (allocated, _) = assessment::allocations(db, &admin).await.unwrap();
    assessment::end_allocation(db, &admin, &allocated[0].id, START)
        .await
        .unwrap();
    test.arranged(&assessor, &learner).await;
}

/// A column of a table, and whether it is the whole of its primary key.
async fn columns(test: &TestApp, table: &str) -> Vec<(String, bool)> {
    let sql = "SELECT name, pk = 1 AND (SELECT MAX(pk) FROM pragma_table_info($1)) = 1 FROM pragma_table_info($1) ORDER BY cid";
    test.app.db.all(sql, args![table]).await.unwrap()
}

/// How many keys a table has besides its primary key, of this column.
async fn other_keys(test: &TestApp, table: &str, key: &str) -> i64 {
    let sql =
        "SELECT COUNT(*) FROM pragma_index_list($1) l WHERE l.\"unique\" = 1 AND l.partial = 0
               AND NOT EXISTS (SELECT 1 FROM pragma_index_info(l.name) i WHERE i.name = $2)";
    test.app.db.count(sql, args![table, key]).await.unwrap()
}

/// Inserts in the place of every row of a table: by its key, by its number, and by its other keys.
async fn replacements(test: &TestApp, table: &str) -> Vec<String> {
    let columns = columns(test, table).await;
    let names: Vec<&str> = columns.iter().map(|(name, _)| name.as_str()).collect();
    let names = names.join(", ");
    let mut sql = vec![
        format!("INSERT OR REPLACE INTO {table} ({names}) SELECT {names} FROM {table}"),
        format!("REPLACE INTO {table} (rowid, {names}) SELECT rowid, {names} FROM {table}"),
    ];
    let key = columns.iter().find(|(_, is_key)| *is_key);
    if let Some((key, _)) = key.filter(|_| table != "ledger") {
        let other = names.replacen(key.as_str(), &format!("{key} || 'x'"), 1);
        sql.push(format!(
            "INSERT OR REPLACE INTO {table} (rowid, {names}) SELECT rowid, {other} FROM {table}"
        ));
        if other_keys(test, table, key).await > 0 {
            sql.push(format!(
                "INSERT OR REPLACE INTO {table} ({names}) SELECT {other} FROM {table}"
            ));
        }
    }
    sql
}

#[tokio::test]
async fn sqlite_replaces_nothing() {
    let test = TestApp::sqlite().await;
    all(&test).await;
    let mut filled = 0;
    for table in guarded_by(".sqlite.sql", "_no_replace BEFORE INSERT") {
        let rows = statement(format!("SELECT COUNT(*) FROM {table}"));
        filled += usize::from(test.count(rows).await > 0);
        let numbers = statement(format!("SELECT rowid FROM {table} ORDER BY rowid"));
        for sql in replacements(&test, &table).await {
            let tx = test.app.db.begin().await.unwrap();
            tx.run("PRAGMA defer_foreign_keys = ON", args![])
                .await
                .unwrap();
            let before: Vec<(i64,)> = tx.all(numbers, args![]).await.unwrap();
            let outcome = tx.run(statement(&sql), args![]).await;
            let is_refused = match &outcome {
                Ok(written) => *written == 0,
                Err(error) => error.to_string().contains("this is there already"),
            };
            assert!(is_refused, "{sql}: {outcome:?}");
            let after: Vec<(i64,)> = tx.all(numbers, args![]).await.unwrap();
            assert_eq!(before, after, "{sql}");
        }
    }
    assert!(filled > 45, "{filled} tables have rows to try this with");
}

#[tokio::test]
async fn postgresql_empties_nothing() {
    let test = TestApp::postgres().await;
    full(&test).await;
    for table in guarded_by(".postgres.sql", "_no_truncate BEFORE TRUNCATE") {
        let sql = statement(format!("TRUNCATE {table} CASCADE"));
        let refused = tried(&test, sql).await.expect_err(sql);
        assert!(
            refused.to_string().contains("append-only"),
            "{sql}: {refused}"
        );
    }
}

#[tokio::test]
async fn what_the_ledger_covers_has_a_name() {
    on_each_engine(async |test: TestApp| {
        full(&test).await;
        let nameless = match &test.app.db {
            Db::Sqlite { .. } => &["''", "NULL"][..],
            Db::Postgres(_) => &["''", "NULL"],
        };
        for id in nameless {
            for sql in [
                "INSERT INTO role_grants (id, person_id, role, granted_at) SELECT ID, id, 'author', 1 FROM people WHERE name = 'Ada Assessor'",
                "INSERT INTO sign_offs SELECT ID, enrolment_id, learner_id, 'GP2', specification_hash, assessor_id, signed_at FROM sign_offs",
                "INSERT INTO trainings (id, person_id, begun_by, begun_at) SELECT ID, a.id, b.id, 1 FROM people a JOIN people b ON b.name = 'Sam Admin' WHERE a.name = 'Ada Assessor'",
            ] {
                let right = statement(sql.replace("ID", "'new'"));
                tried(&test, right).await.unwrap();
                let wrong = statement(sql.replace("ID", id));
                tried(&test, wrong).await.expect_err(wrong);
            }
        }
    })
    .await;
}

#[tokio::test]
async fn what_ends_ends_once_and_stays() {
    on_each_engine(async |test: TestApp| {
        all(&test).await;
        for (table, by, at) in ENDING {
            let open =
                format!("UPDATE {table} SET {at} = NULL, {by} = NULL WHERE {at} IS NOT NULL");
            let later = format!("UPDATE {table} SET {at} = {at} + 1 WHERE {at} IS NOT NULL");
            let other = format!("UPDATE {table} SET id = id || 'x'");
            let gone = format!("DELETE FROM {table}");
            for sql in [open, later, other, gone] {
                let refused = tried(&test, statement(&sql)).await.expect_err(&sql);
                assert!(refused.to_string().contains("only end"), "{sql}: {refused}");
            }
        }
        let end =
            "UPDATE role_grants SET ended_at = 5, ended_by = granted_by WHERE ended_at IS NULL";
        assert!(tried(&test, end).await.unwrap() > 0);
        let end =
            "UPDATE arrangements SET ended_at = 5, ended_by = agreed_by WHERE ended_at IS NULL";
        assert!(tried(&test, end).await.unwrap() > 0);
    })
    .await;
}
