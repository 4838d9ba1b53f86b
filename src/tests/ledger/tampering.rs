//! Whoever gets past the triggers, and changes, takes out, adds or turns round something, is found out, and it is said where.

use super::{full, verified};
use crate::args;
use crate::db::{Db, Read};
use crate::ledger::{BEGINNING, ERASED, Entry, export};
use crate::tests::support::{TestApp, on_each_engine};

const SQLITE: &[&str] = &[
    "ledger_no_update",
    "ledger_no_delete",
    "ledger_follows",
    "decisions_no_update",
    "decisions_no_delete",
    "closures_no_delete",
    "sign_offs_no_update",
    "certificates_no_update",
    "certificate_events_no_delete",
    "closures_no_update",
    "certificates_no_delete",
    "sign_offs_no_delete",
];

const POSTGRES: &[&str] = &[
    "ledger_append_only ON ledger",
    "ledger_follows ON ledger",
    "decisions_append_only ON decisions",
    "closures_append_only ON closures",
    "sign_offs_append_only ON sign_offs",
    "certificates_append_only ON certificates",
    "certificate_events_append_only ON certificate_events",
];

/// Does what the triggers refuse; foreign keys are not looked at on SQLite's side of a change alone.
pub(super) async fn tampered(test: &TestApp, sql: &str) {
    let triggers = match &test.app.db {
        Db::Sqlite { .. } => SQLITE,
        Db::Postgres(_) => POSTGRES,
    };
    let tx = test.app.db.begin().await.unwrap();
    for trigger in triggers {
        run(&tx, format!("DROP TRIGGER IF EXISTS {trigger}")).await;
    }
    for sql in sql.split(';') {
        run(&tx, sql.to_owned()).await;
    }
    tx.commit().await.unwrap();
}

async fn run(tx: &crate::db::Tx, sql: String) {
    let sql: &'static str = Box::leak(sql.into_boxed_str());
    tx.run(sql, args![])
        .await
        .unwrap_or_else(|error| panic!("{sql}: {error}"));
}

/// A change to the tables, and what is said about it.
const CASES: &[(&str, &str)] = &[
    (
        "UPDATE ledger SET facts = REPLACE(facts, 'not-yet-achieved', 'achieved') WHERE sequence = 27",
        "Entry 27 has been changed",
    ),
    (
        "UPDATE ledger SET happened_at = happened_at + 1 WHERE sequence = 9",
        "Entry 9 has been changed",
    ),
    (
        "UPDATE ledger SET actor_id = 'x' WHERE sequence = 9",
        "Entry 9 has been changed",
    ),
    (
        "UPDATE ledger SET actor_id = NULL WHERE sequence = 9",
        "Entry 9 has been changed",
    ),
    (
        "UPDATE ledger SET subject = 'x' WHERE sequence = 9",
        "Entry 9 has been changed",
    ),
    (
        "UPDATE ledger SET kind = 'closure-recorded' WHERE sequence = 9",
        "Entry 9 has been changed",
    ),
    (
        "UPDATE ledger SET hash = REPLACE(hash, SUBSTR(hash, 1, 8), '00000000') WHERE sequence = 9",
        "Entry 9 has been changed",
    ),
    (
        "DELETE FROM ledger WHERE sequence = 12",
        "Entry 12 is missing: the next one there is entry 13",
    ),
    (
        "DELETE FROM ledger WHERE sequence < 5",
        "Entry 1 is missing: the next one there is entry 5",
    ),
    (
        "DELETE FROM ledger WHERE sequence = 12; UPDATE ledger SET sequence = 12 WHERE sequence = 13",
        "Entry 12 has been changed",
    ),
    (
        "UPDATE ledger SET sequence = 99 WHERE sequence = 7; UPDATE ledger SET sequence = 7 WHERE sequence = 8; UPDATE ledger SET sequence = 8 WHERE sequence = 99",
        "Entry 7 has been changed",
    ),
    (
        "DELETE FROM ledger WHERE sequence = 31",
        "is in the tables and not in the ledger",
    ),
    (
        "UPDATE decisions SET outcome = 'achieved' WHERE outcome = 'not-yet-achieved'",
        "the outcome was not-yet-achieved and is achieved",
    ),
    (
        "UPDATE decisions SET feedback = 'Other words.'",
        "the feedback is not the text that was written",
    ),
    (
        "UPDATE closures SET comment = '' WHERE comment <> ''",
        "the comment is not the text that was written",
    ),
    (
        "DELETE FROM decisions WHERE outcome = 'not-yet-achieved'",
        "which is not in the tables any more",
    ),
    (
        "UPDATE sign_offs SET unit = 'GP9'",
        "the unit was GP1 and is GP9",
    ),
    ("UPDATE sign_offs SET signed_at = 1", "its time is another"),
    (
        "UPDATE certificates SET expires_at = expires_at + 1",
        "the expires was",
    ),
    (
        "DELETE FROM certificate_events",
        "is about certificate revoked",
    ),
    (
        "UPDATE role_grants SET ended_at = NULL, ended_by = NULL",
        "is about role ended",
    ),
    (
        "UPDATE role_grants SET role = 'administrator' WHERE role = 'assessor'",
        "the role was assessor and is administrator",
    ),
    (
        "INSERT INTO role_grants (id, person_id, role, granted_at) SELECT 'zz', id, 'administrator', 1 FROM people WHERE name = 'Lena Learner'",
        "role granted zz is in the tables and not in the ledger",
    ),
];

#[tokio::test]
async fn every_change_is_found_and_the_first_place_named() {
    for start in 0..2 {
        let test = match start {
            0 => TestApp::sqlite().await,
            _ => TestApp::postgres().await,
        };
        full(&test).await;
        for (sql, words) in CASES {
            let before = saved(&test).await;
            tampered(&test, sql).await;
            let said = verified(&test).await.expect_err(sql);
            assert!(said.contains(words), "{sql}: {said}");
            restore(&test, before).await;
            verified(&test)
                .await
                .unwrap_or_else(|said| panic!("after {sql}: {said}"));
        }
    }
}

/// A copy of every table that a case changes.
async fn saved(test: &TestApp) -> Vec<&'static str> {
    let tables = vec![
        "ledger",
        "decisions",
        "closures",
        "sign_offs",
        "certificates",
        "certificate_events",
        "role_grants",
    ];
    let tx = test.app.db.begin().await.unwrap();
    for table in &tables {
        run(
            &tx,
            format!("CREATE TABLE kept_{table} AS SELECT * FROM {table}"),
        )
        .await;
    }
    tx.commit().await.unwrap();
    tables
}

async fn restore(test: &TestApp, tables: Vec<&'static str>) {
    let order = [
        "certificate_events",
        "certificates",
        "sign_offs",
        "closures",
        "decisions",
        "role_grants",
        "ledger",
    ];
    let tx = test.app.db.begin().await.unwrap();
    for table in order {
        run(&tx, format!("DELETE FROM {table}")).await;
    }
    for table in order.iter().rev().filter(|table| tables.contains(table)) {
        run(
            &tx,
            format!("INSERT INTO {table} SELECT * FROM kept_{table}"),
        )
        .await;
        run(&tx, format!("DROP TABLE kept_{table}")).await;
    }
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn an_entry_put_in_between_does_not_fit_even_with_its_own_hash_right() {
    on_each_engine(async |test: TestApp| {
        full(&test).await;
        let sql = "SELECT sequence, happened_at, actor_id, kind, subject, facts, previous, hash FROM ledger WHERE sequence = 9";
        let mut entry: Entry = test.app.db.one(sql, args![]).await.unwrap();
        entry.facts = entry.facts.replace("achieved", "not-yet-achieved");
        let forged = entry.computed_hash();
        tampered(
            &test,
            &format!("UPDATE ledger SET facts = '{}', hash = '{forged}' WHERE sequence = 9", entry.facts),
        )
        .await;
        let said = verified(&test).await.unwrap_err();
        assert_eq!(said, "Entry 10 does not follow entry 9: one of them is not the one that was written.");
    })
    .await;
}

#[tokio::test]
async fn the_schema_refuses_a_gap_and_a_fork() {
    on_each_engine(async |test: TestApp| {
        full(&test).await;
        let right = "INSERT INTO ledger (sequence, happened_at, kind, subject, facts, previous, hash)
             SELECT sequence + 1, 1, 'kind', 'subject', '{}', hash, 'own' FROM ledger WHERE sequence = 31";
        let tried = async |sql: &str, digit: &str| {
            let sql = sql.replace("own", &digit.repeat(64));
            let tx = test.app.db.begin().await.unwrap();
            tx.run(Box::leak(sql.into_boxed_str()), args![]).await
        };
        tried(right, "a").await.unwrap();
        let wrongs = [
            ("+ 1", "+ 2", "b"),
            ("+ 1", "+ 0", "c"),
            ("'{}', hash", "'{}', previous", "d"),
            ("= 31", "= 30", "e"),
        ];
        for (part, instead, digit) in wrongs {
            let wrong = right.replacen(part, instead, 1);
            assert!(tried(&wrong, digit).await.is_err(), "{wrong}");
        }
    })
    .await;
}

#[tokio::test]
async fn erased_words_are_no_difference() {
    on_each_engine(async |test: TestApp| {
        full(&test).await;
        tampered(
            &test,
            &format!("UPDATE decisions SET feedback = '{ERASED}' WHERE feedback <> ''"),
        )
        .await;
        verified(&test).await.unwrap();
        tampered(
            &test,
            "UPDATE decisions SET feedback = 'A trace.' WHERE criterion = 'GP1.1.1'",
        )
        .await;
        verified(&test).await.unwrap_err();
    })
    .await;
}

#[tokio::test]
async fn an_exported_file_is_checked_without_the_database() {
    on_each_engine(async |test: TestApp| {
        full(&test).await;
        let mut file = Vec::new();
        assert_eq!(export::export(&test.app.db, &mut file).await.unwrap(), 31);
        let text = String::from_utf8(file).unwrap();
        let checked = |text: &str| export::verify(text.as_bytes(), |_| {});
        assert_eq!(
            checked(&text).unwrap().hash,
            verified(&test).await.unwrap().hash
        );
        let lines: Vec<&str> = text.lines().collect();
        let without = [&lines[..11], &lines[12..]].concat().join("\n");
        let turned = [&lines[..6], &[lines[7], lines[6]], &lines[8..]]
            .concat()
            .join("\n");
        let headless = lines[1..].join("\n");
        let table = [
            (
                text.replacen("not-yet-achieved", "achieved", 1),
                "has been changed",
            ),
            (
                text.replacen(BEGINNING, &BEGINNING.replace('0', "1"), 1),
                "Entry 1 has been changed",
            ),
            (without, "Entry 12 is missing"),
            (turned, "Entry 7 is missing"),
            (headless, "Entry 1 is missing"),
            (text.replacen(":", ": ", 1), "Line 1 is no entry"),
            (String::new(), "no entry"),
        ];
        for (changed, words) in table {
            let said = checked(&changed).unwrap_err();
            assert!(said.contains(words), "{words}: {said}");
        }
    })
    .await;
}
