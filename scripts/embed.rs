//! The build script: tells Cargo which folders end up inside the binary, so that a file added there makes it build again.
//!
//! Migrations are read by a macro in every build. The others are embedded in release builds only; a debug build reads them from
//! disk and needs no new build for an edit.

use std::env::var_os;

fn main() {
    println!("cargo::rerun-if-changed=scripts/embed.rs");
    if var_os("CARGO_FEATURE_SSR").is_none() {
        return;
    }
    println!("cargo::rerun-if-changed=migrations");
    if var_os("PROFILE").is_some_and(|profile| profile == "release") {
        for folder in ["content", "site", "style"] {
            println!("cargo::rerun-if-changed={folder}");
        }
    }
}
