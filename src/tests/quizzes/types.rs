//! Every type of question: what is read from Markdown, what an answer is worth, what is said of it.

use crate::library::{Answers, Question};
use crate::quizzes::asked::{Response, Verdict, WHOLE};
use crate::quizzes::grade::{after_tries, mark, model};
use crate::quizzes::heard::{asked, heard, heard_so_far};
use crate::quizzes::response::{clean, is_complete, parts};
use crate::quizzes::shuffle::Order;
use proptest::prelude::*;

const TYPES: [(&str, &str); 10] = [
    (
        "single",
        "- [ ] One\n  > 1.\n- [x] Two\n  > 2.\n- [ ] Three\n  > 3.\n",
    ),
    (
        "multiple",
        "- [x] One\n  > 1.\n- [x] Two\n  > 2.\n- [ ] Three\n  > 3.\n- [ ] Four\n  > 4.\n",
    ),
    (
        "order",
        "1. One\n   > 1.\n2. Two\n   > 2.\n3. Three\n   > 3.\n4. Four\n   > 4.\n",
    ),
    (
        "ranking",
        "1. One\n   > 1.\n2. Two\n   > 2.\n3. Three\n   > 3.\n4. Four\n   > 4.\n5. Five\n   > 5.\n",
    ),
    (
        "match",
        "| What | Match | Why |\n|---|---|---|\n| A | one | 1. |\n| B | two | 2. |\n| C | three | 3. |\n| | four | |\n",
    ),
    (
        "extended",
        "| What | Match | Why |\n|---|---|---|\n| A | one | 1. |\n| B | one | 2. |\n| | two | |\n| | three | |\n| | four | |\n| | five | |\n",
    ),
    (
        "short",
        "- [x] alliance | therapeutic alliance\n  > Yes.\n- [ ] rapport\n  > Near.\n",
    ),
    (
        "numeric",
        "- [x] 0.28 ± 0.01\n  > Yes.\n- [ ] 28\n  > Per cent.\n",
    ),
    (
        "cloze",
        "1. rupture | alliance rupture\n   > 1.\n2. repair\n   > 2.\n",
    ),
    ("free", ""),
];

fn question(kind: &str) -> Question {
    with(kind, "")
}

fn with(kind: &str, settings: &str) -> Question {
    let (_, answers) = TYPES.iter().find(|(name, _)| *name == kind).unwrap();
    let source = format!(
        "## Title {{#q type={kind} criteria=U1.1.1 tags=a,b {settings}}}\n\nA ___ and a ___.\n\n{answers}\n> **Hint.** Think.\n\n> In general.\n"
    );
    let question = Question::from_source("quiz/q", &source).unwrap();
    assert_eq!(question.type_key(), kind);
    question
}

/// An answer that gives these values to the parts in the author's order; an empty value is no answer. Matches are named by their words.
fn answer(question: &Question, values: &[&str]) -> Response {
    let key_of = |value: &str| match &question.answers {
        Answers::Pairs { matches, .. } => matches
            .iter()
            .find(|(_, words)| words == value)
            .map_or(value.to_owned(), |(key, _)| key.clone()),
        _ => value.to_owned(),
    };
    let given = parts(question).into_iter().zip(values);
    let given = given.filter(|(_, value)| !value.is_empty());
    let given: Response = given.map(|(part, value)| (part, key_of(value))).collect();
    clean(question, &given)
}

#[test]
fn an_answer_is_worth_what_the_table_says() {
    let table: [(&str, &str, &[&str], f64); 36] = [
        ("single", "", &["", "x", ""], 1.0),
        ("single", "", &["x", "", ""], 0.0),
        ("single", "", &["", "", ""], 0.0),
        ("multiple", "", &["x", "x", "", ""], 1.0),
        ("multiple", "", &["x", "", "", ""], 0.5),
        ("multiple", "", &["x", "x", "x", ""], 0.5),
        ("multiple", "", &["x", "", "x", ""], 0.0),
        ("multiple", "", &["x", "x", "x", "x"], 0.0),
        ("multiple", "credit=whole", &["x", "", "", ""], 0.0),
        ("multiple", "credit=whole", &["x", "x", "", ""], 1.0),
        ("order", "", &["1", "2", "3", "4"], 1.0),
        ("order", "", &["2", "3", "4", "1"], 2.0 / 3.0),
        ("order", "", &["4", "3", "2", "1"], 0.0),
        ("order", "", &["1", "2", "", ""], 1.0 / 3.0),
        ("order", "credit=whole", &["2", "3", "4", "1"], 0.0),
        // ⌊5²/2⌋ = 12 is the largest sum of distances.
        ("ranking", "", &["1", "2", "3", "4", "5"], 1.0),
        ("ranking", "", &["2", "1", "3", "4", "5"], 10.0 / 12.0),
        ("ranking", "", &["5", "4", "3", "2", "1"], 0.0),
        ("ranking", "", &["2", "3", "4", "5", "1"], 4.0 / 12.0),
        ("ranking", "", &["", "", "", "", ""], 0.0),
        ("match", "", &["one", "two", "three"], 1.0),
        ("match", "", &["one", "four", "two"], 1.0 / 3.0),
        ("match", "", &["four", "", "no such match"], 0.0),
        ("extended", "", &["one", "one"], 1.0),
        ("extended", "", &["one", "five"], 0.5),
        ("short", "", &["Therapeutic  ALLIANCE."], 1.0),
        ("short", "", &["rapport"], 0.0),
        ("short", "", &["something else"], 0.0),
        ("numeric", "", &["0.29"], 1.0),
        ("numeric", "", &[" 0.27 "], 1.0),
        ("numeric", "", &["0.3"], 0.0),
        ("numeric", "", &["many"], 0.0),
        ("cloze", "", &["Alliance rupture", "repair"], 1.0),
        ("cloze", "", &["repair", "repair"], 0.5),
        ("cloze", "credit=whole", &["repair", "repair"], 0.0),
        ("cloze", "", &["", ""], 0.0),
    ];
    for (kind, settings, values, worth) in table {
        let question = with(kind, settings);
        let marked = mark(&question, &answer(&question, values)).unwrap();
        assert!((marked - worth).abs() < 1e-9, "{kind} {values:?}: {marked}");
    }
    let free = question("free");
    assert_eq!(mark(&free, &answer(&free, &["My own words."])), None);
}

#[test]
fn a_number_may_come_with_its_unit_and_with_commas() {
    let source = "## T {#q type=numeric criteria=U1.1.1 unit=hours}\n\nHow long?\n\n- [x] 1200 ± 1\n  > Yes.\n\n> In general.\n";
    let question = Question::from_source("quiz/q", source).unwrap();
    for (typed, right) in [
        ("1200", true),
        ("1,200 hours", true),
        ("1201Hours", true),
        ("1200 days", false),
        ("-1200", false),
        ("inf", false),
    ] {
        let marked = mark(&question, &answer(&question, &[typed]));
        assert_eq!(marked, Some(f64::from(u8::from(right))), "{typed}");
    }
}

#[test]
fn a_response_keeps_what_the_question_has_and_no_more() {
    let given = |pairs: &[(&str, &str)]| -> Response {
        let pairs = pairs.iter();
        pairs
            .map(|(part, value)| ((*part).to_owned(), (*value).to_owned()))
            .collect()
    };
    let single = question("single");
    let keys = parts(&single);
    let two = given(&[(&keys[0], "x"), (&keys[2], "x"), ("made-up", "x")]);
    assert_eq!(clean(&single, &two).len(), 1, "a single best answer is one");
    let order = question("order");
    let keys = parts(&order);
    let wild = given(&[
        (&keys[0], "0"),
        (&keys[1], "5"),
        (&keys[2], "one"),
        (&keys[3], "4"),
    ]);
    assert_eq!(clean(&order, &wild).len(), 1, "places that there are");
    let twice = answer(&order, &["1", "1", "2", "3"]);
    assert!(!is_complete(&order, &twice), "each place once");
    let long = "x".repeat(30_000);
    let kept = clean(&question("free"), &given(&[(WHOLE, &long)]));
    assert_eq!(kept[WHOLE].len(), 20_000);
    assert!(clean(&question("short"), &given(&[(WHOLE, "  \0 ")])).is_empty());
}

#[test]
fn what_is_asked_says_nothing_of_what_is_right() {
    for (kind, _) in TYPES {
        let question = question(kind);
        let order = Order::of_practice();
        let json = serde_json::to_string(&asked("quiz", &question, &order, false)).unwrap();
        for secret in [
            "right",
            "1.",
            "Think",
            "In general",
            "therapeutic",
            "0.28",
            "rupture",
        ] {
            assert!(!json.contains(secret), "{kind} tells {secret}: {json}");
        }
        if let Answers::Order { items, .. } = &question.answers {
            let places: Vec<_> = items.iter().map(|i| json.find(&i.key).unwrap()).collect();
            assert!(!places.is_sorted(), "{kind} stands in the right order");
        }
    }
}

#[test]
fn after_a_try_that_went_wrong_the_rest_is_not_given_away() {
    for (kind, _) in TYPES {
        let question = question(kind);
        let wrong = match kind {
            "single" => answer(&question, &["x"]),
            "multiple" => answer(&question, &["", "", "x"]),
            "order" => answer(&question, &["2", "3", "4", "1"]),
            "ranking" => answer(&question, &["2", "3", "4", "5", "1"]),
            "match" => answer(&question, &["four", "one", "two"]),
            "extended" => answer(&question, &["two", "two"]),
            _ => answer(&question, &["nothing", "of that"]),
        };
        let said = heard_so_far(&question, &wrong, 1);
        assert!(
            said.again && said.general.is_none() && said.hints.len() == 1,
            "{kind}"
        );
        assert!(
            said.parts.iter().all(|part| part.answer.is_none()),
            "{kind}"
        );
        assert!(
            said.parts.iter().all(|part| part.verdict != Verdict::Right),
            "{kind}: {said:?}"
        );
        let all = heard(&question, &wrong);
        assert!(all.general.is_some() && all.parts.len() == parts(&question).len());
    }
}

#[test]
fn a_later_try_is_worth_less() {
    let table = [(1, 1.0), (2, 2.0 / 3.0), (3, 1.0 / 3.0), (4, 0.0)];
    for (number, worth) in table {
        assert!(
            (after_tries(1.0, number, 3) - worth).abs() < 1e-9,
            "{number}"
        );
    }
}

fn any_response(question: &Question, values: &[u8]) -> Response {
    let choices = ["", "1", "2", "3", "x", "alliance", "0.28", "repair", "five"];
    let pick = |value: &u8| match &question.answers {
        Answers::Pairs { matches, .. } => matches[usize::from(*value) % matches.len()].1.clone(),
        _ => choices[usize::from(*value) % choices.len()].to_owned(),
    };
    let values: Vec<String> = values.iter().map(pick).collect();
    let values: Vec<&str> = values.iter().map(String::as_str).collect();
    answer(question, &values)
}

/// The same question with its parts in another order, where their order is not what is asked.
fn turned(question: &Question, by: usize) -> Question {
    let mut turned = question.clone();
    match &mut turned.answers {
        Answers::Options { options, .. } => options.rotate_left(by % 3),
        Answers::Pairs { rows, matches, .. } => {
            rows.rotate_left(by % 2);
            matches.rotate_left(by % 3);
        }
        Answers::Words(words) => words.rotate_left(by % 2),
        _ => {}
    }
    turned
}

proptest! {
    #[test]
    fn a_mark_is_deterministic_lies_between_0_and_1_and_is_blind_to_the_order(
        kind in 0usize..TYPES.len(),
        whole: bool,
        values in proptest::collection::vec(0u8..9, 5),
        turn in 0usize..5,
    ) {
        let (kind, _) = TYPES[kind];
        let whole = whole && !["numeric", "free"].contains(&kind);
        let question = with(kind, if whole { "credit=whole" } else { "" });
        let response = any_response(&question, &values);
        let marked = mark(&question, &response);
        prop_assert_eq!(marked.is_none(), kind == "free");
        prop_assert!(marked.is_none_or(|mark| (0.0..=1.0).contains(&mark)));
        prop_assert_eq!(mark(&question, &response), marked);
        prop_assert_eq!(mark(&turned(&question, turn), &response), marked);
        prop_assert_eq!(clean(&question, &response), response.clone());
        if kind != "free" {
            prop_assert_eq!(mark(&question, &model(&question)), Some(1.0));
            prop_assert!(is_complete(&question, &model(&question)));
        }
    }
}
