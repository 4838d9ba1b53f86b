//! Finding a passage again, in a text that may have been edited since. Pure.
//!
//! White space does not count, for browsers and authors break lines as they like; nor does the shape of quotation marks and dashes, for
//! people paste from elsewhere.

use std::ops::Range;

/// How much of what is before and after a passage is kept, characters.
const CONTEXT: usize = 32;

/// Words of a text, with what stands around them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Passage {
    pub quote: String,
    pub prefix: String,
    pub suffix: String,
}

/// A character that counts, and where it stands.
type Letter = (usize, char);

/// Where the passage stands: of several places with its words, the one whose surroundings are most like it.
pub fn find(text: &str, passage: &Passage) -> Option<Range<usize>> {
    let (text_letters, quote) = (letters(text), letters(&passage.quote));
    let (prefix, suffix) = (letters(&passage.prefix), letters(&passage.suffix));
    let length = quote.len();
    if length == 0 || length > text_letters.len() {
        return None;
    }
    let mut best: Option<(usize, usize)> = None;
    for at in 0..=text_letters.len() - length {
        if !is_same(&text_letters[at..at + length], &quote) {
            continue;
        }
        let before = shared(text_letters[..at].iter().rev(), prefix.iter().rev());
        let after = shared(text_letters[at + length..].iter(), suffix.iter());
        if best.is_none_or(|(_, alike)| before + after > alike) {
            best = Some((at, before + after));
        }
    }
    let (at, _) = best?;
    let (end, last) = text_letters[at + length - 1];
    let last = text[end..].chars().next().unwrap_or(last);
    Some(text_letters[at].0..end + last.len_utf8())
}

/// The words at a place of a text, with what stands around them.
pub fn at(text: &str, range: &Range<usize>) -> Passage {
    let before: Vec<char> = text[..range.start].chars().rev().take(CONTEXT).collect();
    Passage {
        quote: flat(&text[range.clone()]),
        prefix: flat(&before.into_iter().rev().collect::<String>()),
        suffix: flat(&text[range.end..].chars().take(CONTEXT).collect::<String>()),
    }
}

/// In one line.
fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn letters(text: &str) -> Vec<Letter> {
    let counting = text
        .char_indices()
        .filter(|(_, c)| !c.is_whitespace() && !c.is_control());
    counting.map(|(at, c)| (at, shape(c))).collect()
}

/// One shape for the signs that are written in several.
fn shape(c: char) -> char {
    match c {
        '‘' | '’' => '\'',
        '“' | '”' => '"',
        '‐' | '‑' | '–' | '—' => '-',
        _ => c,
    }
}

fn is_same(one: &[Letter], other: &[Letter]) -> bool {
    one.iter().zip(other).all(|((_, a), (_, b))| a == b)
}

fn shared<'l>(
    one: impl Iterator<Item = &'l Letter>,
    other: impl Iterator<Item = &'l Letter>,
) -> usize {
    one.zip(other).take_while(|((_, a), (_, b))| a == b).count()
}
