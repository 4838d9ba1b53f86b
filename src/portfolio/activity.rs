//! What a piece of evidence answers, in the version it was made against.

use crate::library::{Answers, Question, Reflection, Version};
use crate::ui::paragraphs;

/// The kinds of evidence, as they stand in the database and as people say them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    ReflectiveAccount,
    FreeResponse,
}

impl Kind {
    /// As it stands in the database.
    pub fn key(self) -> &'static str {
        match self {
            Kind::ReflectiveAccount => "reflective-account",
            Kind::FreeResponse => "free-response",
        }
    }

    pub fn words(self) -> &'static str {
        match self {
            Kind::ReflectiveAccount => "Reflective account",
            Kind::FreeResponse => "Answer in a quiz",
        }
    }
}

/// The text that somebody answers with evidence. How the evidence is kept in its `body` depends on it.
#[derive(Debug, Clone)]
pub enum Activity {
    /// The body is the account as it was typed.
    Reflection(Reflection),
    /// A question that asks for a free response; the body is the answer as it was typed.
    Response(Question),
}

impl Activity {
    pub fn kind(&self) -> Kind {
        match self {
            Activity::Reflection(_) => Kind::ReflectiveAccount,
            Activity::Response(_) => Kind::FreeResponse,
        }
    }

    pub fn id(&self) -> &str {
        match self {
            Activity::Reflection(reflection) => &reflection.id,
            Activity::Response(question) => &question.id,
        }
    }

    pub fn title(&self) -> &str {
        match self {
            Activity::Reflection(reflection) => &reflection.title,
            Activity::Response(question) => &question.title,
        }
    }

    /// The criteria for which it can be evidence.
    pub fn criteria(&self) -> &[String] {
        match self {
            Activity::Reflection(reflection) => &reflection.criteria,
            Activity::Response(question) => &question.criteria,
        }
    }

    /// What was asked, HTML.
    pub fn prompt(&self) -> &str {
        match self {
            Activity::Reflection(reflection) => &reflection.body,
            Activity::Response(question) => &question.stem,
        }
    }

    /// The fewest and the most words.
    pub fn limits(&self) -> (Option<u32>, Option<u32>) {
        match self {
            Activity::Reflection(reflection) => (reflection.min_words, reflection.max_words),
            Activity::Response(question) => match question.answers {
                Answers::Free {
                    min_words,
                    max_words,
                } => (min_words, max_words),
                _ => (None, None),
            },
        }
    }

    pub fn version(&self) -> &Version {
        match self {
            Activity::Reflection(reflection) => &reflection.version,
            Activity::Response(question) => &question.version,
        }
    }

    /// Evidence as its learner and the assessors read it, HTML.
    pub fn read(&self, body: &str) -> String {
        match self {
            Activity::Reflection(_) | Activity::Response(_) => paragraphs(body),
        }
    }
}
