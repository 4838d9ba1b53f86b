//! What gives answers away: each measurement on questions made for it.

use std::fmt::Write;

use proptest::prelude::*;

use super::sample::{TODAY, files};
use crate::library::{Severity, compile};

/// One question with a right answer: how many options, which is right, and whether that is the longest.
type Shape = (usize, usize, bool);

fn bank(shapes: &[Shape]) -> String {
    let mut text =
        "---\nid: the-bank\ntitle: Bank\nkind: bank\nreview-by: 2028-03-31\n---\n".to_owned();
    for (number, (options, right, longest)) in shapes.iter().enumerate() {
        write!(text, "\n## Question {number} {{#b-{number} type=single criteria=U1.1.1}}\n\nAsked {number}?\n\n").expect("text");
        for at in 0..*options {
            // All equally long, but for the longest: that is right, or stands beside it.
            let is_right = at == *right;
            let long = if *longest {
                is_right
            } else {
                at == (*right + 1) % *options
            };
            let (mark, more) = (
                if is_right { "x" } else { " " },
                if long { " & *more*" } else { "" },
            );
            write!(text, "- [{mark}] option {at}{more}\n  > Why.\n").expect("text");
        }
    }
    text
}

/// The warnings of the sample with another file, as `path: message` and hint.
fn warnings(path: &'static str, text: String) -> Vec<(String, String)> {
    let mut files = files("Text.");
    files.push((path, text));
    let compiled = compile(&files.into_iter().collect(), TODAY);
    let faults = compiled.faults.into_iter().map(|fault| {
        assert_eq!(fault.severity, Severity::Warning, "{fault}");
        (
            format!("{}: {}", fault.path, fault.message),
            fault.hint.unwrap_or_default(),
        )
    });
    faults.collect()
}

fn of_bank(shapes: &[Shape]) -> Vec<String> {
    let warnings = warnings("modules/attachment/bank.md", bank(shapes));
    warnings
        .into_iter()
        .map(|(message, _)| message)
        .filter(|message| message.starts_with("modules"))
        .collect()
}

/// Questions of four options, the right one at each place in turn.
fn even(count: usize, longest: usize) -> Vec<Shape> {
    (0..count).map(|at| (4, at % 4, at < longest)).collect()
}

#[test]
fn the_longest_option_is_right_in_at_most_forty_per_cent() {
    assert_eq!(of_bank(&even(10, 4)), [""; 0]);
    assert_eq!(
        of_bank(&even(10, 5)),
        [
            "modules/attachment/bank.md: the right option is the longest in 5 of 10 questions with one right answer: 50%"
        ]
    );
    assert_eq!(of_bank(&even(9, 9)), [""; 0], "nine are too few to tell");
    let both = warnings("modules/attachment/bank.md", bank(&even(14, 14)));
    assert_eq!(
        both.len(),
        2,
        "the unit is measured too, with the practice: {both:?}"
    );
    assert!(both[1].0.ends_with("u1.md: the right option is the longest in 15 of 16 questions with one right answer: 94%"), "{both:?}");
    assert!(both[0].1.ends_with("b-10, b-11, …"), "{both:?}");
}

#[test]
fn right_options_stand_at_every_place() {
    let at = |places: [usize; 4]| -> Vec<Shape> {
        let places = places.into_iter().enumerate();
        places
            .flat_map(|(place, count)| vec![(4, place, false); count])
            .collect()
    };
    // Of twelve, three are expected at each place: (0, 2, 1, 9) has chi-squared 50/3 = 16.7, (1, 2, 2, 7) has 7.3; beyond 11.3 is once in a hundred.
    assert_eq!(of_bank(&at([1, 2, 2, 7])), [""; 0]);
    assert_eq!(
        of_bank(&at([0, 2, 1, 9])),
        [
            "modules/attachment/bank.md: the right options are not evenly placed: from the first place to the last 0, 2, 1, 9 of 12"
        ]
    );
}

#[test]
fn options_that_point_at_the_others_are_found() {
    let with = |option: &str| {
        let text = bank(&[(3, 0, false)]).replace("option 2", option);
        warnings("modules/attachment/bank.md", text)
    };
    for option in [
        "All of the above",
        "None of the *above*.",
        "all of these",
        "Both of the above & more",
    ] {
        let found = with(option);
        assert_eq!(found.len(), 1, "{option}");
        assert!(found[0].0.contains("can be guessed"), "{found:?}");
    }
    for option in ["None of these women came back", "Above all, wait"] {
        assert_eq!(with(option), [], "{option}");
    }
}

#[test]
fn a_question_asked_twice_is_found() {
    let text = bank(&even(3, 0)).replace("Asked 2?", "*asked* 0");
    assert_eq!(
        warnings("modules/attachment/bank.md", text),
        [(
            "modules/attachment/bank.md: another question asks the same, word for word".to_owned(),
            "it is at modules/attachment/bank.md:8".to_owned()
        )]
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// Even places are never reported, whatever the numbers of options; one place alone always is.
    #[test]
    fn only_uneven_places_are_uneven(rounds in 4_usize..10, options in 3_usize..6, place in 0_usize..3) {
        let even: Vec<Shape> = (0..rounds * options).map(|at| (options, at % options, false)).collect();
        prop_assert_eq!(of_bank(&even), [""; 0]);
        let alone: Vec<Shape> = (0..rounds * options).map(|_| (options, place, false)).collect();
        prop_assert_eq!(of_bank(&alone).len(), 1);
    }
}
