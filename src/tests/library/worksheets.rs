//! Worksheets: what each kind of field becomes.

use super::sample::{TODAY, files, library};
use crate::library::{FieldKind, Method, Severity, compile};

#[test]
fn a_worksheet_has_its_fields_in_order() {
    let library = library("Text.");
    let worksheet = library
        .worksheet("attachment-worksheet")
        .expect("it is there");
    assert_eq!(
        (worksheet.title.as_str(), worksheet.summary.as_str()),
        ("Worksheet", "One sentence.")
    );
    assert_eq!(worksheet.content_note.as_deref(), Some("What is coming."));
    assert_eq!(worksheet.criteria, ["U1.1.1"], "each once");
    assert!(worksheet.body.starts_with("<p>With <em>her</em>"));
    let texts = |texts: &[&str]| {
        texts
            .iter()
            .map(|text| (*text).to_owned())
            .collect::<Vec<_>>()
    };
    let expected = [
        ("next", FieldKind::Short),
        (
            "words",
            FieldKind::Long {
                min_words: Some(5),
                max_words: Some(50),
            },
        ),
        (
            "which",
            FieldKind::Choice(texts(&["A “mentor”", "A worker"])),
        ),
        (
            "agreed",
            FieldKind::Checklist(texts(&["One of these", "Another"])),
        ),
        ("when", FieldKind::Date),
        (
            "steps",
            FieldKind::Table {
                columns: texts(&["Step", "By when"]),
                rows: 6,
            },
        ),
        (
            "signs",
            FieldKind::Table {
                columns: texts(&["Sign"]),
                rows: 3,
            },
        ),
    ];
    for (field, (id, kind)) in worksheet.fields.iter().zip(&expected) {
        assert_eq!((field.id.as_str(), &field.kind), (*id, kind));
        assert_eq!(field.required, *id == "next");
    }
    assert_eq!(worksheet.fields.len(), expected.len());
    assert_eq!(
        worksheet.field("next").expect("it is there").guidance,
        "<p>A role only. See <a href=\"/modules/attachment/base\">base</a>.</p>\n"
    );
    let steps = worksheet.field("steps").expect("it is there");
    assert_eq!(steps.guidance, "<ul>\n<li>Not an option.</li>\n</ul>\n");
    let shown: Vec<&str> = worksheet
        .fields_for("U1.1.1")
        .map(|field| field.id.as_str())
        .collect();
    assert_eq!(shown, ["next", "which", "steps"]);
}

#[test]
fn a_worksheet_covers_a_criterion_as_a_reflection_does() {
    let without = |left_out: &str| {
        let files = files("Text.")
            .into_iter()
            .map(|(path, text)| match path.ends_with(left_out) {
                true => (
                    path,
                    text.replace("U1.1.1", "U1.1.2").replace("[U1.1.2]", "[]"),
                ),
                false => (path, text),
            });
        let faults = compile(&files.collect(), TODAY).faults;
        let errors = faults
            .iter()
            .filter(|fault| fault.severity == Severity::Error);
        errors
            .map(|fault| fault.message.clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(without("/reflection.md"), Vec::<String>::new());
    assert_eq!(
        without("/worksheet.md"),
        ["there is no criterion `U1.1.2`"; 3]
    );
}

#[test]
fn the_forms_that_ship_are_for_the_methods_from_work() {
    let library = crate::tests::scenes::library_with(|_, text| text);
    for method in Method::ALL {
        let form = library.form(method);
        assert_eq!(form.is_some(), method.is_from_work(), "{method:?}");
        assert!(form.is_none_or(|form| form.criteria.is_empty() && form.is_form()));
    }
}

#[test]
fn a_form_that_cannot_be_used_is_a_fault() {
    let front = |id: &str| {
        format!("---\nid: {id}\ntitle: T\nsummary: S.\nreview-by: 2028-01-01\n---\n\nText.\n\n")
    };
    let about = "## What {#about type=short required}\n";
    let table = [
        ("forms/workplace-held.md", "workplace-held", about, None),
        (
            "forms/observation.md",
            "observation",
            about,
            Some("when it was, where, and for how long"),
        ),
        (
            "forms/lesson.md",
            "lesson",
            about,
            Some("there is no form `lesson`"),
        ),
        (
            "forms/worksheet.md",
            "worksheet",
            about,
            Some("there is no form `worksheet`"),
        ),
        (
            "forms/observation.md",
            "case-study",
            about,
            Some("not the name of its file"),
        ),
        (
            "forms/observation.md",
            "observation",
            "## What {#about type=short}\n",
            Some("what the evidence is called"),
        ),
        (
            "forms/observation.md",
            "observation",
            "## What {#about type=short required criteria=U1.1.1}\n",
            Some("names criteria"),
        ),
    ];
    for (path, id, body, fault) in table {
        let text = front(id) + body;
        let mut files = files("Text.");
        files.push((path, text));
        let compiled = compile(&files.into_iter().collect(), TODAY);
        let errors = compiled
            .faults
            .iter()
            .filter(|fault| fault.severity == Severity::Error);
        let errors: Vec<_> = errors.map(|fault| fault.message.as_str()).collect();
        match fault {
            None => assert!(errors.is_empty(), "{path}: {errors:?}"),
            Some(words) => assert!(
                errors.iter().any(|error| error.contains(words)),
                "{path}: {errors:?}"
            ),
        }
    }
}
