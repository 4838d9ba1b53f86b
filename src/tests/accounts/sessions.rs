//! How long a session lasts, and what ends it.

use super::*;
use crate::accounts::{Token, sessions};
use crate::args;
use crate::clock::{DAY, HOUR, MINUTE};
use crate::config::Config;
use crate::tests::support::on_each_engine;
use axum::body::Body;
use axum::http::Request;
use std::sync::Arc;
use std::time::Duration;
use tower::ServiceExt;

const ADA: &str = "ada@example.org";

fn signs_in() -> Request<Body> {
    let body = form_urlencoded::Serializer::new(String::new())
        .extend_pairs([("email", ADA), ("password", PASSWORD)])
        .finish();
    Request::post("/sign-in")
        .body(Body::from(body))
        .expect("a request")
}

/// Waits until the use of the one session has been noted, which happens off the request's path.
async fn seen_now(test: &TestApp) {
    for _ in 0..200 {
        let seen = test
            .app
            .db
            .count("SELECT MAX(seen_at) FROM sessions", args![])
            .await
            .expect("a session");
        if seen == test.app.clock.now() {
            return;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("the use of the session was not noted");
}

#[tokio::test]
async fn ends_after_twelve_idle_hours() {
    on_each_engine(|test| async move {
        test.person("Ada", &[Role::Learner]).await;
        let mut browser = signed_in(&test, ADA).await;
        for _ in 0..3 {
            test.app.clock.advance(11 * HOUR);
            assert!(is_signed_in(&mut browser).await);
            seen_now(&test).await;
        }
        test.app.clock.advance(12 * HOUR);
        assert_eq!(
            browser.get("/account").await.redirects(),
            "/sign-in?next=%2Faccount"
        );
    })
    .await;
}

#[tokio::test]
async fn ends_after_fourteen_days_whatever_happens() {
    on_each_engine(|test| async move {
        test.person("Ada", &[Role::Learner]).await;
        let mut browser = signed_in(&test, ADA).await;
        for _ in 0..(14 * DAY / (8 * HOUR)) - 1 {
            test.app.clock.advance(8 * HOUR);
            assert!(is_signed_in(&mut browser).await);
            seen_now(&test).await;
        }
        test.app.clock.advance(8 * HOUR);
        assert!(!is_signed_in(&mut browser).await);
    })
    .await;
}

#[tokio::test]
async fn use_is_noted_every_five_minutes_at_most() {
    on_each_engine(|test| async move {
        test.person("Ada", &[Role::Learner]).await;
        let mut browser = signed_in(&test, ADA).await;
        let began = test.app.clock.now();
        test.app.clock.advance(4 * MINUTE);
        assert!(is_signed_in(&mut browser).await);
        tokio::time::sleep(Duration::from_millis(50)).await;
        let seen = test
            .app
            .db
            .count("SELECT seen_at FROM sessions", args![])
            .await
            .expect("a session");
        assert_eq!(seen, began);
    })
    .await;
}

#[tokio::test]
async fn signing_in_again_ends_the_session_before() {
    on_each_engine(|test| async move {
        test.person("Ada", &[Role::Learner]).await;
        let mut browser = test.browser();
        let first = browser
            .post("/sign-in", &[("email", ADA), ("password", PASSWORD)])
            .await;
        let mut old = holding(&test, &cookie(&first));
        assert!(is_signed_in(&mut old).await);
        browser
            .post("/sign-in", &[("email", ADA), ("password", PASSWORD)])
            .await
            .redirects();
        assert!(is_signed_in(&mut browser).await);
        assert!(!is_signed_in(&mut old).await);
    })
    .await;
}

#[tokio::test]
async fn a_new_password_ends_every_other_session() {
    on_each_engine(|test| async move {
        test.person("Ada", &[Role::Learner]).await;
        let (mut here, mut there) = (signed_in(&test, ADA).await, signed_in(&test, ADA).await);
        let wrong = [
            ("current-password", "not the present one"),
            ("new-password", "short"),
        ];
        let answer = here.post("/account/password", &wrong).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answer.body.contains("This is not your present password."));
        assert!(answer.body.contains("Use at least 12 characters."));
        let right = [
            ("current-password", PASSWORD),
            ("new-password", OTHER_PASSWORD),
        ];
        let answer = here.post("/account/password", &right).await;
        assert_eq!(answer.location(), "/account?done=password");
        assert!(is_signed_in(&mut here).await);
        assert!(
            is_signed_in(&mut holding(&test, &cookie(&answer))).await,
            "the session here is a new one"
        );
        assert!(!is_signed_in(&mut there).await);
        assert!(letters(&test).await[0].contains("the password of your account was changed"));
    })
    .await;
}

#[tokio::test]
async fn one_is_ended_from_the_list_and_only_by_its_owner() {
    on_each_engine(|test| async move {
        test.person("Ada", &[Role::Learner]).await;
        let (_, mut eve) = test.signed_in("Eve", &[Role::Learner]).await;
        let mut here = test.browser();
        here.headers.push((
            "user-agent",
            "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0".to_owned(),
        ));
        here.sign_in(ADA).await;
        let mut there = signed_in(&test, ADA).await;
        let page = here.get("/account").await.body;
        assert!(page.contains("This one: Firefox on Linux"), "{page}");
        let action = page
            .split("action=\"")
            .find(|part| part.starts_with("/account/sessions/") && part.contains("/end\""))
            .expect("a form");
        let action = action.split('"').next().expect("an address").to_owned();
        assert_eq!(eve.post(&action, &[]).await.status, StatusCode::NOT_FOUND);
        assert!(is_signed_in(&mut there).await);
        assert_eq!(
            here.post(&action, &[]).await.location(),
            "/account?done=session"
        );
        assert!(!is_signed_in(&mut there).await);
        let mut third = signed_in(&test, ADA).await;
        here.post("/account/sessions/end-others", &[]).await;
        assert!(is_signed_in(&mut here).await && is_signed_in(&mut eve).await);
        assert!(!is_signed_in(&mut third).await);
    })
    .await;
}

#[tokio::test]
async fn signing_out_ends_it_here_or_everywhere() {
    on_each_engine(|test| async move {
        test.person("Ada", &[Role::Learner]).await;
        let mut one = signed_in(&test, ADA).await;
        let mut two = signed_in(&test, ADA).await;
        let mut three = signed_in(&test, ADA).await;
        let answer = one.post("/sign-out", &[]).await;
        assert_eq!(
            (answer.redirects(), cookie(&answer).as_str()),
            ("/", "session=")
        );
        assert!(!is_signed_in(&mut one).await && is_signed_in(&mut two).await);
        two.post("/sign-out", &[("all", "1")]).await;
        assert!(!is_signed_in(&mut three).await);
        assert_eq!(test.count("SELECT COUNT(*) FROM sessions").await, 0);
    })
    .await;
}

#[tokio::test]
async fn the_database_holds_no_token() {
    on_each_engine(|test| async move {
        test.person("Ada", &[Role::Learner]).await;
        let answer = test
            .browser()
            .post("/sign-in", &[("email", ADA), ("password", PASSWORD)])
            .await;
        let cookie = cookie(&answer);
        let secret = cookie.trim_start_matches("session=");
        let (hash,): (String,) = test
            .app
            .db
            .one("SELECT token_hash FROM sessions", args![])
            .await
            .expect("a session");
        assert_eq!((secret.len(), hash.len()), (64, 64));
        assert_ne!(secret, hash);
        // Whoever has read the database cannot come in with what they found.
        assert!(is_signed_in(&mut holding(&test, &cookie)).await);
        assert!(!is_signed_in(&mut holding(&test, &format!("session={hash}"))).await);
    })
    .await;
}

#[tokio::test]
async fn over_https_the_cookie_is_bound_to_this_host() {
    on_each_engine(|test| async move {
        let config = Config {
            origin: "https://learn.example.org".to_owned(),
            ..Config::default()
        };
        let ada = test.person("Ada", &[Role::Learner]).await;
        let mut app = test.app.clone();
        app.config = Arc::new(config);
        let tx = app.db.begin().await.expect("a transaction");
        let token = sessions::start(&tx, &ada.id, "", app.clock.now())
            .await
            .expect("a session");
        committed(tx).await;
        let site = crate::serve::site(&app).expect("a site");
        let answer = site.clone().oneshot(signs_in()).await.expect("an answer");
        let cookie = answer.headers()[header::SET_COOKIE].to_str().expect("text");
        assert!(cookie.starts_with("__Host-session="), "{cookie}");
        assert!(
            cookie.ends_with("; Path=/; Max-Age=1209600; HttpOnly; SameSite=Lax; Secure"),
            "{cookie}"
        );
        for (name, status) in [
            ("__Host-session", StatusCode::OK),
            ("session", StatusCode::SEE_OTHER),
        ] {
            let request = Request::get("/account")
                .header(header::COOKIE, format!("a=b; {name}={}", token.secret()));
            let answer = site
                .clone()
                .oneshot(request.body(Body::empty()).expect("a request"))
                .await;
            assert_eq!(answer.expect("an answer").status(), status, "{name}");
        }
    })
    .await;
}

#[tokio::test]
async fn what_has_ended_is_swept_away() {
    on_each_engine(|test| async move {
        let ada = test.person("Ada", &[Role::Learner]).await;
        let now = test.app.clock.now();
        let tx = test.app.db.begin().await.expect("a transaction");
        let _old: Token = sessions::start(&tx, &ada.id, "old", now - 13 * HOUR)
            .await
            .expect("a session");
        let _new: Token = sessions::start(&tx, &ada.id, "new", now)
            .await
            .expect("a session");
        committed(tx).await;
        crate::accounts::tidy(&test.app.db, now)
            .await
            .expect("tidied");
        let left: Vec<(String,)> = test
            .app
            .db
            .all("SELECT agent FROM sessions", args![])
            .await
            .expect("sessions");
        assert_eq!(left, [("new".to_owned(),)]);
    })
    .await;
}
