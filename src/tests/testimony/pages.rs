//! The pages: asking, the witness's own, and the learner's with what was written.

use super::{ORIGIN, brought, filled_in};
use crate::accounts::Role;
use crate::clock::DAY;
use crate::testimony::store;
use crate::tests::scenes::{Fields, UNIT, field};
use crate::tests::support::{Browser, Page, TestApp, on_each_engine};
use axum::http::Method;

const HOSTILE: &str = "</textarea><script>alert(1)</script>";
const SHOWN: &str = "&lt;/textarea&gt;&lt;script&gt;alert(1)&lt;/script&gt;";

/// A witness who says everything.
fn everything(test: &TestApp) -> Fields {
    let mut fields = filled_in(&test.testimony_form());
    for (name, value) in [
        ("name", "Wil Witness"),
        ("role", "Team manager"),
        ("organisation", "Harbour House"),
        ("email", "Wil@Example.net"),
        ("declaration", "yes"),
    ] {
        fields.push(field(name, value));
    }
    fields
}

async fn asking(browser: &mut Browser, test: &TestApp, way: &str, name: &str) -> (Page, Fields) {
    let page = browser.get("/witnesses").await;
    let link = page.body.split("href=\"/witnesses/ask?").nth(1).unwrap();
    let link = link.split('"').next().unwrap().replace("&amp;", "&");
    let page = browser.get(&format!("/witnesses/ask?{link}")).await;
    let hidden = ["id", "secret", "enrolment", "unit"];
    let mut fields: Fields = hidden
        .iter()
        .map(|name| field(*name, page.value_of(name)))
        .collect();
    for (name, value) in [
        ("name", name),
        ("way", way),
        ("email", "wil@example.net"),
        ("about", HOSTILE),
        ("criteria", "GP1.1.1"),
        ("criteria", "GP1.1.2"),
    ] {
        fields.push(field(name, value));
    }
    assert!(page.has(UNIT), "{} {}", page.body, test.app.config.origin);
    (page, fields)
}

#[tokio::test]
async fn a_learner_asks_and_the_witness_writes_without_an_account() {
    on_each_engine(async |test: TestApp| {
        let (learner, mut lena) = test.signed_in("Lena Learner", &[Role::Learner]).await;
        test.enrolled(&learner).await;
        let (_, form) = asking(&mut lena, &test, "link", "Wil <b>Witness</b>").await;
        let page = lena.post_all("/witnesses", &form).await;
        let again = lena.post_all("/witnesses", &form).await;
        let of =
            |page: &Page| page.is(200).body.split("/testimony/").nth(1).unwrap()[..128].to_owned();
        assert_eq!(of(&page), of(&again), "sent twice, it is one link");
        assert_eq!(
            test.count("SELECT COUNT(*) FROM testimony_requests").await,
            1
        );
        assert_eq!(test.count("SELECT COUNT(*) FROM outbox").await, 0);
        let address = format!("/testimony/{}", of(&page));
        let mut wil = test.browser();
        for _ in 0..2 {
            let page = wil.get(&address).await;
            assert!(
                page.is(200).has("Lena Learner asks you") && page.has(SHOWN),
                "{}",
                page.body
            );
            assert!(!page.has("<script>alert") && !page.has("<b>Witness"));
        }
        let head = wil.send(Method::HEAD, &address, None).await;
        head.is(200);
        let sent = wil.post_all(&address, &everything(&test)).await;
        assert_eq!(sent.redirects(), format!("{address}?said=given"));
        wil.get(&format!("{address}?said=given")).await.is(200);
        let page = wil.get(&address).await;
        assert!(page.is(410).has("Thank you"), "{}", page.body);
        let twice = wil.post_all(&address, &everything(&test)).await;
        twice.redirects();
        let mut other = everything(&test);
        other[0].1 = "Quite other words".to_owned();
        let late = wil.post_all(&address, &other).await;
        assert!(late.is(410).has("Quite other words"), "{}", late.body);
        assert_eq!(test.count("SELECT COUNT(*) FROM testimonies").await, 1);
        let page = lena.get("/witnesses").await;
        assert!(
            page.has("Given on 1 June 2026") && page.has("/evidence/"),
            "{}",
            page.body
        );
    })
    .await;
}

#[tokio::test]
async fn the_mail_holds_the_link_and_the_learner_never_sees_it() {
    on_each_engine(async |test: TestApp| {
        let (learner, mut lena) = test.signed_in("Lena Learner", &[Role::Learner]).await;
        test.enrolled(&learner).await;
        let (_, form) = asking(&mut lena, &test, "mail", "Wil Witness").await;
        for _ in 0..2 {
            let sent = lena.post_all("/witnesses", &form).await;
            assert_eq!(sent.redirects(), "/witnesses?said=asked");
        }
        assert_eq!(test.count("SELECT COUNT(*) FROM outbox").await, 1);
        let page = lena.get("/witnesses").await;
        assert!(
            page.has("by mail to wil@example.net") && !page.has("/testimony/"),
            "{}",
            page.body
        );
        let mut wrong = form.clone();
        wrong.retain(|(name, _)| name != "criteria");
        wrong
            .iter_mut()
            .find(|(name, _)| name == "email")
            .unwrap()
            .1 = "nobody".to_owned();
        let page = lena.post_all("/witnesses", &wrong).await;
        assert!(
            page.is(422).has("Tick at least one criterion") && page.has(SHOWN),
            "{}",
            page.body
        );
        assert!(page.has("Give an email address") && page.has("value=\"nobody\""));
        let requests = store::requests(&test.app.db, &learner).await.unwrap();
        let (_, mut otto) = test.signed_in("Otto Other", &[Role::Learner]).await;
        let way = format!("/witnesses/{}/withdrawal", requests[0].id);
        otto.post(&way, &[]).await.is(404);
        assert_eq!(
            lena.post(&way, &[]).await.redirects(),
            "/witnesses?said=withdrawn"
        );
    })
    .await;
}

#[tokio::test]
async fn a_refused_testimony_comes_back_with_everything_and_what_was_found_is_asked_about() {
    on_each_engine(async |test: TestApp| {
        let (learner, mut lena) = test.signed_in("Lena Learner", &[Role::Learner]).await;
        let link = test.passed_on(&learner).await;
        let address = link.path();
        let mut wil = test.browser();
        let page = wil
            .post_all(
                &address,
                &[field("name", HOSTILE), field("field-statement", HOSTILE)],
            )
            .await;
        assert!(
            page.is(422).has("Tick the declaration") && page.body.matches(SHOWN).count() >= 1,
            "{}",
            page.body
        );
        assert!(page.has("Enter your role.") && !page.has("<script>alert"));
        let mut form = everything(&test);
        for (name, value) in &mut form {
            if name == "field-statement" {
                value.push_str(" Her number is 07700 900123.");
            }
        }
        let page = wil.post_all(&address, &form).await;
        assert!(
            page.is(422).has("<mark>07700 900123</mark>") && page.has("Harbour House"),
            "{}",
            page.body
        );
        let seal = page.value_of("identifies-nobody").to_owned();
        let mut other = form.clone();
        other.push(field("identifies-nobody", seal.clone()));
        for (name, value) in &mut other {
            if name == "field-statement" {
                value.push_str(" And 07700 900124.");
            }
        }
        wil.post_all(&address, &other).await.is(422);
        form.push(field("identifies-nobody", seal));
        wil.post_all(&address, &form).await.redirects();
        // The learner is asked again before it goes to the assessors.
        let requests = store::requests(&test.app.db, &learner).await.unwrap();
        let evidence = format!("/evidence/{}", requests[0].evidence_id.clone().unwrap());
        let page = lena.get(&evidence).await;
        assert!(
            page.is(200).has("07700 900123")
                && page.has("wil@example.net")
                && !page.has("name=\"field-"),
            "{}",
            page.body
        );
        let hand_in = |why: &str, revision: &str| {
            vec![
                field("do", "submit"),
                field("revision", revision),
                field("criteria", "GP1.1.1"),
                field("where-GP1.1.1", "What they saw"),
                field("why-GP1.1.1", why),
            ]
        };
        let page = lena.post_all(&evidence, &hand_in("", "1")).await;
        assert!(
            page.is(422).has("Say in a line why this shows GP1.1.1."),
            "{}",
            page.body
        );
        let page = lena
            .post_all(&evidence, &hand_in("It names what I did.", "2"))
            .await;
        assert!(
            page.is(422).has("Could anybody be recognised?"),
            "{}",
            page.body
        );
        let mut forged = hand_in("It names what I did.", "3");
        forged.push(field("field-statement", "Better words."));
        lena.post_all(&evidence, &forged).await.is(422);
        assert_eq!(test.count("SELECT COUNT(*) FROM submissions").await, 0);
    })
    .await;
}

#[tokio::test]
async fn a_link_that_opens_nothing_says_why_and_gives_back_what_was_typed() {
    on_each_engine(async |test: TestApp| {
        let (learner, mut lena) = test.signed_in("Lena Learner", &[Role::Learner]).await;
        let (db, now) = (&test.app.db, test.app.clock.now());
        let mut wil = test.browser();
        let withdrawn = test.passed_on(&learner).await;
        let requests = store::requests(db, &learner).await.unwrap();
        store::withdraw(db, &learner, &requests[0].id, now)
            .await
            .unwrap();
        let page = wil.get(&withdrawn.path()).await;
        assert!(
            page.is(410).has("has withdrawn what they asked"),
            "{}",
            page.body
        );
        let page = wil.post_all(&withdrawn.path(), &everything(&test)).await;
        assert!(
            page.is(410).has("She asked before she advised"),
            "{}",
            page.body
        );
        let own = test.passed_on(&learner).await;
        let page = lena.post_all(&own.path(), &everything(&test)).await;
        assert!(
            page.is(422)
                .has("A witness is somebody else than Lena Learner."),
            "{}",
            page.body
        );
        let expired = test.passed_on(&learner).await;
        test.app.clock.advance(30 * DAY);
        let page = wil.get(&expired.path()).await;
        assert!(page.is(410).has("until 1 July 2026"), "{}", page.body);
        let cut = &brought(&expired)[..100];
        for address in [
            format!("/testimony/{cut}"),
            "/testimony/x".to_owned(),
            format!("/testimony/{}", "ab".repeat(64)),
            format!("/testimony/{}%C3%A9{}", "a".repeat(63), "b".repeat(63)),
        ] {
            let page = wil.get(&address).await;
            assert!(
                page.is(404).has("This link is not whole"),
                "{address}: {}",
                page.body
            );
            let page = wil.post_all(&address, &everything(&test)).await;
            assert!(
                page.is(404).has("She asked before she advised"),
                "{}",
                page.body
            );
        }
        assert!(!page_has_origin(&page));
    })
    .await;
}

/// Whether a page of a dead link shows a link again.
fn page_has_origin(page: &Page) -> bool {
    page.has(ORIGIN)
}

#[tokio::test]
async fn the_assessor_sees_who_witnessed_and_is_not_the_witness() {
    on_each_engine(async |test: TestApp| {
        let learner = test.person("Lena Learner", &[Role::Learner]).await;
        let assessor = [Role::Learner, Role::Assessor];
        let (ada, mut browser) = test.signed_in("Ada Assessor", &assessor).await;
        let (_, mut ben) = test.signed_in("Ben Assessor", &assessor).await;
        let (_, submission) = test.testified(&learner, &ada.email).await;
        let address = format!("/submissions/{submission}");
        let page = browser.get(&address).await;
        assert!(
            page.has("A witness is not the assessor") && !page.has("Begin marking"),
            "{}",
            page.body
        );
        let page = ben.get(&address).await;
        assert!(
            page.has("Team manager, Harbour House") && page.has("mailto:ada.assessor@example.org"),
            "{}",
            page.body
        );
        assert!(page.has("The learner passed the link on"));
        ben.post(&format!("{address}/lease"), &[("do", "claim")])
            .await
            .redirects();
        let page = ben.get(&address).await;
        assert!(
            page.has("Record the decisions") && page.has("mailto:ada.assessor@example.org"),
            "{}",
            page.body
        );
    })
    .await;
}

#[tokio::test]
async fn another_request_from_the_same_page_is_refused_and_given_back() {
    on_each_engine(async |test: TestApp| {
        let (learner, mut lena) = test.signed_in("Lena Learner", &[Role::Learner]).await;
        test.enrolled(&learner).await;
        let (_, form) = asking(&mut lena, &test, "mail", "Wil Witness").await;
        lena.post_all("/witnesses", &form).await.redirects();
        let mut other = form.clone();
        for (name, value) in &mut other {
            if name == "about" {
                *value = "The <other> visit.".to_owned();
            }
        }
        let page = lena.post_all("/witnesses", &other).await;
        assert!(
            page.is(422).has("what it holds now is different"),
            "{}",
            page.body
        );
        assert!(
            page.has("The &lt;other&gt; visit.</textarea>"),
            "{}",
            page.body
        );
        assert_eq!(
            test.count("SELECT COUNT(*) FROM testimony_requests").await,
            1
        );
        other.retain(|(name, _)| name != "id");
        other.push(field("id", page.value_of("id")));
        lena.post_all("/witnesses", &other).await.redirects();
        assert_eq!(
            test.count("SELECT COUNT(*) FROM testimony_requests").await,
            2
        );
    })
    .await;
}

#[tokio::test]
async fn a_request_that_names_somebody_is_asked_about() {
    on_each_engine(async |test: TestApp| {
        let (learner, mut lena) = test.signed_in("Lena Learner", &[Role::Learner]).await;
        test.enrolled(&learner).await;
        crate::portfolio::private_names::add(&test.app.db, &learner, "Kim", 1)
            .await
            .unwrap();
        let (_, mut form) = asking(&mut lena, &test, "mail", "Wil Witness").await;
        for (name, value) in &mut form {
            if name == "about" {
                *value = "When Kim came.".to_owned();
            }
        }
        let page = lena.post_all("/witnesses", &form).await;
        assert!(
            page.is(422).has("<mark>Kim</mark>") && page.has("When Kim came.</textarea>"),
            "{}",
            page.body
        );
        assert_eq!(test.count("SELECT COUNT(*) FROM outbox").await, 0);
        form.push(field(
            "identifies-nobody",
            page.value_of("identifies-nobody"),
        ));
        lena.post_all("/witnesses", &form).await.redirects();
        assert_eq!(test.count("SELECT COUNT(*) FROM outbox").await, 1);
    })
    .await;
}

#[tokio::test]
async fn what_a_dead_link_gives_back_says_what_each_text_was() {
    let test = TestApp::sqlite().await;
    let mut wil = test.browser();
    let address = format!("/testimony/{}", "ab".repeat(64));
    let page = wil.post_all(&address, &everything(&test)).await;
    let form = test.testimony_form();
    let titled = format!("<dt>{}</dt>", form.fields[0].title);
    assert!(
        page.is(404).has(&titled) && page.has("<dt>Your name</dt>"),
        "{}",
        page.body
    );
}
