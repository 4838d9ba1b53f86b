//! The files that content is compiled from, read from a folder or taken from inside the binary.
//!
//! Paths are relative, with `/` on every system. What is no content (`README.md`, `LICENSE`, names that begin with a dot) is left out
//! here, so that nothing else needs to know.

use std::collections::BTreeMap;
use std::io;
use std::path::Path;

/// Every content file by its path.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Files(BTreeMap<String, Vec<u8>>);

impl Files {
    /// Reads a folder with everything in it; an error names the folder or file that could not be read.
    pub fn from_dir(folder: &Path) -> io::Result<Self> {
        let mut files = Self::default();
        // An own stack instead of recursion: depth costs no stack. Links to folders are not followed, so there is no way to run in circles.
        let mut folders = vec![(folder.to_path_buf(), String::new())];
        while let Some((folder, prefix)) = folders.pop() {
            for entry in std::fs::read_dir(&folder).map_err(|error| naming(&folder, &error))? {
                let entry = entry?;
                let path = entry.path();
                let Ok(name) = entry.file_name().into_string() else {
                    return Err(io::Error::other(format!(
                        "{}: the name is not UTF-8",
                        path.display()
                    )));
                };
                let relative = format!("{prefix}{name}");
                if !is_content(&relative) {
                    continue;
                }
                if entry.file_type()?.is_dir() {
                    folders.push((path, relative + "/"));
                } else {
                    let bytes = std::fs::read(&path).map_err(|error| naming(&path, &error))?;
                    files.0.insert(relative, bytes);
                }
            }
        }
        Ok(files)
    }

    /// The files inside the binary.
    pub fn from_embedded<E: rust_embed::RustEmbed>() -> Self {
        E::iter()
            .filter_map(|path| Some((path.to_string(), E::get(&path)?.data.into_owned())))
            .collect()
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.0
            .iter()
            .map(|(path, bytes)| (path.as_str(), bytes.as_slice()))
    }
}

impl<P: Into<String>, B: Into<Vec<u8>>> FromIterator<(P, B)> for Files {
    fn from_iter<I: IntoIterator<Item = (P, B)>>(entries: I) -> Self {
        let entries = entries
            .into_iter()
            .map(|(path, bytes)| (path.into(), bytes.into()));
        Self(entries.filter(|(path, _)| is_content(path)).collect())
    }
}

fn is_content(path: &str) -> bool {
    let mut names = path.split('/');
    !names.any(|name| name.starts_with('.') || name == "README.md" || name == "LICENSE")
}

fn naming(path: &Path, error: &io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("{}: {error}", path.display()))
}
