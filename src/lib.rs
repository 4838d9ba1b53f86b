//! Secure Base: practitioner training and specialist qualification on attachment and the therapeutic alliance.
//!
//! One binary, one database behind it. A request finds its way from [`routes`] to a handler in the `pages` of a feature; the handler finds
//! out who is asking ([`accounts`]), loads what it needs from [`db`] and the [`library`], and gives plain props to Leptos components, which
//! [`layout`] and [`page`] turn into bytes. Forms are posted to handlers, which parse, decide, and write in one transaction.
//!
//! | to find | look in |
//! |---|---|
//! | the site map | [`routes`] |
//! | what surrounds every request: connections, layers, retries, refusals | [`connections`], [`serve`], [`edge`], [`error`] |
//! | the two database engines | [`db`], `migrations/` |
//! | Markdown and its checker | [`library`]; where it comes from: [`content`]; what records are pinned to: [`versions`] |
//! | people, sessions, roles, organisations, mail, settings | [`accounts`] |
//! | reading, enrolling, what completes a module, what is left to do | [`learning`] |
//! | looking something up: the index, what is found, in which order | [`search`] |
//! | notes and highlights, for oneself alone | [`notes`] |
//! | quizzes: marking, sittings, embedded questions; how the questions do | [`quizzes`] |
//! | spaced review of one's own misses, and how sure one was | [`review`] |
//! | conversations: playing one, going back, looking back | [`scenarios`] |
//! | evidence, submissions, standing; what is purged, what is taken away | [`portfolio`], [`portfolio::purging`], [`portfolio::export`] |
//! | what could give a person away, looked for before evidence goes in | [`portfolio::identifiers`], [`portfolio::screen`], [`portfolio::asking`] |
//! | worksheets: filling in, reading, comparing, printing | [`worksheets`] |
//! | queue, who marks what, decisions, countersignatures, appeals, allocations, sign-offs | [`assessment`] |
//! | inspections in the workplace, prior learning | [`assessment::inspections`], [`assessment::prior_learning`] |
//! | who had a part in what, for the two-person rules | [`assessment::parts`] |
//! | sampling decisions, actions, releases | [`quality`] |
//! | judging the same work blind, and how far assessors agree | [`standardisation`] |
//! | criteria beside the frameworks of others | [`frameworks`] |
//! | external quality assurers, who look at just what was sampled | [`passes`] |
//! | witnesses, who need no account | [`testimony`] |
//! | links that let somebody in who has no account | [`links`] |
//! | what assessors saw or talked through, recorded by them | [`observations`] |
//! | reasonable adjustments besides extra time | [`arrangements`] |
//! | moving on to the next version of a specification | [`transfers`] |
//! | certificates: numbers, verification, PDF | [`certificates`] |
//! | the chain of what was decided and awarded, and its proof | [`ledger`] |
//! | demonstration people and their history | [`demo`] |
//! | pages without an account: accessibility, privacy | [`statements`] |
//! | pieces of pages; forms and their faults; the clock; settings from outside | [`ui`], [`form`], [`clock`], [`config`] |
//! | what handlers share; style sheet, scripts and fonts | [`app`], [`assets`] |
//!
//! Only the islands of the features, what they share with the server, and [`calls`] are compiled for the browser; everything else is the server's.
#![recursion_limit = "512"]

pub mod calls;
pub mod notes;
pub mod portfolio;
pub mod quizzes;
pub mod scenarios;
pub mod worksheets;

#[cfg(feature = "ssr")]
pub mod accounts;
#[cfg(feature = "ssr")]
pub mod app;
#[cfg(feature = "ssr")]
pub mod arrangements;
#[cfg(feature = "ssr")]
pub mod assessment;
#[cfg(feature = "ssr")]
pub mod assets;
#[cfg(feature = "ssr")]
pub mod certificates;
#[cfg(feature = "ssr")]
pub mod clock;
#[cfg(feature = "ssr")]
pub mod config;
#[cfg(feature = "ssr")]
pub mod connections;
#[cfg(feature = "ssr")]
pub mod content;
#[cfg(feature = "ssr")]
pub mod db;
#[cfg(feature = "ssr")]
pub mod demo;
#[cfg(feature = "ssr")]
pub mod edge;
#[cfg(feature = "ssr")]
pub mod error;
#[cfg(feature = "ssr")]
pub mod form;
#[cfg(feature = "ssr")]
pub mod frameworks;
#[cfg(feature = "ssr")]
pub mod layout;
#[cfg(feature = "ssr")]
pub mod learning;
#[cfg(feature = "ssr")]
pub mod ledger;
#[cfg(feature = "ssr")]
pub mod library;
#[cfg(feature = "ssr")]
pub mod links;
#[cfg(feature = "ssr")]
pub mod observations;
#[cfg(feature = "ssr")]
pub mod page;
#[cfg(feature = "ssr")]
pub mod passes;
#[cfg(feature = "ssr")]
pub mod quality;
#[cfg(feature = "ssr")]
pub mod review;
#[cfg(feature = "ssr")]
pub mod routes;
#[cfg(feature = "ssr")]
pub mod search;
#[cfg(feature = "ssr")]
pub mod serve;
#[cfg(feature = "ssr")]
pub mod standardisation;
#[cfg(feature = "ssr")]
pub mod statements;
#[cfg(feature = "ssr")]
pub mod testimony;
#[cfg(feature = "ssr")]
pub mod transfers;
#[cfg(feature = "ssr")]
pub mod ui;
#[cfg(feature = "ssr")]
pub mod versions;

#[cfg(all(test, feature = "ssr"))]
mod tests;

/// Called once by the browser, before it brings the islands to life one by one.
#[cfg(feature = "hydrate")]
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn hydrate() {
    leptos::mount::hydrate_islands();
}
