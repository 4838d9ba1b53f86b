//! Earlier versions of specifications, kept under `versions/` as they were, so that mappings can be checked and people can move on from them.

use std::collections::BTreeMap;

use super::fault::{Fault, Faults};
use super::findings::Findings;
use super::layout::Kind;
use super::{Library, Mapping, Specification, specification};

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
    pub(crate) fn compile(&self, library: &Library, findings: &Findings) -> Vec<Specification> {
        let faults = &findings.faults;
        let mut kept = Vec::new();
        for ((slug, label), files) in &self.0 {
            let path = format!("qualifications/{slug}/versions/{label}/specification.md");
            let source = serde_json::to_string(files).unwrap_or_default();
            let (version, found, rules) = specification::read_source(&source);
            let here = |path: &str| path.replacen(slug, &format!("{slug}/versions/{label}"), 1);
            for mut fault in found {
                fault.path = here(&fault.path);
                findings.faults.add(fault);
            }
            let Some(version) = version else {
                faults.add(Fault::of_file(&path, "this kept version cannot be read"));
                continue;
            };
            for mut spot in rules {
                spot.place.path = here(&spot.place.path);
                for (_, place) in &mut spot.mentions {
                    place.path = here(&place.path);
                }
                let version = version.version.hash.clone();
                findings.kept_rules.borrow_mut().push((version, spot));
            }
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

/// Reports versions from which two mappings lead on, and mappings that lead back; warns of kept versions that nobody can move on from.
pub(crate) fn check(library: &Library, faults: &Faults) {
    ways(library, faults);
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

/// Whoever moves leaves each version once, by one way.
fn ways(library: &Library, faults: &Faults) {
    for (index, mapping) in library.mappings.iter().enumerate() {
        let path = format!(
            "qualifications/{}/mappings/{}-to-{}.md",
            mapping.slug, mapping.from, mapping.to
        );
        let same = |other: &&Mapping| other.slug == mapping.slug && other.from == mapping.from;
        if let Some(other) = library.mappings[..index].iter().find(same) {
            let message = format!(
                "another mapping leads on from version {} already, to {}",
                mapping.from, other.to
            );
            let fault = Fault::of_file(&path, message);
            faults.add(fault.hint("from each version one mapping leads on; whoever moved before comes along by the next"));
        }
        if mapping.from != mapping.to && leads_back(library, mapping) {
            let message = format!("this leads back to version {}", mapping.from);
            let fault = Fault::of_file(&path, message);
            faults.add(fault.hint("give the newest version a new number, and lead there"));
        }
    }
}

fn leads_back(library: &Library, mapping: &Mapping) -> bool {
    let mut at = &mapping.to;
    for _ in 0..library.mappings.len() {
        if *at == mapping.from {
            return true;
        }
        match library.mapping_from(&mapping.slug, at) {
            Some(next) => at = &next.to,
            None => return false,
        }
    }
    false
}
