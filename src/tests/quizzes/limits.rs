//! Many requests at once: one attempt, one result, and never more sittings than are allowed.

use super::{LEARNER, address, answers};
use crate::args;
use crate::clock::DAY;
use crate::db::Read;
use crate::quizzes::store;
use crate::tests::scenes::QUIZ;
use crate::tests::support::{Browser, TestApp, on_each_engine};
use futures_util::future::join_all;

#[tokio::test]
async fn many_starts_at_once_give_one_attempt() {
    on_each_engine(async |test: TestApp| {
        let (_, browser) = test.signed_in("Lena Learner", LEARNER).await;
        let start = |mut browser: Browser| async move {
            browser.post(&format!("/quizzes/{QUIZ}"), &[]).await
        };
        let pages = join_all((0..50).map(|_| start(browser.clone()))).await;
        assert_eq!(test.count("SELECT COUNT(*) FROM attempts").await, 1);
        let mut begun: Vec<&str> = pages
            .iter()
            .map(|page| page.location())
            .filter(|to| !to.is_empty())
            .collect();
        begun.dedup();
        assert_eq!(
            begun.len(),
            1,
            "every start that was answered leads to the same attempt"
        );
        for page in &pages {
            assert!(
                [303, 503].contains(&page.status.as_u16()),
                "{}: {}",
                page.status,
                page.body
            );
        }
    })
    .await;
}

#[tokio::test]
async fn the_limit_holds_against_many_starts_at_once() {
    on_each_engine(async |test: TestApp| {
        let (lena, mut browser) = test.signed_in("Lena Learner", LEARNER).await;
        let (quiz, library) = (test.quiz(), test.app.library());
        let allowed = i64::from(quiz.attempts.unwrap());
        for _ in 0..allowed {
            let (db, now) = (&test.app.db, test.app.clock.now());
            let starts = (0..10).map(|_| store::start(db, &lena, &library, &quiz, now));
            let id = join_all(starts)
                .await
                .into_iter()
                .find_map(Result::ok)
                .unwrap();
            store::submit(db, &lena, &id, &library, &[], now)
                .await
                .unwrap();
            let early = store::start(db, &lena, &library, &quiz, now).await;
            assert!(early.is_err(), "a day has to pass first");
            test.app.clock.advance(DAY);
        }
        browser.sign_in(&lena.email).await;
        assert_eq!(
            browser.post(&address(&quiz), &[]).await.redirects(),
            address(&quiz)
        );
        assert!(
            browser
                .get(&address(&quiz))
                .await
                .has("You have used every attempt")
        );
        assert_eq!(test.count("SELECT COUNT(*) FROM attempts").await, allowed);
        assert_eq!(
            test.count("SELECT MAX(number) FROM attempts").await,
            allowed
        );
    })
    .await;
}

#[tokio::test]
async fn two_hand_ins_at_once_are_one_result() {
    on_each_engine(async |test: TestApp| {
        let quiz = test.quiz();
        let (_, mut browser) = test.signed_in("Lena Learner", LEARNER).await;
        let attempt = browser
            .post(&address(&quiz), &[])
            .await
            .redirects()
            .to_owned();
        let (right, wrong) = (
            answers(&quiz, true, "submit"),
            answers(&quiz, false, "submit"),
        );
        let mut second = browser.clone();
        let (one, two) = tokio::join!(
            browser.post_all(&attempt, &right),
            second.post_all(&attempt, &wrong)
        );
        one.redirects();
        two.redirects();
        let row: (f64, f64, bool) = test
            .app
            .db
            .one(
                "SELECT score, (SELECT SUM(mark) FROM answers), passed FROM attempts",
                args![],
            )
            .await
            .unwrap();
        assert_eq!(
            (row.0, row.2),
            (row.1, row.0 > 10.0),
            "score, marks and result come from one form"
        );
    })
    .await;
}
