//! The stretch of a text in which most of what was looked for stands, with the words marked.

use super::index::Token;
use crate::ui::escape;
use std::ops::Range;

/// How much of a text is shown, bytes, and how much of it before the first word found.
const LENGTH: usize = 260;
const BEFORE: usize = 70;

/// Where the excerpt lies: around the stretch that holds the most different words.
pub(super) fn place(text: &str, found: &[(usize, Token)]) -> Range<usize> {
    let reach = LENGTH - BEFORE;
    let held = |first: usize| {
        let start = found[first].1.start as usize;
        let inside = found[first..]
            .iter()
            .take_while(|(_, token)| (token.end as usize) < start + reach);
        let mut words: Vec<usize> = inside.map(|(word, _)| *word).collect();
        let count = words.len();
        words.sort_unstable();
        words.dedup();
        (words.len(), count)
    };
    // The first of the best: `max_by_key` would give the last.
    let best = (0..found.len()).rev().max_by_key(|first| held(*first));
    let from = best.map_or(0, |first| found[first].1.start as usize);
    let start = boundary(text, from.saturating_sub(BEFORE), from);
    let wanted = (start + LENGTH).min(text.len());
    let last = found
        .iter()
        .map(|(_, token)| token.end as usize)
        .filter(|end| *end <= wanted)
        .max();
    let end = match wanted == text.len() {
        true => wanted,
        false => boundary_before(text, wanted).max(last.unwrap_or(0)),
    };
    start..end.max(start)
}

/// The first beginning of a word from `at`, no later than `latest`.
fn boundary(text: &str, at: usize, latest: usize) -> usize {
    if at == 0 {
        return 0;
    }
    let mut places = text.char_indices().skip_while(|(place, _)| *place < at);
    let space = places.find(|(_, c)| c.is_whitespace());
    space.map_or(latest, |(place, c)| (place + c.len_utf8()).min(latest))
}

fn boundary_before(text: &str, at: usize) -> usize {
    let mut end = at;
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text[..end].rfind(char::is_whitespace).unwrap_or(end)
}

/// A stretch of a text as HTML, with the words that were found marked, and dots where it goes on.
pub(super) fn marked(text: &str, range: Range<usize>, found: &[(usize, Token)]) -> String {
    let mut html = String::new();
    if range.start > 0 {
        html.push_str("… ");
    }
    let mut at = range.start;
    for (_, token) in found {
        let (start, end) = (token.start as usize, token.end as usize);
        if start < at || end > range.end {
            continue;
        }
        html.push_str(&flat(&text[at..start]));
        html.push_str("<mark>");
        html.push_str(&escape(&text[start..end]));
        html.push_str("</mark>");
        at = end;
    }
    html.push_str(&flat(&text[at..range.end]));
    let mut html = html.trim_end().to_owned();
    if range.end < text.trim_end().len() {
        html.push_str(" …");
    }
    html
}

/// Escaped, and in one line.
fn flat(text: &str) -> String {
    let mut flat = String::with_capacity(text.len());
    for c in escape(text).chars() {
        match c.is_whitespace() {
            true if flat.ends_with(' ') => {}
            true => flat.push(' '),
            false => flat.push(c),
        }
    }
    flat
}
