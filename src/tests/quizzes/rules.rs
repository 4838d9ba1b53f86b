//! The pure rules of quizzes: what passes, and who may sit when.

use crate::clock::{self, DAY, HOUR, Millis};
use crate::quizzes::Attempt;
use crate::quizzes::grade::passes;
use crate::quizzes::shuffle::place;
use crate::quizzes::sittings::{Sitting, left, next};
use crate::tests::scenes::QUIZ;
use crate::tests::support::{START, TestApp};

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
        due_at: None,
        extra_time: 0,
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
            vec![passed.clone(), failed.clone()],
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
    assert_eq!(
        next(&quiz, &[passed], START + 9 * DAY),
        Sitting::May { number: 2 },
        "what may be sat any number of times goes on after it was passed"
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
