//! Steps for the points of a unit's rules that no other step is about: a second method, a worksheet that must be there. Pure.

use super::sources::{Source, sources};
use super::steps::{Step, StepKind};
use crate::library::rule::is_within;
use crate::library::{Amount, Library, Method, Thing, Unit};
use crate::portfolio::requirements::Point;
use crate::portfolio::{CriterionState, Standing};

/// The steps with those for the rules: a point that leads where a step leads already is said there.
pub(super) fn joined(
    library: &Library,
    sources: &[Source<'_>],
    unit: &Unit,
    standing: &Standing,
    mut steps: Vec<Step>,
) -> Vec<Step> {
    for point in standing.points() {
        let Some(step) = step(library, sources, unit, standing, &point) else {
            continue;
        };
        match steps.iter_mut().find(|known| known.address == step.address) {
            // Feedback comes first, and leads there too.
            Some(known) if known.kind == StepKind::Returned => {}
            Some(known) => known.words = format!("{} {}", known.words, step.words),
            None => steps.push(step),
        }
    }
    steps
}

fn step(
    library: &Library,
    sources: &[Source<'_>],
    unit: &Unit,
    standing: &Standing,
    point: &Point,
) -> Option<Step> {
    let is_early = match point {
        Point::Quiz | Point::Criterion(_) => true,
        // As long as criteria are open, what shows them may be what is asked for.
        Point::Together { .. } => {
            standing.count(CriterionState::Achieved) < standing.criteria.len()
        }
        Point::More { .. } | Point::Thing { .. } => false,
    };
    if is_early {
        return None;
    }
    let in_unit = |source: &&Source<'_>| {
        let is_own = |code: &String| unit.criteria().any(|criterion| criterion.code == *code);
        source.criteria.iter().any(is_own) && helps(source, standing, point)
    };
    let fit: Vec<&Source<'_>> = sources.iter().filter(in_unit).collect();
    // What the assessors have may be what is asked for.
    let is_waiting = |source: &&Source<'_>| standing.waiting.iter().any(|id| id == source.id);
    if fit.iter().any(is_waiting) {
        return None;
    }
    let (address, action) = match fit.into_iter().next() {
        Some(source) => (source.address.clone(), source.action),
        None => ("/portfolio".to_owned(), "See your portfolio"),
    };
    Some(Step {
        kind: StepKind::Evidence,
        words: sentence(&point.words(&|id| title_of(library, id))),
        address,
        action: action.to_owned(),
    })
}

/// Whether an activity would bring the point nearer.
fn helps(source: &Source<'_>, standing: &Standing, point: &Point) -> bool {
    let shows = |code: &str| source.criteria.iter().any(|own| is_within(own, code));
    match point {
        Point::Quiz | Point::Criterion(_) => false,
        Point::More { code, by, .. } => shows(code) && is_new(source, standing, code, *by),
        Point::Together { of, by, .. } => {
            let code = of.as_deref().unwrap_or(&standing.unit);
            shows(code) && is_new(source, standing, code, *by)
        }
        Point::Thing { of, things } => {
            shows(of)
                && things.iter().any(|thing| match thing {
                    Thing::Method(method) => *method == source.method,
                    Thing::Activity(_, id) => id == source.id,
                })
        }
    }
}

/// Whether it is another piece of evidence, or another method, than those that have shown the code.
fn is_new(source: &Source<'_>, standing: &Standing, code: &str, by: Amount) -> bool {
    let mut shown = standing
        .shown
        .iter()
        .filter(|item| is_within(&item.criterion, code));
    !shown.any(|item| match by {
        Amount::Pieces(_) => item.activity == source.id,
        Amount::Methods(_) => Method::from_key(&item.kind) == Some(source.method),
    })
}

/// What an activity is called; one that has left the library keeps its id.
pub fn title_of(library: &Library, id: &str) -> String {
    let found = sources(library).into_iter().find(|source| source.id == id);
    found.map_or_else(|| id.replace('-', " "), |source| source.title.to_owned())
}

fn sentence(words: &str) -> String {
    let mut letters = words.chars();
    let first = letters.next().map(|first| first.to_uppercase().to_string());
    format!("{}{}.", first.unwrap_or_default(), letters.as_str())
}
