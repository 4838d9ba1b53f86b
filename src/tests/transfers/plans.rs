//! What would carry over: each fate, and that nothing is lost.

use super::mapping;
use crate::portfolio::requirements::Shown;
use crate::transfers::plan::{Because, Carried, Plan, plan};
use proptest::prelude::*;

fn shown(criterion: &str, decision: &str) -> Shown {
    Shown {
        criterion: criterion.to_owned(),
        kind: "reflective-account".to_owned(),
        activity: "account".to_owned(),
        evidence: "evidence".to_owned(),
        source: decision.to_owned(),
    }
}

/// The criteria of a part of the plan, each with why.
fn part(items: &[Carried]) -> Vec<(&str, Because)> {
    items
        .iter()
        .map(|item| (item.criterion.as_str(), item.because))
        .collect()
}

#[test]
fn each_fate_has_its_consequence() {
    let all = [
        shown("GP1.1.1", "a"),
        shown("GP1.2.2", "b"),
        shown("GP1.2.3", "c"),
        shown("GP1.3.1", "d"),
    ];
    let made = plan(&mapping("1.1"), &all);
    assert_eq!(part(&made.carried), [("GP1.2.9", Because::Same)]);
    assert_eq!(
        part(&made.look),
        [
            ("GP1.1.1", Because::Split),
            ("GP1.1.3", Because::Split),
            ("GP1.3.1", Because::Part)
        ]
    );
    assert_eq!(made.new, ["GP1.2.8", "GP1.3.7"]);
    assert_eq!(made.withdrawn, [("GP1.2.2".to_owned(), true)]);
    assert_eq!(
        made.open,
        ["GP1.1.2", "GP1.2.1", "GP1.3.3", "GP1.4.1", "GP1.4.2"]
    );
    let both = [
        shown("GP1.3.1", "d"),
        shown("GP1.3.2", "e"),
        shown("GP1.3.1", "f"),
    ];
    let made = plan(&mapping("1.1"), &both);
    assert_eq!(part(&made.carried), [("GP1.3.1", Because::Merged)]);
    assert_eq!(made.carried[0].decisions, ["d", "e", "f"]);
    assert_eq!(made.withdrawn, [("GP1.2.2".to_owned(), false)]);
}

proptest! {
    /// Nothing that was achieved falls through, and every criterion of the new version has one place.
    #[test]
    fn nothing_is_lost(which in prop::collection::vec(0_usize..10, 0..12)) {
        let old = ["GP1.1.1", "GP1.1.2", "GP1.2.1", "GP1.2.2", "GP1.2.3", "GP1.3.1", "GP1.3.2", "GP1.3.3", "GP1.4.1", "GP1.4.2"];
        let all: Vec<Shown> = which.iter().enumerate().map(|(number, index)| shown(old[*index], &number.to_string())).collect();
        let Plan { carried, look, new, withdrawn, open } = plan(&mapping("1.1"), &all);
        for item in &all {
            let kept = carried.iter().chain(&look).any(|kept| kept.decisions.contains(&item.source));
            prop_assert!(kept || withdrawn.contains(&(item.criterion.clone(), true)), "{}", item.criterion);
        }
        let mut places: Vec<&String> = carried.iter().chain(&look).map(|item| &item.criterion).chain(&new).chain(&open).collect();
        places.sort();
        let count = places.len();
        places.dedup();
        prop_assert_eq!((count, places.len()), (11, 11));
    }
}
