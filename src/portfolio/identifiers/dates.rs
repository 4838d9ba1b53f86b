//! Dates that could be dates of birth.
//!
//! After "born", "DOB", "birthday" or "date of birth" any date counts, also that of a baby. Elsewhere a whole date counts if who was born on
//! it would be between 10 and 110 years old: meetings and reviews of the last ten years are not asked about. Days and months without a
//! year, and years alone, never count.

use super::words::Words;
use super::{Found, What};
use crate::clock::Day;
use jiff::{ToSpan, civil::Date};

/// How old a person may be, in years, for a date that nobody calls one of birth.
const AGES: std::ops::RangeInclusive<i16> = 10..=110;

/// How many words may stand between "born" and the date: "born on the".
const NEAR: usize = 3;

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// The parts of a date as they were written.
struct Written {
    year: i16,
    month: i16,
    day: i16,
    /// How many words it takes.
    words: usize,
    /// Whether the year has two digits, after the name of a month: "3 May 10 people came" is no date.
    doubtful: bool,
}

pub(super) fn find(words: &Words<'_>, today: Day) -> Vec<Found> {
    let today = Date::constant(1970, 1, 1).checked_add(today.days());
    let Ok(today) = today else { return Vec::new() };
    let at = |place: usize| {
        // Most words end here: only digits and the names of months begin a date.
        let begins = |c: char| c.is_ascii_digit() || "jfmasondJFMASOND".contains(c);
        if !words.word(place).starts_with(begins) {
            return None;
        }
        let readings = [numeric(words, place), named(words, place)];
        let found = readings.into_iter().flatten();
        let mut found =
            found.filter(|date| could_be_birth(date, is_called_birth(words, place), today));
        let date = found.next()?;
        Some(words.found(What::DateOfBirth, place..place + date.words))
    };
    (0..words.len()).filter_map(at).collect()
}

fn could_be_birth(date: &Written, called: bool, today: Date) -> bool {
    let Some(age) = age(date, today) else {
        return false;
    };
    match called {
        true => (0..=120).contains(&age),
        false => AGES.contains(&age) && !date.doubtful,
    }
}

/// The age in years of who was born on that date; `None` if there is no such date. A year of two digits is the last that has been.
fn age(date: &Written, today: Date) -> Option<i16> {
    let year = match date.year {
        short @ 0..=99 => {
            let century = today.year() - today.year() % 100;
            century + short
                - if century + short > today.year() {
                    100
                } else {
                    0
                }
        }
        year => year,
    };
    let (month, day) = match date.month {
        // The American order.
        13.. => (date.day, date.month),
        _ => (date.month, date.day),
    };
    let born = Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
    let had_birthday = (today.month(), today.day()) >= (born.month(), born.day());
    Some(today.year() - year - i16::from(!had_birthday))
}

/// `3/4/1985`, `3.4.1985`, `03-04-85`, `3/4/85`, `1985-04-03`; after "DOB" also `3.4.85` and `3-4-85`.
fn numeric(words: &Words<'_>, place: usize) -> Option<Written> {
    let parts = |between: &str| matches!(between, "/" | "-" | "." | " / " | " - ");
    let between = words.before(place + 1);
    let inside = parts(between) && words.before(place + 2) == between;
    let goes_on = |place: usize| parts(words.before(place)) && words.number(place, 1..10).is_some();
    if !inside
        || (place > 0 && goes_on(place) && words.number(place - 1, 1..10).is_some())
        || goes_on(place + 3)
    {
        return None;
    }
    if let Some(year) = words.number(place, 4..5) {
        let (month, day) = (
            words.number(place + 1, 1..3)?,
            words.number(place + 2, 1..3)?,
        );
        return Some(Written {
            year,
            month,
            day,
            words: 3,
            doubtful: false,
        });
    }
    let (day, month) = (words.number(place, 1..3)?, words.number(place + 1, 1..3)?);
    let year = match words.number(place + 2, 4..5) {
        Some(year) => year,
        None => {
            // "1.2.10" is a chapter and "3-2-10" a way of breathing, unless it is said to be a date of birth.
            let is_padded = words.word(place).len() + words.word(place + 1).len() == 4;
            let is_date = between.contains('/')
                || (between.contains('-') && is_padded)
                || is_called_birth(words, place);
            words.number(place + 2, 2..3).filter(|_| is_date)?
        }
    };
    Some(Written {
        year,
        month,
        day,
        words: 3,
        doubtful: false,
    })
}

/// `3 April 1985`, `3rd of April, 1985`, `3-Apr-85`, `April 3rd, 1985`.
fn named(words: &Words<'_>, place: usize) -> Option<Written> {
    let near = |from: usize, to: usize| (from..to).all(|place| is_near(words.before(place)));
    let mut at = place;
    let (day, month) = match (day(words, at), month(words.word(at))) {
        (Some(day), _) => {
            at += 1 + usize::from(words.word(at + 1).eq_ignore_ascii_case("of"));
            (day, month(words.word(at))?)
        }
        (None, Some(month)) => {
            at += 1;
            (day(words, at)?, month)
        }
        (None, None) => return None,
    };
    at += 1;
    let year = words.number(at, 4..5).or_else(|| words.number(at, 2..3))?;
    near(place + 1, at + 1).then(|| Written {
        year,
        month,
        day,
        words: at + 1 - place,
        doubtful: words.word(at).len() == 2,
    })
}

fn is_near(between: &str) -> bool {
    between.len() <= 3 && between.chars().all(|c| " ,.-/'\u{a0}".contains(c)) && !between.is_empty()
}

/// `3`, `03`, `3rd`.
fn day(words: &Words<'_>, place: usize) -> Option<i16> {
    let word = words.word(place);
    let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let is_ordinal =
        ["", "st", "nd", "rd", "th"].contains(&word[digits.len()..].to_ascii_lowercase().as_str());
    let is_day = is_ordinal && (1..=2).contains(&digits.len()) && super::words::is_digits(digits);
    is_day.then(|| digits.parse().ok()).flatten()
}

/// The number of a month from its name, or from its first three letters or four.
fn month(word: &str) -> Option<i16> {
    let word = word.to_lowercase();
    let is =
        |name: &&str| *name == word || ((3..=4).contains(&word.len()) && name.starts_with(&word));
    let place = MONTHS.iter().position(is)?;
    i16::try_from(place + 1).ok()
}

/// Whether it says shortly before that somebody was born then.
fn is_called_birth(words: &Words<'_>, place: usize) -> bool {
    let from = place.saturating_sub(NEAR + 1);
    let said = (from..place).map(|place| words.word(place).to_lowercase());
    let said: Vec<String> = said.collect();
    let called =
        |word: &String| ["born", "dob", "birth", "birthday", "birthdate"].contains(&word.as_str());
    let letters = said.windows(3).any(|three| three == ["d", "o", "b"]);
    letters || said.iter().any(called)
}
