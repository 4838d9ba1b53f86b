//! When something comes back, what enters the review, and how it is told. Pure.

use crate::clock::{DAY, Day, day};
use crate::learning::Reading;
use crate::library::Library;
use crate::quizzes::Encounter;
use crate::quizzes::calibration::{LEAST, in_words, levels};
use crate::review::cards::{self, Card, Review};
use crate::review::lesson::lesson;
use crate::review::schedule::{LONGEST, one_a_day, replay};
use crate::review::surprises::surprises;
use crate::review::{Item, Look, Rating, words};
use crate::tests::support::START;
use proptest::prelude::*;

fn look(day: Day, rating: Rating) -> Look {
    Look {
        day,
        rating,
        reviewed: true,
    }
}

#[test]
fn a_mark_says_how_well_something_was_remembered() {
    for (mark, rating) in [
        (1.0, Rating::Knew),
        (1.0 / 3.0 + 2.0 / 3.0, Rating::Knew),
        (2.0 / 3.0, Rating::Nearly),
        (0.5, Rating::Nearly),
        (0.49, Rating::NotYet),
        (0.0, Rating::NotYet),
    ] {
        assert_eq!(Rating::of_mark(mark), rating, "{mark}");
    }
    for rating in Rating::ALL {
        assert_eq!(Rating::from_key(rating.key()), Some(rating));
    }
    assert_eq!(Rating::from_key("easy"), None);
}

#[test]
fn what_is_known_rests_longer_each_time_and_what_is_forgotten_comes_tomorrow() {
    assert_eq!(replay(&[]), None);
    for (rating, days) in [(Rating::NotYet, 1), (Rating::Nearly, 2), (Rating::Knew, 3)] {
        assert_eq!(replay(&[look(20_000, rating)]), Some(20_000 + days));
    }
    let mut looks = vec![look(20_000, Rating::NotYet)];
    let mut rests = Vec::new();
    for _ in 0..12 {
        let due = replay(&looks).unwrap();
        rests.push(due - looks.last().unwrap().day);
        looks.push(look(due, Rating::Knew));
    }
    assert!(rests.is_sorted(), "{rests:?}");
    assert_eq!(rests[0], 1);
    assert_eq!(*rests.last().unwrap(), i64::from(LONGEST), "{rests:?}");
    looks.push(look(replay(&looks).unwrap(), Rating::NotYet));
    let after = replay(&looks).unwrap() - looks.last().unwrap().day;
    assert!(after < 30, "a lapse brings it back soon: {after}");
}

fn ratings() -> impl Strategy<Value = Rating> {
    prop_oneof![
        Just(Rating::Knew),
        Just(Rating::Nearly),
        Just(Rating::NotYet)
    ]
}

/// Looks on days in order, at most one a day.
fn histories() -> impl Strategy<Value = Vec<Look>> {
    prop::collection::vec((1..400_i64, ratings()), 0..14).prop_map(|steps| {
        let days = steps.iter().scan(20_000, |day, (gap, _)| {
            *day += gap;
            Some(*day)
        });
        let ratings = steps.iter().map(|(_, rating)| *rating);
        days.zip(ratings)
            .map(|(day, rating)| look(day, rating))
            .collect()
    })
}

fn with(looks: &[Look], next: Look) -> Day {
    let mut looks = looks.to_vec();
    looks.push(next);
    replay(&looks).unwrap()
}

proptest! {
    #[test]
    fn replaying_says_the_same_every_time(looks in histories()) {
        prop_assert_eq!(replay(&looks), replay(&looks.clone()));
        if let Some(due) = replay(&looks) {
            let rest = due - looks.last().unwrap().day;
            prop_assert!((1..=i64::from(LONGEST)).contains(&rest), "{}", rest);
        }
    }

    #[test]
    fn the_better_it_was_known_the_later_it_comes_back(looks in histories(), gap in 1..400_i64) {
        let day = looks.last().map_or(20_000, |look| look.day) + gap;
        let due = [Rating::NotYet, Rating::Nearly, Rating::Knew].map(|rating| with(&looks, look(day, rating)));
        prop_assert!(due.is_sorted(), "{:?}", due);
    }

    #[test]
    fn what_is_still_known_after_longer_rests_no_shorter(looks in histories(), gap in 1..300_i64, more in 1..100_i64) {
        let last = looks.last().map_or(20_000, |look| look.day);
        let rest = |gap: i64| with(&looks, look(last + gap, Rating::Knew)) - (last + gap);
        prop_assert!(rest(gap + more) >= rest(gap), "{} {}", rest(gap), rest(gap + more));
    }

    #[test]
    fn the_first_look_of_a_day_counts(looks in histories(), again in prop::collection::vec(ratings(), 14)) {
        let twice = looks.iter().zip(again).flat_map(|(first, rating)| [*first, Look { rating, ..*first }]);
        prop_assert_eq!(one_a_day(twice), looks);
    }

    #[test]
    fn every_answer_is_counted_at_one_level(answers in prop::collection::vec((1..=3_i64, prop::sample::select(vec![0.0, 0.5, 1.0])), 0..60)) {
        let levels = levels(&answers);
        prop_assert_eq!(levels.iter().map(|level| level.answers).sum::<usize>(), answers.len());
        for level in levels {
            prop_assert!(level.right <= level.answers);
            prop_assert_eq!(level.per_cent().is_some(), level.answers >= LEAST);
            prop_assert!(level.per_cent().is_none_or(|share| share <= 100));
        }
        prop_assert!(!in_words(&levels).is_empty());
    }
}

fn met(question: &str, mark: f64, days: i64) -> Encounter {
    Encounter {
        quiz: "a-quiz".to_owned(),
        question: question.to_owned(),
        question_hash: format!("version on day {days}"),
        mark,
        met_at: START + days * DAY,
        attempt: None,
        submitted_at: None,
        confidence: None,
    }
}

fn asked(question: &str) -> Item {
    Item::Question {
        quiz: "a-quiz".to_owned(),
        question: question.to_owned(),
    }
}

fn review(item: Item, rating: Rating, days: i64) -> Review {
    Review {
        version: (!item.is_term()).then(|| format!("version on day {days}")),
        item,
        rating,
        reviewed_at: START + days * DAY,
    }
}

#[test]
fn a_question_comes_in_with_the_first_answer_that_was_not_quite_right() {
    let encounters = [
        met("always-right", 1.0, 0),
        met("missed", 1.0, 0),
        met("partly", 0.75, 1),
        met("missed", 0.0, 2),
        met("missed", 1.0, 2),
        met("missed", 1.0, 3),
    ];
    let reviews = [
        review(asked("missed"), Rating::Nearly, 5),
        review(asked("nobody-met"), Rating::Knew, 5),
        review(asked("missed"), Rating::Knew, 9),
    ];
    let found = cards::questions(&encounters, &reviews);
    let names: Vec<&Item> = found.iter().map(|card| &card.item).collect();
    assert_eq!(names, [&asked("missed"), &asked("partly")]);
    let missed = &found[0];
    let days: Vec<(Day, Rating)> = missed
        .looks
        .iter()
        .map(|look| (look.day - day(START), look.rating))
        .collect();
    let expected = [
        (2, Rating::NotYet),
        (3, Rating::Knew),
        (5, Rating::Nearly),
        (9, Rating::Knew),
    ];
    assert_eq!(days, expected);
    assert_eq!((missed.reviews(), missed.met_at), (2, START + 2 * DAY));
    assert_eq!(missed.version.as_deref(), Some("version on day 9"));
    assert_eq!(found[1].looks[0].rating, Rating::Nearly);
}

#[test]
fn before_a_day_nothing_of_that_day_has_happened() {
    let found = cards::questions(&[met("missed", 0.0, 0), met("missed", 1.0, 4)], &[]);
    let (card, begin) = (&found[0], day(START));
    assert_eq!(card.before(begin), None);
    assert_eq!(card.before(begin + 4).unwrap().looks.len(), 1);
    assert_eq!(card.before(begin + 5).as_ref(), Some(card));
}

#[test]
fn terms_come_in_the_order_of_reading_each_once() {
    let library: Library = crate::tests::scenes::library_with(|_, text| text);
    let reading = |module: &str, section: &str, days: i64| Reading {
        module: module.to_owned(),
        section: section.to_owned(),
        read_at: START + days * DAY,
    };
    let module = library.module("the-therapeutic-alliance").unwrap();
    let readings: Vec<Reading> = module
        .sections
        .iter()
        .zip(0..)
        .map(|(section, days)| reading(&module.slug, &section.slug, days))
        .chain([reading("gone", "away", 90)])
        .collect();
    let known = library.terms.last().unwrap();
    let reviews = [
        review(Item::Term(known.id.clone()), Rating::Knew, 3),
        review(Item::Term("no-such-term".to_owned()), Rating::Knew, 4),
    ];
    let found: Vec<Card> = cards::terms(&library, &readings, &reviews);
    let mut expected: Vec<&String> = Vec::new();
    for term in module.sections.iter().flat_map(|section| &section.terms) {
        if !expected.contains(&term) {
            expected.push(term);
        }
    }
    assert!(expected.len() > 5, "{expected:?}");
    if !expected.contains(&&known.id) {
        expected.push(&known.id);
    }
    let names: Vec<Item> = expected
        .iter()
        .map(|term| Item::Term((*term).clone()))
        .collect();
    assert_eq!(
        found
            .iter()
            .map(|card| card.item.clone())
            .collect::<Vec<_>>(),
        names
    );
    assert!(
        found
            .iter()
            .all(|card| card.looks.is_empty() == (card.reviews() == 0))
    );
    assert_eq!(
        found[0].due(),
        day(START) + 1,
        "a new one waits for a night"
    );
}

#[test]
fn levels_say_nothing_on_few_answers() {
    let answers = |sure: i64, right: usize, of: usize| {
        (0..of).map(move |n| (sure, f64::from(u8::from(n < right))))
    };
    for (counts, shares, words) in [
        ([(0, 0), (0, 0), (0, 0)], [None; 3], "not enough data yet"),
        ([(4, 4), (4, 4), (4, 4)], [None; 3], "From 5 answers"),
        (
            [(1, 5), (3, 5), (5, 5)],
            [Some(20), Some(60), Some(100)],
            "a sense to trust",
        ),
        (
            [(1, 5), (2, 5), (3, 5)],
            [Some(20), Some(40), Some(60)],
            "worth another look",
        ),
        (
            [(4, 5), (0, 0), (3, 5)],
            [Some(80), None, Some(60)],
            "pause where it feels obvious",
        ),
        (
            [(0, 3), (0, 0), (3, 6)],
            [None, None, Some(50)],
            "right 50 times in a hundred",
        ),
        (
            [(2, 6), (0, 0), (3, 3)],
            [Some(33), None, None],
            "seldom said that you were very sure",
        ),
    ] {
        let all: Vec<(i64, f64)> = (1..)
            .zip(counts)
            .flat_map(|(sure, (right, of))| answers(sure, right, of))
            .collect();
        let levels = levels(&all);
        assert_eq!(levels.map(|level| level.per_cent()), shares);
        assert!(in_words(&levels).contains(words), "{}", in_words(&levels));
    }
    assert_eq!(
        levels(&[(3, 2.0 / 3.0)])[2].right,
        0,
        "right at the second try is not sure and right"
    );
}

#[test]
fn a_surprise_is_told_once_with_when_it_was_right_since() {
    let sat = |question: &str, mark: f64, days: i64, sure: i64| Encounter {
        attempt: Some(format!("attempt of day {days}")),
        submitted_at: Some(START + days * DAY),
        confidence: Some(sure),
        ..met(question, mark, days)
    };
    let open = Encounter {
        submitted_at: None,
        ..sat("still-open", 0.0, 1, 3)
    };
    let met = [
        met("practised", 0.0, 0),
        sat("guessed", 0.0, 1, 1),
        sat("surprise", 0.0, 1, 3),
        sat("partly", 0.5, 1, 3),
        sat("right", 1.0, 1, 3),
        open,
        sat("surprise", 0.0, 5, 3),
        met("surprise", 1.0, 7),
    ];
    let reviews = [
        review(asked("partly"), Rating::Nearly, 2),
        review(asked("partly"), Rating::Knew, 4),
        review(asked("surprise"), Rating::Knew, 3),
    ];
    let found: Vec<(&str, &str, Option<i64>)> = surprises(&met, &reviews)
        .into_iter()
        .map(|one| {
            let since = one.right_since.map(|at| (at - START) / DAY);
            (one.met.question.as_str(), one.attempt, since)
        })
        .collect();
    let expected = [
        ("surprise", "attempt of day 5", Some(7)),
        ("partly", "attempt of day 1", Some(4)),
    ];
    assert_eq!(found, expected);
}

#[test]
fn why_something_is_asked_is_told_in_words() {
    let missed = &cards::questions(&[met("missed", 0.0, 0)], &[])[0];
    assert_eq!(
        words::why(missed),
        "You met this on 1 June 2026, and it was not quite right. It comes back about now, when you would be about to forget it."
    );
    let reviews = [4, 8].map(|days| review(asked("missed"), Rating::Knew, days));
    let again = &cards::questions(&[met("missed", 0.0, 0)], &reviews)[0];
    assert!(
        words::why(again).contains("reviewed twice since"),
        "{}",
        words::why(again)
    );
    assert_eq!(
        words::so_far(again),
        "Not quite right on 1 June 2026; reviewed twice."
    );
    assert_eq!(
        words::so_far(missed),
        "Not quite right on 1 June 2026; not reviewed yet."
    );
    assert_eq!(words::times(1), "once");
    assert_eq!(words::times(3), "3 times");
    let today = day(START);
    assert_eq!(
        words::comes_back(today + 1, today),
        "It comes back tomorrow, Tuesday 2 June."
    );
    assert_eq!(
        words::comes_back(today + 3, today),
        "It comes back on Thursday 4 June."
    );
}

#[test]
fn every_question_that_names_a_criterion_has_a_section_that_teaches_it() {
    let library = crate::tests::scenes::library_with(|_, text| text);
    let mut without = Vec::new();
    for quiz in &library.quizzes {
        for question in &quiz.questions {
            let found = lesson(&library, &quiz.id, question);
            let is_there = |address: &str| {
                let (module, section) = address["/modules/".len()..].split_once('/').unwrap();
                library
                    .module(module)
                    .is_some_and(|module| module.section(section).is_some())
            };
            match found {
                Some(found) => assert!(is_there(&found.address), "{}", found.address),
                None => without.push(question.id.clone()),
            }
        }
    }
    assert!(without.is_empty(), "{without:?}");
}
