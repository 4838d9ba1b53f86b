//! Worksheets: what each kind of field becomes.

use super::sample::{TODAY, files, library};
use crate::library::{FieldKind, Severity, compile};

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
