//! Purging: what was there is gone from everywhere, what was decided stays, and nobody does it to their own.

use super::LEARNER;
use crate::accounts::{Actor, Role};
use crate::args;
use crate::assessment::{Outcome, Remarks, store as assessment};
use crate::db::{Db, Read};
use crate::error::Error;
use crate::ledger::{self, ERASED};
use crate::portfolio::files;
use crate::portfolio::purging::purge;
use crate::portfolio::purging::store::{Order, What};
use crate::portfolio::store::{Draft, save};
use crate::tests::scenes::{account, tables};
use crate::tests::support::{START, TestApp, on_each_engine};

/// Somebody who must not be recognised, and is in every text of the scene.
const NAME: &str = "Persephone";

fn order(what: What, words_too: bool) -> Order {
    Order {
        what,
        words_too,
        reason: "A person can be recognised.".to_owned(),
    }
}

/// A text with the name, returned by an assessor whose words have it too, one who saved a draft, and a draft that is the same.
struct Scene {
    learner: Actor,
    admin: Actor,
    evidence: String,
    submission: String,
    file: String,
}

async fn scene(test: &TestApp) -> Scene {
    let learner = test.person("Lena Learner", LEARNER).await;
    let ada = test.person("Ada Assessor", &[Role::Assessor]).await;
    let admin = test
        .person("Sam Admin", &[Role::Learner, Role::Administrator])
        .await;
    let enrolment = test.enrolled(&learner).await;
    let evidence = test
        .begun(&learner, &enrolment, "GP1", super::REFLECTION)
        .await;
    let file = test.with_file(&learner, &evidence).await;
    let text = format!("{} {NAME} said so.", account());
    let submission = test.hand_in(&learner, &evidence, &text).await;
    let (db, now) = (&test.app.db, test.app.clock.now());
    let handed_in = crate::portfolio::submission(db, &submission).await.unwrap();
    let fields = format!("{{\"comment\":\"{NAME} again\"}}");
    assessment::save_draft(db, &ada, &handed_in, &fields, now)
        .await
        .unwrap();
    let mut decisions = test.decisions(&submission, Outcome::NotYetAchieved).await;
    decisions[0].feedback = format!("Why did {NAME} leave?");
    let remarks = Remarks {
        comment: format!("You call her {NAME}."),
        beside: vec![("a-field".to_owned(), format!("{NAME} here too."))],
    };
    assessment::decide(db, &ada, &submission, &decisions, remarks, now)
        .await
        .unwrap();
    let other = test.person("Bea Assessor", &[Role::Assessor]).await;
    let tx = db.begin().await.unwrap();
    tx.run("INSERT INTO marking_drafts (submission_id, assessor_id, fields, saved_at) VALUES ($1, $2, $3, 1)", args![&submission, &other.id, fields]).await.unwrap();
    tx.commit().await.unwrap();
    Scene {
        learner,
        admin,
        evidence,
        submission,
        file,
    }
}

/// Where the name still is: tables of PostgreSQL, or the files of SQLite.
async fn remains(test: &TestApp) -> Vec<String> {
    if matches!(test.app.db, Db::Sqlite { .. }) {
        let files = test.app.config.files_folder();
        let folder = files.parent().unwrap();
        let holds = |name: &&str| {
            let bytes = std::fs::read(folder.join(name)).unwrap_or_default();
            bytes
                .windows(NAME.len())
                .any(|window| window == NAME.as_bytes())
        };
        return ["test.db", "test.db-wal"]
            .iter()
            .filter(|n| holds(n))
            .map(|n| (*n).to_owned())
            .collect();
    }
    let mut found = Vec::new();
    for table in tables() {
        let sql = format!("SELECT COUNT(*) FROM {table} t WHERE CAST(t AS TEXT) LIKE '%{NAME}%'");
        if test.count(Box::leak(sql.into_boxed_str())).await > 0 {
            found.push(table);
        }
    }
    found
}

#[tokio::test]
async fn no_word_of_it_is_left_and_what_was_decided_stays() {
    on_each_engine(async |test: TestApp| {
        let scene = scene(&test).await;
        assert!(!remains(&test).await.is_empty());
        let decided = "SELECT COUNT(*) FROM decisions WHERE outcome = 'not-yet-achieved'";
        let before = test.count(decided).await;
        purge(
            &test.app,
            &scene.admin,
            &scene.submission,
            &order(What::Submission, true),
        )
        .await
        .unwrap();
        assert_eq!(remains(&test).await, Vec::<String>::new());
        assert_eq!(test.count(decided).await, before);
        let kept = crate::portfolio::submission(&test.app.db, &scene.submission)
            .await
            .unwrap();
        assert_eq!(kept.body, ERASED);
        assert!(!test.app.shelf.place(&scene.file).exists());
        ledger::verify(&test.app.db).await.unwrap().unwrap();
        let entries = test
            .count("SELECT COUNT(*) FROM ledger WHERE kind = 'purge'")
            .await;
        assert_eq!(entries, 4, "the text, the draft, the file of each");
        assert_eq!(
            test.count("SELECT COUNT(*) FROM outbox WHERE subject LIKE 'Something was removed%'")
                .await,
            1
        );
        let again = purge(
            &test.app,
            &scene.admin,
            &scene.submission,
            &order(What::Submission, true),
        )
        .await;
        assert!(matches!(again, Err(Error::Conflict(_))), "{again:?}");
    })
    .await;
}

#[tokio::test]
async fn what_assessors_wrote_stays_unless_it_is_to_go() {
    on_each_engine(async |test: TestApp| {
        let scene = scene(&test).await;
        let draft = Draft {
            body: "Another text by now.".to_owned(),
            links: None,
            revision: 2,
        };
        save(&test.app.db, &scene.learner, &scene.evidence, &draft, START)
            .await
            .unwrap();
        purge(
            &test.app,
            &scene.admin,
            &scene.submission,
            &order(What::Submission, false),
        )
        .await
        .unwrap();
        let sql = "SELECT COUNT(*) FROM closures WHERE comment LIKE '%Persephone%'";
        assert_eq!(test.count(sql).await, 1);
        assert_eq!(test.count("SELECT COUNT(*) FROM marking_drafts").await, 0);
        let sql = "SELECT COUNT(*) FROM evidence WHERE body = 'Another text by now.'";
        assert_eq!(test.count(sql).await, 1, "another draft stays");
        assert!(test.app.shelf.place(&scene.file).exists(), "its file too");
        purge(
            &test.app,
            &scene.admin,
            &scene.submission,
            &order(What::Evidence, false),
        )
        .await
        .unwrap();
        assert_eq!(
            test.count("SELECT COUNT(*) FROM evidence WHERE body <> ''")
                .await,
            0
        );
        assert!(!test.app.shelf.place(&scene.file).exists());
        ledger::verify(&test.app.db).await.unwrap().unwrap();
    })
    .await;
}

#[tokio::test]
async fn a_file_goes_wherever_the_evidence_has_it_and_stays_with_others() {
    on_each_engine(async |test: TestApp| {
        let scene = scene(&test).await;
        let other = test.person("Olga Other", LEARNER).await;
        let enrolment = test.enrolled(&other).await;
        let theirs = test
            .begun(&other, &enrolment, "GP1", super::REFLECTION)
            .await;
        assert_eq!(test.with_file(&other, &theirs).await, scene.file);
        let file = order(What::File(scene.file.clone()), false);
        purge(&test.app, &scene.admin, &scene.submission, &file)
            .await
            .unwrap();
        assert!(test.app.shelf.place(&scene.file).exists(), "another has it");
        let held = files::of_evidence(&test.app.db, &scene.evidence)
            .await
            .unwrap();
        let frozen = files::of_submission(&test.app.db, &scene.submission)
            .await
            .unwrap();
        assert!(held.is_empty());
        assert_eq!(
            (frozen[0].name.as_str(), frozen[0].purged_at),
            (ERASED, Some(START))
        );
        let none = order(What::File("0".repeat(64)), false);
        let refused = purge(&test.app, &scene.admin, &scene.submission, &none).await;
        assert!(matches!(refused, Err(Error::NotFound)));
        files::remove(&test.app, &other, &theirs, &scene.file)
            .await
            .unwrap();
        assert!(
            !test.app.shelf.place(&scene.file).exists(),
            "a purged copy holds nothing"
        );
        let (_, mut ada) = test.signed_in("Cy Assessor", &[Role::Assessor]).await;
        let page = ada
            .get(&format!("/files/{}/{}", scene.submission, scene.file))
            .await;
        assert!(
            page.is(404).has("This file was removed") && page.has("A person can be recognised.")
        );
        let page = ada.get(&format!("/submissions/{}", scene.submission)).await;
        assert!(
            page.is(200).has("A file that was removed") && page.has(NAME),
            "the text stays"
        );
        ledger::verify(&test.app.db).await.unwrap().unwrap();
    })
    .await;
}

#[tokio::test]
async fn nobody_purges_their_own_or_what_they_decided_on() {
    on_each_engine(async |test: TestApp| {
        let scene = scene(&test).await;
        let what = order(What::Submission, true);
        let with = |actor: &Actor, roles: &[Role]| Actor { roles: roles.to_vec(), ..actor.clone() };
        let sql = "SELECT p.id, p.name, p.email FROM people p JOIN closures c ON c.assessor_id = p.id";
        let (id, name, email) = test.app.db.one(sql, args![]).await.unwrap();
        let ada = Actor { id, name, email, roles: Vec::new(), organisation: String::new(), session_id: String::new() };
        for refused in [
            with(&scene.learner, &[Role::Learner, Role::Administrator]),
            with(&ada, &[Role::Assessor, Role::Administrator]),
            with(&scene.admin, &[Role::Assessor, Role::Iqa, Role::Manager]),
        ] {
            let outcome = purge(&test.app, &refused, &scene.submission, &what).await;
            assert!(matches!(outcome, Err(Error::Forbidden)), "{outcome:?}");
        }
        let right = "INSERT INTO purges (id, evidence_id, learner_id, submission_id, content_hash, words_too, reason, purged_by, purged_at)
             SELECT 'new', s.evidence_id, s.person_id, s.id, e.activity_hash, (1 = 1), 'Why.', a.id, 1
             FROM submissions s JOIN evidence e ON e.id = s.evidence_id JOIN people a ON a.name = 'Sam Admin'";
        let tried = async |sql: String| {
            let tx = test.app.db.begin().await.unwrap();
            tx.run(Box::leak(sql.into_boxed_str()), args![]).await
        };
        tried(right.to_owned()).await.unwrap();
        for (part, instead) in [
            ("Sam Admin", "Lena Learner"),
            ("Sam Admin", "Ada Assessor"),
            ("'Why.'", "''"),
            ("s.person_id, s.id", "a.id, s.id"),
            ("e.activity_hash", "'short'"),
        ] {
            assert!(tried(right.replacen(part, instead, 1)).await.is_err(), "{part} → {instead}");
        }
    })
    .await;
}

#[tokio::test]
async fn the_database_lets_erasing_through_and_nothing_else() {
    on_each_engine(async |test: TestApp| {
        let scene = scene(&test).await;
        let tried = async |sql: &'static str| {
            let tx = test.app.db.begin().await.unwrap();
            tx.run(sql, args![]).await
        };
        let erasing = [
            "UPDATE submissions SET body = '[erased]'",
            "UPDATE submission_links SET locator = '[erased]'",
            "UPDATE submission_files SET name = '[erased]'",
            "UPDATE decisions SET feedback = '[erased]'",
            "UPDATE closures SET comment = '[erased]'",
            "UPDATE submission_comments SET comment = '[erased]'",
        ];
        for sql in erasing {
            assert!(tried(sql).await.is_err(), "before: {sql}");
        }
        let record = "INSERT INTO purges (id, evidence_id, learner_id, submission_id, content_hash, words_too, reason, purged_by, purged_at)
             SELECT 'new', s.evidence_id, s.person_id, s.id, s.activity_hash, (1 = 1), 'Why.', a.id, 1
             FROM submissions s JOIN people a ON a.name = 'Sam Admin'";
        let file = "INSERT INTO purges (id, evidence_id, learner_id, submission_id, file_hash, content_hash, words_too, reason, purged_by, purged_at)
             SELECT 'file', s.evidence_id, s.person_id, s.id, f.hash, f.hash, (1 = 0), 'Why.', a.id, 1
             FROM submissions s JOIN people a ON a.name = 'Sam Admin' JOIN files f ON 1 = 1";
        let tx = test.app.db.begin().await.unwrap();
        tx.run(record, args![]).await.unwrap();
        tx.run(file, args![]).await.unwrap();
        tx.commit().await.unwrap();
        for sql in erasing {
            assert!(tried(sql).await.unwrap() > 0, "after: {sql}");
        }
        for sql in [
            "UPDATE submissions SET body = 'other'",
            "UPDATE submissions SET body = body",
            "UPDATE submissions SET body = '[erased]', unit = 'U9'",
            "UPDATE submissions SET unit = '[erased]'",
            "UPDATE submission_links SET locator = '[erased]', justification = 'other'",
            "UPDATE submission_files SET name = '[erased]', description = 'other'",
            "UPDATE submission_files SET name = '[erased]', added_at = 1",
            "UPDATE decisions SET feedback = '[erased]', outcome = 'achieved'",
            "UPDATE decisions SET outcome = 'achieved'",
            "UPDATE decisions SET feedback = 'other'",
            "UPDATE closures SET comment = '[erased]', outcome = 'accepted'",
            "UPDATE submission_comments SET comment = ''",
            "UPDATE purges SET reason = 'Another.'",
            "DELETE FROM purges",
            "DELETE FROM submissions",
            "DELETE FROM submission_files",
        ] {
            assert!(tried(sql).await.is_err(), "{sql}");
        }
        let _ = scene;
    })
    .await;
}

#[tokio::test]
async fn everybody_reads_why_and_nobody_what() {
    on_each_engine(async |test: TestApp| {
        let scene = scene(&test).await;
        let address = format!("/submissions/{}/purge", scene.submission);
        let mut admin = test.browser();
        admin.sign_in(&scene.admin.email).await;
        let page = admin.get(&address).await;
        assert!(
            page.is(200).has("letter.pdf") && !page.has(NAME),
            "{}",
            page.body
        );
        let page = admin
            .post(&address, &[("what", "submission"), ("reason", " ")])
            .await;
        assert!(page.is(422).has("Enter why it has to go."), "{}", page.body);
        let page = admin
            .post(&address, &[("what", "all"), ("reason", "<b>Why</b>")])
            .await;
        assert!(page.is(422).has("Choose what is to be removed.") && page.has("&lt;b&gt;Why"));
        let fields = [
            ("what", "submission"),
            ("words", "yes"),
            ("reason", "<b>Why</b>"),
        ];
        let page = admin.post(&address, &fields).await;
        assert_eq!(page.redirects(), format!("{address}?said=purged"));
        assert!(admin.get(&address).await.is(200).has("Purged so far"));
        let mut learner = test.browser();
        learner.sign_in(&scene.learner.email).await;
        let (_, mut assessor) = test.signed_in("Cy Assessor", &[Role::Assessor]).await;
        for page in [
            learner.get(&format!("/evidence/{}", scene.evidence)).await,
            learner
                .get(&format!("/submissions/{}", scene.submission))
                .await,
            assessor
                .get(&format!("/submissions/{}", scene.submission))
                .await,
            assessor
                .get(&format!("/submissions/{}/document", scene.submission))
                .await,
        ] {
            assert!(
                page.is(200)
                    .has("What was here was removed for good on 1 June 2026."),
                "{}",
                page.body
            );
            assert!(page.has("&lt;b&gt;Why&lt;/b&gt;") && !page.has(NAME));
        }
        let again = test
            .hand_in(&scene.learner, &scene.evidence, &account())
            .await;
        let page = assessor.get(&format!("/submissions/{again}")).await;
        assert!(
            page.is(200).has("One week I was away") && !page.has("[erased]"),
            "{}",
            page.body
        );
    })
    .await;
}
