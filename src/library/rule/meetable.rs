//! Whether a rule can be met at all with the activities of its unit; if not, why.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::super::fault::{Fault, Place};
use super::super::findings::Findings;
use super::super::{
    Amount, Answers, Asks, Library, Method, Question, Specification, Thing, Unit, UnitStatus, codes,
};
use super::is_within;
use super::read::RuleSpot;

/// An activity that can show criteria, and the module in which it lies.
struct Activity<'a> {
    method: Method,
    id: &'a str,
    module: &'a str,
    criteria: Cow<'a, [String]>,
    /// Of a question that may be drawn: by which of the quiz's draws, and how many that draws.
    drawn: Option<(usize, u32)>,
}

/// Checks every rule of every open unit, of current versions and of those that are kept for whoever is on them.
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
    let rules = findings.kept_rules.take();
    for version in &library.kept {
        let all = translated(library, version, activities(library));
        let own = |(hash, _): &&(String, RuleSpot)| *hash == version.version.hash;
        let spots: Vec<&RuleSpot> = rules.iter().filter(own).map(|(_, spot)| spot).collect();
        for unit in version
            .units
            .iter()
            .filter(|u| u.status == UnitStatus::Open)
        {
            check_kept(library, findings, version, unit, &all, &spots);
        }
    }
}

/// Whoever is on a kept version can still finish each of its units.
fn check_kept(
    library: &Library,
    findings: &Findings,
    version: &Specification,
    unit: &Unit,
    all: &[Activity<'_>],
    spots: &[&RuleSpot],
) {
    let path = format!(
        "qualifications/{}/versions/{}/specification.md",
        version.slug, version.label
    );
    let quiz = unit.quiz.as_deref();
    if let Some(gone) = quiz.filter(|id| library.quiz(id).is_none()) {
        let message = format!(
            "{} of this version cannot be finished any more: there is no quiz `{gone}`",
            unit.code
        );
        let fault = Fault::of_file(&path, message);
        findings
            .faults
            .add(fault.hint("keep what the units of kept versions ask for"));
    }
    // Whoever is on it can show anything by their work, unless the unit names what it takes.
    let mut unit = unit.clone();
    if unit.workplace.is_empty() {
        let all = Method::ALL.into_iter();
        unit.workplace = all.filter(|method| method.is_from_work()).collect();
    }
    for rule in &unit.rules {
        let written = spots
            .iter()
            .find(|spot| spot.unit == unit.code && spot.rule == *rule);
        let usual = RuleSpot {
            unit: unit.code.clone(),
            rule: rule.clone(),
            place: Place::of_file(&path),
            mentions: Vec::new(),
        };
        let spot = written.copied().unwrap_or(&usual);
        if let Some(fault) = fault(library, &unit, all, spot) {
            findings.faults.add(fault);
        }
    }
}

/// The activities with the criteria that they can show in a kept version.
fn translated<'a>(
    library: &Library,
    version: &Specification,
    all: Vec<Activity<'a>>,
) -> Vec<Activity<'a>> {
    let in_version = |activity: Activity<'a>| {
        let codes = activity.criteria.iter();
        let criteria = codes.flat_map(|code| codes::from_current(library, version, code));
        Activity {
            criteria: Cow::Owned(criteria.collect()),
            ..activity
        }
    };
    all.into_iter().map(in_version).collect()
}

fn activities(library: &Library) -> Vec<Activity<'_>> {
    let reflections = library.reflections.iter().map(|r| Activity {
        method: Method::ReflectiveAccount,
        id: &r.id,
        module: &r.module,
        criteria: Cow::Borrowed(&r.criteria),
        drawn: None,
    });
    let conversations = library.scenarios.iter().map(|s| Activity {
        method: Method::Conversation,
        id: &s.id,
        module: &s.module,
        criteria: Cow::Borrowed(&s.criteria),
        drawn: None,
    });
    let worksheets = library.worksheets.iter().map(|w| Activity {
        method: Method::Worksheet,
        id: &w.id,
        module: &w.module,
        criteria: Cow::Borrowed(&w.criteria),
        drawn: None,
    });
    reflections.chain(conversations).chain(worksheets).collect()
}

/// The written answers that a unit's quiz can ask for.
fn written<'a>(library: &'a Library, unit: &Unit) -> Vec<Activity<'a>> {
    let Some(quiz) = unit.quiz.as_deref().and_then(|quiz| library.quiz(quiz)) else {
        return Vec::new();
    };
    let drawn = quiz.draws.iter().enumerate().flat_map(|(index, draw)| {
        let bank = library.quiz(&draw.bank).into_iter();
        let fit = bank
            .flat_map(|bank| &bank.questions)
            .filter(|question| draw.takes(question));
        fit.map(move |question| (question, Some((index, draw.count))))
    });
    let is_free = |(question, _): &(&Question, _)| matches!(question.answers, Answers::Free { .. });
    let own = quiz.questions.iter().map(|question| (question, None));
    own.chain(drawn)
        .filter(is_free)
        .map(|(question, drawn)| Activity {
            method: Method::WrittenAnswer,
            id: &question.id,
            module: &quiz.module,
            criteria: Cow::Borrowed(&question.criteria),
            drawn,
        })
        .collect()
}

/// How many of these activities one learner can show: of what a draw takes from a bank no more than it draws.
fn different(activities: &[&&Activity<'_>]) -> usize {
    let mut draws: BTreeMap<(usize, u32), usize> = BTreeMap::new();
    let mut ids = BTreeSet::new();
    for activity in activities {
        match activity.drawn {
            Some(draw) => *draws.entry(draw).or_default() += 1,
            None => {
                ids.insert(activity.id);
            }
        }
    }
    let drawn = draws
        .iter()
        .map(|((_, most), there)| (*there).min(*most as usize));
    ids.len() + drawn.sum::<usize>()
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
        Amount::Pieces(_) => different(&fit.collect::<Vec<_>>()),
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
