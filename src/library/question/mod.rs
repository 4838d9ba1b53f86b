//! Questions: one heading each, what is asked, the answers with their feedback, hints, and the feedback in general.
//!
//! A question is compiled from its own slice of the file, so that what is stored for a learner compiles to the same question. What kinds of
//! answers there are is [`Answers`]; each is read by a file of its own.

mod body;
mod gaps;
mod head;
mod items;
mod options;
mod pairs;
mod typed;

use std::ops::Range;

use super::document::Scope;
use super::events::Markdown;
use super::fault::Source;
use super::findings::Findings;
use super::heading::Heading;
use super::index::Index;
use super::markdown::{self, Style};
use super::version::sha256;
use super::{Version, VersionKind};
use body::Body;

/// One question with everything that marking it needs.
#[derive(Debug, Clone)]
pub struct Question {
    pub id: String,
    pub title: String,
    pub criteria: Vec<String>,
    /// What a quiz can draw it by, beside its criteria.
    pub tags: Vec<String>,
    /// HTML. In a question with gaps, each is a [`GAP`].
    pub stem: String,
    pub answers: Answers,
    /// Whether an answer is all or nothing; otherwise parts count.
    pub whole: bool,
    /// HTML, each shown after another try.
    pub hints: Vec<String>,
    /// General feedback, HTML.
    pub feedback: Option<String>,
    pub version: Version,
}

/// How a question is answered, and what is right.
#[derive(Debug, Clone)]
pub enum Answers {
    Options {
        /// Whether several may be chosen.
        several: bool,
        options: Vec<Choice>,
    },
    /// Things to put in order, in the right order.
    Order {
        /// Whether the order is a panel's judgement, to which an answer is more or less close.
        ranking: bool,
        items: Vec<Item>,
    },
    /// Things to match with one another.
    Pairs {
        /// Extended matching: a match may be used any number of times.
        extended: bool,
        /// The headings of the two columns.
        heads: [String; 2],
        rows: Vec<Pair>,
        /// Every match there is, by its key, in plain words.
        matches: Vec<(String, String)>,
    },
    Words(Vec<Words>),
    Number {
        unit: Option<String>,
        answers: Vec<Number>,
    },
    Gaps(Vec<Gap>),
    /// A text that an assessor reads.
    Free {
        min_words: Option<u32>,
        max_words: Option<u32>,
    },
}

/// Where a gap stands in a stem.
pub const GAP: &str = "___";

/// One option of a question.
#[derive(Debug, Clone)]
pub struct Choice {
    /// Short and stable: the first eight hexadecimal digits of the SHA-256 of its text, so that neither its place nor its name says
    /// whether it is right. The same goes for every other key.
    pub key: String,
    /// HTML.
    pub text: String,
    pub right: bool,
    /// HTML.
    pub feedback: String,
}

/// One thing to put in order.
#[derive(Debug, Clone)]
pub struct Item {
    pub key: String,
    /// HTML.
    pub text: String,
    /// The same without markup.
    pub plain: String,
    /// HTML.
    pub feedback: String,
}

/// One thing to match, and the key of its match.
#[derive(Debug, Clone)]
pub struct Pair {
    pub key: String,
    /// HTML.
    pub text: String,
    pub plain: String,
    pub matching: String,
    /// HTML.
    pub feedback: String,
}

/// An answer in words, in every form that is taken for it.
#[derive(Debug, Clone)]
pub struct Words {
    pub forms: Vec<String>,
    pub right: bool,
    /// HTML.
    pub feedback: String,
}

/// An answer in numbers: every value no further from `value` than `tolerance`.
#[derive(Debug, Clone)]
pub struct Number {
    pub value: f64,
    pub tolerance: f64,
    pub right: bool,
    /// HTML.
    pub feedback: String,
}

/// What may stand in a gap.
#[derive(Debug, Clone)]
pub struct Gap {
    pub forms: Vec<String>,
    /// HTML.
    pub feedback: String,
}

impl Question {
    /// A question as it was when its source was stored; `reference` is `quiz/question`.
    pub fn from_source(reference: &str, source: &str) -> Option<Self> {
        let (index, findings) = (Index::lenient(), Findings::default());
        let source = Source::new("", source);
        let scope = Scope {
            source: &source,
            index: &index,
            findings: &findings,
        };
        compile(scope, 0..source.text.len(), reference.split_once('/')?.0)
    }

    /// The options, if it is answered by choosing among some.
    pub fn options(&self) -> &[Choice] {
        match &self.answers {
            Answers::Options { options, .. } => options,
            _ => &[],
        }
    }

    /// Whether an assessor reads the answer; everything else is marked at once.
    pub fn is_free(&self) -> bool {
        matches!(self.answers, Answers::Free { .. })
    }

    /// The fewest and the most words of a free response.
    pub fn word_limits(&self) -> (Option<u32>, Option<u32>) {
        match self.answers {
            Answers::Free {
                min_words,
                max_words,
            } => (min_words, max_words),
            _ => (None, None),
        }
    }

    /// The type, as authors write it.
    pub fn type_key(&self) -> &'static str {
        match &self.answers {
            Answers::Options { several: false, .. } => "single",
            Answers::Options { several: true, .. } => "multiple",
            Answers::Order { ranking: false, .. } => "order",
            Answers::Order { ranking: true, .. } => "ranking",
            Answers::Pairs {
                extended: false, ..
            } => "match",
            Answers::Pairs { extended: true, .. } => "extended",
            Answers::Words(_) => "short",
            Answers::Number { .. } => "numeric",
            Answers::Gaps(_) => "cloze",
            Answers::Free { .. } => "free",
        }
    }
}

/// What compiling the answers of a question needs.
#[derive(Clone, Copy)]
struct Part<'p> {
    scope: Scope<'p>,
    markdown: &'p Markdown<'p>,
    heading: &'p Heading,
    /// The question's id.
    id: &'p str,
}

impl Part<'_> {
    fn error(&self, message: impl Into<String>, hint: &str) {
        self.scope
            .error_with_hint(self.heading.range.start, message, hint);
    }

    /// A stretch of text whose notes are told apart by `key`.
    fn prose(&self, range: Range<usize>, key: &str) -> String {
        prose(
            self.scope,
            self.markdown,
            range,
            format!("{}-{key}-", self.id),
        )
    }
}

/// The question at `slice` of a quiz's file.
pub(crate) fn compile(scope: Scope<'_>, slice: Range<usize>, quiz: &str) -> Option<Question> {
    let text = scope.source.text[slice.clone()].trim_end();
    let markdown = Markdown::parse(scope.source.text, slice);
    let heading = markdown.heading(0)?;
    let id = head::id(scope, &heading);
    let kind = head::kind(scope, &heading);
    let part = Part {
        scope,
        markdown: &markdown,
        heading: &heading,
        id: &id,
    };
    let body = Body::find(part, kind);
    let stem = prose(scope, &markdown, body.stem.clone(), format!("{id}-"));
    let hints = body.hints.iter().enumerate();
    Some(Question {
        title: heading.title.clone(),
        criteria: head::criteria(scope, &heading),
        tags: head::tags(scope, &heading),
        answers: answers(part, kind, &body),
        stem,
        whole: head::whole(scope, &heading),
        hints: hints
            .map(|(n, range)| part.prose(range.clone(), &format!("hint-{n}")))
            .collect(),
        feedback: body.feedback.map(|range| part.prose(range, "feedback")),
        version: Version::new(VersionKind::Question, format!("{quiz}/{id}"), text),
        id,
    })
}

/// The types of questions, as authors write them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Type {
    Single,
    Multiple,
    Order,
    Ranking,
    Match,
    Extended,
    Short,
    Numeric,
    Cloze,
    Free,
}

fn answers(part: Part<'_>, kind: Type, body: &Body) -> Answers {
    let list = body.answers.clone();
    match kind {
        Type::Single => options::compile(part, list, false),
        Type::Multiple => options::compile(part, list, true),
        Type::Order => items::compile(part, list, false),
        Type::Ranking => items::compile(part, list, true),
        Type::Match => pairs::compile(part, list, false),
        Type::Extended => pairs::compile(part, list, true),
        Type::Short => typed::words(part, list),
        Type::Numeric => typed::numbers(part, list),
        Type::Cloze => gaps::compile(part, list, body.stem.clone()),
        Type::Free => Answers::Free {
            min_words: head::number(part.scope, part.heading, "min-words"),
            max_words: head::number(part.scope, part.heading, "max-words"),
        },
    }
}

fn prose(scope: Scope<'_>, markdown: &Markdown<'_>, range: Range<usize>, prefix: String) -> String {
    markdown::html(scope, markdown, range, Style::prose(prefix, 2))
}

/// The key of an answer or of a part of a question.
fn key(plain: &str) -> String {
    sha256(plain)[..8].to_owned()
}
