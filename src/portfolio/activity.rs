//! What a piece of evidence answers, in the version it was made against.

use crate::library::{Reflection, Version};
use crate::ui::paragraphs;

/// The kinds of evidence, as they stand in the database and as people say them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    ReflectiveAccount,
}

impl Kind {
    /// As it stands in the database.
    pub fn key(self) -> &'static str {
        match self {
            Kind::ReflectiveAccount => "reflective-account",
        }
    }

    pub fn words(self) -> &'static str {
        match self {
            Kind::ReflectiveAccount => "Reflective account",
        }
    }
}

/// The text that somebody answers with evidence. How the evidence is kept in its `body` depends on it.
#[derive(Debug, Clone)]
pub enum Activity {
    /// The body is the account as it was typed.
    Reflection(Reflection),
}

impl Activity {
    pub fn kind(&self) -> Kind {
        match self {
            Activity::Reflection(_) => Kind::ReflectiveAccount,
        }
    }

    pub fn id(&self) -> &str {
        match self {
            Activity::Reflection(reflection) => &reflection.id,
        }
    }

    pub fn title(&self) -> &str {
        match self {
            Activity::Reflection(reflection) => &reflection.title,
        }
    }

    /// The criteria for which it can be evidence.
    pub fn criteria(&self) -> &[String] {
        match self {
            Activity::Reflection(reflection) => &reflection.criteria,
        }
    }

    /// What was asked, HTML.
    pub fn prompt(&self) -> &str {
        match self {
            Activity::Reflection(reflection) => &reflection.body,
        }
    }

    /// The fewest and the most words.
    pub fn limits(&self) -> (Option<u32>, Option<u32>) {
        match self {
            Activity::Reflection(reflection) => (reflection.min_words, reflection.max_words),
        }
    }

    pub fn version(&self) -> &Version {
        match self {
            Activity::Reflection(reflection) => &reflection.version,
        }
    }

    /// Evidence as its learner and the assessors read it, HTML.
    pub fn read(&self, body: &str) -> String {
        match self {
            Activity::Reflection(_) => paragraphs(body),
        }
    }
}
