//! Ways of sitting a quiz: with several tries, and against the time.

use super::{LEARNER, address, answers};
use crate::accounts::Role;
use crate::args;
use crate::clock::{MINUTE, SECOND};
use crate::db::Read;
use crate::library::{Library, Quiz};
use crate::quizzes::asked::{CHOSEN, Response};
use crate::quizzes::store::{self, Given};
use crate::quizzes::{agree_extra_time, end_extra_time, grade};
use crate::tests::scenes::{QUIZ, library_with};
use crate::tests::support::{TestApp, on_each_engine};

/// The library with these rules for the quiz.
fn with(rules: &str) -> Library {
    library_with(
        |path, text| match path.ends_with("attachment-in-the-consultation/quiz.md") {
            true => text.replacen("shuffle: true", rules, 1),
            false => text,
        },
    )
}

async fn begun(test: &TestApp, rules: &str) -> (Quiz, crate::accounts::Actor, String) {
    test.app.replace_library(with(rules));
    let library = test.app.library();
    let quiz = library.quiz(QUIZ).unwrap().clone();
    let lena = test.person("Lena Learner", LEARNER).await;
    let now = test.app.clock.now();
    let attempt = store::start(&test.app.db, &lena, &library, &quiz, now)
        .await
        .unwrap();
    (quiz, lena, attempt)
}

/// An answer with the option of this number, counted from 0 among those that are right or not.
fn choice(question: &crate::library::Question, right: bool, number: usize) -> Given<'_> {
    let mut options = question.options().iter().filter(|o| o.right == right);
    let key = options.nth(number).unwrap().key.clone();
    Given {
        question,
        response: Response::from([(key, CHOSEN.to_owned())]),
        confidence: Some(3),
    }
}

#[tokio::test]
async fn a_later_try_counts_for_less_and_the_same_answer_twice_is_one_try() {
    on_each_engine(async |test: TestApp| {
        let rules = "behaviour: interactive\ntries: 3";
        let (quiz, lena, attempt) = begun(&test, rules).await;
        let (db, now) = (&test.app.db, test.app.clock.now());
        let single = |number: usize| {
            let mut singles = quiz.questions.iter().filter(|q| q.type_key() == "single");
            singles.nth(number).unwrap()
        };
        let give = async |answer: Given<'_>| {
            store::give(db, &lena, &attempt, 3, &answer, now)
                .await
                .unwrap();
        };
        let (second_time, never, first_time) = (single(0), single(1), single(2));
        for (right, number) in [(false, 0), (false, 0), (true, 0), (false, 1)] {
            give(choice(second_time, right, number)).await;
        }
        give(choice(never, false, 0)).await;
        give(choice(first_time, true, 0)).await;
        assert_eq!(test.count("SELECT COUNT(*) FROM tries").await, 4);
        let library = test.app.library();
        store::submit(db, &lena, &attempt, &library, &[], now)
            .await
            .unwrap();
        let (score,): (f64,) = db.one("SELECT score FROM attempts", args![]).await.unwrap();
        assert!((score - (2.0 / 3.0 + 1.0)).abs() < 1e-9, "{score}");
        assert_eq!(
            test.count("SELECT COUNT(*) FROM answers WHERE confidence = 3")
                .await,
            3
        );
    })
    .await;
}

#[tokio::test]
async fn when_the_time_is_up_what_was_saved_counts() {
    on_each_engine(async |test: TestApp| {
        let (quiz, lena, attempt) = begun(&test, "behaviour: exam\nminutes: 40").await;
        let (db, library) = (&test.app.db, test.app.library());
        let one = |at: usize| Given {
            question: &quiz.questions[at],
            response: grade::model(&quiz.questions[at]),
            confidence: None,
        };
        let save = async |at: usize| {
            let now = test.app.clock.now();
            store::save(db, &lena, &attempt, &[one(at)], now)
                .await
                .unwrap()
        };
        assert!(save(0).await);
        test.app.clock.advance(40 * MINUTE + 4 * SECOND);
        assert!(save(1).await, "sent in time, and on its way for a moment");
        test.app.clock.advance(2 * SECOND);
        assert!(!save(2).await, "too late");
        let mut browser = test.browser();
        browser.sign_in(&lena.email).await;
        let here = format!("/attempts/{attempt}");
        assert!(browser.get(&here).await.has("The time is up"));
        browser
            .post_all(&here, &answers(&quiz, true, "submit"))
            .await
            .redirects();
        assert!(browser.get(&here).await.has("2 of 16: not yet there"));
        let now = test.app.clock.now();
        store::close_overdue(db, &library, now).await.unwrap();
        assert_eq!(
            test.count("SELECT submitted_at - due_at FROM attempts")
                .await,
            0,
            "it ended when the time was up"
        );
        assert!(browser.get(&address(&quiz)).await.has("40 minutes"));
    })
    .await;
}

#[tokio::test]
async fn extra_time_is_agreed_by_an_assessor_and_never_for_oneself() {
    on_each_engine(async |test: TestApp| {
        let (db, now) = (&test.app.db, test.app.clock.now());
        let roles = &[Role::Learner, Role::Assessor];
        let ada = test.person("Ada Assessor", roles).await;
        let (_, lena, _) = begun(&test, "behaviour: exam\nminutes: 40").await;
        let reason = "As agreed in writing";
        for (who, whom) in [(&lena, &lena), (&ada, &ada), (&lena, &ada)] {
            let refused = agree_extra_time(db, who, &whom.id, 25, reason, now).await;
            assert!(refused.is_err());
            assert!(end_extra_time(db, who, &whom.id, now).await.is_err());
        }
        agree_extra_time(db, &ada, &lena.id, 50, reason, now)
            .await
            .unwrap();
        agree_extra_time(db, &ada, &lena.id, 25, reason, now)
            .await
            .unwrap();
        assert_eq!(test.count("SELECT COUNT(*) FROM adjustments").await, 2);
        let other = test.app.library();
        test.app.clock.advance(41 * MINUTE);
        let later = test.app.clock.now();
        store::close_overdue(db, &other, later).await.unwrap();
        test.app.clock.advance(25 * crate::clock::HOUR);
        let quiz = other.quiz(QUIZ).unwrap();
        store::start(db, &lena, &other, quiz, test.app.clock.now())
            .await
            .unwrap();
        let minutes = "SELECT (due_at - started_at) / 60000 FROM attempts WHERE number = 2";
        assert_eq!(test.count(minutes).await, 50);
        let mut browser = test.browser();
        browser.sign_in(&lena.email).await;
        let page = browser.get(&address(quiz)).await;
        assert!(page.has("25% extra time agreed with you"), "{}", page.body);
    })
    .await;
}
