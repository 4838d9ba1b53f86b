//! Text that nobody writes on purpose: nothing panics, overflows the stack or takes long.

use std::time::{Duration, Instant};

use proptest::prelude::*;

use super::sample::{TODAY, compiled};
use crate::library::{
    Files, Question, Quiz, Reflection, Section, Specification, Worksheet, compile,
};

const MANY: usize = 100_000;

fn compile_all(text: &str) {
    let body = format!("---\nid: a\ntitle: T\ncriteria: [U1.1.1]\nkind: quiz\n---\n{text}");
    let question = format!(
        "{body}\n## Q {{#q type=single criteria=U1.1.1}}\n\n{text}\n\n- [ ] {text}\n  > {text}\n- [x] a\n"
    );
    let paths = [
        "glossary.md",
        "modules/m/module.md",
        "modules/m/01-s.md",
        "modules/m/reflection.md",
        "qualifications/q/specification.md",
        "qualifications/q/units/u1.md",
    ];
    let mut files: Vec<(&str, String)> = paths.iter().map(|path| (*path, body.clone())).collect();
    let worksheet = format!(
        "{body}\n## F {{#f type=table required criteria=U1.1.1}}\n\n{text}\n\n## G {{#g type=choice}}\n\n{text}\n\n- {text}\n- a\n"
    );
    files.push(("modules/m/worksheet.md", worksheet.clone()));
    files.push(("modules/m/worksheet-2.md", body.clone()));
    files.push(("modules/m/quiz.md", question.clone()));
    let scenario = body.replace("criteria:", "state: { bond: 0 }\nsummary: S\ncriteria:");
    files.push((
        "modules/m/scenario.md",
        format!("{scenario}\n## {{#a}}\n{text}\n## {{#b}}\n- [{text}](#b) {text}\n  > {text}\n## {{#c ending=held}}\n> **Debrief** {text}\n"),
    ));
    files.push((
        "modules/m/scenario-raw.md",
        format!("{scenario}\n## A {{#a}}\n\n{text}\n"),
    ));
    files.push(("modules/m/practice.md", text.to_owned()));
    files.push(("modules/m/02-s.md", format!("---\n{text}\n---\n")));
    files.push(("references.yml", text.to_owned()));
    for fault in compile(&files.into_iter().collect::<Files>(), TODAY).faults {
        let _ = fault.to_string();
    }
    let _ = (
        Section::from_source("m/s", &body),
        Reflection::from_source(&body),
        Quiz::from_source(&question),
        Worksheet::from_source(&worksheet),
        Worksheet::from_source(&body),
    );
    let _ = (
        Question::from_source("q/a", text),
        Question::from_source("q/a", &question),
        Specification::from_source(text),
    );
}

#[test]
fn deep_nesting_and_endless_repetition_stay_quick() {
    let pieces = [
        ">",
        "[",
        "![",
        "*",
        "**",
        "`",
        "- ",
        "1. ",
        "<b>",
        "[@x]",
        "[^1]",
        "[a](",
        "> **a**\n",
        "## a\n",
        "|a",
        "[x](x)",
        "- [ ] a\n",
        "\u{301}",
        "[^a]: ",
    ];
    for piece in &pieces {
        let start = Instant::now();
        let many = if matches!(*piece, ">" | "[") {
            MANY
        } else {
            MANY / 10
        };
        let _ = compiled(&piece.repeat(many)).faults;
        // A second when optimised; the tests are not.
        assert!(
            start.elapsed() < Duration::from_secs(5),
            "{piece:?} took {:?}",
            start.elapsed()
        );
    }
}

#[test]
fn deep_nesting_in_yaml_is_refused() {
    for piece in ["[", "{", "- ", "? ", "a: [", "[\n", "!a ", "&a "] {
        let text = piece.repeat(MANY);
        let files = [
            ("references.yml", text.clone()),
            ("modules/m/01-s.md", format!("---\n{text}\n---\n")),
        ];
        assert!(
            !compile(&files.into_iter().collect(), TODAY)
                .faults
                .is_empty(),
            "{piece:?}"
        );
    }
}

#[test]
fn absurdly_deep_text_is_a_fault() {
    let faults = compiled(&format!("{} deep", ">".repeat(MANY))).faults;
    assert!(
        faults
            .iter()
            .any(|fault| fault.message == "this is nested too deeply")
    );
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn arbitrary_text_never_panics(text in any::<String>()) {
        compile_all(&text);
    }

    #[test]
    fn arbitrary_markup_never_panics(pieces in prop::collection::vec(prop::sample::select(PIECES), 0..40)) {
        compile_all(&pieces.concat());
    }
}

const PIECES: &[&str] = &[
    "\n",
    "\n\n",
    " ",
    "  ",
    "\t",
    "\r\n",
    "a",
    "é",
    "\u{feff}",
    "\u{0}",
    "# ",
    "## ",
    "### ",
    "> ",
    "- ",
    "- [ ] ",
    "- [x] ",
    "1. ",
    "**",
    "*",
    "`",
    "```\n",
    "[",
    "]",
    "(",
    ")",
    "![",
    "](",
    "[@a]",
    "[@bowlby1988, p. 3]",
    "[@",
    "[^1]",
    "[^1]: ",
    "[a]: b\n",
    "{#a}",
    "{#a type=single criteria=U1.1.1}",
    "{#a type=choice required}",
    "{#a type=table rows=2 criteria=U1.1.1}",
    "{#a type=long min-words=2}",
    "{",
    "}",
    "| a | b |\n|---|---|\n",
    "| ",
    "---\n",
    "---",
    "<b>",
    "<!--",
    "-->",
    "&amp;",
    "\\",
    "[a](02-s.md)",
    "[a](quiz.md#q)",
    "[a](../../glossary.md#a)",
    "title: ",
    "a: b\n",
    "- a\n",
    "[a, b]",
    "\"",
    "'",
    ":",
    ";",
    ",",
    "$",
    "~",
    "https://x.org",
];
