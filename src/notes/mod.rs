//! Notes and highlights: what a learner keeps beside the text, for nobody else.
//!
//! A [`Note`] stands at a passage, under a heading, or beside the section as a whole, and is pinned to the section as it was. A passage is kept as the
//! words themselves with a little of what is before and after them, like the W3C's [text quote selector](https://www.w3.org/TR/annotation-model/#text-quote-selector):
//! so it is found again when the section has been edited around it, and where its own words have changed the page says so.
//!
//! | to find | look in |
//! |---|---|
//! | finding a passage again | [`passage`] |
//! | a section's text with its places | [`text`]; with somebody's notes in it: [`beside`] |
//! | the database | [`store`] |
//! | what a form holds, and the server's half of the island | [`draft`] |
//!
//! No function here takes a person other than the one who asks: no role reads another's notes.

#[cfg(feature = "ssr")]
pub mod beside;
#[cfg(feature = "ssr")]
pub mod draft;
pub mod island;
#[cfg(feature = "ssr")]
pub mod pages;
#[cfg(feature = "ssr")]
pub mod passage;
#[cfg(feature = "ssr")]
mod records;
mod selected;
#[cfg(feature = "ssr")]
pub mod store;
#[cfg(feature = "ssr")]
pub mod text;

#[cfg(feature = "ssr")]
pub use records::{Note, Spot};
