//! What a file's source holds that its compiled form does not: the works it cites, its running prose, its review date.

use std::collections::BTreeMap;

use pulldown_cmark::{Event, LinkType, Tag, TagEnd};

use crate::library::Specification;
use crate::library::document::Document;
use crate::library::events::Markdown;
use crate::library::fault::Faults;
use crate::library::layout::Kind;
use crate::library::markdown;

/// What one file holds.
#[derive(Debug, Default)]
pub(super) struct Text {
    /// The key of every work cited, as often as it is cited.
    pub(super) cited: Vec<String>,
    /// Paragraphs, and items of lists that are sentences.
    pub(super) prose: Vec<String>,
    pub(super) review_by: Option<String>,
}

impl Text {
    pub(super) fn read(source: &str) -> Self {
        match Document::read("", source, &Faults::default()) {
            Some(document) => Self::of(&document),
            None => Self::default(),
        }
    }

    fn of(document: &Document<'_>) -> Self {
        Self {
            cited: markdown::cited(document.source.text, &document.markdown),
            prose: prose(&document.markdown),
            review_by: document.peek("review-by").map(str::to_owned),
        }
    }
}

/// The text of each unit of a specification, by its code.
pub(super) fn of_units(specification: &Specification) -> Vec<(String, Text)> {
    let source = &specification.version.source;
    let files: BTreeMap<String, String> = serde_json::from_str(source).unwrap_or_default();
    let units = files
        .iter()
        .filter(|(path, _)| matches!(Kind::of(path), Some(Kind::Unit { .. })));
    let faults = Faults::default();
    let text = |(path, source): (&String, &String)| {
        let document = Document::read(path, source, &faults)?;
        Some((document.peek("code")?.to_owned(), Text::of(&document)))
    };
    units.filter_map(text).collect()
}

/// The running prose: without headings, tables, code, notes, citations, titles of boxes, and links that embed something.
fn prose(markdown: &Markdown<'_>) -> Vec<String> {
    let mut prose = Vec::new();
    let mut text = String::new();
    let mut index = 0;
    while let Some((event, _)) = markdown.events.get(index) {
        match event {
            Event::Start(tag) if is_apart(tag) => {
                index = markdown.end_of(index);
            }
            Event::Start(Tag::Paragraph) if is_only_a_link(markdown, index) => {
                index = markdown.end_of(index);
            }
            Event::Start(Tag::Paragraph | Tag::Item)
            | Event::End(TagEnd::Paragraph | TagEnd::Item) => {
                keep(&mut prose, &mut text);
            }
            Event::Text(own) | Event::Code(own) => append(&mut text, own),
            Event::SoftBreak | Event::HardBreak => text.push(' '),
            _ => {}
        }
        index += 1;
    }
    prose
}

/// Adds a stretch of text; a full stop after a citation belongs to the word before it.
fn append(text: &mut String, more: &str) {
    if more.starts_with(['.', ',', ';', ':', '!', '?', '…']) {
        text.truncate(text.trim_end().len());
    }
    text.push_str(more);
}

/// What is no prose, or none of the author's.
fn is_apart(tag: &Tag<'_>) -> bool {
    match tag {
        Tag::Heading { .. }
        | Tag::Table(_)
        | Tag::CodeBlock(_)
        | Tag::FootnoteDefinition(_)
        | Tag::Image { .. } => true,
        Tag::Link { link_type, .. } => markdown::is_reference(*link_type),
        _ => false,
    }
}

fn is_only_a_link(markdown: &Markdown<'_>, paragraph: usize) -> bool {
    let first = markdown.events.get(paragraph + 1).map(|(event, _)| event);
    let link = matches!(
        first,
        Some(Event::Start(Tag::Link {
            link_type: LinkType::Inline,
            ..
        }))
    );
    link && markdown.end_of(paragraph + 1) + 1 == markdown.end_of(paragraph)
}

/// Keeps what ends like a sentence; a bare item of a list and the title of a box do not.
fn keep(prose: &mut Vec<String>, text: &mut String) {
    let block = std::mem::take(text);
    let block = block.trim();
    let ends = block.trim_end_matches(['”', '’', ')', '"', '\'']);
    if ends.ends_with(['.', '!', '?', '…', ':']) {
        prose.push(block.to_owned());
    }
}
