//! The one test binary; its files mirror the features.

#![allow(clippy::unwrap_used)] // a test that cannot go on should say where

mod accounts;
mod arrangements;
mod assessment;
mod certificate_pdf;
mod certificates;
mod clock;
mod config;
mod db;
mod edge;
mod frameworks;
mod journey;
mod learning;
mod ledger;
mod library;
mod notes;
mod observations;
mod passes;
mod portfolio;
mod quality;
mod quizzes;
mod review;
mod routes;
mod scenarios;
mod scenes;
mod search;
mod standardisation;
mod support;
mod testimony;
mod transfers;
mod worksheets;
mod world;
