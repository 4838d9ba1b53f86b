//! Where the library comes from: a folder, watched if asked, or the content inside the binary.

use crate::app::App;
use crate::clock::Clock;
use crate::config::Config;
use crate::library::{Files, Library, compile};
use rust_embed::RustEmbed;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

#[derive(RustEmbed)]
#[folder = "content"]
struct Embedded;

/// How often a watched folder is looked at.
const PAUSE: Duration = Duration::from_millis(400);

/// Compiles the content that the settings name, or gives the checker's report.
pub fn load(config: &Config, clock: &Clock) -> Result<Library, String> {
    let files = match &config.content {
        Some(folder) => Files::from_dir(folder).map_err(|fault| fault.to_string())?,
        None => Files::from_embedded::<Embedded>(),
    };
    let compiled = compile(&files, &clock.today());
    let report: Vec<String> = compiled
        .faults
        .iter()
        .map(|fault| format!("{fault}\n"))
        .collect();
    compiled
        .library
        .ok_or_else(|| format!("The content has faults:\n\n{}", report.join("\n")))
}

/// Compiles again whenever a file changes, until the program ends. Faulty content is reported, and the last good library stays.
pub async fn watch(app: App, folder: PathBuf) {
    let mut seen = fingerprint(&folder);
    loop {
        tokio::time::sleep(PAUSE).await;
        let now = fingerprint(&folder);
        if now == seen {
            continue;
        }
        seen = now;
        match load(&app.config, &app.clock) {
            Ok(library) => {
                app.replace_library(library);
                app.report_content(None);
                tracing::info!("the content has changed and is served anew");
            }
            Err(report) => {
                tracing::warn!(
                    "the changed content has faults; the last good version is still served\n{report}"
                );
                app.report_content(Some(report));
            }
        }
    }
}

/// Path, size and time of change of every file below the folder.
fn fingerprint(folder: &Path) -> Vec<(PathBuf, u64, Option<SystemTime>)> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
        for entry in entries {
            match entry.metadata() {
                Ok(metadata) if metadata.is_dir() => folders.push(entry.path()),
                Ok(metadata) => {
                    files.push((entry.path(), metadata.len(), metadata.modified().ok()))
                }
                Err(_) => {}
            }
        }
    }
    files.sort();
    files
}
