//! What lets somebody guess an answer without knowing it: the longest option, a favourite place, “all of the above”. And questions asked twice.
//!
//! These are measurements of a whole file or unit, so they are warnings, made only where there are enough questions to tell a habit from
//! chance. Quizzes may shuffle options, but practices and banks are read in the order of the file, and so is everything on paper.

use std::collections::BTreeMap;

use super::fault::Place;
use super::findings::{Findings, Name, Sort};
use super::{Answers, Choice, Library, Question, Quiz};

/// How many questions with one right answer it takes to measure anything.
const ENOUGH: usize = 10;
/// The right option may be the longest in this share of the questions; by chance it is in a quarter to a third.
const LONGEST: f64 = 0.4;
/// What the chi-squared statistic exceeds by chance once in a hundred times, for 1 to 7 degrees of freedom.
const CRITICAL: [f64; 7] = [6.635, 9.210, 11.345, 13.277, 15.086, 16.812, 18.475];
/// How many ids of questions are named.
const NAMED: usize = 12;

/// Measures every file and every unit, and looks at every question.
pub(crate) fn check(library: &Library, findings: &Findings, defined: &[Name]) {
    let places: BTreeMap<(Sort, &str), &Place> = defined
        .iter()
        .map(|name| ((name.sort, name.id.as_str()), &name.place))
        .collect();
    for quiz in &library.quizzes {
        if let Some(place) = places.get(&(Sort::Quiz, quiz.id.as_str())) {
            measure(findings, place, &quiz.questions.iter().collect::<Vec<_>>());
        }
    }
    for unit in library.specifications.iter().flat_map(|own| &own.units) {
        let own = |quiz: &&Quiz| unit.modules.contains(&quiz.module);
        let questions = library
            .quizzes
            .iter()
            .filter(own)
            .flat_map(|q| &q.questions);
        if let Some(place) = places.get(&(Sort::Unit, unit.code.as_str())) {
            measure(findings, place, &questions.collect::<Vec<_>>());
        }
    }
    let questions = library.quizzes.iter().flat_map(|quiz| &quiz.questions);
    let mut prompts: BTreeMap<String, &Place> = BTreeMap::new();
    for question in questions {
        if let Some(place) = places.get(&(Sort::Question, question.id.as_str())) {
            above(findings, place, question);
            twice(findings, &mut prompts, place, question);
        }
    }
}

/// A question with one right answer: how long each option is, in characters, and which is right.
struct Single<'q> {
    id: &'q str,
    lengths: Vec<usize>,
    right: usize,
}

impl<'q> Single<'q> {
    fn of(question: &'q Question) -> Option<Self> {
        let Answers::Options {
            several: false,
            options,
        } = &question.answers
        else {
            return None;
        };
        Some(Self {
            id: &question.id,
            lengths: options
                .iter()
                .map(|own| plain(&own.text).chars().count())
                .collect(),
            right: options.iter().position(|own| own.right)?,
        })
    }

    fn is_longest(&self) -> bool {
        let own = self.lengths[self.right];
        let others = self.lengths.iter().enumerate();
        others
            .filter(|(at, _)| *at != self.right)
            .all(|(_, length)| *length < own)
    }
}

fn measure(findings: &Findings, place: &Place, questions: &[&Question]) {
    let singles: Vec<Single<'_>> = questions.iter().filter_map(|own| Single::of(own)).collect();
    if singles.len() >= ENOUGH {
        longest(findings, place, &singles);
        uneven(findings, place, &singles);
    }
}

fn longest(findings: &Findings, place: &Place, singles: &[Single<'_>]) {
    let longest: Vec<&str> = singles
        .iter()
        .filter(|own| own.is_longest())
        .map(|own| own.id)
        .collect();
    let share = float(longest.len()) / float(singles.len());
    if share <= LONGEST {
        return;
    }
    let message = format!(
        "the right option is the longest in {} of {} questions with one right answer: {:.0}%",
        longest.len(),
        singles.len(),
        share * 100.0
    );
    let more = if longest.len() > NAMED { ", …" } else { "" };
    let ids = longest[..longest.len().min(NAMED)].join(", ");
    let hint = format!("at most 40%: shorten right options, or lengthen others, in {ids}{more}");
    findings
        .faults
        .add(place.error(message).warning().hint(hint));
}

fn uneven(findings: &Findings, place: &Place, singles: &[Single<'_>]) {
    let shapes: Vec<(usize, usize)> = singles
        .iter()
        .map(|own| (own.lengths.len(), own.right))
        .collect();
    let Some(counts) = uneven_places(&shapes) else {
        return;
    };
    let counts: Vec<String> = counts.iter().map(ToString::to_string).collect();
    let message = format!(
        "the right options are not evenly placed: from the first place to the last {} of {}",
        counts.join(", "),
        singles.len()
    );
    let hint = "move options until no place gives the answer away (chi-squared test against even places, p < 0.01)";
    findings
        .faults
        .add(place.error(message).warning().hint(hint));
}

/// How often the right option stands at each place, if that is more uneven than chance would make it once in a hundred times. Of each question the
/// number of options and the place of the right one. Pearson's chi-squared test; a question with n options adds 1/n to what is
/// expected at each of its places. It is right enough for means of about two and more to a place (Roscoe and Byars, *J. Am. Stat. Assoc.* 66, 1971),
/// which [`ENOUGH`] questions of up to five options give.
fn uneven_places(shapes: &[(usize, usize)]) -> Option<Vec<usize>> {
    let most = shapes.iter().map(|(options, _)| *options).max()?;
    let mut found = vec![0_usize; most];
    let mut expected = vec![0.0; most];
    for (options, right) in shapes {
        found[*right] += 1;
        for own in &mut expected[..*options] {
            *own += 1.0 / float(*options);
        }
    }
    let terms = found
        .iter()
        .zip(&expected)
        .map(|(found, expected)| (float(*found) - expected).powi(2) / expected);
    let critical = CRITICAL.get(most.checked_sub(2)?)?;
    (terms.sum::<f64>() > *critical).then_some(found)
}

/// Warns of options that only point at the others.
fn above(findings: &Findings, place: &Place, question: &Question) {
    let points = |option: &&Choice| {
        let text = words(&plain(&option.text));
        let whole = [
            "all of these",
            "none of these",
            "all of them",
            "none of them",
            "both of these",
        ];
        text.contains("of the above")
            || text.contains("all the above")
            || whole.contains(&text.as_str())
    };
    if let Some(option) = question.options().iter().find(points) {
        let message = format!(
            "the option “{}” can be guessed, and cannot be shuffled",
            plain(&option.text)
        );
        let hint =
            "write an option that says something of its own, or make the question type=multiple";
        findings
            .faults
            .add(place.error(message).warning().hint(hint));
    }
}

fn twice<'p>(
    findings: &Findings,
    prompts: &mut BTreeMap<String, &'p Place>,
    place: &'p Place,
    question: &Question,
) {
    let prompt = words(&plain(&question.stem));
    if prompt.is_empty() {
        return;
    }
    if let Some(other) = prompts.get(&prompt) {
        let fault = place
            .error("another question asks the same, word for word")
            .warning();
        findings
            .faults
            .add(fault.hint(format!("it is at {}:{}", other.path, other.line)));
    } else {
        prompts.insert(prompt, place);
    }
}

fn float(count: usize) -> f64 {
    u32::try_from(count).map_or(f64::MAX, f64::from)
}

/// HTML as a reader sees it: without tags, each entity one character.
fn plain(html: &str) -> String {
    let mut plain = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find(['<', '&']) {
        plain.push_str(&rest[..at]);
        let end = if rest[at..].starts_with('<') {
            '>'
        } else {
            ';'
        };
        if end == ';' {
            plain.push('’');
        }
        rest = rest[at..]
            .find(end)
            .map_or("", |length| &rest[at + length + 1..]);
    }
    plain.push_str(rest);
    plain
}

/// The words alone, in lower case.
fn words(text: &str) -> String {
    let text = text.to_lowercase();
    let words = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
}
