//! A section's own words in one text, with the places of its blocks and headings.

use crate::library::{Place, Plain, Section};
use std::ops::Range;

/// The words of a section's prose.
#[derive(Debug, Clone, Default)]
pub struct Text {
    pub text: String,
    pub headings: Vec<Place>,
    /// By block of prose: its number among all blocks, and its place in the text.
    pub(super) blocks: Vec<(usize, Range<usize>, Plain)>,
}

impl Text {
    pub fn of(section: &Section) -> Self {
        let mut all = Text::default();
        for (number, block) in section.blocks.iter().enumerate() {
            let Some(html) = block.prose() else { continue };
            let plain = Plain::of(html);
            let start = all.text.len();
            all.text.push_str(&plain.text);
            let places = plain.headings.iter().map(|heading| Place {
                id: heading.id.clone(),
                words: heading.words.start + start..heading.words.end + start,
            });
            all.headings.extend(places);
            all.blocks.push((number, start..all.text.len(), plain));
            all.text.push('\n');
        }
        all
    }

    pub fn heading(&self, id: &str) -> Option<&Place> {
        self.headings.iter().find(|heading| heading.id == id)
    }

    /// The heading above a place; empty if there is none.
    pub fn above(&self, at: usize) -> &str {
        let above = self
            .headings
            .iter()
            .rfind(|heading| heading.words.start <= at);
        above.map_or("", |heading| heading.id.as_str())
    }

    /// What a heading says.
    pub fn words_of(&self, heading: &Place) -> &str {
        &self.text[heading.words.clone()]
    }
}
