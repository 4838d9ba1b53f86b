//! Whether somebody has completed a section or a module, and when. Pure: from records and the outlines that they are pinned to.
//!
//! What was there to do when somebody did it is what counts: who has done all of an outline that they learned by has completed it, whatever
//! has been added since. An outline counts for those who went on with it until they had read and answered all of it; quizzes may be
//! passed later, for an attempt belongs to no section.

use super::outline::{Outline, Part};
use crate::clock::Millis;
use crate::library::{ModuleNeed, Need};
use std::collections::HashMap;

/// What somebody has done, each with when they first did it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Done {
    /// By module and section, in any version.
    pub read: HashMap<(String, String), Millis>,
    /// By practice and question.
    pub answered: HashMap<(String, String), Millis>,
    /// By quiz.
    pub passed: HashMap<String, Millis>,
    /// The outlines by which they learned, and when they last did.
    pub seen: Vec<(Outline, Millis)>,
}

/// When something was completed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Completed {
    at: Millis,
    /// The same without quizzes.
    learned: Millis,
}

/// How far somebody is in a module.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ModuleState {
    pub sections: Vec<SectionState>,
    /// The quizzes that are still to be passed on the module's own account.
    pub quizzes: Vec<String>,
    pub completed_at: Option<Millis>,
    /// The sections that were added since and are not complete, by slug.
    pub added: Vec<String>,
}

/// How far somebody is in a section.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SectionState {
    pub section: String,
    pub is_read: bool,
    pub completed_at: Option<Millis>,
    /// What is left to do of the section as it is now; of a completed one, what has been added since.
    pub left: Left,
}

/// What is left to do in a section.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Left {
    pub read: bool,
    /// By practice and question, in the order in which they stand.
    pub questions: Vec<(String, String)>,
    pub quizzes: Vec<String>,
}

impl Left {
    pub fn is_nothing(&self) -> bool {
        *self == Left::default()
    }
}

impl ModuleState {
    /// How many of the sections that there are now are complete.
    pub fn count(&self) -> usize {
        self.sections
            .iter()
            .filter(|section| section.completed_at.is_some())
            .count()
    }
}

/// How far somebody is in the module that has this outline now.
pub fn state(now: &Outline, done: &Done) -> ModuleState {
    let sections: Vec<SectionState> = now
        .parts
        .iter()
        .map(|part| section_state(now, part, done))
        .collect();
    let quizzes = now
        .quizzes
        .iter()
        .filter(|quiz| !done.passed.contains_key(*quiz))
        .cloned()
        .collect();
    let current = completed(now, done);
    let seen = done
        .seen
        .iter()
        .filter(|(outline, _)| outline.module == now.module);
    let before = seen
        .filter_map(|(outline, last)| Some((outline, in_time(completed(outline, done)?, *last)?)));
    let earliest = before.min_by_key(|(_, completed)| completed.at);
    let (completed_at, added) = match (current, earliest) {
        (Some(current), Some((_, before))) => (Some(current.at.min(before.at)), Vec::new()),
        (Some(current), None) => (Some(current.at), Vec::new()),
        (None, Some((outline, before))) => (Some(before.at), added(outline, &sections)),
        (None, None) => (None, Vec::new()),
    };
    ModuleState {
        sections,
        quizzes,
        completed_at,
        added,
    }
}

fn added(outline: &Outline, sections: &[SectionState]) -> Vec<String> {
    let is_new = |state: &&SectionState| {
        state.completed_at.is_none() && outline.part(&state.section).is_none()
    };
    sections
        .iter()
        .filter(is_new)
        .map(|state| state.section.clone())
        .collect()
}

fn section_state(now: &Outline, part: &Part, done: &Done) -> SectionState {
    let key = (now.module.clone(), part.section.clone());
    let is_read = done.read.contains_key(&key);
    let left = Left {
        read: part.needs.contains(&Need::Read) && !is_read,
        questions: part
            .questions
            .iter()
            .filter(|one| !done.answered.contains_key(*one))
            .cloned()
            .collect(),
        quizzes: part
            .quizzes
            .iter()
            .filter(|quiz| !done.passed.contains_key(*quiz))
            .cloned()
            .collect(),
    };
    SectionState {
        section: part.section.clone(),
        is_read,
        completed_at: section_completed(&now.module, part, done).map(|completed| completed.at),
        left,
    }
}

/// When all of an outline was done.
fn completed(outline: &Outline, done: &Done) -> Option<Completed> {
    let mut all = Vec::new();
    for need in &outline.needs {
        match need {
            ModuleNeed::Sections => {
                for part in &outline.parts {
                    all.push(section_completed(&outline.module, part, done)?);
                }
            }
            ModuleNeed::Quiz => all.extend(passed(&outline.quizzes, done)?),
        }
    }
    together(all)
}

/// When a section was completed, as it stands in this outline or in one by which it was learned.
fn section_completed(module: &str, part: &Part, done: &Done) -> Option<Completed> {
    let seen = done
        .seen
        .iter()
        .filter(|(outline, _)| outline.module == module);
    let before = seen.filter_map(|(outline, last)| {
        let part = outline.part(&part.section)?;
        in_time(part_completed(module, part, done)?, *last)
    });
    part_completed(module, part, done)
        .into_iter()
        .chain(before)
        .min()
}

fn part_completed(module: &str, part: &Part, done: &Done) -> Option<Completed> {
    let learned = |at: Millis| Completed { at, learned: at };
    let mut all = Vec::new();
    for need in &part.needs {
        match need {
            Need::Read => {
                let at = done.read.get(&(module.to_owned(), part.section.clone()))?;
                all.push(learned(*at));
            }
            Need::Questions => {
                for question in &part.questions {
                    all.push(learned(*done.answered.get(question)?));
                }
            }
            Need::Quiz => all.extend(passed(&part.quizzes, done)?),
        }
    }
    together(all)
}

fn passed(quizzes: &[String], done: &Done) -> Option<Vec<Completed>> {
    let one = |quiz: &String| {
        done.passed.get(quiz).map(|at| Completed {
            at: *at,
            learned: Millis::MIN,
        })
    };
    quizzes.iter().map(one).collect()
}

/// When the last of these was done; nothing to do is never done.
fn together(all: Vec<Completed>) -> Option<Completed> {
    all.into_iter().reduce(|one, other| Completed {
        at: one.at.max(other.at),
        learned: one.learned.max(other.learned),
    })
}

/// Whether somebody still learned by an outline when they had learned all of it.
fn in_time(completed: Completed, last: Millis) -> Option<Completed> {
    (completed.learned <= last).then_some(completed)
}
