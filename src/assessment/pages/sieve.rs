//! Choosing what of the queue to see, by the address alone: it can be kept as a bookmark.

use crate::assessment::store::Sieve;
use crate::clock::{DAY, Millis};
use crate::ui::TextField;
use leptos::prelude::*;
use serde::Deserialize;

/// What the address says.
#[derive(Debug, Clone, Default, Deserialize)]
pub(super) struct Chosen {
    #[serde(default)]
    pub(super) said: String,
    #[serde(default)]
    unit: String,
    #[serde(default)]
    learner: String,
    /// Days; anything that is no number is no limit.
    #[serde(default)]
    longer: String,
    #[serde(default)]
    whose: String,
}

/// How long something has waited: days, and the words.
const LONGER: [(&str, &str); 5] = [
    ("", "any time"),
    ("3", "more than 3 days"),
    ("7", "more than a week"),
    ("14", "more than two weeks"),
    ("28", "more than four weeks"),
];

const WHOSE: [(&str, &str); 2] = [("", "anybody, or nobody yet"), ("begun", "me")];

impl Chosen {
    pub(super) fn sieve(&self, now: Millis) -> Sieve {
        let days: Option<i64> = self.longer.parse().ok();
        let days = days.filter(|days| (0..=10_000).contains(days));
        Sieve {
            unit: self.unit.trim().to_owned(),
            learner: self.learner.trim().to_owned(),
            before: days.map(|days| now - days * DAY),
            begun: self.whose == "begun",
        }
    }

    pub(super) fn is_all(&self) -> bool {
        [&self.unit, &self.learner, &self.longer, &self.whose]
            .iter()
            .all(|value| value.trim().is_empty())
    }
}

/// The form that chooses. `units` are those that something waits in.
pub(super) fn form(chosen: &Chosen, units: Vec<String>) -> impl IntoView + use<> {
    let every = std::iter::once((String::new(), "all units".to_owned()));
    let units = every.chain(units.into_iter().map(|unit| (unit.clone(), unit)));
    let owned = |choices: &[(&str, &str)]| -> Vec<(String, String)> {
        let pair = |(key, words): &(&str, &str)| ((*key).to_owned(), (*words).to_owned());
        choices.iter().map(pair).collect()
    };
    let all = chosen.is_all();
    view! {
        <form class="sieve" method="get" action="/assessment" role="search" aria-label="Choose from the queue">
            {choice("unit", "Unit", units.collect(), &chosen.unit)}
            <TextField name="learner" label="Learner’s name" value=chosen.learner.clone()/>
            {choice("longer", "Waiting", owned(&LONGER), &chosen.longer)}
            {choice("whose", "Begun by", owned(&WHOSE), &chosen.whose)}
            <p class="actions">
                <button class="button quiet">"Show"</button>
                {(!all).then(|| view! { <a href="/assessment">"Show everything"</a> })}
            </p>
        </form>
    }
}

fn choice(
    name: &'static str,
    label: &'static str,
    choices: Vec<(String, String)>,
    chosen: &str,
) -> impl IntoView + use<> {
    let options: Vec<_> = choices
        .into_iter()
        .map(|(key, words)| {
            let selected = key == chosen;
            view! { <option value=key selected=selected>{words}</option> }
        })
        .collect();
    view! { <div class="field"><label for=name>{label}</label><select id=name name=name>{options}</select></div> }
}
