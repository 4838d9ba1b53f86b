//! What there is to do in a module, section by section: what a record of learning is pinned to.
//!
//! An outline holds what completes each section and nothing of its text, so that mending a sentence makes no new one.

use crate::args;
use crate::clock::Millis;
use crate::db::Tx;
use crate::error::{Error, Result};
use crate::library::{Block, Library, Module, ModuleNeed, Need, QuizKind, Section, sha256};
use serde::{Deserialize, Serialize};

/// What there is to do in a module.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outline {
    pub module: String,
    pub needs: Vec<ModuleNeed>,
    /// The quizzes that are passed on the module's own account.
    pub quizzes: Vec<String>,
    pub parts: Vec<Part>,
}

/// What there is to do in a section.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    pub section: String,
    pub needs: Vec<Need>,
    /// The practice and the question.
    pub questions: Vec<(String, String)>,
    pub quizzes: Vec<String>,
}

impl Outline {
    /// The outline of a module as it is now.
    pub fn of(library: &Library, module: &Module) -> Self {
        let own = library
            .quizzes
            .iter()
            .filter(|quiz| quiz.kind == QuizKind::Quiz && quiz.module == module.slug);
        let by_quiz = module.complete.contains(&ModuleNeed::Quiz);
        Outline {
            module: module.slug.clone(),
            needs: module.complete.clone(),
            quizzes: own
                .filter(|_| by_quiz)
                .map(|quiz| quiz.id.clone())
                .collect(),
            parts: module
                .sections
                .iter()
                .map(|section| part(library, section))
                .collect(),
        }
    }

    /// The outline of the module in which a question is embedded.
    pub fn with_question(library: &Library, quiz: &str, question: &str) -> Option<Self> {
        let is_it = |block: &Block| matches!(block, Block::Question { quiz: q, question: id } if q == quiz && id == question);
        let holds_it = |module: &&Module| {
            module
                .sections
                .iter()
                .any(|section| section.blocks.iter().any(is_it))
        };
        let module = library.modules.iter().find(holds_it)?;
        Some(Outline::of(library, module))
    }

    pub fn part(&self, section: &str) -> Option<&Part> {
        self.parts.iter().find(|part| part.section == section)
    }

    /// Stores the outline unless it is there, and gives its hash.
    pub async fn pin(&self, tx: &Tx, now: Millis) -> Result<String> {
        let json = serde_json::to_string(self).map_err(Error::internal)?;
        let hash = sha256(&json);
        tx.run(
            "INSERT INTO outlines (hash, module, outline, stored_at) VALUES ($1, $2, $3, $4) ON CONFLICT (hash) DO NOTHING",
            args![&hash, &self.module, json, now],
        )
        .await?;
        Ok(hash)
    }
}

fn part(library: &Library, section: &Section) -> Part {
    let mut part = Part {
        section: section.slug.clone(),
        needs: section.complete.clone(),
        questions: Vec::new(),
        quizzes: Vec::new(),
    };
    for block in &section.blocks {
        match block {
            Block::Question { quiz, question } if part.needs.contains(&Need::Questions) => {
                part.questions.push((quiz.clone(), question.clone()));
            }
            Block::Quiz(id) if part.needs.contains(&Need::Quiz) => {
                let can_be_passed = library
                    .quiz(id)
                    .is_some_and(|quiz| quiz.kind == QuizKind::Quiz);
                part.quizzes.extend(can_be_passed.then(|| id.clone()));
            }
            _ => {}
        }
    }
    part
}
