//! Before evidence goes in its learner is asked about what could give a person away, and what they say holds for just that.

use super::{HOSTILE, form, hidden_fields, kept, unescaped, writing};
use crate::accounts::Role;
use crate::args;
use crate::clock::HOUR;
use crate::db::Read;
use crate::error::Error;
use crate::portfolio::asking::FIELD;
use crate::portfolio::store::{self, Draft};
use crate::portfolio::{Link, private_names};
use crate::tests::scenes::{Fields, REFLECTION, account, field};
use crate::tests::support::{Page, TestApp, on_each_engine};

/// What the button of the page sends that asks.
fn as_it_is(page: &Page) -> Fields {
    assert!(
        page.is(422).has("Could anybody be recognised?"),
        "{}",
        page.body
    );
    let mut fields = hidden_fields(page);
    fields.push(field(FIELD, seal(page)));
    fields
}

fn seal(page: &Page) -> String {
    let button = page
        .body
        .split(&format!("name=\"{FIELD}\" value=\""))
        .nth(1);
    button
        .and_then(|rest| rest.split('"').next())
        .unwrap_or_default()
        .to_owned()
}

async fn submissions(test: &TestApp) -> i64 {
    test.count("SELECT COUNT(*) FROM submissions").await
}

/// What is recorded of what was said: kinds and how often.
async fn said(test: &TestApp) -> Vec<(String, i64)> {
    let sql = "SELECT kind, times FROM assurances ORDER BY kind";
    test.app.db.all(sql, args![]).await.unwrap()
}

#[tokio::test]
async fn what_is_found_is_shown_and_handed_in_only_when_it_is_said_to_identify_nobody() {
    on_each_engine(async |test: TestApp| {
        let (mut browser, evidence, address) = writing(&test).await;
        let text = format!(
            "{} {HOSTILE} Ring 07700 900123 & M1 1AE.\nOr M1 1AF.",
            account()
        );
        let page = browser.post_all(&address, &form("submit", &text, 1)).await;
        assert!(
            page.is(422).has("<mark>07700 900123</mark>") && page.has("<mark>M1 1AE</mark>"),
            "{}",
            page.body
        );
        assert!(
            page.has("2 postcodes") && page.has("a phone number") && page.has("Your account"),
            "{}",
            page.body
        );
        assert!(!page.has("<script>alert"), "{}", page.body);
        assert_eq!(
            (submissions(&test).await, kept(&test).await),
            (0, (text.clone(), 2))
        );
        assert!(said(&test).await.is_empty());
        let again = as_it_is(&page);
        assert_eq!(unescaped(page.value_of("text")), text);
        let mut second = browser.clone();
        let (one, two) = tokio::join!(
            browser.post_all(&address, &again),
            second.post_all(&address, &again)
        );
        for page in [one, two] {
            assert!(page.redirects().contains("said=handed-in"));
        }
        assert_eq!(submissions(&test).await, 1);
        assert_eq!(
            said(&test).await,
            [("phone-number".to_owned(), 1), ("postcode".to_owned(), 2)]
        );
        let page = browser.get(&address).await;
        assert!(
            page.has("you said that this identifies nobody: a phone number, 2 postcodes."),
            "{}",
            page.body
        );
        let (_, mut assessor) = test.signed_in("Ada Assessor", &[Role::Assessor]).await;
        let sql = "SELECT id FROM submissions WHERE evidence_id = $1";
        let (submission,): (String,) = test.app.db.one(sql, args![&evidence]).await.unwrap();
        let page = assessor.get(&format!("/submissions/{submission}")).await;
        assert!(
            page.is(200).has("07700 900123") && !page.has("identifies nobody"),
            "{}",
            page.body
        );
    })
    .await;
}

#[tokio::test]
async fn another_text_another_line_or_another_name_is_asked_about_again() {
    on_each_engine(async |test: TestApp| {
        let (mut browser, _, address) = writing(&test).await;
        let text = format!("{} Near M1 1AE with Kim.", account());
        let page = browser.post_all(&address, &form("submit", &text, 1)).await;
        let said_so = as_it_is(&page);
        for (name, value) in [
            ("text", format!("{text} And M1 1AF.")),
            ("why-GP1.1.1", "Ring 07700 900123.".to_owned()),
        ] {
            let mut changed = said_so.clone();
            changed
                .iter_mut()
                .find(|(known, _)| known == name)
                .unwrap()
                .1 = value;
            changed
                .iter_mut()
                .find(|(known, _)| known == "revision")
                .unwrap()
                .1 = kept(&test).await.1.to_string();
            let page = browser.post_all(&address, &changed).await;
            assert_ne!(seal(&page), said_so.last().unwrap().1, "{name}");
            as_it_is(&page);
        }
        let mut back = said_so.clone();
        back.iter_mut()
            .find(|(known, _)| known == "revision")
            .unwrap()
            .1 = kept(&test).await.1.to_string();
        let page = browser.post_all(&address, &back).await;
        let said_so = as_it_is(&page);
        browser
            .post("/portfolio/names", &[("name", "kim")])
            .await
            .redirects();
        let page = browser.post_all(&address, &said_so).await;
        assert!(
            page.is(422).has("<mark>Kim</mark>") && page.has("a name from your list"),
            "{}",
            page.body
        );
        assert_eq!(submissions(&test).await, 0);
        browser
            .post_all(&address, &as_it_is(&page))
            .await
            .redirects();
        assert_eq!(submissions(&test).await, 1);
    })
    .await;
}

#[tokio::test]
async fn a_text_saved_elsewhere_meanwhile_is_not_overwritten_by_saying_so() {
    on_each_engine(async |test: TestApp| {
        let (mut browser, _, address) = writing(&test).await;
        let text = format!("{} Near M1 1AE.", account());
        let said_so = as_it_is(&browser.post_all(&address, &form("submit", &text, 1)).await);
        test.app.clock.advance(HOUR);
        browser
            .post_all(&address, &form("save", "From the bus.", 2))
            .await
            .redirects();
        let page = browser.post_all(&address, &said_so).await;
        assert!(
            page.is(422).has("Both texts are safe") && page.has("Near M1 1AE."),
            "{}",
            page.body
        );
        assert_eq!(
            (submissions(&test).await, kept(&test).await.0),
            (0, "From the bus.".to_owned())
        );
    })
    .await;
}

#[tokio::test]
async fn the_store_lets_nothing_in_that_was_not_asked_about() {
    on_each_engine(async |test: TestApp| {
        let lena = test.person("Lena Learner", &[Role::Learner]).await;
        let enrolment = test.enrolled(&lena).await;
        let evidence = test.begun(&lena, &enrolment, "GP1", REFLECTION).await;
        let link = |why: &str| Link {
            criterion: "GP1.1.1".to_owned(),
            locator: "here".to_owned(),
            justification: why.to_owned(),
        };
        private_names::add(&test.app.db, &lena, "Kim", 0).await.unwrap();
        for (revision, text, why) in [(1, "Kim came.", "It shows."), (2, "She came.", "kim said so.")] {
            let draft = Draft {
                body: format!("{} {text}", account()),
                links: Some(vec![link(why)]),
                revision,
            };
            let refused = store::submit(&test.app.db, &lena, &evidence, &draft, 0).await;
            assert!(matches!(refused, Err(Error::Conflict(words)) if words.contains("give a person away")), "{text}");
        }
        assert_eq!(submissions(&test).await, 0);
    })
    .await;
}
