//! A conversation in words: how it stands, how it ended, what a line did between two people. No scores.

use crate::library::scenario::{Ending, Moment, Quantity, Scenario};

/// How a conversation ended: a heading, and a sentence.
pub(super) fn of_ending(ending: Ending) -> (&'static str, &'static str) {
    match ending {
        Ending::Repaired => (
            "Looked at, and mended",
            "What was difficult between you was looked at, and you parted in touch.",
        ),
        Ending::Held => (
            "It held",
            "There is enough between you to go on from, and something is left for another day.",
        ),
        Ending::Strained => (
            "Still strained",
            "Something between you is still open. It can be met another time, here and at work.",
        ),
        Ending::Broken => (
            "It broke off",
            "The contact ended here. Ways that end like this can teach as much as the others.",
        ),
    }
}

/// What a line did, as far as one could have felt it; nothing if nothing changed.
pub(super) fn hint(scenario: &Scenario, before: &Moment, after: &Moment) -> Option<String> {
    let changes = before.values.iter().zip(&after.values);
    let sentences: Vec<String> = scenario
        .state
        .iter()
        .zip(changes)
        .filter(|(_, (before, after))| before != after)
        .map(|(value, (before, after))| change(value, after > before))
        .collect();
    (!sentences.is_empty()).then(|| sentences.join(" "))
}

fn change(value: &Quantity, more: bool) -> String {
    let words = match (value.name.as_str(), more) {
        ("bond", true) => "You are a little closer.",
        ("bond", false) => "You are a little further apart.",
        ("task", true) => "It is clearer what you are doing together.",
        ("task", false) => "It is less clear what you are doing together.",
        ("goal", true) => "You are nearer to an aim that you share.",
        ("goal", false) => "You are further from an aim that you share.",
        (name, true) => return format!("There is more {name}."),
        (name, false) => return format!("There is less {name}."),
    };
    words.to_owned()
}

/// With a capital letter.
pub(super) fn capital(name: &str) -> String {
    let mut letters = name.chars();
    let first = letters.next().map(char::to_uppercase);
    first.into_iter().flatten().chain(letters).collect()
}
