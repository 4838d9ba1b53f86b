//! The options of a question, each with its feedback.

use std::collections::BTreeSet;
use std::ops::Range;

use pulldown_cmark::{Event, Tag};

use super::Choice;
use super::document::Scope;
use super::events::Markdown;
use super::heading::Heading;
use super::markdown;
use super::question::prose;
use super::version::sha256;

const FEWEST: usize = 3;

/// The options in a list; `id` is that of their question.
pub(crate) fn compile(
    scope: Scope<'_>,
    markdown: &Markdown<'_>,
    heading: &Heading,
    list: Option<Range<usize>>,
    id: &str,
) -> Vec<Choice> {
    let Some(list) = list else { return Vec::new() };
    let items = markdown.blocks(list.start + 1..list.end - 1);
    if items.len() < FEWEST {
        scope.error(
            heading.range.start,
            format!(
                "this question has {} options; it needs at least {FEWEST}",
                items.len()
            ),
        );
    }
    let mut options = Vec::new();
    let mut keys = BTreeSet::new();
    for item in items {
        let at = markdown.events[item.start].1.start;
        let Some(option) = option(scope, markdown, item, id) else {
            continue;
        };
        if !keys.insert(option.key.clone()) {
            scope.error(at, "this option stands here twice");
        }
        options.push(option);
    }
    options
}

fn option(
    scope: Scope<'_>,
    markdown: &Markdown<'_>,
    item: Range<usize>,
    id: &str,
) -> Option<Choice> {
    let at = markdown.events[item.start].1.start;
    let inside = item.start + 1..item.end - 1;
    let Some((marker, right)) = marker(markdown, &inside) else {
        scope.error_with_hint(at, "this option has no box", "begin it with - [ ] or - [x]");
        return None;
    };
    let is_quote =
        |index: &usize| matches!(markdown.events[*index].0, Event::Start(Tag::BlockQuote(_)));
    let quote = inside.clone().find(is_quote);
    let text = marker + 1..quote.unwrap_or(inside.end);
    let plain = markdown.plain(text.clone());
    if plain.is_empty() {
        scope.error(at, "this option has no text");
    }
    no_notes(scope, markdown, text.clone());
    if quote.is_none() {
        let hint = "write it below the option, indented:   > …";
        scope.error_with_hint(at, "this option has no feedback", hint);
    }
    let key = sha256(&plain)[..8].to_owned();
    let prefix = format!("{id}-{key}-");
    let feedback = quote.map(|quote| feedback(scope, markdown, quote..inside.end, prefix));
    Some(Choice {
        text: markdown::inline(scope, markdown, text),
        key,
        right,
        feedback: feedback.unwrap_or_default(),
    })
}

/// Where an option's box is among its events, and whether it is ticked.
fn marker(markdown: &Markdown<'_>, inside: &Range<usize>) -> Option<(usize, bool)> {
    // Between empty lines the box stands inside the item's first paragraph.
    let places = [inside.start, inside.start + 1];
    places
        .into_iter()
        .filter(|index| inside.contains(index))
        .find_map(|index| match markdown.events[index].0 {
            Event::TaskListMarker(right) => Some((index, right)),
            _ => None,
        })
}

/// The quote that `range` begins with.
fn feedback(
    scope: Scope<'_>,
    markdown: &Markdown<'_>,
    range: Range<usize>,
    prefix: String,
) -> String {
    let end = markdown.end_of(range.start);
    if end + 1 < range.end {
        let at = markdown.events[end + 1].1.start;
        scope.error(at, "only feedback, one quote, may follow an option's text");
    }
    prose(scope, markdown, range.start + 1..end, prefix)
}

/// An option is a label to click on, with no room for notes.
fn no_notes(scope: Scope<'_>, markdown: &Markdown<'_>, text: Range<usize>) {
    for (event, range) in &markdown.events[text] {
        let cites = matches!(event, Event::Start(Tag::Link { .. }))
            && scope.source.text[range.clone()].starts_with("[@");
        if cites || matches!(event, Event::FootnoteReference(_)) {
            scope.error_with_hint(
                range.start,
                "an option cannot cite",
                "cite in the question or in the feedback",
            );
        }
    }
}
