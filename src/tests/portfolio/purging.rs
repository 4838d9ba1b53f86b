//! Purging: what was there is gone from everywhere, what was decided stays, and nobody does it to their own.

use super::LEARNER;
use crate::accounts::{Actor, Role};
use crate::args;
use crate::assessment::{Outcome, Remarks, store as assessment};
use crate::db::{Db, Read};
use crate::error::Error;
use crate::ledger::{self, ERASED};
use crate::portfolio::files;
use crate::portfolio::files::shelf::LARGEST;
use crate::portfolio::purging::purge;
use crate::portfolio::purging::store::{Order, What};
use crate::portfolio::store::{Draft, save};
use crate::quality::store::Verdict;
use crate::quality::{Asked, Finding, Found, Stage, store as quality};
use crate::tests::quality::share;
use crate::tests::scenes::{account, tables};
use crate::tests::support::{START, TestApp, on_each_engine};
use std::time::Duration;

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
        ..Remarks::default()
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
        assert_eq!(
            entries, 5,
            "the text, the words, the draft, the file of each"
        );
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
        let ada = Actor { id, name, email, roles: Vec::new(), organisation: String::new(), larger_print: false, session_id: String::new() };
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

/// Whether the ledger and the tables say the same.
async fn verified(test: &TestApp) {
    ledger::verify(&test.app.db).await.unwrap().unwrap();
}

#[tokio::test]
async fn what_others_wrote_can_go_later_and_again() {
    on_each_engine(async |test: TestApp| {
        let scene = scene(&test).await;
        let run = async |what: What, words_too: bool| {
            purge(
                &test.app,
                &scene.admin,
                &scene.submission,
                &order(what, words_too),
            )
            .await
        };
        run(What::Submission, false).await.unwrap();
        assert!(
            !remains(&test).await.is_empty(),
            "what others wrote is there"
        );
        run(What::Submission, true).await.unwrap();
        assert_eq!(remains(&test).await, Vec::<String>::new());
        verified(&test).await;
        let nothing = run(What::Words, false).await;
        assert!(matches!(nothing, Err(Error::Conflict(_))), "{nothing:?}");
        let sql = "SELECT id FROM decisions ORDER BY criterion";
        let decisions: Vec<(String,)> = test.app.db.all(sql, args![]).await.unwrap();
        let grounds = format!("{NAME} said otherwise.");
        let db = &test.app.db;
        assessment::make_appeal(db, &scene.learner, &decisions[0].0, &grounds, START)
            .await
            .unwrap();
        assert!(!remains(&test).await.is_empty(), "written since");
        run(What::Words, false).await.unwrap();
        assert_eq!(remains(&test).await, Vec::<String>::new());
        verified(&test).await;
        let records = "SELECT COUNT(*) FROM purges WHERE of_words";
        assert_eq!(test.count(records).await, 2, "each time is a record");
        let entered =
            r#"SELECT COUNT(*) FROM ledger WHERE kind = 'purge' AND facts LIKE '%"of":"words"%'"#;
        assert_eq!(test.count(entered).await, 2);
        let told = "SELECT COUNT(*) FROM outbox WHERE subject LIKE 'Something was removed%'";
        assert_eq!(test.count(told).await, 3);
    })
    .await;
}

#[tokio::test]
async fn what_others_wrote_goes_alone_and_the_text_stays() {
    on_each_engine(async |test: TestApp| {
        let scene = scene(&test).await;
        let words = order(What::Words, false);
        purge(&test.app, &scene.admin, &scene.submission, &words).await.unwrap();
        let kept = crate::portfolio::submission(&test.app.db, &scene.submission).await.unwrap();
        assert!(kept.body.contains(NAME), "the text is as it was");
        assert!(test.app.shelf.place(&scene.file).exists(), "its file too");
        let left = "SELECT COUNT(*) FROM closures c, decisions d WHERE c.comment LIKE '%Persephone%' OR d.feedback LIKE '%Persephone%'";
        assert_eq!(test.count(left).await, 0);
        let tx = test.app.db.begin().await.unwrap();
        let text = tx.run("UPDATE submissions SET body = '[erased]'", args![]).await;
        assert!(text.is_err(), "a purge of words lets nothing of the text go");
        drop(tx);
        let tx = test.app.db.begin().await.unwrap();
        let lines = tx.run("UPDATE submission_links SET locator = '[erased]'", args![]).await;
        assert!(lines.is_err());
        drop(tx);
        let mut learner = test.browser();
        learner.sign_in(&scene.learner.email).await;
        let page = learner.get(&format!("/submissions/{}", scene.submission)).await;
        assert!(page.is(200).has(NAME) && !page.has("[erased]"), "{}", page.body);
        verified(&test).await;
    })
    .await;
}

#[tokio::test]
async fn decisions_that_wait_go_with_their_words_and_are_made_again() {
    on_each_engine(async |test: TestApp| {
        let learner = test.person("Lena Learner", LEARNER).await;
        let tess = test.person("Tess Trainee", &[Role::Assessor]).await;
        let ada = test.person("Ada Assessor", &[Role::Assessor]).await;
        let admin = test.person("Sam Admin", &[Role::Administrator]).await;
        let (db, now) = (&test.app.db, test.app.clock.now());
        assessment::begin_training(db, &admin, &tess.id, now)
            .await
            .unwrap();
        let (_, submission) = test.handed_in(&learner).await;
        let mut decisions = test.decisions(&submission, Outcome::NotYetAchieved).await;
        decisions[0].feedback = format!("Why did {NAME} leave?");
        assessment::decide(db, &tess, &submission, &decisions, "", now)
            .await
            .unwrap();
        let waiting = assessment::proposals(db, &ada).await.unwrap();
        let back = format!("You name {NAME}.");
        assessment::give_back(db, &ada, &waiting[0].id, &back, now)
            .await
            .unwrap();
        assessment::claim(db, &tess, &submission, now)
            .await
            .unwrap();
        assessment::decide(db, &tess, &submission, &decisions, "", now)
            .await
            .unwrap();
        assert!(!remains(&test).await.is_empty());
        let words = order(What::Words, false);
        purge(&test.app, &admin, &submission, &words).await.unwrap();
        assert_eq!(remains(&test).await, Vec::<String>::new(), "mail among it");
        assert_eq!(assessment::proposals(db, &ada).await.unwrap().len(), 0);
        let sql = "SELECT COUNT(*) FROM outbox WHERE subject = 'Decisions of yours were removed'";
        assert_eq!(test.count(sql).await, 1);
        assessment::claim(db, &tess, &submission, now)
            .await
            .unwrap();
        test.decided(&tess, &submission, Outcome::NotYetAchieved)
            .await;
        let waiting = assessment::proposals(db, &ada).await.unwrap();
        assessment::countersign(db, &ada, &waiting[0].id, None, now)
            .await
            .unwrap();
        verified(&test).await;
    })
    .await;
}

#[tokio::test]
async fn what_was_said_when_sampling_goes_too() {
    on_each_engine(async |test: TestApp| {
        let scene = scene(&test).await;
        let iqa = test.person("Ira Iqa", &[Role::Iqa]).await;
        let (db, now) = (&test.app.db, test.app.clock.now());
        let plan = test.planned(&iqa, &share(100), Stage::Interim).await;
        let ada = "SELECT p.id, p.name, p.email FROM people p WHERE p.name = 'Ada Assessor'";
        let (id, name, email) = db.one(ada, args![]).await.unwrap();
        let ada = Actor {
            id,
            name,
            email,
            roles: vec![Role::Assessor],
            organisation: String::new(),
            larger_print: false,
            session_id: String::new(),
        };
        let criteria = crate::portfolio::links_of(db, &scene.submission)
            .await
            .unwrap();
        let mut findings: Vec<Finding> = criteria
            .into_iter()
            .map(|link| Finding {
                criterion: link.criterion,
                found: Found::Agreed,
            })
            .collect();
        findings[0].found = Found::ActionRequired(Asked {
            what: format!("Take {NAME} out."),
            by: "2026-07-31".to_owned(),
            of: ada.id.clone(),
        });
        let place = (plan.as_str(), scene.submission.as_str());
        let comment = format!("You call her {NAME}.");
        quality::sample(db, &iqa, place, &findings, &comment, now)
            .await
            .unwrap();
        let (action,): (String,) = db.one("SELECT id FROM actions", args![]).await.unwrap();
        quality::answer(db, &ada, &action, &format!("{NAME} is out."), now)
            .await
            .unwrap();
        let verdict = Verdict::AskedAgain { by: "2026-08-31" };
        let again = format!("{NAME} is still there.");
        quality::review(db, &iqa, &action, verdict, &again, now)
            .await
            .unwrap();
        for sql in [
            "UPDATE samples SET comment = '[erased]'",
            "UPDATE findings SET action = '[erased]' WHERE action IS NOT NULL",
            "UPDATE action_answers SET answer = '[erased]'",
            "UPDATE action_reviews SET comment = '[erased]'",
        ] {
            let tx = db.begin().await.unwrap();
            assert!(tx.run(sql, args![]).await.is_err(), "before: {sql}");
        }
        let all = order(What::Submission, true);
        purge(&test.app, &scene.admin, &scene.submission, &all)
            .await
            .unwrap();
        assert_eq!(remains(&test).await, Vec::<String>::new());
        for sql in [
            "UPDATE samples SET comment = 'other'",
            "UPDATE samples SET comment = comment",
            "UPDATE findings SET act_by = '2027-01-01'",
            "UPDATE action_answers SET answer = 'other'",
            "UPDATE action_reviews SET outcome = 'closed'",
            "DELETE FROM action_reviews",
        ] {
            let tx = db.begin().await.unwrap();
            assert!(tx.run(sql, args![]).await.is_err(), "after: {sql}");
        }
        verified(&test).await;
    })
    .await;
}

#[tokio::test]
async fn bytes_that_are_nobodys_are_taken_away() {
    on_each_engine(async |test: TestApp| {
        let scene = scene(&test).await;
        let shelf = &test.app.shelf;
        let at = |hash: &str| shelf.place(hash);
        // A purge whose server broke off before the bytes were taken away.
        let kept = std::fs::read(at(&scene.file)).unwrap();
        let all = order(What::Submission, false);
        purge(&test.app, &scene.admin, &scene.submission, &all)
            .await
            .unwrap();
        std::fs::create_dir_all(at(&scene.file).parent().unwrap()).unwrap();
        std::fs::write(at(&scene.file), &kept).unwrap();
        // A file that was put into its place and never recorded, one that never came whole, and one that is somebody's.
        let orphan = "ab".repeat(32);
        std::fs::create_dir_all(at(&orphan).parent().unwrap()).unwrap();
        std::fs::write(at(&orphan), b"%PDF-1.7 lost").unwrap();
        let arriving = test.app.config.files_folder().join("arriving/half");
        std::fs::write(&arriving, b"%PDF").unwrap();
        let foreign = test.app.config.files_folder().join("readme.txt");
        std::fs::write(&foreign, b"mine").unwrap();
        let other = test.person("Olga Other", LEARNER).await;
        let enrolment = test.enrolled(&other).await;
        let theirs = test
            .begun(&other, &enrolment, "GP1", super::REFLECTION)
            .await;
        let hash = put(&test, &other, &theirs, b"%PDF-1.7 another").await;
        let hour = Duration::from_secs(3_600);
        assert_eq!(
            files::tidy(&test.app, hour, hour).await.unwrap(),
            0,
            "all is new"
        );
        let (now, all) = (Duration::ZERO, files::tidy(&test.app, Duration::ZERO, hour));
        assert_eq!(all.await.unwrap(), 2);
        assert!(!at(&scene.file).exists() && !at(&orphan).exists());
        assert!(at(&hash).exists() && arriving.exists() && foreign.exists());
        assert_eq!(files::tidy(&test.app, now, now).await.unwrap(), 1);
        assert!(!arriving.exists() && at(&hash).exists());
    })
    .await;
}

/// A file with these bytes, with somebody's evidence; its hash.
async fn put(test: &TestApp, learner: &Actor, evidence: &str, bytes: &[u8]) -> String {
    let mut arriving = test.app.shelf.receive(LARGEST).await.unwrap();
    arriving.add(bytes).await.unwrap();
    let arrived = test.app.shelf.look(arriving).await.unwrap().ok().unwrap();
    let words = ("other.pdf", "Another.");
    files::add(&test.app, learner, evidence, &arrived, words)
        .await
        .unwrap();
    arrived.hash.clone()
}

#[tokio::test]
async fn what_cannot_be_taken_away_keeps_neither_the_others_nor_the_purge() {
    on_each_engine(async |test: TestApp| {
        let scene = scene(&test).await;
        let enrolment = test.enrolled(&scene.learner).await;
        let evidence = test
            .begun(&scene.learner, &enrolment, "GP1", "gp-reflection")
            .await;
        let first = put(&test, &scene.learner, &evidence, b"%PDF-1.7 first").await;
        let second = put(&test, &scene.learner, &evidence, b"%PDF-1.7 second").await;
        let submission = test.hand_in(&scene.learner, &evidence, &account()).await;
        // A folder in the place of a file cannot be taken away as one.
        let stuck = if first < second { &first } else { &second };
        let loose = if first < second { &second } else { &first };
        std::fs::remove_file(test.app.shelf.place(stuck)).unwrap();
        std::fs::create_dir(test.app.shelf.place(stuck)).unwrap();
        let all = order(What::Submission, false);
        let gone = purge(&test.app, &scene.admin, &submission, &all)
            .await
            .unwrap();
        assert!(!gone, "it is said");
        assert!(!test.app.shelf.place(loose).exists(), "the other is gone");
        std::fs::remove_dir(test.app.shelf.place(stuck)).unwrap();
        std::fs::write(test.app.shelf.place(stuck), b"left").unwrap();
        files::tidy(&test.app, Duration::ZERO, Duration::ZERO)
            .await
            .unwrap();
        assert!(!test.app.shelf.place(stuck).exists(), "and goes in time");
    })
    .await;
}
