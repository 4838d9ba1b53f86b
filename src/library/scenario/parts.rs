//! The passages of a scene: what is told, what is said, what the debrief says, each with its condition.

use std::ops::Range;

use pulldown_cmark::{Event, Tag};

use super::Passage;
use super::codes::{Names, is_condition};
use crate::library::document::Scope;
use crate::library::events::Markdown;
use crate::library::markdown::{self, Style};

/// A file's events with the names that its codes can use.
#[derive(Clone, Copy)]
pub(super) struct Text<'t> {
    pub(super) scope: Scope<'t>,
    pub(super) markdown: &'t Markdown<'t>,
    pub(super) names: &'t Names<'t>,
}

/// A passage, and where it stands in the file.
pub(super) type Placed = (Passage, usize);

impl Text<'_> {
    pub(super) fn at(&self, event: usize) -> usize {
        self.markdown.events[event].1.start
    }

    /// What a block tells or says. Neither has room for notes.
    pub(super) fn told(&self, block: &Range<usize>) -> Vec<Placed> {
        self.refuse_notes(block.clone());
        match self.markdown.events[block.start].0 {
            Event::Start(Tag::FootnoteDefinition(_)) => Vec::new(),
            Event::Start(Tag::BlockQuote(_)) => self.said(block.start + 1..block.end - 1),
            _ => vec![self.passage(block, false, Style::bare())],
        }
    }

    /// The inside of a quote: a condition before its first words holds for all of it.
    fn said(&self, inside: Range<usize>) -> Vec<Placed> {
        let blocks = self.markdown.blocks(inside);
        let mut passages: Vec<Placed> = blocks
            .iter()
            .map(|block| self.passage(block, true, Style::bare()))
            .collect();
        let whole = passages.first().map(|(first, _)| first.when.clone());
        for (passage, _) in passages.iter_mut().skip(1) {
            passage.when.splice(0..0, whole.clone().unwrap_or_default());
        }
        passages
    }

    /// The passages of a quote that opens with the bold word Debrief; `None` if it does not. Ids in it begin with `prefix`.
    pub(super) fn debrief(&self, block: &Range<usize>, prefix: &str) -> Option<Vec<Placed>> {
        let events = &self.markdown.events;
        let opens = [
            matches!(events[block.start].0, Event::Start(Tag::BlockQuote(_))),
            matches!(events.get(block.start + 1)?.0, Event::Start(Tag::Paragraph)),
            matches!(events.get(block.start + 2)?.0, Event::Start(Tag::Strong)),
        ];
        if opens.contains(&false) {
            return None;
        }
        let (paragraph, title) = (block.start + 1, block.start + 2);
        let title_end = self.markdown.end_of(title);
        let word = self.markdown.plain(title..title_end).to_lowercase();
        if word.trim_end_matches(['.', ':']) != "debrief" {
            return None;
        }
        let paragraph_end = self.markdown.end_of(paragraph);
        let style = |number: usize| Style::prose(format!("{prefix}{number}-"), 2);
        let mut passages = Vec::new();
        if title_end + 1 < paragraph_end {
            passages.push(self.sentence(title_end + 1..paragraph_end, false, style(0)));
        }
        let rest = self.markdown.blocks(paragraph_end + 1..block.end - 1);
        let rest = rest.iter().enumerate();
        passages.extend(rest.map(|(number, block)| self.passage(block, false, style(number + 1))));
        Some(passages)
    }

    fn passage(&self, block: &Range<usize>, said: bool, style: Style) -> Placed {
        let is_paragraph = matches!(
            self.markdown.events[block.start].0,
            Event::Start(Tag::Paragraph)
        );
        if is_paragraph && !self.is_image(block.start + 1) {
            return self.sentence(block.start + 1..block.end - 1, said, style);
        }
        self.refuse_conditions(block.clone());
        let passage = Passage {
            said,
            when: Vec::new(),
            html: markdown::html(self.scope, self.markdown, block.clone(), style),
        };
        (passage, self.at(block.start))
    }

    /// The inside of a paragraph, which may begin with a condition.
    fn sentence(&self, inside: Range<usize>, said: bool, style: Style) -> Placed {
        let at = self.at(inside.start);
        let mut start = inside.start;
        while start < inside.end && self.is_break(start) {
            start += 1;
        }
        let when = match &self.markdown.events[start].0 {
            Event::Code(code) if start < inside.end && is_condition(code) => {
                start += 1;
                self.names.condition(code, self.at(start - 1))
            }
            _ => Vec::new(),
        };
        let words = start..inside.end;
        self.refuse_conditions(words.clone());
        if self.markdown.plain(words.clone()).is_empty() {
            self.scope.error(at, "nothing follows this condition");
        }
        let html = markdown::paragraph(self.scope, self.markdown, words, style);
        (Passage { said, when, html }, at)
    }

    fn is_break(&self, event: usize) -> bool {
        matches!(
            self.markdown.events[event].0,
            Event::SoftBreak | Event::HardBreak
        )
    }

    fn is_image(&self, event: usize) -> bool {
        matches!(
            self.markdown.events[event].0,
            Event::Start(Tag::Image { .. })
        )
    }

    /// Reports conditions where they mean nothing.
    fn refuse_conditions(&self, range: Range<usize>) {
        for (event, place) in &self.markdown.events[range] {
            if let Event::Code(code) = event
                && is_condition(code)
            {
                let message = "a condition can only begin a paragraph or a quote";
                let hint = "put an empty line before it";
                self.scope.error_with_hint(place.start, message, hint);
            }
        }
    }

    /// Reports citations and footnotes where there is no room for them.
    fn refuse_notes(&self, range: Range<usize>) {
        for (event, place) in &self.markdown.events[range] {
            let cites = matches!(event, Event::Start(Tag::Link { .. }))
                && self.scope.source.text[place.clone()].starts_with("[@");
            if cites || matches!(event, Event::FootnoteReference(_)) {
                let message = "a scene cannot cite";
                let hint = "cite in the introduction, in what there is to say about a line, or in the debrief";
                self.scope.error_with_hint(place.start, message, hint);
            }
        }
    }
}
