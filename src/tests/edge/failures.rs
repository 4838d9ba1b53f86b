//! What goes wrong is told in words, done again where that helps, and never a panic.

use super::{assert_headers, assert_page};
use crate::accounts::Role;
use crate::app::App;
use crate::error::Error;
use crate::form::LIMIT;
use crate::tests::support::{TestApp, on_each_engine};
use crate::tests::world::World;
use axum::Router;
use axum::routing::{get, post};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

#[tokio::test]
async fn a_form_that_is_too_long_is_refused_in_words() {
    let test = TestApp::sqlite().await;
    let (_, mut learner) = test.signed_in("Lena Learner", &[Role::Learner]).await;
    let fits = "a".repeat(LIMIT - 1_000);
    learner
        .post("/evidence/none", &[("text", &fits)])
        .await
        .is(404);
    for mut browser in [test.browser(), learner] {
        let page = browser
            .post("/evidence/none", &[("text", &"a".repeat(LIMIT + 1))])
            .await;
        assert!(
            [413, 422].contains(&page.status.as_u16()),
            "{}",
            page.status
        );
        assert!(page.has("more than one form can hold"), "{}", page.body);
        assert_page(&page, "a long form");
    }
}

async fn broken() -> &'static str {
    panic!("the tiles came off the roof")
}

#[tokio::test]
async fn a_panic_is_told_on_a_page_without_its_cause() {
    let test = TestApp::sqlite().await;
    let (_, learner) = test.signed_in("Lena Learner", &[Role::Learner]).await;
    let mut browser = test.browser_with(Router::new().route("/broken", get(broken).post(broken)));
    let mut signed_in = browser.clone();
    signed_in.take_cookies_of(&learner);
    for page in [
        browser.get("/broken").await,
        signed_in.post("/broken", &[("text", "typed")]).await,
    ] {
        assert!(
            page.is(500).has("Something went wrong") && page.has("Reference "),
            "{}",
            page.body
        );
        assert!(!page.has("tiles"), "{}", page.body);
        assert_page(&page, "a panic");
        assert_headers(&page, "a panic");
    }
    browser.get("/healthz").await.is(200);
}

/// A route that meets another transaction so many times before it succeeds.
fn meeting(times: usize, tries: Arc<AtomicUsize>) -> Router<App> {
    let handler = move |body: String| {
        let tried = tries.fetch_add(1, Ordering::Relaxed);
        async move {
            match tried < times {
                true => Err(Error::Again("two transactions met".into())),
                false => Ok(body),
            }
        }
    };
    Router::new().route("/meeting", post(handler))
}

#[tokio::test]
async fn a_request_whose_transactions_meet_others_is_done_again() {
    let test = TestApp::sqlite().await;
    for (times, status, tried) in [(0, 200, 1), (3, 200, 4), (9, 503, 4)] {
        let tries = Arc::default();
        let mut browser = test.browser_with(meeting(times, Arc::clone(&tries)));
        let page = browser.post("/meeting", &[("text", "typed")]).await;
        assert_eq!(tries.load(Ordering::Relaxed), tried);
        match status {
            200 => assert_eq!(
                page.is(200).body,
                "text=typed",
                "the form is sent again as it was"
            ),
            _ => {
                assert_eq!(page.is(503).header("retry-after"), "5");
                assert!(
                    page.has("Nothing was changed.") && !page.has("two transactions met"),
                    "{}",
                    page.body
                );
            }
        }
    }
}

#[tokio::test]
async fn without_its_database_the_site_asks_to_come_back() {
    on_each_engine(async |test: TestApp| {
        let world = World::new(&test).await;
        test.app.db.close().await;
        for (who, browser) in &world.browsers {
            for address in world.pages() {
                let page = browser.clone().get(&address).await;
                let what = format!("{address} as {who}: {}", page.status);
                assert_headers(&page, &what);
                if page.status.is_server_error() {
                    assert_eq!(
                        (page.status.as_u16(), page.header("retry-after")),
                        (503, "5"),
                        "{what}"
                    );
                    assert!(page.has("Not available at the moment"), "{what}");
                    assert_page(&page, &what);
                }
            }
            let mut browser = browser.clone();
            browser.get("/healthz").await.is(200);
            browser.get("/readyz").await.is(503);
            let signed_in = *who != "nobody";
            browser
                .get("/portfolio")
                .await
                .is(if signed_in { 503 } else { 303 });
            browser
                .post("/quizzes/gp-attachment-quiz", &[])
                .await
                .is(if signed_in { 503 } else { 401 });
            browser
                .post("/sign-in", &[("email", "a@example.org"), ("password", "x")])
                .await
                .is(503);
        }
    })
    .await;
}

#[tokio::test]
async fn what_was_written_comes_back_with_a_refusal_that_no_page_expects() {
    let test = TestApp::sqlite().await;
    let (_, learner) = test.signed_in("Lena Learner", &[Role::Learner]).await;
    let refusing = async || -> crate::error::Result<&'static str> {
        Err(Error::conflict("Somebody was faster."))
    };
    let mut browser = test.browser_with(Router::new().route("/refusing", post(refusing)));
    browser.take_cookies_of(&learner);
    let written = [
        ("id", "x-1"),
        ("grounds", "The second <b>paragraph</b>\nshows it."),
    ];
    let page = browser.post("/refusing", &written).await;
    assert!(
        page.is(409).has("Somebody was faster.")
            && page.has("The second &lt;b&gt;paragraph&lt;/b&gt;"),
        "{}",
        page.body
    );
    assert_page(&page, "a refusal");
    for nothing_written in [vec![("id", "x-1")], vec![("password", "a secret of mine")]] {
        let page = browser.post("/refusing", &nothing_written).await;
        assert!(!page.is(409).has("Try again"), "{}", page.body);
        assert!(!page.has("a secret"), "{}", page.body);
    }
}
