//! What was decided on appeal is sampled like the rest: one finding for every criterion, with both decisions to be read, up to the certificate.

use super::share;
use crate::accounts::{Actor, Role};
use crate::args;
use crate::assessment::judgement::Judgement;
use crate::assessment::{Decision, Outcome, store as assessment};
use crate::db::Read;
use crate::learning::Enrolment;
use crate::ledger;
use crate::quality::policy::Policy;
use crate::quality::{Release, Stage, store};
use crate::tests::scenes::{Fields, GP, REFLECTION, UNIT, account, field};
use crate::tests::support::{Browser, TestApp, on_each_engine};

impl TestApp {
    /// Every decision on a submission appealed by its learner, and answered by somebody.
    pub(in crate::tests) async fn appealed(
        &self,
        learner: &Actor,
        submission: &str,
        by: &Actor,
        outcome: Outcome,
    ) {
        let (db, now) = (&self.app.db, self.app.clock.now());
        let sql = "SELECT id, criterion FROM decisions WHERE submission_id = $1 ORDER BY criterion";
        let decided: Vec<(String, String)> = db.all(sql, args![submission]).await.unwrap();
        for (decision, criterion) in decided {
            let made = assessment::make_appeal(db, learner, &decision, "Look again.", now).await;
            let found = Decision {
                criterion,
                outcome,
                feedback: "I read it again.".to_owned(),
                judgement: Judgement::all(),
            };
            assessment::answer_appeal(db, by, &made.unwrap(), &found, now)
                .await
                .unwrap();
        }
    }

    /// The form of a sample in which everything is agreed.
    pub(in crate::tests) async fn agreeing(&self, submission: &str) -> Fields {
        let found = self.findings(submission, None).await.into_iter();
        let agreed = found.map(|one| field(format!("finding-{}", one.criterion), "agreed"));
        [field("comment", "")].into_iter().chain(agreed).collect()
    }
}

/// All but one reflection is achieved; that one is returned.
async fn returned(test: &TestApp, learner: &Actor, ada: &Actor) -> (Enrolment, String) {
    let enrolment = test.enrolled(learner).await;
    test.quiz_passed(learner).await;
    let mut last = String::new();
    for (reflection, outcome) in [
        ("gp-reflection", Outcome::Achieved),
        (REFLECTION, Outcome::NotYetAchieved),
    ] {
        let evidence = test.begun(learner, &enrolment, UNIT, reflection).await;
        last = test.hand_in(learner, &evidence, &account()).await;
        test.decided(ada, &last, outcome).await;
    }
    (enrolment, last)
}

async fn sample_all(test: &TestApp, iqa: &Actor, browser: &mut Browser, appealed: &str) {
    for drawn in store::to_sample(&test.app.db, iqa).await.unwrap() {
        let id = &drawn.submission_id;
        let address = format!("/quality/plans/{}/samples/{id}", drawn.plan_id);
        let page = browser.get(&address).await;
        let form = test.agreeing(id).await;
        for (name, _) in &form[1..] {
            let fieldset = format!("id=\"{name}\"");
            assert_eq!(
                page.body.matches(&fieldset).count(),
                1,
                "{name}: {}",
                page.body
            );
        }
        let is_appealed = id == appealed;
        assert_eq!(page.has(", at first; then appealed"), is_appealed);
        assert_eq!(page.has("I read it again."), is_appealed);
        browser.post_all(&address, &form).await.redirects();
        assert_eq!(
            browser.get(&address).await.has("I read it again."),
            is_appealed
        );
    }
}

#[tokio::test]
async fn what_was_appealed_is_sampled_and_certified() {
    on_each_engine(async |test: TestApp| {
        let (iqa, mut ira) = test.signed_in("Ira Iqa", &[Role::Iqa]).await;
        let ada = test.person("Ada Assessor", &[Role::Assessor]).await;
        let olu = test.person("Olu Assessor", &[Role::Assessor]).await;
        let (db, now) = (&test.app.db, test.app.clock.now());
        let policy = Policy {
            release: Release::Sampled,
            ..share(100)
        };
        store::set(db, &iqa, &policy, now).await.unwrap();
        for (name, is_drawn_first) in [("Lena Learner", false), ("Mia Learner", true)] {
            let learner = test.person(name, &[Role::Learner]).await;
            let (enrolment, appealed) = returned(&test, &learner, &ada).await;
            if is_drawn_first {
                store::draw(db, &iqa, Stage::Interim, Some("1"), now)
                    .await
                    .unwrap();
            }
            test.appealed(&learner, &appealed, &olu, Outcome::Achieved)
                .await;
            let specification = test.specification(GP);
            assessment::sign_off(db, &ada, &enrolment, &specification, UNIT, now)
                .await
                .unwrap();
            if !is_drawn_first {
                store::draw(db, &iqa, Stage::Summative, Some("2"), now)
                    .await
                    .unwrap();
            }
            sample_all(&test, &iqa, &mut ira, &appealed).await;
            let held = test.issue(&ada, &enrolment).await;
            assert!(held.is_err(), "it waits");
            let page = ira.get("/quality/releases").await;
            assert!(page.has("The policy is met"), "{}", page.body);
            let (request,): (String,) = db
                .one(
                    "SELECT id FROM certificate_requests WHERE enrolment_id = $1",
                    args![&enrolment.id],
                )
                .await
                .unwrap();
            ira.post(&format!("/quality/releases/{request}"), &[])
                .await
                .redirects();
        }
        assert_eq!(test.count("SELECT COUNT(*) FROM certificates").await, 2);
        ledger::verify(db).await.unwrap().unwrap();
    })
    .await;
}

#[tokio::test]
async fn whoever_reads_over_a_pass_sees_both_decisions_once() {
    on_each_engine(async |test: TestApp| {
        let iqa = test.person("Ira Iqa", &[Role::Iqa]).await;
        let ada = test.person("Ada Assessor", &[Role::Assessor]).await;
        let olu = test.person("Olu Assessor", &[Role::Assessor]).await;
        let learner = test.person("Lena Learner", &[Role::Learner]).await;
        let (_, submission) = test.handed_in(&learner).await;
        test.decided(&ada, &submission, Outcome::NotYetAchieved)
            .await;
        test.appealed(&learner, &submission, &olu, Outcome::Achieved)
            .await;
        let plan = test.planned(&iqa, &share(100), Stage::Interim).await;
        let (_, link) = test.passed(&iqa, &plan, &submission).await;
        let criteria = test.findings(&submission, None).await.len();
        let mut eve = test.browser();
        for is_sampled in [false, true] {
            if is_sampled {
                test.sampled(&iqa, &plan, &submission, None).await;
            }
            let page = eve
                .get(&format!("/passes/{link}/records/{submission}"))
                .await;
            let sections = page.body.matches("<section class=\"criterion\"").count();
            assert_eq!(sections, criteria, "{}", page.body);
            assert_eq!(page.body.matches("I read it again.").count(), criteria);
            assert_eq!(page.body.matches("Say more.").count(), criteria);
        }
    })
    .await;
}
