//! What ends the guidance of a field: the list that one chooses from, or the header of the table that one fills in.

use std::collections::BTreeSet;
use std::ops::Range;

use pulldown_cmark::{Event, Tag};

use super::field::is_plain;
use crate::library::document::Scope;
use crate::library::events::Markdown;
use crate::library::heading::Heading;

/// A table with more columns fits no page.
const MOST_COLUMNS: usize = 6;

/// The options of the list that ends the guidance, at least so many, and the guidance before it.
pub(super) fn options(
    scope: Scope<'_>,
    markdown: &Markdown<'_>,
    heading: &Heading,
    guidance: Range<usize>,
    fewest: usize,
) -> (Vec<String>, Range<usize>) {
    let is_list = |event: &Event<'_>| matches!(event, Event::Start(Tag::List(_)));
    let Some(list) = last_block(markdown, &guidance, is_list) else {
        scope.error_with_hint(
            heading.range.start,
            "this field has nothing to choose from",
            "end its guidance with a list: - One, - Another",
        );
        return (Vec::new(), guidance);
    };
    let items = markdown.blocks(list.start + 1..list.end - 1);
    if items.len() < fewest {
        let at = markdown.events[list.start].1.start;
        scope.error(at, format!("this field needs at least {fewest} options"));
    }
    let inside = items
        .iter()
        .map(|item| (item.start, item.start + 1..item.end - 1));
    let options = texts(scope, markdown, inside.collect(), "option");
    (options, guidance.start..list.start)
}

/// The columns of the empty table that ends the guidance, and the guidance before it.
pub(super) fn columns(
    scope: Scope<'_>,
    markdown: &Markdown<'_>,
    heading: &Heading,
    guidance: Range<usize>,
) -> (Vec<String>, Range<usize>) {
    let is_table = |event: &Event<'_>| matches!(event, Event::Start(Tag::Table(_)));
    let Some(table) = last_block(markdown, &guidance, is_table) else {
        scope.error_with_hint(
            heading.range.start,
            "this field has no table",
            "end its guidance with the header of one: | Who | When |, and | --- | --- | below it",
        );
        return (Vec::new(), guidance);
    };
    let parts = markdown.blocks(table.start + 1..table.end - 1);
    if let Some(row) = parts.get(1) {
        let at = markdown.events[row.start].1.start;
        let hint = "the rows are the learner's; write an example into the guidance";
        scope.error_with_hint(at, "the table of a field is only its header", hint);
    }
    let cells = parts.first().map_or_else(Vec::new, |head| {
        markdown.blocks(head.start + 1..head.end - 1)
    });
    if cells.len() > MOST_COLUMNS {
        let at = markdown.events[table.start].1.start;
        scope.error(
            at,
            format!("this table has more than {MOST_COLUMNS} columns"),
        );
    }
    let inside = cells
        .iter()
        .map(|cell| (cell.start, cell.start + 1..cell.end - 1));
    let columns = texts(scope, markdown, inside.collect(), "column");
    (columns, guidance.start..table.start)
}

/// The last block of the guidance, footnotes apart, if it is one of these.
fn last_block(
    markdown: &Markdown<'_>,
    guidance: &Range<usize>,
    wanted: impl Fn(&Event<'_>) -> bool,
) -> Option<Range<usize>> {
    let is_footnote = |block: &Range<usize>| {
        matches!(
            markdown.events[block.start].0,
            Event::Start(Tag::FootnoteDefinition(_))
        )
    };
    let blocks = markdown.blocks(guidance.clone());
    let last = blocks.into_iter().rfind(|block| !is_footnote(block))?;
    wanted(&markdown.events[last.start].0).then_some(last)
}

/// What is offered, as plain text; each thing once.
fn texts(
    scope: Scope<'_>,
    markdown: &Markdown<'_>,
    things: Vec<(usize, Range<usize>)>,
    what: &str,
) -> Vec<String> {
    let mut seen = BTreeSet::new();
    let mut texts = Vec::new();
    for (start, inside) in things {
        let at = markdown.events[start].1.start;
        let text = markdown.plain(inside.clone());
        let strange = markdown.events[inside]
            .iter()
            .find(|(event, _)| !is_plain(event));
        match strange {
            Some((Event::TaskListMarker(_), _)) => {
                let hint = "the page draws the box; write - One";
                scope.error_with_hint(at, format!("an {what} has no box of its own"), hint);
            }
            Some((_, range)) => scope.error_with_hint(
                range.start,
                format!("this {what} is more than plain text"),
                "explain it in the guidance above",
            ),
            None if text.is_empty() => scope.error(at, format!("this {what} has no text")),
            None if seen.contains(&text) => {
                scope.error(at, format!("this {what} stands here twice"))
            }
            None => {}
        }
        if seen.insert(text.clone()) {
            texts.push(text);
        }
    }
    texts
}
