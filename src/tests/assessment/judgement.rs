//! What stands behind a decision: what the evidence is, and the next step with its day.

use super::{ASSESSOR, HOSTILE, marking};
use crate::accounts::Role;
use crate::assessment::judgement::{Judgement, Plan};
use crate::assessment::{Outcome, store};
use crate::error::Error;
use crate::tests::scenes::field;
use crate::tests::support::{TestApp, on_each_engine};

#[tokio::test]
async fn what_is_not_ticked_is_explained_and_both_are_read_by_the_learner() {
    on_each_engine(async |test: TestApp| {
        let (learner, mut browser) = test.signed_in("Lena Learner", &[Role::Learner]).await;
        let (evidence, submission) = test.handed_in(&learner).await;
        let (_, mut ada) = test.signed_in("Ada Assessor", ASSESSOR).await;
        let address = format!("/submissions/{submission}");
        let mut form = marking(&test, &submission, "achieved", HOSTILE).await;
        form.retain(|(name, _)| name != "current-GP1.1.1");
        let page = ada.post_all(&address, &form).await;
        assert!(page.is(422).has("Tick what the evidence for GP1.1.1 is"), "{}", page.body);
        assert!(page.has("id=\"valid-GP1.1.1\" name=\"valid-GP1.1.1\" value=\"yes\" checked"), "{}", page.body);
        assert!(!page.has("id=\"current-GP1.1.1\" name=\"current-GP1.1.1\" value=\"yes\" checked"));
        form.push(field("explained-GP1.1.1", "From last year; <i>asked</i> again today."));
        ada.post_all(&address, &form).await.redirects();
        let page = browser.get(&format!("/evidence/{evidence}")).await;
        let words = "The evidence is valid, authentic and sufficient. From last year; &lt;i&gt;asked&lt;/i&gt; again today.";
        assert!(page.has(words), "{}", page.body);
        assert!(page.has("The evidence is valid, authentic, current and sufficient."));
        assert!(browser.get(&format!("{address}/document")).await.has(words));
    })
    .await;
}

#[tokio::test]
async fn a_next_step_has_a_day_and_belongs_to_what_is_not_yet_achieved() {
    on_each_engine(async |test: TestApp| {
        let (learner, mut browser) = test.signed_in("Lena Learner", &[Role::Learner]).await;
        let (evidence, submission) = test.handed_in(&learner).await;
        let (_, mut ada) = test.signed_in("Ada Assessor", ASSESSOR).await;
        let address = format!("/submissions/{submission}");
        let table = [
            (
                "not-yet-achieved",
                "Read it again.",
                "",
                "Give a day from today on for the next step of GP1.1.1.",
            ),
            (
                "not-yet-achieved",
                "Read it again.",
                "2026-05-31",
                "Give a day from today on",
            ),
            (
                "not-yet-achieved",
                "Read it again.",
                "2026-02-30",
                "Give a day from today on",
            ),
            (
                "not-yet-achieved",
                "",
                "2026-06-30",
                "Say what the next step for GP1.1.1 is",
            ),
            (
                "achieved",
                "Read it again.",
                "2026-06-30",
                "A next step belongs to what is not yet achieved.",
            ),
        ];
        for (outcome, what, by, words) in table {
            let mut form = marking(&test, &submission, outcome, "Say more.").await;
            form.extend([field("plan-GP1.1.1", what), field("by-GP1.1.1", by)]);
            let page = ada.post_all(&address, &form).await;
            assert!(
                page.is(422).has(words) && page.has(what),
                "{outcome} {what} {by}: {}",
                page.body
            );
        }
        let mut form = marking(&test, &submission, "not-yet-achieved", "Say more.").await;
        form.extend([
            field("plan-GP1.1.1", "Read it <b>again</b>."),
            field("by-GP1.1.1", "2026-06-01"),
        ]);
        ada.post_all(&address, &form).await.redirects();
        for page in [
            browser.get(&format!("/evidence/{evidence}")).await,
            ada.get(&address).await,
        ] {
            assert!(
                page.has("Next step, by 1 June 2026")
                    && page.has("Read it &lt;b&gt;again&lt;/b&gt;."),
                "{}",
                page.body
            );
        }
    })
    .await;
}

#[tokio::test]
async fn the_store_takes_no_judgement_that_does_not_stand_behind_its_decision() {
    on_each_engine(async |test: TestApp| {
        let learner = test.person("Lena Learner", &[Role::Learner]).await;
        let ada = test.person("Ada Assessor", ASSESSOR).await;
        let (_, submission) = test.handed_in(&learner).await;
        let plan = Plan {
            what: "Read.".to_owned(),
            by: "2026-07-01".to_owned(),
        };
        let wrong = [
            (Outcome::Achieved, Judgement::default()),
            (
                Outcome::Achieved,
                Judgement {
                    plan: Some(plan.clone()),
                    ..Judgement::all()
                },
            ),
            (
                Outcome::NotYetAchieved,
                Judgement {
                    plan: Some(Plan {
                        by: String::new(),
                        ..plan
                    }),
                    ..Judgement::all()
                },
            ),
        ];
        for (outcome, judgement) in wrong {
            let mut decisions = test.decisions(&submission, outcome).await;
            decisions[0].judgement = judgement;
            let decided = store::decide(&test.app.db, &ada, &submission, &decisions, "", 1).await;
            assert!(matches!(decided, Err(Error::Invalid(_))), "{decided:?}");
        }
    })
    .await;
}
