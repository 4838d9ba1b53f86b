//! The portfolio: evidence while it is being written, and as it was handed in.
//!
//! [`Evidence`] is private to its learner and changes with every save. A [`Submission`] is a frozen copy, handed in against criteria; what
//! assessors decide refers to it. Where a learner stands in a unit is computed from these records ([`Standing`]), never stored.
//!
//! Before anything is handed in it is looked through for what could give a person away ([`identifiers`]), with the names that the learner
//! has listed for it ([`private_names`]); what is found is shown to them alone ([`asking`]), and what they say of it recorded ([`screen`]).
//! Documents, pictures and recordings can go with it ([`files`]). What should never have been kept is removed by an administrator ([`purging`]).
//! All of it can be taken away, and shown elsewhere ([`export`]).
//!
//! Evidence begins as writing, as a conversation that was played ([`told`]) or as a quiz that was sat ([`quiz_result`]).

#[cfg(feature = "ssr")]
mod access;
#[cfg(feature = "ssr")]
mod activity;
#[cfg(feature = "ssr")]
pub mod asking;
pub mod autosave;
#[cfg(feature = "ssr")]
mod beginning;
#[cfg(feature = "ssr")]
pub mod changes;
#[cfg(feature = "ssr")]
pub mod claims;
#[cfg(feature = "ssr")]
mod comments;
#[cfg(feature = "ssr")]
mod decided;
#[cfg(feature = "ssr")]
pub mod draft;
#[cfg(feature = "ssr")]
pub mod export;
#[cfg(feature = "ssr")]
pub mod files;
#[cfg(feature = "ssr")]
mod following;
#[cfg(feature = "ssr")]
mod handing_in;
#[cfg(feature = "ssr")]
pub mod identifiers;
pub mod island;
#[cfg(feature = "ssr")]
pub mod marks;
#[cfg(feature = "ssr")]
pub mod offered;
#[cfg(feature = "ssr")]
pub mod pages;
#[cfg(feature = "ssr")]
pub mod pieces;
#[cfg(feature = "ssr")]
pub mod private_names;
#[cfg(feature = "ssr")]
pub mod purging;
#[cfg(feature = "ssr")]
pub mod quiz_result;
#[cfg(feature = "ssr")]
mod records;
#[cfg(feature = "ssr")]
pub mod requirements;
#[cfg(feature = "ssr")]
mod responses;
#[cfg(feature = "ssr")]
pub mod screen;
#[cfg(feature = "ssr")]
mod standing;
#[cfg(feature = "ssr")]
mod standings_of;
#[cfg(feature = "ssr")]
pub mod store;
#[cfg(feature = "ssr")]
mod submissions;
#[cfg(feature = "ssr")]
pub mod told;
#[cfg(feature = "ssr")]
pub mod words;

#[cfg(feature = "ssr")]
pub use access::{Access, log_access, may_read};
#[cfg(feature = "ssr")]
pub use activity::{Activity, nothing};
#[cfg(feature = "ssr")]
pub use beginning::{begin, begun, home_of, unit_for};
#[cfg(feature = "ssr")]
pub use comments::{FieldComment, comments_on};
#[cfg(feature = "ssr")]
pub use decided::{Decided, decision_view, decisions, outcome_view};
#[cfg(feature = "ssr")]
pub use following::follow;
#[cfg(feature = "ssr")]
pub use handing_in::is_accepted;
#[cfg(feature = "ssr")]
pub(crate) use handing_in::{about, freeze};
#[cfg(feature = "ssr")]
pub use records::{Closure, Evidence, LONGEST, Link, Submission};
#[cfg(feature = "ssr")]
pub use responses::{Written, hand_in_response, held_responses};
#[cfg(feature = "ssr")]
pub use screen::{Assurance, Screening};
#[cfg(feature = "ssr")]
pub use standing::{CriterionState, Standing, in_words, shown, standings, words_of};
#[cfg(feature = "ssr")]
pub(crate) use standings_of::places;
#[cfg(feature = "ssr")]
pub use standings_of::{TOGETHER, standings_of, together};
#[cfg(feature = "ssr")]
pub(crate) use store::same as same_links;
#[cfg(feature = "ssr")]
pub use submissions::{
    HandedIn, closure, handed_in, learner_name, links_of, submission, submissions_of,
};
