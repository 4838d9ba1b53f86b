//! A worksheet to print and to fill in by hand.

use crate::library::{Field, FieldKind, Worksheet};
use leptos::prelude::*;

/// Lines to write a text on if nothing says how long it may be, the fewest and the most.
const LINES: usize = 6;
const FEWEST_LINES: u32 = 4;
const MOST_LINES: u32 = 12;
/// About how many words somebody writes on a line by hand.
const WORDS_A_LINE: u32 = 15;
/// The fewest rows of a printed table.
const FEWEST_ROWS: u32 = 4;

/// Every field with its guidance and room to write.
#[component]
pub fn Blank(worksheet: Worksheet) -> impl IntoView {
    let fields: Vec<_> = worksheet
        .fields
        .iter()
        .map(|field| blank_field(field).into_any())
        .collect();
    view! { <div class="blank">{fields}</div> }
}

fn blank_field(field: &Field) -> impl IntoView + use<> {
    let room = match &field.kind {
        FieldKind::Short => lines(1).into_any(),
        FieldKind::Long { max_words, .. } => lines(lines_for(*max_words)).into_any(),
        FieldKind::Date => view! { <p class="blank-date">"Day"<span></span>"month"<span></span>"year"<span></span></p> }.into_any(),
        FieldKind::Choice(options) => boxes(options, "ring").into_any(),
        FieldKind::Checklist(options) => boxes(options, "box").into_any(),
        FieldKind::Table { columns, rows } => table(&field.title, columns, (*rows).max(FEWEST_ROWS)).into_any(),
    };
    view! {
        <section class="entry">
            <h2>{field.title.clone()}{(!field.required).then_some(" (optional)")}</h2>
            <div class="guidance" inner_html=field.guidance.clone()></div>
            {room}
        </section>
    }
}

fn lines_for(max_words: Option<u32>) -> usize {
    let lines = |words: u32| words.div_ceil(WORDS_A_LINE).clamp(FEWEST_LINES, MOST_LINES);
    max_words.map_or(LINES, |words| lines(words) as usize)
}

fn lines(count: usize) -> impl IntoView {
    let lines: Vec<_> = (0..count).map(|_| view! { <span></span> }).collect();
    view! { <div class="lines" aria-hidden="true">{lines}</div> }
}

fn boxes(options: &[String], shape: &'static str) -> impl IntoView + use<> {
    let items: Vec<_> = options
        .iter()
        .map(|option| view! { <li>{option.clone()}</li> })
        .collect();
    view! { <ul class="ticks" role="list" data-shape=shape>{items}</ul> }
}

fn table(title: &str, columns: &[String], rows: u32) -> impl IntoView + use<> {
    let count = columns.len();
    let head: Vec<_> = columns
        .iter()
        .map(|column| view! { <th scope="col">{column.clone()}</th> })
        .collect();
    let row = |_| view! { <tr>{(0..count).map(|_| view! { <td></td> }).collect::<Vec<_>>()}</tr> };
    view! {
        <div class="table" role="region" aria-label=title.to_owned() tabindex="0">
            <table><thead><tr>{head}</tr></thead><tbody>{(0..rows).map(row).collect::<Vec<_>>()}</tbody></table>
        </div>
    }
}
