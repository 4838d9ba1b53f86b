//! Names that somebody wants looked for: whole words, in capitals or not.

use super::words::{Words, small};
use super::{Found, What};
use std::collections::HashMap;

/// A name as it is compared: its words in small letters; empty if it has none.
pub fn folded(name: &str) -> String {
    let words = Words::of(name);
    let folded: Vec<String> = (0..words.len())
        .map(|place| small(words.word(place)))
        .collect();
    folded.join(" ")
}

pub(super) fn find(words: &Words<'_>, names: &[String]) -> Vec<Found> {
    let mut by_first: HashMap<String, Vec<Vec<String>>> = HashMap::new();
    for name in names {
        let name: Vec<String> = folded(name).split(' ').map(str::to_owned).collect();
        by_first.entry(name[0].clone()).or_default().push(name);
    }
    by_first.remove("");
    if by_first.is_empty() {
        return Vec::new();
    }
    let at = |place: usize| {
        let found = by_first.get(&small(words.word(place)))?;
        let here = found.iter().filter(|name| stands(words, place, name));
        let longest = here.map(Vec::len).max()?;
        Some(words.found(What::Name, place..place + longest))
    };
    (0..words.len()).filter_map(at).collect()
}

/// Whether the words of a name follow each other here, on one line.
fn stands(words: &Words<'_>, place: usize, name: &[String]) -> bool {
    let follows = |(offset, part): (usize, &String)| {
        let between = words.before(place + offset);
        let near = offset == 0 || (between.chars().count() <= 3 && !between.contains('\n'));
        near && small(words.word(place + offset)) == *part
    };
    name.iter().enumerate().all(follows)
}
