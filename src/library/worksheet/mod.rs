//! Worksheets: documents to fill in field by field, which can be evidence.

mod field;
mod offer;

pub use field::{Field, FieldKind};

use std::collections::BTreeSet;

use super::document::{Document, Scope};
use super::findings::Sort;
use super::heading::Heading;
use super::markdown::{self, Style};
use super::module::review_by;
use super::reflection::own_id;
use super::{Method, Version, VersionKind, compiler};

/// A document to fill in, which can be evidence for the criteria of its fields.
#[derive(Debug, Clone)]
pub struct Worksheet {
    pub id: String,
    pub title: String,
    pub summary: String,
    pub module: String,
    /// [`Method::Worksheet`], or for a form the method from work whose evidence it is.
    pub method: Method,
    pub content_note: Option<String>,
    /// Those of its fields, each once.
    pub criteria: Vec<String>,
    /// The introduction, HTML.
    pub body: String,
    pub fields: Vec<Field>,
    pub version: Version,
}

impl Worksheet {
    /// A worksheet as it was when its source was stored; its module is not in its source and stays empty.
    pub fn from_source(source: &str) -> Option<Self> {
        compiler::lenient("", source, |scope, document| compile(scope, document, ""))
    }

    /// Whether it is for evidence from work, which can show any criterion of the unit it is begun for.
    pub fn is_form(&self) -> bool {
        self.method != Method::Worksheet
    }

    /// The field with an id.
    pub fn field(&self, id: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.id == id)
    }

    /// The fields that can show a criterion.
    pub fn fields_for<'a>(&'a self, criterion: &'a str) -> impl Iterator<Item = &'a Field> {
        self.fields
            .iter()
            .filter(move |field| field.criteria.iter().any(|code| code == criterion))
    }
}

pub(crate) fn compile(scope: Scope<'_>, document: &Document<'_>, module: &str) -> Worksheet {
    let mut keys = document.keys(&scope.findings.faults);
    let method = document.peek("id").and_then(form_method);
    let sort = method.map_or(Sort::Worksheet, |_| Sort::Form);
    let (id, method) = (
        own_id(scope, &mut keys, sort),
        method.unwrap_or(Method::Worksheet),
    );
    let (title, summary) = (keys.text("title"), keys.text("summary"));
    let content_note = keys.optional_text("content-note");
    review_by(scope, &mut keys);
    keys.finish();
    let headings: Vec<_> = document
        .markdown
        .headings()
        .into_iter()
        .filter(|heading| heading.level == 2 && !heading.nested)
        .collect();
    let (introduction, parts) = document.markdown.parts(&headings);
    let fields: Vec<Field> = parts
        .into_iter()
        .map(|(heading, guidance)| {
            field::compile(scope, &document.markdown, heading, guidance, &id)
        })
        .collect();
    check(scope, document, &headings, &fields, method);
    Worksheet {
        criteria: criteria(&fields),
        body: markdown::html(
            scope,
            &document.markdown,
            introduction,
            Style::prose(format!("{id}-"), 1),
        ),
        version: Version::new(VersionKind::Worksheet, id.clone(), scope.source.text),
        module: module.to_owned(),
        method,
        id,
        title,
        summary,
        content_note,
        fields,
    }
}

/// The field of every form that says in a few words what the evidence is.
pub const ABOUT: &str = "about";

/// The fields of the forms that assessors fill in that say when it was, where, and for how many minutes.
pub const ON: &str = "on";
pub const PLACE: &str = "place";
pub const MINUTES: &str = "minutes";

/// The form in the file of this name.
pub(crate) fn compile_form(scope: Scope<'_>, document: &Document<'_>, name: &str) -> Worksheet {
    let form = compile(scope, document, "");
    let place = document.body.saturating_sub(1);
    if form_method(name).is_none() {
        let methods: Vec<_> = Method::ALL
            .into_iter()
            .filter(|method| method.is_from_work())
            .collect();
        let names: Vec<_> = methods.into_iter().map(Method::key).collect();
        scope.error_with_hint(
            place,
            format!("there is no form `{name}`"),
            format!("the forms are {}", names.join(", ")),
        );
    } else if form.id != name {
        scope.error_with_hint(
            place,
            "the id of this form is not the name of its file",
            format!("write id: {name}"),
        );
    } else if !form
        .field(ABOUT)
        .is_some_and(|field| field.required && field.kind == FieldKind::Short)
    {
        scope.error_with_hint(
            place,
            "this form does not ask what the evidence is called",
            "give it a field {#about type=short required}",
        );
    } else if !asks_for_the_occasion(&form) {
        scope.error_with_hint(
            place,
            "this form does not ask when it was, where, and for how long",
            "give it the fields {#on type=date required}, {#place type=short required} and {#minutes type=short required}",
        );
    }
    form
}

/// Whether a form that assessors fill in has the fields that are recorded beside what they write.
fn asks_for_the_occasion(form: &Worksheet) -> bool {
    let by_assessors = [Method::Observation, Method::ProfessionalDiscussion];
    let wanted = [
        (ON, FieldKind::Date),
        (PLACE, FieldKind::Short),
        (MINUTES, FieldKind::Short),
    ];
    let has = |(id, kind): &(&str, FieldKind)| {
        form.field(id)
            .is_some_and(|field| field.required && field.kind == *kind)
    };
    !by_assessors.contains(&form.method) || wanted.iter().all(has)
}

/// The method that a form is for, by its id.
fn form_method(id: &str) -> Option<Method> {
    Method::from_key(id).filter(|method| method.is_from_work())
}

/// Every criterion that a field can show, once, in the order of the fields.
fn criteria(fields: &[Field]) -> Vec<String> {
    let mut seen = BTreeSet::new();
    let all = fields.iter().flat_map(|field| &field.criteria);
    all.filter(|code| seen.insert(code.as_str()))
        .cloned()
        .collect()
}

/// Checks what concerns several fields: that there are any, that ids differ, and that one unit's criteria are shown.
fn check(
    scope: Scope<'_>,
    document: &Document<'_>,
    headings: &[Heading],
    fields: &[Field],
    method: Method,
) {
    let end_of_front_matter = document.body.saturating_sub(1);
    if headings.is_empty() {
        scope.error_with_hint(end_of_front_matter, "there is no field here", field::HOW);
    }
    let mut ids = BTreeSet::new();
    let mut unit = None;
    for (heading, field) in headings.iter().zip(fields) {
        if !field.id.is_empty() && !ids.insert(&field.id) {
            let message = format!("the id `{}` is given twice in this worksheet", field.id);
            scope.error(heading.offset(scope.source, &field.id), message);
        }
        for code in &field.criteria {
            let own = code.split('.').next().unwrap_or_default();
            if *unit.get_or_insert(own) != own {
                scope.error_with_hint(
                    heading.offset(scope.source, code),
                    format!("{code} belongs to another unit than the criteria before it"),
                    "a worksheet is evidence for one unit; write another for the other unit",
                );
            }
        }
    }
    if method != Method::Worksheet {
        if unit.is_some() {
            scope.error_with_hint(
                end_of_front_matter,
                "this form names criteria",
                "a form is for any unit: its learner says what it shows",
            );
        }
    } else if unit.is_none() && !headings.is_empty() {
        scope.error_with_hint(
            end_of_front_matter,
            "this worksheet can show no criterion",
            "write criteria=U1.1.1 into the heading of every field that can show one",
        );
    }
}
