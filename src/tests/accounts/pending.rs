//! Forms that come after their session has ended: kept, shown, sent on.

use super::*;
use crate::tests::support::on_each_engine;

const ADA: &str = "ada@example.org";

/// The value of a hidden field, as a browser would read it.
fn hidden(page: &str, name: &str) -> Option<String> {
    let start = page.split(&format!("name=\"{name}\" value=\"")).nth(1)?;
    let value = start.split('"').next()?;
    Some(
        value
            .replace("&quot;", "\"")
            .replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&amp;", "&"),
    )
}

#[tokio::test]
async fn a_form_that_came_too_late_is_kept() {
    on_each_engine(|test| async move {
        test.person("Ada", &[Role::Learner]).await;
        let mut browser = test.browser();
        let words = "First line\nsecond & \"third\" </textarea><script>alert(1)</script> – ä";
        let late = browser
            .post(
                "/account/name?a=b",
                &[("name", words), ("new-password", "a secret of mine")],
            )
            .await;
        assert_eq!(late.status, StatusCode::UNAUTHORIZED);
        assert!(
            late.body.contains("what you have written is kept"),
            "{}",
            late.body
        );
        assert!(
            !late.body.contains("/sign-up"),
            "a new account would lose the form"
        );
        let (next, pending) = (
            hidden(&late.body, "next").expect("next"),
            hidden(&late.body, "pending").expect("pending"),
        );
        assert_eq!(next, "/account/name?a=b");
        let wrong = [
            ("email", ADA),
            ("password", "wrong"),
            ("next", next.as_str()),
            ("pending", pending.as_str()),
        ];
        let refused = browser.post("/sign-in", &wrong).await;
        assert_eq!(
            hidden(&refused.body, "pending").as_ref(),
            Some(&pending),
            "a wrong password loses nothing"
        );
        let right = [
            ("email", ADA),
            ("password", PASSWORD),
            ("next", next.as_str()),
            ("pending", pending.as_str()),
        ];
        let page = browser.post("/sign-in", &right).await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.body.contains("What you had written is still here."));
        assert!(
            page.body.contains("action=\"/account/name?a=b\""),
            "{}",
            page.body
        );
        assert!(page.body.contains("<dt>Name</dt>"));
        assert!(!page.body.contains("<script>alert"), "{}", page.body);
        assert!(
            !late.body.contains("secret of mine")
                && !late.body.contains("secret+of+mine")
                && !page.body.contains("secret")
        );
        assert_eq!(hidden(&page.body, "name").as_deref(), Some(words));
        assert_eq!(
            browser.post(&next, &[("name", words)]).await.redirects(),
            "/account?done=name"
        );
    })
    .await;
}

#[tokio::test]
async fn an_upload_that_came_too_late_is_told_so() {
    on_each_engine(|test| async move {
        let body = "--x\r\ncontent-disposition: form-data; name=\"logo\"\r\n\r\nPNG\r\n--x--\r\n"
            .to_owned();
        let late = crate::accounts::sign_in_page(&test.app, "/settings/logo", Some(&body));
        assert_eq!(late.status(), StatusCode::UNAUTHORIZED);
        let page = axum::body::to_bytes(late.into_body(), usize::MAX)
            .await
            .expect("a page");
        let page = String::from_utf8(page.to_vec()).expect("text");
        assert_eq!(hidden(&page, "pending"), None);
        assert_eq!(hidden(&page, "next").as_deref(), Some("/"));
    })
    .await;
}
