//! What a line leads to: pure, the same every time, and never without a way to an ending.

use crate::library::Scenario;
use crate::library::scenario::{Ending, LEAST, MOST};
use crate::scenarios::play::{Refused, Run, Strain};
use crate::tests::scenes::SAMPLE;
use proptest::prelude::*;
use std::collections::{HashSet, VecDeque};

fn sample() -> Scenario {
    Scenario::from_source(SAMPLE.1).unwrap()
}

/// The fewest lines from here to an ending that is `wanted`; `None` if there is no way.
fn way_to(run: &Run, scenario: &Scenario, wanted: impl Fn(Ending) -> bool) -> Option<Vec<usize>> {
    let mut ways = VecDeque::from([run.clone()]);
    let mut known = HashSet::new();
    while let Some(way) = ways.pop_front() {
        if way.ending(scenario).is_some_and(&wanted) {
            return Some(way.path()[run.steps()..].to_vec());
        }
        for (line, _) in way.lines(scenario) {
            let mut next = way.clone();
            next.choose(scenario, line).unwrap();
            if known.insert(next.moment().clone()) {
                ways.push_back(next);
            }
        }
    }
    None
}

fn ids(scenario: &Scenario, run: &Run) -> Vec<String> {
    let id = |visit: &crate::scenarios::play::Visit| scenario.scenes[visit.moment.scene].id.clone();
    run.visits().iter().map(id).collect()
}

/// The lines said; the scenes, how it ended and the values.
type Way = (
    &'static [usize],
    &'static [&'static str],
    Option<Ending>,
    [i8; 3],
);

#[test]
fn every_way_through_the_sample() {
    let scenario = sample();
    let table: [Way; 6] = [
        (&[], &["door"], None, [0, 0, 0]),
        (&[1], &["door", "named"], None, [2, 0, 0]),
        (
            &[1, 0],
            &["door", "named", "leaving", "stays"],
            Some(Ending::Repaired),
            [2, 1, 1],
        ),
        (
            &[2],
            &["door", "leaving", "goes"],
            Some(Ending::Held),
            [0, -1, 0],
        ),
        (
            &[0, 1],
            &["door", "explained", "leaving", "late"],
            Some(Ending::Strained),
            [-2, 2, 0],
        ),
        (
            &[0, 2, 0, 0, 1],
            &[
                "door",
                "explained",
                "door",
                "explained",
                "named",
                "leaving",
                "goes",
            ],
            Some(Ending::Held),
            [1, 0, 0],
        ),
    ];
    for (path, scenes, ending, values) in table {
        let run = Run::replay(&scenario, path).unwrap();
        assert_eq!(ids(&scenario, &run), scenes, "{path:?}");
        assert_eq!(run.ending(&scenario), ending, "{path:?}");
        assert_eq!(run.moment().values, values, "{path:?}");
        assert_eq!((run.path().as_slice(), run.steps()), (path, path.len()));
        assert_eq!(run.values().len(), path.len() + 1);
    }
}

#[test]
fn only_the_lines_of_the_moment_can_be_said() {
    let scenario = sample();
    let mut run = Run::start(&scenario);
    assert_eq!(run.choose(&scenario, 3), Err(Refused::NotOffered));
    let offered = |run: &Run| {
        run.lines(&scenario)
            .iter()
            .map(|(line, _)| *line)
            .collect::<Vec<_>>()
    };
    assert_eq!(offered(&run), [0, 1, 2]);
    run.choose(&scenario, 0).unwrap();
    run.choose(&scenario, 2).unwrap();
    // Back at the door after the explanation, one of its lines is gone, and her bag is up.
    assert_eq!(offered(&run), [0, 1]);
    assert_eq!(run.moment().shown(&run.scene(&scenario).passages).len(), 3);
    assert_eq!(run.choose(&scenario, 2), Err(Refused::NotOffered));
    let mut ended = Run::replay(&scenario, &[2]).unwrap();
    assert_eq!(ended.choose(&scenario, 0), Err(Refused::Ended));
    assert!(ended.lines(&scenario).is_empty());
    assert_eq!(Run::replay(&scenario, &[2, 0]), None);
    assert_eq!(Run::replay(&scenario, &[9]), None);
}

#[test]
fn strains_are_told_from_their_beginning_to_their_end() {
    let scenario = sample();
    let strains = |path: &[usize]| Run::replay(&scenario, path).unwrap().strains(&scenario);
    assert_eq!(strains(&[1, 0]), []);
    let began = Strain {
        marker: 0,
        began: 1,
        by_line: true,
        met: None,
    };
    assert_eq!(strains(&[0, 1]), std::slice::from_ref(&began));
    assert_eq!(
        strains(&[0, 0, 1]),
        [Strain {
            met: Some(2),
            ..began.clone()
        }]
    );
    // The same line again does not begin what is open already.
    assert_eq!(
        strains(&[0, 2, 0, 0]),
        [Strain {
            met: Some(4),
            ..began
        }]
    );
}

#[test]
fn a_strain_that_a_scene_begins_comes_after_what_the_line_repairs() {
    let scenario = Scenario::from_source(
        "---\nid: a\nstate: { bond: 5 }\n---\n\n## A {#a marker=anger}\n\n- [On.](#b) `bond +3` `repair anger`\n\n## B {#b marker=anger}\n\n- [On.](#c) `repair anger` `bond = -5` `bond -1`\n\n## C {#c ending=held}\n",
    )
    .unwrap();
    let run = Run::replay(&scenario, &[0, 0]).unwrap();
    let strain = |began, met| Strain {
        marker: 0,
        began,
        by_line: false,
        met: Some(met),
    };
    assert_eq!(run.strains(&scenario), [strain(0, 1), strain(1, 2)]);
    assert_eq!(run.values(), [[5], [5], [-5]]);
}

/// A line: where it leads, and its codes.
fn line(scenes: usize) -> impl Strategy<Value = String> {
    let effect = prop_oneof![
        Just(""),
        Just("`bond +1`"),
        Just("`bond -2`"),
        Just("`task = 2`"),
        Just("`marker anger`"),
        Just("`repair anger`"),
    ];
    let condition = prop_oneof![
        3 => Just(String::new()),
        1 => (-2..3_i8).prop_map(|number| format!("`if bond >= {number}`")),
        1 => (0..scenes).prop_map(|scene| format!("`if not seen s{scene}`")),
        1 => Just("`if open anger and task < 2`".to_owned()),
    ];
    (0..=scenes, effect, condition, prop::bool::weighted(0.2)).prop_map(
        |(to, effect, condition, automatic)| match automatic {
            true => format!("- […](#s{to}) {effect} {condition}\n"),
            false => format!("- [Say.](#s{to}) {effect} {condition}\n  > Said.\n"),
        },
    )
}

/// A conversation of a few scenes, some of them without a way out.
fn conversation() -> impl Strategy<Value = String> {
    (1..5_usize).prop_flat_map(|scenes| {
        let scene = prop::collection::vec(line(scenes), 1..4);
        prop::collection::vec((scene, 0..3_usize), scenes).prop_map(move |all| {
            let mut text = "---\nid: a\ntitle: A\nsummary: S\ncriteria: []\nstate: { bond: 0, task: 0 }\nreview-by: 2028-03-31\n---\n\nI.\n\n".to_owned();
            for (index, (lines, told)) in all.iter().enumerate() {
                let told = ["", "`if bond < 0` Told.\n\n", "`if seen s0 and open anger` Told.\n\n"][*told];
                text.push_str(&format!("## S {{#s{index}}}\n\n{told}{}\n", lines.concat()));
            }
            text + &format!("## End {{#s{scenes} ending=held}}\n\n> **Debrief** D.\n>\n> `if task > 1` T.\n>\n> `if seen s0` S.\n")
        })
    })
}

/// Says one line after another, as the numbers say.
fn wander(scenario: &Scenario, numbers: &[usize]) -> Run {
    let mut run = Run::start(scenario);
    for number in numbers {
        let lines = run.lines(scenario);
        if let Some((line, _)) = lines.get(number % lines.len().max(1)) {
            run.choose(scenario, *line).unwrap();
        }
    }
    run
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn a_play_that_the_checker_lets_pass_can_always_end(text in conversation(), numbers in prop::collection::vec(0..9_usize, 0..12)) {
        let (scenario, faults) = Scenario::from_file("modules/m/scenario-a.md", &text);
        let scenario = scenario.unwrap();
        let run = wander(&scenario, &numbers);
        let is_bad = |words: &str| faults.iter().any(|fault| fault.message.starts_with(words));
        if !is_bad("a dead end") && !is_bad("a loop") {
            prop_assert!(way_to(&run, &scenario, |_| true).is_some(), "{text}\n{:?}", run.path());
        }
    }

    #[test]
    fn a_run_is_the_same_for_the_same_lines(text in conversation(), numbers in prop::collection::vec(0..9_usize, 0..12)) {
        let scenario = Scenario::from_source(&text).unwrap();
        let run = wander(&scenario, &numbers);
        prop_assert_eq!(&wander(&scenario, &numbers), &run);
        prop_assert_eq!(Run::replay(&scenario, &run.path()), Some(run.clone()));
        for kept in 0..=run.steps() {
            let back = run.back(&scenario, kept);
            prop_assert_eq!(back.path(), &run.path()[..kept]);
            prop_assert_eq!(&run.visits()[..back.visits().len()], back.visits());
        }
        prop_assert!(run.values().iter().flatten().all(|value| (LEAST..=MOST).contains(value)));
        let open = run.strains(&scenario).iter().filter(|strain| strain.met.is_none()).count();
        prop_assert_eq!(open, run.moment().open.iter().filter(|open| **open).count());
    }

    /// Nothing that the checker calls impossible happens to anybody.
    #[test]
    fn what_can_never_be_is_never_seen(text in conversation(), numbers in prop::collection::vec(0..9_usize, 0..12)) {
        let (scenario, faults) = Scenario::from_file("modules/m/scenario-a.md", &text);
        let scenario = scenario.unwrap();
        let run = wander(&scenario, &numbers);
        let line_of = |needle: &str| text[..text.find(needle).unwrap()].matches('\n').count() + 1;
        let said_impossible: Vec<usize> = faults.iter().filter(|fault| fault.message.contains("never")).map(|fault| fault.line).collect();
        for visit in run.visits() {
            let scene = &scenario.scenes[visit.moment.scene];
            let heading = line_of(&format!("{{#{}", scene.id));
            prop_assert!(!said_impossible.contains(&heading), "{text}\n{}", scene.id);
            if !visit.moment.shown(&scene.passages).is_empty() {
                prop_assert!(!said_impossible.contains(&(heading + 2)), "{text}\n{}", scene.id);
            }
        }
    }
}
