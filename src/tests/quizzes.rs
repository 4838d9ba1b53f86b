//! Sitting quizzes and answering embedded questions, through the routes.

mod asking;
mod items;
mod keys;
mod limits;
mod practice;
mod rules;
mod types;
mod ways;

use super::scenes::{Fields, QUIZ, field, library_with};
use super::support::{TestApp, on_each_engine};
use crate::accounts::Role;
use crate::args;
use crate::db::Read;
use crate::library::Quiz;

const LEARNER: &[Role] = &[Role::Learner];

fn address(quiz: &Quiz) -> String {
    format!("/quizzes/{}", quiz.id)
}

/// The form of an attempt with every answer right or every answer wrong.
fn answers(quiz: &Quiz, right: bool, way: &str) -> Fields {
    let mut fields = vec![field("do", way)];
    for question in &quiz.questions {
        let name = format!("answer-{}", question.id);
        let options = question
            .options()
            .iter()
            .filter(|option| option.right == right);
        fields.extend(options.map(|option| field(&name, &option.key)));
    }
    fields
}

#[tokio::test]
async fn an_attempt_is_saved_taken_up_again_and_handed_in_once() {
    on_each_engine(async |test: TestApp| {
        let quiz = test.quiz();
        let (lena, mut browser) = test.signed_in("Lena Learner", LEARNER).await;
        let attempt = browser
            .post(&address(&quiz), &[])
            .await
            .redirects()
            .to_owned();
        let saved = answers(&quiz, false, "save");
        assert_eq!(
            browser.post_all(&attempt, &saved[..3]).await.redirects(),
            address(&quiz)
        );
        assert!(
            browser
                .get(&address(&quiz))
                .await
                .has("Go on with your attempt")
        );
        let mut other_device = test.browser();
        other_device.sign_in(&lena.email).await;
        assert_eq!(
            other_device.post(&address(&quiz), &[]).await.redirects(),
            attempt
        );
        let page = other_device.get(&attempt).await;
        assert!(
            page.has(&format!("value=\"{}\" checked", saved[1].1)),
            "{}",
            page.body
        );

        other_device
            .post_all(&attempt, &answers(&quiz, true, "submit"))
            .await
            .redirects();
        for way in ["submit", "submit-anyway", "save"] {
            browser
                .post_all(&attempt, &answers(&quiz, false, way))
                .await
                .redirects();
        }
        let page = browser.get(&attempt).await;
        assert!(
            page.has("Passed, with 16 of 16") && page.has("data-verdict=\"right\""),
            "{}",
            page.body
        );
        assert!(
            browser
                .get(&address(&quiz))
                .await
                .has("You have passed this quiz")
        );
        let worst: (f64,) = test
            .app
            .db
            .one("SELECT MIN(mark) FROM answers", args![])
            .await
            .unwrap();
        assert_eq!(worst, (1.0,));
    })
    .await;
}

#[tokio::test]
async fn gaps_are_asked_about_once_and_count_nothing() {
    on_each_engine(async |test: TestApp| {
        let quiz = test.quiz();
        let (_, mut browser) = test.signed_in("Lena Learner", LEARNER).await;
        let attempt = browser
            .post(&address(&quiz), &[])
            .await
            .redirects()
            .to_owned();
        let form = vec![
            field(format!("answer-{}", quiz.questions[0].id), "no such option"),
            field("do", "submit"),
        ];
        let page = browser.post_all(&attempt, &form).await;
        assert!(
            page.is(422).has("16 questions without an answer") && page.has("Hand in with gaps"),
            "{}",
            page.body
        );
        assert_eq!(
            test.count("SELECT COUNT(*) FROM attempts WHERE submitted_at IS NULL")
                .await,
            1
        );
        browser
            .post(&attempt, &[("do", "submit-anyway")])
            .await
            .redirects();
        let page = browser.get(&attempt).await;
        assert!(
            page.has("0 of 16: not yet there") && page.has("No answer was given."),
            "{}",
            page.body
        );
    })
    .await;
}

#[tokio::test]
async fn an_attempt_stays_as_it_was_sat_when_the_quiz_is_edited() {
    on_each_engine(async |test: TestApp| {
        let quiz = test.quiz();
        let (_, mut sat) = test.signed_in("Sat Before", LEARNER).await;
        let (_, mut open) = test.signed_in("Open Meanwhile", LEARNER).await;
        let reviewed = sat.post(&address(&quiz), &[]).await.redirects().to_owned();
        let begun = open.post(&address(&quiz), &[]).await.redirects().to_owned();
        sat.post_all(&reviewed, &answers(&quiz, true, "submit"))
            .await
            .redirects();
        let before = sat.get(&reviewed).await.body;

        let edited = library_with(|path, text| {
            match path.ends_with("attachment-in-the-consultation/quiz.md") {
                true => text
                    .replace("- [x]", "- [!]")
                    .replacen("- [ ]", "- [x]", 1)
                    .replacen("- [!]", "- [ ]", 1)
                    .replace("- [!]", "- [x]")
                    .replace("Three calls before the train", "Four calls before the boat"),
                false => text,
            }
        });
        assert_ne!(edited.quiz(QUIZ).unwrap().version.hash, quiz.version.hash);
        test.app.replace_library(edited);

        let page = sat.get(&reviewed).await;
        assert!(
            page.has("The quiz has been edited since") && !page.has("Four calls before the boat")
        );
        assert!(page.has("Three calls before the train") && page.has("Passed, with 16 of 16"));
        let rest = page
            .body
            .split("The quiz has been edited since")
            .nth(1)
            .unwrap();
        let reasons = |body: &str| body.matches("Right, and you chose it.").count();
        assert_eq!(reasons(rest), reasons(&before));
        assert!(open.get(&begun).await.has("Three calls before the train"));
        open.post_all(&begun, &answers(&quiz, true, "submit"))
            .await
            .redirects();
        assert!(
            open.get(&begun).await.has("Passed, with 16 of 16"),
            "marked by the version that was asked"
        );
        assert!(
            sat.get(&address(&quiz))
                .await
                .has("You have passed this quiz")
        );
    })
    .await;
}

#[tokio::test]
async fn somebody_elses_attempt_is_not_found_and_that_is_logged() {
    on_each_engine(async |test: TestApp| {
        let quiz = test.quiz();
        let (_, mut lena) = test.signed_in("Lena Learner", LEARNER).await;
        let (_, mut other) = test.signed_in("Other Learner", LEARNER).await;
        let attempt = lena.post(&address(&quiz), &[]).await.redirects().to_owned();
        let page = other.get(&attempt).await;
        assert_eq!(
            page.is(404).body,
            other.get("/attempts/made-up").await.is(404).body
        );
        other
            .post_all(&attempt, &answers(&quiz, false, "submit"))
            .await
            .is(404);
        assert_eq!(
            test.looks(attempt.rsplit('/').next().unwrap(), "refused")
                .await,
            2
        );
        assert_eq!(test.count("SELECT COUNT(*) FROM answers").await, 0);
    })
    .await;
}

#[tokio::test]
async fn a_score_cannot_be_sent() {
    on_each_engine(async |test: TestApp| {
        let quiz = test.quiz();
        let (_, mut browser) = test.signed_in("Lena Learner", LEARNER).await;
        browser
            .post(&address(&quiz), &[("number", "7")])
            .await
            .is(422);
        let attempt = browser
            .post(&address(&quiz), &[])
            .await
            .redirects()
            .to_owned();
        for forged in ["score", "passed", "mark", "submitted_at", "person_id"] {
            let mut form = answers(&quiz, false, "submit");
            form.push(field(forged, "100"));
            browser.post_all(&attempt, &form).await.is(422);
        }
        assert_eq!(
            test.count("SELECT COUNT(*) FROM attempts WHERE submitted_at IS NOT NULL")
                .await,
            0
        );
    })
    .await;
}
