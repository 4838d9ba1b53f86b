//! Whether a rule can be met at all with the activities of its unit; if not, why.

use std::collections::BTreeSet;

use super::super::fault::Fault;
use super::super::findings::Findings;
use super::super::{Amount, Answers, Asks, Library, Method, Question, Thing, Unit, UnitStatus};
use super::is_within;
use super::read::RuleSpot;

/// An activity that can show criteria, and the module in which it lies.
struct Activity<'a> {
    method: Method,
    id: &'a str,
    module: &'a str,
    criteria: &'a [String],
}

/// Checks every rule of every open unit.
pub(crate) fn check(library: &Library, findings: &Findings) {
    let all = activities(library);
    for spot in findings.rules.take() {
        let mut units = library.specifications.iter().flat_map(|s| &s.units);
        let Some(unit) = units.find(|unit| unit.code == spot.unit) else {
            continue;
        };
        if unit.status == UnitStatus::Open
            && let Some(fault) = fault(library, unit, &all, &spot)
        {
            findings.faults.add(fault);
        }
    }
}

fn activities(library: &Library) -> Vec<Activity<'_>> {
    let reflections = library.reflections.iter().map(|r| Activity {
        method: Method::ReflectiveAccount,
        id: &r.id,
        module: &r.module,
        criteria: &r.criteria,
    });
    let conversations = library.scenarios.iter().map(|s| Activity {
        method: Method::Conversation,
        id: &s.id,
        module: &s.module,
        criteria: &s.criteria,
    });
    let worksheets = library.worksheets.iter().map(|w| Activity {
        method: Method::Worksheet,
        id: &w.id,
        module: &w.module,
        criteria: &w.criteria,
    });
    reflections.chain(conversations).chain(worksheets).collect()
}

/// The written answers that a unit's quiz can ask for.
fn written<'a>(library: &'a Library, unit: &Unit) -> Vec<Activity<'a>> {
    let Some(quiz) = unit.quiz.as_deref().and_then(|quiz| library.quiz(quiz)) else {
        return Vec::new();
    };
    let drawn = quiz.draws.iter().flat_map(|draw| {
        let bank = library.quiz(&draw.bank).into_iter();
        bank.flat_map(|bank| &bank.questions)
            .filter(|question| draw.takes(question))
    });
    let is_free = |question: &&Question| matches!(question.answers, Answers::Free { .. });
    let questions = quiz.questions.iter().chain(drawn).filter(is_free);
    questions
        .map(|question| Activity {
            method: Method::WrittenAnswer,
            id: &question.id,
            module: &quiz.module,
            criteria: &question.criteria,
        })
        .collect()
}

/// What the questions of a unit's quiz are about that are marked at once: its result can be handed in for that.
fn examined<'a>(library: &'a Library, unit: &Unit) -> Vec<&'a String> {
    let quiz = unit.quiz.as_deref().and_then(|quiz| library.quiz(quiz));
    let questions = quiz.into_iter().flat_map(|quiz| {
        let drawn = quiz.draws.iter().flat_map(|draw| {
            let bank = library.quiz(&draw.bank).into_iter();
            bank.flat_map(|bank| &bank.questions)
                .filter(|question| draw.takes(question))
        });
        quiz.questions.iter().chain(drawn)
    });
    let marked = questions.filter(|question| !question.is_free());
    marked.flat_map(|question| &question.criteria).collect()
}

fn fault(library: &Library, unit: &Unit, all: &[Activity<'_>], spot: &RuleSpot) -> Option<Fault> {
    let written = written(library, unit);
    let in_unit =
        |activity: &&Activity<'_>| unit.modules.iter().any(|slug| slug == activity.module);
    let own: Vec<&Activity<'_>> = all.iter().filter(in_unit).chain(&written).collect();
    match &spot.rule.asks {
        Asks::QuizPassed => unit.quiz.is_none().then(|| {
            let fault = spot
                .place
                .error("this rule cannot be met: the unit has no quiz");
            fault.hint("name one as quiz: in the front matter, or take the rule out")
        }),
        Asks::Each { of, by } => unit
            .criteria()
            .filter(|criterion| of.as_ref().is_none_or(|of| is_within(&criterion.code, of)))
            .find_map(|criterion| too_few(unit, &own, spot, &criterion.code, *by)),
        Asks::Together { of, by } => {
            too_few(unit, &own, spot, of.as_deref().unwrap_or(&unit.code), *by)
        }
        Asks::OneOf { of, things } => {
            let reasons: Option<Vec<(Option<&str>, String)>> = things
                .iter()
                .map(|thing| match thing {
                    Thing::Method(Method::QuizResult)
                        if examined(library, unit)
                            .iter()
                            .any(|code| is_within(code, of)) =>
                    {
                        None
                    }
                    _ => impossible(unit, all, &own, of, thing),
                })
                .collect();
            let reasons = reasons.filter(|reasons| !reasons.is_empty())?;
            let place = reasons[0].0.map_or(&spot.place, |id| spot.mention(id));
            let words: Vec<String> = reasons.into_iter().map(|(_, words)| words).collect();
            let message = format!("this rule cannot be met: {}", words.join("; "));
            Some(place.error(message).hint(hint(unit, &own, of)))
        }
    }
}

fn shows(activity: &Activity<'_>, code: &str) -> bool {
    activity.criteria.iter().any(|own| is_within(own, code))
}

/// Whether what can show a criterion, an outcome or the unit is less than the rule asks for.
fn too_few(
    unit: &Unit,
    own: &[&Activity<'_>],
    spot: &RuleSpot,
    code: &str,
    by: Amount,
) -> Option<Fault> {
    let fit = own.iter().filter(|activity| shows(activity, code));
    let there = match by {
        // Work gives as many pieces as one likes.
        Amount::Pieces(_) if !unit.workplace.is_empty() => return None,
        Amount::Pieces(_) => fit
            .map(|activity| activity.id)
            .collect::<BTreeSet<_>>()
            .len(),
        Amount::Methods(_) => {
            let methods = fit.map(|activity| activity.method);
            let methods = methods.chain(unit.workplace.iter().copied());
            methods.map(Method::key).collect::<BTreeSet<_>>().len()
        }
    };
    let there = u32::try_from(there).unwrap_or(u32::MAX);
    (there < by.number()).then(|| {
        let message = format!(
            "this rule cannot be met: {code} can be shown by {}, and {} are asked for",
            by.of(there),
            by.number()
        );
        spot.place.error(message).hint(hint(unit, own, code))
    })
}

/// Why a thing cannot show a code, with the id that it has; `None` if it can.
fn impossible<'t>(
    unit: &Unit,
    all: &[Activity<'_>],
    own: &[&Activity<'_>],
    of: &str,
    thing: &'t Thing,
) -> Option<(Option<&'t str>, String)> {
    match thing {
        Thing::Method(method) => {
            let is_possible = unit.workplace.contains(method)
                || own.iter().any(|a| a.method == *method && shows(a, of));
            let why = match method.is_from_work() {
                true => format!("{} does not allow {}", unit.code, method.one()),
                false => format!("no {} of {} can show {of}", method.words(), unit.code),
            };
            (!is_possible).then_some((None, why))
        }
        Thing::Activity(method, id) => {
            let same = |a: &&Activity<'_>| a.method == *method && a.id == id;
            let word = method.words();
            let why = match (all.iter().find(same), own.iter().copied().find(|a| same(a))) {
                (None, _) => format!("there is no {word} `{id}`"),
                (Some(found), None) => format!(
                    "the {word} `{id}` is in no module of {}: it lies in modules/{}",
                    unit.code, found.module
                ),
                (_, Some(found)) if !shows(found, of) => {
                    format!(
                        "the {word} `{id}` can show only {}",
                        found.criteria.join(", ")
                    )
                }
                _ => return None,
            };
            Some((Some(id), why))
        }
    }
}

/// What there is.
fn hint(unit: &Unit, own: &[&Activity<'_>], code: &str) -> String {
    let fit = own.iter().filter(|activity| shows(activity, code));
    let named: Vec<String> = fit
        .map(|activity| format!("{} {}", activity.method.words(), activity.id))
        .collect();
    let activities = match named.is_empty() {
        true => format!("no activity of {} can show {code}", unit.code),
        false => format!("what can show {code}: {}", named.join(", ")),
    };
    let work: Vec<&str> = unit.workplace.iter().map(|method| method.words()).collect();
    match work.is_empty() {
        true => format!("{activities}; the unit allows no evidence from work (key: workplace)"),
        false => format!("{activities}; from work: {}", work.join(", ")),
    }
}
