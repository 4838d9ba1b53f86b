//! Facility, discrimination and what to look at, against published figures.

use proptest::prelude::*;

use crate::library::Question;
use crate::quizzes::asked::Response;
use crate::quizzes::items::concerns::{Concern, concerns};
use crate::quizzes::items::figures::{Figure, discrimination, facility};
use crate::quizzes::items::{Sums, Tally, Third};
use crate::tests::support::TestApp;

fn sums(pairs: &[(f64, f64)]) -> Sums {
    let mut all = Sums::default();
    for (x, y) in pairs {
        all.add(&Sums {
            n: 1,
            x: *x,
            xx: x * x,
            y: *y,
            yy: y * y,
            xy: x * y,
        });
    }
    all
}

/// The score intervals of Newcombe, *Statistics in Medicine* 17 (1998), table I, method 3.
#[test]
fn facility_has_the_published_wilson_intervals() {
    let table = [
        (81, 263, "0.2553", "0.3662"),
        (15, 148, "0.0624", "0.1605"),
        (0, 20, "0.0000", "0.1611"),
        (1, 29, "0.0061", "0.1718"),
    ];
    for (right, n, low, high) in table {
        let sums = Sums {
            n,
            x: f64::from(right),
            ..Sums::default()
        };
        let found = facility(&sums).unwrap();
        let found = (format!("{:.4}", found.low), format!("{:.4}", found.high));
        assert_eq!(found, (low.to_owned(), high.to_owned()), "{right} of {n}");
    }
    assert_eq!(facility(&Sums::default()), None);
}

/// Anscombe, *The American Statistician* 27 (1973), first data set: r = 0.816. The interval is that of R's `cor.test(anscombe$x1, anscombe$y1)`.
#[test]
fn discrimination_is_the_published_correlation() {
    let anscombe = [
        (10.0, 8.04),
        (8.0, 6.95),
        (13.0, 7.58),
        (9.0, 8.81),
        (11.0, 8.33),
        (14.0, 9.96),
        (6.0, 7.24),
        (4.0, 4.26),
        (12.0, 10.84),
        (7.0, 4.82),
        (5.0, 5.68),
    ];
    let found = discrimination(&sums(&anscombe)).unwrap();
    assert_eq!(format!("{:.7}", found.value), "0.8164205");
    assert_eq!(
        format!("{:.6} {:.6}", found.low, found.high),
        "0.424391 0.950693"
    );
}

#[test]
fn what_cannot_be_told_is_not_told() {
    let (same, few) = (
        [(1.0, 0.3), (1.0, 0.5), (1.0, 0.2), (1.0, 0.9)],
        [(1.0, 0.5), (0.0, 0.2), (1.0, 0.4)],
    );
    assert_eq!(discrimination(&sums(&same)), None, "the same mark for all");
    assert_eq!(
        discrimination(&sums(&same.map(|(x, y)| (y, x)))),
        None,
        "the same rest"
    );
    assert_eq!(discrimination(&sums(&few)), None, "too few for Fisher's z");
    assert_eq!(discrimination(&Sums::default()), None);
}

fn holds(figure: &Figure, least: f64) -> bool {
    least <= figure.low
        && figure.low <= figure.value
        && figure.value <= figure.high
        && figure.high <= 1.0
}

proptest! {
    /// For marks of 0 and 1 it is the point-biserial coefficient (M1 − M0) / s · √(pq), as Tate (*Ann. Math. Statist.* 25, 1954) has it.
    #[test]
    fn of_right_and_wrong_it_is_point_biserial(answers in prop::collection::vec((any::<bool>(), 0_u32..20), 4..60)) {
        let pairs: Vec<_> = answers.iter().map(|(right, rest)| (f64::from(u8::from(*right)), f64::from(*rest) / 20.0)).collect();
        let n = pairs.len() as f64;
        let mean = |wanted: f64| {
            let own: Vec<f64> = pairs.iter().filter(|(x, _)| *x == wanted).map(|(_, y)| *y).collect();
            (own.iter().sum::<f64>() / own.len() as f64, own.len() as f64 / n)
        };
        let ((m1, p), (m0, q)) = (mean(1.0), mean(0.0));
        let all = pairs.iter().map(|(_, y)| y).sum::<f64>() / n;
        let s = (pairs.iter().map(|(_, y)| (y - all).powi(2)).sum::<f64>() / n).sqrt();
        match discrimination(&sums(&pairs)) {
            Some(found) => {
                prop_assert!((found.value - (m1 - m0) / s * (p * q).sqrt()).abs() < 1e-6);
                prop_assert!(holds(&found, -1.0));
            }
            None => prop_assert!(p == 0.0 || q == 0.0 || s < 1e-4),
        }
    }

    /// Whatever the marks: the interval holds the mean mark and stays between 0 and 1, also for partial credit.
    #[test]
    fn facility_stays_in_bounds(marks in prop::collection::vec(0_u32..=6, 1..80)) {
        let pairs: Vec<_> = marks.iter().map(|mark| (f64::from(*mark) / 6.0, 0.5)).collect();
        let found = facility(&sums(&pairs)).unwrap();
        prop_assert!(holds(&found, 0.0));
    }
}

/// Of each third, how many chose the right option, and each wrong one.
type Thirds = [(u32, [u32; 3]); 3];

/// A tally of thirds, each with how many chose the right option and how many each wrong one, and the mean of the rest.
fn tally(question: &Question, thirds: Thirds) -> Tally {
    let options = question.options();
    let (right, wrong): (Vec<_>, Vec<_>) = options.iter().partition(|own| own.right);
    let third = |(at, (hits, misses)): (usize, (u32, [u32; 3]))| {
        let mut third = Third::default();
        let rest = [0.2, 0.5, 0.8][at];
        let mut add = |n: u32, key: &str, mark: f64| {
            let n_ = f64::from(n);
            let sums = Sums {
                n,
                x: n_ * mark,
                xx: n_ * mark,
                y: n_ * rest,
                yy: n_ * rest * rest,
                xy: n_ * mark * rest,
            };
            if n > 0 {
                third.add(
                    &sums,
                    &Response::from([(key.to_owned(), "chosen".to_owned())]),
                );
            }
        };
        add(hits, &right[0].key, 1.0);
        for (option, n) in wrong.iter().zip(misses) {
            add(n, &option.key, 0.0);
        }
        third
    };
    let mut found = Tally::default();
    for (place, own) in thirds.into_iter().enumerate() {
        found.thirds[place] = third((place, own));
    }
    found
}

#[tokio::test]
async fn what_to_look_at_follows_from_the_answers() {
    let question = TestApp::sqlite().await.singles().remove(0);
    assert_eq!(
        question.options().len(),
        4,
        "the table is about four options"
    );
    let (certain, chance) = (
        Concern::Negative { certain: true },
        Concern::Negative { certain: false },
    );
    let table: [(&str, Thirds, Vec<&str>); 9] = [
        (
            "all well",
            [(8, [4, 4, 4]), (12, [3, 3, 2]), (17, [1, 1, 1])],
            vec![],
        ),
        (
            "too few",
            [(0, [6, 0, 0]), (0, [6, 0, 0]), (0, [7, 0, 0])],
            vec![],
        ),
        (
            "very easy",
            [(19, [1, 0, 0]), (20, [0, 0, 0]), (20, [0, 0, 0])],
            vec![Concern::TooEasy.words(), "Options that nobody chooses"],
        ),
        (
            "hard",
            [(2, [6, 6, 6]), (4, [6, 5, 5]), (8, [4, 4, 4])],
            vec![Concern::TooHard.words()],
        ),
        (
            "flat",
            [(10, [4, 3, 3]), (10, [4, 3, 3]), (11, [3, 3, 3])],
            vec![Concern::Low { certain: false }.words()],
        ),
        (
            "flat, and certain",
            [
                (100, [34, 33, 33]),
                (100, [34, 33, 33]),
                (103, [33, 32, 32]),
            ],
            vec![Concern::Low { certain: true }.words()],
        ),
        (
            "a little wrong",
            [(11, [3, 3, 3]), (10, [4, 3, 3]), (10, [4, 3, 3])],
            vec![chance.words()],
        ),
        (
            "the wrong key",
            [(15, [3, 1, 1]), (9, [9, 1, 1]), (3, [15, 1, 1])],
            vec![certain.words(), "A wrong option draws those who know most"],
        ),
        (
            "idle",
            [(8, [6, 6, 0]), (12, [4, 4, 0]), (17, [2, 1, 0])],
            vec!["An option that nobody chooses"],
        ),
    ];
    for (case, thirds, expected) in table {
        let found = concerns(&question, &tally(&question, thirds));
        let words: Vec<_> = found.iter().map(Concern::words).collect();
        assert_eq!(words, expected, "{case}");
        assert!(
            found.iter().all(|concern| concern.advice().len() > 60),
            "{case}: says what to do"
        );
    }
}
