//! What was found, in its sentences, for a person to look at.

use super::Found;
use std::ops::Range;

/// How much is shown of a sentence on each side of what was found, characters.
const MOST: usize = 160;

/// A piece of a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Bit {
    Plain(String),
    /// What was found.
    Marked(String),
}

/// The sentences in which something was found, in their order; a sentence with several comes once.
pub fn passages(text: &str, found: &[Found]) -> Vec<Vec<Bit>> {
    let mut all: Vec<(Range<usize>, Vec<&Found>)> = Vec::new();
    for one in found {
        let end = one.at.end + end_of(&text[one.at.end..]);
        match all.last_mut().filter(|(at, _)| one.at.start < at.end) {
            Some((at, marks)) => {
                at.end = at.end.max(end);
                marks.push(one);
            }
            None => {
                let before = all.last().map_or(0, |(at, _)| at.end);
                let start = before + start_of(&text[before..one.at.start]);
                all.push((start..end, vec![one]));
            }
        }
    }
    all.into_iter()
        .map(|(at, marks)| bits(text, at, &marks))
        .collect()
}

fn bits(text: &str, at: Range<usize>, marks: &[&Found]) -> Vec<Bit> {
    let mut bits = Vec::new();
    let mut from = at.start;
    for mark in marks {
        bits.push(Bit::Plain(text[from..mark.at.start].to_owned()));
        bits.push(Bit::Marked(text[mark.at.clone()].to_owned()));
        from = mark.at.end;
    }
    bits.push(Bit::Plain(text[from..at.end].to_owned()));
    bits.retain(|bit| *bit != Bit::Plain(String::new()));
    bits
}

/// Where the last sentence of this begins, or at which word it is cut.
fn start_of(before: &str) -> usize {
    let mut cut = before.len();
    for (index, char) in before.char_indices().rev().take(MOST) {
        let after = index + char.len_utf8();
        let ends = before[..index].ends_with(['.', '!', '?']);
        if char == '\n' || (char.is_whitespace() && ends) {
            return after;
        }
        if char.is_whitespace() || index == 0 {
            cut = if index == 0 { 0 } else { after };
        }
    }
    cut
}

/// Where the first sentence of this ends, or before which word it is cut.
fn end_of(after: &str) -> usize {
    let mut cut = 0;
    for (index, char) in after.char_indices().take(MOST) {
        let next = index + char.len_utf8();
        let rest = &after[next..];
        if char == '\n' {
            return index;
        }
        if matches!(char, '.' | '!' | '?') && rest.chars().next().is_none_or(char::is_whitespace) {
            return next;
        }
        if char.is_whitespace() {
            cut = index;
        }
        if rest.is_empty() {
            cut = next;
        }
    }
    cut
}
