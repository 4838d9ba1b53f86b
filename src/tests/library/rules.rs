//! The language of rules: what can be read, what cannot, and what nobody could meet.

use super::sample::{TODAY, files};
use crate::library::{Amount, Asks, Library, Method, Thing, compile};

/// The sample with these lines in the front matter of its unit: the library, if there is one, and every fault.
fn with(lines: &str) -> (Option<Library>, Vec<String>) {
    let files = files("Text.").into_iter().map(|(path, text)| {
        let text = match path.contains("units/") {
            true => text.replace("glh: 12\n", &format!("glh: 12\n{lines}")),
            false => text,
        };
        (path, text)
    });
    let compiled = compile(&files.collect(), TODAY);
    let faults = compiled.faults.iter().map(ToString::to_string).collect();
    (compiled.library, faults)
}

const BOTH: &str = "rules:\n  - quiz passed\n  - every criterion at least once\n";

/// What the sample's unit asks for with one more rule.
fn asks(rule: &str) -> Asks {
    let (library, faults) = with(&format!(
        "workplace: [observation, witness testimony]\n{BOTH}  - {rule}\n"
    ));
    let library = library.unwrap_or_else(|| panic!("{rule}: {}", faults.join("\n")));
    let rules = &library.specifications[0].units[0].rules;
    assert_eq!(
        (rules.len(), rules[2].words.as_str()),
        (3, rule.trim_matches('"'))
    );
    rules[2].asks.clone()
}

#[test]
fn every_sentence_of_the_grammar_is_read() {
    let of = |code: &str| Some(code.to_owned());
    let one_of = |of: &str, things: &[Thing]| Asks::OneOf {
        of: of.to_owned(),
        things: things.to_vec(),
    };
    let sheet = Thing::Activity(Method::Worksheet, "attachment-worksheet".to_owned());
    let work = [
        Thing::Method(Method::Observation),
        Thing::Method(Method::WitnessTestimony),
    ];
    let table = [
        ("quiz passed", Asks::QuizPassed),
        ("Quiz passed.", Asks::QuizPassed),
        (
            "every criterion at least once",
            Asks::Each {
                of: None,
                by: Amount::Pieces(1),
            },
        ),
        (
            "every criterion at least twice",
            Asks::Each {
                of: None,
                by: Amount::Pieces(2),
            },
        ),
        (
            "every criterion by 2 pieces of evidence",
            Asks::Each {
                of: None,
                by: Amount::Pieces(2),
            },
        ),
        (
            "every criterion of U1.1 by two methods",
            Asks::Each {
                of: of("U1.1"),
                by: Amount::Methods(2),
            },
        ),
        (
            "U1.1.1 by at least 2 pieces of evidence",
            Asks::Each {
                of: of("U1.1.1"),
                by: Amount::Pieces(2),
            },
        ),
        (
            "at least 2 methods",
            Asks::Together {
                of: None,
                by: Amount::Methods(2),
            },
        ),
        (
            "at least three pieces of evidence for U1.1",
            Asks::Together {
                of: of("U1.1"),
                by: Amount::Pieces(3),
            },
        ),
        (
            "U1.1 needs worksheet attachment-worksheet",
            one_of("U1.1", std::slice::from_ref(&sheet)),
        ),
        (
            "\"U1.1.1 needs a reflective account\"",
            one_of("U1.1.1", &[Thing::Method(Method::ReflectiveAccount)]),
        ),
        (
            "an observation or a witness testimony for U1.1.1",
            one_of("U1.1.1", &work),
        ),
        (
            "the worksheet attachment-worksheet for U1.1",
            one_of("U1.1", std::slice::from_ref(&sheet)),
        ),
        (
            "U1.1 needs the attachment-worksheet worksheet or an observation",
            one_of("U1.1", &[sheet.clone(), work[0].clone()]),
        ),
        (
            "a worksheet or an observation for U1.1",
            one_of("U1.1", &[Thing::Method(Method::Worksheet), work[0].clone()]),
        ),
    ];
    for (rule, expected) in table {
        assert_eq!(asks(rule), expected, "{rule}");
    }
}

#[test]
fn a_unit_without_rules_asks_for_its_quiz_and_every_criterion() {
    let (library, faults) = with("");
    let words: Vec<String> = library.expect("no faults").specifications[0].units[0]
        .rules
        .iter()
        .map(|rule| rule.sentence(&str::to_owned))
        .collect();
    assert_eq!(faults, Vec::<String>::new());
    assert_eq!(
        words,
        [
            "The quiz of the unit is passed.",
            "Every criterion is achieved at least once."
        ]
    );
}

#[test]
fn what_cannot_be_read_or_met_is_shown_where_it_stands() {
    let table = [
        (
            "nothing passed",
            "11:5: error: no rule begins with `nothing`",
        ),
        ("quiz sat", "11:10: error: `sat` cannot stand here"),
        ("every criterion", "11:20: error: this rule stops too early"),
        (
            "at least many methods",
            "11:14: error: a number from 1 to 20 is missing here",
        ),
        ("at least 2 things", "11:16: error: of what is missing here"),
        (
            "quiz passed twice",
            "11:17: error: the rule is complete before `twice`",
        ),
        (
            "U1.1 needs a poem",
            "11:18: error: `poem` is no kind of evidence",
        ),
        (
            "an observation for her",
            "11:24: error: a code is missing here",
        ),
        (
            "\"U1.1.9 at least once\"",
            "11:6: error: there is no outcome or criterion `U1.1.9` in U1",
        ),
        (
            "U2.1 needs a worksheet",
            "11:5: error: there is no outcome or criterion `U2.1` in U1",
        ),
        (
            "U1.1 needs worksheet attachment-workshet",
            "11:26: error: this rule cannot be met: there is no worksheet `attachment-workshet`",
        ),
        (
            "U1.1 needs an observation",
            "11:5: error: this rule cannot be met: U1 does not allow an observation",
        ),
        (
            "at least 4 methods",
            "11:5: error: this rule cannot be met: U1 can be shown by 3 methods, and 4 are asked for",
        ),
        (
            "U1.1.1 by 4 pieces of evidence",
            "11:5: error: this rule cannot be met: U1.1.1 can be shown by 3 pieces of evidence, and 4 are asked for",
        ),
    ];
    for (rule, expected) in table {
        let (library, faults) = with(&format!("{BOTH}  - {rule}\n"));
        let first = faults.first().cloned().unwrap_or_default();
        assert!(library.is_none(), "{rule}");
        assert_eq!(
            first.lines().next(),
            Some(format!("qualifications/practitioner/units/u1.md:{expected}").as_str()),
            "{rule}: {faults:?}"
        );
        assert!(first.contains("^\n    hint: "), "{first}");
    }
    let (_, faults) = with("rules: [at least 2 methods]\n");
    for words in ["without every criterion", "no rule asks for it"] {
        let is_said = faults.iter().any(|fault| fault.contains(words));
        assert!(is_said, "{faults:?}");
    }
    let (_, faults) = with("workplace: [a chat]\n");
    assert!(
        faults[0].contains("`a chat` is no kind of evidence from work"),
        "{faults:?}"
    );
}

#[test]
fn an_activity_elsewhere_is_told_from_one_that_is_not_there() {
    let elsewhere = |path: &str, text: String| {
        match path {
        "qualifications/practitioner/units/u1.md" => text.replace(
            "glh: 12\n",
            &format!("glh: 12\n{BOTH}  - U1.1 needs worksheet attachment-worksheet\n  - U1.1 needs worksheet elsewhere\n"),
        ),
        _ => text,
    }
    };
    let sheet = "---\nid: elsewhere\ntitle: Elsewhere\nsummary: One sentence.\nreview-by: 2028-03-31\n---\n\nText.\n\n## Who? {#who type=short criteria=U1.1.1}\n";
    let module = "---\ntitle: Other\nsummary: One sentence.\nauthor: Programme team\nreviewer: awaiting clinical review\nreview-by: 2028-03-31\noutcomes: []\n---\n\nText.\n";
    let section = "---\ntitle: Other\ncriteria: []\n---\n\nText.\n";
    let more = [
        ("modules/other/module.md", module),
        ("modules/other/01-other.md", section),
        ("modules/other/worksheet.md", sheet),
    ];
    let all = files("Text.")
        .into_iter()
        .map(|(path, text)| (path, elsewhere(path, text)));
    let all = all.chain(more.map(|(path, text)| (path, text.to_owned())));
    let faults: Vec<String> = compile(&all.collect(), TODAY)
        .faults
        .iter()
        .map(ToString::to_string)
        .collect();
    let words = "this rule cannot be met: the worksheet `elsewhere` is in no module of U1: it lies in modules/other";
    assert!(
        faults.iter().any(|fault| fault.contains(words)),
        "{faults:?}"
    );
    assert!(
        !faults
            .iter()
            .any(|fault| fault.contains("`attachment-worksheet`")),
        "{faults:?}"
    );
}

#[test]
fn of_a_bank_no_more_counts_than_is_drawn() {
    let faults = |pieces: u32| {
        let mut all = files("Text.");
        for (path, text) in &mut all {
            if path.contains("units/") {
                let rule = format!("glh: 12\n{BOTH}  - at least {pieces} pieces of evidence\n");
                *text = text.replace("glh: 12\n", &rule);
            }
            if path.ends_with("attachment/quiz.md") {
                *text = text.replace(
                    "shuffle: true\n",
                    "shuffle: true\ndraw:\n  - bank: free-bank\n    count: 1\n",
                );
            }
        }
        let free = |id: &str| {
            format!(
                "## {id} {{#{id} type=free criteria=U1.1.1}}\n\nWhat of {id}?\n\n> Anything.\n\n"
            )
        };
        let bank = "---\nid: free-bank\ntitle: Bank\nkind: bank\nreview-by: 2028-03-31\n---\n\n";
        all.push((
            "modules/attachment/bank.md",
            format!("{bank}{}{}", free("one"), free("two")),
        ));
        let compiled = compile(&all.into_iter().collect(), TODAY);
        let messages = compiled.faults.iter().map(|fault| fault.message.clone());
        messages.collect::<Vec<_>>()
    };
    assert_eq!(faults(4), Vec::<String>::new());
    assert_eq!(
        faults(5),
        ["this rule cannot be met: U1 can be shown by 4 pieces of evidence, and 5 are asked for"]
    );
}
