//! What a form holds, what is kept of it, and what may be handed in.

use super::super::scenes::{WORKSHEET, library_with};
use super::{BODY, form, with};
use crate::form::Form;
use crate::library::Worksheet;
use crate::worksheets::{Answer, Answers, rules};
use proptest::prelude::*;
use std::sync::LazyLock;

static SHEET: LazyLock<Worksheet> = LazyLock::new(|| {
    let library = library_with(|_, text| text);
    library.worksheet(WORKSHEET).unwrap().clone()
});

fn read(fields: Vec<(String, String)>) -> Option<Answers> {
    Answers::from_form(&SHEET, &fields.into_iter().collect::<Form>()).ok()
}

fn answers(changes: &[(&str, &str)]) -> Answers {
    read(with(form("save", 1), changes)).unwrap()
}

#[test]
fn a_form_becomes_canonical_json_and_back() {
    let filled = answers(&[]);
    assert_eq!(
        filled.to_body(),
        BODY,
        "rows without words are left out, ticks are in the order of the list"
    );
    assert_eq!(Answers::from_body(BODY), filled);
    let empty = read(Vec::new()).unwrap();
    assert_eq!(
        (empty.to_body().as_str(), Answers::from_body("")),
        ("", empty.clone())
    );
    assert!(empty.is_empty());
    assert_eq!(Answers::from_body("no JSON"), empty);
    let blank = [
        ("field-next", "  "),
        ("field-words", " \n "),
        ("field-kind", ""),
        ("field-again", ""),
    ];
    let blank: Vec<_> = blank
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .to_vec();
    assert_eq!(read(blank).unwrap(), empty, "white space is no answer");
}

#[test]
fn words_are_kept_as_they_were_typed() {
    let typed = "  First line\n\n  second “line” & <b> \n";
    let kept = answers(&[("field-words", typed)]);
    assert_eq!(kept.text("words"), typed);
    assert_eq!(
        answers(&[("field-next", "  a mentor ")]).text("next"),
        "a mentor"
    );
    let dates = [
        ("2027-03-31", "2027-03-31"),
        ("31/03/2027", "2027-03-31"),
        ("1/3/2027", "2027-03-01"),
        ("1.3.2027", "2027-03-01"),
        ("31 March 2027", "2027-03-31"),
        ("1 mar 2027", "2027-03-01"),
        ("31/02/2027", "31/02/2027"),
        ("next week", "next week"),
    ];
    for (typed, kept) in dates {
        assert_eq!(
            answers(&[("field-again", typed)]).text("again"),
            kept,
            "{typed}"
        );
    }
}

#[test]
fn what_was_not_asked_for_is_refused() {
    let forged = [
        ("field-nothing", "x"),
        ("field-next.0.0", "x"),
        ("field-steps", "x"),
        ("field-steps.0", "x"),
        ("field-steps.0.2", "x"),
        ("field-steps.x.0", "x"),
        ("field-steps.-1.0", "x"),
        ("field-kind", "A stranger"),
        ("field-agreed", "She has agreed to nothing"),
    ];
    for (name, value) in forged {
        assert!(
            read(with(form("save", 1), &[(name, value)])).is_none(),
            "{name}"
        );
    }
    let far = with(form("save", 1), &[("field-steps.4000000000.1", "far down")]);
    assert_eq!(
        read(far).unwrap().rows("steps").len(),
        3,
        "places do not cost memory"
    );
}

/// Fields with their values, or with what is wrong with them.
type Pairs<'a> = &'a [(&'a str, &'a str)];

#[test]
fn what_is_missing_is_said_field_by_field() {
    let long = "x".repeat(rules::LONGEST_LINE + 1);
    let many = "word ".repeat(41);
    let cases: [(Pairs<'_>, Pairs<'_>); 9] = [
        (&[], &[]),
        (
            &[("field-next", "")],
            &[("field-next", "“Who holds it next?”: write something.")],
        ),
        (
            &[("field-words", "Too short.")],
            &[(
                "field-words",
                "“In her words”: write at least 5 words; there are 2 so far.",
            )],
        ),
        (
            &[("field-words", &many)],
            &[(
                "field-words",
                "“In her words”: keep to 40 words at most; there are 41.",
            )],
        ),
        (&[("field-kind", ""), ("field-again", "")], &[]),
        (
            &[("field-again", "soon")],
            &[(
                "field-again",
                "“When do you look again?”: give a date with day, month and year, such as 31/3/2027.",
            )],
        ),
        (
            &[("field-again", "0027-03-31")],
            &[(
                "field-again",
                "“When do you look again?”: give a date with day, month and year, such as 31/3/2027.",
            )],
        ),
        (
            &[("field-next", &long), ("field-steps.2.1", &long)],
            &[
                (
                    "field-next",
                    "“Who holds it next?”: keep each line under 500 characters; one has 501.",
                ),
                (
                    "field-steps",
                    "“Steps”: keep each line under 500 characters; one has 501.",
                ),
            ],
        ),
        (
            &[("field-next", ""), ("field-words", "")],
            &[
                ("field-next", "“Who holds it next?”: write something."),
                ("field-words", "“In her words”: write something."),
            ],
        ),
    ];
    for (changes, expected) in cases {
        let faults = rules::faults_of_handing_in(&SHEET, &answers(changes));
        let found: Vec<(&str, &str)> = faults
            .iter()
            .map(|(field, words)| (field.as_str(), words.as_str()))
            .collect();
        assert_eq!(found, expected, "{changes:?}");
    }
}

#[test]
fn a_worksheet_is_handed_in_for_the_criteria_of_its_filled_fields() {
    let links = |changes: &[(&str, &str)]| -> Vec<(String, String)> {
        let links = rules::links(&SHEET, &answers(changes));
        assert!(links.iter().all(|link| link.justification.is_empty()));
        links
            .into_iter()
            .map(|link| (link.criterion, link.locator))
            .collect()
    };
    let pair = |code: &str, place: &str| (code.to_owned(), place.to_owned());
    assert_eq!(
        links(&[]),
        [
            pair("U3.3.3", "“Who holds it next?”, “In her words”"),
            pair("U3.3.1", "“In her words”"),
            pair("U3.3.2", "“When do you look again?”, “Steps”"),
        ]
    );
    let rows: Vec<_> = ["0.0", "0.1", "2.0", "2.1"]
        .map(|place| format!("field-steps.{place}"))
        .to_vec();
    let mut changes: Vec<(&str, &str)> = rows.iter().map(|name| (name.as_str(), "")).collect();
    changes.push(("field-again", ""));
    assert_eq!(links(&changes).len(), 2, "nothing shows U3.3.2");
    let mut nothing = SHEET.clone();
    for field in &mut nothing.fields {
        field.required = false;
    }
    let faults = rules::faults_of_handing_in(&nothing, &Answers::default());
    assert_eq!(
        faults.of(rules::FORM).as_deref(),
        Some("Fill in at least one field that can show a criterion.")
    );
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_typed_is_kept_and_comes_back(next in any::<String>(), words in any::<String>(), again in any::<String>(), cells in prop::collection::vec(any::<String>(), 0..12)) {
        let mut fields = vec![
            ("field-next".to_owned(), next),
            ("field-words".to_owned(), words.clone()),
            ("field-again".to_owned(), again),
        ];
        for (index, cell) in cells.iter().enumerate() {
            fields.push((format!("field-steps.{}.{}", index / 2, index % 2), cell.clone()));
        }
        let answers = read(fields).unwrap();
        prop_assert_eq!(&Answers::from_body(&answers.to_body()), &answers);
        let clean = words.replace('\0', "").replace("\r\n", "\n");
        prop_assert!(answers.text("words") == clean || clean.trim().is_empty());
        let kept: Vec<&str> = answers.rows("steps").iter().flatten().map(String::as_str).filter(|cell| !cell.is_empty()).collect();
        let typed: Vec<String> = cells.iter().map(|cell| cell.replace('\0', "").replace("\r\n", "\n").trim().to_owned()).filter(|cell| !cell.is_empty()).collect();
        prop_assert_eq!(kept, typed);
        prop_assert!(answers.rows("steps").iter().all(|row| row.len() == 2));
    }

    #[test]
    fn any_stored_text_can_be_read(body in any::<String>()) {
        let answers = Answers::from_body(&body);
        let _ = rules::faults_of_handing_in(&SHEET, &answers);
    }
}

#[test]
fn an_answer_of_another_sort_is_shown_as_none() {
    let odd = Answers::from_body(r#"{"next":["a"],"steps":"text","agreed":[["x"]]}"#);
    assert_eq!(
        (
            odd.text("next"),
            odd.rows("steps").len(),
            odd.ticked("agreed").len()
        ),
        ("", 0, 0)
    );
    assert!(matches!(odd.of("next"), Some(Answer::Ticked(_))));
}
