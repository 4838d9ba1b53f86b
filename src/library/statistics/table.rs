//! The figures as plain text, at most a hundred columns wide: a table to compare the units, then each in words.

use std::collections::BTreeSet;
use std::fmt;

use super::{Figures, Statistics};
use crate::ui::counted;

const WIDTH: usize = 100;
/// Where the words begin, beside their name.
const INDENT: usize = 16;

const HEADS: [&str; 13] = [
    "", "mod", "sect", "words", "w/sect", "quest", "crit", "cites", "works", "conv", "sheets",
    "refl", "age",
];

impl fmt::Display for Statistics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.overview(f)?;
        for (whole, units) in &self.qualifications {
            writeln!(
                f,
                "\n{}\n{}",
                whole.title,
                "=".repeat(whole.title.chars().count())
            )?;
            for unit in units {
                writeln!(f, "\n{}  {}", unit.code, unit.title)?;
                details(f, unit)?;
            }
            // A stand-alone unit says it all.
            if units.len() > 1 {
                writeln!(f, "\nThe whole of it")?;
                details(f, whole)?;
            }
        }
        writeln!(
            f,
            "\n{}\n{}",
            self.total.title,
            "=".repeat(self.total.title.len())
        )?;
        details(f, &self.total)
    }
}

impl Statistics {
    fn overview(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        row(f, "", &HEADS.map(str::to_owned)[1..])?;
        for (whole, units) in &self.qualifications {
            writeln!(f, "{}", whole.title)?;
            for unit in units {
                row(f, &format!("  {}", unit.code), &cells(unit))?;
            }
        }
        row(f, &self.total.title, &cells(&self.total))
    }
}

fn row(f: &mut fmt::Formatter<'_>, name: &str, cells: &[String]) -> fmt::Result {
    write!(f, "{name:<8}")?;
    for cell in cells {
        write!(f, "{cell:>7}")?;
    }
    writeln!(f)
}

fn cells(figures: &Figures) -> Vec<String> {
    vec![
        figures.modules.to_string(),
        figures.sections.len().to_string(),
        thousands(figures.words()),
        mean(figures).map_or("–".to_owned(), thousands),
        figures.questions().to_string(),
        figures.coverage.criteria.to_string(),
        figures.citations.to_string(),
        figures.works.len().to_string(),
        figures.scenarios.to_string(),
        figures.worksheets.to_string(),
        figures.reflections.to_string(),
        figures
            .reading
            .age()
            .map_or("–".to_owned(), |age| format!("{age:.1}")),
    ]
}

/// The mean number of words in a section, rounded.
fn mean(figures: &Figures) -> Option<u32> {
    let sections = u32::try_from(figures.sections.len()).ok()?;
    (figures.words() + sections / 2).checked_div(sections)
}

fn details(f: &mut fmt::Formatter<'_>, figures: &Figures) -> fmt::Result {
    line(f, "reading", &reading(figures))?;
    line(f, "reading age", &age(figures))?;
    line(f, "questions", &questions(figures))?;
    line(f, "criteria", &coverage(figures))?;
    line(
        f,
        "citations",
        &format!(
            "{}, of {}",
            figures.citations,
            counted(figures.works.len(), "work")
        ),
    )?;
    line(f, "to do", &activities(figures))?;
    line(f, "review by", &reviews(&figures.reviews))
}

fn reading(figures: &Figures) -> String {
    let modules = counted(figures.modules, "module");
    let sections = counted(figures.sections.len(), "section");
    let all = thousands(figures.words());
    let range = figures
        .sections
        .iter()
        .min()
        .zip(figures.sections.iter().max());
    match (range, mean(figures)) {
        (Some((least, most)), Some(mean)) => format!(
            "{modules}, {sections}, {all} words: {} a section on average, from {} to {}",
            thousands(mean),
            thousands(*least),
            thousands(*most)
        ),
        _ => format!("{modules}, {sections}"),
    }
}

fn age(figures: &Figures) -> String {
    let reading = &figures.reading;
    let Some((age, grade)) = reading.age().zip(reading.grade()) else {
        return "nothing to read yet".to_owned();
    };
    format!(
        "{age:.1} (Flesch–Kincaid grade {grade:.1}: {:.1} words a sentence, {:.2} syllables a word), {:.1} by SMOG",
        reading.words_a_sentence(),
        reading.syllables_a_word(),
        reading.smog().unwrap_or_default() + 5.0,
    )
}

fn questions(figures: &Figures) -> String {
    let mut types: Vec<_> = figures.types.iter().collect();
    types.sort_by_key(|(kind, count)| (std::cmp::Reverse(**count), **kind));
    let types: Vec<String> = types
        .iter()
        .map(|(kind, count)| format!("{count} {kind}"))
        .collect();
    if types.is_empty() {
        return "none yet".to_owned();
    }
    format!(
        "{}: {}; {} in practice, {} in banks, {} in quizzes themselves",
        figures.questions(),
        types.join(", "),
        figures.practice,
        figures.banks,
        figures.quizzes
    )
}

fn coverage(figures: &Figures) -> String {
    let coverage = &figures.coverage;
    let part = |word: &str, missing: &[String]| {
        let there = coverage.criteria - missing.len();
        let words = format!("{there} of {} {word}", coverage.criteria);
        match missing {
            [] => words,
            missing => format!("{words} (not {})", missing.join(", ")),
        }
    };
    [
        part("taught by a section", &coverage.untaught),
        part("tested by a question", &coverage.untested),
        part("assessed by evidence", &coverage.unassessed),
    ]
    .join(", ")
}

fn activities(figures: &Figures) -> String {
    [
        counted(figures.scenarios, "conversation"),
        counted(figures.worksheets, "worksheet"),
        counted(figures.reflections, "reflection"),
    ]
    .join(", ")
        + "; to look at: "
        + &counted(figures.diagrams, "diagram")
}

fn reviews(dates: &BTreeSet<String>) -> String {
    match (dates.first(), dates.last()) {
        (Some(first), Some(last)) if first != last => {
            format!("{first} at the earliest, {last} at the latest")
        }
        (Some(only), _) => only.clone(),
        _ => "no date".to_owned(),
    }
}

/// A name and its words, broken before the hundredth column.
fn line(f: &mut fmt::Formatter<'_>, name: &str, words: &str) -> fmt::Result {
    let mut line = format!("  {name:<width$}", width = INDENT - 2);
    let mut used = INDENT;
    for (at, word) in words.split(' ').enumerate() {
        let length = word.chars().count();
        if at > 0 && used + 1 + length > WIDTH {
            writeln!(f, "{}", line.trim_end())?;
            line = " ".repeat(INDENT);
            used = INDENT;
        } else if at > 0 {
            line.push(' ');
            used += 1;
        }
        line.push_str(word);
        used += length;
    }
    writeln!(f, "{line}")
}

fn thousands(number: u32) -> String {
    match number / 1000 {
        0 => number.to_string(),
        more => format!("{more},{:03}", number % 1000),
    }
}
