//! What of a unit's rules is still open: from what has been shown, and nothing else. Pure, and monotone: more evidence never opens a point.

use crate::library::rule::{is_within, list_of};
use crate::library::{Amount, Asks, Rule, Thing};
use std::collections::BTreeSet;

/// One criterion, found achieved in one piece of evidence.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Shown {
    pub criterion: String,
    /// The kind of the evidence, as it stands in the database.
    pub kind: String,
    pub activity: String,
    /// The evidence's id.
    pub evidence: String,
    /// The id of the decision, or of the prior learning.
    pub source: String,
}

/// Something that a rule asks for and that is not there yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Point {
    Quiz,
    /// The criterion has not been achieved at all.
    Criterion(String),
    /// The criterion has been achieved, by less than is asked for.
    More {
        code: String,
        have: u32,
        by: Amount,
    },
    /// The unit or the outcome as a whole has been shown by less than is asked for.
    Together {
        of: Option<String>,
        have: u32,
        by: Amount,
    },
    /// None of these has shown the outcome or the criterion.
    Thing {
        of: String,
        things: Vec<Thing>,
    },
}

/// Every open point of the rules, in their order, each once.
pub fn open(rules: &[Rule], criteria: &[&str], quiz_passed: bool, shown: &[Shown]) -> Vec<Point> {
    let mut points = Vec::new();
    for rule in rules {
        let found = match &rule.asks {
            Asks::QuizPassed => (!quiz_passed).then_some(Point::Quiz).into_iter().collect(),
            Asks::Each { of, by } => each(of.as_deref(), *by, criteria, shown),
            Asks::Together { of, by } => together(of.as_ref(), *by, shown),
            Asks::OneOf { of, things } => one_of(of, things, shown),
        };
        for point in found {
            if !points.contains(&point) {
                points.push(point);
            }
        }
    }
    points
}

fn each(of: Option<&str>, by: Amount, criteria: &[&str], shown: &[Shown]) -> Vec<Point> {
    let wanted = |code: &&&str| of.is_none_or(|of| is_within(code, of));
    let point = |code: &&str| {
        let own = shown.iter().filter(|item| item.criterion == **code);
        let have = count(own, by);
        let code = (*code).to_owned();
        match have {
            0 => Some(Point::Criterion(code)),
            _ if have < by.number() => Some(Point::More { code, have, by }),
            _ => None,
        }
    };
    criteria.iter().filter(wanted).filter_map(point).collect()
}

fn together(of: Option<&String>, by: Amount, shown: &[Shown]) -> Vec<Point> {
    let own = shown
        .iter()
        .filter(|item| of.is_none_or(|of| is_within(&item.criterion, of)));
    let have = count(own, by);
    let of = of.cloned();
    let point = (have < by.number()).then_some(Point::Together { of, have, by });
    point.into_iter().collect()
}

fn one_of(of: &str, things: &[Thing], shown: &[Shown]) -> Vec<Point> {
    let mut own = shown.iter().filter(|item| is_within(&item.criterion, of));
    let is_met = own.any(|item| things.iter().any(|thing| is_from(thing, item)));
    let point = (!is_met).then(|| Point::Thing {
        of: of.to_owned(),
        things: things.to_vec(),
    });
    point.into_iter().collect()
}

/// Whether evidence is of a kind, or answers an activity.
fn is_from(thing: &Thing, item: &Shown) -> bool {
    match thing {
        Thing::Method(method) => item.kind == method.key(),
        Thing::Activity(method, id) => item.kind == method.key() && item.activity == *id,
    }
}

/// How many different pieces, or kinds, of evidence.
fn count<'s>(shown: impl Iterator<Item = &'s Shown>, by: Amount) -> u32 {
    let different: BTreeSet<&str> = match by {
        Amount::Pieces(_) => shown.map(|item| item.evidence.as_str()).collect(),
        Amount::Methods(_) => shown.map(|item| item.kind.as_str()).collect(),
    };
    u32::try_from(different.len()).unwrap_or(u32::MAX)
}

impl Point {
    /// The point as part of a sentence, with the titles of activities by their ids.
    pub fn words(&self, title: &dyn Fn(&str) -> String) -> String {
        match self {
            Point::Quiz => "the unit quiz has not been passed".to_owned(),
            Point::Criterion(code) => format!("{code} has not been achieved"),
            Point::More { code, have, by } => format!(
                "{code} is achieved by {}, and the unit asks for {}",
                by.of(*have),
                by.number()
            ),
            Point::Together { of, have, by } => format!(
                "{} shown by {} so far, and {} asked for",
                of.as_ref()
                    .map_or("the unit is".to_owned(), |of| format!("{of} is")),
                match have {
                    0 => "nothing".to_owned(),
                    _ => by.of(*have),
                },
                match (have, by.number()) {
                    (0, 1) => format!("{} is", by.words()),
                    (0, _) => format!("{} are", by.words()),
                    (_, number) => format!("{number} are"),
                }
            ),
            Point::Thing { of, things } => format!("{of} needs {}", list_of(things, title)),
        }
    }
}
