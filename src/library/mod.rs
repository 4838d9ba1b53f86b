//! The library: everything under `content/`, compiled once from Markdown, checked, and pinned by hash.
//!
//! [`compile`] turns [`Files`] into a [`Library`] or into [`Fault`]s with file, line and column. What learners do refers
//! to a [`Version`], whose source is stored beside their records, so that `from_source` can show later exactly
//! what they saw: editing a file makes a new version and never changes the past.

mod bibliography;
mod check;
pub mod codes;
mod compiler;
mod complete;
mod completeness;
mod document;
mod events;
mod fault;
mod files;
mod findings;
mod framework;
mod front_matter;
mod glossary;
mod guesses;
mod heading;
mod html;
mod index;
mod kept;
mod keys;
mod layout;
mod lookup;
mod mapping;
mod markdown;
mod method;
mod module;
mod question;
mod quiz;
mod quiz_rules;
mod reflection;
pub mod rule;
pub mod scenario;
mod specification;
mod statistics;
mod sums;
mod unit;
mod version;
mod worksheet;
mod yaml;

pub use complete::{ModuleNeed, Need};
pub use completeness::{Completeness, GroupState};
pub use fault::{Fault, Severity};
pub use files::Files;
pub use framework::{Framework, FrameworkItem};
pub use html::{Place, Plain, depth as depth_of_tag};
pub use mapping::{Fate, Mapping};
pub use method::Method;
pub use question::{Answers, Choice, GAP, Gap, Item, Number, Pair, Question, Words};
pub use rule::{Amount, Asks, Rule, Thing};
pub use scenario::Scenario;
pub use statistics::{Coverage, Figures, Reading, Statistics, syllables};
pub(crate) use version::sha256;
pub use worksheet::{ABOUT, Field, FieldKind, MINUTES, ON, PLACE, Worksheet};

use crate::search::Index;
use std::collections::BTreeMap;

/// Everything under `content/`, compiled. Immutable; replaced whole when the content changes.
#[derive(Debug, Default)]
pub struct Library {
    pub specifications: Vec<Specification>,
    /// Earlier versions of them.
    pub kept: Vec<Specification>,
    pub mappings: Vec<Mapping>,
    pub frameworks: Vec<Framework>,
    pub modules: Vec<Module>,
    pub quizzes: Vec<Quiz>,
    pub reflections: Vec<Reflection>,
    pub scenarios: Vec<Scenario>,
    pub worksheets: Vec<Worksheet>,
    /// For evidence from work: one for each method that is.
    pub forms: Vec<Worksheet>,
    pub terms: Vec<Term>,
    /// Every work of the bibliography as HTML, by the key it is cited with.
    pub works: BTreeMap<String, String>,
    /// Images by their address below `/modules/`, such as `attachment-theory/images/triangle.svg`.
    pub images: BTreeMap<String, Vec<u8>>,
    /// Every word of it, to be looked up.
    pub index: Index,
}

/// What a record is pinned to: one exact text, known by its hash.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    /// SHA-256 of `source`, in lower-case hexadecimal.
    pub hash: String,
    pub kind: VersionKind,
    /// Where it stands in the library: a quiz's id, `module/section`, a qualification's slug.
    pub reference: String,
    pub source: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum VersionKind {
    Specification,
    Section,
    Quiz,
    Question,
    Reflection,
    Scenario,
    Worksheet,
    Term,
}

/// A qualification or a stand-alone unit, with its units. Its version covers the specification and all unit files.
#[derive(Debug, Clone)]
pub struct Specification {
    pub slug: String,
    pub title: String,
    pub summary: String,
    /// As the author numbers it, such as `1.0`.
    pub label: String,
    pub kind: AwardKind,
    pub level: Option<u32>,
    pub credits: u32,
    /// Total qualification time, hours.
    pub tqt: u32,
    /// Guided learning hours.
    pub glh: u32,
    pub validity_months: Option<u32>,
    pub mandatory: Vec<String>,
    pub optional: Vec<OptionalGroup>,
    pub care: Care,
    /// HTML.
    pub body: String,
    pub units: Vec<Unit>,
    pub version: Version,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AwardKind {
    Qualification,
    StandAloneUnit,
}

#[derive(Debug, Clone)]
pub struct OptionalGroup {
    pub title: String,
    pub units: Vec<String>,
    pub min_credits: u32,
    pub max_credits: u32,
}

/// Who wrote a text, who reviewed it, and until when it is held to be right.
#[derive(Debug, Clone)]
pub struct Care {
    pub author: String,
    pub reviewer: String,
    /// ISO 8601 date.
    pub review_by: String,
}

#[derive(Debug, Clone)]
pub struct Unit {
    pub code: String,
    pub title: String,
    pub summary: String,
    pub status: UnitStatus,
    pub credits: u32,
    pub glh: u32,
    /// Slugs, in the order in which they are read.
    pub modules: Vec<String>,
    /// The quiz that must be passed.
    pub quiz: Option<String>,
    /// What must be true before it is signed off: those that its author wrote, or the usual ones.
    pub rules: Vec<Rule>,
    /// The kinds of evidence from work that it allows beside its activities.
    pub workplace: Vec<Method>,
    /// How old prior learning may be; `None` if the unit takes none.
    pub prior_learning_years: Option<u32>,
    /// HTML.
    pub body: String,
    pub outcomes: Vec<Outcome>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UnitStatus {
    Open,
    InPreparation,
}

/// A learning outcome.
#[derive(Debug, Clone)]
pub struct Outcome {
    pub code: String,
    pub title: String,
    pub criteria: Vec<Criterion>,
}

/// An assessment criterion.
#[derive(Debug, Clone)]
pub struct Criterion {
    pub code: String,
    pub title: String,
    /// What meets it, HTML.
    pub guidance: String,
}

#[derive(Debug, Clone)]
pub struct Module {
    pub slug: String,
    pub title: String,
    pub summary: String,
    pub content_note: Option<String>,
    pub care: Care,
    pub outcomes: Vec<String>,
    pub complete: Vec<ModuleNeed>,
    /// HTML.
    pub body: String,
    pub sections: Vec<Section>,
}

#[derive(Debug, Clone)]
pub struct Section {
    pub slug: String,
    pub title: String,
    /// Reading time.
    pub minutes: u32,
    pub words: u32,
    pub content_note: Option<String>,
    pub criteria: Vec<String>,
    pub complete: Vec<Need>,
    /// The terms of the glossary that it links to, in the order of the text.
    pub terms: Vec<String>,
    pub blocks: Vec<Block>,
    pub version: Version,
}

/// A stretch of a section: prose as HTML, or an activity embedded in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    Prose(String),
    Question { quiz: String, question: String },
    Quiz(String),
    Reflection(String),
    Scenario(String),
    Worksheet(String),
}

#[derive(Debug, Clone)]
pub struct Quiz {
    pub id: String,
    pub title: String,
    pub kind: QuizKind,
    /// The module in whose folder it lies.
    pub module: String,
    /// Per cent; `None` for practice.
    pub pass_mark: Option<u32>,
    /// How many sittings are allowed; `None` for any number.
    pub attempts: Option<u32>,
    /// Hours between two sittings.
    pub wait_hours: u32,
    /// Whether the order of options differs from sitting to sitting.
    pub shuffle: bool,
    /// Whether the order of questions does.
    pub shuffle_questions: bool,
    pub behaviour: Behaviour,
    /// Whether learners say how sure they are of each answer.
    pub confidence: bool,
    pub draws: Vec<Draw>,
    /// HTML.
    pub body: String,
    pub questions: Vec<Question>,
    pub version: Version,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum QuizKind {
    /// Sat as a whole, and counts.
    Quiz,
    /// Embedded in sections, with feedback at once.
    Practice,
    /// Questions that quizzes draw from.
    Bank,
}

/// How a quiz answers its learner.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Behaviour {
    /// Feedback after handing in.
    Deferred,
    /// Feedback after each answer, which then stands.
    Immediate,
    /// Feedback, a hint and another try after each answer; a later try is worth proportionately less.
    Interactive { tries: u32 },
    /// Timed by the server; feedback after handing in.
    Exam { minutes: u32 },
}

/// Questions that a quiz draws at random from a bank.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draw {
    pub bank: String,
    pub count: u32,
    pub tag: Option<String>,
    pub criterion: Option<String>,
}

/// A prompt to write, private until the learner submits the account.
#[derive(Debug, Clone)]
pub struct Reflection {
    pub id: String,
    pub title: String,
    pub module: String,
    /// The criteria for which it can be evidence.
    pub criteria: Vec<String>,
    pub min_words: Option<u32>,
    pub max_words: Option<u32>,
    /// The prompt, HTML.
    pub body: String,
    pub version: Version,
}

/// A term of the glossary.
#[derive(Debug, Clone)]
pub struct Term {
    pub id: String,
    pub title: String,
    /// HTML.
    pub body: String,
    pub version: Version,
}

/// What [`compile`] found: the library unless a fault is an error, and every fault.
#[derive(Debug)]
pub struct Compiled {
    pub library: Option<Library>,
    pub faults: Vec<Fault>,
}

/// Compiles everything and reports every fault; `today` (ISO 8601) decides which review dates have passed.
pub fn compile(files: &Files, today: &str) -> Compiled {
    compiler::compile(files, today)
}
