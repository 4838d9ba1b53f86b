//! Quizzes: sitting one as a whole, and answering single questions inside a section.
//!
//! | to find | look in |
//! |---|---|
//! | a question as asked, an answer, what is said of it | [`asked`]; how it looks: [`parts`] |
//! | what an answer is worth | [`grade`]; reading one: [`response`]; what is said: [`heard`] |
//! | whether somebody may sit a quiz now | [`sittings`] |
//! | which questions, in which order | [`shuffle`] |
//! | how sure somebody was, and how often right | [`calibration`]; how it looks: [`certainty`] |
//! | what the answers say about the questions | [`items`] |
//! | an attempt with everything that belongs to it | [`sat`] |
//!
//! An [`Attempt`] is pinned to the version of the quiz that was sat, and each of its questions to its own. What is right never leaves the server
//! before the answer has been given.

#[cfg(feature = "ssr")]
pub mod asked;
#[cfg(feature = "ssr")]
mod attempt;
#[cfg(feature = "ssr")]
pub mod calibration;
#[cfg(feature = "ssr")]
pub mod certainty;
pub(crate) mod fields;
#[cfg(feature = "ssr")]
pub mod grade;
#[cfg(feature = "ssr")]
pub mod heard;
pub mod island;
#[cfg(feature = "ssr")]
pub mod items;
#[cfg(feature = "ssr")]
pub mod pages;
#[cfg(feature = "ssr")]
pub mod parts;
#[cfg(feature = "ssr")]
pub mod practice;
#[cfg(feature = "ssr")]
pub mod response;
#[cfg(feature = "ssr")]
pub mod sat;
pub mod saving;
#[cfg(feature = "ssr")]
pub mod shuffle;
#[cfg(feature = "ssr")]
pub mod sittings;
#[cfg(feature = "ssr")]
pub mod store;

#[cfg(feature = "ssr")]
mod timekeeper;

#[cfg(feature = "ssr")]
pub use asked::Response;
#[cfg(feature = "ssr")]
pub use attempt::{Answer, Attempt};
#[cfg(feature = "ssr")]
pub use store::{
    Adjustment, Encounter, adjustment_of, agree_extra_time, agree_extra_time_once, attempts_at,
    encounters, end_extra_time, everybodys_extra_time, latest_answers, quizzes_passed, still_asked,
};
#[cfg(feature = "ssr")]
pub use timekeeper::keep_time;
