//! What one person alone can find: the questions that they have met, in the versions in which they met them, and their notes.

use super::catalogue;
use super::{Entry, Index, Kind};
use crate::accounts::Actor;
use crate::args;
use crate::db::{Db, Read};
use crate::error::Result;
use crate::library::{Block, Library};
use crate::notes::{self, Note};
use crate::versions;
use std::collections::HashMap;

/// A question that somebody answered in a section or was asked in an attempt.
#[derive(Debug, sqlx::FromRow)]
struct Met {
    quiz: String,
    question: String,
    question_hash: String,
    /// The last attempt in which it was asked.
    attempt: Option<String>,
}

/// What the actor has met, and an index of what is not in the library: notes, and questions as they were.
#[derive(Debug, Default)]
pub(super) struct Own {
    /// Addresses by the hash of the question's version.
    addresses: HashMap<String, String>,
    pub(super) index: Index,
}

impl Own {
    pub(super) async fn load(db: &Db, library: &Library, actor: &Actor) -> Result<Self> {
        let notes = notes::store::all(db, actor).await?;
        let mut other: Vec<Entry> = notes.iter().map(|one| note(library, one)).collect();
        let mut addresses = HashMap::new();
        for met in met(db, actor).await? {
            let Some(address) = address(library, &met) else {
                continue;
            };
            let quiz = library.quiz(&met.quiz);
            let is_here = quiz.is_some_and(|quiz| {
                quiz.questions
                    .iter()
                    .any(|one| one.version.hash == met.question_hash)
            });
            if !is_here && !addresses.contains_key(&met.question_hash) {
                let question = versions::question(db, library, &met.question_hash).await?;
                other.push(catalogue::question(
                    &question,
                    quiz.map_or("", |quiz| quiz.title.as_str()),
                ));
            }
            // Where it was met in an attempt comes later, and says more.
            addresses.insert(met.question_hash, address);
        }
        Ok(Own {
            addresses,
            index: Index::new(other),
        })
    }

    /// Whether an entry is everybody's or this person's.
    pub(super) fn may_find(&self, entry: &Entry) -> bool {
        entry.kind != Kind::Question || self.addresses.contains_key(&entry.version)
    }

    /// Where an entry is.
    pub(super) fn address_of(&self, entry: &Entry) -> Option<&String> {
        self.addresses.get(&entry.version)
    }
}

/// A note, by what it says and the words it is about.
fn note(library: &Library, note: &Note) -> Entry {
    let module = library.module(&note.module);
    let section = module.and_then(|module| module.section(&note.section));
    Entry {
        kind: Kind::Note,
        title: section
            .map_or("A section that is no longer here", |section| &section.title)
            .to_owned(),
        within: module.map_or("", |module| &module.title).to_owned(),
        address: note
            .address(library)
            .unwrap_or_else(|| format!("/notes/{}", note.id)),
        text: [note.body.as_str(), &note.quote].join("\n"),
        headings: Vec::new(),
        definition: None,
        version: String::new(),
    }
}

async fn met(db: &Db, actor: &Actor) -> Result<Vec<Met>> {
    db.all(
        "SELECT quiz, question, question_hash, CAST(NULL AS TEXT) AS attempt, 0 AS sitting FROM practice_answers
         WHERE person_id = $1 GROUP BY quiz, question, question_hash
         UNION ALL
         SELECT asked.quiz, asked.question, asked.question_hash, MAX(attempts.id) AS attempt, 1 AS sitting
         FROM attempt_questions AS asked JOIN attempts ON attempts.id = asked.attempt_id
         WHERE attempts.person_id = $1 GROUP BY asked.quiz, asked.question, asked.question_hash
         ORDER BY sitting",
        args![&actor.id],
    )
    .await
}

/// The attempt in which a question was asked, or the section in which it stands.
fn address(library: &Library, met: &Met) -> Option<String> {
    if let Some(attempt) = &met.attempt {
        return Some(format!("/attempts/{attempt}#{}", met.question));
    }
    let is_it = |block: &Block| matches!(block, Block::Question { quiz, question } if *quiz == met.quiz && *question == met.question);
    library.modules.iter().find_map(|module| {
        let section = module
            .sections
            .iter()
            .find(|section| section.blocks.iter().any(is_it))?;
        Some(format!(
            "/modules/{}/{}#{}",
            module.slug, section.slug, met.question
        ))
    })
}
