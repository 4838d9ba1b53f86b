//! Links that work once: forgotten passwords and invitations.

use super::*;
use crate::clock::{DAY, HOUR};
use crate::tests::support::on_each_engine;

const ADA: &str = "ada@example.org";

async fn asked_for(test: &TestApp, email: &str) -> Option<String> {
    let before = letters(test).await.len();
    let answer = test
        .browser()
        .post("/forgotten-password", &[("email", email)])
        .await;
    assert_eq!(
        answer.location(),
        "/forgotten-password?done=sent",
        "{}",
        answer.body
    );
    letters(test)
        .await
        .get(before)
        .map(|letter| link_in(letter))
}

#[tokio::test]
async fn a_reset_works_once_and_throws_everybody_out() {
    on_each_engine(|test| async move {
        test.person("Ada", &[Role::Learner]).await;
        let mut old = signed_in(&test, ADA).await;
        let link = asked_for(&test, " ADA@example.org ")
            .await
            .expect("a letter");
        let mut browser = test.browser();
        for _ in 0..2 {
            assert_eq!(
                browser.get(&link).await.status,
                StatusCode::OK,
                "looking at it does not use it up"
            );
        }
        let weak = browser
            .post(&link, &[("password", "ada@example.org")])
            .await;
        assert_eq!(weak.status, StatusCode::UNPROCESSABLE_ENTITY);
        let answer = browser.post(&link, &[("password", OTHER_PASSWORD)]).await;
        assert_eq!(
            (answer.status, answer.location()),
            (StatusCode::SEE_OTHER, "/account?done=password")
        );
        assert!(is_signed_in(&mut browser).await && !is_signed_in(&mut old).await);
        for answer in [
            test.browser().get(&link).await,
            test.browser().post(&link, &[("password", PASSWORD)]).await,
        ] {
            assert_eq!(answer.status, StatusCode::GONE);
            assert!(
                answer.body.contains("It has been used already"),
                "{}",
                answer.body
            );
        }
        let wrong = test
            .browser()
            .post("/sign-in", &[("email", ADA), ("password", PASSWORD)])
            .await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    })
    .await;
}

#[tokio::test]
async fn of_many_at_once_one_wins() {
    on_each_engine(|test| async move {
        test.person("Ada", &[Role::Learner]).await;
        let link = asked_for(&test, ADA).await.expect("a letter");
        let tries = (0..5).map(|_| {
            let (mut browser, link) = (test.browser(), link.clone());
            async move {
                browser
                    .post(&link, &[("password", OTHER_PASSWORD)])
                    .await
                    .status
            }
        });
        let answers = futures_util::future::join_all(tries).await;
        assert_eq!(
            answers
                .iter()
                .filter(|status| **status == StatusCode::SEE_OTHER)
                .count(),
            1,
            "{answers:?}"
        );
        assert_eq!(
            answers
                .iter()
                .filter(|status| **status == StatusCode::GONE)
                .count(),
            4,
            "{answers:?}"
        );
    })
    .await;
}

#[tokio::test]
async fn a_link_expires_is_replaced_and_cannot_be_made_up() {
    on_each_engine(|test| async move {
        test.person("Ada", &[Role::Learner]).await;
        let first = asked_for(&test, ADA).await.expect("a letter");
        let second = asked_for(&test, ADA).await.expect("a letter");
        let mut browser = test.browser();
        assert!(
            browser
                .get(&first)
                .await
                .body
                .contains("a newer one has been made since")
        );
        test.app.clock.advance(HOUR - 1);
        assert_eq!(browser.get(&second).await.status, StatusCode::OK);
        test.app.clock.advance(1);
        let expired = browser.get(&second).await;
        assert_eq!(expired.status, StatusCode::GONE);
        assert!(expired.body.contains("works for one hour"));
        for made_up in [
            format!("{second}0"),
            second.replace("/reset-password/", "/invitations/"),
            "/reset-password/x".to_owned(),
        ] {
            assert_eq!(
                browser.get(&made_up).await.status,
                StatusCode::NOT_FOUND,
                "{made_up}"
            );
        }
    })
    .await;
}

#[tokio::test]
async fn whether_an_address_is_known_is_not_told() {
    on_each_engine(|test| async move {
        test.person("Ada", &[Role::Learner]).await;
        assert!(asked_for(&test, ADA).await.is_some());
        assert!(asked_for(&test, "nobody@example.org").await.is_none());
        let page = test.browser().get("/forgotten-password?done=sent").await;
        assert!(page.body.contains("If there is an account"));
        for email in [ADA, "nobody@example.org"] {
            for _ in 0..9 {
                asked_for(&test, email).await;
            }
            let answer = test
                .browser()
                .post("/forgotten-password", &[("email", email)])
                .await;
            assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS, "{email}");
        }
    })
    .await;
}

#[tokio::test]
async fn an_invitation_lets_somebody_in_with_the_role_it_names() {
    on_each_engine(|test| async move {
        let now = test.app.clock.now();
        let origin = &test.app.config.origin;
        let invite = |role| {
            crate::accounts::invite(&test.app.db, origin, "Dan@example.org", "Dan", role, now)
        };
        let first = link_in(&invite(Role::Assessor).await.expect("invited"));
        let link = link_in(&invite(Role::Author).await.expect("invited again"));
        let mut browser = test.browser();
        assert_eq!(browser.get(&first).await.status, StatusCode::GONE);
        test.app.clock.advance(7 * DAY - 1);
        assert!(browser.get(&link).await.body.contains("value=\"Dan\""));
        let refused = browser
            .post(&link, &[("name", ""), ("password", "short")])
            .await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        let answer = browser
            .post(&link, &[("name", "Daniel Osei"), ("password", PASSWORD)])
            .await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
        let page = browser.get("/account").await.body;
        assert!(
            page.contains("value=\"Daniel Osei\"") && page.contains("Assessor, author"),
            "{page}"
        );
        assert!(
            invite(Role::Iqa).await.is_err(),
            "whoever has joined is not invited again"
        );
        assert_eq!(test.browser().get(&link).await.status, StatusCode::GONE);
    })
    .await;
}

#[tokio::test]
async fn an_invitation_expires_after_seven_days() {
    on_each_engine(|test| async move {
        let now = test.app.clock.now();
        let link = crate::accounts::invite(
            &test.app.db,
            &test.app.config.origin,
            "dan@example.org",
            "Dan",
            Role::Learner,
            now,
        )
        .await;
        let link = link_in(&link.expect("invited"));
        test.app.clock.advance(7 * DAY);
        let answer = test
            .browser()
            .post(&link, &[("name", "Dan"), ("password", PASSWORD)])
            .await;
        assert_eq!(answer.status, StatusCode::GONE);
        assert!(answer.body.contains("works for seven days"));
    })
    .await;
}
