//! What a question shows before it is answered, and what is said afterwards.

use super::asked::{Asked, Heard, Parts, Response, Said, Verdict, WHOLE};
use super::grade;
use super::response::{gap, parts};
use super::shuffle::Order;
use crate::library::{Answers, Question};

/// A question without anything that says what is right; things are shown in this order.
pub fn asked(quiz: &str, question: &Question, order: &Order, confidence: bool) -> Asked {
    Asked {
        quiz: quiz.to_owned(),
        id: question.id.clone(),
        title: question.title.clone(),
        stem: question.stem.clone(),
        parts: parts_asked(question, order),
        confidence,
    }
}

fn parts_asked(question: &Question, order: &Order) -> Parts {
    let pair = |key: &String, text: &String| (key.clone(), text.clone());
    match &question.answers {
        Answers::Options { several, options } => Parts::Options {
            several: *several,
            options: order.options(
                &question.id,
                options.iter().map(|o| pair(&o.key, &o.text)).collect(),
            ),
        },
        Answers::Order { ranking, items } => Parts::Places {
            ranking: *ranking,
            items: order.always(
                &question.id,
                items
                    .iter()
                    .map(|item| pair(&item.key, &item.text))
                    .collect(),
            ),
        },
        Answers::Pairs {
            heads,
            rows,
            matches,
            ..
        } => Parts::Pairs {
            heads: heads.clone(),
            rows: rows.iter().map(|row| pair(&row.key, &row.text)).collect(),
            matches: order.always(&question.id, matches.clone()),
        },
        Answers::Words(_) => Parts::Line {
            number: false,
            unit: None,
        },
        Answers::Number { unit, .. } => Parts::Line {
            number: true,
            unit: unit.clone(),
        },
        Answers::Gaps(gaps) => Parts::Gaps(gaps.len()),
        Answers::Free { .. } => Parts::Text,
    }
}

/// Everything that there is to say of an answer.
pub fn heard(question: &Question, given: &Response) -> Heard {
    let verdict = overall(question, given);
    let said = |part: String| said(question, given, part);
    Heard {
        verdict,
        words: words(question, verdict).to_owned(),
        parts: parts(question).into_iter().map(said).collect(),
        hints: Vec::new(),
        general: question.feedback.clone(),
        again: false,
        given: given.clone(),
    }
}

/// What is said after a try that was not the last: how the parts that were answered turned out, and the hints so far, but nothing that gives
/// the rest away.
pub fn heard_so_far(question: &Question, given: &Response, tries: usize) -> Heard {
    let whole = heard(question, given);
    let parts = whole
        .parts
        .into_iter()
        .filter(|said| given.contains_key(&said.part));
    Heard {
        parts: parts
            .map(|said| Said {
                answer: None,
                feedback: match (&question.answers, said.verdict) {
                    // What is said of a part that is not right would say what is.
                    (Answers::Options { .. } | Answers::Words(_) | Answers::Number { .. }, _)
                    | (_, Verdict::Right) => said.feedback,
                    _ => String::new(),
                },
                ..said
            })
            .collect(),
        hints: question.hints.iter().take(tries).cloned().collect(),
        general: None,
        again: true,
        ..whole
    }
}

fn overall(question: &Question, given: &Response) -> Verdict {
    match grade::mark(question, given) {
        None => Verdict::Unmarked,
        Some(mark) if mark >= 1.0 - 1e-9 => Verdict::Right,
        Some(mark) if mark > 0.0 => Verdict::Partly,
        Some(_) => Verdict::NotRight,
    }
}

fn words(question: &Question, verdict: Verdict) -> &'static str {
    match (verdict, &question.answers) {
        (Verdict::Unmarked, _) => "Compare what you wrote with what is said below.",
        (Verdict::Right, _) => "Yes.",
        (Verdict::Partly, Answers::Options { .. }) => "Partly. Look at each option.",
        (Verdict::Partly, Answers::Order { ranking: true, .. }) => {
            "Near the panel’s order. Look at where you differ."
        }
        (Verdict::Partly, _) => "Partly. Look at each line.",
        (Verdict::NotRight, Answers::Options { .. }) => {
            "Not quite. Look at what each option misses or sees."
        }
        (Verdict::NotRight, _) => "Not quite.",
    }
}

fn said(question: &Question, given: &Response, part: String) -> Said {
    let (answer, feedback) = told(question, given, &part);
    Said {
        verdict: grade::verdict(question, given, &part),
        answer,
        feedback,
        part,
    }
}

/// The right answer to a part in plain words, and the feedback on it.
fn told(question: &Question, given: &Response, part: &str) -> (Option<String>, String) {
    let typed = given.get(part).map(String::as_str).unwrap_or_default();
    match &question.answers {
        Answers::Options { options, .. } => {
            let own = options.iter().find(|option| option.key == part);
            (None, own.map(|o| o.feedback.clone()).unwrap_or_default())
        }
        Answers::Order { items, .. } => {
            let at = items.iter().position(|item| item.key == part).unwrap_or(0);
            let own = items.get(at).map(|item| item.feedback.clone());
            (Some(format!("Place {}", at + 1)), own.unwrap_or_default())
        }
        Answers::Pairs { rows, matches, .. } => {
            let row = rows.iter().find(|row| row.key == part);
            let right = matches
                .iter()
                .find(|(key, _)| row.is_some_and(|row| row.matching == *key));
            (
                right.map(|(_, words)| words.clone()),
                row.map(|row| row.feedback.clone()).unwrap_or_default(),
            )
        }
        Answers::Words(words) => {
            let found = grade::found_words(words, typed).map(|at| words[at].feedback.clone());
            let right = words.iter().find(|words| words.right);
            (
                right.map(|words| words.forms[0].clone()),
                found.unwrap_or_default(),
            )
        }
        Answers::Number { unit, answers } => {
            let found = grade::found_number(answers, unit.as_deref(), typed);
            let right = answers.iter().find(|number| number.right);
            let unit = unit.as_ref().map(|u| format!(" {u}")).unwrap_or_default();
            (
                right.map(|number| format!("{}{unit}", number.value)),
                found
                    .map(|at| answers[at].feedback.clone())
                    .unwrap_or_default(),
            )
        }
        Answers::Gaps(gaps) => {
            let own = gaps.iter().enumerate().find(|(n, _)| gap(*n) == part);
            (
                own.map(|(_, gap)| gap.forms[0].clone()),
                own.map(|(_, gap)| gap.feedback.clone()).unwrap_or_default(),
            )
        }
        Answers::Free { .. } => (None, String::new()),
    }
}

/// The answer in words, as an assessor or a review can show it: only for an answer without parts.
pub fn in_words(given: &Response) -> &str {
    given.get(WHOLE).map(String::as_str).unwrap_or_default()
}
