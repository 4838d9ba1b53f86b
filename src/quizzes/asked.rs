//! A question as it is asked, an answer as it is given, and what is said of it: the only forms in which questions reach a page.
//!
//! Nothing in [`Asked`] says what is right. [`Heard`] is made after the answer has been given, and holds as much as may be said then.

use serde::Serialize;
use std::collections::BTreeMap;

/// An answer: for each part of the question (an option chosen, a thing placed or matched, a gap; [`WHOLE`] for a question without parts) what was
/// given. A part without an answer is not there.
pub type Response = BTreeMap<String, String>;

/// The one part of a question that has no parts.
pub const WHOLE: &str = "answer";

/// What stands for an option that was chosen.
pub const CHOSEN: &str = "chosen";

/// A question as it is asked.
#[derive(Debug, Clone, Serialize)]
pub struct Asked {
    pub quiz: String,
    pub id: String,
    pub title: String,
    /// HTML.
    pub stem: String,
    pub parts: Parts,
    /// Whether to ask how sure the learner is.
    pub confidence: bool,
}

/// What there is to answer. Texts are HTML if they stand on the page, and plain in lists to choose from.
#[derive(Debug, Clone, Serialize)]
pub enum Parts {
    Options {
        several: bool,
        /// Key and HTML.
        options: Vec<(String, String)>,
    },
    Places {
        ranking: bool,
        /// Key and HTML.
        items: Vec<(String, String)>,
    },
    Pairs {
        heads: [String; 2],
        /// Key and HTML.
        rows: Vec<(String, String)>,
        /// Key and plain text.
        matches: Vec<(String, String)>,
    },
    Line {
        /// Whether a number is expected, and in which unit.
        number: bool,
        unit: Option<String>,
    },
    /// The stem has this many gaps.
    Gaps(usize),
    Text,
}

impl Asked {
    /// The name of the form field for a part; several options share one.
    pub fn field(&self, part: &str) -> String {
        field(&self.id, part)
    }
}

/// The name of the form field for a part of a question; parts that are options share the field of the whole.
pub fn field(question: &str, part: &str) -> String {
    match part {
        WHOLE => format!("answer-{question}"),
        part => format!("answer-{question}.{part}"),
    }
}

/// The name of the field that says how sure the learner is.
pub fn confidence_field(question: &str) -> String {
    format!("sure-{question}")
}

/// How an answer, or a part of it, turned out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    Right,
    Partly,
    NotRight,
    /// An assessor will read it, or there is nothing to be right about.
    Unmarked,
}

impl Verdict {
    /// As it stands in `data-verdict`.
    pub fn key(self) -> Option<&'static str> {
        match self {
            Verdict::Right => Some("right"),
            Verdict::Partly => Some("partly"),
            Verdict::NotRight => Some("not-right"),
            Verdict::Unmarked => None,
        }
    }
}

/// What is said of one part once the question has been answered.
#[derive(Debug, Clone, PartialEq)]
pub struct Said {
    pub part: String,
    pub verdict: Verdict,
    /// The right answer in plain words, where it is not plain to see.
    pub answer: Option<String>,
    /// HTML.
    pub feedback: String,
}

/// What the learner hears after answering.
#[derive(Debug, Clone, PartialEq)]
pub struct Heard {
    pub given: Response,
    pub verdict: Verdict,
    pub words: String,
    pub parts: Vec<Said>,
    /// HTML, one after each try that went wrong.
    pub hints: Vec<String>,
    /// General feedback, HTML.
    pub general: Option<String>,
    /// Whether the question may be answered again.
    pub again: bool,
}

impl Heard {
    pub fn of(&self, part: &str) -> Option<&Said> {
        self.parts.iter().find(|said| said.part == part)
    }

    /// `data-verdict` of a part.
    pub fn verdict_of(&self, part: &str) -> Option<&'static str> {
        self.of(part).and_then(|said| said.verdict.key())
    }
}
