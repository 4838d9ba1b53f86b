//! The one test binary; its files mirror the features.

#![allow(clippy::unwrap_used)] // a test that cannot go on should say where

mod accounts;
mod certificate_pdf;
mod journey;
mod library;
mod support;
