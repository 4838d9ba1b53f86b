//! An assessor's words beside single fields: kept while marking, recorded with the decisions, read by the learner, never changed.

use super::super::scenes::{Fields, field};
use super::super::support::{TestApp, on_each_engine};
use super::{HOSTILE, beginning, form, latest, with};
use crate::accounts::Role;
use crate::args;
use crate::assessment::{Outcome, Remarks, store};
use crate::clock::HOUR;
use crate::db::Read;
use crate::error::Error;
use crate::portfolio::{comments_on, links_of};

const ASSESSOR: &[Role] = &[Role::Learner, Role::Assessor];

async fn marking(test: &TestApp, submission: &str, way: &str, outcome: &str) -> Fields {
    let mut fields = vec![
        field("do", way),
        field("comment", ""),
        field("beside-next", "Which mentor?"),
        field("beside-words", ""),
    ];
    for link in links_of(&test.app.db, submission).await.unwrap() {
        fields.push(field(format!("outcome-{}", link.criterion), outcome));
        fields.push(field(
            format!("feedback-{}", link.criterion),
            "See beside the field.",
        ));
        for word in ["valid", "authentic", "current", "sufficient"] {
            fields.push(field(format!("{word}-{}", link.criterion), "yes"));
        }
    }
    fields
}

#[tokio::test]
async fn a_comment_is_kept_recorded_and_read() {
    on_each_engine(async |test: TestApp| {
        let (_, mut browser, evidence, address) = beginning(&test).await;
        let (_, mut ada) = test.signed_in("Ada Assessor", ASSESSOR).await;
        browser
            .post_all(&address, &form("submit", 1))
            .await
            .redirects();
        let submission = latest(&test).await;
        let frozen = format!("/submissions/{submission}");
        let page = ada.get("/assessment").await;
        assert!(page.has("Worksheet: unit U3"), "{}", page.body);
        ada.post(&format!("{frozen}/lease"), &[("do", "claim")])
            .await
            .redirects();
        let page = ada.get(&frozen).await;
        assert!(
            page.is(200).has("name=\"beside-next\"")
                && page.has("form=\"marking\"")
                && page.has("id=\"marking\""),
            "{}",
            page.body
        );

        let draft = marking(&test, &submission, "save", "achieved").await;
        ada.post_all(&frozen, &draft).await.redirects();
        assert!(ada.get(&frozen).await.has("Which mentor?</textarea>"));
        assert!(
            !browser.get(&address).await.has("Which mentor?"),
            "it is not the learner's yet"
        );
        assert_eq!(
            test.count("SELECT COUNT(*) FROM submission_comments").await,
            0
        );

        let mut gaps = with(
            marking(&test, &submission, "decide", "achieved").await,
            &[("beside-words", HOSTILE)],
        );
        gaps.retain(|(name, _)| name != "outcome-U3.3.3");
        let page = ada.post_all(&frozen, &gaps).await;
        assert!(
            page.is(422).has("Which mentor?</textarea>")
                && page.has("&lt;script&gt;")
                && !page.has("<script>alert")
        );

        let decided = marking(&test, &submission, "decide", "not-yet-achieved").await;
        ada.post_all(&frozen, &decided).await.redirects();
        let comments = comments_on(&test.app.db, &evidence).await.unwrap();
        assert_eq!(comments.len(), 1, "an empty box is no comment");
        assert_eq!(
            (
                comments[0].field.as_str(),
                comments[0].comment.as_str(),
                comments[0].assessor_name.as_str(),
                comments[0].number
            ),
            ("next", "Which mentor?", "Ada Assessor", 1)
        );
        for place in [
            address.clone(),
            format!("{address}?write=true"),
            frozen.clone(),
            format!("{frozen}/document"),
        ] {
            let page = browser.get(&place).await;
            assert!(
                page.is(200).has("Which mentor?")
                    && page.has("Ada Assessor, 1 June 2026, on submission 1"),
                "{place}: {}",
                page.body
            );
        }
        let page = browser.get(&format!("{address}?write=true")).await;
        assert!(
            page.has("aria-describedby=\"field-next-hint remark-next\"")
                && page.has("id=\"remark-next\""),
            "{}",
            page.body
        );
        let words: (String,) = test
            .app
            .db
            .one("SELECT body FROM outbox", args![])
            .await
            .unwrap();
        assert!(
            words.0.contains("answered your worksheet for unit U3"),
            "{}",
            words.0
        );
    })
    .await;
}

#[tokio::test]
async fn comments_of_before_stay_beside_the_next_version() {
    on_each_engine(async |test: TestApp| {
        let (_, mut browser, _, address) = beginning(&test).await;
        let (_, mut ada) = test.signed_in("Ada Assessor", ASSESSOR).await;
        browser
            .post_all(&address, &form("submit", 1))
            .await
            .redirects();
        let first = latest(&test).await;
        let decided = marking(&test, &first, "decide", "not-yet-achieved").await;
        ada.post_all(&format!("/submissions/{first}"), &decided)
            .await
            .redirects();
        test.app.clock.advance(HOUR);
        let second = with(
            form("submit", 2),
            &[("field-next", "a mentor whom she met at the choir")],
        );
        browser.post_all(&address, &second).await.redirects();
        let second = latest(&test).await;
        let page = ada.get(&format!("/submissions/{second}")).await;
        assert!(
            page.is(200).has("Which mentor?") && page.has("1 of 6 fields has changed"),
            "{}",
            page.body
        );
        assert!(
            !ada.get(&format!("/submissions/{second}/document"))
                .await
                .has("Which mentor?"),
            "it was said of the first"
        );
        let mut decided = marking(&test, &second, "decide", "achieved").await;
        decided[2] = field("beside-next", "Now I can see her.");
        ada.post_all(&format!("/submissions/{second}"), &decided)
            .await
            .redirects();
        let page = browser.get(&format!("/submissions/{second}")).await;
        assert!(
            page.has("Which mentor?")
                && page.has("Now I can see her.")
                && page.has("on submission 2"),
            "{}",
            page.body
        );
        let page = browser.get(&format!("/submissions/{first}")).await;
        assert!(
            page.has("Which mentor?") && !page.has("Now I can see her."),
            "{}",
            page.body
        );
    })
    .await;
}

#[tokio::test]
async fn what_was_typed_is_shown_when_somebody_was_faster() {
    on_each_engine(async |test: TestApp| {
        let (_, mut browser, _, address) = beginning(&test).await;
        let (_, mut ada) = test.signed_in("Ada Assessor", ASSESSOR).await;
        let (_, mut ben) = test.signed_in("Ben Assessor", ASSESSOR).await;
        browser
            .post_all(&address, &form("submit", 1))
            .await
            .redirects();
        let submission = latest(&test).await;
        let frozen = format!("/submissions/{submission}");
        let hers = marking(&test, &submission, "decide", "achieved").await;
        ada.post_all(&frozen, &hers).await.redirects();
        let his = with(hers, &[("beside-next", "My own words.")]);
        let page = ben.post_all(&frozen, &his).await;
        assert!(
            page.is(409).has("Comment on “Who holds it next?”") && page.has("My own words."),
            "{}",
            page.body
        );
        assert_eq!(
            test.count("SELECT COUNT(*) FROM submission_comments").await,
            1
        );
    })
    .await;
}

#[tokio::test]
async fn a_comment_beside_no_field_is_refused() {
    on_each_engine(async |test: TestApp| {
        let (learner, mut browser, _, address) = beginning(&test).await;
        let (_, mut ada) = test.signed_in("Ada Assessor", ASSESSOR).await;
        browser
            .post_all(&address, &form("submit", 1))
            .await
            .redirects();
        let submission = latest(&test).await;
        let forged = with(
            marking(&test, &submission, "decide", "achieved").await,
            &[("beside-nothing", "x")],
        );
        ada.post_all(&format!("/submissions/{submission}"), &forged)
            .await
            .is(422);
        let long = "x".repeat(10_001);
        let long = with(
            marking(&test, &submission, "decide", "achieved").await,
            &[("beside-next", &long)],
        );
        let page = ada
            .post_all(&format!("/submissions/{submission}"), &long)
            .await;
        assert!(
            page.is(422).has("Keep it under 10000 characters.")
                && page.has("<details open class=\"beside\">"),
            "{}",
            page.body
        );
        let (_, account) = test.handed_in(&learner).await;
        let beside = [field("do", "save"), field("beside-next", "x")];
        ada.post_all(&format!("/submissions/{account}"), &beside)
            .await
            .is(422);
        assert_eq!(
            test.count("SELECT COUNT(*) FROM submission_comments").await,
            0
        );
    })
    .await;
}

#[tokio::test]
async fn nobody_comments_on_their_own_worksheet() {
    on_each_engine(async |test: TestApp| {
        let (ada, mut browser) = test.signed_in("Ada Assessor", ASSESSOR).await;
        let enrolment = test.enrolled_on(&ada, "specialist-practitioner").await;
        let evidence = test.worksheet_begun(&ada, &enrolment).await;
        browser.post_all(&format!("/evidence/{evidence}"), &form("submit", 1)).await.redirects();
        let submission = latest(&test).await;
        let own = marking(&test, &submission, "decide", "achieved").await;
        browser.post_all(&format!("/submissions/{submission}"), &own).await.is(404);
        let decisions = test.decisions(&submission, Outcome::Achieved).await;
        let remarks = Remarks {
            comment: String::new(),
            beside: vec![("next".to_owned(), "Well done, me.".to_owned())],
            ..Remarks::default()
        };
        let outcome = store::decide(&test.app.db, &ada, &submission, &decisions, remarks, 1).await;
        assert!(matches!(outcome, Err(Error::Forbidden)), "{outcome:?}");

        // The schema refuses it as well.
        let tx = test.app.db.begin().await.unwrap();
        let forged = tx
            .run(
                "INSERT INTO submission_comments (submission_id, learner_id, field, comment, assessor_id, commented_at) VALUES ($1, $2, 'next', 'x', $2, 1)",
                args![&submission, &ada.id],
            )
            .await;
        assert!(forged.is_err());
    })
    .await;
}
