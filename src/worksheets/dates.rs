//! Dates as people type them where the browser offers no calendar. Pure.

use jiff::civil::Date;

/// How a date may be written, as `strptime` says it.
const WAYS: [&str; 6] = [
    "%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y", "%d-%m-%Y", "%d %B %Y", "%d %b %Y",
];

/// The date as `2028-03-31` if it can be read as one, or else what was typed.
pub(super) fn read(typed: &str) -> String {
    let date = WAYS.iter().find_map(|way| Date::strptime(way, typed).ok());
    date.map_or_else(|| typed.to_owned(), |date| date.to_string())
}

/// Whether a text is a date that somebody may have meant: one of a year with four digits, begun with 19 or 20.
pub(super) fn is_date(text: &str) -> bool {
    let date = text.parse::<Date>().ok().filter(|_| text.len() == 10);
    date.is_some_and(|date| (1900..2100).contains(&date.year()))
}

/// `31 March 2028` from `2028-03-31`; a text that is no date stays as it is.
pub(super) fn in_words(text: &str) -> String {
    match text.parse::<Date>() {
        Ok(date) if is_date(text) => date.strftime("%-d %B %Y").to_string(),
        _ => text.to_owned(),
    }
}
