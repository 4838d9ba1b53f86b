//! NHS numbers, phone numbers and National Insurance numbers.

use super::words::{Words, is_digits, parts_groups};
use super::{Found, What};

/// The most groups into which people part a phone number.
const GROUPS: usize = 8;

pub(super) fn find(words: &Words<'_>) -> Vec<Found> {
    let mut all = Vec::new();
    for place in 0..words.len() {
        all.extend(nhs_number(words, place));
        all.extend(phone_number(words, place));
        all.extend(national_insurance_number(words, place));
    }
    all
}

/// Ten digits in one, or parted 3-3-4 as the service writes them, with the right check digit; "NHS" may be written on to them.
fn nhs_number(words: &Words<'_>, place: usize) -> Option<Found> {
    let word = |place: usize| words.word(place);
    let first = without_nhs(word(place));
    let groups = match first.len() {
        10 => 1,
        3 if parts_groups(words.before(place + 1)) && parts_groups(words.before(place + 2)) => 3,
        _ => return None,
    };
    let lengths = [3, 3, 4];
    let part = |group: usize| {
        if group == 0 {
            first
        } else {
            word(place + group)
        }
    };
    let fits = |group: usize| groups == 1 || part(group).len() == lengths[group];
    let digits: String = (0..groups).map(part).collect();
    let fits = (0..groups).all(fits) && is_digits(&digits) && has_check_digit(digits.as_bytes());
    fits.then(|| words.found(What::NhsNumber, place..place + groups))
}

/// What follows "NHS" or "NHSno" in a word; all of it where neither stands there.
fn without_nhs(word: &str) -> &str {
    let after = |start: &str| {
        let (head, rest) = word.split_at_checked(start.len())?;
        head.eq_ignore_ascii_case(start).then_some(rest)
    };
    after("nhsno").or_else(|| after("nhs")).unwrap_or(word)
}

/// NHS Data Model and Dictionary, "NHS NUMBER": the first nine digits times 10 to 2, added up; what is missing to the next multiple of 11 is
/// the tenth. 11 counts as 0, and with 10 there is no such number.
fn has_check_digit(digits: &[u8]) -> bool {
    let weighed = digits.iter().take(9).zip((2..=10u32).rev());
    let sum: u32 = weighed
        .map(|(digit, weight)| u32::from(digit - b'0') * weight)
        .sum();
    let check = (11 - sum % 11) % 11;
    digits.get(9).map(|digit| u32::from(digit - b'0')) == Some(check)
}

/// A mobile or a landline of the United Kingdom, from its 0 or +44, or a number of another country, from its +. Numbers that begin with 03 or
/// 08 belong to services, not to people.
fn phone_number(words: &Words<'_>, place: usize) -> Option<Found> {
    let first = words.word(place);
    let plus = words.before(place).ends_with('+') && is_digits(first);
    let way = match (plus, first) {
        (true, first) if first.starts_with("44") => Way::Abroad,
        (true, first) if !first.starts_with('0') => Way::Elsewhere,
        (_, first) if first.starts_with("0044") => Way::Abroad,
        (_, first) if first.starts_with('0') && first.len() >= 3 => Way::Home,
        _ => return None,
    };
    let (mut digits, mut end) = (String::new(), None);
    for next in place..place + GROUPS {
        let word = words.word(next);
        let goes_on = next == place || parts_groups(words.before(next));
        if !goes_on || !is_digits(word) || digits.len() + word.len() > 16 {
            break;
        }
        digits.push_str(word);
        if is_phone_number(&digits, way) {
            end = Some(next + 1);
        }
    }
    let mut found = words.found(What::PhoneNumber, place..end?);
    found.at.start -= usize::from(plus && !matches!(way, Way::Home));
    Some(found)
}

/// How a phone number is written.
#[derive(Clone, Copy)]
enum Way {
    /// From 0.
    Home,
    /// From +44 or 0044.
    Abroad,
    /// From + and the code of another country.
    Elsewhere,
}

fn is_phone_number(digits: &str, way: Way) -> bool {
    let rest = match way {
        // ITU-T E.164: fifteen digits at most; fewer than eight are hardly ever a person's.
        Way::Elsewhere => return (8..=15).contains(&digits.len()),
        Way::Abroad => digits.trim_start_matches("00").strip_prefix("44"),
        Way::Home => Some(digits),
    };
    // "+44 (0)20 …" is written as often as it is wrong.
    let rest = rest.map(|rest| rest.strip_prefix('0').unwrap_or(rest));
    match rest.and_then(|rest| Some((rest.chars().next()?, rest.len()))) {
        Some(('1', length)) => length == 9 || length == 10,
        Some(('2' | '7', length)) => length == 10,
        _ => false,
    }
}

/// Two letters, six digits and a letter from A to D, in one or in groups; the letters as HMRC gives them (manual NIM39110).
fn national_insurance_number(words: &Words<'_>, place: usize) -> Option<Found> {
    let mut all = String::new();
    for next in place..place + 5 {
        let goes_on = next == place || matches!(words.before(next), " " | "-" | "\u{a0}");
        let word = words.word(next);
        if !goes_on || !word.is_ascii() || all.len() + word.len() > 9 {
            return None;
        }
        all.push_str(word);
        if all.len() == 9 {
            let is_one = is_national_insurance_number(&all.to_ascii_uppercase());
            return is_one.then(|| words.found(What::NationalInsuranceNumber, place..next + 1));
        }
        // Most words end here.
        let (letters, digits) = all.split_at(all.len().min(2));
        if letters.len() < 2 || !digits.is_empty() && !is_digits(digits) {
            return None;
        }
    }
    None
}

fn is_national_insurance_number(all: &str) -> bool {
    let (prefix, rest) = all.split_at(2);
    let (digits, suffix) = rest.split_at(6);
    let never = ["BG", "GB", "NK", "KN", "TN", "NT", "ZZ"];
    prefix.bytes().all(|byte| byte.is_ascii_alphabetic())
        && !prefix.contains(['D', 'F', 'I', 'Q', 'U', 'V'])
        && !prefix.ends_with('O')
        && !never.contains(&prefix)
        && is_digits(digits)
        && matches!(suffix, "A" | "B" | "C" | "D")
}
