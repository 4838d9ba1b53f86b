//! What a word is: letters and digits in a row, in lower case, and the stem that its forms share.

use frostem::{Algorithm, Stemmer};

/// Longer runs of letters are no words.
const LONGEST: usize = 60;

/// Words that stand everywhere, and tell nothing apart.
const EVERYWHERE: &str = " a about after all also an and any are as at be been before being but by can could did do does for from had has have he \
her hers him his how i if in into is it its just may me might more most must my no nor not of off on one or our out over own s she should so some \
such t than that the their them then there these they this those to too under until up us very was we were what when where which while who whom why \
will with would you your ";

/// A word of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Word {
    /// Its place, in bytes.
    pub(super) start: usize,
    pub(super) end: usize,
    /// As it is looked up: lower case, without apostrophes and without a final 's.
    pub(super) folded: String,
}

impl Word {
    pub(super) fn is_everywhere(&self) -> bool {
        is_everywhere(&self.folded)
    }
}

pub(super) fn is_everywhere(folded: &str) -> bool {
    EVERYWHERE.contains(&format!(" {folded} "))
}

/// The words of a text, in order.
pub(super) fn words(text: &str) -> Vec<Word> {
    let mut words = Vec::new();
    let mut start = None;
    let mut previous = ' ';
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        let next_is_letter = text
            .get(at + c.len_utf8()..)
            .and_then(|rest| rest.chars().next());
        let inside = is_apostrophe(c)
            && previous.is_alphanumeric()
            && next_is_letter.is_some_and(char::is_alphanumeric);
        match (c.is_alphanumeric() || inside, start) {
            (true, None) => start = Some(at),
            (false, Some(begun)) => {
                words.extend(word(text, begun, at));
                start = None;
            }
            _ => {}
        }
        previous = c;
    }
    words
}

fn word(text: &str, start: usize, end: usize) -> Option<Word> {
    if end - start > LONGEST {
        return None;
    }
    let lower = text[start..end].to_lowercase().replace(is_apostrophe, "'");
    let folded = lower.strip_suffix("'s").unwrap_or(&lower).replace('\'', "");
    Some(Word { start, end, folded })
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’')
}

/// Finds stems. Made once for many words.
pub(super) struct Stems(Stemmer);

impl Stems {
    pub(super) fn new() -> Self {
        Stems(Stemmer::new(Algorithm::English))
    }

    pub(super) fn of(&self, folded: &str) -> String {
        self.0.stem(folded).into_owned()
    }
}

/// How many letters must be changed, added, left out or swapped with their neighbour to make one word of the other; `None` if it is more than
/// `most`. Optimal string alignment, after Damerau (1964).
pub(super) fn distance(one: &[char], other: &[char], most: usize) -> Option<usize> {
    if one.len().abs_diff(other.len()) > most {
        return None;
    }
    let mut before: Vec<usize> = Vec::new();
    let mut above: Vec<usize> = (0..=other.len()).collect();
    for (i, a) in one.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, b) in other.iter().enumerate() {
            let mut least = (above[j] + usize::from(a != b))
                .min(above[j + 1] + 1)
                .min(row[j] + 1);
            if i > 0 && j > 0 && *a == other[j - 1] && one[i - 1] == *b {
                least = least.min(before[j - 1] + 1);
            }
            row.push(least);
        }
        if row.iter().all(|steps| *steps > most) {
            return None;
        }
        before = std::mem::replace(&mut above, row);
    }
    above.last().copied().filter(|steps| *steps <= most)
}
