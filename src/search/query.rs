//! What somebody typed, as words to look up.

use super::words::{Stems, words};

/// More of a query than this is not read: nobody types it on purpose.
pub(super) const LONGEST: usize = 200;
const MOST_WORDS: usize = 12;

/// The words that are looked for, each once.
#[derive(Debug, Clone, Default)]
pub struct Query {
    /// What was typed, or as much of it as is read.
    pub text: String,
    /// Whether more was typed than is read.
    pub is_cut: bool,
    /// Whether words were typed, of which every one stands everywhere.
    pub is_everywhere: bool,
    pub(super) words: Vec<Wanted>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Wanted {
    pub(super) folded: String,
    pub(super) stem: String,
}

impl Query {
    pub fn new(typed: &str) -> Self {
        let typed = typed.trim();
        let text: String = typed
            .chars()
            .take(LONGEST)
            .filter(|c| !c.is_control())
            .collect();
        let found = words(&text);
        let stems = Stems::new();
        let mut wanted: Vec<Wanted> = Vec::new();
        for word in found.iter().filter(|word| !word.is_everywhere()) {
            let one = Wanted {
                stem: stems.of(&word.folded),
                folded: word.folded.clone(),
            };
            if !wanted.iter().any(|other| other.stem == one.stem) {
                wanted.push(one);
            }
        }
        Query {
            is_cut: typed.chars().nth(LONGEST).is_some() || wanted.len() > MOST_WORDS,
            is_everywhere: wanted.is_empty() && !found.is_empty(),
            words: wanted.into_iter().take(MOST_WORDS).collect(),
            text,
        }
    }

    /// Whether there is nothing to look for.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }
}
