//! What could give a person away in a text. Pure.
//!
//! A text is cut into words (stretches of letters and digits) once; each kind of identifier is then a pattern of words and of what stands
//! between them. It asks rather than judges, so where the two pull apart it looks for what people write by habit, and leaves alone what
//! is all over this work: doses, versions, criteria, the dates of last week's meetings, the numbers of helplines.

mod contacts;
mod dates;
mod names;
mod numbers;
mod passages;
mod words;

pub use names::folded;
pub use passages::{Bit, passages};

use crate::clock::Day;
use std::ops::Range;
use words::Words;

/// What kind of thing was found. Where two are found in the same place, the first of this order is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum What {
    EmailAddress,
    NhsNumber,
    PhoneNumber,
    NationalInsuranceNumber,
    Postcode,
    DateOfBirth,
    Name,
}

impl What {
    pub const ALL: [What; 7] = [
        What::EmailAddress,
        What::NhsNumber,
        What::PhoneNumber,
        What::NationalInsuranceNumber,
        What::Postcode,
        What::DateOfBirth,
        What::Name,
    ];

    /// As it stands in the database.
    pub fn key(self) -> &'static str {
        match self {
            What::EmailAddress => "email-address",
            What::NhsNumber => "nhs-number",
            What::PhoneNumber => "phone-number",
            What::NationalInsuranceNumber => "national-insurance-number",
            What::Postcode => "postcode",
            What::DateOfBirth => "date-of-birth",
            What::Name => "name",
        }
    }

    /// So many of them, in words.
    pub fn counted(self, count: usize) -> String {
        let (one, many) = match self {
            What::EmailAddress => ("an email address", "email addresses"),
            What::NhsNumber => ("an NHS number", "NHS numbers"),
            What::PhoneNumber => ("a phone number", "phone numbers"),
            What::NationalInsuranceNumber => {
                ("a National Insurance number", "National Insurance numbers")
            }
            What::Postcode => ("a postcode", "postcodes"),
            What::DateOfBirth => (
                "a date that could be a date of birth",
                "dates that could be dates of birth",
            ),
            What::Name => ("a name from your list", "names from your list"),
        };
        match count {
            1 => one.to_owned(),
            _ => format!("{count} {many}"),
        }
    }
}

/// Something found: what it is, and where, in bytes; always on the boundaries of characters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    pub what: What,
    pub at: Range<usize>,
}

/// Everything in the text that could give a person away, in its order, nothing twice. `names` are those to look for; ages are counted on
/// the day `today`.
pub fn find(text: &str, names: &[String], today: Day) -> Vec<Found> {
    let words = Words::of(text);
    let mut all = contacts::emails(text);
    all.extend(numbers::find(&words));
    all.extend(contacts::postcodes(&words));
    all.extend(dates::find(&words, today));
    all.extend(names::find(&words, names));
    all.sort_by_key(|found| (found.at.start, found.what));
    let mut kept: Vec<Found> = Vec::new();
    for found in all {
        if kept.last().is_none_or(|last| last.at.end <= found.at.start) {
            kept.push(found);
        }
    }
    kept
}
