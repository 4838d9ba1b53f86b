//! What the installation says about itself.

use super::*;
use crate::accounts::settings::{Settings, load};
use crate::accounts::{Token, sessions};
use crate::tests::support::on_each_engine;
use axum::body::Body;
use axum::http::Request;
use tower::ServiceExt;

/// The beginning of a PNG, which is no UTF-8.
const PNG: &[u8] = include_bytes!("dot.png");

/// A browser's upload of one file.
fn upload(field: &str, content: &[u8]) -> Vec<u8> {
    let head = format!(
        "--x\r\nContent-Disposition: form-data; name=\"{field}\"; filename=\"a.png\"\r\n\r\n"
    );
    [head.as_bytes(), content, b"\r\n--x--\r\n"].concat()
}

fn posted(token: &Token, body: Vec<u8>) -> Request<Body> {
    Request::post("/settings/logo")
        .header(header::COOKIE, format!("session={}", token.secret()))
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=x")
        .body(Body::from(body))
        .expect("a request")
}

#[tokio::test]
async fn what_is_saved_is_loaded_and_what_is_refused_comes_back() {
    on_each_engine(|test| async move {
        let (_, mut ruth) = test.signed_in("Ruth", &[Role::Administrator]).await;
        assert_eq!(
            load(&test.app.db).await.expect("settings"),
            Settings::default()
        );
        let wrong = [
            ("organisation", "Harbour </textarea> Street"),
            ("statement", "</textarea><script>x"),
            ("accent", "#FFFFFF"),
        ];
        let answer = ruth.post("/settings", &wrong).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            answer.body.contains("too light")
                && answer.body.contains("#FFFFFF")
                && answer.body.contains("&lt;/textarea&gt;&lt;script&gt;x")
        );
        assert_eq!(
            load(&test.app.db).await.expect("settings"),
            Settings::default()
        );
        let right = [
            ("organisation", "Harbour Street"),
            ("statement", ""),
            ("accent", "#123ABC"),
        ];
        assert_eq!(
            ruth.post("/settings", &right).await.location(),
            "/settings?done=saved"
        );
        let settings = load(&test.app.db).await.expect("settings");
        assert_eq!(
            (settings.organisation.as_str(), settings.accent.as_str()),
            ("Harbour Street", "#123abc")
        );
    })
    .await;
}

#[tokio::test]
async fn a_logo_is_a_png_that_can_be_taken_away() {
    on_each_engine(|test| async move {
        let (ruth, mut browser) = test.signed_in("Ruth", &[Role::Administrator]).await;
        let tx = test.app.db.begin().await.expect("a transaction");
        let token = sessions::start(&tx, &ruth.id, "", test.app.clock.now())
            .await
            .expect("a session");
        committed(tx).await;
        let site = crate::serve::site(&test.app).expect("a site");
        let send = |body: Vec<u8>| site.clone().oneshot(posted(&token, body));
        for wrong in [
            upload("logo", b"<svg>"),
            upload("role", PNG),
            b"nonsense".to_vec(),
            Vec::new(),
        ] {
            let answer = send(wrong).await.expect("an answer");
            assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY);
        }
        assert_eq!(
            browser.get("/settings/logo").await.status,
            StatusCode::NOT_FOUND
        );
        let answer = send(upload("logo", PNG)).await.expect("an answer");
        assert_eq!(answer.headers()[header::LOCATION], "/settings?done=logo");
        assert_eq!(
            load(&test.app.db).await.expect("settings").logo.as_deref(),
            Some(PNG)
        );
        assert_eq!(
            browser.get("/settings/logo").await.headers[header::CONTENT_TYPE],
            "image/png"
        );
        assert_eq!(
            browser.post("/settings/logo/remove", &[]).await.location(),
            "/settings?done=removed"
        );
        assert_eq!(load(&test.app.db).await.expect("settings").logo, None);
    })
    .await;
}
