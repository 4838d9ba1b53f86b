//! Whoever had a part in a piece of work does not look at it again, by whatever way: the stores ask, and the schema refuses.

use super::{decided, share};
use crate::accounts::{Actor, Role};
use crate::args;
use crate::assessment::{Outcome, appeals::Appeal, store as assessment};
use crate::certificates;
use crate::db::Read;
use crate::error::{Error, Result};
use crate::portfolio::purging::purge;
use crate::portfolio::purging::store::{Order, What};
use crate::quality::policy::Policy;
use crate::quality::store::{Progress, Verdict};
use crate::quality::{Release, Stage, store};
use crate::tests::scenes::{GP, UNIT};
use crate::tests::support::{TestApp, on_each_engine};

const BOTH: &[Role] = &[Role::Assessor, Role::Iqa];

/// A statement with the person in question as `$1`, in a transaction that is taken back.
async fn tried(test: &TestApp, sql: &'static str, person: &Actor) -> Result<u64> {
    let tx = test.app.db.begin().await.unwrap();
    tx.run(sql, args![&person.id]).await
}

const SAMPLE: &str = "INSERT INTO samples (id, plan_id, submission_id, learner_id, assessor_id, iqa_id, comment, sampled_at)
    SELECT 'new', r.plan_id, r.submission_id, r.learner_id, r.assessor_id, $1, '', 1 FROM sampling_records r";

const REVIEW: &str = "INSERT INTO action_reviews (answer_id, answered_by, learner_id, assessor_id, outcome, comment, reviewed_by, reviewed_at)
    SELECT a.id, a.answered_by, a.learner_id, a.assessor_id, 'closed', '', $1, 1 FROM action_answers a";

const WITHDRAWAL: &str = "INSERT INTO action_withdrawals (finding_id, asked_of, learner_id, assessor_id, reason, withdrawn_by, withdrawn_at)
    SELECT f.id, f.asked_of, f.learner_id, f.assessor_id, 'Why.', $1, 1 FROM findings f WHERE f.asked_of IS NOT NULL";

const ANSWER: &str = "INSERT INTO appeal_outcomes (appeal_id, decision_id, submission_id, criterion, learner_id, assessor_id, confirmed_by,
                                                   outcome, feedback, vacs, explained, answered_by, answered_at)
    SELECT id, decision_id, submission_id, criterion, learner_id, assessor_id, confirmed_by, 'achieved', 'Yes.', 'VACS', '', $1, 1 FROM appeals";

const PURGE: &str = "INSERT INTO purges (id, evidence_id, learner_id, submission_id, content_hash, words_too, reason, purged_by, purged_at)
    SELECT 'new', s.evidence_id, s.person_id, s.id, e.activity_hash, (1 = 1), 'Why.', $1, 1
    FROM submissions s JOIN evidence e ON e.id = s.evidence_id";

const RELEASE: &str = "INSERT INTO certificate_releases (request_id, learner_id, requested_by, policy_id, released_by, released_at)
    SELECT r.id, r.learner_id, r.requested_by, p.id, $1, 1 FROM certificate_requests r JOIN sampling_policies p ON 1 = 1";

async fn refuses(test: &TestApp, sql: &'static str, people: &[&Actor]) {
    for person in people {
        let refused = tried(test, sql, person).await;
        assert!(refused.is_err(), "{}: {sql}", person.name);
    }
}

#[tokio::test]
async fn who_answered_an_appeal_does_not_sample_it() {
    on_each_engine(async |test: TestApp| {
        let learner = test.person("Lena Learner", &[Role::Learner]).await;
        let ada = test.person("Ada Assessor", &[Role::Assessor]).await;
        let (olu, mut browser) = test.signed_in("Olu Both", BOTH).await;
        let ira = test.person("Ira Iqa", &[Role::Iqa]).await;
        let (_, submission) = test.handed_in(&learner).await;
        test.decided(&ada, &submission, Outcome::NotYetAchieved)
            .await;
        test.appealed(&learner, &submission, &olu, Outcome::Achieved)
            .await;
        let plan = test.planned(&ira, &share(100), Stage::Interim).await;
        let findings = test.findings(&submission, Some(&ada)).await;
        let (db, now) = (&test.app.db, test.app.clock.now());
        let refused = store::sample(db, &olu, (&plan, &submission), &findings, "", now).await;
        assert!(matches!(refused, Err(Error::Forbidden)), "{refused:?}");
        refuses(&test, SAMPLE, &[&olu, &ada, &learner]).await;
        tried(&test, SAMPLE, &ira).await.unwrap();
        let page = browser.get("/quality").await;
        assert!(page.has("you had a part in it"), "{}", page.body);
        let action = test
            .sampled(&ira, &plan, &submission, Some(&ada))
            .await
            .unwrap();
        store::answer(db, &ada, &action, "Done.", now)
            .await
            .unwrap();
        let refused = store::review(db, &olu, &action, Verdict::Closed, "", now).await;
        assert!(matches!(refused, Err(Error::Forbidden)), "{refused:?}");
        let refused = store::withdraw(db, &olu, &action, "Why.", now).await;
        assert!(matches!(refused, Err(Error::Forbidden)), "{refused:?}");
        refuses(&test, REVIEW, &[&olu, &ada, &learner]).await;
        refuses(&test, WITHDRAWAL, &[&olu, &ada, &learner]).await;
        tried(&test, REVIEW, &ira).await.unwrap();
        tried(&test, WITHDRAWAL, &ira).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn who_has_looked_or_was_asked_does_not_answer_an_appeal() {
    on_each_engine(async |test: TestApp| {
        let learner = test.person("Lena Learner", &[Role::Learner]).await;
        let ada = test.person("Ada Assessor", &[Role::Assessor]).await;
        let asked = test.person("Ben Asked", &[Role::Assessor]).await;
        let ira = test.person("Ira Iqa", BOTH).await;
        let other = test.person("Olu Other", &[Role::Assessor]).await;
        let (_, submission) = test.handed_in(&learner).await;
        test.decided(&ada, &submission, Outcome::NotYetAchieved)
            .await;
        let plan = test.planned(&ira, &share(100), Stage::Interim).await;
        test.sampled(&ira, &plan, &submission, Some(&asked)).await;
        let (db, now) = (&test.app.db, test.app.clock.now());
        let (decision,): (String,) = db
            .one(
                "SELECT id FROM decisions ORDER BY criterion LIMIT 1",
                args![],
            )
            .await
            .unwrap();
        let id = assessment::make_appeal(db, &learner, &decision, "Look again.", now)
            .await
            .unwrap();
        let appeal: Appeal = assessment::appeal(db, &id).await.unwrap();
        for person in [&ira, &asked, &ada] {
            assert!(
                !assessment::may_answer_appeal(db, person, &appeal)
                    .await
                    .unwrap(),
                "{}",
                person.name
            );
            assert!(
                assessment::appeals_for(db, person)
                    .await
                    .unwrap()
                    .is_empty(),
                "{}",
                person.name
            );
        }
        refuses(&test, ANSWER, &[&ira, &asked, &ada, &learner]).await;
        tried(&test, ANSWER, &other).await.unwrap();
        assert_eq!(assessment::appeals_for(db, &other).await.unwrap().len(), 1);
    })
    .await;
}

#[tokio::test]
async fn observers_and_witnesses_do_not_sample_what_they_saw() {
    on_each_engine(async |test: TestApp| {
        let learner = test.person("Lena Learner", &[Role::Learner]).await;
        let ada = test.person("Ada Assessor", &[Role::Assessor]).await;
        let observer = test.person("Bea Observer", BOTH).await;
        let witness = test.person("Wil Witness", &[Role::Iqa]).await;
        let ira = test.person("Ira Iqa", &[Role::Iqa]).await;
        let (_, observed) = test.observed(&observer, &learner).await;
        let (_, witnessed) = test.testified(&learner, &witness.email).await;
        for submission in [&observed, &witnessed] {
            test.decided(&ada, submission, Outcome::Achieved).await;
        }
        let plan = test.planned(&ira, &share(100), Stage::Interim).await;
        let (db, now) = (&test.app.db, test.app.clock.now());
        for (person, submission) in [(&observer, &observed), (&witness, &witnessed)] {
            let findings = test.findings(submission, None).await;
            let refused = store::sample(db, person, (&plan, submission), &findings, "", now).await;
            assert!(
                matches!(refused, Err(Error::Forbidden)),
                "{}: {refused:?}",
                person.name
            );
            test.sampled(&ira, &plan, submission, None).await;
        }
        refuses(&test, SAMPLE, &[&observer, &witness]).await;
    })
    .await;
}

#[tokio::test]
async fn nobody_purges_what_they_countersigned() {
    on_each_engine(async |test: TestApp| {
        let learner = test.person("Lena Learner", &[Role::Learner]).await;
        let trainee = test.person("Tess Trainee", &[Role::Assessor]).await;
        let signer = test
            .person("Cora Countersigner", &[Role::Assessor, Role::Administrator])
            .await;
        let admin = test.person("Sam Admin", &[Role::Administrator]).await;
        let (db, now) = (&test.app.db, test.app.clock.now());
        assessment::begin_training(db, &admin, &trainee.id, now)
            .await
            .unwrap();
        let (_, submission) = test.handed_in(&learner).await;
        test.decided(&trainee, &submission, Outcome::Achieved).await;
        let proposals = assessment::proposals(db, &signer).await.unwrap();
        assessment::countersign(db, &signer, &proposals[0].id, None, now)
            .await
            .unwrap();
        let order = Order {
            what: What::Submission,
            words_too: false,
            reason: "Why.".to_owned(),
        };
        let refused = purge(&test.app, &signer, &submission, &order).await;
        assert!(matches!(refused, Err(Error::Forbidden)), "{refused:?}");
        refuses(&test, PURGE, &[&signer, &trainee, &learner]).await;
        purge(&test.app, &admin, &submission, &order).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn nobody_releases_what_they_decided_countersigned_or_signed_off() {
    on_each_engine(async |test: TestApp| {
        let learner = test.person("Lena Learner", &[Role::Learner]).await;
        let trainee = test.person("Tess Trainee", BOTH).await;
        let decider = test.person("Dee Decider", BOTH).await;
        let signer = test.person("Cora Countersigner", BOTH).await;
        let asks = test.person("Ada Assessor", BOTH).await;
        let ira = test.person("Ira Iqa", &[Role::Iqa]).await;
        let (db, now) = (&test.app.db, test.app.clock.now());
        let enrolment = test.achieved(&learner, &decider).await;
        assessment::begin_training(db, &ira, &trainee.id, now).await.unwrap();
        let specification = test.specification(GP);
        assessment::sign_off(db, &trainee, &enrolment, &specification, UNIT, now).await.unwrap();
        let proposal = assessment::proposals(db, &signer).await.unwrap().remove(0).id;
        assessment::countersign(db, &signer, &proposal, Some(&specification), now).await.unwrap();
        let policy = Policy { release: Release::Sampled, ..share(100) };
        let plan = test.planned(&ira, &policy, Stage::Summative).await;
        for drawn in store::to_sample(db, &ira).await.unwrap() {
            test.sampled(&ira, &plan, &drawn.submission_id, None).await;
        }
        assert!(test.issue(&asks, &enrolment).await.is_err(), "held");
        let request = certificates::held(db, &ira).await.unwrap().remove(0).id;
        let settings = crate::accounts::settings::load(db).await.unwrap();
        let people = [&trainee, &decider, &signer, &asks];
        for person in people {
            let refused = certificates::release(db, person, &request, "", &specification, &settings, now).await;
            assert!(matches!(refused, Err(Error::Forbidden)), "{}: {refused:?}", person.name);
        }
        refuses(&test, RELEASE, &people).await;
        refuses(&test, RELEASE, &[&learner]).await;
        tried(&test, RELEASE, &ira).await.unwrap();
        certificates::release(db, &ira, &request, "", &specification, &settings, now).await.unwrap();
        for table in ["certificate_requests", "certificate_releases"] {
            for sql in [format!("UPDATE {table} SET learner_id = learner_id"), format!("DELETE FROM {table}")] {
                let tx = db.begin().await.unwrap();
                let refused = tx.run(Box::leak(sql.into_boxed_str()), args![]).await.unwrap_err();
                assert!(refused.to_string().contains("append-only"), "{table}: {refused}");
            }
        }
        let request = "INSERT INTO certificate_requests (id, enrolment_id, learner_id, award, title, issue, specification_hash, requested_by, requested_at)
             SELECT 'new', r.enrolment_id, r.learner_id, r.award, r.title, 2, r.specification_hash, $1, 1 FROM certificate_requests r";
        tried(&test, request, &asks).await.unwrap();
        refuses(&test, request, &[&learner]).await;
        let again = request.replacen("r.title, 2", "r.title, 1", 1);
        refuses(&test, Box::leak(again.into_boxed_str()), &[&asks]).await;
    })
    .await;
}

#[tokio::test]
async fn an_action_of_somebody_who_assesses_no_more_is_withdrawn() {
    on_each_engine(async |test: TestApp| {
        let (_, assessor, (iqa, mut ira), submission) = decided(&test).await;
        let (db, now) = (&test.app.db, test.app.clock.now());
        let plan = test.planned(&iqa, &share(100), Stage::Interim).await;
        let action = test
            .sampled(&iqa, &plan, &submission, Some(&assessor))
            .await
            .unwrap();
        let former = Actor {
            roles: Vec::new(),
            ..assessor.clone()
        };
        let stuck = store::answer(db, &former, &action, "Done.", now).await;
        assert!(
            stuck.is_err(),
            "who is no assessor does not answer: {stuck:?}"
        );
        let address = format!("/actions/{action}");
        let page = ira.get(&address).await;
        assert!(page.has("Withdraw the action"), "{}", page.body);
        let page = ira
            .post(&format!("{address}/withdrawal"), &[("reason", " ")])
            .await;
        assert!(
            page.is(422).has("Enter why it is withdrawn."),
            "{}",
            page.body
        );
        let why = [("reason", "She has <b>left</b>.")];
        ira.post(&format!("{address}/withdrawal"), &why)
            .await
            .redirects();
        let page = ira.get(&address).await;
        assert!(
            page.has("She has &lt;b&gt;left&lt;/b&gt;.")
                && page.has("Withdrawn")
                && !page.has("Withdraw the action"),
            "{}",
            page.body
        );
        ira.post(&format!("{address}/withdrawal"), &why)
            .await
            .is(409);
        let late = store::answer(db, &assessor, &action, "Done.", now).await;
        assert!(matches!(late, Err(Error::Conflict(_))), "{late:?}");
        let kept = store::action(db, &action).await.unwrap();
        assert_eq!(
            (kept.progress(), kept.is_open()),
            (Progress::Withdrawn, false)
        );
        assert_eq!(
            test.count("SELECT COUNT(*) FROM ledger WHERE kind = 'action-withdrawn'")
                .await,
            1
        );
        assert_eq!(
            test.count("SELECT COUNT(*) FROM outbox WHERE subject = 'An action is withdrawn'")
                .await,
            1
        );
        for sql in [
            "UPDATE action_withdrawals SET reason = reason",
            "DELETE FROM action_withdrawals",
        ] {
            let tx = db.begin().await.unwrap();
            let refused = tx.run(sql, args![]).await.unwrap_err();
            assert!(refused.to_string().contains("append-only"), "{refused}");
        }
        crate::ledger::verify(db).await.unwrap().unwrap();
    })
    .await;
}

#[tokio::test]
async fn who_has_given_a_proposal_back_has_a_part_and_may_countersign_the_next() {
    on_each_engine(async |test: TestApp| {
        let learner = test.person("Lena Learner", &[Role::Learner]).await;
        let trainee = test.person("Tim Trainee", &[Role::Assessor]).await;
        let ben = test.person("Ben Both", BOTH).await;
        let ada = test.person("Ada Assessor", &[Role::Assessor]).await;
        let ira = test.person("Ira Iqa", &[Role::Iqa]).await;
        let (db, now) = (&test.app.db, test.app.clock.now());
        assessment::begin_training(db, &ira, &trainee.id, now)
            .await
            .unwrap();
        let (_, submission) = test.handed_in(&learner).await;
        test.decided(&trainee, &submission, Outcome::Achieved).await;
        let first = assessment::proposal_on(db, &submission).await.unwrap();
        assessment::give_back(db, &ben, &first.unwrap().id, "Not enough.", now)
            .await
            .unwrap();
        test.decided(&trainee, &submission, Outcome::NotYetAchieved)
            .await;
        let next = assessment::proposal_on(db, &submission)
            .await
            .unwrap()
            .unwrap();
        assert!(assessment::may_countersign(db, &ben, &next).await.unwrap());
        assert!(
            !assessment::may_countersign(db, &trainee, &next)
                .await
                .unwrap()
        );
        assert!(!assessment::may_countersign(db, &ira, &next).await.unwrap());
        assessment::countersign(db, &ada, &next.id, None, now)
            .await
            .unwrap();
        let (decision,): (String,) = db
            .one(
                "SELECT id FROM decisions ORDER BY criterion LIMIT 1",
                args![],
            )
            .await
            .unwrap();
        let id = assessment::make_appeal(db, &learner, &decision, "Look again.", now)
            .await
            .unwrap();
        let appeal = assessment::appeal(db, &id).await.unwrap();
        assert_eq!(appeal.confirmed_by, ada.id, "and not who gave it back");
        for person in [&ben, &ada] {
            assert!(
                !assessment::may_answer_appeal(db, person, &appeal)
                    .await
                    .unwrap(),
                "{}",
                person.name
            );
        }
        test.planned(&ira, &share(100), Stage::Interim).await;
        refuses(&test, SAMPLE, &[&ben, &ada, &trainee]).await;
        refuses(&test, ANSWER, &[&ben, &ada, &trainee]).await;
        tried(&test, SAMPLE, &ira).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn nobody_sees_to_it_that_their_own_decisions_are_not_looked_at() {
    on_each_engine(async |test: TestApp| {
        let learner = test.person("Lena Learner", &[Role::Learner]).await;
        let ben = test.person("Ben Both", BOTH).await;
        let ira = test.person("Ira Iqa", &[Role::Iqa]).await;
        let (_, submission) = test.handed_in(&learner).await;
        test.decided(&ben, &submission, Outcome::Achieved).await;
        let (db, now) = (&test.app.db, test.app.clock.now());
        let of_ben = |own: u32| Policy {
            assessors: [(ben.id.clone(), own)].into(),
            ..share(20)
        };
        let refused = store::set(db, &ben, &of_ben(0), now).await;
        assert!(matches!(refused, Err(Error::Invalid(_))), "{refused:?}");
        store::set(db, &ben, &of_ben(20), now).await.unwrap();
        store::set(db, &ira, &of_ben(0), now).await.unwrap();
        store::set(db, &ben, &share(100), now).await.unwrap();
        let refused = store::draw(db, &ben, Stage::Interim, Some("lucky"), now).await;
        let refused = refused.unwrap_err();
        assert!(
            matches!(&refused, Error::Conflict(words) if words.contains("left to chance")),
            "{refused:?}"
        );
        store::draw(db, &ben, Stage::Interim, None, now)
            .await
            .unwrap();
    })
    .await;
}
