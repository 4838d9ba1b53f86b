//! What has changed: both versions can be had back, and the marks are where one would put them.

use crate::portfolio::changes::{Piece, Row, of_rows, of_words};
use crate::portfolio::marks::{marked_line, marked_text};
use proptest::prelude::*;
use std::time::{Duration, Instant};

fn before(pieces: &[Piece]) -> String {
    let texts = pieces.iter().map(|piece| match piece {
        Piece::Kept(text) | Piece::Removed(text) => text.as_str(),
        Piece::Added(_) => "",
    });
    texts.collect()
}

fn now(pieces: &[Piece]) -> String {
    let texts = pieces.iter().map(|piece| match piece {
        Piece::Kept(text) | Piece::Added(text) => text.as_str(),
        Piece::Removed(_) => "",
    });
    texts.collect()
}

/// `[-taken out-]` and `{+new+}`.
fn shown(old: &str, new: &str) -> String {
    let pieces = of_words(old, new).into_iter().map(|piece| match piece {
        Piece::Kept(text) => text,
        Piece::Removed(text) => format!("[-{text}-]"),
        Piece::Added(text) => format!("{{+{text}+}}"),
    });
    pieces.collect()
}

#[test]
fn words_that_differ_are_marked() {
    let table = [
        ("", "", ""),
        ("the same", "the same", "the same"),
        ("", "all new", "{+all new+}"),
        ("all gone", "", "[-all gone-]"),
        (
            "She came on Tuesday.",
            "She came on Monday.",
            "She came on [-Tuesday.-]{+Monday.+}",
        ),
        (
            "one old word more",
            "one quite new word more",
            "one [-old-]{+quite new+} word more",
        ),
        (
            "I was away that week",
            "I was not there that week",
            "I was [-away-]{+not there+} that week",
        ),
        (
            "It was at the table then.",
            "It was on the phone then.",
            "It was [-at the table-]{+on the phone+} then.",
        ),
        (
            "We spent most of the hour on small things.",
            "You asked what the goal had been.",
            "[-We spent most of the hour on small things.-]{+You asked what the goal had been.+}",
        ),
        (
            "First gone, then kept, then gone as well.",
            "First then kept, then well.",
            "First [-gone, -]then kept, then [-gone as -]well.",
        ),
        ("a b c", "x y c", "[-a b-]{+x y+} c"),
        ("keep this", "keep this and that", "keep this{+ and that+}"),
        (
            "One.\n\nTwo.",
            "One.\n\nNew.\n\nTwo.",
            "One.\n\n{+New.\n\n+}Two.",
        ),
    ];
    for (old, new, expected) in table {
        assert_eq!(shown(old, new), expected);
    }
}

#[test]
fn marks_are_said_in_words_and_stay_within_paragraphs() {
    let new = "<ins><span class=\"unseen\">[new: </span>";
    let gone = "<del><span class=\"unseen\">[taken out: </span>";
    let (end, cut) = (
        "<span class=\"unseen\">]</span></ins>",
        "<span class=\"unseen\">]</span></del>",
    );
    assert_eq!(
        marked_text("She came.", "She stayed & slept."),
        format!("<p>She {gone}came.{cut}{new}stayed &amp; slept.{end}</p>")
    );
    assert_eq!(
        marked_text("One.\n\nTwo.", "One.\n\nThree\nfour.\n\nFive."),
        format!("<p>One.</p><p>{gone}Two.{cut}{new}Three<br>four.{end}</p><p>{new}Five.{end}</p>")
    );
    assert_eq!(
        marked_line("", "<script>"),
        format!("{new}&lt;script&gt;{end}")
    );
    assert_eq!(marked_line("same", "same"), "same");
}

fn rows(text: &str) -> Vec<Vec<String>> {
    let row = |row: &str| row.split(',').map(str::to_owned).collect();
    text.split('/')
        .filter(|row| !row.is_empty())
        .map(row)
        .collect()
}

#[test]
fn rows_are_told_apart() {
    let said = |old: &str, new: &str| -> String {
        let words = of_rows(&rows(old), &rows(new))
            .into_iter()
            .map(|row| match row {
                Row::Kept(cells) => format!("={}", cells.join(",")),
                Row::Added(cells) => format!("+{}", cells.join(",")),
                Row::Removed(cells) => format!("-{}", cells.join(",")),
                Row::Changed { before, now } => format!("{}>{}", before.join(","), now.join(",")),
            });
        words.collect::<Vec<_>>().join(" ")
    };
    let table = [
        ("", "", ""),
        ("", "a,1", "+a,1"),
        ("a,1", "", "-a,1"),
        ("a,1/b,2", "a,1/b,3", "=a,1 b,2>b,3"),
        ("a,1/b,2", "a,1/c,3", "=a,1 +c,3 -b,2"),
        ("a,1/b,2/c,3", "a,1/c,3", "=a,1 -b,2 =c,3"),
        ("a,1/b,2", "a,9/x,y/b,9", "a,1>a,9 +x,y b,2>b,9"),
        ("a,", "b,", "+b, -a,"),
    ];
    for (old, new, expected) in table {
        assert_eq!(said(old, new), expected, "{old} → {new}");
    }
}

#[test]
fn long_texts_with_nothing_in_common_are_compared_in_time() {
    let text = |seed: usize| -> String {
        (0..12_000)
            .map(|index| format!("{} ", (index * seed) % 9973))
            .collect()
    };
    let (old, new) = (text(7), text(5039));
    let start = Instant::now();
    let pieces = of_words(&old, &new);
    assert!(
        start.elapsed() < Duration::from_secs(3),
        "{:?}",
        start.elapsed()
    );
    assert!(before(&pieces) == old && now(&pieces) == new);
}

fn cells() -> impl Strategy<Value = Vec<Vec<String>>> {
    let cell = prop::sample::select(vec!["", "a", "b", "c", "d"]).prop_map(str::to_owned);
    prop::collection::vec(prop::collection::vec(cell, 2), 0..8)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn both_texts_come_back(old in "[ab \n.é]{0,60}", new in "[ab \n.é]{0,60}") {
        let pieces = of_words(&old, &new);
        prop_assert_eq!(before(&pieces), old);
        prop_assert_eq!(now(&pieces), new);
    }

    #[test]
    fn both_of_any_texts_come_back(old in any::<String>(), new in any::<String>()) {
        let pieces = of_words(&old, &new);
        prop_assert_eq!(before(&pieces), old.clone());
        prop_assert_eq!(now(&pieces), new.clone());
        prop_assert!(!marked_text(&old, &new).contains("<script"));
    }

    #[test]
    fn a_text_beside_itself_has_no_marks(text in any::<String>()) {
        prop_assert!(of_words(&text, &text).iter().all(|piece| matches!(piece, Piece::Kept(_))));
    }

    #[test]
    fn both_tables_come_back(old in cells(), new in cells()) {
        let changes = of_rows(&old, &new);
        let was: Vec<_> = changes.iter().filter_map(|row| match row {
            Row::Kept(cells) | Row::Removed(cells) => Some(cells.clone()),
            Row::Changed { before, .. } => Some(before.clone()),
            Row::Added(_) => None,
        }).collect();
        let is: Vec<_> = changes.iter().filter_map(|row| match row {
            Row::Kept(cells) | Row::Added(cells) => Some(cells.clone()),
            Row::Changed { now, .. } => Some(now.clone()),
            Row::Removed(_) => None,
        }).collect();
        prop_assert_eq!(was, old);
        prop_assert_eq!(is, new);
    }
}
