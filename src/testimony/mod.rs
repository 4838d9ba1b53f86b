//! Witness testimony: what somebody saw of a learner's work, given over a link, without an account.
//!
//! A learner asks ([`store::ask`]); the witness follows a signed link that lasts thirty days ([`crate::links`]) and writes, once. What they wrote becomes
//! a piece of evidence that the learner links to criteria and hands in like any other, and cannot change. A witness is neither the
//! learner nor the assessor who decides on it, countersigns it or answers an appeal about it, whether they are known by the address to which the
//! link was sent, by the one that they typed or by the account that was signed in: the stores ask ([`refuse_witness`]), and the schema refuses.

mod letters;
pub mod pages;
pub mod store;

use crate::clock::{self, Millis};
use crate::library::Method;

pub use pages::routes;
pub use store::{given_for, is_witness, refuse_witness};

/// The form that a witness fills in, and the kind of evidence that it becomes.
pub const METHOD: Method = Method::WitnessTestimony;

/// What a learner asks of a witness.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Request {
    pub id: String,
    pub learner_id: String,
    pub learner: String,
    pub enrolment_id: String,
    pub unit: String,
    pub about: String,
    pub witness_name: String,
    /// Where the link was sent; `None`: the learner passes it on.
    pub witness_email: Option<String>,
    pub asked_at: Millis,
    pub expires_at: Millis,
    pub withdrawn_at: Option<Millis>,
    pub given_at: Option<Millis>,
    pub evidence_id: Option<String>,
}

/// Where a request stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    Waiting,
    Given,
    Withdrawn,
    Expired,
}

impl Request {
    pub fn state(&self, now: Millis) -> State {
        match (self.given_at, self.withdrawn_at) {
            (Some(_), _) => State::Given,
            (None, Some(_)) => State::Withdrawn,
            (None, None) if self.expires_at <= now => State::Expired,
            (None, None) => State::Waiting,
        }
    }

    /// The same in words, with its day.
    pub fn words(&self, now: Millis) -> String {
        match self.state(now) {
            State::Given => format!("Given on {}", clock::date(self.given_at.unwrap_or(now))),
            State::Withdrawn => {
                format!(
                    "Withdrawn on {}",
                    clock::date(self.withdrawn_at.unwrap_or(now))
                )
            }
            State::Expired => format!(
                "Expired on {}, thirty days after you asked",
                clock::date(self.expires_at)
            ),
            State::Waiting => format!(
                "Waiting; the link works until {}, thirty days after you asked",
                clock::date_and_time(self.expires_at)
            ),
        }
    }
}

/// Who gave a testimony, and how to reach them.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Witness {
    pub name: String,
    pub role: String,
    pub organisation: String,
    pub email: String,
    pub given_at: Millis,
    /// Where the link was sent; `None`: the learner passed it on.
    pub asked_at_address: Option<String>,
}

impl Witness {
    /// How the link came to them, for whoever judges what they wrote.
    pub fn way(&self) -> String {
        match &self.asked_at_address {
            Some(address) if *address == self.email => "We sent the link to this address.".to_owned(),
            Some(address) => format!("We sent the link to {address}, another address than the one that they gave."),
            None => "The learner passed the link on, so nobody has checked this address: write to it if you want to be sure.".to_owned(),
        }
    }
}
