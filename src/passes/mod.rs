//! Passes: an external quality assurer looks at exactly what was chosen of what plans have drawn, over a link, without an account, until a day.
//!
//! An internal quality assurer gives a pass to records that plans have drawn ([`store::give`]) and can withdraw it. Whoever holds the link reads them
//! and nothing else ([`visits`]): every other address below it is not found. Learners stand there by initials and a reference unless the
//! pass shows names ([`names`]). Every look is logged with the pass before anything is shown, and so is every look that was refused.

pub mod names;
pub mod pages;
pub mod store;
pub mod visits;

use crate::clock::{self, DAY, Millis};

/// The longest that a pass lasts, days.
pub const LONGEST_DAYS: i64 = 90;

/// How many records a pass opens at most.
pub const MOST_RECORDS: usize = 500;

/// A pass, and what became of it.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Pass {
    pub id: String,
    pub holder: String,
    pub organisation: String,
    /// Whether learners stand there by name.
    pub shows_names: bool,
    given_by_id: String,
    pub given_by: String,
    pub given_at: Millis,
    pub expires_at: Millis,
    pub withdrawn_by: Option<String>,
    pub withdrawn_at: Option<Millis>,
    /// How many records it opens.
    pub records: i64,
    /// How often something was opened with it.
    pub views: i64,
}

/// Where a pass stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    Open,
    Expired,
    Withdrawn,
}

impl Pass {
    pub fn state(&self, now: Millis) -> State {
        match self.withdrawn_at {
            Some(_) => State::Withdrawn,
            None if self.expires_at <= now => State::Expired,
            None => State::Open,
        }
    }

    /// The same in words, with its day.
    pub fn words(&self, now: Millis) -> String {
        let until = self.last_day();
        match (self.state(now), &self.withdrawn_by) {
            (State::Withdrawn, by) => {
                let by = by.as_deref().unwrap_or("somebody");
                let day = clock::date(self.withdrawn_at.unwrap_or(now));
                format!("Withdrawn by {by} on {day}")
            }
            (State::Expired, _) => format!("Ended with {until}"),
            (State::Open, _) => format!("Opens to the end of {until}"),
        }
    }

    /// The last day on which it opens anything.
    pub fn last_day(&self) -> String {
        clock::date(self.expires_at - 1)
    }
}

/// When a pass ends whose last day this is, such as `2026-07-31`; `None` for what is no day, has passed, or is too far away.
pub fn end(day: &str, now: Millis) -> Option<Millis> {
    let end = clock::end_of(day)?;
    (end > now && end <= now + (LONGEST_DAYS + 1) * DAY).then_some(end)
}
