//! Frameworks of others: what can be wrong with one, and coverage both ways.

use super::sample::{TODAY, files};
use crate::frameworks::coverage::{address, gaps, unmapped};
use crate::frameworks::items_of;
use crate::library::{Library, compile};

const KEYS: &str = "title: Standards\nsummary: One sentence.\nowner: Somebody\nsource: The standards\nsource-url: https://example.org/\ncomplete: false\nauthor: Programme team\nreviewer: awaiting clinical review\nreview-by: 2028-03-31\n";
const BODY: &str = "What it is.\n\n## A group\n\n### Explaining {#std-explaining criteria=U1.1.1}\n\nA note.\n\n### Counting {#std-counting}\n";

/// The sample with a framework: itself, if there is no fault, and the first line of every fault.
fn with(keys: &str, body: &str) -> (Option<Library>, Vec<String>) {
    let mut all = files("Text.");
    all.push((
        "frameworks/standards.md",
        format!("---\n{keys}---\n\n{body}"),
    ));
    let compiled = compile(&all.into_iter().collect(), TODAY);
    let first = |text: String| {
        text.lines()
            .next()
            .unwrap_or_default()
            .replace("frameworks/standards.md:", "")
    };
    let faults = compiled.faults.iter().map(|fault| first(fault.to_string()));
    (compiled.library, faults.collect())
}

#[test]
fn coverage_is_known_both_ways() {
    let (library, faults) = with(KEYS, BODY);
    assert_eq!(faults, Vec::<String>::new());
    let library = library.expect("no faults");
    let framework = library.framework("standards").expect("it is there");
    assert_eq!(
        (
            framework.owner.as_str(),
            framework.complete,
            framework.items.len()
        ),
        ("Somebody", false, 2)
    );
    assert_eq!(framework.items[0].group, "A group");
    let near: Vec<&str> = items_of(&library, "U1.1.1")
        .iter()
        .map(|(_, item)| item.id.as_str())
        .collect();
    assert_eq!(near, ["std-explaining"]);
    assert!(items_of(&library, "U1.1.9").is_empty());
    let open: Vec<&str> = gaps(framework)
        .iter()
        .map(|item| item.id.as_str())
        .collect();
    assert_eq!(open, ["std-counting"]);
    let left = unmapped(&library, framework);
    assert!(left.len() == 1 && left[0].1.is_empty());
    assert_eq!(
        address(&library, "U1.1.1").as_deref(),
        Some("/qualifications/practitioner#U1.1.1")
    );
    assert_eq!(address(&library, "U9.1.1"), None);
}

#[test]
fn what_is_wrong_with_a_framework_is_shown_where_it_stands() {
    let keys = |from: &str, to: &str| KEYS.replace(from, to);
    let body = |from: &str, to: &str| BODY.replace(from, to);
    let table = [
        (
            KEYS.to_owned(),
            body("U1.1.1", "U1.1.9"),
            "17:42: error: there is no criterion `U1.1.9`",
        ),
        (
            KEYS.to_owned(),
            body("U1.1.1", "U1.1.1,U1.1.1"),
            "17:42: error: U1.1.1 stands here twice",
        ),
        (
            KEYS.to_owned(),
            body("std-counting", "std-explaining"),
            "21:16: error: the id `std-explaining` is given twice",
        ),
        (
            KEYS.to_owned(),
            body(" {#std-counting}", ""),
            "21:1: error: this item needs a well-formed id",
        ),
        (
            KEYS.to_owned(),
            body("criteria=", "criterion="),
            "17:33: error: there is no heading attribute `criterion` here",
        ),
        (
            KEYS.to_owned(),
            "Nothing.\n".to_owned(),
            "11:4: error: this framework has no items",
        ),
        (
            keys("https:", "http:"),
            BODY.to_owned(),
            "6:1: error: `source-url` must begin with https://",
        ),
        (
            keys("complete: false\n", ""),
            BODY.to_owned(),
            "2:1: error: the key `complete` is missing",
        ),
        (
            keys("owner: Somebody\n", ""),
            BODY.to_owned(),
            "1:1: error: the key `owner` is missing",
        ),
    ];
    for (keys, body, expected) in table {
        let (library, faults) = with(&keys, &body);
        assert!(
            library.is_none() && faults.iter().any(|fault| fault == expected),
            "{expected}: {faults:?}"
        );
    }
}
