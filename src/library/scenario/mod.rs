//! Conversations: scenes, what is told and said in each, and the lines that lead from one to the next.
//!
//! A name in a file (a node, a value, a marker) becomes its place in a list when it is compiled, so that nothing can be unknown while
//! somebody plays. What a line does is decided in [`moment`], for the player and for the checker ([`explore`], [`lints`]) alike.

mod codes;
mod compile;
mod explore;
mod front;
pub mod graph;
mod line;
mod lints;
mod moment;
mod parts;
mod possible;
mod scene;

pub(crate) use compile::compile;
pub use moment::Moment;

use super::{Fault, Version, compiler};
use compile::read;

/// The least and the most that a value can be.
pub const LEAST: i8 = -5;
pub const MOST: i8 = 5;

/// A branching conversation.
#[derive(Debug, Clone)]
pub struct Scenario {
    pub id: String,
    pub title: String,
    pub summary: String,
    pub module: String,
    /// The criteria for which a play can be evidence.
    pub criteria: Vec<String>,
    /// What the lines change, such as bond, task and goal, in the order of the file.
    pub state: Vec<Quantity>,
    /// The names of strains: withdrawal, confrontation.
    pub markers: Vec<String>,
    /// About how long a play takes.
    pub minutes: Option<u32>,
    pub content_note: Option<String>,
    /// Who the person is and where one is, HTML.
    pub body: String,
    /// Never empty in a library; the first is where it begins.
    pub scenes: Vec<Scene>,
    pub version: Version,
}

/// One value of the state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quantity {
    pub name: String,
    pub first: i8,
}

/// A node: something happens, somebody speaks, and then it is the learner's turn.
#[derive(Debug, Clone)]
pub struct Scene {
    pub id: String,
    pub title: String,
    /// The strain that begins here.
    pub marker: Option<usize>,
    pub ending: Option<Ending>,
    pub passages: Vec<Passage>,
    pub lines: Vec<Line>,
    /// Of an ending.
    pub debrief: Vec<Passage>,
}

/// How a conversation ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    Repaired,
    Held,
    Strained,
    Broken,
}

/// A stretch of a scene that is shown as a whole or not at all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passage {
    /// Whether it is the person's words.
    pub said: bool,
    /// Shown when all of these hold.
    pub when: Vec<Test>,
    /// HTML.
    pub html: String,
}

/// What the learner may say, and what comes of it.
#[derive(Debug, Clone)]
pub struct Line {
    /// The scene that it leads to.
    pub to: usize,
    /// Taken by itself as soon as its tests hold.
    pub automatic: bool,
    /// HTML for the inside of a paragraph.
    pub html: String,
    /// The same as text.
    pub plain: String,
    pub effects: Vec<Effect>,
    /// May be taken when all of these hold.
    pub when: Vec<Test>,
    /// What there is to say about it, HTML.
    pub comment: Option<String>,
}

/// What a line changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    Change {
        value: usize,
        by: i8,
    },
    Set {
        value: usize,
        to: i8,
    },
    /// A strain begins.
    Begin(usize),
    /// A strain is met, if it is open.
    Repair(usize),
}

/// A part of a condition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Test {
    pub negated: bool,
    pub fact: Fact,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fact {
    Value {
        value: usize,
        compare: Compare,
        number: i8,
    },
    /// The scene has been entered, or is the present one.
    Seen(usize),
    /// The strain has begun and has not been met.
    Open(usize),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Compare {
    Less,
    AtMost,
    Equal,
    Unequal,
    AtLeast,
    More,
}

impl Compare {
    fn holds(self, left: i8, right: i8) -> bool {
        match self {
            Self::Less => left < right,
            Self::AtMost => left <= right,
            Self::Equal => left == right,
            Self::Unequal => left != right,
            Self::AtLeast => left >= right,
            Self::More => left > right,
        }
    }

    fn sign(self) -> &'static str {
        match self {
            Self::Less => "<",
            Self::AtMost => "≤",
            Self::Equal => "=",
            Self::Unequal => "≠",
            Self::AtLeast => "≥",
            Self::More => ">",
        }
    }
}

impl Scenario {
    /// A scenario as it was when its source was stored; its module is not in its source and stays empty.
    pub fn from_source(source: &str) -> Option<Self> {
        let scenario = compiler::lenient("", source, |scope, document| {
            read(scope, document, "").scenario
        })?;
        (!scenario.scenes.is_empty()).then_some(scenario)
    }

    /// A file on its own, for its author: the scenario, if there is any, and every fault that can be seen without the rest of the library.
    pub fn from_file(path: &str, source: &str) -> (Option<Self>, Vec<Fault>) {
        let (scenario, faults) =
            compiler::alone(path, source, |scope, document| compile(scope, document, ""));
        (
            scenario.filter(|scenario| !scenario.scenes.is_empty()),
            faults,
        )
    }
}
