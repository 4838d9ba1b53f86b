//! Earlier versions of specifications, kept under `versions/` as they were, so that mappings can be checked and people can move on from them.

use std::collections::BTreeMap;

use super::fault::{Fault, Faults};
use super::layout::Kind;
use super::{Library, Specification};

/// The texts of kept versions: by qualification and label, then by the path that each had when it was current.
#[derive(Default)]
pub(crate) struct Kept(BTreeMap<(String, String), BTreeMap<String, String>>);

impl Kept {
    /// Takes a file of a kept version.
    pub(crate) fn add(&mut self, kind: Kind<'_>, path: &str, text: &str) {
        let Kind::Kept { slug, label } = kind else {
            return;
        };
        let key = (slug.to_owned(), label.to_owned());
        let path = path.replacen(&format!("/versions/{label}/"), "/", 1);
        self.0.entry(key).or_default().insert(path, text.to_owned());
    }

    /// Compiles every kept version. The sources are what they were, and so are the hashes.
    pub(crate) fn compile(&self, library: &Library, faults: &Faults) -> Vec<Specification> {
        let mut kept = Vec::new();
        for ((slug, label), files) in &self.0 {
            let path = format!("qualifications/{slug}/versions/{label}/specification.md");
            let source = serde_json::to_string(files).unwrap_or_default();
            let Some(version) = Specification::from_source(&source) else {
                faults.add(Fault::of_file(&path, "this kept version cannot be read"));
                continue;
            };
            if version.label != *label {
                let message = format!("this is version `{}`, kept as `{label}`", version.label);
                faults.add(Fault::of_file(&path, message));
            }
            if library
                .specification(slug)
                .is_some_and(|current| current.label == *label)
            {
                let fault =
                    Fault::of_file(&path, format!("version {label} is still the current one"));
                faults.add(
                    fault.hint("raise `version` in specification.md, or take the kept copy away"),
                );
            }
            kept.push(version);
        }
        kept
    }
}

/// Warns of kept versions that nobody can move on from.
pub(crate) fn check(library: &Library, faults: &Faults) {
    for version in &library.kept {
        let leads_on = |slug: &str, from: &str| slug == version.slug && from == version.label;
        if !library
            .mappings
            .iter()
            .any(|mapping| leads_on(&mapping.slug, &mapping.from))
        {
            let path = format!(
                "qualifications/{}/versions/{}/specification.md",
                version.slug, version.label
            );
            let fault = Fault::of_file(&path, "no mapping leads on from this version").warning();
            let name = format!("mappings/{}-to-….md", version.label);
            faults.add(fault.hint(format!("say in {name} what became of its criteria")));
        }
    }
}
