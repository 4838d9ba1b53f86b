//! Lines, effects and conditions in as few words as a row of a box holds.

use crate::library::scenario::{Effect, Fact, Line, Scenario, Scene, Test};

const LONGEST: usize = 42;

/// The two lines of text of each row: what is said, and what it does.
pub(super) fn rows(scenario: &Scenario, scene: &Scene) -> Vec<[String; 2]> {
    let row = |line: &Line| {
        let effects = line
            .effects
            .iter()
            .map(|effect| effect_words(scenario, effect));
        let condition = (!line.when.is_empty()).then(|| condition(scenario, &line.when));
        let codes: Vec<String> = effects.chain(condition).collect();
        [
            shortened(&line.plain, LONGEST),
            shortened(&codes.join(" · "), LONGEST + 6),
        ]
    };
    scene.lines.iter().map(row).collect()
}

/// A text cut to so many characters.
pub(super) fn shortened(text: &str, most: usize) -> String {
    match text.chars().count() > most {
        true => text.chars().take(most - 1).chain(['…']).collect(),
        false => text.to_owned(),
    }
}

fn effect_words(scenario: &Scenario, effect: &Effect) -> String {
    match *effect {
        Effect::Change { value, by: 0 } => format!("{} 0", scenario.state[value].name),
        Effect::Change { value, by } => format!("{} {by:+}", scenario.state[value].name),
        Effect::Set { value, to } => format!("{} = {to}", scenario.state[value].name),
        Effect::Begin(marker) => format!("strain {}", scenario.markers[marker]),
        Effect::Repair(marker) => format!("repair {}", scenario.markers[marker]),
    }
}

fn condition(scenario: &Scenario, tests: &[Test]) -> String {
    let test = |test: &Test| {
        let not = if test.negated { "not " } else { "" };
        match test.fact {
            Fact::Value {
                value,
                compare,
                number,
            } => format!("{} {} {number}", scenario.state[value].name, compare.sign()),
            Fact::Seen(scene) => format!("{not}seen {}", scenario.scenes[scene].id),
            Fact::Open(marker) => format!("{not}open {}", scenario.markers[marker]),
        }
    };
    let tests: Vec<String> = tests.iter().map(test).collect();
    format!("if {}", tests.join(" and "))
}
