//! Every fault, where it is reported, and how it is shown.

use std::path::Path;

use super::sample::{TODAY, compiled, files};
use crate::library::{Files, Severity, compile};

/// Each fault as `path:line:column: severity: message`.
fn lines(files: &Files) -> Vec<String> {
    let faults = compile(files, TODAY).faults;
    faults
        .iter()
        .map(|fault| {
            fault
                .to_string()
                .lines()
                .next()
                .unwrap_or_default()
                .to_owned()
        })
        .collect()
}

#[test]
fn every_kind_of_fault_is_found_where_it_is() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/tests/faulty-content");
    let files = Files::from_dir(&folder).expect("the folder is there");
    let expected = include_str!("../faulty-content.txt");
    assert_eq!(lines(&files).join("\n"), expected.trim_end());
    assert!(compile(&files, TODAY).library.is_none());
}

#[test]
fn a_fault_shows_the_line_a_caret_and_a_hint() {
    let compiled = compiled("Zoë – who? – reads [nothing](03-none.md).\n");
    assert!(compiled.library.is_none());
    let expected = "modules/attachment/01-base.md:6:20: error: this link goes nowhere: there is no modules/attachment/03-none.md
    Zoë – who? – reads [nothing](03-none.md).
                       ^
    hint: link to a Markdown file of this folder, as its path from here";
    assert_eq!(
        compiled
            .faults
            .iter()
            .map(ToString::to_string)
            .collect::<Vec<_>>(),
        [expected]
    );
}

#[test]
fn in_a_very_long_line_the_caret_stays_in_sight() {
    let compiled = compiled(&format!(
        "{}<b> and {}\n",
        "word ".repeat(500),
        "word ".repeat(500)
    ));
    let fault = &compiled.faults[0];
    let shown = fault.to_string();
    let caret = shown
        .lines()
        .nth(2)
        .and_then(|line| line.find('^'))
        .expect("there is a caret");
    assert_eq!((fault.line, fault.column), (6, 2501));
    assert_eq!(
        shown
            .lines()
            .nth(1)
            .and_then(|line| line.get(caret..caret + 3)),
        Some("<b>")
    );
}

#[test]
fn a_passed_review_date_is_a_warning_and_no_more() {
    let compiled = compile(&files("Text.").into_iter().collect(), "2028-04-01");
    assert!(compiled.library.is_some());
    assert!(
        compiled.faults.iter().all(
            |fault| fault.severity == Severity::Warning && fault.message.contains("2028-03-31")
        )
    );
    assert_eq!(compiled.faults.len(), 9);
}

#[test]
fn a_criterion_without_a_question_is_an_error_if_a_quiz_must_be_passed() {
    let untested = |quiz: &str| {
        let files = files("Text.").into_iter().map(|(path, text)| {
            let text = if path.contains("units/") {
                text.replace("quiz: attachment-quiz\n", quiz)
                    + "\n### Untested {#U1.1.2}\n\nGuidance.\n"
            } else {
                text
            };
            (
                path,
                text.replace("criteria: [U1.1.1]", "criteria: [U1.1.1, U1.1.2]"),
            )
        });
        lines(&files.collect())
    };
    assert_eq!(
        untested(""),
        ["qualifications/practitioner/units/u1.md:20:16: warning: no question tests U1.1.2"]
    );
    assert_eq!(
        untested("quiz: attachment-quiz\n"),
        ["qualifications/practitioner/units/u1.md:21:16: error: no question tests U1.1.2"]
    );
}
