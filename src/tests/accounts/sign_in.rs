//! Signing in: limits, what the answers tell, and forms that came too late.

use super::*;
use crate::clock::{MINUTE, SECOND};
use crate::error::Error;
use crate::tests::support::{Page, on_each_engine};

const ADA: &str = "ada@example.org";

async fn tried(browser: &mut Browser, email: &str, password: &str) -> Page {
    browser
        .post("/sign-in", &[("email", email), ("password", password)])
        .await
}

#[tokio::test]
async fn ten_failures_close_an_account_for_a_while() {
    on_each_engine(|test| async move {
        test.person("Ada", &[Role::Learner]).await;
        let mut browser = test.browser();
        for _ in 0..10 {
            assert_eq!(
                tried(&mut browser, " ADA@example.org", "wrong")
                    .await
                    .status,
                StatusCode::UNPROCESSABLE_ENTITY
            );
            test.app.clock.advance(SECOND);
        }
        let answer = tried(&mut browser, ADA, PASSWORD).await;
        assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS);
        assert_eq!(answer.headers[header::RETRY_AFTER], "890");
        assert!(
            answer.body.contains("Wait 15 minutes, then try again."),
            "{}",
            answer.body
        );
        assert!(answer.body.contains("value=\"ada@example.org\""));
        test.app.clock.advance(15 * MINUTE - 10 * SECOND);
        assert_eq!(
            tried(&mut browser, ADA, PASSWORD).await.status,
            StatusCode::SEE_OTHER
        );
    })
    .await;
}

#[tokio::test]
async fn fifty_failures_close_an_address_for_a_while() {
    on_each_engine(|test| async move {
        test.person("Ada", &[Role::Learner]).await;
        failures_of_others(&test, 49).await;
        let mut browser = test.browser();
        assert_eq!(
            tried(&mut browser, "nobody@example.org", "wrong")
                .await
                .status,
            StatusCode::UNPROCESSABLE_ENTITY
        );
        assert_eq!(
            tried(&mut browser, ADA, PASSWORD).await.status,
            StatusCode::TOO_MANY_REQUESTS
        );
        test.app.clock.advance(15 * MINUTE);
        assert_eq!(
            tried(&mut browser, ADA, PASSWORD).await.status,
            StatusCode::SEE_OTHER
        );
    })
    .await;
}

#[tokio::test]
async fn many_at_once_do_not_get_more_tries() {
    on_each_engine(|test| async move {
        test.person("Ada", &[Role::Learner]).await;
        let tries = (0..30).map(|_| {
            let mut browser = test.browser();
            async move { tried(&mut browser, ADA, "wrong").await.status }
        });
        let answers = futures_util::future::join_all(tries).await;
        let told = answers
            .iter()
            .filter(|status| **status == StatusCode::UNPROCESSABLE_ENTITY)
            .count();
        assert!(told <= 10, "{told} tries were answered");
    })
    .await;
}

#[tokio::test]
async fn success_clears_what_went_wrong_before() {
    on_each_engine(|test| async move {
        test.person("Ada", &[Role::Learner]).await;
        let mut browser = test.browser();
        for _ in 0..3 {
            for _ in 0..9 {
                tried(&mut browser, ADA, "wrong").await;
            }
            assert_eq!(
                tried(&mut browser, ADA, PASSWORD).await.status,
                StatusCode::SEE_OTHER
            );
        }
    })
    .await;
}

#[tokio::test]
async fn known_and_unknown_accounts_get_the_same_answer() {
    on_each_engine(|test| async move {
        test.person("Ada", &[Role::Learner]).await;
        let tx = test.app.db.begin().await.expect("a transaction");
        store::create_person(&tx, "not-yet@example.org", "Not Yet", None, 0)
            .await
            .expect("made");
        committed(tx).await;
        let known = tried(&mut test.browser(), ADA, "wrong").await;
        for email in ["bob@example.org", "not-yet@example.org"] {
            let other = tried(&mut test.browser(), email, "wrong").await;
            assert_eq!(known.status, other.status);
            assert_eq!(known.body, other.body.replace(email, ADA));
        }
    })
    .await;
}

#[tokio::test]
async fn one_goes_on_to_this_site_only() {
    on_each_engine(|test| async move {
        test.person("Ada", &[Role::Learner]).await;
        let cases = [
            ("/account", "/account"),
            ("//evil.example", "/"),
            ("/\\evil.example", "/"),
            ("https:evil.example", "/"),
            ("/\t/evil", "/"),
        ];
        for (next, expected) in cases {
            let fields = [("email", ADA), ("password", PASSWORD), ("next", next)];
            assert_eq!(
                test.browser().post("/sign-in", &fields).await.location(),
                expected,
                "{next:?}"
            );
        }
        let mut browser = signed_in(&test, ADA).await;
        assert_eq!(
            browser
                .get("/sign-in?next=%2F%2Fevil.example")
                .await
                .location(),
            "/"
        );
        assert_eq!(
            browser.get("/sign-in?next=%2Faccount").await.location(),
            "/account"
        );
    })
    .await;
}

#[tokio::test]
async fn fields_that_are_not_asked_for_are_refused() {
    on_each_engine(|test| async move {
        test.person("Ada", &[Role::Learner]).await;
        let fields = [
            ("email", ADA),
            ("password", PASSWORD),
            ("role", "administrator"),
        ];
        let answer = test.browser().post("/sign-in", &fields).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answer.headers.get(header::SET_COOKIE).is_none());
    })
    .await;
}

#[tokio::test]
async fn too_many_at_once_are_asked_to_come_back() {
    let passwords = crate::accounts::Passwords::limited(1, 1);
    let (first, second, third) = tokio::join!(
        passwords.verify(PASSWORD, None),
        passwords.verify(PASSWORD, None),
        passwords.verify(PASSWORD, None),
    );
    assert!(matches!((first, second), (Ok(false), Ok(false))));
    assert!(matches!(third, Err(Error::Busy(_))));
    assert!(
        !passwords
            .verify(PASSWORD, None)
            .await
            .expect("there is room again")
    );
}

#[tokio::test]
async fn passwords_are_salted_and_checked() {
    let passwords = crate::accounts::Passwords::new();
    let (one, two) = (
        passwords.hash(PASSWORD).await.expect("a hash"),
        passwords.hash(PASSWORD).await.expect("a hash"),
    );
    assert!(one.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{one}");
    assert_ne!(one, two);
    assert!(
        passwords
            .verify(PASSWORD, Some(&one))
            .await
            .expect("checked")
    );
    assert!(
        !passwords
            .verify("a quiet harbour at dawn", Some(&one))
            .await
            .expect("checked")
    );
}
