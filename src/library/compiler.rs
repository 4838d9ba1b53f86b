//! The order of work: read every file, know what can be pointed at, then compile, then check.

use std::collections::BTreeMap;

use super::document::{Document, Scope};
use super::fault::{Fault, Faults, Source};
use super::findings::Findings;
use super::index::Index;
use super::kept::{self, Kept};
use super::layout::Kind;
use super::{
    Compiled, Files, Library, Severity, Specification, bibliography, check, framework, glossary,
    mapping, module, quiz, reflection, scenario, specification, worksheet,
};

/// The files of one run, by what they are.
#[derive(Default)]
struct Input<'a> {
    documents: Vec<(Kind<'a>, Document<'a>)>,
    references: Option<Source<'a>>,
    kept: Kept,
    images: BTreeMap<String, Vec<u8>>,
}

pub(crate) fn compile(files: &Files, today: &str) -> Compiled {
    let findings = Findings::default();
    let input = read(files, &findings.faults);
    let index = index(files, &input, &findings);
    let mut library = Library {
        images: input.images.clone(),
        works: index.works.clone(),
        ..Library::default()
    };
    for (kind, document) in &input.documents {
        let scope = Scope {
            source: &document.source,
            index: &index,
            findings: &findings,
        };
        match *kind {
            Kind::Glossary => library.terms = glossary::compile(scope, document),
            Kind::Module { slug } => library.modules.push(module::compile(scope, document, slug)),
            Kind::Quiz { module } => library.quizzes.push(quiz::compile(scope, document, module)),
            Kind::Reflection { module } => library
                .reflections
                .push(reflection::compile(scope, document, module)),
            Kind::Scenario { module } => library
                .scenarios
                .push(scenario::compile(scope, document, module)),
            Kind::Worksheet { module } => library
                .worksheets
                .push(worksheet::compile(scope, document, module)),
            Kind::Form { method } => library
                .forms
                .push(worksheet::compile_form(scope, document, method)),
            Kind::Framework { slug } => {
                let framework = framework::compile(scope, document, slug);
                library.frameworks.push(framework);
            }
            Kind::Specification { slug } => {
                let own = |(kind, _): &&(Kind<'_>, Document<'_>)| *kind == Kind::Unit { slug };
                let units: Vec<_> = input
                    .documents
                    .iter()
                    .filter(own)
                    .map(|(_, document)| document)
                    .collect();
                library.specifications.push(specification::compile(
                    &index, &findings, document, &units, slug,
                ));
            }
            // Sections are compiled with their modules, which may come later; units with their specification; mappings after all versions.
            Kind::Section { .. }
            | Kind::Unit { .. }
            | Kind::Kept { .. }
            | Kind::Mapping { .. }
            | Kind::References
            | Kind::Image { .. } => {}
        }
    }
    sections(&input, &index, &findings, &mut library);
    library.kept = input.kept.compile(&library, &findings);
    mappings(&input, &index, &findings, &mut library);
    orphans(&input, &findings.faults, &library);
    check::check(&library, &findings, today);
    let faults = findings.faults.sorted();
    let failed = faults.iter().any(|fault| fault.severity == Severity::Error);
    if !failed {
        library.index = crate::search::index(&library);
    }
    Compiled {
        library: (!failed).then_some(library),
        faults,
    }
}

/// Compiles stored text, about whose surroundings nothing is known any more.
pub(crate) fn lenient<T>(
    path: &str,
    text: &str,
    compile: impl FnOnce(Scope<'_>, &Document<'_>) -> T,
) -> Option<T> {
    alone(path, text, compile).0
}

/// Compiles one file without the rest of the library: what it points at elsewhere cannot be resolved, and is no fault.
pub(crate) fn alone<T>(
    path: &str,
    text: &str,
    compile: impl FnOnce(Scope<'_>, &Document<'_>) -> T,
) -> (Option<T>, Vec<Fault>) {
    let (index, findings) = (Index::lenient(), Findings::default());
    let document = Document::read(path, text, &findings.faults);
    let compiled = document.map(|document| {
        let scope = Scope {
            source: &document.source,
            index: &index,
            findings: &findings,
        };
        compile(scope, &document)
    });
    (compiled, findings.faults.sorted())
}

fn read<'a>(files: &'a Files, faults: &Faults) -> Input<'a> {
    let mut input = Input::default();
    for (path, bytes) in files.iter() {
        match (Kind::of(path), std::str::from_utf8(bytes)) {
            (None, _) => {
                let fault = Fault::of_file(path, "this file's name or place means nothing here");
                faults.add(fault.hint("the content folder's README.md lists the files there are; names are lower case with hyphens"));
            }
            (Some(Kind::Image { address }), text) => {
                if address.ends_with(".svg")
                    && text.is_ok_and(|text| text.to_ascii_lowercase().contains("<script"))
                {
                    faults.add(Fault::of_file(path, "an image must not contain a script"));
                }
                input.images.insert(address.to_owned(), bytes.to_vec());
            }
            (Some(_), Err(_)) => {
                faults.add(Fault::of_file(path, "this file is not UTF-8").hint("save it as UTF-8"))
            }
            (Some(kind @ Kind::Kept { .. }), Ok(text)) => input.kept.add(kind, path, text),
            (Some(Kind::References), Ok(text)) => input.references = Some(Source::new(path, text)),
            (Some(kind), Ok(text)) => input
                .documents
                .extend(Document::read(path, text, faults).map(|document| (kind, document))),
        }
    }
    input
}

fn index(files: &Files, input: &Input<'_>, findings: &Findings) -> Index {
    let mut index = Index::default();
    for (_, document) in &input.documents {
        index.add(document);
    }
    index.files = files.iter().map(|(path, _)| path.to_owned()).collect();
    if let Some(source) = &input.references {
        index.works = bibliography::compile(Scope {
            source,
            index: &index,
            findings,
        });
    }
    if let Some((_, document)) = input
        .documents
        .iter()
        .find(|(kind, _)| *kind == Kind::Glossary)
    {
        let notes = glossary::notes(
            Scope {
                source: &document.source,
                index: &index,
                findings,
            },
            &document.markdown,
        );
        index.terms.extend(notes);
    }
    index
}

fn sections(input: &Input<'_>, index: &Index, findings: &Findings, library: &mut Library) {
    for (kind, document) in &input.documents {
        let Kind::Section { module, slug } = *kind else {
            continue;
        };
        let scope = Scope {
            source: &document.source,
            index,
            findings,
        };
        let section = module::section(scope, document, module, slug);
        let Some(module) = library
            .modules
            .iter_mut()
            .find(|candidate| candidate.slug == module)
        else {
            continue;
        };
        if module.section(slug).is_some() {
            findings.faults.add(Fault::of_file(
                document.source.path,
                format!("another section of this module has the address `{slug}`"),
            ));
        }
        module.sections.push(section);
    }
    for module in library
        .modules
        .iter()
        .filter(|module| module.sections.is_empty())
    {
        let fault = Fault::of_file(
            &format!("modules/{}/module.md", module.slug),
            "this module has no sections",
        );
        findings
            .faults
            .add(fault.hint("write the first as 01-its-address.md beside it"));
    }
}

fn mappings(input: &Input<'_>, index: &Index, findings: &Findings, library: &mut Library) {
    for (kind, document) in &input.documents {
        let Kind::Mapping { slug } = *kind else {
            continue;
        };
        let scope = Scope {
            source: &document.source,
            index,
            findings,
        };
        let all = library.specifications.iter().chain(&library.kept);
        let versions: Vec<&Specification> = all.filter(|version| version.slug == slug).collect();
        let mapping = mapping::compile(scope, document, slug, &versions);
        library.mappings.push(mapping);
    }
    kept::check(library, &findings.faults);
}

/// Reports folders that lack the file which makes them a module or a qualification.
fn orphans(input: &Input<'_>, faults: &Faults, library: &Library) {
    let mut missing = std::collections::BTreeSet::new();
    for (kind, _) in &input.documents {
        match *kind {
            Kind::Section { module, .. }
            | Kind::Quiz { module }
            | Kind::Reflection { module }
            | Kind::Scenario { module }
            | Kind::Worksheet { module }
                if library.module(module).is_none() =>
            {
                missing.insert(format!("modules/{module}/module.md"));
            }
            Kind::Unit { slug } | Kind::Mapping { slug }
                if library.specification(slug).is_none() =>
            {
                missing.insert(format!("qualifications/{slug}/specification.md"));
            }
            _ => {}
        }
    }
    for path in missing {
        faults.add(Fault::of_file(&path, "this file is missing"));
    }
}
