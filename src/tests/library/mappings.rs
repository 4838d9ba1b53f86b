//! Kept versions and mappings: every criterion of both accounted for once, and the old version known by its hash.

use super::sample::{TODAY, files, library};
use crate::library::{Fate, Library, Specification, compile};

const MAPPING: &str = "qualifications/practitioner/mappings/0.9-to-1.0.md";
const SPECIFICATION: &str = "qualifications/practitioner/specification.md";
const UNIT: &str = "qualifications/practitioner/units/u1.md";
const KEPT: [(&str, &str); 2] = [
    (
        SPECIFICATION,
        "qualifications/practitioner/versions/0.9/specification.md",
    ),
    (UNIT, "qualifications/practitioner/versions/0.9/units/u1.md"),
];
const END: &str = "author: Programme team\nreviewer: awaiting clinical review\nreview-by: 2028-03-31\n---\n\nWhat has changed.\n";
const SAME: &str = "from: \"0.9\"\nto: \"1.0\"\nsame: [U1]\n";

/// The sample with its text kept as version 0.9, whose unit has these criteria more, and a mapping with these keys.
fn with(more: &str, keys: &str) -> (Option<Library>, Vec<String>) {
    let mut all = files("Text.");
    let text = |path: &str| {
        all.iter()
            .find(|(own, _)| *own == path)
            .map(|(_, text)| text.clone())
            .expect("it is there")
    };
    let (specification, unit) = (text(SPECIFICATION), text(UNIT));
    all.push((KEPT[0].1, specification.replace("\"1.0\"", "\"0.9\"")));
    all.push((KEPT[1].1, unit + more));
    all.push((MAPPING, format!("---\n{keys}{END}")));
    let compiled = compile(&all.into_iter().collect(), TODAY);
    let faults = compiled.faults.iter().map(|fault| {
        fault
            .to_string()
            .lines()
            .next()
            .unwrap_or_default()
            .to_owned()
    });
    (compiled.library, faults.collect())
}

#[test]
fn a_kept_version_is_the_one_that_it_was() {
    let (library, faults) = with("", SAME);
    assert_eq!(faults, Vec::<String>::new());
    let now = library.expect("no faults");
    let old = {
        let mut all = files("Text.");
        all[2].1 = all[2].1.replace("\"1.0\"", "\"0.9\"");
        compile(&all.into_iter().collect(), TODAY)
            .library
            .expect("no faults")
    };
    assert_eq!(now.kept[0].version, old.specifications[0].version);
    assert_eq!(
        now.version("practitioner", "0.9").map(|found| &found.label),
        Some(&"0.9".to_owned())
    );
    let mapping = now
        .mapping_from("practitioner", "0.9")
        .expect("it is there");
    let same = Fate::Same {
        from: "U1.1.1".to_owned(),
        to: "U1.1.1".to_owned(),
    };
    assert_eq!(
        (&mapping.fates[..], mapping.to.as_str()),
        (&[same][..], "1.0")
    );
    assert!(library_without("Text.").is_empty());
}

fn library_without(text: &str) -> Vec<String> {
    library(text)
        .mappings
        .into_iter()
        .map(|mapping| mapping.from)
        .collect()
}

#[test]
fn every_criterion_of_both_versions_is_accounted_for_once() {
    let second = "\n### A second {#U1.1.2}\n\nGuidance.\n";
    let versions = "from: \"0.9\"\nto: \"1.0\"\n";
    let table: [(&str, String, &[&str]); 10] = [
        (
            second,
            format!("{versions}same: [U1.1.1]\nwithdrawn: [U1.1.2]\n"),
            &[],
        ),
        (
            second,
            format!("{versions}merged:\n  - {{ from: [U1.1.1, U1.1.2], to: U1.1.1 }}\n"),
            &[],
        ),
        (
            second,
            format!("{versions}moved:\n  - {{ from: U1.1.2, to: U1.1.1 }}\nwithdrawn: [U1.1.1]\n"),
            &[],
        ),
        (
            second,
            format!("{versions}same: [U1.1.1]\n"),
            &["2:1: error: version 0.9 has criteria that nothing is said of: U1.1.2"],
        ),
        (
            second,
            format!("{versions}same: [U1]\n"),
            &["4:8: error: version 1.0 has no criterion `U1.1.2`"],
        ),
        (
            "",
            format!("{versions}same: [U1.1.1]\nnew: [U1.1.1]\n"),
            &["5:7: error: U1.1.1 of version 1.0 is accounted for twice"],
        ),
        (
            "",
            format!("{versions}withdrawn: [U1.1.1]\n"),
            &["3:1: error: version 1.0 has criteria that nothing is said of: U1.1.1"],
        ),
        (
            "",
            format!("{versions}split:\n  - {{ from: U1.1.1, to: U1.1.1 }}\n"),
            &["5:5: error: nothing is `split` here"],
        ),
        (
            "",
            SAME.replace("1.0", "2.0"),
            &[
                "2:1: error: the file’s name says other versions",
                "3:1: error: there is no version `2.0` here",
            ],
        ),
        (
            "",
            format!("{versions}same: [U1]\nlost: [U1.1.1]\n"),
            &["5:1: error: there is no key `lost` here"],
        ),
    ];
    for (more, keys, expected) in table {
        let (library, faults) = with(more, &keys);
        let expected: Vec<String> = expected
            .iter()
            .map(|fault| format!("{MAPPING}:{fault}"))
            .collect();
        assert_eq!(faults, expected, "{keys}");
        assert_eq!(library.is_some(), expected.is_empty());
    }
}

#[test]
fn a_kept_version_has_its_own_number_and_leads_on() {
    let faults = |label: &str, kept: &str| {
        let mut all = files("Text.");
        let texts: Vec<String> = KEPT
            .iter()
            .map(|(path, _)| {
                all.iter()
                    .find(|(own, _)| own == path)
                    .map(|(_, text)| text.replace("\"1.0\"", label))
                    .expect("it is there")
            })
            .collect();
        let paths: [&'static str; 2] = match kept {
            "1.0" => [
                "qualifications/practitioner/versions/1.0/specification.md",
                "qualifications/practitioner/versions/1.0/units/u1.md",
            ],
            _ => [KEPT[0].1, KEPT[1].1],
        };
        all.extend(paths.into_iter().zip(texts));
        compile(&all.into_iter().collect(), TODAY)
            .faults
            .iter()
            .map(|fault| fault.message.clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(
        faults("\"0.9\"", "0.9"),
        ["no mapping leads on from this version"]
    );
    assert_eq!(
        faults("\"0.8\"", "0.9"),
        [
            "no mapping leads on from this version",
            "this is version `0.8`, kept as `0.9`"
        ]
    );
    assert_eq!(
        faults("\"1.0\"", "1.0"),
        [
            "no mapping leads on from this version",
            "version 1.0 is still the current one"
        ]
    );
}

/// The faults of the sample with its text kept as version 0.9, changed in this way, and a mapping on.
fn kept_with(change: impl Fn(String) -> String, also: &[(&'static str, &str)]) -> Vec<String> {
    let mut all = files("Text.");
    for (path, kept) in KEPT {
        let text = all.iter().find(|(own, _)| *own == path);
        let text = text.map(|(_, text)| text.replace("\"1.0\"", "\"0.9\""));
        all.push((kept, change(text.expect("it is there"))));
    }
    all.push((MAPPING, format!("---\n{SAME}{END}")));
    all.extend(also.iter().map(|(path, text)| (*path, (*text).to_owned())));
    let compiled = compile(&all.into_iter().collect(), TODAY);
    let faults = compiled.faults.iter().map(ToString::to_string);
    faults
        .map(|fault| fault.lines().next().unwrap_or_default().to_owned())
        .collect()
}

#[test]
fn a_kept_version_has_rules_that_read_and_can_be_met() {
    let unit = KEPT[1].1;
    let rules = |lines: &str| {
        let lines = format!("glh: 12\n{lines}");
        kept_with(
            |text| text.replace("glh: 12\nmodules", &format!("{lines}modules")),
            &[],
        )
    };
    let every = "every criterion at least once";
    let right = format!("rules:\n  - quiz passed\n  - {every}\n");
    assert_eq!(rules(&right), Vec::<String>::new());
    let table = [
        (
            "rules: []\n".to_owned(),
            vec![
                format!("{unit}:8:1: error: the unit names a quiz, and no rule asks for it"),
                format!(
                    "{unit}:8:1: error: these rules would sign the unit off without every criterion"
                ),
            ],
        ),
        (
            right.replace("quiz passed", "quiz pased"),
            vec![format!("{unit}:9:10: error: `pased` cannot stand here")],
        ),
        (
            right.replace("rules", "ruels"),
            vec![format!("{unit}:8:1: error: there is no key `ruels` here")],
        ),
        (
            format!("{right}  - U1.1.1 needs worksheet gone\n"),
            vec![format!(
                "{unit}:11:28: error: this rule cannot be met: there is no worksheet `gone`"
            )],
        ),
    ];
    for (lines, expected) in table {
        assert_eq!(rules(&lines), expected, "{lines}");
    }
    let gone = kept_with(
        |text| text.replace("quiz: attachment-quiz", "quiz: old-quiz"),
        &[],
    );
    assert_eq!(
        gone,
        [format!(
            "{}:1:1: error: U1 of this version cannot be finished any more: there is no quiz `old-quiz`",
            KEPT[0].1
        )]
    );
}

#[test]
fn a_stored_specification_whose_rules_do_not_read_is_none() {
    let source = |rules: &str| {
        let files = files("Text.")
            .into_iter()
            .filter(|(path, _)| path.starts_with("qualifications/"));
        let files = files.map(|(path, text)| {
            (
                path,
                text.replace("glh: 12\nmodules", &format!("glh: 12\n{rules}modules")),
            )
        });
        serde_json::to_string(&files.collect::<std::collections::BTreeMap<_, _>>()).unwrap()
    };
    let right = "rules: [quiz passed, every criterion at least once]\n";
    for (rules, reads) in [
        ("", true),
        (right, true),
        ("rules: []\n", false),
        ("rules: [quiz passed]\n", false),
        (
            "rules: [quiz passed, every criterion at least onc]\n",
            false,
        ),
    ] {
        let specification = Specification::from_source(&source(rules));
        assert_eq!(specification.is_some(), reads, "{rules}");
    }
    assert_eq!(
        Specification::codes_in(&source(right))
            .into_iter()
            .collect::<Vec<_>>(),
        ["U1.1.1"]
    );
}

#[test]
fn a_mapping_leads_on_and_not_back() {
    let back = "qualifications/practitioner/mappings/1.0-to-0.9.md";
    let text = format!("---\nfrom: \"1.0\"\nto: \"0.9\"\nsame: [U1]\n{END}");
    let faults = kept_with(|text| text, &[(back, &text)]);
    assert_eq!(
        faults,
        [
            format!("{MAPPING}:1:1: error: this leads back to version 0.9"),
            format!("{back}:1:1: error: this leads back to version 1.0")
        ]
    );
    let nowhere = "qualifications/practitioner/mappings/1.0-to-1.0.md";
    let text = format!("---\nfrom: \"1.0\"\nto: \"1.0\"\nsame: [U1]\n{END}");
    let faults = kept_with(|text| text, &[(nowhere, &text)]);
    assert_eq!(
        faults,
        [format!(
            "{nowhere}:3:1: error: this leads nowhere: both versions are the same"
        )]
    );
    let other = "qualifications/practitioner/mappings/0.9-to-0.9.md";
    let text = format!("---\nfrom: \"0.9\"\nto: \"0.9\"\nsame: [U1]\n{END}");
    let faults = kept_with(|text| text, &[(other, &text)]);
    let twice =
        format!("{MAPPING}:1:1: error: another mapping leads on from version 0.9 already, to 0.9");
    assert!(faults.contains(&twice), "{faults:?}");
}

#[test]
fn a_unit_keeps_its_code() {
    let unit = "---\ncode: U2\ntitle: Gone\nsummary: One sentence.\nstatus: in-preparation\ncredits: 1\nglh: 1\nreview-by: 2028-03-31\n---\n\nIntroduction.\n";
    let path = "qualifications/practitioner/versions/0.9/units/u2.md";
    let change = |text: String| {
        text.replace("mandatory: [U1]", "mandatory: [U1, U2]")
            .replace(
                "credits: 3\ntqt: 30\nglh: 12",
                "credits: 4\ntqt: 40\nglh: 13",
            )
    };
    assert_eq!(
        kept_with(change, &[(path, unit)]),
        [format!(
            "{MAPPING}:3:1: error: version 1.0 has no unit with the code U2: whoever has it signed off would lose it"
        )]
    );
}
