//! How sure somebody was: over all attempts, and in the review of one.

use super::{LEARNER, answer};
use crate::accounts::Actor;
use crate::clock::HOUR;
use crate::library::{Library, Question, Quiz};
use crate::quizzes::grade;
use crate::quizzes::store::{self as quizzes, Given};
use crate::tests::scenes::{QUIZ, library_with};
use crate::tests::support::{TestApp, on_each_engine};

/// The library with a quiz that asks how sure one is.
fn asking() -> Library {
    library_with(
        |path, text| match path.ends_with("attachment-in-the-consultation/quiz.md") {
            true => text.replacen("shuffle: true", "shuffle: true\nconfidence: true", 1),
            false => text,
        },
    )
}

/// Sits the quiz: very sure of the first six, two of them wrongly; guessing at the next three; nothing said of the rest.
async fn sit(test: &TestApp, person: &Actor, quiz: &Quiz) -> String {
    let (db, library, now) = (&test.app.db, test.app.library(), test.app.clock.now());
    let attempt = quizzes::start(db, person, &library, quiz, now)
        .await
        .unwrap();
    let one = |(at, question): (usize, &'static Question)| Given {
        response: match at {
            0 | 1 => answer(question, false),
            _ => grade::model(question),
        },
        confidence: match at {
            0..=5 => Some(3),
            6..=8 => Some(1),
            _ => None,
        },
        question,
    };
    let questions: &'static [Question] = Box::leak(quiz.questions.clone().into_boxed_slice());
    let given: Vec<_> = questions.iter().enumerate().map(one).collect();
    quizzes::submit(db, person, &attempt, &library, &given, now)
        .await
        .unwrap();
    attempt
}

#[tokio::test]
async fn certainty_is_told_with_counts_and_what_was_a_surprise_leads_back() {
    on_each_engine(async |test: TestApp| {
        test.app.replace_library(asking());
        let library = test.app.library();
        let quiz = library.quiz(QUIZ).unwrap();
        let (lena, mut browser) = test.signed_in("Lena Learner", LEARNER).await;
        let page = browser.get("/review/certainty").await;
        assert!(page.has("Some quizzes ask how sure you are"), "{}", page.body);
        let attempt = sit(&test, &lena, quiz).await;
        let page = browser.get("/review/certainty").await;
        assert!(page.has("guessing: 3 answers, not enough data; fairly sure: 0 answers, not enough data; very sure: 4 of 6 right, 67%"), "{}", page.body);
        assert!(page.has("<th scope=\"row\">Very sure</th><td>6</td><td>4</td><td>67%</td>"), "{}", page.body);
        assert!(page.has("Gardner-Medwin") && page.has("where one learns most"), "{}", page.body);
        for question in &quiz.questions[..2] {
            assert!(page.has(&format!("/attempts/{attempt}#{}", question.id)), "{}", page.body);
        }
        assert!(!page.has(&format!("#{}\"", quiz.questions[2].id)), "{}", page.body);
        assert_eq!(page.body.matches("What teaches it: ").count(), 2);
        let review = browser.get(&format!("/attempts/{attempt}")).await;
        assert!(review.has("Very sure: 4 of 6 answers right.") && review.has("/review/certainty"), "{}", review.body);

        let (_, mut other) = test.signed_in("Other Learner", LEARNER).await;
        assert!(!other.get("/review/certainty").await.has(&attempt));
    })
    .await;
}

#[tokio::test]
async fn what_was_a_surprise_says_when_it_was_right_since() {
    on_each_engine(async |test: TestApp| {
        test.app.replace_library(library_with(|path, text| {
            match path.ends_with("attachment-in-the-consultation/quiz.md") {
                true => text.replacen(
                    "shuffle: true",
                    "shuffle: true\nconfidence: true\nbehaviour: immediate",
                    1,
                ),
                false => text,
            }
        }));
        let library = test.app.library();
        let quiz = library.quiz(QUIZ).unwrap();
        let (lena, mut browser) = test.signed_in("Lena Learner", LEARNER).await;
        let (db, question) = (&test.app.db, &quiz.questions[0]);
        for (right, sure) in [(false, Some(3)), (true, Some(2))] {
            let now = test.app.clock.now();
            let attempt = quizzes::start(db, &lena, &library, quiz, now)
                .await
                .unwrap();
            let given = Given {
                question,
                response: answer(question, right),
                confidence: sure,
            };
            quizzes::give(db, &lena, &attempt, 1, &given, now)
                .await
                .unwrap();
            quizzes::submit(db, &lena, &attempt, &library, &[], now)
                .await
                .unwrap();
            test.app.clock.advance(100 * HOUR);
        }
        browser.sign_in(&lena.email).await;
        let page = browser.get("/review/certainty").await;
        assert!(
            page.has("1 June 2026; right since 5 June 2026."),
            "{}",
            page.body
        );
        assert_eq!(page.body.matches("What teaches it: ").count(), 1);
    })
    .await;
}
