//! What completes a section or a module: the key `complete` of the front matter.

use super::document::Scope;
use super::fault::Fault;
use super::findings::Findings;
use super::index::Activity;
use super::keys::Keys;
use super::{Block, Library, QuizKind};
use serde::{Deserialize, Serialize};

/// Something that must be done before a section is complete.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Need {
    /// Its reader has said that they have read it.
    Read,
    /// Every question embedded in it has been answered, rightly or not.
    Questions,
    /// Every quiz embedded in it has been passed.
    Quiz,
}

/// Something that must be done before a module is complete.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ModuleNeed {
    /// Every section is complete.
    Sections,
    /// Every quiz of the module has been passed.
    Quiz,
}

const SECTION: [(&str, Need); 3] = [
    ("read", Need::Read),
    ("questions", Need::Questions),
    ("quiz", Need::Quiz),
];
const MODULE: [(&str, ModuleNeed); 2] = [
    ("sections", ModuleNeed::Sections),
    ("quiz", ModuleNeed::Quiz),
];

/// What completes a section: `read` unless its author says otherwise.
pub(super) fn of_section(scope: Scope<'_>, keys: &mut Keys<'_>, blocks: &[Block]) -> Vec<Need> {
    let needs = words(scope, keys, &SECTION, Need::Read);
    // Of text that was stored long ago, nothing embedded is known.
    if !scope.index.lenient {
        let has_questions = blocks
            .iter()
            .any(|block| matches!(block, Block::Question { .. }));
        let missing = |need| match need {
            Need::Questions if !has_questions => Some("no question is embedded in this section"),
            Need::Quiz if !has_quiz(scope, blocks) => {
                Some("no quiz that can be passed is embedded in this section")
            }
            _ => None,
        };
        for words in needs.iter().copied().filter_map(missing) {
            scope
                .findings
                .faults
                .add(keys.place("complete").error(words));
        }
    }
    needs
}

fn has_quiz(scope: Scope<'_>, blocks: &[Block]) -> bool {
    let can_be_passed = |wanted: &String| {
        let mut activities = scope
            .index
            .pages
            .values()
            .filter_map(|page| page.activity.as_ref());
        activities.any(
            |activity| matches!(activity, Activity::Quiz { id, practice: false } if id == wanted),
        )
    };
    blocks
        .iter()
        .any(|block| matches!(block, Block::Quiz(id) if can_be_passed(id)))
}

/// What completes a module: its sections unless its author says otherwise.
pub(super) fn of_module(scope: Scope<'_>, keys: &mut Keys<'_>) -> Vec<ModuleNeed> {
    words(scope, keys, &MODULE, ModuleNeed::Sections)
}

/// One of the words, or a list of them, each once.
fn words<T: Copy + PartialEq>(
    scope: Scope<'_>,
    keys: &mut Keys<'_>,
    known: &[(&str, T)],
    otherwise: T,
) -> Vec<T> {
    let Some(spots) = keys.one_or_more("complete") else {
        return vec![otherwise];
    };
    let mut needs = Vec::new();
    for spot in spots {
        match known.iter().find(|(word, _)| *word == spot.text) {
            Some((_, need)) if needs.contains(need) => {
                scope.error(spot.at, format!("`{}` is given twice", spot.text))
            }
            Some((_, need)) => needs.push(*need),
            None => {
                let words: Vec<_> = known.iter().map(|(word, _)| *word).collect();
                let hint = format!("it is one or more of: {}", words.join(", "));
                scope.error_with_hint(
                    spot.at,
                    format!("`complete` cannot be `{}`", spot.text),
                    hint,
                );
            }
        }
    }
    if needs.is_empty() {
        vec![otherwise]
    } else {
        needs
    }
}

/// Reports modules that are completed by a quiz and have none.
pub(super) fn check(library: &Library, findings: &Findings) {
    for module in library
        .modules
        .iter()
        .filter(|module| module.complete.contains(&ModuleNeed::Quiz))
    {
        let has_one = library
            .quizzes
            .iter()
            .any(|quiz| quiz.kind == QuizKind::Quiz && quiz.module == module.slug);
        if !has_one {
            let fault = Fault::of_file(
                &format!("modules/{}/module.md", module.slug),
                "this module is completed by its quiz, and has none",
            );
            findings
                .faults
                .add(fault.hint("write quiz.md beside it, or leave `quiz` out of `complete`"));
        }
    }
}
