//! How long something lasted, as people write it. Pure.

/// The minutes in `40`, `40 minutes`, `1 hour` or `1 hour 15 minutes`; `None`: it says something else, or not clearly.
pub fn minutes(written: &str) -> Option<i64> {
    let words = words(written);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words.as_slice() {
        [minutes] => number(minutes),
        [minutes, unit] if is_minutes(unit) => number(minutes),
        [hours, unit] if is_hours(unit) => number(hours)?.checked_mul(60),
        [hours, unit, minutes, other] if is_hours(unit) && is_minutes(other) => {
            let minutes = number(minutes).filter(|minutes| *minutes < 60)?;
            number(hours)?.checked_mul(60)?.checked_add(minutes)
        }
        _ => None,
    }
}

/// Digits and letters apart, in small letters, without an “and” between hours and minutes.
fn words(written: &str) -> Vec<String> {
    let lower = written.to_lowercase();
    let parts = lower.split_whitespace().flat_map(|word| {
        let end = word.find(|c: char| !c.is_ascii_digit());
        let (digits, rest) = word.split_at(end.unwrap_or(word.len()));
        [digits.to_owned(), rest.to_owned()]
    });
    parts
        .filter(|part| !part.is_empty() && part != "and")
        .collect()
}

fn number(word: &str) -> Option<i64> {
    let is_digits = word.bytes().all(|byte| byte.is_ascii_digit());
    is_digits.then(|| word.parse().ok())?
}

fn is_minutes(word: &str) -> bool {
    ["min", "mins", "minute", "minutes"].contains(&word)
}

fn is_hours(word: &str) -> bool {
    ["h", "hr", "hrs", "hour", "hours"].contains(&word)
}

#[cfg(test)]
mod tests {
    use super::minutes;

    #[test]
    fn minutes_and_hours_are_read_and_nothing_else() {
        for (written, expected) in [
            ("40", Some(40)),
            (" 40 minutes ", Some(40)),
            ("40 min", Some(40)),
            ("40min", Some(40)),
            ("1 minute", Some(1)),
            ("1 hour", Some(60)),
            ("2 Hours", Some(120)),
            ("1 hour 15 minutes", Some(75)),
            ("1 hour and 15 minutes", Some(75)),
            ("1h 15min", Some(75)),
            ("1 hour 75 minutes", None),
            ("1 hour 15", None),
            ("15 minutes 1 hour", None),
            ("an hour", None),
            ("1.5 hours", None),
            ("1,5 hours", None),
            ("1:15", None),
            ("40 to 50", None),
            ("40 seconds", None),
            ("-40", None),
            ("40 minutes or so", None),
            ("99999999999999999999", None),
            ("9223372036854775807 hours", None),
            ("", None),
        ] {
            assert_eq!(minutes(written), expected, "{written}");
        }
    }
}
