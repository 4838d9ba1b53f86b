//! What must never be is refused by the schema itself, whatever the program does.

use crate::accounts::{Actor, Role};
use crate::args;
use crate::assessment::judgement::Judgement;
use crate::assessment::{Decision, Outcome, Remarks, store as assessment};
use crate::certificates;
use crate::clock::DAY;
use crate::db::Read;
use crate::error::Error;
use crate::learning::{Outline, store as learning};
use crate::portfolio::{Access, log_access};
use crate::quizzes::store as quizzes;
use crate::review::{Rating, store as reviews};
use crate::tests::scenes::{GP, REFLECTION, account, migrations, tables};
use crate::tests::support::{START, TestApp, on_each_engine};
use std::collections::BTreeSet;

/// Every record there is: a certificate earned, issued and revoked, something read, practised and looked at, and work that waits.
pub(super) async fn full(test: &TestApp) {
    let learner = test.person("Lena Learner", &[Role::Learner]).await;
    let assessor = test.person("Ada Assessor", &[Role::Assessor]).await;
    let admin = test.person("Sam Admin", &[Role::Administrator]).await;
    let (db, library) = (&test.app.db, test.app.library());
    let number = test.certified(&learner, &assessor).await;
    certificates::store::revoke(db, &admin, &number, "A reason.", START)
        .await
        .unwrap();
    let module = &library.modules[0];
    let outline = Outline::of(&library, module);
    learning::read(db, &learner, &outline, &module.sections[0], START)
        .await
        .unwrap();
    let practice = library
        .quizzes
        .iter()
        .find(|quiz| quiz.pass_mark.is_none())
        .unwrap();
    quizzes::practise(
        db,
        &learner,
        &practice.id,
        &practice.questions[0],
        &Default::default(),
        None,
        START,
    )
    .await
    .unwrap();
    reviewed(test, &learner).await;
    let access = Access {
        subject: "evidence",
        id: "x",
        owner: &learner.id,
        outcome: "viewed",
    };
    log_access(db, &assessor, access, START).await.unwrap();
    let returned = test.person("Returned Learner", &[Role::Learner]).await;
    let (_, submission) = test.handed_in(&returned).await;
    let remarks = Remarks {
        comment: "A word.".to_owned(),
        beside: vec![("a-field".to_owned(), "A comment.".to_owned())],
        ..Remarks::default()
    };
    let decisions = test.decisions(&submission, Outcome::NotYetAchieved).await;
    assessment::decide(db, &assessor, &submission, &decisions, remarks, START)
        .await
        .unwrap();
    appealed(test, &returned, &admin).await;
    test.exercised(&assessor).await;
    countersigned(test, &assessor, &admin).await;
    let other = test.person("Waiting Learner", &[Role::Learner]).await;
    let enrolment = test.enrolled(&other).await;
    let evidence = test.begun(&other, &enrolment, "GP1", REFLECTION).await;
    test.with_file(&other, &evidence).await;
    test.hand_in(&other, &evidence, &account()).await;
    let asked = test.person("Asked Learner", &[Role::Learner]).await;
    test.handed_in_as_it_is(&asked, &account()).await;
    let (_, observed) = test.observed(&assessor, &learner).await;
    test.decided(&assessor, &observed, Outcome::NotYetAchieved)
        .await;
    let (_, witnessed) = test.testified(&learner, "wil@example.net").await;
    test.decided(&assessor, &witnessed, Outcome::NotYetAchieved)
        .await;
    test.played(&other, &[0]).await;
    quizzes::start(db, &other, &library, &test.quiz(), START)
        .await
        .unwrap();
}

/// A term of a section that was read, reviewed the day after; and a question.
async fn reviewed(test: &TestApp, learner: &Actor) {
    let (db, library) = (&test.app.db, test.app.library());
    let module = library.module("how-it-begins").unwrap();
    let section = &module.sections[0];
    learning::read(db, learner, &Outline::of(&library, module), section, START)
        .await
        .unwrap();
    let term = library.term(&section.terms[0]).unwrap();
    reviews::rate(db, &library, learner, term, Rating::Nearly, START + DAY)
        .await
        .unwrap();
}

/// Decisions of an assessor in training, countersigned by this one.
async fn countersigned(test: &TestApp, assessor: &Actor, admin: &Actor) {
    let db = &test.app.db;
    let trainee = test.person("Tess Trainee", &[Role::Assessor]).await;
    assessment::begin_training(db, admin, &trainee.id, START)
        .await
        .unwrap();
    let learner = test.person("Countersigned Learner", &[Role::Learner]).await;
    let (_, submission) = test.handed_in(&learner).await;
    test.decided(&trainee, &submission, Outcome::NotYetAchieved)
        .await;
    let proposals = assessment::proposals(db, assessor).await.unwrap();
    assessment::countersign(db, assessor, &proposals[0].id, None, START)
        .await
        .unwrap();
}

/// A decision appealed, the appeal taken back, and made again and answered.
async fn appealed(test: &TestApp, learner: &Actor, admin: &Actor) {
    let db = &test.app.db;
    let sql = "SELECT id, criterion FROM decisions WHERE learner_id = $1 ORDER BY criterion";
    let decisions: Vec<(String, String)> = db.all(sql, args![&learner.id]).await.unwrap();
    let reviewer = Actor {
        roles: vec![Role::Iqa],
        ..admin.clone()
    };
    for is_answered in [false, true] {
        let (decision, criterion) = &decisions[0];
        let made = assessment::make_appeal(db, learner, decision, "Look again.", START).await;
        let appeal = made.unwrap();
        let found = Decision {
            criterion: criterion.clone(),
            outcome: Outcome::NotYetAchieved,
            feedback: "Why.".to_owned(),
            judgement: Judgement::all(),
        };
        match is_answered {
            true => assessment::answer_appeal(db, &reviewer, &appeal, &found, START).await,
            false => assessment::withdraw_appeal(db, learner, &appeal, START).await,
        }
        .unwrap();
    }
}

/// A statement that a test has put together.
pub(super) fn statement(sql: impl Into<String>) -> &'static str {
    Box::leak(sql.into().into_boxed_str())
}

/// The statement in a transaction that is taken back, whatever it does.
pub(super) async fn tried(test: &TestApp, sql: &'static str) -> Result<u64, Error> {
    let tx = test.app.db.begin().await.unwrap();
    tx.run(sql, args![]).await
}

const APPEND_ONLY: &[(&str, &str)] = &[
    ("outlines", "outline"),
    ("content_versions", "source"),
    ("enrolments", "qualification"),
    ("readings", "read_at"),
    ("practice_answers", "mark"),
    ("submissions", "body"),
    ("submission_links", "justification"),
    ("decisions", "outcome"),
    ("closures", "comment"),
    ("submission_comments", "comment"),
    ("sign_offs", "signed_at"),
    ("plays", "number"),
    ("play_branches", "kept"),
    ("play_steps", "line"),
    ("term_versions", "source"),
    ("reviews", "rating"),
    ("certificates", "name"),
    ("certificate_events", "reason"),
    ("access_log", "outcome"),
    ("ledger", "facts"),
    ("ledger_beginnings", "begun_at"),
    ("proposals", "fields"),
    ("countersignatures", "comment"),
    ("assurances", "times"),
    ("exemplars", "body"),
    ("exemplar_criteria", "criterion"),
    ("exercise_ratings", "reason"),
    ("exercise_agreements", "reason"),
    ("testimonies", "name"),
    ("appeals", "grounds"),
    ("appeal_withdrawals", "withdrawn_at"),
    ("appeal_outcomes", "feedback"),
    ("observations", "place"),
    ("learner_words", "comment"),
    ("submission_files", "name"),
];

/// Those that a move to another specification, recognised learning, purging and quality assurance fill; their own tests try them.
const TRIED_ELSEWHERE: &[&str] = &[
    "purges",
    "specification_mappings",
    "transfers",
    "transfer_looks",
    "carry_overs",
    "prior_learning",
    "recognition_samples",
    "prior_learning_looks",
    "look_outcomes",
    "sampling_policies",
    "sampling_plans",
    "sampling_records",
    "samples",
    "findings",
    "action_answers",
    "action_reviews",
    "certificate_requests",
    "certificate_releases",
    "passes",
    "pass_records",
    "pass_withdrawals",
    "pass_views",
    "action_withdrawals",
    "corrections",
    "testimony_accounts",
    "inspections",
];

#[tokio::test]
async fn what_has_happened_is_neither_changed_nor_deleted() {
    on_each_engine(async |test: TestApp| {
        full(&test).await;
        for (table, column) in APPEND_ONLY {
            assert!(
                test.count(statement(format!("SELECT COUNT(*) FROM {table}")))
                    .await
                    > 0,
                "{table}"
            );
            for sql in [
                format!("UPDATE {table} SET {column} = {column}"),
                format!("DELETE FROM {table}"),
            ] {
                let refused = tried(&test, statement(sql.clone())).await.expect_err(&sql);
                assert!(
                    refused.to_string().contains("append-only"),
                    "{sql}: {refused}"
                );
            }
        }
    })
    .await;
}

/// The tables whose rows stay as they are, as the migrations of an engine say.
pub(super) fn guarded(ending: &str) -> BTreeSet<String> {
    let mut tables = guarded_by(ending, "append_only BEFORE");
    tables.extend(guarded_by(ending, "_no_update BEFORE"));
    tables
}

/// The tables that have a trigger of this kind.
pub(super) fn guarded_by(ending: &str, kind: &str) -> BTreeSet<String> {
    let lines = migrations(ending);
    let guards = lines.iter().filter(|line| line.contains(kind));
    let table = |line: &String| {
        let after = line.split(" ON ").nth(1)?;
        after.split_whitespace().next().map(str::to_owned)
    };
    guards.filter_map(table).collect()
}

#[test]
fn both_engines_guard_the_same_tables() {
    let (postgres, sqlite) = (guarded(".postgres.sql"), guarded(".sqlite.sql"));
    assert_eq!(postgres, sqlite);
    let tried = APPEND_ONLY.iter().map(|(table, _)| *table);
    let tried: BTreeSet<_> = tried
        .chain(TRIED_ELSEWHERE.iter().copied())
        .map(str::to_owned)
        .collect();
    assert_eq!(postgres, tried);
    assert!(postgres.iter().all(|table| tables().contains(table)));
}

#[tokio::test]
async fn a_submitted_attempt_and_its_answers_stay() {
    on_each_engine(async |test: TestApp| {
        full(&test).await;
        let table = [
            (
                "UPDATE attempts SET passed = passed WHERE submitted_at IS NOT NULL",
                false,
            ),
            ("DELETE FROM attempts WHERE submitted_at IS NULL", false),
            ("DELETE FROM attempts WHERE submitted_at IS NOT NULL", false),
            ("UPDATE answers SET mark = 1 WHERE mark IS NOT NULL", false),
            (
                "UPDATE attempts SET started_at = 1 WHERE submitted_at IS NULL",
                true,
            ),
        ];
        for (sql, allowed) in table {
            assert_eq!(tried(&test, sql).await.is_ok(), allowed, "{sql}");
        }
    })
    .await;
}

/// A record that is right, with what would make it wrong: pairs of a part of the statement and what stands in its place.
type Rule = (&'static str, &'static [(&'static str, &'static str)]);

const RULES: [Rule; 15] = [
    (
        "INSERT INTO decisions (id, submission_id, learner_id, criterion, outcome, feedback, assessor_id, decided_at)
         SELECT 'new', s.id, s.person_id, l.criterion, 'not-yet-achieved', 'Say more.', a.id, 1
         FROM submissions s JOIN submission_links l ON l.submission_id = s.id AND l.criterion = 'GP1.1.1' JOIN people a ON a.name = 'Ada Assessor'
         WHERE s.id NOT IN (SELECT submission_id FROM closures)",
        &[
            ("a.id, 1", "s.person_id, 1"),
            ("'Say more.'", "''"),
            ("'not-yet-achieved'", "'failed'"),
            ("l.criterion, '", "'GP1.4.2', '"),
            ("s.id, s.person_id", "s.id, a.id"),
            ("NOT IN", "IN"),
        ],
    ),
    (
        "INSERT INTO closures (submission_id, learner_id, outcome, comment, assessor_id, closed_at)
         SELECT s.id, s.person_id, 'returned', '', a.id, 1 FROM submissions s JOIN people a ON a.name = 'Ada Assessor'
         WHERE s.id NOT IN (SELECT submission_id FROM closures)",
        &[("a.id, 1", "s.person_id, 1"), ("'returned'", "'lost'"), ("s.id, s.person_id", "s.id, a.id"), ("NOT IN", "IN")],
    ),
    (
        "INSERT INTO sign_offs (id, enrolment_id, learner_id, unit, specification_hash, assessor_id, signed_at)
         SELECT 'new', n.id, n.person_id, 'GP1', n.specification_hash, a.id, 1
         FROM enrolments n JOIN people p ON p.id = n.person_id AND p.name = 'Waiting Learner' JOIN people a ON a.name = 'Ada Assessor'",
        &[("a.id, 1", "n.person_id, 1"), ("n.id, n.person_id", "n.id, a.id"), ("Waiting Learner", "Lena Learner"), ("n.specification_hash, a", "'none', a")],
    ),
    (
        "INSERT INTO certificates (id, number, enrolment_id, learner_id, award, issue, name, title, kind, credits, guided_hours, units,
             specification_hash, specification_label, organisation, statement, issued_by, issued_by_name, issued_at, expires_at)
         SELECT 'new', 'N', enrolment_id, learner_id, award, 2, name, title, kind, credits, guided_hours, units, specification_hash,
             specification_label, organisation, statement, issued_by, issued_by_name, 1, 2 FROM certificates",
        &[("issued_by, issued_by_name, 1", "learner_id, issued_by_name, 1"), ("award, 2", "award, 1"), ("award, 2", "award, 0"), ("'N'", "number"), ("learner_id, award, 2", "issued_by, award, 2")],
    ),
    (
        "INSERT INTO attempts (id, person_id, quiz, quiz_hash, number, started_at)
         SELECT 'new', person_id, quiz, quiz_hash, 2, 1 FROM attempts WHERE submitted_at IS NOT NULL",
        &[("2, 1", "1, 1"), ("2, 1", "0, 1"), ("IS NOT NULL", "IS NULL"), ("quiz_hash, 2", "'none', 2")],
    ),
    (
        "UPDATE attempts SET submitted_at = 1, score = 1, max_score = 2, passed = (1 = 1) WHERE submitted_at IS NULL",
        &[("score = 1,", "score = 3,"), ("score = 1,", ""), (", passed = (1 = 1)", ""), ("submitted_at = 1,", "")],
    ),
    (
        "INSERT INTO certificate_events (id, certificate_id, kind, reason, actor_id, happened_at)
         SELECT 'new', c.id, 'revoked', 'A reason.', c.issued_by, 1 FROM certificates c WHERE c.id = 'none'",
        &[("c.id = 'none'", "c.id <> 'none'")],
    ),
    (
        "INSERT INTO proposals (id, assessor_id, learner_id, submission_id, fields, proposed_at)
         SELECT 'new', a.id, s.person_id, s.id, '{}', 1 FROM submissions s JOIN people a ON a.name = 'Ada Assessor'
         WHERE s.id NOT IN (SELECT submission_id FROM closures) LIMIT 1",
        &[("a.id, s.person_id", "s.person_id, s.person_id"), ("s.person_id, s.id", "a.id, s.id"), ("s.person_id, s.id", "s.person_id, NULL")],
    ),
    (
        "INSERT INTO trainings (id, person_id, begun_by, begun_at)
         SELECT 'new', p.id, a.id, 1 FROM people p JOIN people a ON a.name = 'Sam Admin' WHERE p.name = 'Ada Assessor'",
        &[("p.id, a.id", "p.id, p.id"), ("Ada Assessor", "Tess Trainee")],
    ),
    (
        "INSERT INTO decisions (id, submission_id, learner_id, criterion, outcome, feedback, assessor_id, decided_at, vacs, explained, plan, plan_by)
         SELECT 'new', s.id, s.person_id, l.criterion, 'not-yet-achieved', 'Say more.', a.id, 1, 'VA', '', 'Read.', '2026-07-31'
         FROM submissions s JOIN submission_links l ON l.submission_id = s.id AND l.criterion = 'GP1.1.1' JOIN people a ON a.name = 'Ada Assessor'
         WHERE s.id NOT IN (SELECT submission_id FROM closures)",
        &[("'not-yet-achieved'", "'achieved'"), ("'Read.'", "''"), ("'2026-07-31'", "NULL")],
    ),
    (
        "INSERT INTO decisions (id, submission_id, learner_id, criterion, outcome, feedback, assessor_id, decided_at, vacs, explained, declined)
         SELECT 'new', s.id, s.person_id, l.criterion, 'not-yet-achieved', 'Say more.', a.id, 1, 'VACS', '', 'Of another.'
         FROM submissions s JOIN submission_links l ON l.submission_id = s.id AND l.criterion = 'GP1.1.1' JOIN people a ON a.name = 'Ada Assessor'
         WHERE s.id NOT IN (SELECT submission_id FROM closures)",
        &[("'not-yet-achieved'", "'achieved'"), ("'Of another.'", "''")],
    ),
    (
        "INSERT INTO play_branches (play_id, branch, leaves, kept, begun_at) SELECT id, 2, 1, 0, 1 FROM plays",
        &[("id, 2, 1", "id, 1, 1"), ("2, 1, 0", "2, 2, 0"), ("2, 1, 0", "2, NULL, 0"), ("1, 0, 1", "1, -1, 1"), ("id, 2", "'none', 2")],
    ),
    (
        "INSERT INTO play_steps (play_id, branch, number, from_scene, line, to_scene, chosen_at)
         SELECT id, 1, 2, 'door', 1, 'named', 1 FROM plays",
        &[("1, 2, 'door'", "1, 1, 'door'"), ("1, 2, 'door'", "3, 2, 'door'"), ("'door', 1", "'door', 0"), ("1, 2, 'door'", "1, 0, 'door'")],
    ),
    (
        "INSERT INTO reviews (id, person_id, item, term_hash, rating, reviewed_on, reviewed_at)
         SELECT 'new', person_id, item, term_hash, 'knew', reviewed_on + 1, 1 FROM reviews",
        &[("reviewed_on + 1", "reviewed_on"), ("'knew'", "'easy'"), ("item, term_hash, 'knew'", "item, 'none', 'knew'"), ("item, term_hash, 'knew'", "item, NULL, 'knew'"), ("person_id, item, term_hash, 'knew'", "'none', item, term_hash, 'knew'")],
    ),
    (
        "INSERT INTO reviews (id, person_id, quiz, item, question_hash, response, mark, rating, reviewed_on, reviewed_at)
         SELECT 'new', person_id, quiz, question, question_hash, '{}', 0.5, 'nearly', 1, 1 FROM practice_answers",
        &[("'{}', 0.5", "NULL, 0.5"), ("'{}', 0.5", "'{}', 2"), ("'{}', 0.5", "'{}', NULL"), ("question_hash, '{}'", "'none', '{}'"), ("quiz, question, question_hash, '", "NULL, question, question_hash, '")],
    ),
];

#[tokio::test]
async fn a_record_that_breaks_a_rule_is_refused() {
    on_each_engine(async |test: TestApp| {
        full(&test).await;
        for (right, wrongs) in RULES {
            tried(&test, right)
                .await
                .unwrap_or_else(|error| panic!("{right}: {error}"));
            for (part, instead) in wrongs {
                assert!(right.contains(part), "{part} in {right}");
                let wrong = statement(right.replacen(part, instead, 1));
                let outcome = tried(&test, wrong).await;
                // Where a second row is nothing new, SQLite writes nothing.
                assert!(
                    matches!(outcome, Err(_) | Ok(0)),
                    "{part} → {instead}: {outcome:?} in {wrong}"
                );
            }
        }
        let enrolments: (i64,) = test
            .app
            .db
            .one(
                "SELECT COUNT(*) FROM enrolments WHERE qualification = $1",
                args![GP],
            )
            .await
            .unwrap();
        assert_eq!(enrolments, (4,));
    })
    .await;
}

#[tokio::test]
async fn a_record_of_nobody_is_refused() {
    on_each_engine(async |test: TestApp| {
        full(&test).await;
        let ada = test.person("Another Assessor", &[Role::Assessor]).await;
        let evidence: Vec<(String,)> = test
            .app
            .db
            .all("SELECT id FROM evidence", args![])
            .await
            .unwrap();
        let tx = test.app.db.begin().await.unwrap();
        let sql = "UPDATE evidence SET person_id = $1 WHERE id = $2";
        assert!(
            tx.run(sql, args![&ada.id, &evidence[0].0]).await.is_err(),
            "evidence belongs to the enrolment’s learner"
        );
        drop(tx);
        for sql in [
            "DELETE FROM people",
            "DELETE FROM evidence",
            "UPDATE evidence SET revision = 0",
        ] {
            assert!(tried(&test, sql).await.is_err(), "{sql}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_countersignature_is_by_neither_its_assessor_nor_its_learner() {
    on_each_engine(async |test: TestApp| {
        full(&test).await;
        let learner = test.person("Another Learner", &[Role::Learner]).await;
        let (_, submission) = test.handed_in(&learner).await;
        let (tess,): (String,) = test
            .app
            .db
            .one("SELECT person_id FROM trainings", args![])
            .await
            .unwrap();
        let trainee = Actor {
            id: tess,
            roles: vec![Role::Assessor],
            ..learner
        };
        test.decided(&trainee, &submission, Outcome::Achieved).await;
        let right = "INSERT INTO countersignatures (proposal_id, assessor_id, learner_id, outcome, comment, countersigned_by, countersigned_at)
             SELECT o.id, o.assessor_id, o.learner_id, 'given-back', 'Why.', a.id, 1 FROM proposals o JOIN people a ON a.name = 'Ada Assessor'
             WHERE o.id NOT IN (SELECT proposal_id FROM countersignatures)";
        tried(&test, right).await.unwrap();
        for (part, instead) in [
            ("a.id, 1", "o.assessor_id, 1"),
            ("a.id, 1", "o.learner_id, 1"),
            ("'Why.'", "''"),
            ("o.assessor_id, o.learner_id", "a.id, o.learner_id"),
            ("NOT IN", "IN"),
        ] {
            let wrong = right.replacen(part, instead, 1);
            assert!(tried(&test, statement(wrong.clone())).await.is_err(), "{wrong}");
        }
    })
    .await;
}
