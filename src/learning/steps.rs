//! What is left to do in a unit, in words and in order. Pure: from the library, the readings and the learner's standing.

use super::sources::{Source, sources_for};
use super::{Progress, rule_steps, told};
use crate::clock;
use crate::library::{Library, Module, Specification, Unit};
use crate::portfolio::{CriterionState, Standing};
use crate::ui::counted;

/// One thing to do, or to wait for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    pub kind: StepKind,
    /// What is left, as a sentence: "You have three sections to read in …".
    pub words: String,
    /// Where to do it.
    pub address: String,
    /// What the button says.
    pub action: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StepKind {
    /// An assessor has asked for more.
    Returned,
    Read,
    /// Questions or a quiz that complete what has been read.
    Practise,
    Quiz,
    Evidence,
    /// Somebody else's turn.
    Wait,
    /// Nothing is left.
    Done,
}

/// Everything that is left, the next thing first. `specification` is the version that the learner is on, `unit` one of its units.
pub fn steps(
    library: &Library,
    specification: &Specification,
    unit: &Unit,
    read: &Progress,
    standing: &Standing,
) -> Vec<Step> {
    if standing.is_signed_off() {
        return vec![signed_off(unit)];
    }
    let sources = sources_for(library, specification);
    let returned = evidence(&sources, unit, standing, CriterionState::NotYet);
    let modules = || unit.modules.iter().filter_map(|slug| library.module(slug));
    let is_complete = |module: &&Module| read.state(library, module).completed_at.is_some();
    let learning = modules()
        .filter(|module| !is_complete(module))
        .filter_map(|module| {
            reading(module, read).or_else(|| practice(library, unit, module, read))
        });
    // What was completed stays so: what has been added since can wait.
    let added = modules()
        .filter(is_complete)
        .filter_map(|module| added(library, module, read));
    let quiz = quiz(library, unit, standing);
    let open = evidence(&sources, unit, standing, CriterionState::Open);
    let ahead = returned.into_iter().chain(learning).chain(quiz).chain(open);
    let mut steps = rule_steps::joined(library, &sources, unit, standing, ahead.collect());
    steps.extend(added);
    steps.extend(waiting(unit, standing));
    steps.extend(looking(standing));
    steps
}

fn reading(module: &Module, read: &Progress) -> Option<Step> {
    let section = read.resume(module)?;
    let left = module.sections.len() - read.count(module);
    let minutes = read.minutes_left(module);
    let begun = read.count(module) > 0;
    Some(Step {
        kind: StepKind::Read,
        words: format!(
            "You have {} to read in “{}”, about {minutes} minutes.",
            counted(left, "section"),
            module.title
        ),
        address: format!("/modules/{}/{}", module.slug, section.slug),
        action: format!(
            "{} “{}”",
            if begun { "Go on with" } else { "Begin with" },
            section.title
        ),
    })
}

/// What is left in a module that has been read. The unit's own quiz is a step of its own.
fn practice(library: &Library, unit: &Unit, module: &Module, read: &Progress) -> Option<Step> {
    let next = told::next(library, module, read)?;
    let of_unit = unit.quiz.as_ref().map(|id| format!("/quizzes/{id}"));
    (of_unit.as_ref() != Some(&next.address)).then_some(Step {
        kind: StepKind::Practise,
        words: next.words,
        address: next.address,
        action: next.action,
    })
}

/// What has been added to a module since it was completed.
fn added(library: &Library, module: &Module, read: &Progress) -> Option<Step> {
    let state = read.state(library, module);
    let (at, first) = (state.completed_at?, state.added.first()?);
    let has = if state.added.len() == 1 {
        "has"
    } else {
        "have"
    };
    let count = counted(state.added.len(), "section");
    Some(Step {
        kind: StepKind::Read,
        words: format!(
            "You completed “{}” on {}; {count} {has} been added since.",
            module.title,
            clock::date(at)
        ),
        address: format!("/modules/{}/{first}", module.slug),
        action: "Have a look".to_owned(),
    })
}

fn quiz(library: &Library, unit: &Unit, standing: &Standing) -> Option<Step> {
    let quiz = library.quiz(unit.quiz.as_deref()?)?;
    if standing.quiz_passed_at.is_some() {
        return None;
    }
    let mark = quiz.pass_mark.unwrap_or(0);
    Some(Step {
        kind: StepKind::Quiz,
        words: format!(
            "The quiz “{}” is still to be passed: {mark}% of {} questions.",
            quiz.title,
            quiz.length()
        ),
        address: format!("/quizzes/{}", quiz.id),
        action: "Go to the quiz".to_owned(),
    })
}

/// One step for everything that can show criteria in this state; after a return, for what was returned.
fn evidence(
    sources: &[Source<'_>],
    unit: &Unit,
    standing: &Standing,
    state: CriterionState,
) -> Vec<Step> {
    let step = |source: &Source<'_>| {
        let is_wanted = |code: &&str| {
            let is_own = source.criteria.iter().any(|own| own == code);
            let was_returned =
                state != CriterionState::NotYet || standing.has_answered(source.id, code);
            is_own && was_returned && standing.state(code) == state
        };
        let all = unit.criteria().map(|criterion| criterion.code.as_str());
        let codes: Vec<&str> = all.filter(is_wanted).collect();
        (!codes.is_empty()).then(|| evidence_step(source, &list(&codes), state))
    };
    sources.iter().filter_map(step).collect()
}

fn evidence_step(source: &Source<'_>, codes: &str, state: CriterionState) -> Step {
    let (title, still) = (source.title, source.still);
    let (kind, words, action) = match state {
        CriterionState::NotYet => (
            StepKind::Returned,
            format!("Your assessor has given feedback: {codes} not yet achieved in “{title}”."),
            "Read the feedback and go on",
        ),
        _ => (
            StepKind::Evidence,
            format!("“{title}” {still} {codes}."),
            source.action,
        ),
    };
    Step {
        kind,
        words,
        address: source.address.clone(),
        action: action.to_owned(),
    }
}

fn waiting(unit: &Unit, standing: &Standing) -> Option<Step> {
    let open = standing.points().is_empty();
    let count = standing.count(CriterionState::Waiting);
    let words = match (count, open) {
        (0, true) => format!(
            "Everything in {} is achieved. An assessor signs the unit off next.",
            unit.code
        ),
        (0, false) => return None,
        _ => format!(
            "{} {} with the assessors; you will hear from them.",
            counted(count, "criterion"),
            if count == 1 { "is" } else { "are" }
        ),
    };
    Some(Step {
        kind: StepKind::Wait,
        words,
        address: "/portfolio".to_owned(),
        action: "See your portfolio".to_owned(),
    })
}

/// What an assessor is to look at after a move.
fn looking(standing: &Standing) -> Option<Step> {
    let all = standing.criteria.iter();
    let codes: Vec<&str> = all
        .filter(|(_, state)| *state == CriterionState::Looking)
        .map(|(code, _)| code.as_str())
        .collect();
    (!codes.is_empty()).then(|| Step {
        kind: StepKind::Wait,
        words: format!(
            "An assessor looks at what you showed before, for {}; you will hear from them.",
            list(&codes)
        ),
        address: "/portfolio".to_owned(),
        action: "See your portfolio".to_owned(),
    })
}

fn signed_off(unit: &Unit) -> Step {
    Step {
        kind: StepKind::Done,
        words: format!("“{}” is signed off. Nothing is left to do.", unit.title),
        address: "/portfolio".to_owned(),
        action: "See your portfolio".to_owned(),
    }
}

/// `U3.1.1`, `U3.1.1 and U3.1.2`, `U3.1.1, U3.1.2 and U3.2.1`.
pub fn list(items: &[&str]) -> String {
    match items {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [most @ .., last] => format!("{} and {last}", most.join(", ")),
    }
}
