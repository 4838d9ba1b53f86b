//! Texts with gaps, and a numbered list of what belongs in them.

use std::ops::Range;

use super::options::entry;
use super::typed::forms;
use super::{Answers, GAP, Gap, Part};

pub(super) fn compile(part: Part<'_>, list: Option<Range<usize>>, stem: Range<usize>) -> Answers {
    let mut gaps = Vec::new();
    let items = list.map_or_else(Vec::new, |list| {
        part.markdown.blocks(list.start + 1..list.end - 1)
    });
    for (number, item) in items.into_iter().enumerate() {
        let at = part.markdown.events[item.start].1.start;
        let entry = entry(part, at, item.start + 1..item.end - 1);
        gaps.push(Gap {
            forms: forms(&entry.plain),
            feedback: entry.feedback(part, &format!("gap-{number}")),
        });
    }
    let there = part.markdown.plain(stem).matches(GAP).count();
    if there != gaps.len() {
        part.error(
            format!("there are {there} gaps and {} answers", gaps.len()),
            "write each gap as ___ and one numbered item for each",
        );
    }
    Answers::Gaps(gaps)
}
