//! A program that has come to enter more kinds of acts enters what it finds of them, once, and only of those.

use super::every::every;
use super::replay::entries;
use super::tampering::{Unguarded, tampered};
use super::verified;
use crate::accounts::Role;
use crate::args;
use crate::ledger::{self, BEGINNING, Entry};
use crate::tests::support::{START, TestApp, on_each_engine};

/// A ledger as one was begun that knew fewer kinds.
const OLDER: &str = "DELETE FROM ledger WHERE sequence > 1;
    UPDATE ledger SET facts = '{\"format\":\"secure-base-ledger/1\"}';
    DELETE FROM role_grants";

/// The last kind that was entered before what was handed in.
const LAST_OF_OLD: &str = "pass-withdrawn";

const TRAINING: &str = "INSERT INTO trainings (id, person_id, begun_by, begun_at)
    SELECT 'a', p.id, a.id, 5 FROM people p JOIN people a ON a.name = 'Sam Admin' WHERE p.name = 'Ada Assessor'";

#[tokio::test]
async fn what_was_there_of_a_new_kind_is_entered_once() {
    on_each_engine(async |test: TestApp| {
        test.person("Ada Assessor", &[Role::Assessor]).await;
        test.person("Sam Admin", &[Role::Administrator]).await;
        tampered(&test, OLDER).await;
        rehash(&test).await;
        tampered(&test, TRAINING).await;
        assert!(verified(&test).await.is_err(), "it is not entered yet");
        for _ in 0..2 {
            ledger::open(&test.app.db, START).await.unwrap();
            verified(&test).await.unwrap();
        }
        let entered = "SELECT COUNT(*) FROM ledger WHERE kind = 'training-begun-recorded'";
        assert_eq!(test.count(entered).await, 1);
        let announced =
            "SELECT COUNT(*) FROM ledger WHERE kind = 'widened' AND subject = 'training-begun'";
        assert_eq!(test.count(announced).await, 1);
        tampered(
            &test,
            "UPDATE trainings SET ended_by = begun_by, ended_at = 6",
        )
        .await;
        ledger::open(&test.app.db, START).await.unwrap();
        assert!(
            verified(&test).await.is_err(),
            "what is known is entered when it happens, or never"
        );
    })
    .await;
}

/// Gives the one entry the hash that it must have.
async fn rehash(test: &TestApp) {
    let entry: ledger::Entry = {
        use crate::args;
        use crate::db::Read;
        let sql = "SELECT sequence, happened_at, actor_id, kind, subject, facts, previous, hash FROM ledger";
        test.app.db.one(sql, args![]).await.unwrap()
    };
    let hash = entry.computed_hash();
    tampered(
        test,
        &format!("UPDATE ledger SET hash = '{hash}'; UPDATE ledger_beginnings SET hash = '{hash}'"),
    )
    .await;
}

/// The same history as a ledger has it that knew nothing of what came to be entered later: its first entry names fewer kinds.
fn as_before(all: Vec<Entry>) -> Vec<Entry> {
    let first: serde_json::Value = serde_json::from_str(&all[0].facts).unwrap();
    let kinds = first["kinds"].as_str().unwrap();
    let (old, new) = kinds.split_at(kinds.find(LAST_OF_OLD).unwrap() + LAST_OF_OLD.len());
    let is_old = |entry: &Entry| !new.split(' ').any(|kind| kind == entry.kind);
    let mut previous = BEGINNING.to_owned();
    let kept = all.into_iter().filter(is_old);
    (1..)
        .zip(kept)
        .map(|(sequence, mut entry)| {
            entry.sequence = sequence;
            entry.facts = entry.facts.replace(kinds, old);
            entry.previous = previous.clone();
            entry.hash = entry.computed_hash();
            previous.clone_from(&entry.hash);
            entry
        })
        .collect()
}

#[tokio::test]
async fn an_older_ledger_stays_as_it_is_and_is_widened() {
    on_each_engine(async |test: TestApp| {
        every(&test).await;
        let old = as_before(entries(&test).await);
        let unguarded = Unguarded::new(&test.app.db).await;
        unguarded.run("DELETE FROM ledger; DELETE FROM ledger_beginnings").await;
        for entry in &old {
            let sql = "INSERT INTO ledger (sequence, happened_at, actor_id, kind, subject, facts, previous, hash) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
            let row = args![
                entry.sequence,
                entry.happened_at,
                entry.actor_id.clone(),
                &entry.kind,
                &entry.subject,
                &entry.facts,
                &entry.previous,
                &entry.hash
            ];
            unguarded.tx.run(sql, row).await.unwrap();
        }
        unguarded
            .run("INSERT INTO ledger_beginnings (hash, begun_at) SELECT hash, happened_at FROM ledger WHERE sequence = 1")
            .await;
        unguarded.guard().await;
        assert!(verified(&test).await.is_err(), "it is not widened yet");
        for _ in 0..2 {
            ledger::open(&test.app.db, START).await.unwrap();
            verified(&test).await.unwrap();
        }
        assert!(entries(&test).await.starts_with(&old));
        let announced = "SELECT COUNT(*) FROM ledger WHERE kind = 'widened'";
        assert_eq!(test.count(announced).await, 26);
    })
    .await;
}
