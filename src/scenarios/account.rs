//! Looking back at a conversation that has ended: what one said, what there is to say about it, and what became of what was strained. The
//! same for its learner and for the assessor, who reads the other's words too.

use super::island::{Turn, back, turn_view};
use super::play::{Run, Strain};
use super::words::{capital, of_ending};
use super::{chart, talk};
use crate::library::Scenario;
use leptos::prelude::*;

/// A play and a branch of it, for the buttons that go back.
pub struct Way<'a> {
    pub play: &'a str,
    pub branch: i64,
}

/// The debrief, the lines, the strains, the picture. With a way, only the learner's own lines, each with a button that goes back to it.
pub fn view(scenario: &Scenario, run: &Run, way: Option<&Way<'_>>) -> impl IntoView + use<> {
    let debrief: String = run
        .moment()
        .shown(&run.scene(scenario).debrief)
        .iter()
        .map(|passage| passage.html.as_str())
        .collect();
    let strains = run.strains(scenario);
    let turns: Vec<_> = talk::turns(scenario, run)
        .into_iter()
        .map(|turn| with_notes(scenario, turn, &strains))
        .filter_map(|turn| item(turn, way))
        .collect();
    view! {
        <div class="text" inner_html=debrief></div>
        <h3>{if way.is_some() { "What you said" } else { "Line by line" }}</h3>
        <ol class="talk" role="list">{turns}</ol>
        <h3>"What was strained, and what became of it"</h3>
        {strains_view(scenario, run, &strains)}
        <h3>"The alliance, line by line"</h3>
        {chart::view(scenario, run)}
    }
}

/// How it ended, as a sentence for those who read it from outside.
pub fn ending_words(scenario: &Scenario, run: &Run) -> Option<(&'static str, &'static str)> {
    run.ending(scenario).map(of_ending)
}

fn item(mut turn: Turn, way: Option<&Way<'_>>) -> Option<AnyView> {
    let Some(way) = way else {
        return Some(view! { <li>{turn_view(turn)}</li> }.into_any());
    };
    turn.said.as_ref()?;
    turn.scenes.clear();
    let back = back(way.play, way.branch, turn.step);
    Some(view! { <li>{turn_view(turn)}{back}</li> }.into_any())
}

/// Says at each turn which strains began there, and which were met.
fn with_notes(scenario: &Scenario, mut turn: Turn, strains: &[Strain]) -> Turn {
    let here = |step: usize| u32::try_from(step) == Ok(turn.step);
    let name = |strain: &Strain| scenario.markers[strain.marker].clone();
    let met = strains.iter().filter(|strain| strain.met.is_some_and(here));
    let met = met.map(|strain| ("done", format!("You met the {} here.", name(strain))));
    let began = strains.iter().filter(|strain| here(strain.began));
    let began = began.map(|strain| match strain.by_line {
        true => ("here", format!("With this line a {} began.", name(strain))),
        false => ("here", format!("After this a {} began.", name(strain))),
    });
    let notes = met.chain(began);
    turn.notes = notes
        .map(|(state, words)| (state.to_owned(), words))
        .collect();
    turn
}

fn strains_view(scenario: &Scenario, run: &Run, strains: &[Strain]) -> AnyView {
    if strains.is_empty() {
        return view! { <p>"Nothing was strained between you on this way."</p> }.into_any();
    }
    let line = |step: usize| match run.said(scenario, step) {
        Some(line) => format!("“{}” (line {step})", line.plain.trim_matches(['“', '”'])),
        None => "the beginning".to_owned(),
    };
    let items: Vec<_> = strains
        .iter()
        .map(|strain| {
            let name = capital(&scenario.markers[strain.marker]);
            let word = if strain.by_line { "with" } else { "after" };
            let end = match strain.met {
                Some(step) => format!("You met it with {}.", line(step)),
                None => "It was still open at the end.".to_owned(),
            };
            view! { <li><strong>{name}</strong>{format!(": it began {word} {}. {end}", line(strain.began))}</li> }
        })
        .collect();
    view! { <ul>{items}</ul> }.into_any()
}
