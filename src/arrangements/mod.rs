//! Reasonable adjustments besides extra time: what was agreed with a learner so that they can show what they know.
//!
//! An agreement has a kind out of a short list, a day from which and perhaps one until which it holds, and a reason. Assessors see what is
//! agreed; the reason is for the learner, whoever agreed it, and administrators. What the program can do it does by itself ([`Agreed::applies`]).

pub mod pages;
pub mod store;

use crate::clock::{self, Millis};

pub use pages::routes;
pub use store::{Eased, eased, in_a_line, of_learner};

/// What can be agreed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    NoTimeLimit,
    NoWait,
    LargerPrint,
    Reader,
    OralEvidence,
    Other,
}

impl Kind {
    pub const ALL: [Kind; 6] = [
        Kind::NoTimeLimit,
        Kind::NoWait,
        Kind::LargerPrint,
        Kind::Reader,
        Kind::OralEvidence,
        Kind::Other,
    ];

    /// As it stands in the database.
    pub fn key(self) -> &'static str {
        match self {
            Kind::NoTimeLimit => "no-time-limit",
            Kind::NoWait => "no-wait",
            Kind::LargerPrint => "larger-print",
            Kind::Reader => "reader",
            Kind::OralEvidence => "oral-evidence",
            Kind::Other => "other",
        }
    }

    pub fn from_key(key: &str) -> Option<Self> {
        Kind::ALL.into_iter().find(|kind| kind.key() == key)
    }

    pub fn words(self) -> &'static str {
        match self {
            Kind::NoTimeLimit => "No time limit in quizzes, with breaks as needed",
            Kind::NoWait => "No waiting time between attempts at a quiz",
            Kind::LargerPrint => "Larger print",
            Kind::Reader => "Somebody reads aloud, or writes down what is said",
            Kind::OralEvidence => "Oral instead of written evidence",
            Kind::Other => "Something else",
        }
    }

    /// Who sees to it.
    pub fn effect(self) -> &'static str {
        match self {
            Kind::NoTimeLimit => "Applied to every quiz that begins while it holds.",
            Kind::NoWait => "Applied to every quiz while it holds.",
            Kind::LargerPrint => {
                "Applied to every page they read here, and to what they print, while it holds."
            }
            Kind::Reader | Kind::Other => "Whoever works with the learner sees to it.",
            Kind::OralEvidence => {
                "Record a professional discussion in the place of a written account."
            }
        }
    }
}

/// What was agreed, as one person may see it.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Agreed {
    pub id: String,
    pub learner_id: String,
    pub learner: String,
    kind: String,
    pub described: String,
    /// Empty for those whom it is kept from.
    pub reason: String,
    pub from_day: String,
    pub until_day: Option<String>,
    pub agreed_by: String,
    pub agreed_by_name: String,
    pub agreed_at: Millis,
}

impl Agreed {
    pub fn kind(&self) -> Kind {
        Kind::from_key(&self.kind).unwrap_or(Kind::Other)
    }

    /// What it is, in words.
    pub fn words(&self) -> String {
        match (self.kind(), self.described.is_empty()) {
            (Kind::Other, _) => self.described.clone(),
            (kind, true) => kind.words().to_owned(),
            (kind, false) => format!("{}: {}", kind.words(), self.described),
        }
    }

    /// Since when, until when, and by whom.
    pub fn holds(&self) -> String {
        let day = |iso: &String| clock::written_day(iso).unwrap_or_else(|| iso.clone());
        let until = match &self.until_day {
            Some(until) => format!("to {}", day(until)),
            None => "with no end set".to_owned(),
        };
        format!(
            "From {} {until}. Agreed by {} on {}.",
            day(&self.from_day),
            self.agreed_by_name,
            clock::date(self.agreed_at)
        )
    }

    /// Whether it holds on this day, such as `2026-06-01`.
    pub fn applies(&self, today: &str) -> bool {
        self.from_day.as_str() <= today
            && self.until_day.as_deref().is_none_or(|until| today <= until)
    }
}
