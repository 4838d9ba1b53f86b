//! The alliance over a conversation: bond, task and goal after every line, as a picture and as a table.
//!
//! Lines of one colour differ by their dashes and their marks too; equal values stand a hair apart, so that no line hides another.

use super::play::{Run, Strain};
use super::words::capital;
use crate::library::Scenario;
use crate::library::scenario::{LEAST, MOST};
use leptos::prelude::*;

const LEFT: f32 = 14.0;
const RIGHT: f32 = 388.0;
const TOP: f32 = 14.0;
const BOTTOM: f32 = 144.0;
/// Where the numbers stand; below them each kind of strain has a bar of this height.
const NUMBERS_AT: f32 = 162.0;
const BAR: f32 = 8.0;
/// How far apart equal values stand.
const APART: f32 = 2.6;
/// As many numbers as fit below the picture.
const NUMBERS: usize = 14;

/// The picture, its key, and the same as a table.
pub fn view(scenario: &Scenario, run: &Run) -> impl IntoView + use<> {
    let (values, strains) = (run.values(), run.strains(scenario));
    let bars = BAR * float(scenario.markers.len());
    view! {
        <figure class="alliance">
            <svg viewBox=format!("0 0 400 {}", NUMBERS_AT + 6.0 + bars) role="img" aria-label=summary(scenario, &values)>
                {frame(run.steps())}
                {open_strains(&strains, run.steps())}
                {(0..scenario.state.len()).map(|index| series(scenario, index, &values)).collect::<Vec<_>>()}
            </svg>
            <figcaption>{key(scenario, !strains.is_empty())}</figcaption>
        </figure>
        <details>
            <summary>"The same as a table"</summary>
            {table(scenario, run, &values)}
        </details>
    }
}

fn float(number: usize) -> f32 {
    u16::try_from(number).map_or(0.0, f32::from)
}

/// Where the `step`th of `steps` stands.
fn x(step: usize, steps: usize) -> f32 {
    LEFT + (RIGHT - LEFT) * float(step) / float(steps.max(1))
}

fn y(value: i8) -> f32 {
    let share = f32::from(value - LEAST) / f32::from(MOST - LEAST);
    BOTTOM - (BOTTOM - TOP) * share
}

/// What a picture says to those who do not see it.
fn summary(scenario: &Scenario, values: &[Vec<i8>]) -> String {
    let (Some(first), Some(last)) = (values.first(), values.last()) else {
        return String::new();
    };
    let one = |(index, value): (usize, &crate::library::scenario::Quantity)| {
        let (first, last) = (first[index], last[index]);
        let way = match last.cmp(&first) {
            std::cmp::Ordering::Less => "fell",
            std::cmp::Ordering::Equal => "ended as it began",
            std::cmp::Ordering::Greater => "rose",
        };
        format!("{} {way}", value.name)
    };
    let words: Vec<String> = scenario.state.iter().enumerate().map(one).collect();
    format!(
        "The alliance over the conversation: {}. The table below has every line.",
        words.join(", ")
    )
}

fn frame(steps: usize) -> impl IntoView {
    let every = steps.div_ceil(NUMBERS).max(1);
    let numbers: Vec<_> = (0..=steps)
        .step_by(every)
        .map(|step| view! { <text x=x(step, steps).to_string() y=NUMBERS_AT.to_string() text-anchor="middle">{step}</text> })
        .collect();
    view! {
        <path class="zero" d=format!("M{LEFT} {}H{RIGHT}", y(0))></path>
        <text x="2" y="10">"more"</text>
        <text x="2" y=(BOTTOM + 4.0).to_string()>"less"</text>
        {numbers}
    }
}

/// A bar for as long as a strain was open; one that nobody met is dashed.
fn open_strains(strains: &[Strain], steps: usize) -> Vec<impl IntoView + use<>> {
    let bar = |strain: &Strain| {
        let until = strain.met.unwrap_or(steps);
        let (from, to) = (
            x(strain.began, steps),
            x(until, steps).max(x(strain.began, steps) + 6.0),
        );
        let y = NUMBERS_AT + 6.0 + BAR * float(strain.marker);
        let open = strain.met.is_none().then_some("open");
        view! { <path class="strain" data-state=open d=format!("M{from} {y}H{to}")></path> }
    };
    strains.iter().map(bar).collect()
}

fn series(scenario: &Scenario, index: usize, values: &[Vec<i8>]) -> impl IntoView + use<> {
    let steps = values.len().saturating_sub(1);
    let apart = (float(index) - float(scenario.state.len() - 1) / 2.0) * APART;
    let points: Vec<(f32, f32)> = values
        .iter()
        .enumerate()
        .map(|(step, values)| (x(step, steps), y(values[index]) + apart))
        .collect();
    let line: Vec<String> = points.iter().map(|(x, y)| format!("{x} {y}")).collect();
    let marks: String = points.iter().map(|(x, y)| mark(index, *x, *y)).collect();
    view! {
        <g class=format!("s{index}")>
            <path class="line" d=format!("M{}", line.join("L"))></path>
            <path class="mark" d=marks></path>
        </g>
    }
}

/// A mark of its own for each value: disc, square, diamond, and so on.
fn mark(index: usize, x: f32, y: f32) -> String {
    match index % 3 {
        0 => format!("M{} {y}a3.4 3.4 0 1 0 6.8 0a3.4 3.4 0 1 0 -6.8 0", x - 3.4),
        1 => format!("M{} {}h6v6h-6z", x - 3.0, y - 3.0),
        _ => format!("M{x} {}l4.2 4.2l-4.2 4.2l-4.2 -4.2z", y - 4.2),
    }
}

fn key(scenario: &Scenario, strained: bool) -> impl IntoView + use<> {
    let entry = |(index, value): (usize, &crate::library::scenario::Quantity)| {
        view! {
            <li>
                <svg viewBox="0 0 34 12" aria-hidden="true"><g class=format!("s{index}")><path class="line" d="M0 6H34"></path><path class="mark" d=mark(index, 17.0, 6.0)></path></g></svg>
                {capital(&value.name)}
            </li>
        }
    };
    let entries: Vec<_> = scenario.state.iter().enumerate().map(entry).collect();
    view! {
        <ul class="key" role="list">
            {entries}
            {strained.then(|| view! { <li><svg viewBox="0 0 34 12" aria-hidden="true"><path class="strain" d="M2 6H32"></path></svg>"A strain; broken where nobody met it"</li> })}
        </ul>
        <p>"From left to right: the beginning, and after each of your lines."</p>
    }
}

fn table(scenario: &Scenario, run: &Run, values: &[Vec<i8>]) -> impl IntoView + use<> {
    let heads: Vec<_> = scenario
        .state
        .iter()
        .map(|value| view! { <th scope="col">{capital(&value.name)}</th> })
        .collect();
    let rows: Vec<_> = values
        .iter()
        .enumerate()
        .map(|(step, values)| {
            let said = run
                .said(scenario, step)
                .map_or_else(|| "The beginning".to_owned(), |line| line.plain.clone());
            let cells: Vec<_> = values
                .iter()
                .map(|value| view! { <td>{value.to_string().replace('-', "−")}</td> })
                .collect();
            view! { <tr><th scope="row">{step}</th>{cells}<td>{said}</td></tr> }
        })
        .collect();
    view! {
        <div class="table" role="region" aria-label="The alliance, line by line" tabindex="0">
            <table>
                <caption class="unseen">{format!("The alliance after each line, from {LEAST} to {MOST}")}</caption>
                <thead><tr><th scope="col">"Line"</th>{heads}<th scope="col">"You said"</th></tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}
