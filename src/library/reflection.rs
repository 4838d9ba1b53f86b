//! Reflections: prompts to write, whose accounts can be evidence.

use super::document::{Document, Scope};
use super::findings::Sort;
use super::layout::is_slug;
use super::markdown::{self, Style};
use super::module::{refer_all, require_body, review_by};
use super::{Reflection, Version, VersionKind, compiler};

impl Reflection {
    /// A reflection as it was when its source was stored; its module is not in its source and stays empty.
    pub fn from_source(source: &str) -> Option<Self> {
        compiler::lenient("", source, |scope, document| compile(scope, document, ""))
    }
}

pub(crate) fn compile(scope: Scope<'_>, document: &Document<'_>, module: &str) -> Reflection {
    let mut keys = document.keys(&scope.findings.faults);
    let id = own_id(scope, &mut keys, Sort::Reflection);
    let title = keys.text("title");
    let criteria = refer_all(
        scope,
        &mut keys,
        "criteria",
        Sort::Criterion,
        Sort::Reflection,
    );
    let (min_words, max_words) = (
        keys.optional_number("min-words"),
        keys.optional_number("max-words"),
    );
    if min_words.zip(max_words).is_some_and(|(min, max)| min > max) {
        scope.findings.faults.add(
            keys.place("max-words")
                .error("`max-words` is less than `min-words`"),
        );
    }
    review_by(scope, &mut keys);
    keys.finish();
    require_body(scope, document);
    let version = Version::new(VersionKind::Reflection, id.clone(), scope.source.text);
    let body = markdown::html(
        scope,
        &document.markdown,
        document.markdown.all(),
        Style::prose(format!("{id}-"), 1),
    );
    Reflection {
        id,
        title,
        module: module.to_owned(),
        criteria,
        min_words,
        max_words,
        body,
        version,
    }
}

/// The id in a file's front matter.
pub(crate) fn own_id(scope: Scope<'_>, keys: &mut super::keys::Keys<'_>, sort: Sort) -> String {
    let id = keys.text("id");
    if is_slug(&id) {
        scope.findings.define(sort, &id, keys.place("id"));
    } else if !id.is_empty() {
        let fault = keys
            .place("id")
            .error(format!("`{id}` is not a well-formed id"));
        scope
            .findings
            .faults
            .add(fault.hint("lower-case letters, digits and single hyphens"));
    }
    id
}
