//! Accepting or declining the link between evidence and a criterion: nothing is achieved on a link that was declined.

use super::{ASSESSOR, HOSTILE, marking};
use crate::accounts::Role;
use crate::args;
use crate::assessment::judgement::Judgement;
use crate::assessment::{Outcome, Recorded, store};
use crate::db::Read;
use crate::error::Error;
use crate::ledger;
use crate::tests::scenes::{Fields, field};
use crate::tests::support::{TestApp, on_each_engine};

const SHOWN: &str = "&lt;/textarea&gt;&lt;script&gt;alert(1)&lt;/script&gt;";

/// A form that achieves everything but the first criterion, whose link is declined for this reason.
async fn declining(test: &TestApp, submission: &str, reason: &str) -> Fields {
    let mut form = marking(test, submission, "achieved", "").await;
    form.retain(|(name, _)| name != "outcome-GP1.1.1" && name != "feedback-GP1.1.1");
    form.push(field("declined-GP1.1.1", reason));
    form.push(field(
        "feedback-GP1.1.1",
        "Write of a consultation of your own.",
    ));
    form
}

#[tokio::test]
async fn a_declined_link_is_not_yet_and_the_learner_reads_why() {
    on_each_engine(async |test: TestApp| {
        let (learner, mut browser) = test.signed_in("Lena Learner", &[Role::Learner]).await;
        let (evidence, submission) = test.handed_in(&learner).await;
        let (_, mut ada) = test.signed_in("Ada Assessor", ASSESSOR).await;
        let address = format!("/submissions/{submission}");
        let form = declining(&test, &submission, HOSTILE).await;
        let sent = ada.post_all(&address, &form).await;
        assert_eq!(sent.redirects(), "/assessment?said=returned");
        let page = browser.get(&format!("/evidence/{evidence}")).await;
        assert!(page.has(SHOWN) && !page.has("<script>alert"), "{}", page.body);
        assert!(page.has("Not yet achieved: link declined"), "{}", page.body);
        assert!(page.has("is no judgement of the work itself"));
        assert!(browser.get(&format!("{address}/document")).await.has(SHOWN));
        let declined = "SELECT COUNT(*) FROM decisions WHERE declined IS NOT NULL AND outcome = 'not-yet-achieved'";
        assert_eq!(test.count(declined).await, 1);
        assert_eq!(test.count("SELECT COUNT(*) FROM decisions WHERE outcome = 'achieved'").await, 4);
        let entered = "SELECT COUNT(*) FROM ledger WHERE kind = 'decision' AND facts LIKE '%\"declined\":%'";
        assert_eq!(test.count(entered).await, 1);
        ledger::verify(&test.app.db).await.unwrap().unwrap();
    })
    .await;
}

#[tokio::test]
async fn a_refused_or_saved_form_keeps_the_reason_and_an_empty_one_accepts() {
    on_each_engine(async |test: TestApp| {
        let learner = test.person("Lena Learner", &[Role::Learner]).await;
        let (_, submission) = test.handed_in(&learner).await;
        let (_, mut ada) = test.signed_in("Ada Assessor", ASSESSOR).await;
        let address = format!("/submissions/{submission}");
        let mut form = declining(&test, &submission, HOSTILE).await;
        form.push(field("outcome-GP1.1.1", "achieved"));
        let page = ada.post_all(&address, &form).await;
        let words = "GP1.1.1 can only be achieved on a link that you accept.";
        assert!(page.is(422).has(words) && page.has(SHOWN), "{}", page.body);
        form.retain(|(name, _)| !name.ends_with("-GP1.1.1"));
        form.push(field("declined-GP1.1.1", HOSTILE));
        let page = ada.post_all(&address, &form).await;
        assert!(
            page.is(422).has("Say what would be evidence for GP1.1.1."),
            "{}",
            page.body
        );
        form[0] = field("do", "save");
        ada.post_all(&address, &form).await.redirects();
        assert!(ada.get(&address).await.has(SHOWN));
        let mut form = marking(&test, &submission, "achieved", "").await;
        form.push(field("declined-GP1.1.1", " "));
        let sent = ada.post_all(&address, &form).await;
        assert!(sent.redirects().ends_with("?said=accepted"));
    })
    .await;
}

#[tokio::test]
async fn a_declined_link_waits_for_its_countersignature() {
    on_each_engine(async |test: TestApp| {
        let learner = test.person("Lena Learner", &[Role::Learner]).await;
        let (_, submission) = test.handed_in(&learner).await;
        let (trainee, mut tess) = test.signed_in("Tess Trainee", ASSESSOR).await;
        let (ada, mut browser) = test.signed_in("Ada Assessor", ASSESSOR).await;
        let admin = test.person("Sam Admin", &[Role::Administrator]).await;
        let (db, now) = (&test.app.db, test.app.clock.now());
        store::begin_training(db, &admin, &trainee.id, now)
            .await
            .unwrap();
        let address = format!("/submissions/{submission}");
        let form = declining(&test, &submission, HOSTILE).await;
        let sent = tess.post_all(&address, &form).await;
        assert_eq!(sent.redirects(), "/assessment?said=proposed");
        let page = browser.get(&address).await;
        assert!(
            page.has(SHOWN) && page.has("link declined"),
            "{}",
            page.body
        );
        let proposals = store::proposals(db, &ada).await.unwrap();
        store::countersign(db, &ada, &proposals[0].id, None, now)
            .await
            .unwrap();
        let (why,): (String,) = db
            .one(
                "SELECT declined FROM decisions WHERE declined IS NOT NULL",
                args![],
            )
            .await
            .unwrap();
        assert_eq!(why, HOSTILE);
        ledger::verify(db).await.unwrap().unwrap();
    })
    .await;
}

#[tokio::test]
async fn the_store_achieves_nothing_on_a_declined_link() {
    on_each_engine(async |test: TestApp| {
        let learner = test.person("Lena Learner", &[Role::Learner]).await;
        let ada = test.person("Ada Assessor", ASSESSOR).await;
        let (_, submission) = test.handed_in(&learner).await;
        let db = &test.app.db;
        for (outcome, reason) in [
            (Outcome::Achieved, "Of another."),
            (Outcome::NotYetAchieved, ""),
        ] {
            let mut decisions = test.decisions(&submission, outcome).await;
            decisions[0].judgement = Judgement {
                declined: Some(reason.to_owned()),
                ..Judgement::all()
            };
            let decided = store::decide(db, &ada, &submission, &decisions, "", 1).await;
            assert!(matches!(decided, Err(Error::Invalid(_))), "{decided:?}");
        }
        let mut decisions = test.decisions(&submission, Outcome::NotYetAchieved).await;
        decisions[0].judgement.declined = Some("Of another.".to_owned());
        let decided = store::decide(db, &ada, &submission, &decisions, "", 1).await;
        assert_eq!(decided.unwrap(), Recorded::Returned);
    })
    .await;
}
