//! Events in, HTML out.
//!
//! The loop is here; [`blocks`], [`spans`] and the notes [`beside`] the text have files of their own.

mod beside;
mod blocks;
mod spans;

use std::ops::Range;

use pulldown_cmark::{Alignment, Event, Tag, TagEnd};

use super::notes::Notes;
use super::{Style, escape_into};
use crate::library::Block;
use crate::library::document::Scope;
use crate::library::events::Markdown;
use crate::library::heading::Slugs;

/// Deeper than anybody writes on purpose.
const DEEPEST: usize = 64;

/// Writes one text.
pub(super) struct Writer<'w> {
    scope: Scope<'w>,
    markdown: &'w Markdown<'w>,
    style: Style,
    html: String,
    blocks: Vec<Block>,
    /// What closes each element that is open, innermost last.
    closing: Vec<&'static str>,
    notes: Notes,
    slugs: Slugs,
    /// The level of the last heading.
    level: u8,
    words: u32,
    in_word: bool,
    alignments: Vec<Alignment>,
    column: usize,
    in_table_head: bool,
}

/// What a text became.
pub(super) struct Written {
    pub(super) html: String,
    pub(super) blocks: Vec<Block>,
    pub(super) words: u32,
    pub(super) terms: Vec<String>,
}

impl<'w> Writer<'w> {
    pub(super) fn new(scope: Scope<'w>, markdown: &'w Markdown<'w>, style: Style) -> Self {
        Self {
            scope,
            markdown,
            notes: Notes::new(&style.prefix),
            level: style.floor,
            style,
            html: String::new(),
            blocks: Vec::new(),
            closing: Vec::new(),
            slugs: Slugs::default(),
            words: 0,
            in_word: false,
            alignments: Vec::new(),
            column: 0,
            in_table_head: false,
        }
    }

    pub(super) fn run(&mut self, range: Range<usize>) {
        let mut index = range.start;
        while index < range.end {
            index = self.step(index);
        }
    }

    /// Writes the inside of a paragraph as one, without the white space that it begins with.
    pub(super) fn paragraph_of(&mut self, inside: Range<usize>) {
        self.open("<p>", "</p>\n");
        let begins = self.html.len();
        self.run(inside);
        let text = self.html.split_off(begins);
        self.html.push_str(text.trim_start());
        self.end(TagEnd::Paragraph);
    }

    pub(super) fn finish(mut self) -> Written {
        self.flush_notes();
        Written {
            html: self.html,
            blocks: self.blocks,
            words: self.words,
            terms: self.notes.terms,
        }
    }

    /// Writes the event at `index`, with those after it if they belong together; returns the next.
    fn step(&mut self, index: usize) -> usize {
        let (event, range) = &self.markdown.events[index];
        match event {
            Event::Start(tag) => return self.start(tag, index),
            Event::End(tag) => self.end(*tag),
            Event::Text(text) => {
                self.undefined_footnote(range);
                self.text(text);
            }
            Event::Code(text) => {
                self.html.push_str("<code>");
                self.text(text);
                self.html.push_str("</code>");
            }
            Event::Html(text) => escape_into(&mut self.html, text),
            Event::InlineHtml(text) => {
                self.raw_html(range.start);
                escape_into(&mut self.html, text);
            }
            Event::FootnoteReference(label) => self.footnote(label, range.start),
            Event::SoftBreak => self.pause("\n"),
            Event::HardBreak => self.pause("<br/>\n"),
            Event::Rule => self.pause("<hr/>\n"),
            Event::TaskListMarker(done) => self.pause(if *done { "☑ " } else { "☐ " }),
            Event::InlineMath(text) | Event::DisplayMath(text) => self.text(text),
        }
        index + 1
    }

    fn pause(&mut self, html: &str) {
        self.html.push_str(html);
        self.in_word = false;
    }

    fn text(&mut self, text: &str) {
        for c in text.chars() {
            if c.is_whitespace() {
                self.in_word = false;
            } else if !self.in_word && c.is_alphanumeric() {
                self.in_word = true;
                self.words += 1;
            }
        }
        escape_into(&mut self.html, text);
    }

    fn open(&mut self, html: &str, closing: &'static str) {
        self.html.push_str(html);
        self.closing.push(closing);
    }

    fn start(&mut self, tag: &Tag<'w>, index: usize) -> usize {
        let at = self.markdown.events[index].1.start;
        if self.closing.len() == DEEPEST {
            self.scope.error(at, "this is nested too deeply");
        }
        match tag {
            Tag::Paragraph => return self.paragraph(index),
            Tag::Heading { .. } => self.heading(index),
            Tag::BlockQuote(_) => return self.quote(index),
            Tag::CodeBlock(_) => self.open("<pre><code>", "</code></pre>\n"),
            Tag::HtmlBlock => {
                self.raw_html(at);
                self.open("<p>", "</p>\n");
            }
            Tag::List(first) => self.list(*first),
            Tag::Item => self.open("<li>", "</li>\n"),
            Tag::FootnoteDefinition(_) | Tag::MetadataBlock(_) => {
                return self.markdown.end_of(index) + 1;
            }
            Tag::Emphasis => self.open("<em>", "</em>"),
            Tag::Strong => self.open("<strong>", "</strong>"),
            Tag::Link {
                link_type,
                dest_url,
                ..
            } => return self.link(index, *link_type, dest_url),
            Tag::Image {
                dest_url, title, ..
            } => return self.image(index, dest_url, title, false),
            Tag::Table(alignments) => {
                self.alignments.clone_from(alignments);
                self.open("<div class=\"table\" role=\"region\" aria-label=\"Table\" tabindex=\"0\"><table>\n", "</tbody></table></div>\n");
            }
            Tag::TableHead | Tag::TableRow => self.row(matches!(tag, Tag::TableHead)),
            Tag::TableCell => self.cell(),
            // Nothing else is switched on in the parser.
            _ => self.open("", ""),
        }
        index + 1
    }

    fn list(&mut self, first: Option<u64>) {
        match first {
            None => self.open("<ul>\n", "</ul>\n"),
            Some(1) => self.open("<ol>\n", "</ol>\n"),
            Some(first) => self.open(&format!("<ol start=\"{first}\">\n"), "</ol>\n"),
        }
    }

    fn end(&mut self, tag: TagEnd) {
        self.html.push_str(self.closing.pop().unwrap_or_default());
        if !matches!(tag, TagEnd::Emphasis | TagEnd::Strong | TagEnd::Link) {
            self.in_word = false;
            if self.closing.is_empty() {
                self.flush_notes();
            }
        }
    }

    fn raw_html(&self, at: usize) {
        self.scope.error_with_hint(
            at,
            "raw HTML is not allowed",
            "write it in Markdown; a < that is meant as itself is written \\<",
        );
    }
}
