//! Frameworks of others, such as occupational standards, and the criteria that come closest to each of their items.

use super::Care;
use super::document::{Document, Scope};
use super::findings::Sort;
use super::heading::Heading;
use super::keys::Keys;
use super::layout::is_slug;
use super::markdown::{self, Style};
use super::module::{care, require_body};

/// A framework that others have written, such as a set of occupational standards.
#[derive(Debug, Clone)]
pub struct Framework {
    pub slug: String,
    pub title: String,
    pub summary: String,
    /// Whose it is.
    pub owner: String,
    pub source: String,
    pub source_url: String,
    /// Whether every item of it is listed.
    pub complete: bool,
    pub care: Care,
    /// HTML.
    pub body: String,
    pub items: Vec<FrameworkItem>,
}

/// A standard, or a capability, and the criteria that come closest to it.
#[derive(Debug, Clone)]
pub struct FrameworkItem {
    pub id: String,
    /// The heading it stands under.
    pub group: String,
    pub title: String,
    pub criteria: Vec<String>,
    /// HTML.
    pub note: String,
}

pub(crate) fn compile(scope: Scope<'_>, document: &Document<'_>, slug: &str) -> Framework {
    let mut keys = document.keys(&scope.findings.faults);
    let (title, summary) = (keys.text("title"), keys.text("summary"));
    let (owner, source) = (keys.text("owner"), keys.text("source"));
    let source_url = source_url(scope, &mut keys);
    keys.node("complete");
    if !keys.has("complete") {
        let fault = keys.place("title").error("the key `complete` is missing");
        let hint = "write complete: false unless every item of the framework is listed here";
        scope.findings.faults.add(fault.hint(hint));
    }
    let complete = keys.flag("complete");
    let care = care(scope, &mut keys);
    keys.finish();
    require_body(scope, document);
    let (body, items) = items(scope, document);
    Framework {
        slug: slug.to_owned(),
        title,
        summary,
        owner,
        source,
        source_url,
        complete,
        care,
        body,
        items,
    }
}

fn source_url(scope: Scope<'_>, keys: &mut Keys<'_>) -> String {
    let url = keys.text("source-url");
    if !url.is_empty() && !url.starts_with("https://") {
        let fault = keys.place("source-url");
        let fault = fault.error("`source-url` must begin with https://");
        scope.findings.faults.add(fault);
    }
    url
}

/// The introduction as HTML, and the items: headings of the third level below those of their groups.
fn items(scope: Scope<'_>, document: &Document<'_>) -> (String, Vec<FrameworkItem>) {
    let markdown = &document.markdown;
    let is_item = |heading: &Heading| !heading.nested && (heading.level == 2 || heading.level == 3);
    let headings: Vec<_> = markdown.headings().into_iter().filter(is_item).collect();
    let (introduction, parts) = markdown.parts(&headings);
    let mut items: Vec<FrameworkItem> = Vec::new();
    let mut group = String::new();
    for (heading, range) in parts {
        if heading.level == 2 {
            heading.check_attributes(scope, &[]);
            heading.title.clone_into(&mut group);
            continue;
        }
        heading.check_attributes(scope, &["criteria"]);
        let id = id(scope, heading);
        items.push(FrameworkItem {
            group: group.clone(),
            title: heading.title.clone(),
            criteria: criteria(scope, heading),
            note: markdown::html(scope, markdown, range, Style::prose(format!("{id}-"), 3)),
            id,
        });
    }
    if items.is_empty() {
        let at = document.body.saturating_sub(1);
        let hint = "write ## A group, and below it ### An item {#its-id criteria=U1.1.1}";
        scope.error_with_hint(at, "this framework has no items", hint);
    }
    let style = Style::prose("", 1);
    (markdown::html(scope, markdown, introduction, style), items)
}

fn id(scope: Scope<'_>, heading: &Heading) -> String {
    let id = heading.id.clone().unwrap_or_default();
    let place = scope.source.place(heading.offset(scope.source, &id));
    if is_slug(&id) {
        scope.findings.define(Sort::Item, &id, place);
    } else {
        let fault = place.error("this item needs a well-formed id");
        let hint = "write {#its-id} after it: lower-case letters, digits and single hyphens";
        scope.findings.faults.add(fault.hint(hint));
    }
    id
}

/// The criteria that come closest, each once.
fn criteria(scope: Scope<'_>, heading: &Heading) -> Vec<String> {
    let Some(text) = heading.attribute("criteria") else {
        return Vec::new();
    };
    let mut codes: Vec<String> = Vec::new();
    for code in text.split(',').filter(|code| !code.is_empty()) {
        let at = heading.offset(scope.source, code);
        if codes.iter().any(|known| known == code) {
            scope.error(at, format!("{code} stands here twice"));
            continue;
        }
        let place = scope.source.place(at);
        scope
            .findings
            .refer(Sort::Criterion, code, Sort::Item, place);
        codes.push(code.to_owned());
    }
    codes
}
