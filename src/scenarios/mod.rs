//! Conversations: playing one line by line, going back to try another, and looking back at what one did.
//!
//! [`play`] decides what a line leads to. A [`Play`] is pinned to the version of the scenario that was played; every line that was said is
//! a record, and going back begins a branch that leaves the old one as it was. What lies ahead, and what there is to say about a line that
//! has not been said, never leaves the server.

#[cfg(feature = "ssr")]
pub mod account;
#[cfg(feature = "ssr")]
pub mod chart;
pub mod island;
#[cfg(feature = "ssr")]
pub mod pages;
#[cfg(feature = "ssr")]
pub mod play;
#[cfg(feature = "ssr")]
mod records;
#[cfg(feature = "ssr")]
pub mod store;
#[cfg(feature = "ssr")]
pub mod talk;
#[cfg(feature = "ssr")]
mod words;

#[cfg(feature = "ssr")]
pub use records::{Branch, LONGEST, Play, Step, Story};
#[cfg(feature = "ssr")]
pub use store::own_story;
