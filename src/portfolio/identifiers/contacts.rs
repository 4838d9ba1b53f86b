//! Email addresses and postcodes.

use super::words::Words;
use super::{Found, What};

/// Every `@` with something before it and a domain with a full stop after it.
pub(super) fn emails(text: &str) -> Vec<Found> {
    text.match_indices('@')
        .filter_map(|(at, _)| email(text, at))
        .collect()
}

fn email(text: &str, at: usize) -> Option<Found> {
    let is_local = |c: char| c.is_alphanumeric() || "._%+-'".contains(c);
    let before = text[..at].char_indices().rev();
    let start = before.take_while(|(_, c)| is_local(*c)).last()?.0;
    let domain = &text[at + 1..];
    let is_domain = |c: char| c.is_alphanumeric() || c == '.' || c == '-';
    let length = domain.find(|c| !is_domain(c)).unwrap_or(domain.len());
    let domain = domain[..length].trim_end_matches(['.', '-']);
    let (name, last) = domain.rsplit_once('.')?;
    let is_one =
        !name.is_empty() && last.chars().count() >= 2 && last.chars().all(char::is_alphabetic);
    is_one.then(|| Found {
        what: What::EmailAddress,
        at: start..at + 1 + domain.len(),
    })
}

/// The areas of the Royal Mail; with them alone, "B12" is part of a postcode and "U3" is not.
const AREAS: &str = " AB AL B BA BB BD BH BL BN BR BS BT CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E EC EH EN EX FK FY \
    G GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD LE LL LN LS LU M ME MK ML N NE NG NN NP NR NW OL OX PA PE PH \
    PL PO PR RG RH RM S SA SE SG SK SL SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW UB W WA WC WD WF WN WR WS WV YO ZE ";

/// Whole postcodes, in one or parted by a space. A district alone ("SW1") is home to thousands.
pub(super) fn postcodes(words: &Words<'_>) -> Vec<Found> {
    let one = |place: usize| {
        let word = words.word(place);
        let next = words.word(place + 1);
        if !word.is_ascii() {
            return None;
        }
        if is_outward(word)
            && matches!(words.before(place + 1), " " | "  " | "\u{a0}")
            && is_inward(next)
        {
            return Some(words.found(What::Postcode, place..place + 2));
        }
        let (outward, inward) = word.split_at_checked(word.len().checked_sub(3)?)?;
        let is_whole = is_outward(outward) && is_inward(inward);
        is_whole.then(|| words.found(What::Postcode, place..place + 1))
    };
    (0..words.len()).filter_map(one).collect()
}

/// One or two letters of an area, a digit, and perhaps one more digit or letter.
fn is_outward(word: &str) -> bool {
    let Some(digit) = word.find(|c: char| c.is_ascii_digit()) else {
        return false;
    };
    let area = word[..digit].to_ascii_uppercase();
    let rest = &word[digit + 1..];
    !area.is_empty() && AREAS.contains(&format!(" {area} ")) && rest.len() <= 1
}

/// A digit and two of the letters that are used there; not "1st" or "5ml".
fn is_inward(word: &str) -> bool {
    let [digit, first, second] = word.as_bytes() else {
        return false;
    };
    if !word.is_ascii() {
        return false;
    }
    let is_letter =
        |byte: &u8| byte.is_ascii_alphabetic() && !b"CIKMOV".contains(&byte.to_ascii_uppercase());
    let is_ordinal = ["st", "nd", "rd", "th"].contains(&&word[word.len() - 2..]);
    digit.is_ascii_digit() && is_letter(first) && is_letter(second) && !is_ordinal
}
