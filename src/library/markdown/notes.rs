//! What stands beside a text: references, footnotes and terms, numbered in the order in which they first appear.

use std::collections::BTreeMap;

use super::{escape, escape_into};
use crate::library::document::Scope;

/// Something to be shown after the block that first mentions it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Note {
    Work(String),
    Footnote(String),
    Term(String),
}

/// The notes of one text.
#[derive(Debug, Default)]
pub(super) struct Notes {
    prefix: String,
    /// The number of each work and footnote, and how often it has been mentioned.
    numbers: BTreeMap<Note, (usize, usize)>,
    /// In the order in which they first appear.
    pub(super) terms: Vec<String>,
    pub(super) pending: Vec<Note>,
}

impl Notes {
    pub(super) fn new(prefix: &str) -> Self {
        Self {
            prefix: prefix.to_owned(),
            ..Self::default()
        }
    }

    /// The link from the text to a note, with what is shown after its number.
    pub(super) fn mark(&mut self, note: Note, locator: &str) -> String {
        let next = self.numbers.len() + 1;
        let (number, mentions) = self.numbers.entry(note.clone()).or_insert((next, 0));
        *mentions += 1;
        let again = if *mentions > 1 {
            format!("-{mentions}")
        } else {
            String::new()
        };
        let word = if matches!(note, Note::Work(_)) {
            "Reference"
        } else {
            "Note"
        };
        let locator = if locator.is_empty() {
            String::new()
        } else {
            format!(", {}", escape(locator))
        };
        let prefix = &self.prefix;
        let mark = format!(
            "<a href=\"#{prefix}ref-{number}\" id=\"{prefix}cite-{number}{again}\" aria-label=\"{word} {number}{locator}\">{number}{locator}</a>"
        );
        if *mentions == 1 {
            self.pending.push(note);
        }
        mark
    }

    pub(super) fn term(&mut self, id: &str) {
        if !self.terms.iter().any(|known| known == id) {
            self.terms.push(id.to_owned());
            self.pending.push(Note::Term(id.to_owned()));
        }
    }

    /// The beginning of a numbered note.
    pub(super) fn opening(&self, note: &Note) -> String {
        let number = self.numbers.get(note).map_or(0, |(number, _)| *number);
        format!(
            "<p id=\"{}ref-{number}\"><span class=\"note-number\">{number}</span> ",
            self.prefix
        )
    }
}

/// A term, explained; nothing for one that is unknown.
pub(super) fn term_note(scope: Scope<'_>, id: &str) -> Option<String> {
    let term = scope.index.terms.get(id)?;
    let mut html = String::from("<p class=\"term\"><strong>");
    escape_into(&mut html, &term.title);
    html.push_str("</strong>: ");
    html.push_str(&term.html);
    html.push_str(" <a href=\"/glossary#");
    escape_into(&mut html, id);
    html.push_str("\">Glossary</a></p>");
    Some(html)
}

/// One work cited between brackets.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Citation<'a> {
    pub(super) key: &'a str,
    pub(super) locator: String,
    /// From the opening bracket to the `@`.
    pub(super) at: usize,
}

/// The works cited in `[@one, ch. 1; @two]`; `None` if anything else stands there.
pub(super) fn citations(text: &str) -> Option<Vec<Citation<'_>>> {
    let mut cited = Vec::new();
    let mut start = 0;
    for piece in text.split([';', '[', ']']) {
        let at = start + piece.len() - piece.trim_start().len();
        start += piece.len() + 1;
        if piece.trim().is_empty() {
            continue;
        }
        let (key, locator) = piece
            .trim()
            .strip_prefix('@')?
            .split_once(',')
            .unwrap_or((&piece.trim()[1..], ""));
        // A citation that is broken over two lines of a quote has the quote's mark inside.
        let locator: Vec<&str> = locator
            .split_whitespace()
            .filter(|word| *word != ">")
            .collect();
        cited.push(Citation {
            key: key.trim(),
            locator: locator.join(" "),
            at,
        });
    }
    (!cited.is_empty()).then_some(cited)
}
