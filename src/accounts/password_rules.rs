//! Which passwords are refused: too short, too long, among the first that anybody would guess. No rules on digits and signs, which
//! only make people write `Password123!` (NIST SP 800-63B, 5.1.1.2).

use std::collections::HashSet;
use std::sync::LazyLock;

pub(super) const SHORTEST: usize = 12;
pub(super) const LONGEST: usize = 128;

/// Letters and digits fewer than this are not what a password is made of; its signs are.
const ENOUGH: usize = 8;

/// A unit so short, said again and again, is no more than itself.
const SHORT_UNIT: usize = 6;

static COMMON: LazyLock<HashSet<&str>> =
    LazyLock::new(|| include_str!("common-passwords.txt").lines().collect());

/// Rows that fingers and memories run along, there and back.
const ROWS: [&str; 7] = [
    "0123456789012345678901234567890123456789",
    "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz",
    "qwertyuiopasdfghjklzxcvbnmqwertyuiop",
    "1234567890qwertyuiopasdfghjklzxcvbnm",
    "qazwsxedcrfvtgbyhnujmikolp",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik",
    "q1w2e3r4t5y6u7i8o9p0",
];

/// What is wrong with a new password of the person with this address and name, in our words.
pub(super) fn fault(password: &str, email: &str, name: &str) -> Option<String> {
    let length = password.chars().count();
    if length < SHORTEST {
        return Some(format!(
            "Use at least {SHORTEST} characters. Three or four words that only you would put together do well."
        ));
    }
    if length > LONGEST {
        return Some(format!("Use at most {LONGEST} characters."));
    }
    let plain = plain(password);
    if is_own(&plain, email, name) {
        return Some("This password is your own name or address, or ours. Choose one that nobody would try first.".to_owned());
    }
    let typed = password.to_lowercase();
    let is_common = is_common(&typed) || (plain.chars().count() >= ENOUGH && is_common(&plain));
    is_common.then(|| "This password is one that many people use. Choose another.".to_owned())
}

/// Letters and digits in lower case: `P-a-ssword` is `password`.
fn plain(text: &str) -> String {
    text.to_lowercase()
        .chars()
        .filter(|c| c.is_alphanumeric())
        .collect()
}

fn is_common(text: &str) -> bool {
    COMMON.contains(text)
        || (1..=SHORT_UNIT).any(|unit| repeats(text, unit))
        || ROWS.iter().any(|row| runs_along(row, text))
}

/// Whether the text is its first `unit` characters again and again, the last time perhaps cut short.
fn repeats(text: &str, unit: usize) -> bool {
    let characters: Vec<char> = text.chars().collect();
    characters
        .iter()
        .zip(characters.iter().skip(unit))
        .all(|(before, after)| before == after)
}

fn runs_along(row: &str, text: &str) -> bool {
    let back: String = row.chars().rev().collect();
    row.contains(text) || back.contains(text)
}

/// Whether it is nothing but the person's address, their name or the product's name, perhaps repeated and with a number behind.
fn is_own(plain_password: &str, email: &str, name: &str) -> bool {
    let stem = plain_password.trim_end_matches(|c: char| c.is_ascii_digit());
    let local = email.split('@').next().unwrap_or_default();
    let backwards: Vec<&str> = name.split_whitespace().rev().collect();
    [email, local, name, &backwards.concat(), "secure base"]
        .map(plain)
        .iter()
        .filter(|own| own.chars().count() >= 3)
        .any(|own| is_made_of(stem, own) || is_made_of(plain_password, own))
}

fn is_made_of(text: &str, unit: &str) -> bool {
    !text.is_empty() && text.replace(unit, "").is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(password: &str) -> bool {
        fault(password, "ada.byron@example.org", "Ada Byron").is_some()
    }

    #[test]
    fn the_list_is_usable() {
        assert!(COMMON.len() > 400, "{}", COMMON.len());
        for password in COMMON.iter() {
            assert!(
                password.chars().count() >= SHORTEST,
                "{password} is too short to be worth listing"
            );
            assert_eq!(password.to_lowercase(), **password);
        }
    }

    #[test]
    fn long_passphrases_pass_whatever_they_are_made_of() {
        let passes = [
            "orange ladder quiet tram",
            "drei kleine Enten im Teich",
            "a door that stays open",
            "ÄÖÜ äöü ßß lange",
            "839201748362",
            "Ada likes the blue lamp",
            "%(=+?~{#:;]&",
        ];
        for password in passes {
            assert!(!refused(password), "{password}");
        }
    }

    #[test]
    fn length_is_counted_in_characters() {
        assert!(refused("elevenchars"));
        assert!(!refused("zwölf Zeichn"));
        assert!(!refused(&"lamp door ".repeat(12)));
        assert!(refused(&format!(
            "{} and more of it",
            "lamp door ".repeat(12)
        )));
    }

    #[test]
    fn what_everybody_tries_first_is_refused() {
        let refuses = [
            "Password1234",
            "P-a-s-s-w-o-r-d-1-2-3-4",
            "qwertyuiopas",
            "poiuytrewq0987654321",
            "123456789012",
            "aaaaaaaaaaaa",
            "abcabcabcabcab",
            "!!!!!!!!!!!!",
            "1qaz2wsx3edc",
            "zyxwvutsrqponm",
            "iloveyouiloveyou",
        ];
        for password in refuses {
            assert!(refused(password), "{password}");
        }
    }

    #[test]
    fn ones_own_name_is_refused() {
        let refuses = [
            "ada.byron@example.org",
            "Ada Byron Ada Byron",
            "byron ada 1815",
            "adabyron1234",
            "Secure Base 2026",
            "securebasesecurebase",
        ];
        for password in refuses {
            assert!(refused(password), "{password}");
        }
    }
}
