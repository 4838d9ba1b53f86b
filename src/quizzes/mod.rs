//! Quizzes: sitting one as a whole, and answering single questions inside a section.
//!
//! [`grade`] decides what an answer is worth, [`sittings`] whether somebody may sit a quiz now. An [`Attempt`] is pinned to the version of
//! the quiz that was sat. What is right never leaves the server before the answer has been given.

#[cfg(feature = "ssr")]
mod attempt;
#[cfg(feature = "ssr")]
pub mod grade;
pub mod island;
#[cfg(feature = "ssr")]
pub mod pages;
#[cfg(feature = "ssr")]
pub mod practice;
#[cfg(feature = "ssr")]
pub mod sittings;
#[cfg(feature = "ssr")]
pub mod store;

#[cfg(feature = "ssr")]
pub use attempt::Attempt;
#[cfg(feature = "ssr")]
pub use store::{Answer, attempts_at, latest_answers, quizzes_passed};
