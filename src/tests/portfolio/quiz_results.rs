//! A quiz result as evidence: begun from a sitting that was handed in, linked to criteria, read as the learner reviewed it.

use super::LEARNER;
use crate::accounts::{Actor, Role};
use crate::args;
use crate::assessment::Outcome;
use crate::db::Read;
use crate::error::Error;
use crate::library::Question;
use crate::portfolio::quiz_result::Pinned;
use crate::portfolio::standings;
use crate::portfolio::store::{self, Draft};
use crate::quizzes::store as quizzes;
use crate::quizzes::{Response, grade};
use crate::tests::scenes::{GP, field};
use crate::tests::support::{Browser, TestApp, on_each_engine};

/// One sitting of the quiz, handed in with so many of the first answers wrong; its id.
async fn sat(test: &TestApp, learner: &Actor, wrong: usize) -> String {
    let (quiz, db, now) = (test.quiz(), &test.app.db, test.app.clock.now());
    let library = test.app.library();
    let attempt = quizzes::start(db, learner, &library, &quiz, now).await;
    let attempt = attempt.unwrap();
    let not_right = |question: &Question| -> Response {
        let option = question.options().iter().find(|option| !option.right);
        let chosen = option.map(|option| (option.key.clone(), "chosen".to_owned()));
        chosen.into_iter().collect()
    };
    let given = quiz
        .questions
        .iter()
        .enumerate()
        .map(|(n, question)| quizzes::Given {
            question,
            response: match n < wrong {
                true => not_right(question),
                false => grade::model(question),
            },
            confidence: None,
        });
    let given: Vec<_> = given.collect();
    quizzes::submit(db, learner, &attempt, &library, &given, now)
        .await
        .unwrap();
    attempt
}

async fn begun(browser: &mut Browser, attempt: &str) -> String {
    let page = browser
        .post(&format!("/attempts/{attempt}/evidence"), &[])
        .await;
    page.redirects().trim_end_matches("?write=true").to_owned()
}

fn handing_in(revision: i64, code: &str) -> crate::tests::scenes::Fields {
    vec![
        field("do", "submit"),
        field("revision", revision.to_string()),
        field("criteria", code),
        field(format!("where-{code}"), "Question 1"),
        field(format!("why-{code}"), "I chose it for this reason."),
    ]
}

async fn body_of(test: &TestApp) -> Pinned {
    let (body,): (String,) = test
        .app
        .db
        .one(
            "SELECT body FROM evidence WHERE kind = 'quiz-result'",
            args![],
        )
        .await
        .unwrap();
    Pinned::read(&body)
}

#[tokio::test]
async fn it_begins_from_ones_own_sitting_that_was_handed_in() {
    on_each_engine(async |test: TestApp| {
        let (lena, mut browser) = test.signed_in("Lena Learner", LEARNER).await;
        let attempt = sat(&test, &lena, 0).await;
        let address = format!("/attempts/{attempt}/evidence");
        let first = browser.post(&address, &[]).await;
        assert_eq!(
            first.redirects(),
            format!("/qualifications/{GP}?said=enrol-first")
        );
        test.enrolled(&lena).await;
        let page = browser.get(&format!("/attempts/{attempt}")).await;
        assert!(
            page.is(200).has("Use this result as evidence"),
            "{}",
            page.body
        );
        assert!(
            browser
                .get("/portfolio")
                .await
                .has("Use a quiz result as evidence")
        );
        let (_, mut other) = test.signed_in("Otto Other", LEARNER).await;
        other.post(&address, &[]).await.is(404);
        let evidence = begun(&mut browser, &attempt).await;
        assert_eq!(
            begun(&mut browser, &attempt).await,
            evidence,
            "twice is once"
        );
        let pinned = body_of(&test).await;
        assert_eq!(
            (pinned.attempt.as_str(), pinned.number, pinned.passed),
            (attempt.as_str(), 1, true)
        );
        let quiz = test.quiz();
        let hashes: Vec<&str> = quiz
            .questions
            .iter()
            .map(|q| q.version.hash.as_str())
            .collect();
        let posed = pinned
            .questions
            .iter()
            .filter(|q| hashes.contains(&q.hash.as_str()));
        assert_eq!(posed.count(), quiz.questions.len());
        let page = browser.get("/portfolio").await;
        assert!(
            page.has(&quiz.title) && page.has("Quiz result"),
            "{}",
            page.body
        );
    })
    .await;
}

#[tokio::test]
async fn an_open_sitting_is_no_result() {
    on_each_engine(async |test: TestApp| {
        let (lena, mut browser) = test.signed_in("Lena Learner", LEARNER).await;
        test.enrolled(&lena).await;
        let (db, now) = (&test.app.db, test.app.clock.now());
        let open = quizzes::start(db, &lena, &test.app.library(), &test.quiz(), now)
            .await
            .unwrap();
        browser
            .post(&format!("/attempts/{open}/evidence"), &[])
            .await
            .is(409);
        assert_eq!(test.count("SELECT COUNT(*) FROM evidence").await, 0);
    })
    .await;
}

#[tokio::test]
async fn it_is_linked_handed_in_decided_and_counts() {
    on_each_engine(async |test: TestApp| {
        let (lena, mut browser) = test.signed_in("Lena Learner", LEARNER).await;
        let (ada, mut assessor) = test.signed_in("Ada Assessor", &[Role::Assessor]).await;
        let enrolment = test.enrolled(&lena).await;
        let attempt = sat(&test, &lena, 1).await;
        let address = begun(&mut browser, &attempt).await;
        let code = test.quiz().questions[0].criteria[0].clone();
        let page = browser.get(&address).await;
        assert!(
            page.is(200).has("The result") && page.has(&format!("value=\"{code}\"")),
            "{}",
            page.body
        );
        assert!(!page.has("name=\"text\""), "it cannot be written in");
        let unjustified: Vec<_> = handing_in(1, &code).into_iter().take(4).collect();
        assert!(
            browser
                .post_all(&address, &unjustified)
                .await
                .is(422)
                .has(&format!("href=\"#why-{code}\""))
        );
        let page = browser.post_all(&address, &handing_in(2, &code)).await;
        assert!(page.redirects().ends_with("said=handed-in"));
        let (submission,): (String,) = test
            .app
            .db
            .one("SELECT id FROM submissions", args![])
            .await
            .unwrap();
        let page = assessor.get(&format!("/submissions/{submission}")).await;
        let question = &test.quiz().questions[0];
        for words in [
            "I chose it for this reason.",
            &question.title,
            "This counted 0 of 1.",
            "Attempt 1, handed in on 1 June 2026",
        ] {
            assert!(page.is(200).has(words), "{words}: {}", page.body);
        }
        let wrong = question.options().iter().find(|o| !o.right).unwrap();
        assert!(
            page.has("You chose this.") && page.has(&wrong.feedback),
            "as the learner saw it"
        );
        test.decided(&ada, &submission, Outcome::Achieved).await;
        let specification = test.specification(GP);
        let standings = standings(&test.app.db, &enrolment, &specification)
            .await
            .unwrap();
        let shown = standings.iter().flat_map(|one| &one.shown);
        let kinds: Vec<&str> = shown.map(|one| one.kind.as_str()).collect();
        assert_eq!(kinds, ["quiz-result"]);
        let page = browser.get(&address).await;
        assert!(
            page.is(200)
                .has("Everything it was handed in for is achieved."),
            "{}",
            page.body
        );
    })
    .await;
}

#[tokio::test]
async fn another_sitting_takes_its_place_and_the_first_is_read_as_it_was() {
    on_each_engine(async |test: TestApp| {
        let (lena, mut browser) = test.signed_in("Lena Learner", LEARNER).await;
        let (ada, mut assessor) = test.signed_in("Ada Assessor", &[Role::Assessor]).await;
        test.enrolled(&lena).await;
        let code = test.quiz().questions[0].criteria[0].clone();
        let first = sat(&test, &lena, usize::MAX).await;
        let address = begun(&mut browser, &first).await;
        browser
            .post_all(&address, &handing_in(1, &code))
            .await
            .redirects();
        test.app.clock.advance(30 * crate::clock::DAY);
        browser.sign_in(&lena.email).await;
        assessor.sign_in(&ada.email).await;
        let (submission,): (String,) = test
            .app
            .db
            .one("SELECT id FROM submissions", args![])
            .await
            .unwrap();
        let second = sat(&test, &lena, 0).await;
        begun(&mut browser, &second).await;
        assert_eq!(
            body_of(&test).await.attempt,
            first,
            "what waits keeps its sitting"
        );
        test.decided(&ada, &submission, Outcome::NotYetAchieved)
            .await;
        begun(&mut browser, &second).await;
        assert_eq!(body_of(&test).await.attempt, second);
        let page = browser.get(&address).await;
        assert!(
            page.is(200).has("Attempt 1, handed in"),
            "what was handed in is the first: {}",
            page.body
        );
        let page = assessor.get(&format!("/submissions/{submission}")).await;
        assert!(page.is(200).has("Attempt 1, handed in"), "{}", page.body);
    })
    .await;
}

#[tokio::test]
async fn its_learner_does_not_change_it() {
    on_each_engine(async |test: TestApp| {
        let (lena, mut browser) = test.signed_in("Lena Learner", LEARNER).await;
        test.enrolled(&lena).await;
        let attempt = sat(&test, &lena, 1).await;
        let address = begun(&mut browser, &attempt).await;
        let evidence = address.trim_start_matches("/evidence/");
        let mut pinned = body_of(&test).await;
        pinned.score = 99.0;
        let draft = Draft {
            body: pinned.to_body(),
            links: None,
            revision: 1,
        };
        let (db, now) = (&test.app.db, test.app.clock.now());
        let changed = store::save(db, &lena, evidence, &draft, now).await;
        assert!(matches!(changed, Err(Error::Forbidden)), "{changed:?}");
        let call = serde_json::json!({"evidence": evidence, "text": "{}", "revision": 1});
        let page = browser.call("draft", &call).await;
        assert_ne!(page.status.as_u16(), 200, "{}", page.body);
        assert_eq!(body_of(&test).await.attempt, attempt);
    })
    .await;
}
