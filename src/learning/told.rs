//! How far somebody is in a module, in words, and the next thing to do in it. Pure.

use super::Progress;
use super::completion::{Left, ModuleState, SectionState};
use crate::clock;
use crate::library::{Library, Module};
use crate::ui::counted;

/// The next thing to do in a module.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Next {
    pub words: String,
    pub address: String,
    pub action: String,
}

/// `2 of 3 sections done`.
pub fn count(state: &ModuleState) -> String {
    format!(
        "{} of {} done",
        state.count(),
        counted(state.sections.len(), "section")
    )
}

/// When the module was completed and what has been added since, or what is left.
pub fn module(library: &Library, module: &Module, state: &ModuleState) -> String {
    let Some(at) = state.completed_at else {
        let left = left(&all_left(state));
        let quizzes = titles(library, &state.quizzes);
        return [Some(format!("{}.", count(state))), left, quizzes]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join(" ");
    };
    let completed = format!("You completed this module on {}.", clock::date(at));
    let title = |slug: &String| {
        module
            .section(slug)
            .map_or("", |section| section.title.as_str())
    };
    let added: Vec<String> = state
        .added
        .iter()
        .map(|slug| format!("“{}”", title(slug)))
        .collect();
    let has = if added.len() == 1 { "has" } else { "have" };
    match (added.is_empty(), left(&all_left(state))) {
        (false, _) => format!(
            "{completed} {} {has} been added since: {}.",
            counted(added.len(), "section"),
            added.join(", ")
        ),
        (true, Some(left)) => format!("{completed} Something has been added since. {left}"),
        (true, None) => completed,
    }
}

fn titles(library: &Library, quizzes: &[String]) -> Option<String> {
    let titles: Vec<String> = quizzes
        .iter()
        .filter_map(|id| Some(format!("“{}”", library.quiz(id)?.title)))
        .collect();
    (!titles.is_empty()).then(|| format!("To be passed: {}.", titles.join(", ")))
}

fn all_left(state: &ModuleState) -> Left {
    let mut all = Left::default();
    for section in state.sections.iter().map(|section| &section.left) {
        all.questions.extend(section.questions.iter().cloned());
        all.quizzes.extend(section.quizzes.iter().cloned());
    }
    all
}

/// What is left besides reading; nothing if there is nothing.
fn left(left: &Left) -> Option<String> {
    let questions = (!left.questions.is_empty())
        .then(|| format!("{} to answer", counted(left.questions.len(), "question")));
    let quizzes = match left.quizzes.len() {
        0 => None,
        1 => Some("1 quiz to pass".to_owned()),
        count => Some(format!("{count} quizzes to pass")),
    };
    let parts: Vec<String> = [questions, quizzes].into_iter().flatten().collect();
    (!parts.is_empty()).then(|| format!("{}.", parts.join(", ")))
}

/// What there is to say of one section, after its title.
pub fn section(state: &SectionState) -> Option<String> {
    let rest = left(&state.left).map(|left| left.trim_end_matches('.').to_owned());
    match (state.completed_at, state.is_read, rest) {
        (Some(at), _, None) => Some(format!("done on {}", clock::date(at))),
        (Some(at), _, Some(rest)) => {
            Some(format!("done on {}; added since: {rest}", clock::date(at)))
        }
        (None, true, Some(rest)) => Some(format!("read; {rest}")),
        (None, true, None) => Some("read".to_owned()),
        (None, false, _) => None,
    }
}

/// The same in a word, unless there is more to say.
pub fn in_short(state: &SectionState) -> Option<String> {
    match (
        state.completed_at.is_some() && state.left.is_nothing(),
        state.is_read,
    ) {
        (true, true) => Some("read".to_owned()),
        (true, false) => Some("done".to_owned()),
        (false, _) => section(state),
    }
}

/// How a section's stone looks: done, begun or ahead.
pub fn stone(state: &SectionState) -> &'static str {
    match (state.completed_at.is_some(), state.is_read) {
        (true, _) => "done",
        (false, true) => "begun",
        (false, false) => "ahead",
    }
}

/// The next thing to do in a module: reading first, then what is left in what has been read, then its quizzes.
pub fn next(library: &Library, module: &Module, progress: &Progress) -> Option<Next> {
    let state = progress.state(library, module);
    let page = |slug: &str| format!("/modules/{}/{slug}", module.slug);
    if let Some(section) = progress.resume(module) {
        let begun = if progress.count(module) > 0 {
            "Go on where you stopped"
        } else {
            "Begin with"
        };
        return Some(Next {
            words: format!("{begun}: “{}”", section.title),
            address: page(&section.slug),
            action: format!("Read “{}”", section.title),
        });
    }
    let open = state
        .sections
        .iter()
        .find(|section| !section.left.is_nothing());
    if let Some((_, question)) = open.and_then(|section| section.left.questions.first()) {
        let count: usize = state
            .sections
            .iter()
            .map(|section| section.left.questions.len())
            .sum();
        let section = open.map_or("", |section| section.section.as_str());
        return Some(Next {
            words: format!(
                "You have read “{}”; {} in it still to be answered.",
                module.title,
                are(count)
            ),
            address: format!("{}#{question}", page(section)),
            action: if count == 1 {
                "Answer it"
            } else {
                "Answer the next one"
            }
            .to_owned(),
        });
    }
    let quizzes = open
        .into_iter()
        .flat_map(|section| &section.left.quizzes)
        .chain(&state.quizzes);
    let quiz = quizzes.filter_map(|id| library.quiz(id)).next()?;
    Some(Next {
        words: format!(
            "The quiz “{}” is still to be passed; it completes “{}”.",
            quiz.title, module.title
        ),
        address: format!("/quizzes/{}", quiz.id),
        action: "Go to the quiz".to_owned(),
    })
}

fn are(count: usize) -> String {
    let verb = if count == 1 { "is" } else { "are" };
    format!("{} {verb}", counted(count, "question"))
}
