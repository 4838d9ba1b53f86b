//! The lines of a scene: what one may say, where it leads, what it does, and what there is to say about it.

use std::ops::Range;

use pulldown_cmark::{Event, Tag};

use super::Line;
use super::codes::Code;
use super::parts::Text;
use crate::library::markdown::{self, Style};

pub(super) const LINE: &str = "write - [What one says.](#scene) `bond +1`, and below it, indented,   > what there is to say about it";

impl Text<'_> {
    /// The lines of a list, each with where it stands; ids in it begin with `prefix`.
    pub(super) fn lines(&self, list: Range<usize>, prefix: &str) -> Vec<(Line, usize)> {
        let items = self.markdown.blocks(list.start + 1..list.end - 1);
        let line = |(number, item): (usize, &Range<usize>)| {
            let line = self.line(item.start + 1..item.end - 1, &format!("{prefix}{number}-"));
            Some((line?, self.at(item.start)))
        };
        items.iter().enumerate().filter_map(line).collect()
    }

    /// The inside of one item; ids in its comment begin with `prefix`.
    fn line(&self, inside: Range<usize>, prefix: &str) -> Option<Line> {
        let events = &self.markdown.events;
        let at = self.at(inside.start.saturating_sub(1));
        // Between empty lines the link stands inside the item's first paragraph.
        let loose = matches!(events[inside.start].0, Event::Start(Tag::Paragraph));
        let link = inside.start + usize::from(loose);
        let Event::Start(Tag::Link { dest_url, .. }) = &events[link].0 else {
            self.scope
                .error_with_hint(at, "this line leads nowhere", LINE);
            return None;
        };
        let to = dest_url
            .strip_prefix('#')
            .and_then(|id| self.names.scene(id, self.at(link)));
        if !dest_url.starts_with('#') {
            self.scope
                .error_with_hint(self.at(link), "a line leads to a scene of this file", LINE);
        }
        let words = link + 1..self.markdown.end_of(link);
        let plain = self.markdown.plain(words.clone());
        if plain.is_empty() {
            self.scope.error(at, "this line has no words");
        }
        let quote = (words.end..inside.end)
            .find(|index| matches!(events[*index].0, Event::Start(Tag::BlockQuote(_))));
        let automatic = matches!(plain.as_str(), "…" | "...");
        let mut line = Line {
            to: to.unwrap_or_default(),
            automatic,
            html: markdown::inline(self.scope, self.markdown, words.clone()),
            plain,
            effects: Vec::new(),
            when: Vec::new(),
            comment: quote.map(|quote| self.comment(quote..inside.end, prefix)),
        };
        self.codes(words.end + 1..quote.unwrap_or(inside.end), &mut line);
        self.check_comment(&line, at);
        to.is_some().then_some(line)
    }

    /// Reads the codes after a line's link.
    fn codes(&self, range: Range<usize>, line: &mut Line) {
        let mut conditions = 0;
        for index in range {
            match &self.markdown.events[index].0 {
                Event::Code(code) => match self.names.code(code, self.at(index)) {
                    Some(Code::Effect(effect)) => line.effects.push(effect),
                    Some(Code::Condition(tests)) => {
                        conditions += 1;
                        line.when.extend(tests);
                        if conditions == 2 {
                            let hint = "join them into one with and";
                            self.scope.error_with_hint(
                                self.at(index),
                                "this line has a second condition",
                                hint,
                            );
                        }
                    }
                    None => {}
                },
                Event::Text(text) if text.trim().is_empty() => {}
                Event::SoftBreak | Event::HardBreak | Event::End(_) => {}
                _ => {
                    let message = "only effects, strains and one condition follow a line's link";
                    self.scope.error_with_hint(self.at(index), message, LINE);
                    return;
                }
            }
        }
    }

    /// The quote that `range` begins with, HTML; it ends the item.
    fn comment(&self, range: Range<usize>, prefix: &str) -> String {
        let end = self.markdown.end_of(range.start);
        if end + 1 < range.end {
            let message = "only one quote may follow a line";
            self.scope.error(self.at(end + 1), message);
        }
        let style = Style::prose(prefix, 2);
        markdown::html(self.scope, self.markdown, range.start + 1..end, style)
    }

    fn check_comment(&self, line: &Line, at: usize) {
        match (line.automatic, &line.comment) {
            (true, Some(_)) => {
                let hint = "tell it in the scene that it leads to";
                self.scope.error_with_hint(
                    at,
                    "nobody says this line, so there is nothing to say about it",
                    hint,
                );
            }
            (false, None) => {
                let hint = "write below it, indented,   > what it does and what it costs";
                self.scope
                    .error_with_hint(at, "nothing is said about this line", hint);
            }
            _ => {}
        }
    }
}
