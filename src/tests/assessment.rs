//! Assessment: the queue, decisions, sign-offs; who may, who may not, and what happens when two do the same at once.

mod allocations;
mod appeals;
mod comments;
mod countersigning;
mod declining;
mod inspections;
mod judgement;
mod leases;
mod prior_learning;
mod sign_offs;

use super::scenes::{Fields, GP, UNIT, field};
use super::support::{TestApp, on_each_engine};
use crate::accounts::Role;
use crate::args;
use crate::assessment::judgement::Judgement;
use crate::assessment::{Decision, Outcome, store};
use crate::clock::HOUR;
use crate::db::Read;
use crate::error::Error;
use crate::portfolio::{closure, decisions, links_of};

const ASSESSOR: &[Role] = &[Role::Learner, Role::Assessor];
const HOSTILE: &str = "</textarea><script>alert(1)</script>";

/// A marking form with the same outcome and feedback for every criterion of the submission.
pub(super) async fn marking(
    test: &TestApp,
    submission: &str,
    outcome: &str,
    feedback: &str,
) -> Fields {
    let mut fields = vec![field("do", "decide"), field("comment", "Thank you.")];
    for link in links_of(&test.app.db, submission).await.unwrap() {
        fields.push(field(format!("outcome-{}", link.criterion), outcome));
        fields.push(field(format!("feedback-{}", link.criterion), feedback));
        for word in ["valid", "authentic", "current", "sufficient"] {
            fields.push(field(format!("{word}-{}", link.criterion), "yes"));
        }
    }
    fields
}

#[tokio::test]
async fn the_queue_has_the_oldest_first_and_never_ones_own() {
    on_each_engine(async |test: TestApp| {
        let (ada, mut browser) = test.signed_in("Ada Assessor", ASSESSOR).await;
        let mut handed_in = Vec::new();
        for name in ["First Learner", "Second Learner"] {
            let learner = test.person(name, &[Role::Learner]).await;
            handed_in.push(test.handed_in(&learner).await.1);
            test.app.clock.advance(HOUR);
        }
        let (_, own) = test.handed_in(&ada).await;
        let page = browser.get("/assessment").await;
        let place = |submission: &str| page.body.find(&format!("/submissions/{submission}"));
        assert!(place(&handed_in[0]).unwrap() < place(&handed_in[1]).unwrap());
        assert!(
            page.has("2 pieces of work are waiting") && place(&own).is_none(),
            "{}",
            page.body
        );
    })
    .await;
}

#[tokio::test]
async fn an_assessor_never_judges_their_own_work() {
    on_each_engine(async |test: TestApp| {
        let (ada, mut browser) = test.signed_in("Ada Assessor", ASSESSOR).await;
        let (_, own) = test.handed_in(&ada).await;
        let form = marking(&test, &own, "achieved", "").await;
        browser
            .post_all(&format!("/submissions/{own}"), &form)
            .await
            .is(404);
        let page = browser.get(&format!("/submissions/{own}")).await;
        assert!(!page.is(200).has("Record the decisions"), "{}", page.body);

        let now = test.app.clock.now();
        let decided = store::decide(&test.app.db, &ada, &own, &[], "", now).await;
        assert!(matches!(decided, Err(Error::Forbidden)), "{decided:?}");
        let enrolment = test.enrolled(&ada).await;
        let specification = test.specification(GP);
        let signed =
            store::sign_off(&test.app.db, &ada, &enrolment, &specification, UNIT, now).await;
        assert!(matches!(signed, Err(Error::Forbidden)), "{signed:?}");
        assert!(matches!(
            test.issue(&ada, &enrolment).await,
            Err(Error::Forbidden)
        ));

        let address = format!("/enrolments/{}", enrolment.id);
        browser.get(&address).await.is(404);
        browser
            .post(&format!("{address}/sign-offs"), &[("unit", UNIT)])
            .await
            .is(404);
        browser
            .post(&format!("{address}/certificates"), &[("award", GP)])
            .await
            .is(404);
        assert_eq!(test.count("SELECT COUNT(*) FROM closures").await, 0);
        assert_eq!(test.count("SELECT COUNT(*) FROM decisions").await, 0);
    })
    .await;
}

#[tokio::test]
async fn nobody_without_the_role_decides_whatever_else_they_are() {
    on_each_engine(async |test: TestApp| {
        let learner = test.person("Lena Learner", &[Role::Learner]).await;
        let (_, submission) = test.handed_in(&learner).await;
        let now = test.app.clock.now();
        for role in Role::ALL.into_iter().filter(|role| *role != Role::Assessor) {
            let actor = test.person(role.key(), &[role]).await;
            let decided = store::decide(&test.app.db, &actor, &submission, &[], "", now).await;
            assert!(
                matches!(decided, Err(Error::Forbidden)),
                "{role}: {decided:?}"
            );
        }
    })
    .await;
}

#[tokio::test]
async fn a_former_assessor_sees_no_work_any_more() {
    on_each_engine(async |test: TestApp| {
        let learner = test.person("Lena Learner", &[Role::Learner]).await;
        let (_, submission) = test.handed_in(&learner).await;
        let (ada, mut browser) = test.signed_in("Ada Assessor", ASSESSOR).await;
        browser
            .get(&format!("/submissions/{submission}"))
            .await
            .is(200);
        let (_, mut admin) = test.signed_in("Sam Admin", &[Role::Administrator]).await;
        let held = [
            ("held", "assessor"),
            ("held", "learner"),
            ("role", "learner"),
        ];
        admin
            .post(&format!("/people/{}/roles", ada.id), &held)
            .await
            .redirects();
        assert_eq!(
            browser.get("/assessment").await.redirects(),
            "/sign-in?next=%2Fassessment"
        );
        browser.sign_in(&ada.email).await;
        browser.get("/assessment").await.is(404);
        browser
            .get(&format!("/submissions/{submission}"))
            .await
            .is(404);
        assert_eq!(test.looks(&submission, "refused").await, 1);
    })
    .await;
}

#[tokio::test]
async fn of_two_assessors_at_once_one_decides_and_the_other_keeps_their_words() {
    on_each_engine(async |test: TestApp| {
        let (_, mut ada) = test.signed_in("Ada Assessor", ASSESSOR).await;
        let (_, mut ben) = test.signed_in("Ben Assessor", ASSESSOR).await;
        for round in 0..5 {
            let learner = test.person(&format!("Learner {round}"), &[Role::Learner]).await;
            let (_, submission) = test.handed_in(&learner).await;
            let address = format!("/submissions/{submission}");
            let hers = marking(&test, &submission, "achieved", "Ada’s own words.").await;
            let his = marking(&test, &submission, "not-yet-achieved", "Ben’s own words.").await;
            let (hers, his) = tokio::join!(ada.post_all(&address, &hers), ben.post_all(&address, &his));
            let (won, lost, kept) = match hers.status.as_u16() {
                303 => (hers, his, "Ben’s own words."),
                _ => (his, hers, "Ada’s own words."),
            };
            won.redirects();
            assert!(lost.is(409).has(kept) && lost.has("Another assessor has decided"), "{}", lost.body);
            let closed = closure(&test.app.db, &submission).await.unwrap().unwrap();
            assert!(lost.has(&format!("The decisions of {} stand.", closed.assessor_name)));
        }
        assert_eq!(test.count("SELECT COUNT(*) FROM closures").await, 5);
        let mixed = "SELECT COUNT(*) FROM decisions d JOIN closures c ON c.submission_id = d.submission_id WHERE d.assessor_id <> c.assessor_id";
        assert_eq!(test.count(mixed).await, 0);
    })
    .await;
}

#[tokio::test]
async fn what_an_assessor_saves_comes_back() {
    on_each_engine(async |test: TestApp| {
        let learner = test.person("Lena Learner", &[Role::Learner]).await;
        let (_, submission) = test.handed_in(&learner).await;
        let (_, mut ada) = test.signed_in("Ada Assessor", ASSESSOR).await;
        let mut form = marking(&test, &submission, "not-yet-achieved", HOSTILE).await;
        form[0] = field("do", "save");
        let address = format!("/submissions/{submission}");
        assert!(
            ada.post_all(&address, &form)
                .await
                .redirects()
                .contains("said=saved")
        );
        let page = ada.get(&address).await;
        assert!(page.has("&lt;/textarea&gt;&lt;script&gt;") && !page.has("<script>alert"));
        assert!(
            page.has("Thank you.") && page.has("Saved 1 June 2026 at 12:00"),
            "{}",
            page.body
        );
        assert!(
            ada.get("/assessment")
                .await
                .has("You saved work on it today.")
        );
        let (_, mut ben) = test.signed_in("Ben Assessor", ASSESSOR).await;
        assert!(
            !ben.get(&address).await.has("Thank you."),
            "a draft is its assessor's own"
        );
        assert_eq!(test.count("SELECT COUNT(*) FROM decisions").await, 0);
    })
    .await;
}

#[tokio::test]
async fn an_incomplete_decision_is_refused_with_everything_that_was_typed() {
    on_each_engine(async |test: TestApp| {
        let learner = test.person("Lena Learner", &[Role::Learner]).await;
        let (_, submission) = test.handed_in(&learner).await;
        let (_, mut ada) = test.signed_in("Ada Assessor", ASSESSOR).await;
        let address = format!("/submissions/{submission}");
        let cases = [
            ("", "My feedback.", "Decide GP1.1.1"),
            ("failed", "My feedback.", "Decide GP1.1.1"),
            ("not-yet-achieved", "", "Say what GP1.1.1 still needs."),
            (
                "not-yet-achieved",
                "  \r\n ",
                "Say what GP1.1.1 still needs.",
            ),
        ];
        for (outcome, feedback, words) in cases {
            let mut form = marking(&test, &submission, "achieved", HOSTILE).await;
            form[2] = field("outcome-GP1.1.1", outcome);
            form[3] = field("feedback-GP1.1.1", feedback);
            let page = ada.post_all(&address, &form).await;
            assert!(page.is(422).has(words), "{outcome:?}: {}", page.body);
            assert!(
                page.has("Thank you.") && page.has(feedback.trim()),
                "{}",
                page.body
            );
            assert!(page.has("&lt;/textarea&gt;&lt;script&gt;") && !page.has("<script>alert"));
        }
        let mut forged = marking(&test, &submission, "achieved", "").await;
        forged.push(field("assessor", "somebody else"));
        ada.post_all(&address, &forged).await.is(422);
        assert_eq!(test.count("SELECT COUNT(*) FROM decisions").await, 0);
        assert_eq!(test.count("SELECT COUNT(*) FROM closures").await, 0);
    })
    .await;
}

#[tokio::test]
async fn the_store_wants_exactly_one_decision_for_each_criterion() {
    on_each_engine(async |test: TestApp| {
        let learner = test.person("Lena Learner", &[Role::Learner]).await;
        let ada = test.person("Ada Assessor", ASSESSOR).await;
        let (_, submission) = test.handed_in(&learner).await;
        let decision = |code: &str, outcome, feedback: &str| Decision {
            criterion: code.to_owned(),
            outcome,
            feedback: feedback.to_owned(),
            judgement: Judgement::all(),
        };
        let codes = ["GP1.1.1", "GP1.1.2", "GP1.2.1", "GP1.2.2", "GP1.2.3"];
        let all: Vec<Decision> = codes
            .iter()
            .map(|code| decision(code, Outcome::Achieved, ""))
            .collect();
        let (mut twice, mut strange, mut silent) = (all.clone(), all.clone(), all.clone());
        twice[1] = twice[0].clone();
        strange[0] = decision("GP1.4.1", Outcome::Achieved, "");
        silent[0] = decision("GP1.1.1", Outcome::NotYetAchieved, "");
        for wrong in [&all[1..], &twice, &strange, &silent] {
            let outcome = store::decide(&test.app.db, &ada, &submission, wrong, "", 1).await;
            assert!(matches!(outcome, Err(Error::Invalid(_))), "{outcome:?}");
        }
        store::decide(&test.app.db, &ada, &submission, &all, "", 1)
            .await
            .unwrap();
        let (evidence,): (String,) = test
            .app
            .db
            .one("SELECT evidence_id FROM submissions", args![])
            .await
            .unwrap();
        assert_eq!(decisions(&test.app.db, &evidence).await.unwrap().len(), 5);
    })
    .await;
}
