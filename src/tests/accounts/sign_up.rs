//! Making an account.

use super::*;
use crate::tests::support::on_each_engine;

const ADA: &str = "ada@example.org";

#[tokio::test]
async fn one_is_in_at_once_as_a_learner() {
    on_each_engine(|test| async move {
        let mut browser = test.browser();
        let fields = [
            ("name", " Ada \u{202e}\n Byron "),
            ("email", "ADA@Example.org"),
            ("password", PASSWORD),
            ("next", "/account"),
        ];
        let answer = browser.post("/sign-up", &fields).await;
        assert_eq!(
            (answer.status, answer.location()),
            (StatusCode::SEE_OTHER, "/account"),
            "{}",
            answer.body
        );
        let page = browser.get("/account").await.body;
        assert!(
            page.contains("value=\"Ada Byron\"")
                && page.contains(ADA)
                && page.contains("<dd>Learner</dd>"),
            "{page}"
        );
        assert!(is_signed_in(&mut signed_in(&test, ADA).await).await);
    })
    .await;
}

#[tokio::test]
async fn everything_that_is_wrong_is_said_at_once_and_what_was_typed_comes_back() {
    on_each_engine(|test| async move {
        let fields = [
            ("name", " \u{200b}\u{2060} "),
            ("email", "ada at example"),
            ("password", "qwertyuiop12"),
        ];
        let answer = test.browser().post("/sign-up", &fields).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        for words in [
            "Enter your name.",
            "Give an email address like name@example.org.",
            "This password is one that many people use.",
        ] {
            assert_eq!(
                answer.body.matches(words).count(),
                2,
                "{words}: in the summary and beside the field"
            );
        }
        assert!(answer.body.contains("value=\"ada at example\""));
        assert!(
            !answer.body.contains("qwertyuiop12"),
            "a password never comes back"
        );
    })
    .await;
}

#[tokio::test]
async fn an_address_that_is_known_stays_vague_and_changes_nothing() {
    on_each_engine(|test| async move {
        test.person("Ada", &[Role::Learner]).await;
        let mut browser = test.browser();
        let fields = [
            ("name", "Eve"),
            ("email", ADA),
            ("password", OTHER_PASSWORD),
        ];
        let answer = browser.post("/sign-up", &fields).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answer.body.contains("may exist already"));
        assert!(!is_signed_in(&mut browser).await);
        assert!(
            is_signed_in(&mut signed_in(&test, ADA).await).await,
            "the password is still the old one"
        );
    })
    .await;
}

#[tokio::test]
async fn two_at_once_make_one_account() {
    on_each_engine(|test| async move {
        let tries = (0..4).map(|_| {
            let mut browser = test.browser();
            async move {
                let fields = [("name", "Ada"), ("email", ADA), ("password", PASSWORD)];
                browser.post("/sign-up", &fields).await.status
            }
        });
        let answers = futures_util::future::join_all(tries).await;
        let made = answers
            .iter()
            .filter(|status| **status == StatusCode::SEE_OTHER)
            .count();
        assert_eq!(made, 1, "{answers:?}");
        assert_eq!(
            test.app
                .db
                .count("SELECT COUNT(*) FROM people", crate::args![])
                .await
                .expect("a count"),
            1
        );
    })
    .await;
}

#[tokio::test]
async fn trying_out_addresses_ends_at_a_limit() {
    on_each_engine(|test| async move {
        test.person("Ada", &[Role::Learner]).await;
        let mut browser = test.browser();
        let fields = [
            ("name", "Eve"),
            ("email", ADA),
            ("password", OTHER_PASSWORD),
        ];
        failures_of_others(&test, 48).await;
        for _ in 0..2 {
            assert_eq!(
                browser.post("/sign-up", &fields).await.status,
                StatusCode::UNPROCESSABLE_ENTITY
            );
        }
        let answer = browser.post("/sign-up", &fields).await;
        assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS);
        assert!(
            answer.body.contains("value=\"Eve\""),
            "what was typed is still there"
        );
    })
    .await;
}
