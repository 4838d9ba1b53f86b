//! What an assessor in training decides takes effect once somebody else, who is qualified, has countersigned it.

use super::{ASSESSOR, HOSTILE, marking};
use crate::accounts::{Actor, Role};
use crate::args;
use crate::assessment::{Outcome, Recorded, store};
use crate::db::Read;
use crate::error::Error;
use crate::ledger;
use crate::tests::scenes::{GP, UNIT};
use crate::tests::support::{Browser, TestApp, on_each_engine};

/// An assessor in training, and a qualified one.
async fn two(test: &TestApp) -> ((Actor, Browser), (Actor, Browser)) {
    let trainee = test.signed_in("Tess Trainee", ASSESSOR).await;
    let ada = test.signed_in("Ada Assessor", ASSESSOR).await;
    let admin = test.person("Sam Admin", &[Role::Administrator]).await;
    let (db, now) = (&test.app.db, test.app.clock.now());
    store::begin_training(db, &admin, &trainee.0.id, now)
        .await
        .unwrap();
    (trainee, ada)
}

async fn waiting(test: &TestApp) -> String {
    let sql =
        "SELECT id FROM proposals WHERE id NOT IN (SELECT proposal_id FROM countersignatures)";
    let (id,): (String,) = test.app.db.one(sql, args![]).await.unwrap();
    id
}

#[tokio::test]
async fn the_learner_hears_only_what_was_countersigned() {
    on_each_engine(async |test: TestApp| {
        let (learner, mut browser) = test.signed_in("Lena Learner", &[Role::Learner]).await;
        let (evidence, submission) = test.handed_in(&learner).await;
        let ((_, mut tess), (_, mut ada)) = two(&test).await;
        let address = format!("/submissions/{submission}");
        let form = marking(&test, &submission, "not-yet-achieved", HOSTILE).await;
        let sent = tess.post_all(&address, &form).await;
        assert_eq!(sent.redirects(), "/assessment?said=proposed");
        for table in ["decisions", "closures", "outbox"] {
            let sql = Box::leak(format!("SELECT COUNT(*) FROM {table}").into_boxed_str());
            assert_eq!(test.count(sql).await, 0, "{table}");
        }
        let page = browser.get(&format!("/evidence/{evidence}")).await;
        assert!(page.has("It is with the assessors.") && !page.has("alert(1)"), "{}", page.body);
        assert!(!browser.get(&address).await.has("alert(1)"));

        let queue = ada.get("/assessment").await;
        assert!(queue.has("Decisions, proposed by Tess Trainee today."), "{}", queue.body);
        assert!(queue.has("Nothing waits for a decision"));
        let page = ada.get(&address).await;
        assert!(page.has("Tess Trainee is in training") && page.has("value=\"countersign\""), "{}", page.body);
        assert!(page.has("&lt;script&gt;") && !page.has("<script>alert"));
        let page = tess.get(&address).await;
        assert!(page.has("It waits for the countersignature") && !page.has("value=\"countersign\""));
        assert!(ada.post_all(&address, &form).await.is(409).has("wait for a countersignature"));
        ada.post(&format!("{address}/lease"), &[("do", "claim")]).await.redirects();
        assert!(!ada.get(&address).await.has("Record the decisions"));

        let proposal = format!("/proposals/{}", waiting(&test).await);
        tess.post(&proposal, &[("do", "countersign")]).await.is(404);
        ada.post(&proposal, &[("do", "countersign")]).await.redirects();
        let page = browser.get(&format!("/evidence/{evidence}")).await;
        assert!(page.has("alert(1)") && page.has("Tess Trainee"), "{}", page.body);
        assert_eq!(test.count("SELECT COUNT(*) FROM outbox").await, 1);
        assert!(ada.post(&proposal, &[("do", "countersign")]).await.is(409).has("Somebody else has answered"));
        let entries = "SELECT COUNT(*) FROM ledger WHERE kind IN ('countersignature', 'closure', 'training-begun')";
        assert_eq!(test.count(entries).await, 3);
        ledger::verify(&test.app.db).await.unwrap().unwrap();
    })
    .await;
}

#[tokio::test]
async fn what_is_given_back_comes_back_with_the_words_and_can_be_decided_anew() {
    on_each_engine(async |test: TestApp| {
        let learner = test.person("Lena Learner", &[Role::Learner]).await;
        let (_, submission) = test.handed_in(&learner).await;
        let ((_, mut tess), (_, mut ada)) = two(&test).await;
        let address = format!("/submissions/{submission}");
        let mut form = marking(&test, &submission, "achieved", "All of it is there.").await;
        form[0].1 = "save".to_owned();
        tess.post_all(&address, &form).await.redirects();
        form[0].1 = "decide".to_owned();
        tess.post_all(&address, &form).await.redirects();
        let proposal = format!("/proposals/{}", waiting(&test).await);
        let page = ada
            .post(&proposal, &[("do", "give-back"), ("comment", " ")])
            .await;
        assert!(
            page.is(422).has("Enter what should be looked at again."),
            "{}",
            page.body
        );
        ada.post(
            &proposal,
            &[("do", "give-back"), ("comment", "Look at <i>GP1.2.1</i>.")],
        )
        .await
        .redirects();
        assert_eq!(test.count("SELECT COUNT(*) FROM decisions").await, 0);
        tess.post(&format!("{address}/lease"), &[("do", "claim")])
            .await
            .redirects();
        let page = tess.get(&address).await;
        assert!(
            page.has("Look at &lt;i&gt;GP1.2.1&lt;/i&gt;.") && page.has("All of it is there."),
            "{}",
            page.body
        );
        tess.post_all(&address, &form).await.redirects();
        let again = format!("/proposals/{}", waiting(&test).await);
        ada.post(&again, &[("do", "countersign")]).await.redirects();
        assert_eq!(
            test.count("SELECT COUNT(*) FROM closures WHERE outcome = 'accepted'")
                .await,
            1
        );
        assert_eq!(test.count("SELECT COUNT(*) FROM marking_drafts").await, 0);
        ledger::verify(&test.app.db).await.unwrap().unwrap();
    })
    .await;
}

#[tokio::test]
async fn a_sign_off_waits_too() {
    on_each_engine(async |test: TestApp| {
        let learner = test.person("Lena Learner", &[Role::Learner]).await;
        let ((trainee, mut tess), (assessor, mut ada)) = two(&test).await;
        let enrolment = test.enrolled(&learner).await;
        let (db, now, specification) = (&test.app.db, test.app.clock.now(), test.specification(GP));
        let early = store::sign_off(db, &trainee, &enrolment, &specification, UNIT, now).await;
        assert!(matches!(early, Err(Error::Conflict(_))), "{early:?}");
        let enrolment = test.achieved(&learner, &assessor).await;
        let address = format!("/enrolments/{}", enrolment.id);
        for _ in 0..2 {
            let sent = tess
                .post(&format!("{address}/sign-offs"), &[("unit", UNIT)])
                .await;
            assert_eq!(sent.redirects(), format!("{address}?said=proposed"));
        }
        assert_eq!(test.count("SELECT COUNT(*) FROM proposals").await, 1);
        assert_eq!(test.count("SELECT COUNT(*) FROM sign_offs").await, 0);
        let page = ada.get(&address).await;
        assert!(
            page.has("proposed the sign-off of GP1") && page.has("value=\"countersign\""),
            "{}",
            page.body
        );
        let proposal = format!("/proposals/{}", waiting(&test).await);
        ada.post(&proposal, &[("do", "countersign")])
            .await
            .redirects();
        let (by,): (String,) = db
            .one("SELECT assessor_id FROM sign_offs", args![])
            .await
            .unwrap();
        assert_eq!(by, trainee.id);
        ledger::verify(db).await.unwrap().unwrap();
    })
    .await;
}

#[tokio::test]
async fn nobody_countersigns_their_own_or_about_themselves_or_in_training() {
    on_each_engine(async |test: TestApp| {
        let ((trainee, _), (ada, _)) = two(&test).await;
        let (db, now) = (&test.app.db, test.app.clock.now());
        let learner = test.person("Lena Learner", ASSESSOR).await;
        let other = test.person("Theo Trainee", ASSESSOR).await;
        let iqa = test.person("Ira Iqa", &[Role::Iqa]).await;
        store::begin_training(db, &iqa, &other.id, now)
            .await
            .unwrap();
        let (_, submission) = test.handed_in(&learner).await;
        let decisions = test.decisions(&submission, Outcome::Achieved).await;
        let decided = store::decide(db, &trainee, &submission, &decisions, "", now).await;
        assert_eq!(decided.unwrap(), Recorded::Proposed);
        let proposal = waiting(&test).await;
        for actor in [&trainee, &learner, &other, &iqa] {
            let signed = store::countersign(db, actor, &proposal, None, now).await;
            assert!(
                matches!(signed, Err(Error::Forbidden)),
                "{}: {signed:?}",
                actor.name
            );
            let given = store::give_back(db, actor, &proposal, "No.", now).await;
            assert!(
                matches!(given, Err(Error::Forbidden)),
                "{}: {given:?}",
                actor.name
            );
        }
        let at_once = tokio::join!(
            store::countersign(db, &ada, &proposal, None, now),
            store::give_back(db, &ada, &proposal, "Look again.", now)
        );
        assert!(at_once.0.is_ok() != at_once.1.is_ok(), "{at_once:?}");
        assert_eq!(
            test.count("SELECT COUNT(*) FROM countersignatures").await,
            1
        );
    })
    .await;
}

#[tokio::test]
async fn training_is_begun_and_ended_by_somebody_else() {
    on_each_engine(async |test: TestApp| {
        let (iqa, mut browser) = test
            .signed_in("Ira Iqa", &[Role::Assessor, Role::Iqa])
            .await;
        let ada = test.person("Ada Assessor", ASSESSOR).await;
        let learner = test.person("Lena Learner", &[Role::Learner]).await;
        let way = |id: &str| format!("/assessors/{id}/training");
        browser
            .post(&way(&ada.id), &[("do", "begin")])
            .await
            .redirects();
        browser
            .post(&way(&ada.id), &[("do", "begin")])
            .await
            .redirects();
        assert!(
            browser
                .get("/assessors")
                .await
                .has("In training since 1 June 2026")
        );
        let db = &test.app.db;
        assert!(store::is_in_training(db, &ada.id).await.unwrap());
        browser
            .post(&way(&learner.id), &[("do", "begin")])
            .await
            .is(404);
        browser
            .post(&way(&iqa.id), &[("do", "begin")])
            .await
            .is(409);
        browser.post(&way(&iqa.id), &[("do", "end")]).await.is(409);
        browser.post(&way(&ada.id), &[("do", "rest")]).await.is(422);
        let own = store::end_training(db, &ada, &ada.id, 1).await;
        assert!(matches!(own, Err(Error::Forbidden)), "{own:?}");
        browser
            .post(&way(&ada.id), &[("do", "end")])
            .await
            .redirects();
        browser.post(&way(&ada.id), &[("do", "end")]).await.is(404);
        assert!(!store::is_in_training(db, &ada.id).await.unwrap());
        ledger::verify(db).await.unwrap().unwrap();
    })
    .await;
}

#[tokio::test]
async fn what_no_countersignature_follows_is_left_to_a_qualified_colleague() {
    on_each_engine(async |test: TestApp| {
        let learner = test.person("Lena Learner", &[Role::Learner]).await;
        let ((trainee, mut tess), (ada, mut browser)) = two(&test).await;
        let (db, now) = (&test.app.db, test.app.clock.now());
        let enrolment = test.signed_off(&learner, &ada).await;
        let refused = test.issue(&trainee, &enrolment).await;
        assert!(matches!(&refused, Err(Error::Conflict(words)) if words.contains("A qualified colleague issues certificates")), "{refused:?}");
        let address = format!("/enrolments/{}", enrolment.id);
        let page = tess.get(&address).await;
        assert!(page.has("a qualified colleague issues it") && !page.has("Issue the certificate"), "{}", page.body);
        assert!(browser.get(&address).await.has("Issue the certificate"));
        tess.post(&format!("{address}/certificates"), &[("award", GP)]).await.is(409);
        assert_eq!(test.count("SELECT COUNT(*) FROM certificates").await, 0);

        let other = test.enrolled_on(&learner, "specialist-practitioner").await;
        let address = format!("/enrolments/{}/prior-learning", other.id);
        let page = tess.get(&address).await;
        assert!(page.has("a qualified colleague recognises prior learning") && !page.has("Recognise it"), "{}", page.body);
        let form = [("criterion", "U1.1.1"), ("completed", "2026-05-01"), ("what", "A course.")];
        tess.post(&address, &form).await.is(409);
        tess.get(&format!("{address}/import")).await.is(409);
        let chosen = [("criterion", "U1.1.1"), ("completed-U1.1.1", "2026-05-01"), ("what-U1.1.1", "A course.")];
        tess.post(&format!("{address}/chosen"), &chosen).await.is(409);
        let refused = crate::transfers::accept(db, &trainee, &other, "U1.1.1", now).await;
        assert!(matches!(refused, Err(Error::Conflict(_))), "{refused:?}");
        assert_eq!(test.count("SELECT COUNT(*) FROM prior_learning").await, 0);
        browser.post(&address, &form).await.redirects();
    })
    .await;
}
