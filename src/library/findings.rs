//! What the compiler notes while it reads, for the checks that need all of it: ids that exist, and ids that are used.

use std::cell::RefCell;

use super::Draw;
use super::fault::{Faults, Place};
use super::rule::read::RuleSpot;

/// What an id names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Sort {
    Unit,
    Outcome,
    Criterion,
    Module,
    Quiz,
    Question,
    Reflection,
    Scenario,
    Worksheet,
    Form,
    Term,
    /// Of a framework.
    Item,
}

impl Sort {
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Unit => "unit",
            Self::Outcome => "outcome",
            Self::Criterion => "criterion",
            Self::Module => "module",
            Self::Quiz => "quiz",
            Self::Question => "question",
            Self::Reflection => "reflection",
            Self::Scenario => "scenario",
            Self::Worksheet => "worksheet",
            Self::Form => "form",
            Self::Term => "term",
            Self::Item => "item of a framework",
        }
    }
}

/// An id where it is given or used.
#[derive(Debug)]
pub(crate) struct Name {
    pub(crate) sort: Sort,
    pub(crate) id: String,
    pub(crate) place: Place,
    /// For the use of a criterion: the sort of what teaches, tests or assesses it (a module's section, a question, a reflection,
    /// a scenario, a worksheet).
    pub(crate) by: Sort,
}

/// A date by which a text must have been looked at again.
#[derive(Debug)]
pub(crate) struct Review {
    pub(crate) by: String,
    pub(crate) place: Place,
}

/// A draw from a bank, which may be compiled later.
#[derive(Debug)]
pub(crate) struct DrawSpot {
    pub(crate) draw: Draw,
    pub(crate) place: Place,
}

/// Everything noted so far, and every fault.
#[derive(Debug, Default)]
pub(crate) struct Findings {
    pub(crate) faults: Faults,
    pub(crate) defined: RefCell<Vec<Name>>,
    pub(crate) used: RefCell<Vec<Name>>,
    pub(crate) reviews: RefCell<Vec<Review>>,
    pub(crate) draws: RefCell<Vec<DrawSpot>>,
    pub(crate) rules: RefCell<Vec<RuleSpot>>,
    /// The same of kept versions, each with the hash of its version.
    pub(crate) kept_rules: RefCell<Vec<(String, RuleSpot)>>,
    /// Units whose rules do not read, or leave something out.
    pub(crate) unread: RefCell<Vec<String>>,
}

impl Findings {
    pub(crate) fn define(&self, sort: Sort, id: &str, place: Place) {
        self.defined.borrow_mut().push(Name {
            sort,
            id: id.to_owned(),
            place,
            by: sort,
        });
    }

    pub(crate) fn refer(&self, sort: Sort, id: &str, by: Sort, place: Place) {
        self.used.borrow_mut().push(Name {
            sort,
            id: id.to_owned(),
            place,
            by,
        });
    }
}
