//! Prior learning is looked at like decisions: by somebody else, once, and certificates can wait for it.

use super::share;
use crate::accounts::{Actor, Role};
use crate::args;
use crate::assessment::prior_learning::{Recognition, recognise, recognised};
use crate::db::Read;
use crate::error::Error;
use crate::learning::Enrolment;
use crate::ledger;
use crate::portfolio::export::{content::Portfolio, readable};
use crate::portfolio::{CriterionState, standings};
use crate::quality::policy::Policy;
use crate::quality::{Release, Stage, store};
use crate::tests::support::{TestApp, on_each_engine};

const SLUG: &str = "specialist-practitioner";
const CODE: &str = "U1.1.1";
const BOTH: &[Role] = &[Role::Assessor, Role::Iqa];
const HOSTILE: &str = "</textarea><script>alert(1)</script> It was another course.";

/// Prior learning recognised for a learner: their enrolment, and its id.
async fn known(test: &TestApp, learner: &Actor, by: &Actor) -> (Enrolment, String) {
    let (db, now) = (&test.app.db, test.app.clock.now());
    let enrolment = test.enrolled_on(learner, SLUG).await;
    let recognition = Recognition {
        criterion: CODE.to_owned(),
        completed_on: "2026-01-05".to_owned(),
        what: "A <b>course</b>.".to_owned(),
    };
    let (specification, on) = (test.specification(SLUG), ("2026-06-01", now));
    recognise(db, by, &enrolment, &specification, &recognition, on)
        .await
        .unwrap();
    let sql = "SELECT id FROM prior_learning WHERE learner_id = $1";
    let (id,): (String,) = db.one(sql, args![&learner.id]).await.unwrap();
    (enrolment, id)
}

async fn state(test: &TestApp, enrolment: &Enrolment) -> CriterionState {
    let all = standings(&test.app.db, enrolment, &test.specification(SLUG)).await;
    all.unwrap()[0].state(CODE)
}

#[tokio::test]
async fn somebody_else_agrees_or_it_counts_no_longer() {
    on_each_engine(async |test: TestApp| {
        let lena = test.person("Lena Learner", &[Role::Learner, Role::Iqa]).await;
        let mia = test.person("Mia Learner", &[Role::Learner]).await;
        let ben = test.person("Ben Both", BOTH).await;
        let ada = test.person("Ada Assessor", &[Role::Assessor]).await;
        let ira = test.person("Ira Iqa", &[Role::Iqa]).await;
        let (db, now) = (&test.app.db, test.app.clock.now());
        let (enrolment, id) = known(&test, &lena, &ben).await;
        let (other, agreed) = known(&test, &mia, &ben).await;
        for who in [&ben, &ada] {
            let refused = store::refuse(db, who, &id, "No.", now).await;
            assert!(matches!(refused, Err(Error::Forbidden)), "{}: {refused:?}", who.name);
        }
        let own = store::recognition(db, &lena, &id).await;
        assert!(matches!(own, Err(Error::NotFound)), "{own:?}");
        assert!(store::recognitions(db, &lena).await.unwrap().iter().all(|one| one.id != id));
        let silent = store::refuse(db, &ira, &id, "", now).await;
        assert!(matches!(silent, Err(Error::Invalid(_))), "{silent:?}");
        assert_eq!(state(&test, &enrolment).await, CriterionState::Achieved);
        for _ in 0..2 {
            store::refuse(db, &ira, &id, "It was another course.", now).await.unwrap();
            store::agree(db, &ira, &agreed, "", now).await.unwrap();
        }
        let late = store::agree(db, &ira, &id, "", now).await;
        assert!(matches!(late, Err(Error::Conflict(_))), "{late:?}");
        assert_eq!(state(&test, &enrolment).await, CriterionState::Open);
        assert_eq!(state(&test, &other).await, CriterionState::Achieved);
        let shown = recognised(db, &enrolment).await.unwrap();
        assert_eq!(shown[0].lost.as_deref(), Some("It was another course."));
        let told = "SELECT COUNT(*) FROM outbox WHERE subject = 'What was recognised was looked at again'";
        assert_eq!(test.count(told).await, 2, "the learner and who recognised it");
        let (portfolio, answers) = Portfolio::load(&test.app, &lena).await.unwrap();
        let page = readable::html(&portfolio, &answers, &Default::default());
        assert!(page.contains("it counts no longer."), "{page}");
        let lost = "SELECT COUNT(*) FROM lost_criteria";
        assert_eq!(test.count(lost).await, 1);
        for (person, words) in [(&lena, "its learner"), (&ben, "who recognised it")] {
            let tx = db.begin().await.unwrap();
            let forged = "INSERT INTO recognition_samples (prior_learning_id, learner_id, assessor_id, iqa_id, outcome, comment, sampled_at)
                 SELECT 'x', l.learner_id, l.assessor_id, $1, 'agreed', '', 1 FROM prior_learning l WHERE l.id = $2";
            let refused = tx.run(forged, args![&person.id, &id]).await;
            assert!(refused.is_err(), "{words}");
        }
        for sql in [
            "UPDATE recognition_samples SET comment = comment",
            "DELETE FROM recognition_samples",
        ] {
            let tx = db.begin().await.unwrap();
            let refused = tx.run(sql, args![]).await.unwrap_err();
            assert!(refused.to_string().contains("append-only"), "{sql}: {refused}");
        }
        let entered = "SELECT COUNT(*) FROM ledger WHERE kind = 'recognition-sampled'";
        assert_eq!(test.count(entered).await, 2);
        ledger::verify(db).await.unwrap().unwrap();
    })
    .await;
}

#[tokio::test]
async fn a_certificate_waits_for_it_where_it_waits_for_all() {
    on_each_engine(async |test: TestApp| {
        let learner = test.person("Lena Learner", &[Role::Learner]).await;
        let ada = test.person("Ada Assessor", &[Role::Assessor]).await;
        let ira = test.person("Ira Iqa", &[Role::Iqa]).await;
        let admin = test.person("Sam Admin", &[Role::Administrator]).await;
        let (db, now) = (&test.app.db, test.app.clock.now());
        let enrolment = test.signed_off(&learner, &ada).await;
        // What the shipped unit takes no prior learning for is recognised here all the same, beside the work.
        let sql = "INSERT INTO prior_learning (id, enrolment_id, learner_id, specification_hash, criterion, completed_on, what, assessor_id, recorded_at)
                   VALUES ('known', $1, $2, $3, 'GP1.1.1', '2025-05-03', 'A course.', $4, 1)";
        let tx = db.begin_recording().await.unwrap();
        let of = (&enrolment.id, &enrolment.person_id, &enrolment.specification_hash);
        tx.run(sql, args![of.0, of.1, of.2, &ada.id]).await.unwrap();
        ledger::record(&tx, ledger::Act::PriorLearning, "known").await.unwrap();
        tx.commit().await.unwrap();
        let all = Policy {
            release: Release::All,
            ..share(100)
        };
        let plan = test.planned(&ira, &all, Stage::Summative).await;
        for drawn in store::to_sample(db, &ira).await.unwrap() {
            test.sampled(&ira, &plan, &drawn.submission_id, None).await;
        }
        assert!(test.issue(&ada, &enrolment).await.is_err(), "held");
        let (request,): (String,) = db.one("SELECT id FROM certificate_requests", args![]).await.unwrap();
        let why = store::hold(db, &request).await.unwrap();
        assert_eq!(why.as_deref(), Some("1 recognition of prior learning not yet looked at."));
        let left = store::recognitions_of(db, &request).await.unwrap();
        assert_eq!(left, [("known".to_owned(), "GP1.1.1".to_owned())]);
        store::agree(db, &ira, "known", "", now).await.unwrap();
        assert_eq!(store::hold(db, &request).await.unwrap(), None);
        assert!(!store::is_unseen(db, &request).await.unwrap());
        drop(admin);
    })
    .await;
}

#[tokio::test]
async fn administrators_hear_of_certificates_that_rest_on_it() {
    on_each_engine(async |test: TestApp| {
        let learner = test.person("Lena Learner", &[Role::Learner]).await;
        let ada = test.person("Ada Assessor", &[Role::Assessor]).await;
        let ira = test.person("Ira Iqa", &[Role::Iqa]).await;
        test.person("Sam Admin", &[Role::Administrator]).await;
        let (db, now) = (&test.app.db, test.app.clock.now());
        test.certified(&learner, &ada).await;
        let told = "SELECT COUNT(*) FROM outbox WHERE subject = 'A certificate rests on something that counts no longer'";
        let sql = "INSERT INTO prior_learning (id, enrolment_id, learner_id, specification_hash, criterion, completed_on, what, assessor_id, recorded_at)
                   SELECT $2, n.id, n.person_id, n.specification_hash, $3, '2025-05-03', 'A course.', $1, 1 FROM enrolments n";
        for (id, criterion, expected) in [("beside", "GP1.1.1", 0), ("alone", "GP9.9.9", 1)] {
            let tx = db.begin_recording().await.unwrap();
            tx.run(sql, args![&ada.id, id, criterion]).await.unwrap();
            ledger::record(&tx, ledger::Act::PriorLearning, id).await.unwrap();
            tx.commit().await.unwrap();
            store::refuse(db, &ira, id, "It was another course.", now).await.unwrap();
            assert_eq!(test.count(told).await, expected, "{criterion}");
        }
    })
    .await;
}

#[tokio::test]
async fn it_is_looked_at_on_a_page_and_the_learner_reads_what_was_found() {
    on_each_engine(async |test: TestApp| {
        let (lena, mut learner) = test.signed_in("Lena Learner", &[Role::Learner]).await;
        let (ben, mut both) = test.signed_in("Ben Both", BOTH).await;
        let (_, mut iqa) = test.signed_in("Ira Iqa", &[Role::Iqa]).await;
        let (_, id) = known(&test, &lena, &ben).await;
        let page = iqa.get("/quality").await;
        assert!(
            page.is(200).has("1 recognition to look at."),
            "{}",
            page.body
        );
        let address = format!("/quality/prior-learning/{id}");
        let page = iqa.get("/quality/prior-learning").await;
        assert!(
            page.is(200).has(&address) && page.has("To look at"),
            "{}",
            page.body
        );
        let page = both.get(&address).await;
        assert!(
            page.is(200).has("You recognised it yourself") && !page.has("<form class=\"sheet\""),
            "{}",
            page.body
        );
        let page = iqa.get(&address).await;
        assert!(
            page.is(200).has("A &lt;b&gt;course&lt;/b&gt;."),
            "{}",
            page.body
        );
        for (action, comment) in [("refuse", ""), ("", HOSTILE)] {
            let page = iqa
                .post(&address, &[("do", action), ("comment", comment)])
                .await;
            assert!(!page.is(422).has("<script>"), "{}", page.body);
        }
        let refused = [("do", "refuse"), ("comment", HOSTILE)];
        assert_eq!(
            iqa.post(&address, &refused).await.redirects(),
            "/quality/prior-learning"
        );
        let page = learner.get("/portfolio").await;
        assert!(
            page.is(200).has("It counts no longer")
                && page.has("It was another course.")
                && !page.has("<script>alert"),
            "{}",
            page.body
        );
        assert!(
            iqa.get("/quality")
                .await
                .has("All that was recognised has been looked at.")
        );
        let enrolment = test.enrolled_on(&lena, SLUG).await;
        let page = both
            .get(&format!("/enrolments/{}/prior-learning", enrolment.id))
            .await;
        assert!(
            !page.is(200).has(&format!("value=\"{CODE}\"")) && page.has("value=\"U1.1.2\""),
            "{}",
            page.body
        );
    })
    .await;
}
