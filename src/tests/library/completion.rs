//! What completes a section or a module: the front matter's `complete`, and its faults.

use super::sample::{TODAY, files};
use crate::library::{Compiled, ModuleNeed, Need, compile};

/// The small library with this in the front matter of its section and of its module.
fn with(section: &str, module: &str, body: &str) -> Compiled {
    let add = |text: String, key: &str| match key.is_empty() {
        true => text,
        false => text.replacen("---\n", &format!("---\n{key}\n"), 1),
    };
    let all = files(body).into_iter().map(|(path, text)| match path {
        "modules/attachment/01-base.md" => (path, add(text, section)),
        "modules/attachment/module.md" => (path, add(text, module)),
        _ => (path, text),
    });
    compile(&all.collect(), TODAY)
}

const QUESTION: &str =
    "One.\n\n[Check](practice.md#tuesday)\n\n[Check](practice.md#wednesday)\n\n[Quiz](quiz.md)\n";

#[test]
fn an_author_says_what_completes_a_section_and_a_module() {
    let table: [(&str, &[Need], &str, &[ModuleNeed]); 4] = [
        ("", &[Need::Read], "", &[ModuleNeed::Sections]),
        (
            "complete: questions",
            &[Need::Questions],
            "complete: quiz",
            &[ModuleNeed::Quiz],
        ),
        (
            "complete: [quiz]",
            &[Need::Quiz],
            "complete: sections",
            &[ModuleNeed::Sections],
        ),
        (
            "complete: [read, questions, quiz]",
            &[Need::Read, Need::Questions, Need::Quiz],
            "complete: [sections, quiz]",
            &[ModuleNeed::Sections, ModuleNeed::Quiz],
        ),
    ];
    for (section, needs, module, module_needs) in table {
        let compiled = with(section, module, QUESTION);
        let faults: Vec<String> = compiled.faults.iter().map(ToString::to_string).collect();
        let library = compiled.library.unwrap_or_else(|| panic!("{faults:?}"));
        let found = library.module("attachment").unwrap();
        assert_eq!(
            (
                found.sections[0].complete.as_slice(),
                found.complete.as_slice()
            ),
            (needs, module_needs)
        );
    }
}

#[test]
fn what_cannot_be_done_is_a_fault_where_it_stands() {
    let table = [
        (
            "complete: reading",
            "",
            QUESTION,
            "01-base.md:2:11: error: `complete` cannot be `reading`",
        ),
        (
            "complete: [read, read]",
            "",
            QUESTION,
            "01-base.md:2:18: error: `read` is given twice",
        ),
        (
            "complete: 3",
            "",
            QUESTION,
            "01-base.md:2:1: error: `complete` must be a list, not a number",
        ),
        (
            "complete: questions",
            "",
            "One.\n",
            "01-base.md:2:1: error: no question is embedded in this section",
        ),
        (
            "complete: quiz",
            "",
            "[Check](practice.md#tuesday)\n\n[All](practice.md)\n",
            "01-base.md:2:1: error: no quiz that can be passed is embedded in this section",
        ),
        (
            "",
            "complete: read",
            QUESTION,
            "module.md:2:11: error: `complete` cannot be `read`",
        ),
    ];
    for (section, module, body, expected) in table {
        let faults: Vec<String> = with(section, module, body)
            .faults
            .iter()
            .map(ToString::to_string)
            .collect();
        assert!(
            faults.iter().any(|fault| fault.contains(expected)),
            "{expected}: {faults:?}"
        );
    }
    let without: Vec<_> = files(QUESTION)
        .into_iter()
        .filter(|(path, _)| *path != "modules/attachment/quiz.md")
        .map(|(path, text)| {
            (
                path,
                text.replacen(
                    "---\ntitle: Attachment",
                    "---\ncomplete: quiz\ntitle: Attachment",
                    1,
                ),
            )
        })
        .collect();
    let faults: Vec<String> = compile(&without.into_iter().collect(), TODAY)
        .faults
        .iter()
        .map(ToString::to_string)
        .collect();
    assert!(
        faults
            .iter()
            .any(|fault| fault.contains("this module is completed by its quiz, and has none")),
        "{faults:?}"
    );
}
