//! When the rules of a unit are met: a table, and that more evidence never takes anything away.

use crate::library::rule::is_within;
use crate::library::{Amount, Asks, Method, Rule, Thing};
use crate::portfolio::requirements::{Shown, open};
use proptest::prelude::*;

const CRITERIA: [&str; 3] = ["U7.1.1", "U7.2.1", "U7.2.2"];

fn shown(criterion: &str, kind: Method, activity: &str) -> Shown {
    Shown {
        criterion: criterion.to_owned(),
        kind: kind.key().to_owned(),
        activity: activity.to_owned(),
        evidence: format!("evidence of {activity}"),
        source: format!("{criterion} in {activity}"),
    }
}

fn rule(asks: Asks) -> Rule {
    Rule {
        words: String::new(),
        asks,
    }
}

fn of(code: &str) -> Option<String> {
    Some(code.to_owned())
}

fn points(asks: &[Asks], passed: bool, shown: &[Shown]) -> Vec<String> {
    let rules: Vec<Rule> = asks.iter().cloned().map(rule).collect();
    let title = |id: &str| id.to_uppercase();
    let points = open(&rules, &CRITERIA, passed, shown);
    points.iter().map(|point| point.words(&title)).collect()
}

#[test]
fn each_rule_names_what_is_open() {
    let account = |code| shown(code, Method::ReflectiveAccount, "account");
    let plan = |code| shown(code, Method::Worksheet, "plan");
    let all = [account("U7.1.1"), account("U7.2.1"), account("U7.2.2")];
    let once = Asks::Each {
        of: None,
        by: Amount::Pieces(1),
    };
    let needs = |things: &[Thing]| Asks::OneOf {
        of: "U7.2".to_owned(),
        things: things.to_vec(),
    };
    let sheet = Thing::Activity(Method::Worksheet, "plan".to_owned());
    let table: Vec<(Asks, Vec<Shown>, &[&str])> = vec![
        (once.clone(), all.to_vec(), &[]),
        (
            once,
            vec![account("U7.2.1")],
            &[
                "U7.1.1 has not been achieved",
                "U7.2.2 has not been achieved",
            ],
        ),
        (
            Asks::Each {
                of: of("U7.2"),
                by: Amount::Pieces(2),
            },
            vec![
                account("U7.2.1"),
                account("U7.2.1"),
                account("U7.2.2"),
                plan("U7.2.2"),
            ],
            &["U7.2.1 is achieved by 1 piece of evidence, and the unit asks for 2"],
        ),
        (
            Asks::Each {
                of: of("U7.2.1"),
                by: Amount::Methods(2),
            },
            vec![
                account("U7.2.1"),
                shown("U7.2.1", Method::ReflectiveAccount, "another"),
            ],
            &["U7.2.1 is achieved by 1 method, and the unit asks for 2"],
        ),
        (
            Asks::Together {
                of: None,
                by: Amount::Methods(2),
            },
            all.to_vec(),
            &["the unit is shown by 1 method so far, and 2 are asked for"],
        ),
        (
            Asks::Together {
                of: None,
                by: Amount::Methods(2),
            },
            vec![account("U7.1.1"), plan("U7.2.1")],
            &[],
        ),
        (
            Asks::Together {
                of: of("U7.1"),
                by: Amount::Pieces(1),
            },
            vec![plan("U7.2.1")],
            &["U7.1 is shown by nothing so far, and 1 piece of evidence is asked for"],
        ),
        (
            needs(std::slice::from_ref(&sheet)),
            all.to_vec(),
            &["U7.2 needs the worksheet “PLAN”"],
        ),
        (
            needs(std::slice::from_ref(&sheet)),
            vec![plan("U7.1.1")],
            &["U7.2 needs the worksheet “PLAN”"],
        ),
        (
            needs(std::slice::from_ref(&sheet)),
            vec![plan("U7.2.2")],
            &[],
        ),
        (
            needs(&[sheet, Thing::Method(Method::Observation)]),
            vec![shown("U7.2.1", Method::Observation, "visit")],
            &[],
        ),
    ];
    for (asks, shown, expected) in table {
        assert_eq!(
            points(std::slice::from_ref(&asks), true, &shown),
            expected,
            "{asks:?}"
        );
    }
    assert_eq!(
        points(&[Asks::QuizPassed], false, &[]),
        ["the unit quiz has not been passed"]
    );
    assert_eq!(points(&[Asks::QuizPassed], true, &[]), Vec::<String>::new());
}

#[test]
fn a_point_that_two_rules_open_is_said_once() {
    let twice = [
        Asks::Each {
            of: None,
            by: Amount::Pieces(1),
        },
        Asks::Each {
            of: of("U7.2"),
            by: Amount::Pieces(2),
        },
    ];
    assert_eq!(points(&twice, true, &[]).len(), 3);
    let within = [
        ("U7.2.1", "U7.2", true),
        ("U7.2.1", "U7", true),
        ("U7.2.1", "U7.2.1", true),
        ("U7.2.10", "U7.2.1", false),
        ("U70.1.1", "U7", false),
    ];
    for (criterion, code, expected) in within {
        assert_eq!(is_within(criterion, code), expected, "{criterion} {code}");
    }
}

fn any_thing() -> impl Strategy<Value = Thing> {
    prop_oneof![
        Just(Thing::Method(Method::Worksheet)),
        Just(Thing::Method(Method::Observation)),
        Just(Thing::Activity(Method::Worksheet, "plan".to_owned())),
    ]
}

fn any_amount() -> impl Strategy<Value = Amount> {
    prop_oneof![
        (1_u32..4).prop_map(Amount::Pieces),
        (1_u32..4).prop_map(Amount::Methods)
    ]
}

fn any_code() -> impl Strategy<Value = String> {
    prop::sample::select(vec!["U7.1", "U7.2", "U7.1.1", "U7.2.1", "U7.2.2"]).prop_map(str::to_owned)
}

fn any_asks() -> impl Strategy<Value = Asks> {
    prop_oneof![
        Just(Asks::QuizPassed),
        (prop::option::of(any_code()), any_amount()).prop_map(|(of, by)| Asks::Each { of, by }),
        (prop::option::of(any_code()), any_amount()).prop_map(|(of, by)| Asks::Together { of, by }),
        (any_code(), prop::collection::vec(any_thing(), 1..3))
            .prop_map(|(of, things)| Asks::OneOf { of, things }),
    ]
}

fn any_shown() -> impl Strategy<Value = Shown> {
    let criterion = prop::sample::select(CRITERIA.to_vec());
    let kind = prop::sample::select(vec![
        Method::Worksheet,
        Method::Observation,
        Method::ReflectiveAccount,
    ]);
    let activity = prop::sample::select(vec!["plan", "visit", "account"]);
    (criterion, kind, activity)
        .prop_map(|(criterion, kind, activity)| shown(criterion, kind, activity))
}

proptest! {
    #[test]
    fn more_evidence_never_opens_what_was_met(
        asks in any_asks(),
        before in prop::collection::vec(any_shown(), 0..8),
        more in prop::collection::vec(any_shown(), 0..4),
        passed: bool,
    ) {
        let rules = [rule(asks)];
        let after: Vec<Shown> = before.iter().chain(&more).cloned().collect();
        let open_before = open(&rules, &CRITERIA, passed, &before);
        let open_after = open(&rules, &CRITERIA, passed, &after);
        prop_assert!(open_after.len() <= open_before.len());
        prop_assert!(open(&rules, &CRITERIA, true, &after).len() <= open_after.len());
        let again: Vec<Shown> = after.iter().chain(&after).cloned().collect();
        prop_assert_eq!(open(&rules, &CRITERIA, passed, &again), open_after, "the same evidence twice is once");
    }
}
