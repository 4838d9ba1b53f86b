//! A program that has come to enter more kinds of acts enters what it finds of them, once, and only of those.

use super::tampering::tampered;
use super::verified;
use crate::accounts::Role;
use crate::ledger;
use crate::tests::support::{START, TestApp, on_each_engine};

/// A ledger as one was begun that knew fewer kinds.
const OLDER: &str = "DELETE FROM ledger WHERE sequence > 1;
    UPDATE ledger SET facts = '{\"format\":\"secure-base-ledger/1\"}';
    DELETE FROM role_grants";

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
    tampered(
        test,
        &format!("UPDATE ledger SET hash = '{}'", entry.computed_hash()),
    )
    .await;
}
