//! Marking: what an answer to a question is worth, from 0 to 1. Pure, deterministic, and blind to the order in which anything was shown.
//!
//! The formulas stand beside each type in `content/README.md`. Ranking is marked by Spearman's footrule (Diaconis and Graham, *J. R. Statist. Soc.*
//! B 39, 1977): the sum over all items of the distance between where an item was put and where the panel has it, as a share of the
//! largest such sum, which for n items is ⌊n²/2⌋.

use super::asked::{Response, Verdict, WHOLE};
use super::response::{gap, normal, number, place};
use crate::library::{Answers, Choice, Item, Pair, Question};

/// The mark of an answer, from 0 to 1; `None` if an assessor reads it.
pub fn mark(question: &Question, response: &Response) -> Option<f64> {
    let mark = match &question.answers {
        Answers::Options { several, options } => options_mark(*several, options, response),
        Answers::Order {
            ranking: true,
            items,
        } => closeness(items, response),
        Answers::Order { items, .. } => neighbours(items, response),
        Answers::Pairs { rows, .. } => pairs_mark(rows, response),
        Answers::Words(_) | Answers::Number { .. } => {
            let right = verdict(question, response, WHOLE) == Verdict::Right;
            f64::from(u8::from(right))
        }
        Answers::Gaps(gaps) => {
            let right =
                (0..gaps.len()).filter(|n| verdict(question, response, &gap(*n)) == Verdict::Right);
            share(right.count(), gaps.len())
        }
        Answers::Free { .. } => return None,
    };
    // A hair's breadth for sums of thirds.
    let whole = question.whole && mark < 1.0 - 1e-9;
    Some(if whole { 0.0 } else { mark.clamp(0.0, 1.0) })
}

fn share(part: usize, whole: usize) -> f64 {
    float(part) / float(whole).max(1.0)
}

fn float(count: usize) -> f64 {
    u32::try_from(count).map_or(0.0, f64::from)
}

fn options_mark(several: bool, options: &[Choice], response: &Response) -> f64 {
    let count = |right: bool| {
        let hits = options
            .iter()
            .filter(|o| o.right == right && response.contains_key(&o.key));
        hits.count()
    };
    let (hits, misses) = (count(true), count(false));
    if !several {
        return f64::from(u8::from(hits > 0 && misses == 0));
    }
    let right = options.iter().filter(|o| o.right).count();
    ((float(hits) - float(misses)) / float(right).max(1.0)).clamp(0.0, 1.0)
}

/// The share of items that are directly followed by the item that should follow.
fn neighbours(items: &[Item], response: &Response) -> f64 {
    let follows = |pair: &[Item]| {
        let places = (
            place(response, &pair[0].key, items.len()),
            place(response, &pair[1].key, items.len()),
        );
        matches!(places, (Some(first), Some(second)) if second == first + 1)
    };
    let right = items.windows(2).filter(|pair| follows(pair)).count();
    share(right, items.len().saturating_sub(1))
}

/// 1 less the distance from the panel's order; an item that was not placed is as far away as it can be.
fn closeness(items: &[Item], response: &Response) -> f64 {
    let n = items.len();
    let distance = |(at, item): (usize, &Item)| match place(response, &item.key, n) {
        Some(put) => put.abs_diff(at + 1),
        None => at.max(n - 1 - at),
    };
    let sum: usize = items.iter().enumerate().map(distance).sum();
    1.0 - share(sum, n * n / 2)
}

fn pairs_mark(rows: &[Pair], response: &Response) -> f64 {
    let right = rows
        .iter()
        .filter(|row| response.get(&row.key) == Some(&row.matching));
    share(right.count(), rows.len())
}

/// How one part of an answer turned out.
pub fn verdict(question: &Question, response: &Response, part: &str) -> Verdict {
    let given = response.get(part);
    let right = match &question.answers {
        Answers::Options { options, .. } => {
            return option_verdict(options, response, part);
        }
        Answers::Order { items, .. } => items.iter().enumerate().any(|(at, item)| {
            item.key == part && place(response, part, items.len()) == Some(at + 1)
        }),
        Answers::Pairs { rows, .. } => rows
            .iter()
            .any(|row| row.key == part && given == Some(&row.matching)),
        Answers::Words(words) => {
            let found = given.and_then(|given| found_words(words, given));
            found.is_some_and(|at| words[at].right)
        }
        Answers::Number { answers, unit } => {
            let found = given.and_then(|given| found_number(answers, unit.as_deref(), given));
            found.is_some_and(|at| answers[at].right)
        }
        Answers::Gaps(gaps) => gaps.iter().enumerate().any(|(n, own)| {
            gap(n) == part && given.is_some_and(|given| is_among(&own.forms, given))
        }),
        Answers::Free { .. } => return Verdict::Unmarked,
    };
    if right {
        Verdict::Right
    } else {
        Verdict::NotRight
    }
}

/// A right option is right whether it was chosen or not; of a wrong one that was left alone there is nothing to say.
fn option_verdict(options: &[Choice], response: &Response, part: &str) -> Verdict {
    match options.iter().find(|option| option.key == part) {
        Some(option) if option.right => Verdict::Right,
        Some(_) if response.contains_key(part) => Verdict::NotRight,
        _ => Verdict::Unmarked,
    }
}

fn is_among(forms: &[String], given: &str) -> bool {
    let given = normal(given);
    forms.iter().any(|form| normal(form) == given)
}

/// Which of the foreseen answers this is.
pub fn found_words(words: &[crate::library::Words], given: &str) -> Option<usize> {
    words.iter().position(|words| is_among(&words.forms, given))
}

/// Which of the foreseen numbers this is, in the unit that is asked for.
pub fn found_number(
    answers: &[crate::library::Number],
    unit: Option<&str>,
    given: &str,
) -> Option<usize> {
    let given = number(given, unit)?;
    answers
        .iter()
        .position(|own| (given - own.value).abs() <= own.tolerance + 1e-9)
}

/// The answer that is wholly right, where there is one.
pub fn model(question: &Question) -> Response {
    match &question.answers {
        Answers::Options { options, .. } => options
            .iter()
            .filter(|option| option.right)
            .map(|option| (option.key.clone(), super::asked::CHOSEN.to_owned()))
            .collect(),
        Answers::Order { items, .. } => items
            .iter()
            .enumerate()
            .map(|(at, item)| (item.key.clone(), (at + 1).to_string()))
            .collect(),
        Answers::Pairs { rows, .. } => rows
            .iter()
            .map(|row| (row.key.clone(), row.matching.clone()))
            .collect(),
        Answers::Words(words) => one(words.iter().find(|w| w.right).map(|w| w.forms[0].clone())),
        Answers::Number { answers, .. } => one(answers
            .iter()
            .find(|n| n.right)
            .map(|n| n.value.to_string())),
        Answers::Gaps(gaps) => gaps
            .iter()
            .enumerate()
            .map(|(n, own)| (gap(n), own.forms[0].clone()))
            .collect(),
        Answers::Free { .. } => Response::new(),
    }
}

fn one(answer: Option<String>) -> Response {
    answer
        .map(|answer| (WHOLE.to_owned(), answer))
        .into_iter()
        .collect()
}

/// Whether the score reaches the pass mark, in per cent.
pub fn passes(score: f64, max: f64, pass_mark: u32) -> bool {
    max > 0.0 && score * 100.0 + 1e-9 >= f64::from(pass_mark) * max
}

/// The worth of a mark that was reached at a later try: of three tries the second is worth two thirds, the third one third.
pub fn after_tries(mark: f64, number: u32, allowed: u32) -> f64 {
    let left = f64::from((allowed + 1).saturating_sub(number));
    mark * left / f64::from(allowed.max(1))
}
