//! Reviews in the database: what is due, what is kept, and what is held back.

use super::{LEARNER, PRACTICE, answer, item, practise, read, singles};
use crate::accounts::{Actor, Role};
use crate::clock::{DAY, day};
use crate::error::Error;
use crate::library::{Behaviour, Question, QuizKind};
use crate::quizzes::asked::{Response, WHOLE};
use crate::quizzes::store::{self as quizzes, Given};
use crate::review::{self, Item, Rating, store};
use crate::tests::scenes::library_with;
use crate::tests::support::{START, TestApp, on_each_engine};

const REVIEWS: &str = "SELECT COUNT(*) FROM reviews";

async fn items(test: &TestApp, person: &Actor) -> Vec<Item> {
    let cards = store::cards(&test.app.db, &test.app.library(), &person.id).await;
    cards.unwrap().into_iter().map(|card| card.item).collect()
}

async fn review(
    test: &TestApp,
    person: &Actor,
    question: &Question,
    right: bool,
    at: i64,
) -> crate::error::Result<()> {
    let (db, library) = (&test.app.db, test.app.library());
    let given = answer(question, right);
    store::answer(db, &library, person, (PRACTICE, question), &given, at).await
}

#[tokio::test]
async fn a_miss_comes_back_the_day_after_and_is_reviewed_once() {
    on_each_engine(async |test: TestApp| {
        let library = test.app.library();
        let lena = test.person("Lena Learner", LEARNER).await;
        let (missed, known) = (singles(&library)[0], singles(&library)[1]);
        practise(&test, &lena, missed, false, START).await;
        practise(&test, &lena, known, true, START).await;
        assert_eq!(items(&test, &lena).await, [item(missed)]);
        review(&test, &lena, missed, true, START).await.unwrap();
        assert_eq!(test.count(REVIEWS).await, 0, "it rests until tomorrow");
        let tomorrow = START + DAY;
        let (first, second) = futures_util::join!(
            review(&test, &lena, missed, true, tomorrow),
            review(&test, &lena, missed, true, tomorrow),
        );
        // One of two that meet may be asked to come again; the edge does so.
        assert!(first.is_ok() || second.is_ok());
        review(&test, &lena, missed, false, tomorrow).await.unwrap();
        assert_eq!(test.count(REVIEWS).await, 1);
        let today = review::today(&test.app.db, &library, &lena, tomorrow)
            .await
            .unwrap();
        assert!(today.is_finished());
        assert!(today.next.unwrap() > day(tomorrow) + 1, "{today:?}");
        let given = store::answered(&test.app.db, &lena, &item(missed), day(tomorrow))
            .await
            .unwrap();
        assert_eq!(
            given,
            Some((missed.version.hash.clone(), answer(missed, true)))
        );
    })
    .await;
}

#[tokio::test]
async fn only_ones_own_can_be_reviewed_and_only_by_a_learner() {
    on_each_engine(async |test: TestApp| {
        let library = test.app.library();
        let lena = test.person("Lena Learner", LEARNER).await;
        let other = test.person("Other Learner", LEARNER).await;
        let manager = test.person("Ruth Manager", &[Role::Manager]).await;
        let missed = singles(&library)[0];
        practise(&test, &lena, missed, false, START).await;
        practise(&test, &manager, missed, false, START).await;
        let section = read(&test, &lena, START).await;
        let later = START + DAY;
        let refused = review(&test, &other, missed, true, later).await;
        assert!(matches!(refused, Err(Error::NotFound)), "{refused:?}");
        let refused = review(&test, &manager, missed, true, later).await;
        assert!(matches!(refused, Err(Error::Forbidden)), "{refused:?}");
        let term = library.term(&section.terms[0]).unwrap();
        let refused = store::rate(&test.app.db, &library, &other, term, Rating::Knew, later).await;
        assert!(matches!(refused, Err(Error::NotFound)), "{refused:?}");
        let gap = store::answer(
            &test.app.db,
            &library,
            &lena,
            (PRACTICE, missed),
            &Response::new(),
            later,
        )
        .await;
        assert!(matches!(gap, Err(Error::Invalid(_))), "{gap:?}");
        assert_eq!(test.count(REVIEWS).await, 0);
    })
    .await;
}

#[tokio::test]
async fn a_term_is_asked_the_day_after_its_section_was_read() {
    on_each_engine(async |test: TestApp| {
        let (db, library) = (&test.app.db, test.app.library());
        let lena = test.person("Lena Learner", LEARNER).await;
        let section = read(&test, &lena, START).await;
        let terms: Vec<Item> = section.terms.iter().cloned().map(Item::Term).collect();
        assert_eq!(items(&test, &lena).await, terms);
        let term = library.term(&section.terms[0]).unwrap();
        for at in [START, START + DAY, START + DAY, START + 2 * DAY] {
            store::rate(db, &library, &lena, term, Rating::Knew, at)
                .await
                .unwrap();
        }
        assert_eq!(test.count(REVIEWS).await, 1, "it rests for three days");
        assert_eq!(test.count("SELECT COUNT(*) FROM term_versions").await, 1);
        store::rate(db, &library, &lena, term, Rating::NotYet, START + 4 * DAY)
            .await
            .unwrap();
        assert_eq!(test.count(REVIEWS).await, 2);
    })
    .await;
}

/// Sits the first quiz with these rules, answers its first two questions wrongly, and gives the attempt.
async fn sat(test: &TestApp, person: &Actor, quiz: &str) -> String {
    let (db, library) = (&test.app.db, test.app.library());
    let quiz = library.quiz(quiz).unwrap();
    let attempt = quizzes::start(db, person, &library, quiz, START)
        .await
        .unwrap();
    let wrong = quiz.questions.iter().take(2).map(|question| Given {
        question,
        response: answer(question, false),
        confidence: None,
    });
    let given: Vec<_> = wrong.collect();
    quizzes::save(db, person, &attempt, &given, START)
        .await
        .unwrap();
    attempt
}

#[tokio::test]
async fn a_quiz_comes_in_when_its_review_may_tell_and_waits_while_it_is_asked_again() {
    on_each_engine(async |test: TestApp| {
        let (db, library) = (&test.app.db, test.app.library());
        let lena = test.person("Lena Learner", LEARNER).await;
        let quiz = library
            .quizzes
            .iter()
            .find(|quiz| {
                let is_plain = quiz.kind == QuizKind::Quiz && quiz.behaviour == Behaviour::Deferred;
                is_plain && quiz.draws.is_empty() && quiz.attempts != Some(1)
            })
            .unwrap();
        let attempt = sat(&test, &lena, &quiz.id).await;
        assert_eq!(
            items(&test, &lena).await,
            [],
            "the answers are not told yet"
        );
        quizzes::submit(db, &lena, &attempt, &library, &[], START)
            .await
            .unwrap();
        let missed = items(&test, &lena).await;
        assert_eq!(missed.len(), 2, "gaps are no answers: {missed:?}");
        let again = START + 3 * DAY;
        quizzes::start(db, &lena, &library, quiz, again)
            .await
            .unwrap();
        assert_eq!(items(&test, &lena).await, [], "an open attempt asks them");
    })
    .await;
}

#[tokio::test]
async fn words_of_ones_own_are_never_asked() {
    on_each_engine(async |test: TestApp| {
        let library = test.app.library();
        let lena = test.person("Lena Learner", LEARNER).await;
        let all = library.quizzes.iter();
        let (quiz, free) = all
            .flat_map(|quiz| quiz.questions.iter().map(move |question| (quiz, question)))
            .find(|(_, question)| question.is_free())
            .unwrap();
        let given = Response::from([(WHOLE.to_owned(), "I was late, and said so.".to_owned())]);
        quizzes::practise(&test.app.db, &lena, &quiz.id, free, &given, None, START)
            .await
            .unwrap();
        assert_eq!(items(&test, &lena).await, []);
    })
    .await;
}

#[tokio::test]
async fn the_version_that_is_served_is_asked_or_the_last_that_was() {
    on_each_engine(async |test: TestApp| {
        let (db, library) = (&test.app.db, test.app.library());
        let lena = test.person("Lena Learner", LEARNER).await;
        let old = singles(&library)[0].clone();
        practise(&test, &lena, &old, false, START).await;
        let card = store::card(db, &library, &lena, &item(&old)).await.unwrap();
        let edited =
            library_with(|_, text| text.replace(&format!("## {}", old.title), "## A new heading"));
        let asked = store::question(db, &edited, &card).await.unwrap();
        assert_eq!(
            (asked.id.as_str(), asked.title.as_str()),
            (old.id.as_str(), "A new heading")
        );
        let mut without = library_with(|_, text| text);
        without.quizzes.retain(|quiz| quiz.id != PRACTICE);
        let card = store::card(db, &without, &lena, &item(&old)).await.unwrap();
        let asked = store::question(db, &without, &card).await.unwrap();
        assert_eq!(asked.version, old.version);
        let given = answer(&asked, true);
        store::answer(db, &without, &lena, (PRACTICE, &asked), &given, START + DAY)
            .await
            .unwrap();
        assert_eq!(test.count(REVIEWS).await, 1);
    })
    .await;
}
