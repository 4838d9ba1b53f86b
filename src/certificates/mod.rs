//! Certificates: records of their own, which anybody can verify from their number.
//!
//! An assessor asks for one; while quality assurance holds it there is only the [`Request`], and the certificate once that is [released](release).
//! A certificate holds what it says, word for word. Whether it is valid is computed from its dates and events ([`Certificate::status`]).

pub mod award;
pub mod number;
pub mod pages;
pub mod pdf;
pub mod requests;
pub mod store;

use crate::clock::{self, Millis};

pub use requests::{Request, held, held_for, held_of, release, request};
pub use store::{Requested, due, due_of, issue, of_person};

/// A certificate as it was issued, with its revocation if there is one.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Certificate {
    pub id: String,
    pub number: String,
    pub enrolment_id: String,
    pub learner_id: String,
    pub award: String,
    pub name: String,
    pub title: String,
    pub kind: String,
    pub credits: i64,
    pub guided_hours: i64,
    /// JSON: the units' titles.
    pub units: String,
    pub specification_label: String,
    pub organisation: String,
    pub statement: String,
    pub issued_by_name: String,
    pub issued_at: Millis,
    pub expires_at: Option<Millis>,
    pub revoked_at: Option<Millis>,
    pub revoked_because: Option<String>,
}

/// Whether a certificate counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    Valid,
    Expired { at: Millis },
    Revoked { at: Millis },
}

impl Certificate {
    pub fn status(&self, now: Millis) -> Status {
        match (self.revoked_at, self.expires_at) {
            (Some(at), _) => Status::Revoked { at },
            (None, Some(at)) if at <= now => Status::Expired { at },
            _ => Status::Valid,
        }
    }

    /// When it ends and why, in words; `None` if it does not expire.
    pub fn expiry(&self) -> Option<String> {
        let at = self.expires_at?;
        let issued = clock::date(self.issued_at);
        Some(match clock::span(self.issued_at, at) {
            Some(span) => format!(
                "{}: {span} after it was issued on {issued}",
                clock::date(at)
            ),
            None => format!("{}; it was issued on {issued}", clock::date(at)),
        })
    }

    pub fn unit_titles(&self) -> Vec<String> {
        serde_json::from_str(&self.units).unwrap_or_default()
    }
}
