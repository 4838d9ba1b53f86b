//! Progress drawn as a path that is walked, from the doorway on: a picture over a list that says the same in words.

use leptos::prelude::*;

/// A place on the way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stone {
    pub title: String,
    pub address: String,
    /// How far one is there.
    pub words: String,
    pub done: bool,
}

/// Where the doorway stands and where the stones begin, in the picture's 1000 units of width.
const DOOR: f64 = 34.0;
const FIRST: f64 = 68.0;
const WIDTH: f64 = 1000.0;

/// The picture on wide screens, and the stones in words.
#[component]
pub fn Way(stones: Vec<Stone>) -> impl IntoView {
    let here = stones.iter().position(|stone| !stone.done);
    let states: Vec<&'static str> = (0..stones.len())
        .map(|index| state(stones[index].done, here == Some(index)))
        .collect();
    let picture = picture(&states);
    let items = stones.into_iter().zip(states).map(|(stone, state)| {
        let current = (state == "here").then_some("step");
        view! { <li data-state=state aria-current=current><a href=stone.address>{stone.title}</a><small>{stone.words}</small></li> }
    });
    view! {
        {picture}
        <ol class="path walk" role="list">{items.collect::<Vec<_>>()}</ol>
    }
}

fn state(done: bool, here: bool) -> &'static str {
    match (done, here) {
        (true, _) => "done",
        (false, true) => "here",
        (false, false) => "ahead",
    }
}

/// The places of so many stones, each above the middle of its column.
fn places(count: usize) -> Vec<(f64, f64)> {
    let column = (WIDTH - FIRST) / count.max(1) as f64;
    let height = |index: usize| if index.is_multiple_of(2) { 34.0 } else { 56.0 };
    (0..count)
        .map(|index| (FIRST + (index as f64 + 0.5) * column, height(index)))
        .collect()
}

/// One bend of the way, level at both its ends.
fn bend((x, y): (f64, f64), (to_x, to_y): (f64, f64)) -> String {
    let middle = (x + to_x) / 2.0;
    format!("M{x:.0} {y:.0}C{middle:.0} {y:.0} {middle:.0} {to_y:.0} {to_x:.0} {to_y:.0}")
}

fn picture(states: &[&'static str]) -> impl IntoView + use<> {
    let places = places(states.len());
    let mut from = (DOOR, 70.0);
    let bends: Vec<_> = places
        .iter()
        .zip(states)
        .map(|(place, state)| {
            let class = if *state == "ahead" { "ahead" } else { "behind" };
            let bend = bend(std::mem::replace(&mut from, *place), *place);
            view! { <path class=class d=bend/> }
        })
        .collect();
    let stones: Vec<_> = places
        .iter()
        .zip(states)
        .map(|((x, y), state)| {
            let class = (*state != "ahead").then_some(*state);
            let dot = (*state == "here")
                .then(|| view! { <circle class="dot" cx=x.to_string() cy=y.to_string() r="4"/> });
            view! { <circle class=class cx=x.to_string() cy=y.to_string() r="9"/>{dot} }
        })
        .collect();
    view! {
        <svg class="way" viewBox="0 0 1000 84" aria-hidden="true">
            {bends}
            <path class="door" d="M28 78V50l14-6v34z"/>
            <path class="arch" d="M18 80V44a16 16 0 0 1 32 0v36"/>
            {stones}
        </svg>
    }
}
