//! Evidence: no words are lost, nobody else reads them, and what is handed in stays as it was.

mod asking;
mod cleaning;
mod export;
mod files;
mod from_work;
mod handing_in;
mod identifiers;
mod private_names;
mod purging;
mod quiz_results;
mod requirements;

use super::scenes::{Fields, REFLECTION, account, field};
use super::support::{Browser, Page, TestApp, on_each_engine};
use crate::accounts::Role;
use crate::args;
use crate::clock::HOUR;
use crate::db::Read;
use crate::portfolio::LONGEST;
use serde_json::json;

const LEARNER: &[Role] = &[Role::Learner];
const HOSTILE: &str = "</textarea><script>alert(1)</script>";

/// A learner with a browser and an empty piece of evidence: its id and its address.
async fn writing(test: &TestApp) -> (Browser, String, String) {
    let (learner, browser) = test.signed_in("Lena Learner", LEARNER).await;
    let enrolment = test.enrolled(&learner).await;
    let evidence = test.begun(&learner, &enrolment, "GP1", REFLECTION).await;
    let address = format!("/evidence/{evidence}");
    (browser, evidence, address)
}

/// The writing form with one criterion ticked and justified.
fn form(way: &str, text: &str, revision: i64) -> Fields {
    vec![
        field("do", way),
        field("revision", revision.to_string()),
        field("text", text),
        field("criteria", "GP1.1.1"),
        field("where-GP1.1.1", "first paragraph"),
        field("why-GP1.1.1", "It names my part."),
    ]
}

async fn kept(test: &TestApp) -> (String, i64) {
    test.app
        .db
        .one("SELECT body, revision FROM evidence", args![])
        .await
        .unwrap()
}

fn assert_escaped(page: &Page) {
    assert!(
        page.has("&lt;/textarea&gt;&lt;script&gt;alert(1)") && !page.has("<script>alert"),
        "{}",
        page.body
    );
}

#[tokio::test]
async fn two_browsers_never_overwrite_each_other() {
    on_each_engine(async |test: TestApp| {
        let (mut browser, evidence, address) = writing(&test).await;
        let mut other = browser.clone();
        let draft = |text: &str, revision: i64| json!({"evidence": evidence, "text": text, "revision": revision});
        let saved = browser.call("draft", &draft("From the office.", 1)).await;
        assert!(saved.is(200).has("\"revision\":2") && saved.has("12:00"), "{}", saved.body);
        let refused = other.call("draft", &draft("From the bus.", 1)).await;
        assert!(refused.is(409).has("saved from another page"), "{}", refused.body);
        let page = other.post_all(&address, &form("save", "From the bus.", 1)).await;
        assert!(page.is(422).has("From the bus.") && page.has("Both texts are safe"), "{}", page.body);
        assert_eq!(kept(&test).await, ("From the office.".to_owned(), 2));
        let revision = page.value_of("revision").parse().unwrap();
        other.post_all(&address, &form("save", "From the bus.", revision)).await.redirects();
        assert_eq!(kept(&test).await, ("From the bus.".to_owned(), 3));
        browser.call("draft", &draft("From the office, again.", 2)).await.is(409);
        assert_eq!(kept(&test).await, ("From the bus.".to_owned(), 3));
    })
    .await;
}

#[tokio::test]
async fn a_justification_from_another_browser_is_not_overwritten() {
    on_each_engine(async |test: TestApp| {
        let (mut browser, _, address) = writing(&test).await;
        browser
            .post_all(&address, &form("save", "The text.", 1))
            .await
            .redirects();
        browser
            .post_all(&address, &form("save", "The text.", 1))
            .await
            .redirects(); // a double click
        let mut late = form("save", "The text.", 1);
        late[5] = field("why-GP1.1.1", "Another reason.");
        let page = browser.post_all(&address, &late).await;
        assert!(page.is(422).has("Another reason."), "{}", page.body);
        let (why,): (String,) = test
            .app
            .db
            .one("SELECT justification FROM evidence_links", args![])
            .await
            .unwrap();
        assert_eq!(why, "It names my part.");
    })
    .await;
}

#[tokio::test]
async fn a_form_that_meets_the_saving_of_its_own_text_is_taken() {
    on_each_engine(async |test: TestApp| {
        let (mut browser, evidence, address) = writing(&test).await;
        let saved = json!({"evidence": evidence, "text": "The text.", "revision": 1});
        browser.call("draft", &saved).await.is(200);
        browser
            .post_all(&address, &form("save", "The text.", 1))
            .await
            .redirects();
        let ticked = "SELECT COUNT(*) FROM evidence_links";
        assert_eq!(test.count(ticked).await, 1);
        let mut without = form("save", "The text.", 1);
        without.truncate(3);
        let page = browser.post_all(&address, &without).await;
        assert!(page.is(422).has("saved from another page"), "{}", page.body);
        assert_eq!(test.count(ticked).await, 1, "what was ticked stays");
    })
    .await;
}

#[tokio::test]
async fn a_text_that_is_too_long_to_keep_comes_back_whole() {
    on_each_engine(async |test: TestApp| {
        let (mut browser, evidence, address) = writing(&test).await;
        let text = "é".repeat(LONGEST) + HOSTILE;
        for way in ["save", "submit"] {
            let page = browser.post_all(&address, &form(way, &text, 1)).await;
            assert!(page.is(422).has("100000 is the most we can keep"), "{way}");
            assert!(page.has(&"é".repeat(LONGEST)));
            assert_escaped(&page);
        }
        let call = json!({"evidence": evidence, "text": text, "revision": 1});
        browser.call("draft", &call).await.is(422);
        let longest = "é".repeat(LONGEST);
        browser
            .call(
                "draft",
                &json!({"evidence": evidence, "text": longest, "revision": 1}),
            )
            .await
            .is(200);
        assert_eq!(kept(&test).await, (longest, 2));
    })
    .await;
}

#[tokio::test]
async fn nobody_else_sees_or_changes_a_draft() {
    on_each_engine(async |test: TestApp| {
        let (mut browser, evidence, address) = writing(&test).await;
        browser
            .post_all(&address, &form("save", "Mine alone.", 1))
            .await
            .redirects();
        let others = [
            ("Other Learner", Role::Learner),
            ("Ada Assessor", Role::Assessor),
            ("Nadia Iqa", Role::Iqa),
            ("Sam Admin", Role::Administrator),
        ];
        for (name, role) in others {
            let (_, mut other) = test.signed_in(name, &[role]).await;
            let page = other.get(&address).await;
            assert_eq!(
                page.is(404).body,
                other.get("/evidence/made-up").await.is(404).body,
                "{name}"
            );
            other
                .post_all(&address, &form("save", "Theirs.", 2))
                .await
                .is(404);
            other
                .post_all(&address, &form("submit", &account(), 2))
                .await
                .is(404);
            let call = json!({"evidence": evidence, "text": "Theirs.", "revision": 2});
            assert!(!other.call("draft", &call).await.is(404).has("Mine"));
        }
        assert_eq!(test.looks(&evidence, "refused").await, 16);
        assert_eq!(kept(&test).await, ("Mine alone.".to_owned(), 2));
    })
    .await;
}

#[tokio::test]
async fn a_field_that_was_not_asked_for_is_refused() {
    on_each_engine(async |test: TestApp| {
        let (mut browser, _, address) = writing(&test).await;
        for forged in [
            "person_id",
            "status",
            "unit",
            "submitted_at",
            "outcome-GP1.1.1",
        ] {
            let mut form = form("submit", &account(), 1);
            form.push(field(forged, "x"));
            browser.post_all(&address, &form).await.is(422);
        }
        let mut strange = form("submit", &account(), 1);
        strange[3] = field("criteria", "GP1.4.2"); // not one of this reflection's
        assert!(
            browser
                .post_all(&address, &strange)
                .await
                .is(422)
                .has("Tick at least one criterion")
        );
        assert_eq!(test.count("SELECT COUNT(*) FROM submissions").await, 0);
    })
    .await;
}

#[tokio::test]
async fn evidence_is_begun_once_and_by_those_who_are_enrolled() {
    on_each_engine(async |test: TestApp| {
        let (learner, mut browser) = test.signed_in("Lena Learner", LEARNER).await;
        let reflection = format!("/reflections/{REFLECTION}");
        assert!(
            browser
                .post(&reflection, &[])
                .await
                .redirects()
                .contains("said=enrol-first")
        );
        test.enrolled(&learner).await;
        let mut second = browser.clone();
        let (one, two) = tokio::join!(
            browser.post(&reflection, &[]),
            second.post(&reflection, &[])
        );
        assert_eq!(one.redirects(), two.redirects());
        assert_eq!(test.count("SELECT COUNT(*) FROM evidence").await, 1);
    })
    .await;
}

#[tokio::test]
async fn a_form_from_after_the_session_comes_back_after_signing_in() {
    on_each_engine(async |test: TestApp| {
        let (mut browser, _, address) = writing(&test).await;
        let text = format!("{HOSTILE} & more\r\n\r\nA second paragraph: 50% “quoted”.");
        test.app.clock.advance(13 * HOUR);
        let page = browser.post_all(&address, &form("save", &text, 1)).await;
        assert!(
            page.is(401).has("what you have written is kept") && !page.has("<script>alert"),
            "{}",
            page.body
        );
        let pending = unescaped(page.value_of("pending"));
        let sign_in = [
            ("email", "lena.learner@example.org"),
            ("password", super::support::PASSWORD),
            ("next", page.value_of("next")),
            ("pending", &pending),
        ];
        let page = browser.post("/sign-in", &sign_in).await;
        assert!(
            page.is(200).has("What you had written is still here.") && !page.has("<script>alert"),
            "{}",
            page.body
        );
        assert!(page.has(&format!("action=\"{address}\"")), "{}", page.body);
        browser
            .post_all(&address, &hidden_fields(&page))
            .await
            .redirects();
        assert_eq!(kept(&test).await.0, text.replace("\r\n", "\n"));
    })
    .await;
}

fn unescaped(html: &str) -> String {
    html.replace("&quot;", "\"")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&#x27;", "'")
        .replace("&amp;", "&")
}

fn hidden_fields(page: &Page) -> Fields {
    let inputs = page.body.split("<input type=\"hidden\" name=\"").skip(1);
    let read = |input: &str| {
        let (name, rest) = input.split_once("\" value=\"")?;
        Some(field(name, unescaped(rest.split_once('"')?.0)))
    };
    inputs.filter_map(read).collect()
}
