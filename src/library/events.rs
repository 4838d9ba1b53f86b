//! Markdown as pulldown-cmark's events, each with its range in the file, and ways to find one's way among them.

use std::collections::BTreeMap;
use std::ops::Range;

use pulldown_cmark::{BrokenLink, CowStr, Event, LinkType, Options, Parser, Tag, TagEnd};

use super::heading::Heading;

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
        ) = self.events.get(index)?
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
    let cites =
        |mark: &str| link.reference.starts_with(&mark[1..]) || link.reference.contains(mark);
    if shortcut && !cites(" @") && !cites(" ^") {
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
