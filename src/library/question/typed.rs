//! Answers that are typed: words and numbers, right ones and likely wrong ones.

use std::ops::Range;

use super::options::{Entry, boxed};
use super::{Answers, Number, Part, Words};

/// The items of the list, each with its feedback.
fn entries(part: Part<'_>, list: Option<Range<usize>>) -> Vec<(usize, Entry, String)> {
    let Some(list) = list else { return Vec::new() };
    let items = part.markdown.blocks(list.start + 1..list.end - 1);
    let entry = |(number, item): (usize, Range<usize>)| {
        let at = part.markdown.events[item.start].1.start;
        let entry = boxed(part, item)?;
        let feedback = entry.feedback(part, &format!("answer-{number}"));
        Some((at, entry, feedback))
    };
    let entries: Vec<_> = items.into_iter().enumerate().filter_map(entry).collect();
    if !entries.iter().any(|(_, entry, _)| entry.right) {
        part.error("this question has no right option", "mark it with - [x]");
    }
    entries
}

/// `one | another`
pub(super) fn forms(plain: &str) -> Vec<String> {
    plain
        .split('|')
        .map(str::trim)
        .filter(|form| !form.is_empty())
        .map(str::to_owned)
        .collect()
}

pub(super) fn words(part: Part<'_>, list: Option<Range<usize>>) -> Answers {
    let words = |(_, entry, feedback): (usize, Entry, String)| Words {
        forms: forms(&entry.plain),
        right: entry.right,
        feedback,
    };
    Answers::Words(entries(part, list).into_iter().map(words).collect())
}

pub(super) fn numbers(part: Part<'_>, list: Option<Range<usize>>) -> Answers {
    let number = |(at, entry, feedback): (usize, Entry, String)| {
        let Some((value, tolerance)) = parse(&entry.plain) else {
            part.scope.error_with_hint(
                at,
                "this is no number",
                "write it as 0.28 ± 0.01, or as 3 alone; the unit goes into the heading",
            );
            return None;
        };
        Some(Number {
            value,
            tolerance,
            right: entry.right,
            feedback,
        })
    };
    Answers::Number {
        unit: part.heading.attribute("unit").map(str::to_owned),
        answers: entries(part, list).into_iter().filter_map(number).collect(),
    }
}

/// `0.28 ± 0.01`
fn parse(text: &str) -> Option<(f64, f64)> {
    let (value, tolerance) = text.split_once('±').unwrap_or((text, "0"));
    let parse = |text: &str| text.trim().replace(',', "").parse::<f64>().ok();
    let (value, tolerance) = (parse(value)?, parse(tolerance)?);
    (value.is_finite() && tolerance.is_finite() && tolerance >= 0.0).then_some((value, tolerance))
}
