//! Choosing what of the queue to see, by the address alone: it can be kept as a bookmark.

use crate::assessment::store::{PAGE, Sieve, Whose};
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
    /// From which of those who may be ready; anything that is no number is the first.
    #[serde(default)]
    pub(super) ready: String,
    /// Which page, from 1; anything that is no number is the first.
    #[serde(default)]
    page: String,
}

/// How long something has waited: days, and the words.
const LONGER: [(&str, &str); 5] = [
    ("", "any time"),
    ("3", "more than 3 days"),
    ("7", "more than a week"),
    ("14", "more than two weeks"),
    ("28", "more than four weeks"),
];

/// As the address says it, whose work, and the words.
const WHOSE: [(&str, Whose, &str); 4] = [
    ("all", Whose::Everybodys, "everybody’s"),
    ("mine", Whose::Mine, "allocated to me"),
    ("nobody", Whose::Nobodys, "allocated to nobody"),
    ("begun", Whose::Begun, "begun by me"),
];

impl Chosen {
    /// With nothing chosen: what is allocated to somebody to whom anything is, otherwise everything.
    pub(super) fn or_own(mut self, has_own: bool) -> Self {
        if WHOSE.iter().all(|(key, ..)| *key != self.whose) {
            let own = if has_own { "mine" } else { "all" };
            own.clone_into(&mut self.whose);
        }
        self
    }

    fn whose(&self) -> Whose {
        let found = WHOSE.iter().find(|(key, ..)| *key == self.whose);
        found.map_or(Whose::default(), |(_, whose, _)| *whose)
    }

    pub(super) fn sieve(&self, now: Millis) -> Sieve {
        let days: Option<i64> = self.longer.parse().ok();
        let days = days.filter(|days| (0..=10_000).contains(days));
        Sieve {
            unit: self.unit.trim().to_owned(),
            learner: self.learner.trim().to_owned(),
            before: days.map(|days| now - days * DAY),
            whose: self.whose(),
            page: Some(self.page() - 1),
        }
    }

    fn page(&self) -> i64 {
        let page = self.page.parse().ok();
        page.filter(|page| (1..=1_000_000).contains(page))
            .unwrap_or(1)
    }

    /// The address of another page with the same choice.
    fn address(&self, page: i64) -> String {
        let page = page.to_string();
        let query = form_urlencoded::Serializer::new(String::new())
            .extend_pairs([
                ("unit", self.unit.as_str()),
                ("learner", &self.learner),
                ("longer", &self.longer),
                ("whose", &self.whose),
                ("page", &page),
            ])
            .finish();
        format!("/assessment?{query}")
    }

    /// What is shown, for a count before it.
    pub(super) fn shown(&self, count: usize) -> String {
        let whose = match self.whose() {
            Whose::Everybodys => "",
            Whose::Mine => ", allocated to you",
            Whose::Nobodys => ", allocated to nobody",
            Whose::Begun => ", begun by you",
        };
        format!("Shown here: {count}{whose}.")
    }

    pub(super) fn is_all(&self) -> bool {
        let chosen = [&self.unit, &self.learner, &self.longer];
        self.whose() == Whose::Everybodys && chosen.iter().all(|value| value.trim().is_empty())
    }
}

/// The way to the pages before and after, where there is more than one. `of_all`: how many items there are on all of them.
pub(super) fn pages(chosen: &Chosen, of_all: i64) -> Option<impl IntoView + use<>> {
    let (page, last) = (chosen.page(), (of_all + PAGE - 1) / PAGE);
    let before = (page > 1).then(|| {
        view! { <a href=chosen.address(page - 1)>"Handed in earlier"</a>" · " }
    });
    let after = (page < last).then(|| {
        view! { " · "<a href=chosen.address(page + 1)>"Handed in later"</a> }
    });
    (last > 1 || page > 1).then(|| {
        view! { <nav aria-label="Pages of the queue"><p class="meta">{before}{format!("Page {page} of {}", last.max(1))}{after}</p></nav> }
    })
}

/// The form that chooses. `units` are those that something waits in.
pub(super) fn form(chosen: &Chosen, units: Vec<String>) -> impl IntoView + use<> {
    let every = std::iter::once((String::new(), "all units".to_owned()));
    let units = every.chain(units.into_iter().map(|unit| (unit.clone(), unit)));
    let owned = |choices: &[(&str, &str)]| -> Vec<(String, String)> {
        let pair = |(key, words): &(&str, &str)| ((*key).to_owned(), (*words).to_owned());
        choices.iter().map(pair).collect()
    };
    let whose = WHOSE.map(|(key, _, words)| (key.to_owned(), words.to_owned()));
    let (all, whose) = (chosen.is_all(), whose.to_vec());
    view! {
        <form class="sieve" method="get" action="/assessment" role="search" aria-label="Choose from the queue">
            {choice("unit", "Unit", units.collect(), &chosen.unit)}
            <TextField name="learner" label="Learner’s name" value=chosen.learner.clone()/>
            {choice("longer", "Waiting", owned(&LONGER), &chosen.longer)}
            {choice("whose", "Whose work", whose, &chosen.whose)}
            <p class="actions">
                <button class="button quiet">"Show"</button>
                {(!all).then(|| view! { <a href="/assessment?whose=all">"Show everything"</a> })}
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
