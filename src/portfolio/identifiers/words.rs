//! A text as words, and what stands between them.

use super::{Found, What};
use std::ops::Range;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A word as words are compared: in small letters, its accents one with their letters, however they were typed.
pub(super) fn small(word: &str) -> String {
    word.nfc().collect::<String>().to_lowercase()
}

/// The words of a text: the longest stretches of letters and digits, with the accents that were typed after them.
pub(super) struct Words<'a> {
    text: &'a str,
    at: Vec<Range<usize>>,
}

impl<'a> Words<'a> {
    pub(super) fn of(text: &'a str) -> Self {
        let (mut at, mut from) = (Vec::new(), None);
        for (index, char) in text.char_indices() {
            let goes_on = from.is_some() && is_combining_mark(char);
            match (char.is_alphanumeric() || goes_on, from) {
                (true, None) => from = Some(index),
                (false, Some(start)) => {
                    at.push(start..index);
                    from = None;
                }
                _ => {}
            }
        }
        at.extend(from.map(|start| start..text.len()));
        Words { text, at }
    }

    pub(super) fn len(&self) -> usize {
        self.at.len()
    }

    /// The word at a place; empty where there is none.
    pub(super) fn word(&self, place: usize) -> &'a str {
        self.at.get(place).map_or("", |at| &self.text[at.clone()])
    }

    /// What stands between a word and the one before it; nothing before the first and after the last.
    pub(super) fn before(&self, place: usize) -> &'a str {
        let end = self.at.get(place).map(|at| at.start);
        let start = match place {
            0 => Some(0),
            _ => self.at.get(place - 1).map(|at| at.end),
        };
        match (start, end) {
            (Some(start), Some(end)) => &self.text[start..end],
            _ => "",
        }
    }

    /// The number that a word is, if it is one of so many digits.
    pub(super) fn number(&self, place: usize, digits: Range<usize>) -> Option<i16> {
        let word = self.word(place);
        let is_one = digits.contains(&word.len()) && is_digits(word);
        is_one.then(|| word.parse().ok()).flatten()
    }

    /// The words from one place up to another, as something found.
    pub(super) fn found(&self, what: What, places: Range<usize>) -> Found {
        Found {
            what,
            at: self.at[places.start].start..self.at[places.end - 1].end,
        }
    }
}

pub(super) fn is_digits(word: &str) -> bool {
    !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether this is what people put between the groups of a number: a few spaces, hyphens or brackets on the same line.
pub(super) fn parts_groups(between: &str) -> bool {
    let known = |c: char| {
        matches!(
            c,
            ' ' | '\u{a0}' | '-' | '\u{2010}'..='\u{2013}' | '(' | ')' | '.'
        )
    };
    !between.is_empty() && between.chars().count() <= 3 && between.chars().all(known)
}
