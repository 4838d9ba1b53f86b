//! Reading an answer from a form or from the database: what the question does not have is dropped, what was typed is kept.

use super::asked::{CHOSEN, Response, WHOLE, field};
use crate::form::Form;
use crate::library::{Answers, Question};
use std::collections::BTreeSet;

/// The longest line and the longest text that are kept, characters.
const LONGEST_LINE: usize = 300;
const LONGEST_TEXT: usize = 20_000;

/// The part that is the gap of this number, counted from 0.
pub fn gap(number: usize) -> String {
    format!("gap-{}", number + 1)
}

/// What a form holds of the answer to this question.
pub fn from_form(question: &Question, form: &Form) -> Response {
    if let Answers::Options { .. } = question.answers {
        let name = field(&question.id, WHOLE);
        let chosen = form
            .all(&name)
            .map(|key| (key.to_owned(), CHOSEN.to_owned()));
        return clean(question, &chosen.collect());
    }
    let given = parts(question).into_iter().map(|part| {
        (
            part.clone(),
            form.raw(&field(&question.id, &part)).to_owned(),
        )
    });
    clean(question, &given.collect())
}

/// Every part that can be answered.
pub fn parts(question: &Question) -> Vec<String> {
    match &question.answers {
        Answers::Options { options, .. } => options.iter().map(|o| o.key.clone()).collect(),
        Answers::Order { items, .. } => items.iter().map(|item| item.key.clone()).collect(),
        Answers::Pairs { rows, .. } => rows.iter().map(|row| row.key.clone()).collect(),
        Answers::Gaps(gaps) => (0..gaps.len()).map(gap).collect(),
        Answers::Words(_) | Answers::Number { .. } | Answers::Free { .. } => {
            vec![WHOLE.to_owned()]
        }
    }
}

/// The answer without anything that the question does not have; of a single best answer one option.
pub fn clean(question: &Question, given: &Response) -> Response {
    let most = match &question.answers {
        Answers::Options { several: false, .. } => 1,
        _ => usize::MAX,
    };
    parts(question)
        .into_iter()
        .filter_map(|part| {
            let value = value(question, given.get(&part)?)?;
            Some((part, value))
        })
        .take(most)
        .collect()
}

fn value(question: &Question, given: &str) -> Option<String> {
    match &question.answers {
        Answers::Options { .. } => Some(CHOSEN.to_owned()),
        Answers::Order { items, .. } => {
            let place: usize = given.trim().parse().ok()?;
            (1..=items.len())
                .contains(&place)
                .then(|| place.to_string())
        }
        Answers::Pairs { matches, .. } => matches
            .iter()
            .any(|(key, _)| key == given)
            .then(|| given.to_owned()),
        Answers::Free { .. } => text(given, LONGEST_TEXT),
        Answers::Words(_) | Answers::Number { .. } | Answers::Gaps(_) => {
            text(given.trim(), LONGEST_LINE)
        }
    }
}

fn text(given: &str, most: usize) -> Option<String> {
    let text: String = given.replace('\0', "").chars().take(most).collect();
    (!text.trim().is_empty()).then_some(text)
}

/// Whether every part has an answer, and things in order have a place each.
pub fn is_complete(question: &Question, response: &Response) -> bool {
    match &question.answers {
        Answers::Options { .. } => !response.is_empty(),
        Answers::Order { items, .. } => {
            let places: BTreeSet<&String> = response.values().collect();
            places.len() == items.len() && response.len() == items.len()
        }
        _ => response.len() == parts(question).len(),
    }
}

/// What to do about an incomplete answer.
pub fn what_is_missing(question: &Question) -> &'static str {
    match &question.answers {
        Answers::Options { several: false, .. } => "Choose an answer first.",
        Answers::Options { .. } => "Choose at least one answer first.",
        Answers::Order { .. } => "Give each line a place of its own first.",
        Answers::Pairs { .. } => "Choose something for every line first.",
        Answers::Gaps(_) => "Fill every gap first.",
        Answers::Words(_) | Answers::Number { .. } | Answers::Free { .. } => {
            "Write an answer first."
        }
    }
}

/// The place that something was given among `n`, counted from 1.
pub fn place(response: &Response, part: &str, n: usize) -> Option<usize> {
    let place = response.get(part)?.parse().ok()?;
    (1..=n).contains(&place).then_some(place)
}

/// A text without what does not matter: case, punctuation, and how many spaces there are. If nothing but signs was typed, those count.
pub fn normal(text: &str) -> String {
    let words: Vec<String> = text
        .replace(['\'', '’'], "")
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    match words.is_empty() {
        true => text.trim().to_owned(),
        false => words.join(" "),
    }
}

/// A typed number, with or without its unit, with a comma for thousands.
pub fn number(text: &str, unit: Option<&str>) -> Option<f64> {
    let text = text.trim();
    let bare = unit
        .and_then(|unit| {
            text.to_lowercase()
                .strip_suffix(&unit.to_lowercase())
                .map(str::to_owned)
        })
        .unwrap_or_else(|| text.to_owned());
    let bare = bare.trim().replace(',', "").replace('−', "-");
    let number: f64 = bare.parse().ok()?;
    number.is_finite().then_some(number)
}
