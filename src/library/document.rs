//! One Markdown file: its front matter, its events with their offsets in the file, and its headings.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use pulldown_cmark::{BrokenLink, CowStr, Event, LinkType, Options, Parser, Tag, TagEnd};

use super::fault::{Faults, Source};
use super::findings::Findings;
use super::front_matter::{self, Keys};
use super::index::Index;
use super::yaml::{Key, Node, Value};

/// A file, read but not yet compiled.
#[derive(Debug)]
pub(crate) struct Document<'a> {
    pub(crate) source: Source<'a>,
    pub(crate) markdown: Markdown<'a>,
    entries: Vec<(Key, Node)>,
    pub(crate) body: usize,
}

impl<'a> Document<'a> {
    /// Reads a file; without front matter that can be read there is only a fault.
    pub(crate) fn read(path: &'a str, text: &'a str, faults: &Faults) -> Option<Self> {
        let source = Source::new(path, text);
        match front_matter::split(&source) {
            Ok(split) => {
                let markdown = Markdown::parse(text, split.body..text.len());
                Some(Self {
                    source,
                    markdown,
                    entries: split.entries,
                    body: split.body,
                })
            }
            Err(fault) => {
                faults.add(fault);
                None
            }
        }
    }

    pub(crate) fn keys<'k>(&'k self, faults: &'k Faults) -> Keys<'k> {
        Keys::new(&self.source, faults, 0, &self.entries)
    }

    /// A text from the front matter, before that is checked.
    pub(crate) fn peek(&self, name: &str) -> Option<&str> {
        match self.entries.iter().find(|(key, _)| key.name == name) {
            Some((
                _,
                Node {
                    value: Value::Text(text),
                    ..
                },
            )) => Some(text),
            _ => None,
        }
    }
}

/// What everything that compiles a piece of a file needs.
#[derive(Clone, Copy)]
pub(crate) struct Scope<'s> {
    pub(crate) source: &'s Source<'s>,
    pub(crate) index: &'s Index,
    pub(crate) findings: &'s Findings,
}

impl Scope<'_> {
    pub(crate) fn error(&self, at: usize, message: impl Into<String>) {
        self.findings.faults.add(self.source.error(at, message));
    }

    pub(crate) fn error_with_hint(
        &self,
        at: usize,
        message: impl Into<String>,
        hint: impl Into<String>,
    ) {
        self.findings
            .faults
            .add(self.source.error(at, message).hint(hint));
    }
}

/// Markdown as a flat list of events, each with its range in the file, and where its footnotes are.
#[derive(Debug)]
pub(crate) struct Markdown<'a> {
    pub(crate) events: Vec<(Event<'a>, Range<usize>)>,
    /// From a footnote's label to the events inside its definition.
    pub(crate) footnotes: BTreeMap<String, Range<usize>>,
}

impl<'a> Markdown<'a> {
    /// Parses the part of a file at `range`.
    pub(crate) fn parse(text: &'a str, range: Range<usize>) -> Self {
        let options = Options::ENABLE_TABLES
            | Options::ENABLE_FOOTNOTES
            | Options::ENABLE_TASKLISTS
            | Options::ENABLE_SMART_PUNCTUATION
            | Options::ENABLE_HEADING_ATTRIBUTES;
        let base = range.start;
        let parser =
            Parser::new_with_broken_link_callback(&text[range], options, Some(undefined_reference));
        let shift = |(event, range): (Event<'a>, Range<usize>)| {
            (event, range.start + base..range.end + base)
        };
        let events: Vec<_> = parser.into_offset_iter().map(shift).collect();
        let footnotes = footnotes(&events);
        Self { events, footnotes }
    }

    pub(crate) fn all(&self) -> Range<usize> {
        0..self.events.len()
    }

    /// The index of the event that ends what starts at `start`.
    pub(crate) fn end_of(&self, start: usize) -> usize {
        let mut depth = 0_usize;
        for (index, (event, _)) in self.events.iter().enumerate().skip(start) {
            match event {
                Event::Start(_) => depth += 1,
                Event::End(_) => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                return index;
            }
        }
        self.events.len().saturating_sub(1)
    }

    /// The blocks, or items, that a stretch of events consists of.
    pub(crate) fn blocks(&self, range: Range<usize>) -> Vec<Range<usize>> {
        let mut blocks = Vec::new();
        let mut start = range.start;
        while start < range.end {
            let end = self.end_of(start) + 1;
            blocks.push(start..end);
            start = end;
        }
        blocks
    }

    /// The text of a stretch of events, without its markup.
    pub(crate) fn plain(&self, range: Range<usize>) -> String {
        let mut plain = String::new();
        for (event, _) in &self.events[range] {
            match event {
                Event::Text(text) | Event::Code(text) | Event::InlineHtml(text) => {
                    plain.push_str(text)
                }
                Event::SoftBreak | Event::HardBreak => plain.push(' '),
                _ => {}
            }
        }
        plain.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// All headings, in order.
    pub(crate) fn headings(&self) -> Vec<Heading> {
        let mut headings = Vec::new();
        let mut depth = 0_usize;
        for (index, (event, _)) in self.events.iter().enumerate() {
            match event {
                Event::Start(Tag::Heading { .. }) => {
                    headings.extend(self.heading(index).map(|heading| Heading {
                        nested: depth > 0,
                        ..heading
                    }));
                    depth += 1;
                }
                Event::Start(_) => depth += 1,
                Event::End(_) => depth -= 1,
                _ => {}
            }
        }
        headings
    }

    /// The heading that begins at an event.
    pub(crate) fn heading(&self, index: usize) -> Option<Heading> {
        let (
            Event::Start(Tag::Heading {
                level,
                id,
                classes,
                attrs,
            }),
            range,
        ) = &self.events[index]
        else {
            return None;
        };
        let end = self.end_of(index);
        Some(Heading {
            level: *level as u8,
            id: id.as_ref().map(ToString::to_string),
            classes: classes.iter().map(ToString::to_string).collect(),
            attributes: attrs
                .iter()
                .map(|(name, value)| (name.to_string(), value.as_ref().map(ToString::to_string)))
                .collect(),
            title: self.plain(index..end),
            range: range.clone(),
            events: index..end + 1,
            nested: false,
        })
    }

    /// The events before the first of these headings, and each heading with the events up to the next.
    pub(crate) fn parts<'h>(
        &self,
        headings: &'h [Heading],
    ) -> (Range<usize>, Vec<(&'h Heading, Range<usize>)>) {
        let start_after = |index: usize| {
            headings
                .get(index)
                .map_or(self.events.len(), |heading| heading.events.start)
        };
        let parts = headings
            .iter()
            .enumerate()
            .map(|(index, heading)| (heading, heading.events.end..start_after(index + 1)));
        (0..start_after(0), parts.collect())
    }
}

/// Makes links of citations, and of references that are defined nowhere, so that they can be reported.
fn undefined_reference<'a>(link: BrokenLink<'a>) -> Option<(CowStr<'a>, CowStr<'a>)> {
    let shortcut = matches!(
        link.link_type,
        LinkType::Shortcut | LinkType::ShortcutUnknown
    );
    if shortcut && !link.reference.starts_with(['@', '^']) {
        return None;
    }
    Some((link.reference, "".into()))
}

fn footnotes(events: &[(Event<'_>, Range<usize>)]) -> BTreeMap<String, Range<usize>> {
    let mut footnotes = BTreeMap::new();
    let mut open = None;
    for (index, (event, _)) in events.iter().enumerate() {
        match event {
            Event::Start(Tag::FootnoteDefinition(label)) => {
                open = Some((label.to_string(), index + 1))
            }
            Event::End(TagEnd::FootnoteDefinition) => {
                if let Some((label, start)) = open.take() {
                    footnotes.entry(label).or_insert(start..index);
                }
            }
            _ => {}
        }
    }
    footnotes
}

/// A heading with its attributes.
#[derive(Debug)]
pub(crate) struct Heading {
    pub(crate) level: u8,
    pub(crate) id: Option<String>,
    pub(crate) classes: Vec<String>,
    pub(crate) attributes: Vec<(String, Option<String>)>,
    pub(crate) title: String,
    /// In the file.
    pub(crate) range: Range<usize>,
    /// Its own events.
    pub(crate) events: Range<usize>,
    /// Inside a quote or a list.
    pub(crate) nested: bool,
}

impl Heading {
    /// Where `needle` stands in the heading's attributes, or else the heading.
    pub(crate) fn offset(&self, source: &Source<'_>, needle: &str) -> usize {
        let text = &source.text[self.range.clone()];
        let attributes = text.rfind('{').unwrap_or(0);
        text[attributes..]
            .find(needle)
            .map_or(self.range.start, |at| self.range.start + attributes + at)
    }

    /// The value of an attribute.
    pub(crate) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes
            .iter()
            .find(|(key, _)| key == name)
            .and_then(|(_, value)| value.as_deref())
    }

    /// Reports every attribute that is not one of `known`, and braces that were not read as attributes.
    pub(crate) fn check_attributes(&self, scope: Scope<'_>, known: &[&str]) {
        let hint = || match known {
            [] => "a heading here has at most an id: {#its-id}".to_owned(),
            _ => format!("write {{#its-id {}=…}}", known.join("=… ")),
        };
        for name in self
            .attributes
            .iter()
            .map(|(name, _)| name)
            .filter(|name| !known.contains(&name.as_str()))
        {
            scope.error_with_hint(
                self.offset(scope.source, name),
                format!("there is no heading attribute `{name}` here"),
                hint(),
            );
        }
        for class in &self.classes {
            scope.error_with_hint(
                self.offset(scope.source, &format!(".{class}")),
                format!("there is no heading attribute `.{class}` here"),
                hint(),
            );
        }
        if self.title.contains("{#") {
            scope.error_with_hint(
                self.offset(scope.source, "{"),
                "these heading attributes cannot be read",
                hint(),
            );
        }
    }
}

/// Makes ids of headings, each once.
#[derive(Debug, Default)]
pub(crate) struct Slugs {
    taken: BTreeSet<String>,
    /// How often each base has been asked for, so that many equal headings stay cheap.
    counts: BTreeMap<String, usize>,
}

impl Slugs {
    pub(crate) fn next(&mut self, given: Option<&str>, title: &str) -> String {
        let base = given.map_or_else(|| slug(title), str::to_owned);
        let count = self.counts.entry(base.clone()).or_insert(0);
        loop {
            *count += 1;
            let id = if *count == 1 {
                base.clone()
            } else {
                format!("{base}-{count}")
            };
            if self.taken.insert(id.clone()) {
                return id;
            }
        }
    }
}

/// A title as an id: lower case, everything but letters and digits as single hyphens.
fn slug(title: &str) -> String {
    let title = title.replace(['\'', '’'], "").to_lowercase();
    let words: Vec<&str> = title
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    if words.is_empty() {
        "part".to_owned()
    } else {
        words.join("-")
    }
}
