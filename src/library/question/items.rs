//! Numbered lists: things to put in order, written in the right order.

use std::collections::BTreeSet;
use std::ops::Range;

use super::options::entry;
use super::{Answers, Item, Part, key};
use crate::library::markdown;

const FEWEST: usize = 3;

pub(super) fn compile(part: Part<'_>, list: Option<Range<usize>>, ranking: bool) -> Answers {
    let items = list.map_or_else(Vec::new, |list| items(part, list));
    if (1..FEWEST).contains(&items.len()) {
        part.error(
            format!(
                "this question has {} items; it needs at least {FEWEST}",
                items.len()
            ),
            "put more into the list",
        );
    }
    Answers::Order { ranking, items }
}

fn items(part: Part<'_>, list: Range<usize>) -> Vec<Item> {
    let mut items = Vec::new();
    let mut keys = BTreeSet::new();
    for item in part.markdown.blocks(list.start + 1..list.end - 1) {
        let at = part.markdown.events[item.start].1.start;
        let entry = entry(part, at, item.start + 1..item.end - 1);
        let key = key(&entry.plain);
        if !keys.insert(key.clone()) {
            part.scope.error(at, "this option stands here twice");
        }
        items.push(Item {
            text: markdown::inline(part.scope, part.markdown, entry.text.clone()),
            feedback: entry.feedback(part, &key),
            plain: entry.plain,
            key,
        });
    }
    items
}
