//! The pure rules of quizzes: what an answer is worth, what passes, and who may sit when.

use crate::clock::{self, DAY, HOUR, Millis};
use crate::library::{Choice, Question, QuestionKind, Version, VersionKind};
use crate::quizzes::Attempt;
use crate::quizzes::grade::{mark, passes, place, response};
use crate::quizzes::sittings::{Sitting, left, next};
use crate::tests::scenes::QUIZ;
use crate::tests::support::{START, TestApp};
use proptest::prelude::*;

/// A question whose options are called a, b, c, …; those in `right` are right.
fn question(kind: QuestionKind, options: usize, right: &str) -> Question {
    let keys = ('a'..='z').take(options).map(String::from);
    Question {
        id: "q".to_owned(),
        title: String::new(),
        kind,
        criteria: Vec::new(),
        stem: String::new(),
        options: keys
            .map(|key| Choice {
                right: right.contains(&key),
                key,
                text: String::new(),
                feedback: String::new(),
            })
            .collect(),
        feedback: None,
        version: Version {
            hash: String::new(),
            kind: VersionKind::Question,
            reference: String::new(),
            source: String::new(),
        },
    }
}

fn keys(text: &str) -> Vec<String> {
    text.chars().map(String::from).collect()
}

#[test]
fn an_answer_is_worth_what_the_table_says() {
    use QuestionKind::{Multiple, Single};
    let table = [
        (Single, "b", "b", 1.0),
        (Single, "b", "a", 0.0),
        (Single, "b", "", 0.0),
        (Single, "b", "ab", 0.0),
        (Single, "b", "z", 0.0),
        (Multiple, "abc", "abc", 1.0),
        (Multiple, "abc", "ab", 2.0 / 3.0),
        (Multiple, "ab", "abc", 0.5),
        (Multiple, "ab", "acd", 0.0),
        (Multiple, "ab", "abcd", 0.0),
        (Multiple, "ab", "cd", 0.0),
        (Multiple, "ab", "", 0.0),
        (Multiple, "ab", "aa", 0.5),
    ];
    for (kind, right, chosen, worth) in table {
        let marked = mark(&question(kind, 4, right), &keys(chosen));
        assert!(
            (marked - worth).abs() < 1e-9,
            "{kind:?} {right} {chosen}: {marked}"
        );
    }
}

#[test]
fn a_response_keeps_known_options_once_and_in_order() {
    use QuestionKind::{Multiple, Single};
    let table = [
        (Multiple, vec!["c", "a", "a", "x", ""], "ac"),
        (Multiple, vec![], ""),
        (Single, vec!["c", "b"], "b"),
        (Single, vec!["x"], ""),
    ];
    for (kind, chosen, kept) in table {
        assert_eq!(
            response(&question(kind, 4, "b"), chosen.iter().copied()),
            keys(kept),
            "{kind:?} {chosen:?}"
        );
    }
}

proptest! {
    #[test]
    fn a_mark_lies_between_0_and_1_and_is_blind_to_the_order(
        several: bool,
        right in "[a-e]{1,5}",
        chosen in "[a-g]{0,7}",
        turn in 0usize..5,
    ) {
        let kind = if several { QuestionKind::Multiple } else { QuestionKind::Single };
        let asked = question(kind, 5, &right);
        let marked = mark(&asked, &keys(&chosen));
        prop_assert!((0.0..=1.0).contains(&marked));
        let mut shuffled = asked.clone();
        shuffled.options.rotate_left(turn);
        let mut backwards = keys(&chosen);
        backwards.reverse();
        prop_assert_eq!(mark(&shuffled, &backwards), marked);
        let all = asked.options.iter().filter(|o| o.right).map(|o| o.key.clone()).collect::<Vec<_>>();
        if several || all.len() == 1 {
            prop_assert_eq!(mark(&asked, &all), 1.0);
        }
        let kept = response(&asked, chosen.split("").filter(|key| !key.is_empty()));
        let most = if several { 5 } else { 1 };
        prop_assert!(kept.len() <= most);
    }
}

#[test]
fn the_pass_mark_itself_passes() {
    let table = [
        (7.0, 10.0, 70, true),
        (6.99, 10.0, 70, false),
        (2.0 / 3.0 + 2.0 / 3.0 + 2.0 / 3.0, 2.0, 100, true),
        (0.0, 10.0, 0, true),
        (0.0, 0.0, 0, false),
        (11.2, 16.0, 70, true),
        (11.0, 16.0, 70, false),
    ];
    for (score, max, pass_mark, passed) in table {
        assert_eq!(
            passes(score, max, pass_mark),
            passed,
            "{score} of {max} at {pass_mark}%"
        );
    }
}

#[test]
fn shuffling_is_the_same_for_the_same_attempt() {
    assert_eq!(place("attempt", "q", "a"), place("attempt", "q", "a"));
    assert_ne!(place("attempt", "q", "a"), place("another", "q", "a"));
}

fn attempt(number: i64, submitted_at: Option<Millis>, passed: bool) -> Attempt {
    Attempt {
        id: format!("attempt {number}"),
        person_id: String::new(),
        quiz: QUIZ.to_owned(),
        quiz_hash: String::new(),
        number,
        started_at: 0,
        submitted_at,
        score: submitted_at.map(|_| 1.0),
        max_score: submitted_at.map(|_| 1.0),
        passed: submitted_at.map(|_| passed),
    }
}

#[tokio::test]
async fn the_next_sitting_follows_from_the_attempts_so_far() {
    let mut quiz = TestApp::sqlite().await.quiz();
    (quiz.attempts, quiz.wait_hours) = (Some(2), 24);
    let (open, failed) = (attempt(1, None, false), attempt(1, Some(START), false));
    let (again, passed) = (
        attempt(2, Some(START + DAY), false),
        attempt(2, Some(START + DAY), true),
    );
    let name = |number: i64| format!("attempt {number}");
    let table = [
        (vec![], START, Sitting::May { number: 1 }),
        (
            vec![open.clone()],
            START + 90 * DAY,
            Sitting::Open { attempt: name(1) },
        ),
        (
            vec![failed.clone()],
            START + DAY - 1,
            Sitting::Wait { until: START + DAY },
        ),
        (
            vec![failed.clone()],
            START + DAY,
            Sitting::May { number: 2 },
        ),
        (
            vec![failed.clone()],
            START - HOUR,
            Sitting::Wait { until: START + DAY },
        ), // a clock that was put back
        (
            vec![failed.clone(), again.clone()],
            START + 9 * DAY,
            Sitting::NoneLeft,
        ),
        (
            vec![again, failed.clone()],
            START + 9 * DAY,
            Sitting::NoneLeft,
        ),
        (
            vec![failed.clone(), passed.clone()],
            START + 9 * DAY,
            Sitting::Passed { attempt: name(2) },
        ),
        (
            vec![passed, failed.clone()],
            START,
            Sitting::Passed { attempt: name(2) },
        ),
        (
            vec![failed.clone(), attempt(2, None, false)],
            START,
            Sitting::Open { attempt: name(2) },
        ),
    ];
    for (attempts, now, expected) in table {
        assert_eq!(
            next(&quiz, &attempts, now),
            expected,
            "{attempts:?} at {now}"
        );
    }
    assert_eq!(
        (left(&quiz, 0), left(&quiz, 2), left(&quiz, 3)),
        (Some(2), Some(0), Some(0))
    );
    (quiz.attempts, quiz.wait_hours) = (None, 0);
    assert_eq!(
        next(&quiz, &vec![failed; 50], START),
        Sitting::May { number: 51 }
    );
    assert_eq!(left(&quiz, 50), None);
}

#[tokio::test]
async fn a_wait_of_a_day_is_twenty_four_hours_when_the_clocks_go_forward() {
    let mut quiz = TestApp::sqlite().await.quiz();
    (quiz.attempts, quiz.wait_hours) = (None, 24);
    let evening = 1_774_728_000_000; // 28 March 2026 at 20:00, before the change in the night
    assert_eq!(clock::date_and_time(evening), "28 March 2026 at 20:00");
    let Sitting::Wait { until } = next(&quiz, &[attempt(1, Some(evening), false)], evening) else {
        panic!("the waiting time has begun");
    };
    assert_eq!(until - evening, DAY);
    assert_eq!(clock::date_and_time(until), "29 March 2026 at 21:00");
}
