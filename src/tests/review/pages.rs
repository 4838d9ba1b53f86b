//! The review through its pages: nothing told before its time, one review however often a form is sent, no scripts.

use super::{LEARNER, PRACTICE, item, practise, read, singles};
use crate::clock::DAY;
use crate::library::{Question, Section};
use crate::tests::scenes::{field, library_with};
use crate::tests::support::{Browser, Page, TestApp, on_each_engine};

const REVIEWS: &str = "SELECT COUNT(*) FROM reviews";

/// Lena has missed a question and read a section; it is the day after.
async fn due(test: &TestApp) -> (Browser, Question, Section) {
    let library = test.app.library();
    let (lena, mut browser) = test.signed_in("Lena Learner", LEARNER).await;
    let missed = singles(&library)[0];
    let now = test.app.clock.now();
    practise(test, &lena, missed, false, now).await;
    let section = read(test, &lena, now).await;
    test.app.clock.advance(DAY);
    browser.sign_in(&lena.email).await;
    (browser, missed.clone(), section)
}

fn form(question: &Question, option: usize) -> Vec<(String, String)> {
    vec![
        field("version", &question.version.hash),
        field(
            format!("answer-{}", question.id),
            &question.options()[option].key,
        ),
    ]
}

fn option(question: &Question, right: bool) -> usize {
    let mut options = question.options().iter();
    options.position(|option| option.right == right).unwrap()
}

/// That a page holds nothing that says what is right.
fn tells_nothing(page: &Page, question: &Question) {
    for option in question.options() {
        assert!(!page.has(&option.feedback), "{}", page.body);
    }
    assert!(!page.has(question.feedback.as_ref().unwrap()));
    for sign in ["data-verdict", "class=\"feedback\"", "<script"] {
        assert!(!page.has(sign), "{sign}: {}", page.body);
    }
}

#[tokio::test]
async fn a_question_is_asked_answered_once_and_explained() {
    on_each_engine(async |test: TestApp| {
        let (mut lena, missed, _) = due(&test).await;
        let address = item(&missed).address();
        let list = lena.get("/review").await;
        tells_nothing(&list, &missed);
        assert!(list.has(&address) && list.has("Begin"), "{}", list.body);
        assert!(
            list.has("Not quite right on 1 June 2026; not reviewed yet."),
            "{}",
            list.body
        );
        let page = lena.get(&address).await;
        tells_nothing(page.is(200), &missed);
        assert!(page.has("You met this on 1 June 2026"), "{}", page.body);
        let empty = [("version", missed.version.hash.as_str())];
        let page = lena.post(&address, &empty).await;
        tells_nothing(page.is(422), &missed);
        assert!(page.has("Choose an answer first."), "{}", page.body);

        let wrong = form(&missed, option(&missed, false));
        for _ in 0..2 {
            assert_eq!(lena.post_all(&address, &wrong).await.redirects(), address);
        }
        let right = form(&missed, option(&missed, true));
        lena.post_all(&address, &right).await.redirects();
        assert_eq!(test.count(REVIEWS).await, 1);
        let page = lena.get(&address).await;
        assert!(
            page.has("data-verdict=\"not-right\"") && page.has("You chose this."),
            "{}",
            page.body
        );
        assert!(page.has(missed.feedback.as_ref().unwrap()), "{}", page.body);
        assert!(
            page.has("It comes back tomorrow, Wednesday 3 June."),
            "{}",
            page.body
        );
        assert!(!page.has("<script"));
    })
    .await;
}

#[tokio::test]
async fn a_term_is_shown_when_asked_for_and_rated_once() {
    on_each_engine(async |test: TestApp| {
        let (mut lena, _, section) = due(&test).await;
        let library = test.app.library();
        let term = library.term(&section.terms[0]).unwrap();
        let address = format!("/review/terms/{}", term.id);
        let page = lena.get(&address).await;
        let (before, folded) = page.body.split_once("<details class=\"reveal\"").unwrap();
        assert!(
            !before.contains(&term.body) && folded.contains(&term.body),
            "{}",
            page.body
        );
        assert!(
            page.has("A section that you read on 1 June 2026 uses this word."),
            "{}",
            page.body
        );
        let version = ("version", term.version.hash.as_str());
        let page = lena.post(&address, &[version, ("rating", "easy")]).await;
        assert!(
            page.is(422).has("Choose one of the three."),
            "{}",
            page.body
        );
        let page = lena
            .post(&address, &[("version", "old"), ("rating", "knew")])
            .await;
        assert!(page.is(422).has("edited meanwhile"), "{}", page.body);
        lena.post(&address, &[version, ("rating", "knew"), ("mark", "1")])
            .await
            .is(422);
        assert_eq!(test.count(REVIEWS).await, 0);
        let knew = [version, ("rating", "knew")];
        let next = lena.post(&address, &knew).await.redirects().to_owned();
        assert_eq!(lena.post(&address, &knew).await.redirects(), next);
        assert_ne!(next, address);
        assert_eq!(test.count(REVIEWS).await, 1);
        let page = lena.get(&address).await;
        assert!(
            page.has("It comes back on Friday 5 June.") && !page.has("I knew it"),
            "{}",
            page.body
        );
    })
    .await;
}

#[tokio::test]
async fn the_set_ends_quietly_and_says_when_the_next_ones_come() {
    on_each_engine(async |test: TestApp| {
        let (mut lena, missed, section) = due(&test).await;
        assert!(lena.get("/").await.has("Today’s review: "));
        let right = form(&missed, option(&missed, true));
        lena.post_all(&item(&missed).address(), &right)
            .await
            .redirects();
        let library = test.app.library();
        for id in section.terms.iter().take(3) {
            let version = &library.term(id).unwrap().version.hash;
            let fields = [("version", version.as_str()), ("rating", "nearly")];
            lena.post(&format!("/review/terms/{id}"), &fields)
                .await
                .redirects();
        }
        let page = lena.get("/review").await;
        let next = match section.terms.len() > 3 {
            true => "Next ones from tomorrow, Wednesday 3 June.",
            false => "Next ones from Thursday 4 June.",
        };
        assert!(
            page.has("That’s today’s set") && page.has(next),
            "{}",
            page.body
        );
        for word in ["streak", "missed", "overdue", "late"] {
            assert!(
                !page.body.to_lowercase().contains(&format!(" {word} ")),
                "{word}"
            );
        }
        assert!(!lena.get("/").await.has("Today’s review: "));
    })
    .await;
}

#[tokio::test]
async fn what_somebody_else_met_is_not_found() {
    on_each_engine(async |test: TestApp| {
        let (_, missed, section) = due(&test).await;
        let (_, mut other) = test.signed_in("Other Learner", LEARNER).await;
        let term = format!("/review/terms/{}", section.terms[0]);
        let made_up = other
            .get("/review/questions/no-quiz/no-question")
            .await
            .is(404)
            .body
            .clone();
        for address in [
            item(&missed).address(),
            term,
            format!("/review/questions/{PRACTICE}/made-up"),
        ] {
            assert_eq!(other.get(&address).await.is(404).body, made_up);
            other.post(&address, &[("version", "x")]).await.is(404);
        }
        let page = other.get("/review").await;
        assert!(
            page.has("Nothing to review today") && page.has("Here will be questions"),
            "{}",
            page.body
        );
        assert_eq!(test.count(REVIEWS).await, 0);
    })
    .await;
}

#[tokio::test]
async fn a_question_that_was_edited_meanwhile_is_asked_again() {
    on_each_engine(async |test: TestApp| {
        let (mut lena, missed, _) = due(&test).await;
        let address = item(&missed).address();
        let heading = format!("## {}", missed.title);
        test.app.replace_library(library_with(|_, text| {
            text.replace(&heading, "## A new heading")
        }));
        let page = lena.post_all(&address, &form(&missed, 0)).await;
        assert!(
            page.is(422).has("edited meanwhile") && page.has("A new heading"),
            "{}",
            page.body
        );
        assert!(
            page.has(&format!("value=\"{}\" checked", missed.options()[0].key)),
            "{}",
            page.body
        );
        assert_eq!(test.count(REVIEWS).await, 0);
        let mut again = form(&missed, 0);
        again[0].1 = page.value_of("version").to_owned();
        lena.post_all(&address, &again).await.redirects();
        assert_eq!(test.count(REVIEWS).await, 1);
    })
    .await;
}
