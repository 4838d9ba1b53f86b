//! What administrators do with people, and what others may not.

use super::*;
use crate::accounts::Administrator;
use crate::args;
use crate::error::Error;
use crate::tests::support::on_each_engine;

const ADA: &str = "ada.byron@example.org";

async fn ruth_and_ada(test: &TestApp) -> (Browser, String) {
    let (_, ruth) = test.signed_in("Ruth Abara", &[Role::Administrator]).await;
    let ada = test.person("Ada Byron", &[Role::Learner]).await;
    (ruth, ada.id)
}

#[tokio::test]
async fn only_administrators_come_in() {
    on_each_engine(|test| async move {
        let (mut ruth, ada) = ruth_and_ada(&test).await;
        let mut learner = signed_in(&test, ADA).await;
        for page in ["/people", "/outbox", "/settings"] {
            assert_eq!(ruth.get(page).await.status, StatusCode::OK, "{page}");
            assert_eq!(
                learner.get(page).await.status,
                StatusCode::NOT_FOUND,
                "{page}"
            );
            assert_eq!(
                test.browser().get(page).await.status,
                StatusCode::SEE_OTHER,
                "{page}"
            );
        }
        let roles = format!("/people/{ada}/roles");
        let fields = [
            ("role", "learner"),
            ("role", "administrator"),
            ("held", "learner"),
        ];
        assert_eq!(
            learner.post(&roles, &fields).await.status,
            StatusCode::NOT_FOUND
        );
        assert_eq!(
            learner
                .post("/people", &[("email", "eve@example.org")])
                .await
                .status,
            StatusCode::NOT_FOUND
        );
        assert_eq!(learner.get("/people").await.status, StatusCode::NOT_FOUND);
    })
    .await;
}

#[tokio::test]
async fn a_role_that_ends_or_begins_ends_the_sessions() {
    on_each_engine(|test| async move {
        let (mut ruth, ada) = ruth_and_ada(&test).await;
        let roles = format!("/people/{ada}/roles");
        let mut learner = signed_in(&test, ADA).await;
        let unchanged = ruth.post(&roles, &[("role", "learner"), ("held", "learner")]).await;
        assert_eq!(unchanged.location(), "/people?done=roles");
        assert!(is_signed_in(&mut learner).await);
        ruth.post(&roles, &[("role", "learner"), ("role", "assessor"), ("held", "learner")]).await;
        assert!(!is_signed_in(&mut learner).await, "a role has begun");
        let mut learner = signed_in(&test, ADA).await;
        assert!(learner.get("/account").await.body.contains("Learner, assessor"));
        ruth.post(&roles, &[("held", "learner"), ("held", "assessor"), ("role", "learner")]).await;
        assert!(!is_signed_in(&mut learner).await, "a role has ended");
        let history: Vec<(String, bool, Option<i64>)> = test
            .app
            .db
            .all("SELECT role, granted_by IS NOT NULL, ended_at FROM role_grants WHERE person_id = $1 ORDER BY role", args![&ada])
            .await
            .expect("grants");
        let now = test.app.clock.now();
        assert_eq!(history, [("assessor".to_owned(), true, Some(now)), ("learner".to_owned(), false, None)]);
    })
    .await;
}

#[tokio::test]
async fn an_old_page_does_not_undo_what_somebody_else_has_done() {
    on_each_engine(|test| async move {
        let (mut ruth, ada) = ruth_and_ada(&test).await;
        let roles = format!("/people/{ada}/roles");
        ruth.post(
            &roles,
            &[("held", "learner"), ("role", "learner"), ("role", "author")],
        )
        .await;
        // Another page, loaded before that, adds a role and knows nothing of the author.
        ruth.post(
            &roles,
            &[("held", "learner"), ("role", "learner"), ("role", "iqa")],
        )
        .await;
        let page = ruth.get("/people?find=ada").await.body;
        assert!(
            page.contains("Learner, internal quality assurer, author"),
            "{page}"
        );
    })
    .await;
}

#[tokio::test]
async fn administrators_cannot_end_their_own_role_and_one_remains() {
    on_each_engine(|test| async move {
        let (actor, mut ruth) = test.signed_in("Ruth Abara", &[Role::Administrator]).await;
        let me = Administrator(actor);
        let own = format!("/people/{}/roles", me.0.id);
        let answer = ruth.post(&own, &[("held", "administrator")]).await;
        assert_eq!(answer.status, StatusCode::CONFLICT);
        let page = ruth.get(&format!("/people?change={}", me.0.id)).await.body;
        assert!(page.contains("disabled"), "{page}");
        let answer = ruth
            .post(
                &own,
                &[
                    ("held", "administrator"),
                    ("role", "administrator"),
                    ("role", "author"),
                ],
            )
            .await;
        assert_eq!(answer.location(), "/people?done=roles");
        assert!(
            is_signed_in(&mut ruth).await,
            "this browser goes on with a new session"
        );
        // Somebody whose own role has been ended a moment ago ends nobody's any more.
        let tx = test.app.db.begin().await.expect("a transaction");
        tx.run(
            "UPDATE role_grants SET ended_at = 1 WHERE role = 'administrator'",
            args![],
        )
        .await
        .expect("ended");
        let refused = store::change_role(&me, &tx, &me.0.id, Role::Iqa, true, 2).await;
        assert!(matches!(refused, Err(Error::Forbidden)), "{refused:?}");
    })
    .await;
}

#[tokio::test]
async fn an_invitation_is_shown_once_and_mailed() {
    on_each_engine(|test| async move {
        let (mut ruth, _) = ruth_and_ada(&test).await;
        let fields = [
            ("email", "dan@example.org"),
            ("name", "Dan <b>"),
            ("role", "assessor"),
        ];
        let answer = ruth.post("/people", &fields).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
        let letter = letters(&test).await.pop().expect("a letter");
        let link = link_in(&letter);
        assert!(
            answer.body.contains(&link) && answer.body.contains("Dan &lt;b&gt;"),
            "{}",
            answer.body
        );
        assert!(!ruth.get("/people").await.body.contains(&link));
        assert!(
            ruth.get("/outbox").await.body.contains(&link),
            "without a mail server the administrator passes it on"
        );
        assert_eq!(test.browser().get(&link).await.status, StatusCode::OK);
        let known = ruth
            .post(
                "/people",
                &[("email", ADA), ("name", "Ada"), ("role", "iqa")],
            )
            .await;
        assert_eq!(known.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(known.body.contains("has joined already"));
        let wrong = ruth
            .post("/people", &[("email", "x"), ("name", ""), ("role", "king")])
            .await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            wrong.body.contains("Choose a role.")
                && wrong.body.contains("Enter a name.")
                && wrong.body.contains("Give an email address")
        );
    })
    .await;
}

#[tokio::test]
async fn people_are_found_by_any_part_of_name_or_address() {
    on_each_engine(|test| async move {
        let ruth = test.person("Ruth Abara", &[Role::Administrator]).await;
        test.person("Ada Byron", &[Role::Learner]).await;
        test.person("Per%cy", &[]).await;
        let me = Administrator(ruth);
        for (words, expected) in [
            ("BYR", vec!["Ada Byron"]),
            ("example.org", vec!["Ada Byron", "Per%cy", "Ruth Abara"]),
            ("%", vec!["Per%cy"]),
            ("_", vec![]),
        ] {
            let found = store::people(&me, &test.app.db, words, 10)
                .await
                .expect("people");
            let names: Vec<_> = found.iter().map(|person| person.name.as_str()).collect();
            assert_eq!(names, expected, "{words}");
        }
        assert_eq!(
            store::people(&me, &test.app.db, "", 2)
                .await
                .expect("people")
                .len(),
            2
        );
    })
    .await;
}
