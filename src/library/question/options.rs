//! Lists of boxes: the options of a question, each with its feedback.

use std::collections::BTreeSet;
use std::ops::Range;

use pulldown_cmark::{Event, Tag};

use super::{Answers, Choice, Part, key};
use crate::library::markdown;

const FEWEST: usize = 3;

pub(super) fn compile(part: Part<'_>, list: Option<Range<usize>>, several: bool) -> Answers {
    let options = list.map_or_else(Vec::new, |list| options(part, list));
    check_right(part, several, &options);
    Answers::Options { several, options }
}

fn options(part: Part<'_>, list: Range<usize>) -> Vec<Choice> {
    let items = part.markdown.blocks(list.start + 1..list.end - 1);
    if items.len() < FEWEST {
        part.scope.error(
            part.heading.range.start,
            format!(
                "this question has {} options; it needs at least {FEWEST}",
                items.len()
            ),
        );
    }
    let mut options = Vec::new();
    let mut keys = BTreeSet::new();
    for item in items {
        let at = part.markdown.events[item.start].1.start;
        let Some(boxed) = boxed(part, item) else {
            continue;
        };
        let key = key(&boxed.plain);
        if !keys.insert(key.clone()) {
            part.scope.error(at, "this option stands here twice");
        }
        options.push(Choice {
            text: markdown::inline(part.scope, part.markdown, boxed.text.clone()),
            right: boxed.right,
            feedback: boxed.feedback(part, &key),
            key,
        });
    }
    options
}

fn check_right(part: Part<'_>, several: bool, options: &[Choice]) {
    let right = options.iter().filter(|option| option.right).count();
    match (several, right) {
        _ if options.is_empty() => {}
        (_, 0) => part.error("this question has no right option", "mark it with - [x]"),
        (false, 2..) => part.error(
            format!("this question has {right} right options"),
            "one is right when type=single; otherwise write type=multiple",
        ),
        (true, right) if right == options.len() => part.error(
            "this question has no wrong option",
            "at least one is wrong when type=multiple",
        ),
        _ => {}
    }
}

/// An item of a list: its text and the quote below it.
pub(super) struct Entry {
    pub(super) text: Range<usize>,
    pub(super) plain: String,
    pub(super) right: bool,
    /// The quote and whatever follows it.
    quote: Option<Range<usize>>,
}

impl Entry {
    pub(super) fn feedback(&self, part: Part<'_>, key: &str) -> String {
        let Some(range) = self.quote.clone() else {
            return String::new();
        };
        let end = part.markdown.end_of(range.start);
        if end + 1 < range.end {
            let at = part.markdown.events[end + 1].1.start;
            part.scope
                .error(at, "only feedback, one quote, may follow an option's text");
        }
        part.prose(range.start + 1..end, key)
    }
}

/// An item that begins with a box.
pub(super) fn boxed(part: Part<'_>, item: Range<usize>) -> Option<Entry> {
    let at = part.markdown.events[item.start].1.start;
    let inside = item.start + 1..item.end - 1;
    let Some((marker, right)) = marker(part, &inside) else {
        part.scope
            .error_with_hint(at, "this option has no box", "begin it with - [ ] or - [x]");
        return None;
    };
    let entry = entry(part, at, marker + 1..inside.end);
    Some(Entry { right, ..entry })
}

/// The text from `inside` on, up to a quote.
pub(super) fn entry(part: Part<'_>, at: usize, inside: Range<usize>) -> Entry {
    let is_quote = |index: &usize| {
        matches!(
            part.markdown.events[*index].0,
            Event::Start(Tag::BlockQuote(_))
        )
    };
    let quote = inside.clone().find(is_quote);
    let text = inside.start..quote.unwrap_or(inside.end);
    let plain = part.markdown.plain(text.clone());
    if plain.is_empty() {
        part.scope.error(at, "this option has no text");
    }
    no_notes(part, text.clone());
    if quote.is_none() {
        let hint = "write it below the option, indented:   > …";
        part.scope
            .error_with_hint(at, "this option has no feedback", hint);
    }
    Entry {
        text,
        plain,
        right: true,
        quote: quote.map(|quote| quote..inside.end),
    }
}

/// Where an option's box is among its events, and whether it is ticked.
fn marker(part: Part<'_>, inside: &Range<usize>) -> Option<(usize, bool)> {
    // Between empty lines the box stands inside the item's first paragraph.
    let places = [inside.start, inside.start + 1];
    places
        .into_iter()
        .filter(|index| inside.contains(index))
        .find_map(|index| match part.markdown.events[index].0 {
            Event::TaskListMarker(right) => Some((index, right)),
            _ => None,
        })
}

/// An option is a label to click on, with no room for notes.
pub(super) fn no_notes(part: Part<'_>, text: Range<usize>) {
    for (event, range) in &part.markdown.events[text] {
        let cites = matches!(event, Event::Start(Tag::Link { .. }))
            && part.scope.source.text[range.clone()].starts_with("[@");
        if cites || matches!(event, Event::FootnoteReference(_)) {
            part.scope.error_with_hint(
                range.start,
                "an option cannot cite",
                "cite in the question or in the feedback",
            );
        }
    }
}
