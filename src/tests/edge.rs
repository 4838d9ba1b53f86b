//! What surrounds every page: headers, refusals, and no code inside pages.

mod connections;
mod failures;

use super::support::{Page, TestApp, on_each_engine};
use super::world::World;
use crate::accounts::Role;
use axum::http::Method;

const HEADERS: [(&str, &str); 5] = [
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "same-origin"),
    (
        "permissions-policy",
        "camera=(), geolocation=(), microphone=()",
    ),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
];

fn assert_headers(page: &Page, what: &str) {
    let policy = page.header("content-security-policy");
    assert!(
        policy.starts_with("default-src 'none'; script-src 'self'"),
        "{what}: {policy}"
    );
    assert!(
        policy.contains("form-action 'self'") && policy.contains("frame-ancestors 'none'"),
        "{what}"
    );
    assert!(
        !policy.contains("'unsafe-inline'") && !policy.contains('*'),
        "{what}: {policy}"
    );
    for (name, value) in HEADERS {
        assert_eq!(page.header(name), value, "{what}: {name}");
    }
}

/// Nothing in the page that the policy would stop.
fn assert_no_inline_code(page: &Page, what: &str) {
    for script in page.body.split("<script").skip(1) {
        let (tag, rest) = script.split_once('>').unwrap();
        assert!(
            tag.contains(" src=\"/") && rest.starts_with("</script>"),
            "{what}: <script{tag}>"
        );
    }
    for tag in page
        .body
        .split('<')
        .skip(1)
        .filter_map(|tag| tag.split('>').next())
    {
        let code = tag.contains(" style=") || tag.contains("javascript:") || tag.contains(" on");
        let is_handler = code
            && tag.split_whitespace().skip(1).any(|word| {
                word.starts_with("style=")
                    || word.contains("=\"javascript:")
                    || (word.starts_with("on") && word.contains("=\""))
            });
        assert!(!is_handler, "{what}: <{tag}>");
    }
    assert!(!page.has("<style"), "{what}");
}

fn assert_page(page: &Page, what: &str) {
    assert!(
        page.has("<h1>") && page.has("</html>") && page.has("<main"),
        "{what}: {} {}",
        page.status,
        page.body
    );
}

#[tokio::test]
async fn every_page_of_every_role_has_its_headers_and_no_inline_code() {
    on_each_engine(async |test: TestApp| {
        let world = World::new(&test).await;
        for (who, browser) in &world.browsers {
            for address in world.pages() {
                let page = browser.clone().get(&address).await;
                let what = format!("{address} as {who}");
                if page.header("content-disposition").contains("letter.pdf") {
                    let policy = page.header("content-security-policy");
                    assert!(policy.starts_with("sandbox; default-src 'none'"), "{what}");
                    continue;
                }
                assert_headers(&page, &what);
                if page.header("content-type").starts_with("text/html") {
                    assert_no_inline_code(&page, &what);
                    assert_page(&page, &what);
                    assert_eq!(page.header("cache-control"), "no-store", "{what}");
                }
            }
        }
    })
    .await;
}

#[tokio::test]
async fn refusals_have_the_headers_too() {
    let test = TestApp::sqlite().await;
    let mut browser = test.browser();
    for address in [
        "/no-such-page",
        "/assets/no-such-file.css",
        "/modules/x/y",
        "/attempts/%00",
        "/evidence/../people",
    ] {
        let page = browser.get(address).await;
        assert!(
            page.status.is_client_error() || page.status.is_redirection(),
            "{address}: {}",
            page.status
        );
        assert_headers(&page, address);
    }
    let call = browser.call("no-such-call", &serde_json::json!({})).await;
    assert_headers(&call, "a call");
    let refused = browser.send(Method::DELETE, "/", None).await;
    assert_headers(&refused, "a method");
    let unfit = browser.post("/sign-in", &[("role", "administrator")]).await;
    assert_headers(unfit.is(422), "a form");
    assert_page(&unfit, "a form");
}

#[tokio::test]
async fn a_page_that_is_not_there_says_so_on_a_page() {
    on_each_engine(async |test: TestApp| {
        let (_, learner) = test.signed_in("Lena Learner", &[Role::Learner]).await;
        for mut browser in [test.browser(), learner] {
            for address in [
                "/nowhere",
                "/modules/none",
                "/quizzes/none",
                "/qualifications/none",
                "/reflections/none",
            ] {
                let page = browser.get(address).await;
                assert!(page.is(404).has("Page not found"), "{address}");
                assert_page(&page, address);
            }
        }
    })
    .await;
}

#[tokio::test]
async fn what_cannot_be_read_or_done_is_told_on_a_page() {
    let test = TestApp::sqlite().await;
    let (_, mut browser) = test.signed_in("Lena Learner", &[Role::Learner]).await;
    let table = [
        ("/modules/%FF", 400),
        ("/evidence/none?write=maybe", 400),
        ("/qualifications/gp-attachment-unit?said=a&said=b", 400),
        ("/sign-out", 405),
        ("/account/name", 405),
        ("/modules/a/b/reading", 405),
    ];
    for (address, status) in table {
        let page = browser.get(address).await;
        assert_page(page.is(status), address);
        assert!(
            !page.has("deserialize") && !page.has("UTF-8"),
            "{}",
            page.body
        );
    }
    let refused = browser.send(Method::PUT, "/modules", None).await;
    assert_page(refused.is(405), "PUT");
    assert_eq!(refused.header("allow"), "GET,HEAD");
}

#[tokio::test]
async fn an_id_that_no_database_can_hold_is_not_found() {
    on_each_engine(async |test: TestApp| {
        let (_, mut browser) = test
            .signed_in("Ada Assessor", &[Role::Learner, Role::Assessor])
            .await;
        let long = "x".repeat(5_000);
        for id in [
            "%00",
            "a%00b",
            "%F0%9F%9B%9F",
            "%27%20OR%201=1--",
            "..%2F..",
            &long,
        ] {
            for records in [
                "attempts",
                "evidence",
                "submissions",
                "enrolments",
                "certificates",
                "quizzes",
                "modules",
            ] {
                browser.get(&format!("/{records}/{id}")).await.is(404);
            }
        }
        let call = serde_json::json!({"evidence": "\u{0}", "text": "\u{0}", "revision": 1});
        browser.call("draft", &call).await.is(404);
        use serde_json::json;
        for shape in [
            json!({}),
            json!([]),
            json!(null),
            json!({"evidence": 1, "text": [], "revision": "x"}),
        ] {
            browser.call("draft", &shape).await.is(422);
        }
    })
    .await;
}

#[tokio::test]
async fn another_site_cannot_post_here() {
    on_each_engine(async |test: TestApp| {
        let (_, mut browser) = test.signed_in("Lena Learner", &[Role::Learner]).await;
        let enrol = "/qualifications/gp-attachment-unit";
        let foreign = [
            ("sec-fetch-site", "cross-site"),
            ("sec-fetch-site", "same-site"),
            ("origin", "https://evil.example"),
            ("origin", "null"),
            ("origin", "http://127.0.0.1:3000.evil.example"),
        ];
        for (name, value) in foreign {
            browser.headers = vec![(name, value.to_owned())];
            let page = browser.post(enrol, &[]).await;
            assert_headers(page.is(403), value);
            assert_page(&page, value);
            let call = serde_json::json!({"evidence": "x", "text": "x", "revision": 1});
            browser.call("draft", &call).await.is(403);
        }
        assert_eq!(test.count("SELECT COUNT(*) FROM enrolments").await, 0);
        browser.headers = vec![("sec-fetch-site", "cross-site".to_owned())];
        browser.get(enrol).await.is(200); // a link from elsewhere is welcome
        browser.headers = vec![
            ("sec-fetch-site", "same-origin".to_owned()),
            ("origin", "http://127.0.0.1:3000".to_owned()),
        ];
        browser.post(enrol, &[]).await.redirects();
    })
    .await;
}

#[tokio::test]
async fn head_is_get_without_the_body() {
    let test = TestApp::sqlite().await;
    for address in [
        "/",
        "/modules",
        "/glossary",
        "/portfolio",
        "/nowhere",
        "/healthz",
    ] {
        let full = test.browser().get(address).await;
        let head = test.browser().send(Method::HEAD, address, None).await;
        assert_eq!(
            (head.status, head.body.as_str()),
            (full.status, ""),
            "{address}"
        );
        assert_eq!(
            head.header("content-type"),
            full.header("content-type"),
            "{address}"
        );
        assert_headers(&head, address);
    }
}

#[tokio::test]
async fn calls_are_made_in_json_only() {
    let test = TestApp::sqlite().await;
    let page = test
        .browser()
        .post("/api/answer", &[("quiz", "x"), ("question", "y")])
        .await;
    page.is(415);
    assert_eq!(page.header("location"), "", "nobody is sent elsewhere");
}
