//! Rules: what must be true before a unit can be signed off, written as plain sentences in its front matter.
//!
//! [`parse`] reads one sentence and knows where every word of it stands; [`read`] reads those of a unit; [`meetable`] explains which of
//! them nobody could meet with the activities there are. Whether a learner meets them is decided in `portfolio::requirements`.

pub(crate) mod meetable;
pub(crate) mod parse;
pub(crate) mod read;

use super::{Method, Unit};
use crate::ui::counted;

/// A condition for signing a unit off, as its author wrote it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    pub words: String,
    pub asks: Asks,
}

/// What a rule asks for. Codes are those of outcomes or criteria; an outcome stands for all its criteria.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Asks {
    QuizPassed,
    /// Each criterion, of the unit or of one code, is shown by so much.
    Each {
        of: Option<String>,
        by: Amount,
    },
    /// The criteria of the unit, or of one code, are shown by so much taken together.
    Together {
        of: Option<String>,
        by: Amount,
    },
    /// One of these shows the criterion, or at least one criterion of the outcome.
    OneOf {
        of: String,
        things: Vec<Thing>,
    },
}

/// How much evidence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Amount {
    /// Different pieces of evidence.
    Pieces(u32),
    /// Different kinds of evidence.
    Methods(u32),
}

/// What can show a criterion: any evidence of a kind, or that of one activity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Thing {
    Method(Method),
    Activity(Method, String),
}

impl Rule {
    /// A rule in words, with the titles of activities by their ids.
    pub fn sentence(&self, title: &dyn Fn(&str) -> String) -> String {
        match &self.asks {
            Asks::QuizPassed => "The quiz of the unit is passed.".to_owned(),
            Asks::Each { of, by } => format!("{} is achieved {}.", each(of.as_deref()), by.how()),
            Asks::Together { of: None, by } => {
                format!("The unit is shown by at least {}.", by.words())
            }
            Asks::Together { of: Some(of), by } => {
                format!("{of} is shown by at least {}.", by.words())
            }
            Asks::OneOf { of, things } => {
                format!("{of} is shown by {}.", list_of(things, title))
            }
        }
    }
}

fn each(of: Option<&str>) -> String {
    match of {
        None => "Every criterion".to_owned(),
        Some(code) if is_criterion(code) => code.to_owned(),
        Some(code) => format!("Every criterion of {code}"),
    }
}

/// Things with "or" between them, with the titles of activities by their ids.
pub fn list_of(things: &[Thing], title: &dyn Fn(&str) -> String) -> String {
    let words: Vec<String> = things.iter().map(|thing| thing.words(title)).collect();
    words.join(" or ")
}

impl Thing {
    /// "an observation", or "the worksheet “…”".
    pub fn words(&self, title: &dyn Fn(&str) -> String) -> String {
        match self {
            Thing::Method(method) => method.one(),
            Thing::Activity(method, id) => format!("the {} “{}”", method.words(), title(id)),
        }
    }
}

impl Amount {
    pub fn number(self) -> u32 {
        match self {
            Amount::Pieces(number) | Amount::Methods(number) => number,
        }
    }

    /// "2 pieces of evidence".
    pub fn words(self) -> String {
        self.of(self.number())
    }

    /// Another number of the same: "1 method".
    pub fn of(self, number: u32) -> String {
        match (self, number) {
            (Amount::Pieces(_), 1) => "1 piece of evidence".to_owned(),
            (Amount::Pieces(_), _) => format!("{number} pieces of evidence"),
            (Amount::Methods(_), _) => counted(number as usize, "method"),
        }
    }

    fn how(self) -> String {
        match self {
            Amount::Pieces(1) => "at least once".to_owned(),
            Amount::Pieces(_) => format!("with {}", self.words()),
            Amount::Methods(_) => format!("by {}", self.words()),
        }
    }
}

/// Whether a code is that of a criterion, and not of an outcome.
pub fn is_criterion(code: &str) -> bool {
    code.matches('.').count() == 2
}

/// Whether a criterion is the one with a code, or belongs to the outcome or the unit with it.
pub fn is_within(criterion: &str, code: &str) -> bool {
    criterion
        .strip_prefix(code)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

/// The rules of a unit that writes none: its quiz, and every criterion once.
pub(crate) fn usual(unit: &Unit) -> Vec<Rule> {
    let quiz = unit.quiz.is_some().then_some("quiz passed");
    let sentences = quiz.into_iter().chain(["every criterion at least once"]);
    let parsed =
        sentences.filter_map(|words| parse::parse(words).ok().map(|parsed| (words, parsed)));
    parsed
        .map(|(words, parsed)| Rule {
            words: words.to_owned(),
            asks: parsed.asks,
        })
        .collect()
}
