//! A text may be gone where the ledger says that it was purged, and nowhere else.

use super::every::every;
use super::tampering::Unguarded;
use super::verified;
use crate::accounts::Role;
use crate::assessment::{Outcome, store as assessment};
use crate::db::Read;
use crate::ledger::ERASED;
use crate::portfolio::purging::purge;
use crate::portfolio::purging::store::{Order, What};
use crate::tests::support::{TestApp, on_each_engine};

/// A text put away in secret, and what is said; `PURGED` is the submission that was purged with the words of others, `OTHER` one that was not.
const CASES: &[(&str, &str)] = &[
    ("UPDATE decisions SET feedback = 'ERASED' WHERE submission_id = 'OTHER'", "the feedback is not the text"),
    ("UPDATE closures SET comment = 'ERASED' WHERE submission_id = 'OTHER'", "the comment is not the text"),
    ("UPDATE submission_comments SET comment = 'ERASED' WHERE submission_id = 'OTHER'", "the comment is not the text"),
    ("UPDATE submissions SET body = 'ERASED' WHERE id = 'OTHER'", "the body is not the text"),
    ("UPDATE submission_links SET locator = 'ERASED' WHERE submission_id = 'OTHER'", "the locator is not the text"),
    ("UPDATE submission_files SET name = 'ERASED' WHERE submission_id = 'OTHER'", "the name is not the text"),
    ("UPDATE proposals SET fields = 'ERASED'", "the fields is not the text"),
    ("UPDATE appeals SET grounds = 'ERASED'", "the grounds is not the text"),
    ("UPDATE appeal_outcomes SET feedback = 'ERASED'", "the feedback is not the text"),
    ("UPDATE evidence SET body = '' WHERE kind = 'witness-testimony'", "the said is not the text"),
    ("UPDATE evidence SET body = 'ERASED' WHERE kind = 'observation'", "the said is not the text"),
    ("UPDATE countersignatures SET comment = 'ERASED'", "the comment is not the text"),
    ("UPDATE certificate_events SET reason = 'ERASED'", "the reason is not the text"),
    ("UPDATE adjustments SET reason = 'ERASED'", "the reason is not the text"),
    ("UPDATE purges SET reason = 'ERASED'", "the reason is not the text"),
    ("UPDATE samples SET comment = 'ERASED'", "the comment is not the text"),
    // A record of a purge that no entry is about covers nothing.
    (
        "INSERT INTO purges SELECT 'forged', s.evidence_id, s.person_id, s.id, NULL, p.content_hash, p.words_too, p.reason, p.purged_by, p.purged_at, p.of_words
             FROM submissions s JOIN purges p ON p.words_too WHERE s.id = 'OTHER';
         UPDATE decisions SET feedback = 'ERASED' WHERE submission_id = 'OTHER'",
        "the feedback is not the text",
    ),
    ("UPDATE purges SET words_too = (1 = 1)", "is in the tables and not in the ledger"),
    ("DELETE FROM purges WHERE of_words", "is about purge"),
    // What was purged cannot be filled again, and only its texts are gone.
    ("UPDATE decisions SET feedback = 'Something else.' WHERE submission_id = 'PURGED'", "the feedback is not the text"),
    ("UPDATE submissions SET body = 'Something else.' WHERE id = 'PURGED'", "the body is not the text"),
    ("UPDATE submission_links SET criterion = 'GP1.4.2' WHERE submission_id = 'PURGED' AND criterion = 'GP1.1.1'", "submitted link"),
    ("UPDATE decisions SET plan_by = 'ERASED' WHERE submission_id = 'PURGED'", "the plan_by was nothing and is [erased]"),
];

#[tokio::test]
async fn only_what_the_ledger_says_was_purged_may_be_gone() {
    on_each_engine(async |test: TestApp| {
        every(&test).await;
        let of = async |name: &str| {
            let sql = format!(
                "SELECT s.id FROM submissions s JOIN people p ON p.id = s.person_id WHERE p.name = '{name}'"
            );
            let sql: &'static str = Box::leak(sql.into_boxed_str());
            let (id,): (String,) = test.app.db.one(sql, vec![]).await.unwrap();
            id
        };
        let (purged, other) = (of("Pia Learner").await, of("Fay Learner").await);
        for (sql, words) in CASES {
            let sql = sql.replace("PURGED", &purged).replace("OTHER", &other).replace("ERASED", ERASED);
            let unguarded = Unguarded::new(&test.app.db).await;
            unguarded.run(&sql).await;
            let said = unguarded.verified().await.expect_err(&sql);
            assert!(said.contains(words), "{sql}: {said}");
        }
        verified(&test).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn a_purge_covers_nothing_that_was_written_after_it() {
    on_each_engine(async |test: TestApp| {
        let learner = test.person("Lena Learner", &[Role::Learner]).await;
        let ada = test.person("Ada Assessor", &[Role::Assessor]).await;
        let sam = test.person("Sam Admin", &[Role::Administrator]).await;
        let (_, submission) = test.handed_in(&learner).await;
        test.decided(&ada, &submission, Outcome::NotYetAchieved)
            .await;
        let order = Order {
            what: What::Words,
            words_too: false,
            reason: "A person can be known.".to_owned(),
        };
        purge(&test.app, &sam, &submission, &order).await.unwrap();
        let (db, now) = (&test.app.db, test.app.clock.now());
        let sql = "SELECT id FROM decisions ORDER BY criterion LIMIT 1";
        let (decision,): (String,) = db.one(sql, vec![]).await.unwrap();
        assessment::make_appeal(db, &learner, &decision, "Look again.", now)
            .await
            .unwrap();
        verified(&test).await.unwrap();
        let unguarded = Unguarded::new(db).await;
        unguarded
            .run("UPDATE appeals SET grounds = '[erased]'")
            .await;
        let said = unguarded.verified().await.unwrap_err();
        assert!(said.contains("the grounds is not the text"), "{said}");
        drop(unguarded);
        purge(&test.app, &sam, &submission, &order).await.unwrap();
        verified(&test).await.unwrap();
    })
    .await;
}
