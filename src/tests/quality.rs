//! Internal quality assurance: policies, plans, and what two-person rules ask of them.

mod appealed;
mod corrections;
mod drawing;
mod parts;
mod recognitions;
mod releases;
mod sampling;

use super::support::{Browser, TestApp, on_each_engine};
use crate::accounts::{Actor, Role};
use crate::args;
use crate::assessment::Outcome;
use crate::clock::DAY;
use crate::db::Read;
use crate::error::Error;
use crate::ledger;
use crate::quality::policy::Policy;
use crate::quality::risk::Risk;
use crate::quality::{Stage, store};

/// A policy that asks for this share of everything, whatever the risks.
pub(super) fn share(share: u32) -> Policy {
    Policy {
        share,
        raises: Default::default(),
        ..Policy::default()
    }
}

impl TestApp {
    /// Sets a policy and draws a plan by it; gives the plan's id.
    pub(super) async fn planned(&self, iqa: &Actor, policy: &Policy, stage: Stage) -> String {
        let (db, now) = (&self.app.db, self.app.clock.now());
        store::set(db, iqa, policy, now).await.unwrap();
        store::draw(db, iqa, stage, Some("42"), now).await.unwrap()
    }
}

/// A learner with one submission decided, its assessor, and an internal quality assurer with a browser.
async fn decided(test: &TestApp) -> (Actor, Actor, (Actor, Browser), String) {
    let learner = test.person("Lena Learner", &[Role::Learner]).await;
    let assessor = test.person("Ada Assessor", &[Role::Assessor]).await;
    let (_, submission) = test.handed_in(&learner).await;
    test.decided(&assessor, &submission, Outcome::Achieved)
        .await;
    let iqa = test.signed_in("Ira Iqa", &[Role::Iqa]).await;
    (learner, assessor, iqa, submission)
}

#[tokio::test]
async fn a_policy_is_set_in_versions_and_a_plan_says_why() {
    on_each_engine(async |test: TestApp| {
        let (.., (_, mut ira), _) = decided(&test).await;
        let page = ira.get("/quality/plans").await;
        assert!(page.has("none has been set"), "{}", page.body);
        let page = ira.get("/quality/policy").await;
        assert!(page.has("No policy has been set."), "{}", page.body);
        let page = ira.post("/quality/policy", &[("share", "120"), ("unit-GP1", "<b>")]).await;
        assert!(page.is(422).has("Enter the share: a whole number from 0 to 100."), "{}", page.body);
        assert!(page.has("value=\"120\"") && page.has("value=\"&lt;b&gt;\""), "{}", page.body);
        let mut form = vec![
            ("share", "10"),
            ("unit-GP1", "30"),
            ("raise-new-assessor", "40"),
            ("raise-new-unit", "0"),
            ("raise-earlier-actions", "5"),
            ("raise-drift", "25"),
            ("new-assessor", "5"),
            ("new-unit", "3"),
            ("recent-days", "90"),
            ("release", "none"),
        ];
        for _ in 0..2 {
            assert_eq!(ira.post("/quality/policy", &form).await.redirects(), "/quality?said=policy");
        }
        assert_eq!(test.count("SELECT COUNT(*) FROM sampling_policies").await, 1, "the same is no version");
        form[0].1 = "20";
        ira.post("/quality/policy", &form).await.redirects();
        assert!(ira.get("/quality").await.has("Version 2, set by Ira Iqa on 1 June 2026: 20%"));

        let page = ira.post("/quality/plans", &[("stage", ""), ("seed", "7 at noon")]).await;
        assert!(page.is(422).has("Choose which decisions.") && page.has("7 at noon"), "{}", page.body);
        let sent = ira.post("/quality/plans", &[("stage", "interim"), ("seed", "7 at noon")]).await;
        let address = sent.redirects().to_owned();
        let page = ira.get(&address).await;
        assert!(page.has("30% of the decisions on this unit, and 40 points more because the assessor is new or in training: 70%."), "{}", page.body);
        assert!(page.has("7 at noon") && page.has("typed by Ira Iqa") && page.has("the same records, for the same reasons"), "{}", page.body);
        assert!(page.has("Lena Learner") && page.has("Decided by Ada Assessor"));
        assert!(ira.get("/quality").await.has("One submission is to be sampled"));
        let again = ira.post("/quality/plans", &[("stage", "interim"), ("seed", "")]).await;
        assert!(again.is(409).has("a plan of this stage has not covered already"), "{}", again.body);
        let kinds = "SELECT COUNT(*) FROM ledger WHERE kind IN ('sampling-policy-set', 'sampling-planned')";
        assert_eq!(test.count(kinds).await, 3);
        ledger::verify(&test.app.db).await.unwrap().unwrap();
    })
    .await;
}

#[tokio::test]
async fn a_plan_covers_its_stage_once_and_says_when_it_no_longer_fits() {
    on_each_engine(async |test: TestApp| {
        let (learner, assessor, (iqa, mut ira), _) = decided(&test).await;
        let (db, now) = (&test.app.db, test.app.clock.now());
        let first = test.planned(&iqa, &share(100), Stage::Interim).await;
        let early = store::draw(db, &iqa, Stage::Summative, None, now).await;
        assert!(matches!(early, Err(Error::Conflict(_))), "{early:?}");
        let other = test.person("Olu Learner", &[Role::Learner]).await;
        test.signed_off(&other, &assessor).await;
        let second = store::draw(db, &iqa, Stage::Summative, None, now)
            .await
            .unwrap();
        let plans = store::plans(db, &iqa).await.unwrap();
        let of = |id: &str| plans.iter().find(|plan| plan.id == id).unwrap().clone();
        assert_eq!((of(&first).population, of(&second).population), (1, 2));
        assert_eq!(of(&second).seed.len(), 16, "chance made one");
        for plan in &plans {
            let records = store::records_of(db, &iqa, &plan.id).await.unwrap();
            assert!(plan.drawn_again(db, &records).await.unwrap());
            let fewer = &records[1..];
            assert!(
                !plan.drawn_again(db, fewer).await.unwrap(),
                "one is missing"
            );
        }
        let page = ira.get(&format!("/quality/plans/{second}")).await;
        assert!(page.has("Summative plan") && page.has("Olu Learner") && !page.has(&learner.name));
    })
    .await;
}

#[tokio::test]
async fn risks_are_what_the_records_say() {
    on_each_engine(async |test: TestApp| {
        let (_, assessor, (iqa, _), _) = decided(&test).await;
        let (db, now) = (&test.app.db, test.app.clock.now());
        let mut policy = Policy {
            new_assessor: 1,
            new_unit: 0,
            ..Policy::default()
        };
        let risks = async |policy: &Policy| {
            let found = store::population(db, &iqa, policy, Stage::Interim, now)
                .await
                .unwrap();
            found
                .circumstances
                .of(&assessor.id, "GP1")
                .into_iter()
                .collect::<Vec<_>>()
        };
        assert_eq!(risks(&policy).await, []);
        policy.new_assessor = 2;
        policy.new_unit = 1;
        assert_eq!(risks(&policy).await, [Risk::NewAssessor, Risk::NewUnit]);
        policy.new_assessor = 0;
        policy.new_unit = 0;
        let admin = test.person("Sam Admin", &[Role::Administrator]).await;
        crate::assessment::store::begin_training(db, &admin, &assessor.id, now + DAY)
            .await
            .unwrap();
        assert_eq!(risks(&policy).await, [Risk::NewAssessor], "in training");
        drop(iqa);
    })
    .await;
}

#[tokio::test]
async fn only_internal_quality_assurers_set_and_draw() {
    on_each_engine(async |test: TestApp| {
        let (learner, assessor, (iqa, _), _) = decided(&test).await;
        let (db, now) = (&test.app.db, test.app.clock.now());
        let admin = test.person("Sam Admin", &[Role::Administrator]).await;
        test.planned(&iqa, &share(50), Stage::Interim).await;
        for actor in [&learner, &assessor, &admin] {
            let refused = store::set(db, actor, &share(1), now).await;
            assert!(matches!(refused, Err(Error::Forbidden)), "{refused:?}");
            let refused = store::draw(db, actor, Stage::Interim, None, now).await;
            assert!(matches!(refused, Err(Error::Forbidden)), "{refused:?}");
            assert!(store::plans(db, actor).await.is_err());
        }
        let long = "9".repeat(101);
        let refused = store::draw(db, &iqa, Stage::Interim, Some(&long), now).await;
        assert!(matches!(refused, Err(Error::Invalid(_))), "{refused:?}");
        let refused = store::set(db, &iqa, &share(101), now).await;
        assert!(matches!(refused, Err(Error::Invalid(_))), "{refused:?}");
        let plans: Vec<(i64,)> = db
            .all("SELECT picked FROM sampling_plans", args![])
            .await
            .unwrap();
        assert_eq!(plans, [(1,)]);
    })
    .await;
}
