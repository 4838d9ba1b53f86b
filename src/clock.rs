//! The one clock, and dates in words.
//!
//! Times are milliseconds since 1970 in UTC. SQL never asks for the time; it is handed in, so that tests can move it.

use jiff::{Timestamp, ToSpan, Unit, Zoned, civil, tz::TimeZone};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

/// Milliseconds since 1970, UTC.
pub type Millis = i64;

/// A day in the United Kingdom, counted from 1 January 1970.
pub type Day = i64;

pub const SECOND: Millis = 1_000;
pub const MINUTE: Millis = 60 * SECOND;
pub const HOUR: Millis = 60 * MINUTE;
pub const DAY: Millis = 24 * HOUR;

/// Where the time comes from.
#[derive(Debug, Clone)]
pub enum Clock {
    System,
    /// Stands still until a test moves it.
    Fixed(Arc<AtomicI64>),
}

impl Clock {
    pub fn fixed(at: Millis) -> Self {
        Clock::Fixed(Arc::new(AtomicI64::new(at)))
    }

    pub fn now(&self) -> Millis {
        match self {
            Clock::System => Timestamp::now().as_millisecond(),
            Clock::Fixed(at) => at.load(Ordering::Relaxed),
        }
    }

    /// Today in the United Kingdom, as `2026-03-31`.
    pub fn today(&self) -> String {
        local(self.now()).strftime("%Y-%m-%d").to_string()
    }

    /// Moves a fixed clock; the system's clock cannot be moved.
    pub fn advance(&self, by: Millis) {
        if let Clock::Fixed(at) = self {
            at.fetch_add(by, Ordering::Relaxed);
        }
    }
}

fn zone() -> TimeZone {
    TimeZone::get("Europe/London").unwrap_or(TimeZone::UTC)
}

/// The moment in the time zone of the people who use this.
fn local(at: Millis) -> Zoned {
    Timestamp::from_millisecond(at)
        .unwrap_or(Timestamp::UNIX_EPOCH)
        .to_zoned(zone())
}

/// `31 March 2029`.
pub fn date(at: Millis) -> String {
    local(at).strftime("%-d %B %Y").to_string()
}

/// `31 March 2029 at 14:02`.
pub fn date_and_time(at: Millis) -> String {
    local(at).strftime("%-d %B %Y at %H:%M").to_string()
}

/// `14:02`.
pub fn time_of_day(at: Millis) -> String {
    local(at).strftime("%H:%M").to_string()
}

/// The day on which something happened.
pub fn day(at: Millis) -> Day {
    let days = local(at)
        .date()
        .since((Unit::Day, civil::Date::constant(1970, 1, 1)));
    days.map_or(0, |span| i64::from(span.get_days()))
}

/// `tomorrow, Tuesday 24 November`, `Thursday 26 November`, `Monday 4 January 2027`: a day to come, seen from another.
pub fn day_in_words(day: Day, today: Day) -> String {
    let date = |day: Day| {
        let date = civil::Date::constant(1970, 1, 1).checked_add(day.days());
        date.unwrap_or(civil::Date::MAX)
    };
    let (then, now) = (date(day), date(today));
    let words = match then.year() == now.year() {
        true => then.strftime("%A %-d %B").to_string(),
        false => then.strftime("%A %-d %B %Y").to_string(),
    };
    match day == today + 1 {
        true => format!("tomorrow, {words}"),
        false => words,
    }
}

/// `March 2028` from `2028-03-31`; a text that is no date comes back as it is.
pub fn month(iso: &str) -> String {
    match iso.parse::<jiff::civil::Date>() {
        Ok(date) => date.strftime("%B %Y").to_string(),
        Err(_) => iso.to_owned(),
    }
}

/// `31 March 2028` from `2028-03-31`; `None` for a text that is no date.
pub fn written_day(iso: &str) -> Option<String> {
    let date = iso.parse::<jiff::civil::Date>().ok()?;
    let is_exact = date.to_string() == iso;
    is_exact.then(|| date.strftime("%-d %B %Y").to_string())
}

/// The first moment after a day such as `2028-03-31`; `None` for a text that is no date.
pub fn end_of(iso: &str) -> Option<Millis> {
    written_day(iso)?;
    let next = iso.parse::<civil::Date>().ok()?.tomorrow().ok()?;
    Some(next.to_zoned(zone()).ok()?.timestamp().as_millisecond())
}

/// The last moment of the day on which something happened.
pub fn end_of_day(at: Millis) -> Millis {
    let next = local(at).tomorrow().and_then(|next| next.start_of_day());
    next.map_or(at, |next| next.timestamp().as_millisecond() - 1)
}

/// The same day of the month so many months on, at the same local time; the last day of a month that is too short.
pub fn months_after(at: Millis, months: u32) -> Millis {
    let from = local(at);
    let later = from.checked_add(i64::from(months).months());
    later.unwrap_or(from).timestamp().as_millisecond()
}

/// The whole years or months between two moments, in words: `3 years`, `18 months`; `None` if it is neither.
pub fn span(from: Millis, to: Millis) -> Option<String> {
    let months = (1..=600).find(|months| months_after(from, *months) == to)?;
    let (count, unit) = if months % 12 == 0 {
        (months / 12, "year")
    } else {
        (months, "month")
    };
    let plural = if count == 1 { "" } else { "s" };
    Some(format!("{count} {unit}{plural}"))
}

/// How long ago, in words: `today`, `yesterday`, `3 days ago`, `on 2 March 2026`.
pub fn ago(now: Millis, then: Millis) -> String {
    let days = local(then)
        .date()
        .until((Unit::Day, local(now).date()))
        .map_or(0, |span| span.get_days());
    match days {
        ..=0 => "today".to_owned(),
        1 => "yesterday".to_owned(),
        2..=30 => format!("{days} days ago"),
        _ => format!("on {}", date(then)),
    }
}

/// A length of time in words, rounded up: `3 hours`, `1 minute`.
pub fn duration(length: Millis) -> String {
    let (one, unit) = match length {
        length if length < HOUR => (MINUTE, "minute"),
        length if length <= DAY => (HOUR, "hour"),
        _ => (DAY, "day"),
    };
    let count = (length + one - 1) / one;
    let count = count.max(1);
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {unit}{plural}")
}
