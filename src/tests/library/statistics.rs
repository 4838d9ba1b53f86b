//! What the content amounts to: the counting, the reading age, and how it is printed.

use std::path::Path;

use proptest::prelude::*;

use super::sample::{files, library};
use crate::clock::Clock;
use crate::library::{Coverage, Files, Library, Reading, compile, syllables};

/// Words of the content by the number of syllables that a dictionary gives them.
const SYLLABLES: [(u32, &str); 5] = [
    (
        1,
        "a the she be eye whole names named called tried learned there friend friends build don’t can't (week, NICE",
    ),
    (
        2,
        "people table service changes started handled agreed carried needed colleague colleagues unique argue centre \
         therefore something sometimes someone every caseload careful safely lovely homeless movement moment social \
         special trial marriage anxious client quiet patient science create creature react reason reading language \
         frequent doing going being playing cocaine rhythm didn’t isn’t woman’s children childhood GP 24 “Kerry” \
         rupture repair",
    ),
    (
        3,
        "services everyone everything anyone safeguarding homelessness agreement attachment element alliance \
         appointment initial period violence opinion behaviour previous various audience easier earlier happiest medium \
         idea area theory actual usual suicide influence heroin methadone racism well-being NHS withdrawal Australian \
         platypus reptilian",
    ),
    (
        4,
        "disengagement relationship relationships therapeutic practitioner practitioners psychiatric material \
         appreciate reliable society anxiety experience continuous confrontation",
    ),
    (5, "individual"),
];

#[test]
fn syllables_are_those_of_a_dictionary() {
    let wrong: Vec<_> = SYLLABLES
        .into_iter()
        .flat_map(|(count, words)| words.split(' ').map(move |word| (word, count)))
        .map(|(word, count)| (word, syllables(word), count))
        .filter(|(_, found, count)| found != count)
        .collect();
    assert!(wrong.is_empty(), "{wrong:?}");
}

fn reading(text: &str) -> Reading {
    Reading::of(&[text.to_owned()])
}

/// Wikipedia's article on the Flesch–Kincaid readability tests gives this sentence 24 syllables, 13 words and grade 11.3.
#[test]
fn a_published_example_has_its_published_grade() {
    let found = reading(
        "The Australian platypus is seemingly a hybrid of a mammal and reptilian creature.",
    );
    let expected = Reading {
        sentences: 1,
        words: 13,
        syllables: 24,
        long_words: 4,
    };
    assert_eq!(found, expected);
    let grade = found.grade().expect("there is a sentence");
    assert_eq!(format!("{grade:.1}"), "11.3");
    let age = found.age().expect("there is a sentence");
    assert_eq!(format!("{age:.1}"), "16.3");
    // Four long words in one sentence are 120 in thirty: 1.0430 × √120 + 3.1291.
    let smog = found.smog().expect("there is a sentence");
    assert_eq!(format!("{smog:.2}"), "14.55");
    assert_eq!(reading("").smog(), None);
}

#[test]
fn sentences_end_where_readers_would_end_them() {
    let cases = [
        ("", 0),
        ("One", 1),
        ("One. Two? Three!", 3),
        ("She said, “Who?” and left.", 1),
        ("She said, “No.” Then she left.", 2),
        ("I see… but no. Dr. Smith and J. Bowlby, e.g. in 1988.", 2),
        ("It was him and I. Nobody else.", 2),
        ("It cost 3.5 per cent. In 2020 it was more (or less). So", 3),
    ];
    for (text, sentences) in cases {
        assert_eq!(reading(text).sentences, sentences, "{text}");
    }
    assert_eq!(reading("").grade(), None);
}

proptest! {
    /// Whatever is written: a word has a syllable, a sentence a word, and paragraphs add up.
    #[test]
    fn counts_agree_with_each_other(texts in prop::collection::vec("\\PC{0,60}", 0..5)) {
        let all = Reading::of(&texts);
        prop_assert!(all.sentences <= all.words && all.words <= all.syllables);
        prop_assert_eq!(all.words == 0, all.grade().is_none());
        let mut sum = Reading::default();
        for text in &texts {
            sum.add(std::slice::from_ref(text));
        }
        prop_assert_eq!(all, sum);
    }
}

#[test]
fn everything_in_a_small_library_is_counted() {
    let text = "She came [@bowlby1988; @nice]. Nobody *told* her[^a].\n\n- a bare item\n- She waits.\n\n## No sentence.\n\n> **Kerry**\n>\n> Again [@nice].\n\n[Check it.](practice.md#tuesday)\n\n| No. | Yes. |\n|---|---|\n| No. | Yes. |\n\n[^a]: Not prose [@chapter].\n";
    let library = library(text);
    let statistics = library.statistics();
    let (whole, units) = &statistics.qualifications[0];
    let unit = &units[0];
    assert_eq!(
        (unit.code.as_str(), whole.code.as_str()),
        ("U1", "practitioner")
    );
    assert_eq!(
        (unit.modules, unit.sections.len(), unit.words()),
        (1, 2, 21)
    );
    let prose = Reading {
        sentences: 5,
        words: 9,
        syllables: 12,
        long_words: 0,
    };
    assert_eq!(unit.reading, prose, "the other section adds one word");
    let types: Vec<_> = unit
        .types
        .iter()
        .map(|(kind, count)| (*kind, *count))
        .collect();
    assert_eq!(types, [("multiple", 1), ("single", 2)]);
    assert_eq!((unit.practice, unit.banks, unit.quizzes), (2, 0, 1));
    let works: Vec<_> = unit.works.iter().map(String::as_str).collect();
    assert_eq!(works, ["bowlby1988", "chapter", "nice"]);
    assert_eq!(
        (
            unit.scenarios,
            unit.worksheets,
            unit.reflections,
            unit.diagrams
        ),
        (1, 1, 1, 1)
    );
    assert_eq!(unit.reviews.iter().collect::<Vec<_>>(), ["2028-03-31"]);
}

#[test]
fn criteria_that_nothing_covers_are_named() {
    let files = files("Text.").into_iter().map(|(path, text)| {
        let text = match path.ends_with("u1.md") {
            true => {
                text.replace("status: open", "status: in-preparation")
                    + "\n### More {#U1.1.2}\n\nGuidance.\n"
            }
            false => text,
        };
        (path, text)
    });
    let library: Library = compile(&files.collect(), "2026-01-01")
        .library
        .expect("no errors");
    let statistics = library.statistics();
    let Coverage {
        criteria,
        untaught,
        untested,
        unassessed,
    } = &statistics.total.coverage;
    assert_eq!(
        (*criteria, untaught.as_slice()),
        (2, ["U1.1.2".to_owned()].as_slice())
    );
    assert_eq!((untested, unassessed), (untaught, untaught));
    assert!(
        statistics
            .to_string()
            .contains("1 of 2 taught by a section (not U1.1.2)")
    );
}

#[test]
fn it_is_printed_as_aligned_text() {
    insta::assert_snapshot!(library("Where she came from.\n").statistics().to_string(), @r"
            mod   sect  words w/sect  quest   crit  cites  works   conv sheets   refl    age
Practitioner
  U1          1      2      7      4      3      1      5      1      1      1      1    2.2
In all        1      2      7      4      3      1      5      1      1      1      1    2.2

Practitioner
============

U1  Attachment
  reading       1 module, 2 sections, 7 words: 4 a section on average, from 3 to 4
  reading age   2.2 (Flesch–Kincaid grade -2.8: 2.5 words a sentence, 1.00 syllables a word), 8.1 by SMOG
  questions     3: 2 single, 1 multiple; 2 in practice, 0 in banks, 1 in quizzes themselves
  criteria      1 of 1 taught by a section, 1 of 1 tested by a question, 1 of 1 assessed by evidence
  citations     5, of 1 work
  to do         1 conversation, 1 worksheet, 1 reflection; to look at: 1 diagram
  review by     2028-03-31

In all
======
  reading       1 module, 2 sections, 7 words: 4 a section on average, from 3 to 4
  reading age   2.2 (Flesch–Kincaid grade -2.8: 2.5 words a sentence, 1.00 syllables a word), 8.1 by SMOG
  questions     3: 2 single, 1 multiple; 2 in practice, 0 in banks, 1 in quizzes themselves
  criteria      1 of 1 taught by a section, 1 of 1 tested by a question, 1 of 1 assessed by evidence
  citations     5, of 1 work
  to do         1 conversation, 1 worksheet, 1 reflection; to look at: 1 diagram
  review by     2028-03-31
");
}

/// The figures of what we ship: complete, consistent, and readable on a screen of a hundred columns.
#[test]
fn the_content_is_counted() {
    let files = Files::from_dir(&Path::new(env!("CARGO_MANIFEST_DIR")).join("content"))
        .expect("it is there");
    let library = compile(&files, &Clock::System.today())
        .library
        .expect("no errors");
    let statistics = library.statistics();
    let printed = statistics.to_string();
    assert!(
        printed.lines().all(|line| line.chars().count() <= 100),
        "{printed}"
    );
    let total = &statistics.total;
    assert_eq!(total.modules, library.modules.len());
    let questions = library.quizzes.iter().map(|quiz| quiz.questions.len());
    assert_eq!(total.questions(), questions.sum::<usize>());
    assert_eq!(
        total.questions(),
        total.practice + total.banks + total.quizzes
    );
    let words = library.modules.iter().flat_map(|module| &module.sections);
    assert_eq!(
        total.words(),
        words.map(|section| section.words).sum::<u32>()
    );
    for (whole, units) in &statistics.qualifications {
        let sum: usize = units.iter().map(|unit| unit.coverage.criteria).sum();
        assert_eq!(sum, whole.coverage.criteria);
        for unit in units {
            let age = unit.reading.age().expect("there is prose");
            assert!((8.0..20.0).contains(&age), "{}: {age}", unit.code);
            assert!(unit.coverage.untaught.is_empty() && unit.coverage.unassessed.is_empty());
        }
    }
}
