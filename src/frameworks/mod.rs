//! Frameworks of others beside our own criteria: what comes closest to what, and what is missing on either side.
//!
//! Indicative always: no owner of a framework has checked or approved what is said here, and the pages say so.

pub mod coverage;
pub mod pages;

pub use coverage::items_of;
