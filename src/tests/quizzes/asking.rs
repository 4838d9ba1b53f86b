//! Answers in one's own words are asked about before they go to the assessors; those that nobody could be asked about wait.

use super::LEARNER;
use crate::accounts::Actor;
use crate::clock::MINUTE;
use crate::library::Library;
use crate::portfolio::asking::FIELD;
use crate::quizzes::Response;
use crate::quizzes::asked::WHOLE;
use crate::quizzes::store::{self, Given};
use crate::tests::scenes::{Fields, QUIZ, field, library_with};
use crate::tests::support::{TestApp, on_each_engine};

const OWN_WORDS: &str = "
## In your own words {#gp-own type=free criteria=GP1.1.1}

What would you say to her?

> A good answer says whose part it was.
";

const ANSWER: &str = "I would ring her on 07700 900123, and ask.";

/// The library with a question that asks for one's own words, under these rules.
fn with(rules: &str) -> Library {
    library_with(
        |path, text| match path.ends_with("attachment-in-the-consultation/quiz.md") {
            true => text.replacen("shuffle: true", rules, 1) + OWN_WORDS,
            false => text,
        },
    )
}

async fn begun(test: &TestApp, learner: &Actor, rules: &str) -> String {
    test.app.replace_library(with(rules));
    let library = test.app.library();
    let now = test.app.clock.now();
    store::start(
        &test.app.db,
        learner,
        &library,
        library.quiz(QUIZ).unwrap(),
        now,
    )
    .await
    .unwrap()
}

fn form(way: &str) -> Fields {
    vec![field("do", way), field("answer-gp-own", ANSWER)]
}

#[tokio::test]
async fn an_answer_in_own_words_is_asked_about() {
    on_each_engine(async |test: TestApp| {
        let (lena, mut browser) = test.signed_in("Lena Learner", LEARNER).await;
        test.enrolled(&lena).await;
        let here = format!("/attempts/{}", begun(&test, &lena, "shuffle: true").await);
        let page = browser.post_all(&here, &form("submit-anyway")).await;
        assert!(
            page.is(422).has("<mark>07700 900123</mark>") && page.has("In your own words"),
            "{}",
            page.body
        );
        assert_eq!(
            test.count("SELECT COUNT(*) FROM attempts WHERE submitted_at IS NULL")
                .await,
            1
        );
        assert!(browser.get(&here).await.has(ANSWER), "it is saved");
        let seal = page
            .body
            .split(&format!("name=\"{FIELD}\" value=\""))
            .nth(1)
            .unwrap();
        let mut again = form("submit-anyway");
        again.push(field(FIELD, seal.split('"').next().unwrap()));
        browser.post_all(&here, &again).await.redirects();
        assert_eq!(test.count("SELECT COUNT(*) FROM submissions").await, 1);
        assert_eq!(test.count("SELECT COUNT(*) FROM assurances").await, 1);
    })
    .await;
}

#[tokio::test]
async fn one_who_is_not_enrolled_is_not_asked() {
    on_each_engine(async |test: TestApp| {
        let (lena, mut browser) = test.signed_in("Lena Learner", LEARNER).await;
        let here = format!("/attempts/{}", begun(&test, &lena, "shuffle: true").await);
        browser
            .post_all(&here, &form("submit-anyway"))
            .await
            .redirects();
        assert_eq!(test.count("SELECT COUNT(*) FROM evidence").await, 0);
    })
    .await;
}

#[tokio::test]
async fn when_the_time_is_up_the_answer_waits_in_the_portfolio() {
    on_each_engine(async |test: TestApp| {
        let lena = test.person("Lena Learner", LEARNER).await;
        test.enrolled(&lena).await;
        let attempt = begun(&test, &lena, "behaviour: exam\nminutes: 40").await;
        let (db, library) = (&test.app.db, test.app.library());
        let question = library.quiz(QUIZ).unwrap().question("gp-own").unwrap();
        let given = Given {
            question,
            response: Response::from([(WHOLE.to_owned(), ANSWER.to_owned())]),
            confidence: None,
        };
        store::save(db, &lena, &attempt, &[given], test.app.clock.now())
            .await
            .unwrap();
        test.app.clock.advance(60 * MINUTE);
        store::close_overdue(db, &library, test.app.clock.now())
            .await
            .unwrap();
        assert_eq!(test.count("SELECT COUNT(*) FROM submissions").await, 0);
        assert_eq!(
            test.count("SELECT COUNT(*) FROM evidence WHERE body LIKE '%07700 900123%'")
                .await,
            1
        );
    })
    .await;
}
