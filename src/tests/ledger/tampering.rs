//! Whoever gets past the triggers, and changes, takes out, adds or turns round something, is found out, and it is said where.

use super::replay::entries;
use super::{full, verified};
use crate::args;
use crate::db::{Db, Read, Tx};
use crate::ledger::chain::Chain;
use crate::ledger::{BEGINNING, Entry, export, verify_at};
use crate::tests::support::{TestApp, on_each_engine};

/// Whoever has the database to themselves: the triggers are gone until [`Unguarded::guard`], and what is changed here is taken back unless it
/// is committed.
pub(super) struct Unguarded {
    pub(super) tx: Tx,
    triggers: Vec<String>,
}

impl Unguarded {
    pub(super) async fn new(db: &Db) -> Self {
        let tx = db.begin().await.unwrap();
        let mut triggers = Vec::new();
        match db {
            Db::Sqlite { .. } => {
                run(&tx, "PRAGMA defer_foreign_keys = ON").await;
                let sql = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'";
                let known: Vec<(String, String)> = tx.all(sql, args![]).await.unwrap();
                for (name, sql) in known {
                    run(&tx, &format!("DROP TRIGGER {name}")).await;
                    triggers.push(sql);
                }
            }
            Db::Postgres(_) => run(&tx, "SET LOCAL session_replication_role = replica").await,
        }
        Unguarded { tx, triggers }
    }

    /// Runs statements, divided by semicolons.
    pub(super) async fn run(&self, sql: &str) {
        for sql in sql.split(';') {
            run(&self.tx, sql).await;
        }
    }

    pub(super) async fn verified(&self) -> Result<Chain, String> {
        verify_at(&self.tx).await.unwrap()
    }

    /// Keeps what was changed, under the triggers again.
    pub(super) async fn guard(self) {
        for sql in &self.triggers {
            run(&self.tx, sql).await;
        }
        self.tx.commit().await.unwrap();
    }
}

/// Does what the triggers refuse.
pub(super) async fn tampered(test: &TestApp, sql: &str) {
    let unguarded = Unguarded::new(&test.app.db).await;
    unguarded.run(sql).await;
    unguarded.guard().await;
}

async fn run(tx: &Tx, sql: &str) {
    tx.run(statement(sql), args![])
        .await
        .unwrap_or_else(|error| panic!("{sql}: {error}"));
}

/// A statement that a test has put together.
pub(super) fn statement(sql: &str) -> &'static str {
    Box::leak(sql.to_owned().into_boxed_str())
}

/// A change to the tables, and what is said about it.
const CASES: &[(&str, &str)] = &[
    (
        "UPDATE ledger SET facts = REPLACE(facts, 'not-yet-achieved', 'achieved') WHERE facts LIKE '%not-yet-achieved%'",
        "has been changed",
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
        "DELETE FROM ledger WHERE sequence = (SELECT MAX(sequence) FROM ledger)",
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
    (
        "DELETE FROM ledger",
        "Not even the first entry is there: the ledger is empty, and one was begun",
    ),
    (
        "DELETE FROM ledger_beginnings",
        "Entry 1 is not the one that this database's ledger was begun with",
    ),
    (
        "INSERT INTO ledger_beginnings (hash, begun_at) SELECT previous, 1 FROM ledger WHERE sequence = 5",
        "Entry 1 is not the one that this database's ledger was begun with",
    ),
    (
        "UPDATE content_versions SET source = source || ' '",
        "is not the text that was stored",
    ),
    (
        "UPDATE submissions SET body = body || ' And more.'",
        "the body is not the text that was written",
    ),
    (
        "DELETE FROM submission_links WHERE criterion = 'GP1.1.1'",
        "which is not in the tables any more",
    ),
    // Of several the one that was entered first.
    (
        "UPDATE certificates SET expires_at = expires_at + 1; UPDATE decisions SET outcome = 'achieved' WHERE outcome = 'not-yet-achieved'",
        "the expires was",
    ),
    (
        "UPDATE decisions SET outcome = 'achieved' WHERE outcome = 'not-yet-achieved'; DELETE FROM sign_offs",
        "is about sign off",
    ),
    (
        "UPDATE role_grants SET ended_at = NULL, ended_by = NULL; UPDATE sign_offs SET unit = 'GP9'",
        "the unit was GP1",
    ),
];

#[tokio::test]
async fn every_change_is_found_and_the_first_place_named() {
    on_each_engine(async |test: TestApp| {
        full(&test).await;
        for (sql, words) in CASES {
            let unguarded = Unguarded::new(&test.app.db).await;
            unguarded.run(sql).await;
            let said = unguarded.verified().await.expect_err(sql);
            assert!(said.contains(words), "{sql}: {said}");
        }
        verified(&test).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn a_row_without_an_id_is_seen() {
    on_each_engine(async |test: TestApp| {
        full(&test).await;
        let nameless = match &test.app.db {
            Db::Sqlite { .. } => &["NULL", "''"][..],
            Db::Postgres(_) => &["''"],
        };
        for id in nameless {
            let unguarded = Unguarded::new(&test.app.db).await;
            if matches!(test.app.db, Db::Postgres(_)) {
                unguarded.run("ALTER TABLE sign_offs DROP CONSTRAINT sign_offs_has_a_name").await;
            }
            let row = format!("INSERT INTO sign_offs SELECT {id}, enrolment_id, learner_id, 'GP2', specification_hash, assessor_id, signed_at FROM sign_offs");
            unguarded.run(&row).await;
            let said = unguarded.verified().await.unwrap_err();
            assert_eq!(said, "The sign off without an id is in the tables and not in the ledger.");
        }
    })
    .await;
}

#[tokio::test]
async fn an_entry_put_in_between_does_not_fit_even_with_its_own_hash_right() {
    on_each_engine(async |test: TestApp| {
        full(&test).await;
        let sql = "SELECT sequence, happened_at, actor_id, kind, subject, facts, previous, hash FROM ledger WHERE kind = 'decision' ORDER BY sequence LIMIT 1";
        let mut entry: Entry = test.app.db.one(sql, args![]).await.unwrap();
        entry.facts = entry.facts.replace("achieved", "not-yet-achieved");
        let forged = entry.computed_hash();
        tampered(
            &test,
            &format!("UPDATE ledger SET facts = '{}', hash = '{forged}' WHERE sequence = {}", entry.facts, entry.sequence),
        )
        .await;
        let said = verified(&test).await.unwrap_err();
        let (at, after) = (entry.sequence, entry.sequence + 1);
        assert_eq!(
            said,
            format!("Entry {after} does not follow entry {at}: one of them is not the one that was written.")
        );
    })
    .await;
}

#[tokio::test]
async fn the_schema_refuses_a_gap_and_a_fork() {
    on_each_engine(async |test: TestApp| {
        full(&test).await;
        let right = "INSERT INTO ledger (sequence, happened_at, kind, subject, facts, previous, hash)
             SELECT sequence + 1, 1, 'kind', 'subject', '{}', hash, 'own' FROM ledger WHERE sequence = (SELECT MAX(sequence) FROM ledger)";
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
            ("MAX(sequence)", "MAX(sequence) - 1", "e"),
        ];
        for (part, instead, digit) in wrongs {
            let wrong = right.replacen(part, instead, 1);
            assert!(tried(&wrong, digit).await.is_err(), "{wrong}");
        }
    })
    .await;
}

/// An entry that fits the chain, whatever it says.
async fn appended(test: &TestApp, kind: &str, subject: &str) {
    let last = entries(test).await.pop().unwrap();
    let mut entry = Entry {
        sequence: last.sequence + 1,
        kind: kind.to_owned(),
        subject: subject.to_owned(),
        facts: "{}".to_owned(),
        previous: last.hash.clone(),
        ..last
    };
    entry.hash = entry.computed_hash();
    let sql = format!(
        "INSERT INTO ledger (sequence, happened_at, actor_id, kind, subject, facts, previous, hash) VALUES ({}, {}, {}, '{kind}', '{subject}', '{{}}', '{}', '{}')",
        entry.sequence,
        entry.happened_at,
        entry
            .actor_id
            .as_ref()
            .map_or("NULL".to_owned(), |id| format!("'{id}'")),
        entry.previous,
        entry.hash
    );
    tampered(test, &sql).await;
}

#[tokio::test]
async fn an_entry_has_a_kind_that_is_known_and_its_place() {
    for (kind, subject, words) in [
        (
            "promise",
            "x",
            "is of a kind that this program does not know: promise",
        ),
        (
            "decision-recorded",
            "x",
            "was made afterwards, of a kind that was entered by then",
        ),
        (
            "widened",
            "decision",
            "widens the ledger by what was entered before: decision",
        ),
        ("praise-recorded", "x", "does not know: praise"),
    ] {
        on_each_engine(async |test: TestApp| {
            full(&test).await;
            appended(&test, kind, subject).await;
            let said = verified(&test).await.unwrap_err();
            assert!(said.contains(words), "{said}");
        })
        .await;
    }
}

#[tokio::test]
async fn an_entry_without_a_number_is_no_part_of_the_chain() {
    let test = TestApp::sqlite().await;
    full(&test).await;
    let forged = "INSERT INTO ledger (happened_at, kind, subject, facts, previous, hash) VALUES (1, 'widened', 'praise', '{}', 'own', 'own')";
    let forged = forged.replace("own", &"a".repeat(64));
    let tx = test.app.db.begin().await.unwrap();
    tx.run(statement(&forged), args![]).await.unwrap_err();
    drop(tx);
    tampered(&test, &forged).await;
    let said = verified(&test).await.unwrap_err();
    assert!(said.contains("1 entries stand beside the chain"), "{said}");
}

#[tokio::test]
async fn an_exported_file_is_checked_without_the_database() {
    on_each_engine(async |test: TestApp| {
        full(&test).await;
        let mut file = Vec::new();
        let length = export::export(&test.app.db, &mut file).await.unwrap();
        assert_eq!(length, verified(&test).await.unwrap().length);
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
