//! Worksheets: documents to fill in, which are evidence field by field.
//!
//! A worksheet is written in the library and filled in as a piece of evidence of the portfolio, whose body is [`Answers`]: canonical JSON from
//! field ids to what stands there. [`rules`] decides what can be handed in and what it shows, [`fields`] draws it as a form, [`sheet`] as a
//! document: to be read, compared with the one before, and printed.

#[cfg(feature = "ssr")]
mod answers;
#[cfg(feature = "ssr")]
pub mod blank;
#[cfg(feature = "ssr")]
mod dates;
#[cfg(feature = "ssr")]
pub mod fields;
pub mod island;
#[cfg(feature = "ssr")]
pub mod pages;
#[cfg(feature = "ssr")]
pub mod rules;
#[cfg(feature = "ssr")]
pub mod sheet;

#[cfg(feature = "ssr")]
pub use answers::{Answer, Answers, cell, name};
