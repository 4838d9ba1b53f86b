//! The structure of a qualification: sums that cannot be, and when the whole is complete.

use super::sample::{TODAY, files};
use crate::library::{Specification, compile};
use proptest::prelude::*;

const KEYS: &str = "credits: 12\ntqt: 120\nglh: 20\nmandatory: [U1]\noptional:\n  - title: Choose\n    units: [U2, U3]\n    min-credits: 4\n    max-credits: 9\n";

fn unit(code: &str, credits: u32) -> String {
    format!(
        "---\ncode: {code}\ntitle: Unit {code}\nsummary: One sentence.\nstatus: in-preparation\ncredits: {credits}\nglh: 8\nreview-by: 2028-03-31\n---\n\nText.\n"
    )
}

/// A qualification of U1 (3 credits), U2 (4) and U3 (5), with changed keys: itself, if it can be, and every fault's message.
fn with(from: &str, to: &str) -> (Option<Specification>, Vec<String>) {
    assert!(KEYS.contains(from), "{from}");
    let keys = KEYS.replace(from, to);
    let mut all = files("Text.");
    for (path, text) in &mut all {
        if path.ends_with("specification.md") {
            *text = text
                .replace("credits: 3\ntqt: 30\nglh: 12\n", "")
                .replace("mandatory: [U1]\n", &keys);
        }
    }
    all.push(("qualifications/practitioner/units/u2.md", unit("U2", 4)));
    all.push(("qualifications/practitioner/units/u3.md", unit("U3", 5)));
    let compiled = compile(&all.into_iter().collect(), TODAY);
    let faults = compiled
        .faults
        .iter()
        .map(|fault| fault.message.clone())
        .collect();
    (
        compiled
            .library
            .map(|mut library| library.specifications.remove(0)),
        faults,
    )
}

#[test]
fn sums_that_cannot_be_are_faults() {
    let none: &[&str] = &[];
    let table: [(&str, &str, &[&str]); 12] = [
        ("credits: 12", "credits: 12", none),
        (
            "max-credits: 9",
            "max-credits: 3",
            &[
                "`max-credits` is less than `min-credits`",
                "12 credits cannot be reached: all units that count make 6",
            ],
        ),
        (
            "units: [U2, U3]\n    min-credits: 4\n    max-credits: 9",
            "units: [U2, U3]\n    min-credits: 10\n    max-credits: 10",
            &["10 credits cannot be reached: the units of this group make 9"],
        ),
        (
            "min-credits: 4\n    max-credits: 9",
            "min-credits: 6\n    max-credits: 8",
            &[
                "no choice of this group's units makes 6 to 8 credits",
                "12 credits cannot be reached: all units that count make 11",
            ],
        ),
        (
            "max-credits: 9",
            "max-credits: 20",
            &["`max-credits` is 20, and all units of this group make 9"],
        ),
        (
            "mandatory: [U1]",
            "mandatory: [U1, U2]",
            &["the unit U2 is listed twice, so it would count twice"],
        ),
        (
            "credits: 12",
            "credits: 2",
            &[
                "the mandatory units alone make 3 credits, more than 2",
                "2 credits are 20 hours by the usual count, and `tqt` is 120",
            ],
        ),
        (
            "credits: 12",
            "credits: 13",
            &[
                "13 credits cannot be reached: all units that count make 12",
                "13 credits are 130 hours by the usual count, and `tqt` is 120",
            ],
        ),
        (
            "tqt: 120",
            "tqt: 100",
            &["12 credits are 120 hours by the usual count, and `tqt` is 100"],
        ),
        (
            "glh: 20",
            "glh: 121",
            &[
                "121 guided hours are more than the 120 hours in all",
                "`glh` is 121, and the units have 12 (mandatory) to 28 (all) guided hours",
            ],
        ),
        ("glh: 20", "glh: 20\nlevel: 4", none),
        (
            "tqt: 120",
            "tqt: 4000000000",
            &["`tqt` must be 100000 at most"],
        ),
    ];
    for (from, to, expected) in table {
        let (_, mut faults) = with(from, to);
        faults.retain(|fault| !fault.contains("stand-alone"));
        faults.sort();
        let mut expected = expected.to_vec();
        expected.sort_unstable();
        assert_eq!(faults, expected, "{to}");
    }
}

#[test]
fn a_qualification_is_complete_with_its_mandatory_units_and_its_choices() {
    let (specification, _) = with("credits: 12", "credits: 7");
    let specification = specification.expect("the warning about hours is no error");
    let table: [(&[&str], u32, &[&str]); 6] = [
        (
            &[],
            0,
            &[
                "U1, Attachment has not been signed off",
                "“Choose” has 0 of at least 4 credits",
            ],
        ),
        (&["U1"], 3, &["“Choose” has 0 of at least 4 credits"]),
        (
            &["U2", "U3"],
            9,
            &["U1, Attachment has not been signed off"],
        ),
        (&["U1", "U2"], 7, &[]),
        (&["U1", "U2", "U3"], 12, &[]),
        (&["U1", "U9"], 3, &["“Choose” has 0 of at least 4 credits"]),
    ];
    for (signed, credits, open) in table {
        let completeness = specification.completeness(signed);
        assert_eq!(
            (completeness.credits, completeness.open_points()),
            (credits, open.iter().map(ToString::to_string).collect()),
            "{signed:?}"
        );
        assert_eq!(completeness.is_complete(), open.is_empty());
    }
    // The least of every choice may be less than the whole: then its credits decide.
    let (whole, _) = with("credits: 12", "credits: 12");
    let whole = whole.expect("no faults");
    assert_eq!(
        whole.completeness(&["U1", "U2"]).open_points(),
        ["7 of 12 credits have been earned"]
    );
    assert!(whole.completeness(&["U1", "U2", "U3"]).is_complete());
}

proptest! {
    #[test]
    fn another_unit_never_takes_completeness_away(signed in prop::collection::vec(0_usize..3, 0..4), more in 0_usize..3) {
        let (specification, _) = with("credits: 12", "credits: 7");
        let specification = specification.expect("no error");
        let codes = ["U1", "U2", "U3"];
        let before: Vec<&str> = signed.iter().map(|index| codes[*index]).collect();
        let after: Vec<&str> = before.iter().copied().chain([codes[more]]).collect();
        let (before, after) = (specification.completeness(&before), specification.completeness(&after));
        prop_assert!(after.credits >= before.credits);
        prop_assert!(after.is_complete() || !before.is_complete());
    }
}

#[test]
fn a_certificate_with_an_end_has_one_within_a_century() {
    for (months, ends) in [(36, true), (1_200, true), (1_201, false)] {
        let files = files("Text.").into_iter().map(|(path, text)| {
            let months = format!("validity-months: {months}\n");
            (path, text.replace("validity-months: 36\n", &months))
        });
        let compiled = compile(&files.collect(), TODAY);
        assert_eq!(compiled.library.is_some(), ends, "{months}");
    }
}
