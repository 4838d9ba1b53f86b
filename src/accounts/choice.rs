//! What people choose for themselves, as forms bring it: names, addresses, passwords. Faults go beside the fields.

use super::{email, password_rules};
use crate::form::{Faults, Form};

/// The longest name, characters.
const LONGEST_NAME: usize = 120;

pub(super) const NAME_HINT: &str = "As it should stand on a certificate.";
pub(super) const PASSWORD_HINT: &str = "At least 12 characters. Three or four words that have nothing to do with each other are easy to remember.";

/// The field `name` on one line: it goes into mail and onto certificates. `what` it is: `your name`.
pub(super) fn name(form: &Form, what: &str, faults: &mut Faults) -> String {
    faults.check_text(form, "name", what, LONGEST_NAME);
    let name = one_line(form.text("name"));
    let says_something = name.chars().any(char::is_alphanumeric); // and not only signs that nobody sees
    if !says_something && faults.of("name").is_none() {
        faults.add("name", format!("Enter {what}."));
    }
    name
}

/// A name without anything that could end a line or turn the direction of writing.
pub fn one_line(name: &str) -> String {
    let turns = |c: char| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let words = name.split(|c: char| c.is_whitespace() || c.is_control() || turns(c));
    words
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// The field `email` as it is kept; empty with a fault.
pub(super) fn email(form: &Form, faults: &mut Faults) -> String {
    let email = email::normal(form.text("email"));
    if email.is_none() {
        faults.add("email", "Give an email address like name@example.org.");
    }
    email.unwrap_or_default()
}

/// Checks a new password in this field against the rules.
pub(super) fn password(form: &Form, field: &str, email: &str, name: &str, faults: &mut Faults) {
    if let Some(words) = password_rules::fault(form.raw(field), email, name) {
        faults.add(field, words);
    }
}
