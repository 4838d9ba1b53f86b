//! Paragraphs and what can stand in their place, headings, boxes, images, tables.

use std::ops::Range;

use pulldown_cmark::{Alignment, Event, Tag, TagEnd};

use super::Writer;
use crate::library::Block;
use crate::library::index::Activity;
use crate::library::layout::is_slug;
use crate::library::markdown::links::{self, Target};
use crate::library::markdown::{escape, escape_into};

impl Writer<'_> {
    pub(super) fn paragraph(&mut self, index: usize) -> usize {
        let first = index + 1;
        let events = &self.markdown.events;
        let alone = |start: usize| {
            let end = self.markdown.end_of(start);
            matches!(
                events.get(end + 1),
                Some((Event::End(TagEnd::Paragraph), _))
            )
            .then_some(end + 2)
        };
        match &events[first].0 {
            Event::Start(Tag::Image {
                dest_url, title, ..
            }) => {
                if let Some(next) = alone(first) {
                    self.image(first, dest_url, title, true);
                    if self.closing.is_empty() {
                        self.flush_notes();
                    }
                    return next;
                }
            }
            Event::Start(Tag::Link { dest_url, .. })
                if self.style.embeds && self.closing.is_empty() =>
            {
                if let Some(next) = alone(first)
                    && let Some(block) = self.embedded(dest_url, events[first].1.start)
                {
                    self.embed(block);
                    return next;
                }
            }
            _ => {}
        }
        self.open("<p>", "</p>\n");
        first
    }

    /// The activity behind a link that stands alone.
    fn embedded(&self, destination: &str, at: usize) -> Option<Block> {
        let Ok(Target::Page {
            activity: Some((activity, anchor)),
            ..
        }) = links::resolve(self.scope, destination)
        else {
            return None;
        };
        Some(match (activity, anchor) {
            (Activity::Reflection { id }, _) => Block::Reflection(id),
            (Activity::Scenario { id }, _) => Block::Scenario(id),
            (Activity::Worksheet { id }, _) => Block::Worksheet(id),
            (Activity::Quiz { id, .. }, None) => Block::Quiz(id),
            (Activity::Quiz { id, practice }, Some(question)) => {
                if !practice {
                    let hint = "embed a question of a practice, or the whole quiz";
                    self.scope.error_with_hint(
                        at,
                        "a question of a quiz that counts cannot be embedded",
                        hint,
                    );
                }
                Block::Question { quiz: id, question }
            }
        })
    }

    fn embed(&mut self, block: Block) {
        let html = std::mem::take(&mut self.html);
        if !html.is_empty() {
            self.blocks.push(Block::Prose(html));
        }
        self.blocks.push(block);
    }

    pub(super) fn heading(&mut self, index: usize) {
        let Some(heading) = self.markdown.heading(index) else {
            return;
        };
        let (at, level) = (heading.range.start, heading.level);
        heading.check_attributes(self.scope, &[]);
        if level == 1 {
            self.scope.error_with_hint(
                at,
                "a heading of level 1 is not allowed here",
                "the title stands in the front matter; begin with ##",
            );
        } else if level > self.level + 1 {
            let hint = format!("write it with {} #", self.level + 1);
            self.scope.error_with_hint(
                at,
                format!("this heading skips a level: {level} after {}", self.level),
                hint,
            );
        }
        self.level = level.max(self.style.floor);
        if let Some(id) = heading.id.as_ref().filter(|id| !is_slug(id)) {
            let hint = "lower-case letters, digits and single hyphens";
            self.scope.error_with_hint(
                heading.offset(self.scope.source, id),
                format!("`{id}` is not a well-formed id"),
                hint,
            );
        }
        let id = self.slugs.next(heading.id.as_deref(), &heading.title);
        let closing = [
            "</h1>\n", "</h2>\n", "</h3>\n", "</h4>\n", "</h5>\n", "</h6>\n",
        ][usize::from(level - 1)];
        self.open(
            &format!("<h{level} id=\"{}{}\">", self.style.prefix, escape(&id)),
            closing,
        );
    }

    pub(super) fn row(&mut self, head: bool) {
        self.column = 0;
        self.in_table_head = head;
        if head {
            self.open("<thead><tr>", "</tr></thead><tbody>\n")
        } else {
            self.open("<tr>", "</tr>\n")
        }
    }

    pub(super) fn cell(&mut self) {
        let class = match self.alignments.get(self.column) {
            Some(Alignment::Right) => " class=\"right\"",
            Some(Alignment::Center) => " class=\"center\"",
            _ => "",
        };
        self.column += 1;
        self.in_word = false;
        if self.in_table_head {
            self.open(&format!("<th scope=\"col\"{class}>"), "</th>");
        } else {
            self.open(&format!("<td{class}>"), "</td>");
        }
    }

    /// A quotation, or a box if it opens with a bold line.
    pub(super) fn quote(&mut self, index: usize) -> usize {
        let Some((title, next, text_follows)) = self.box_title(index) else {
            self.open("<blockquote>\n", "</blockquote>\n");
            return index + 1;
        };
        let label = self.markdown.plain(title.clone());
        let class = if label.to_lowercase().starts_with("try this") {
            "try"
        } else {
            "case"
        };
        self.open(
            &format!(
                "<div class=\"{class}\" role=\"note\" aria-label=\"{}\">",
                escape(&label)
            ),
            "</div>\n",
        );
        self.open("<p class=\"case-title\">", "</p>\n");
        self.run(title);
        self.html.push_str(self.closing.pop().unwrap_or_default());
        self.in_word = false;
        if text_follows {
            self.open("<p>", "</p>\n");
        }
        next
    }

    /// The events of a quote's bold first line, the event after it, and whether its paragraph goes on.
    fn box_title(&self, index: usize) -> Option<(Range<usize>, usize, bool)> {
        let events = &self.markdown.events;
        let (Event::Start(Tag::Paragraph), Event::Start(Tag::Strong)) =
            (&events.get(index + 1)?.0, &events.get(index + 2)?.0)
        else {
            return None;
        };
        let end = self.markdown.end_of(index + 2);
        match events.get(end + 1)?.0 {
            Event::End(TagEnd::Paragraph) => Some((index + 3..end, end + 2, false)),
            Event::SoftBreak | Event::HardBreak => Some((index + 3..end, end + 2, true)),
            _ => None,
        }
    }

    pub(super) fn image(
        &mut self,
        index: usize,
        destination: &str,
        title: &str,
        alone: bool,
    ) -> usize {
        let at = self.markdown.events[index].1.start;
        let end = self.markdown.end_of(index);
        let alt = self.markdown.plain(index..end);
        if alt.is_empty() {
            self.scope.error_with_hint(
                at,
                "this image has no text alternative",
                "write between the brackets what a reader who cannot see it needs to know",
            );
        }
        if !alone {
            self.scope.error_with_hint(
                at,
                "an image stands on a line of its own",
                "put an empty line before and after it",
            );
        }
        match links::image(self.scope, destination) {
            Ok(address) => self.figure(&address, &alt, title, alone),
            Err(refused) => {
                if !self.scope.index.lenient {
                    self.scope
                        .error_with_hint(at, refused.message, refused.hint);
                }
                escape_into(&mut self.html, &alt);
            }
        }
        end + 1
    }

    fn figure(&mut self, address: &str, alt: &str, title: &str, alone: bool) {
        let image = format!("<img src=\"{}\" alt=\"{}\"/>", escape(address), escape(alt));
        if !alone {
            return self.html.push_str(&image);
        }
        self.html.push_str("<figure>");
        self.html.push_str(&image);
        if !title.is_empty() {
            self.html.push_str("<figcaption>");
            escape_into(&mut self.html, title);
            self.html.push_str("</figcaption>");
        }
        self.html.push_str("</figure>\n");
    }
}
