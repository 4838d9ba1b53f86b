//! The rules of one unit, read from its front matter and checked against its own criteria.

use super::super::document::Scope;
use super::super::fault::Place;
use super::super::keys::Spot;
use super::super::{Asks, Rule, Unit};
use super::parse::{Misread, parse};

/// A rule with the places of the codes and ids in it, for the check that needs all activities.
#[derive(Debug)]
pub(crate) struct RuleSpot {
    pub(crate) unit: String,
    pub(crate) rule: Rule,
    pub(crate) place: Place,
    pub(crate) mentions: Vec<(String, Place)>,
}

impl RuleSpot {
    /// Where a code or an id stands in it.
    pub(crate) fn mention(&self, text: &str) -> &Place {
        let found = self.mentions.iter().find(|(own, _)| own == text);
        found.map_or(&self.place, |(_, place)| place)
    }
}

/// Reads the rules of a unit; `missing` is where it is said that one lacks.
pub(crate) fn read(scope: Scope<'_>, spots: &[Spot], unit: &Unit, missing: &Place) -> Vec<Rule> {
    let mut rules = Vec::new();
    for spot in spots {
        // A quotation mark of YAML is no part of the sentence.
        let quoted = scope.source.text[spot.at..].starts_with(['"', '\'']);
        let start = spot.at + usize::from(quoted);
        match parse(&spot.text) {
            Ok(parsed) => {
                let rule = Rule {
                    words: spot.text.trim().to_owned(),
                    asks: parsed.asks,
                };
                let places = parsed.mentions.into_iter();
                let spot = RuleSpot {
                    unit: unit.code.clone(),
                    rule: rule.clone(),
                    place: scope.source.place(start),
                    mentions: places
                        .map(|(text, at)| (text, scope.source.place(start + at)))
                        .collect(),
                };
                known_code(scope, unit, &spot);
                scope.findings.rules.borrow_mut().push(spot);
                rules.push(rule);
            }
            Err(Misread { at, message, hint }) => scope.error_with_hint(start + at, message, hint),
        }
    }
    if rules.len() < spots.len() || !complete(scope, unit, &rules, missing) {
        scope.findings.unread.borrow_mut().push(unit.code.clone());
    }
    rules
}

/// The code in a rule is one of the unit's own.
fn known_code(scope: Scope<'_>, unit: &Unit, spot: &RuleSpot) {
    let Some(code) = spot.rule.asks.code() else {
        return;
    };
    let outcomes = unit.outcomes.iter();
    let own: Vec<&str> = outcomes
        .flat_map(|outcome| {
            let criteria = outcome.criteria.iter().map(|criterion| &criterion.code);
            std::iter::once(&outcome.code).chain(criteria)
        })
        .map(String::as_str)
        .collect();
    if own.contains(&code) {
        return;
    }
    let place = spot.mention(code);
    let fault = place.error(format!(
        "there is no outcome or criterion `{code}` in {}",
        unit.code
    ));
    scope
        .findings
        .faults
        .add(fault.hint(format!("there are: {}", own.join(", "))));
}

/// Whether no criterion and no quiz falls through; what does is reported.
fn complete(scope: Scope<'_>, unit: &Unit, rules: &[Rule], missing: &Place) -> bool {
    let asks = |wanted: &dyn Fn(&Asks) -> bool| rules.iter().any(|rule| wanted(&rule.asks));
    let (every, quiz) = (
        asks(&|asks| matches!(asks, Asks::Each { of: None, .. })),
        unit.quiz.is_none() || asks(&|asks| *asks == Asks::QuizPassed),
    );
    if !every {
        let fault = missing.error("these rules would sign the unit off without every criterion");
        let hint = "add the rule: every criterion at least once";
        scope.findings.faults.add(fault.hint(hint));
    }
    if !quiz {
        let fault = missing.error("the unit names a quiz, and no rule asks for it");
        let hint = "add the rule: quiz passed";
        scope.findings.faults.add(fault.hint(hint));
    }
    every && quiz
}

impl Asks {
    /// The outcome or the criterion that it is about.
    pub fn code(&self) -> Option<&str> {
        match self {
            Asks::QuizPassed => None,
            Asks::Each { of, .. } | Asks::Together { of, .. } => of.as_deref(),
            Asks::OneOf { of, .. } => Some(of),
        }
    }
}
