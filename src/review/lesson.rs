//! Where to read again: the section that teaches what a question asks. Pure.

use crate::library::{Block, Library, Module, Question, Section};

/// A section, as a link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lesson {
    pub title: String,
    pub address: String,
}

/// The section in which the question stands; else the first that teaches one of its criteria, in the module of its quiz or in any.
pub fn lesson(library: &Library, quiz: &str, question: &Question) -> Option<Lesson> {
    let home = library
        .quiz(quiz)
        .and_then(|quiz| library.module(&quiz.module));
    let all = || library.modules.iter();
    let holds = |section: &Section| {
        section.blocks.iter().any(|block| {
            matches!(block, Block::Question { quiz: own, question: id } if own == quiz && *id == question.id)
        })
    };
    let teaches = |section: &Section| {
        let mut codes = section.criteria.iter();
        codes.any(|code| question.criteria.contains(code))
    };
    find(all(), holds)
        .or_else(|| find(home.into_iter(), teaches))
        .or_else(|| find(all(), teaches))
}

fn find<'a>(
    mut modules: impl Iterator<Item = &'a Module>,
    fits: impl Fn(&Section) -> bool,
) -> Option<Lesson> {
    modules.find_map(|module| {
        let section = module.sections.iter().find(|section| fits(section))?;
        Some(Lesson {
            title: section.title.clone(),
            address: format!("/modules/{}/{}", module.slug, section.slug),
        })
    })
}
