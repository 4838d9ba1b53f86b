//! Dates and lengths of time in words, and months that are counted.

use super::support::START;
use crate::clock::{
    Clock, DAY, HOUR, MINUTE, SECOND, ago, date, date_and_time, day, day_in_words, duration,
    end_of, month, months_after, time_of_day,
};
use jiff::civil::DateTime;
use jiff::tz::TimeZone;

/// A moment by the clocks of the United Kingdom, such as `2026-03-28T20:00`.
fn at(local: &str) -> i64 {
    let zone = TimeZone::get("Europe/London").unwrap();
    local
        .parse::<DateTime>()
        .unwrap()
        .to_zoned(zone)
        .unwrap()
        .timestamp()
        .as_millisecond()
}

#[test]
fn moments_are_told_by_the_clocks_of_the_country() {
    assert_eq!(START, at("2026-06-01T12:00"));
    assert_eq!(date(START), "1 June 2026");
    assert_eq!(date_and_time(START), "1 June 2026 at 12:00");
    assert_eq!(time_of_day(0), "01:00"); // the whole of 1970 was an hour ahead
    assert_eq!(date(at("2028-02-29T00:00")), "29 February 2028");
    assert_eq!(Clock::fixed(at("2026-06-02T00:30")).today(), "2026-06-02");
    assert_eq!(month("2028-03-31"), "March 2028");
    assert_eq!(month("some day"), "some day");
}

#[test]
fn a_day_ends_when_the_next_begins() {
    assert_eq!(end_of("2026-03-29"), Some(at("2026-03-30T00:00")));
    assert_eq!(end_of("2026-10-25"), Some(at("2026-10-26T00:00")));
    for day in ["", "soon", "2026-02-30", "2026-2-3", "9999-12-31"] {
        assert_eq!(end_of(day), None, "{day}");
    }
}

#[test]
fn the_night_of_the_change_has_an_hour_less_or_more() {
    let before = at("2026-03-29T00:59");
    assert_eq!(time_of_day(before + MINUTE), "02:00");
    let twice = at("2026-10-25T01:30");
    assert_eq!(time_of_day(twice), time_of_day(twice + HOUR));
}

#[test]
fn months_end_where_the_calendar_says() {
    let table = [
        ("2026-06-01T12:00", 36, "2029-06-01T12:00"),
        ("2028-02-29T09:00", 12, "2029-02-28T09:00"),
        ("2028-02-29T09:00", 48, "2032-02-29T09:00"),
        ("2026-01-31T09:00", 1, "2026-02-28T09:00"),
        ("2027-08-31T09:00", 6, "2028-02-29T09:00"),
        ("2026-03-31T14:02", 36, "2029-03-31T14:02"),
        ("2026-01-15T10:00", 6, "2026-07-15T10:00"), // the same time by the clock, an hour less in between
        ("2026-12-31T23:59", 1, "2027-01-31T23:59"),
        ("2026-02-28T01:30", 1, "2026-03-28T01:30"),
        ("2026-02-28T12:00", 0, "2026-02-28T12:00"),
    ];
    for (from, months, to) in table {
        assert_eq!(
            date_and_time(months_after(at(from), months)),
            date_and_time(at(to)),
            "{from} and {months} months"
        );
    }
}

#[test]
fn what_happened_is_as_long_ago_as_people_say() {
    let now = at("2026-06-01T00:10");
    let table = [
        ("2026-06-01T00:00", "today"),
        ("2026-05-31T23:59", "yesterday"),
        ("2026-05-31T00:00", "yesterday"),
        ("2026-05-30T23:59", "2 days ago"),
        ("2026-05-02T12:00", "30 days ago"),
        ("2026-05-01T12:00", "on 1 May 2026"),
        ("2025-06-01T12:00", "on 1 June 2025"),
        ("2026-06-01T09:00", "today"), // a clock that was put back
    ];
    for (then, words) in table {
        assert_eq!(ago(now, at(then)), words, "{then}");
    }
    assert_eq!(
        ago(at("2026-03-29T23:30"), at("2026-03-28T23:45")),
        "yesterday",
        "over the change of the clocks"
    );
}

#[test]
fn a_length_of_time_is_rounded_up() {
    let table = [
        (-HOUR, "1 minute"),
        (0, "1 minute"),
        (SECOND, "1 minute"),
        (MINUTE, "1 minute"),
        (MINUTE + 1, "2 minutes"),
        (59 * MINUTE, "59 minutes"),
        (HOUR + 1, "2 hours"),
        (23 * HOUR + MINUTE, "24 hours"),
        (DAY, "24 hours"),
        (DAY + 1, "2 days"),
        (10 * DAY, "10 days"),
    ];
    for (length, words) in table {
        assert_eq!(duration(length), words, "{length}");
    }
}

#[test]
fn a_fixed_clock_moves_only_when_it_is_moved() {
    let clock = Clock::fixed(START);
    let same = clock.clone();
    clock.advance(DAY);
    assert_eq!((clock.now(), same.now()), (START + DAY, START + DAY));
    clock.advance(-2 * DAY);
    assert_eq!(same.today(), "2026-05-31");
    Clock::System.advance(DAY);
    assert!(Clock::System.now() > 1_700_000_000_000);
}

#[test]
fn days_are_those_of_the_country_and_told_from_another() {
    assert_eq!(day(0), 0);
    assert_eq!(day(at("2026-06-02T00:30")), day(at("2026-06-02T23:30")));
    assert_eq!(day(at("2026-06-02T00:30")), day(START) + 1);
    let tuesday = day(at("2026-11-24T12:00"));
    for (other, words) in [
        ("2026-11-25T00:30", "tomorrow, Wednesday 25 November"),
        ("2026-11-26T12:00", "Thursday 26 November"),
        ("2026-12-31T23:59", "Thursday 31 December"),
        ("2027-01-04T12:00", "Monday 4 January 2027"),
    ] {
        assert_eq!(day_in_words(day(at(other)), tuesday), words);
    }
}
