//! A decision that was wrong is made anew in answer to an action, and counts once somebody else has closed the action with it.

use super::{decided, share};
use crate::accounts::{Actor, Role};
use crate::args;
use crate::assessment::judgement::Judgement;
use crate::assessment::{Decision, Outcome, store as assessment};
use crate::clock::DAY;
use crate::db::Read;
use crate::error::Error;
use crate::ledger;
use crate::portfolio::purging::purge;
use crate::portfolio::purging::store::{Order, What};
use crate::portfolio::{CriterionState, closure, decisions, standings};
use crate::quality::policy::Policy;
use crate::quality::store::Verdict;
use crate::quality::{Release, Stage, store};
use crate::tests::scenes::{Fields, GP, UNIT, field};
use crate::tests::support::{TestApp, on_each_engine};

fn anew(criterion: &str, outcome: Outcome) -> Decision {
    Decision {
        criterion: criterion.to_owned(),
        outcome,
        feedback: "Say which line shows it.".to_owned(),
        judgement: Judgement::all(),
    }
}

fn answer(code: &str, outcome: &str, feedback: &str) -> Fields {
    vec![
        field("answer", "I read it again."),
        field(format!("outcome-{code}"), outcome),
        field(format!("feedback-{code}"), feedback),
    ]
}

/// The action about the first criterion of a submission, with the criterion.
async fn asked(test: &TestApp, iqa: &Actor, submission: &str, of: &Actor) -> (String, String) {
    let plan = test.planned(iqa, &share(100), Stage::Interim).await;
    let action = test.sampled(iqa, &plan, submission, Some(of)).await;
    let action = store::action(&test.app.db, &action.unwrap()).await.unwrap();
    (action.id, action.criterion)
}

#[tokio::test]
async fn a_wrong_achieved_goes_back_to_the_learner_once_two_persons_see_it_so() {
    on_each_engine(async |test: TestApp| {
        let (learner, mut lena) = test.signed_in("Lena Learner", &[Role::Learner]).await;
        let (ada, mut adas) = test.signed_in("Ada Assessor", &[Role::Assessor]).await;
        let (iqa, mut ira) = test.signed_in("Ira Iqa", &[Role::Iqa, Role::Assessor]).await;
        let (evidence, submission) = test.handed_in(&learner).await;
        test.decided(&ada, &submission, Outcome::Achieved).await;
        let (action, code) = asked(&test, &iqa, &submission, &ada).await;
        let address = format!("/actions/{action}");
        let (db, now) = (&test.app.db, test.app.clock.now());
        let (enrolment, specification) = (test.enrolled(&learner).await, test.specification(GP));
        let state = async || standings(db, &enrolment, &specification).await.unwrap()[0].state(&code);

        let page = adas.get(&address).await;
        assert!(page.has(&format!("Decide {code} anew")), "{}", page.body);
        let silent = answer(&code, "not-yet-achieved", "");
        let page = adas.post_all(&format!("{address}/answers"), &silent).await;
        assert!(page.is(422).has(&format!("Say what {code} still needs.")) && page.has("I read it again."), "{}", page.body);
        let full = answer(&code, "not-yet-achieved", "Say <i>which</i> line.");
        adas.post_all(&format!("{address}/answers"), &full).await.redirects();
        assert_eq!(state().await, CriterionState::Achieved, "not before somebody else has closed it");
        let page = lena.get(&format!("/evidence/{evidence}")).await;
        assert!(!page.has("which"), "{}", page.body);
        let page = ira.get(&address).await;
        assert!(page.has("Say &lt;i&gt;which&lt;/i&gt; line.") && page.has("as it would be made anew"), "{}", page.body);

        test.app.clock.advance(1_000);
        ira.post(&format!("{address}/reviews"), &[("do", "close"), ("comment", ""), ("by", "")]).await.redirects();
        assert_eq!(state().await, CriterionState::NotYet);
        let closed = closure(db, &submission).await.unwrap().unwrap();
        assert!(!closed.is_accepted() && closed.words().contains("after another look, returned on"), "{}", closed.words());
        let page = lena.get(&format!("/evidence/{evidence}")).await;
        assert!(page.has("Not yet achieved, after another look") && page.has("Say &lt;i&gt;which&lt;/i&gt; line."), "{}", page.body);
        assert!(page.has("Write the next version") && page.has("Achieved, at first; then looked at again"), "{}", page.body);
        let mail = "SELECT COUNT(*) FROM outbox WHERE subject = 'A decision on your work was looked at again'";
        assert_eq!(test.count(mail).await, 1);
        assert!(adas.get(&address).await.has("It counts since the action was closed."));

        let all = decisions(db, &evidence).await.unwrap();
        let own: Vec<_> = all.iter().filter(|one| one.criterion == code).collect();
        assert!(own[0].replaced && own[1].corrected && !own[1].replaced, "{own:?}");
        let appeal = assessment::make_appeal(db, &learner, &own[0].id, "It is there.", now + DAY).await.unwrap();
        for person in [&ada, &iqa] {
            let refused = assessment::answer_appeal(db, person, &appeal, &anew(&code, Outcome::Achieved), now + DAY).await;
            assert!(matches!(refused, Err(Error::Forbidden)), "{}: {refused:?}", person.name);
        }
        let other = test.person("Olu Other", &[Role::Assessor]).await;
        assessment::answer_appeal(db, &other, &appeal, &anew(&code, Outcome::Achieved), now + DAY).await.unwrap();
        assert_eq!(state().await, CriterionState::Achieved, "the last counts");
        assert!(closure(db, &submission).await.unwrap().unwrap().is_accepted());
        assert_eq!(test.count("SELECT COUNT(*) FROM ledger WHERE kind = 'correction'").await, 1);
        ledger::verify(db).await.unwrap().unwrap();
    })
    .await;
}

#[tokio::test]
async fn only_what_the_action_was_closed_with_counts_and_a_trainee_corrects_nothing() {
    on_each_engine(async |test: TestApp| {
        let (_, assessor, (iqa, _), submission) = decided(&test).await;
        let (db, now) = (&test.app.db, test.app.clock.now());
        let (action, code) = asked(&test, &iqa, &submission, &assessor).await;
        let wrong = anew(&code, Outcome::NotYetAchieved);
        let current = async || -> Vec<(String,)> {
            let sql = "SELECT outcome FROM current_decisions WHERE criterion = $1";
            db.all(sql, args![&code]).await.unwrap()
        };
        let silent = Decision {
            feedback: String::new(),
            ..wrong.clone()
        };
        let refused =
            store::answer_with(db, &assessor, &action, "Done.", Some((&silent).into()), now).await;
        assert!(matches!(refused, Err(Error::Invalid(_))), "{refused:?}");
        assessment::begin_training(db, &iqa, &assessor.id, now)
            .await
            .unwrap();
        let refused =
            store::answer_with(db, &assessor, &action, "Done.", Some((&wrong).into()), now).await;
        assert!(matches!(refused, Err(Error::Conflict(_))), "{refused:?}");
        assessment::end_training(db, &iqa, &assessor.id, now)
            .await
            .unwrap();
        assert_eq!(test.count("SELECT COUNT(*) FROM action_answers").await, 0);
        store::answer_with(db, &assessor, &action, "Done.", Some((&wrong).into()), now)
            .await
            .unwrap();
        let again = Verdict::AskedAgain { by: "2026-07-31" };
        store::review(db, &iqa, &action, again, "The decision was right.", now)
            .await
            .unwrap();
        store::answer(db, &assessor, &action, "Then it stands.", now)
            .await
            .unwrap();
        store::review(db, &iqa, &action, Verdict::Closed, "", now)
            .await
            .unwrap();
        assert_eq!(current().await, [("achieved".to_owned(),)]);
        assert_eq!(
            store::corrections(db, &action).await.unwrap().len(),
            1,
            "it stays to be read"
        );
        ledger::verify(db).await.unwrap().unwrap();
    })
    .await;
}

#[tokio::test]
async fn what_is_lost_after_the_sign_off_holds_the_certificate() {
    on_each_engine(async |test: TestApp| {
        let learner = test.person("Lena Learner", &[Role::Learner]).await;
        let ada = test.person("Ada Assessor", &[Role::Assessor]).await;
        let ira = test.person("Ira Iqa", &[Role::Iqa]).await;
        let (db, now) = (&test.app.db, test.app.clock.now());
        let enrolment = test.signed_off(&learner, &ada).await;
        let policy = Policy {
            release: Release::Sampled,
            ..share(100)
        };
        let plan = test.planned(&ira, &policy, Stage::Summative).await;
        assert!(test.issue(&ada, &enrolment).await.is_err(), "held");
        let mut drawn = store::to_sample(db, &ira).await.unwrap();
        let first = drawn.remove(0).submission_id;
        let action = test.sampled(&ira, &plan, &first, Some(&ada)).await.unwrap();
        for other in drawn {
            test.sampled(&ira, &plan, &other.submission_id, None).await;
        }
        let code = store::action(db, &action).await.unwrap().criterion;
        let wrong = anew(&code, Outcome::NotYetAchieved);
        store::answer_with(db, &ada, &action, "Done.", Some((&wrong).into()), now)
            .await
            .unwrap();
        store::review(db, &ira, &action, Verdict::Closed, "", now)
            .await
            .unwrap();
        let elsewhere = "SELECT COUNT(*) FROM lost_criteria";
        let (request,): (String,) = db
            .one("SELECT id FROM certificate_requests", args![])
            .await
            .unwrap();
        let why = store::hold(db, &request).await.unwrap();
        match test.count(elsewhere).await {
            0 => assert_eq!(why, None, "another piece of work shows it as well"),
            _ => assert_eq!(why.as_deref(), Some("1 criterion achieved no longer.")),
        }
        let points = standings(db, &enrolment, &test.specification(GP))
            .await
            .unwrap();
        let state = points
            .iter()
            .find(|one| one.unit == UNIT)
            .unwrap()
            .state(&code);
        assert_eq!(state == CriterionState::Achieved, why.is_none());
    })
    .await;
}

#[tokio::test]
async fn the_schema_keeps_corrections_and_binds_them_to_their_action() {
    on_each_engine(async |test: TestApp| {
        let (_, assessor, (iqa, _), submission) = decided(&test).await;
        let (db, now) = (&test.app.db, test.app.clock.now());
        let (action, code) = asked(&test, &iqa, &submission, &assessor).await;
        store::answer(db, &assessor, &action, "Done.", now).await.unwrap();
        let tried = async |sql: &str| {
            let tx = db.begin().await.unwrap();
            let sql: &'static str = Box::leak(sql.to_owned().into_boxed_str());
            tx.run(sql, args![]).await
        };
        let right = format!(
            "INSERT INTO corrections (answer_id, finding_id, decision_id, submission_id, criterion, learner_id, assessor_id, outcome, feedback,
                                      vacs, explained, plan, plan_by, declined, corrected_by, corrected_at)
             SELECT a.id, a.finding_id, d.id, d.submission_id, d.criterion, d.learner_id, d.assessor_id, 'not-yet-achieved', 'Why.',
                    'VA', '', NULL, NULL, NULL, a.answered_by, 1
             FROM action_answers a JOIN decisions d ON d.criterion = '{code}' JOIN people q ON q.name = 'Ira Iqa'"
        );
        assert_eq!(tried(&right).await.unwrap(), 1);
        let other = format!("d.criterion <> '{code}'");
        for (part, instead) in [
            ("'Why.'", "''"),
            ("'not-yet-achieved'", "'achieved'"),
            ("'not-yet-achieved'", "'failed'"),
            ("a.answered_by, 1", "q.id, 1"),
            ("a.answered_by, 1", "d.learner_id, 1"),
            ("NULL, NULL, NULL", "'Read.', NULL, NULL"),
            ("NULL, NULL, NULL", "NULL, NULL, ''"),
            (&format!("d.criterion = '{code}'"), &other),
        ] {
            assert!(right.contains(part), "{part}");
            assert!(tried(&right.replacen(part, instead, 1)).await.is_err(), "{part} → {instead}");
        }
        let tx = db.begin().await.unwrap();
        let kept: &'static str = Box::leak(right.clone().into_boxed_str());
        tx.run(kept, args![]).await.unwrap();
        tx.commit().await.unwrap();
        assert!(tried(&right).await.is_err(), "once for each answer");
        for sql in ["UPDATE corrections SET outcome = outcome", "UPDATE corrections SET feedback = '[erased]'", "DELETE FROM corrections"] {
            let refused = tried(sql).await.expect_err(sql);
            assert!(refused.to_string().contains("append-only"), "{sql}: {refused}");
        }
        let admin = test.person("Sam Admin", &[Role::Administrator]).await;
        let order = Order { what: What::Submission, words_too: true, reason: "A person can be known.".to_owned() };
        purge(&test.app, &admin, &submission, &order).await.unwrap();
        let (feedback,): (String,) = db.one("SELECT feedback FROM corrections", args![]).await.unwrap();
        assert_eq!(feedback, ledger::ERASED, "purged with the words of assessors");
    })
    .await;
}

#[tokio::test]
async fn whoever_decided_reads_what_was_found() {
    on_each_engine(async |test: TestApp| {
        let (learner, mut lena) = test.signed_in("Lena Learner", &[Role::Learner]).await;
        let (ada, mut adas) = test.signed_in("Ada Assessor", &[Role::Assessor]).await;
        let (_, mut olus) = test.signed_in("Olu Assessor", &[Role::Assessor]).await;
        let iqa = test.person("Ira Iqa", &[Role::Iqa]).await;
        let (_, submission) = test.handed_in(&learner).await;
        test.decided(&ada, &submission, Outcome::Achieved).await;
        let plan = test.planned(&iqa, &share(100), Stage::Interim).await;
        let findings = test.findings(&submission, None).await;
        let (db, now) = (&test.app.db, test.app.clock.now());
        let comment = "Clear <b>feedback</b>.";
        store::sample(db, &iqa, (&plan, &submission), &findings, comment, now)
            .await
            .unwrap();
        let address = format!("/submissions/{submission}");
        let page = adas.get(&address).await;
        assert!(
            page.has("What quality assurance found")
                && page.has("Clear &lt;b&gt;feedback&lt;/b&gt;."),
            "{}",
            page.body
        );
        assert!(page.has("Looked at by Ira Iqa") && page.has("Agreed"));
        for browser in [&mut lena, &mut olus] {
            assert!(
                !browser
                    .get(&address)
                    .await
                    .has("What quality assurance found")
            );
        }
        let told = "SELECT COUNT(*) FROM outbox WHERE subject = 'Your decisions were looked at'";
        assert_eq!(test.count(told).await, 1);
        let (_, second) = test
            .handed_in(&test.person("Mia Learner", &[Role::Learner]).await)
            .await;
        test.decided(&ada, &second, Outcome::Achieved).await;
        let plan = test.planned(&iqa, &share(100), Stage::Interim).await;
        test.sampled(&iqa, &plan, &second, None).await;
        assert_eq!(test.count(told).await, 1, "nothing was said");
        assert!(
            adas.get(&format!("/submissions/{second}"))
                .await
                .has("Looked at by Ira Iqa")
        );
    })
    .await;
}

#[tokio::test]
async fn an_answer_to_an_appeal_is_not_undone() {
    on_each_engine(async |test: TestApp| {
        let (ada, mut browser) = test.signed_in("Ada Assessor", &[Role::Assessor]).await;
        let olu = test.person("Olu Other", &[Role::Assessor]).await;
        let iqa = test.person("Ira Iqa", &[Role::Iqa]).await;
        let (db, now) = (&test.app.db, test.app.clock.now());
        let rounds = [(&ada, Outcome::Achieved), (&olu, Outcome::Achieved), (&ada, Outcome::NotYetAchieved)];
        for ((of, outcome), name) in rounds.into_iter().zip(["Lena Learner", "Mia Learner", "Nia Learner"]) {
            let learner = test.person(name, &[Role::Learner]).await;
            let (_, submission) = test.handed_in(&learner).await;
            test.decided(&ada, &submission, Outcome::NotYetAchieved).await;
            test.appealed(&learner, &submission, &olu, outcome).await;
            let (action, code) = asked(&test, &iqa, &submission, of).await;
            let found = anew(&code, Outcome::NotYetAchieved);
            let refused = store::answer_with(db, of, &action, "I read it.", Some((&found).into()), now).await;
            let words = match of.id == ada.id {
                true => "an appeal against your decision",
                false => "that is final",
            };
            let refused = refused.unwrap_err();
            assert!(matches!(&refused, Error::Conflict(said) if said.contains(words)), "{refused:?}");
            let answer = "INSERT INTO action_answers (id, finding_id, number, answered_by, learner_id, assessor_id, answer, answered_at)
                 SELECT 'answer', id, 1, asked_of, learner_id, assessor_id, 'Done.', 1 FROM findings WHERE id = $1";
            let forged = "INSERT INTO corrections (answer_id, finding_id, decision_id, submission_id, criterion, learner_id, assessor_id, outcome,
                                                   feedback, vacs, explained, corrected_by, corrected_at)
                 SELECT 'answer', f.id, d.id, d.submission_id, d.criterion, d.learner_id, d.assessor_id, 'not-yet-achieved', 'Why.', 'VACS', '',
                        f.asked_of, 1
                 FROM findings f JOIN decisions d ON d.submission_id = f.submission_id AND d.criterion = f.criterion WHERE f.id = $1";
            let tx = db.begin().await.unwrap();
            tx.run(answer, args![&action]).await.unwrap();
            let refused = tx.run(forged, args![&action]).await.unwrap_err();
            assert!(refused.to_string().contains("an appeal is not undone"), "{refused}");
            drop(tx);
            let page = browser.get(&format!("/actions/{action}")).await;
            match of.id == ada.id {
                true => assert!(page.is(200).has("against your decision") && !page.has("Decide "), "{}", page.body),
                false => {
                    page.is(404);
                    let better = anew(&code, Outcome::Achieved);
                    store::answer_with(db, of, &action, "I read it.", Some((&better).into()), now).await.unwrap();
                }
            }
        }
        ledger::verify(db).await.unwrap().unwrap();
    })
    .await;
}

#[tokio::test]
async fn an_appeal_that_was_answered_since_stands() {
    on_each_engine(async |test: TestApp| {
        let learner = test.person("Lena Learner", &[Role::Learner]).await;
        let ada = test.person("Ada Assessor", &[Role::Assessor]).await;
        let ben = test.person("Ben Asked", &[Role::Assessor]).await;
        let olu = test.person("Olu Other", &[Role::Assessor]).await;
        let iqa = test.person("Ira Iqa", &[Role::Iqa]).await;
        let (_, submission) = test.handed_in(&learner).await;
        test.decided(&ada, &submission, Outcome::NotYetAchieved)
            .await;
        let (action, code) = asked(&test, &iqa, &submission, &ben).await;
        let db = &test.app.db;
        let now = test.app.clock.now();
        let found = anew(&code, Outcome::NotYetAchieved);
        store::answer_with(db, &ben, &action, "I read it.", Some((&found).into()), now)
            .await
            .unwrap();
        test.app.clock.advance(DAY);
        test.appealed(&learner, &submission, &olu, Outcome::Achieved)
            .await;
        let now = test.app.clock.now();
        let closed = store::review(db, &iqa, &action, Verdict::Closed, "", now).await;
        assert!(matches!(closed, Err(Error::Conflict(_))), "{closed:?}");
        let forged = "INSERT INTO action_reviews (answer_id, answered_by, learner_id, assessor_id, outcome, comment, reviewed_by, reviewed_at)
             SELECT a.id, a.answered_by, a.learner_id, a.assessor_id, 'closed', '', $1, 1 FROM action_answers a";
        let tx = db.begin().await.unwrap();
        let refused = tx.run(forged, args![&iqa.id]).await.unwrap_err();
        assert!(refused.to_string().contains("answered since"), "{refused}");
        drop(tx);
        let again = Verdict::AskedAgain { by: "2026-07-31" };
        store::review(db, &iqa, &action, again, "Read the answer to the appeal.", now)
            .await
            .unwrap();
        store::answer(db, &ben, &action, "I have.", now)
            .await
            .unwrap();
        store::review(db, &iqa, &action, Verdict::Closed, "", now)
            .await
            .unwrap();
        let sql = "SELECT outcome FROM current_decisions WHERE criterion = $1";
        let (outcome,): (String,) = db.one(sql, args![&code]).await.unwrap();
        assert_eq!(outcome, "achieved");
    })
    .await;
}
