//! Search: modules, sections, the glossary, conversations, worksheets, reflections, and the questions that somebody has met.
//!
//! The index is our own, some three hundred lines, and lives in memory beside the library, with which it is made and replaced. What was weighed: the
//! databases' own full text differs in stemming, ranking and syntax (FTS5, `tsvector`), and would have to be written anew at every start, for
//! content that is in memory already; Tantivy brings more than a hundred crates for indices larger than memory; `bm25` ranks, but gives no places of words for excerpts, no
//! beginnings and no misspellings. What is hard to write, English stemming, is `frostem`'s. Measured, optimised, on two busy cores with
//! the real content (770 entries, 1.2 MB): built in 0.12 s; a query with its excerpts takes 0.2 to 3 ms, twelve misspelt words 2 ms.
//!
//! | to find | look in |
//! |---|---|
//! | what a word is, its stem, how far two differ | `words` |
//! | what was typed | [`Query`] |
//! | what its words stand for: forms, beginnings, misspellings | `meaning` |
//! | looking it up, the order | [`Index`] |
//! | the excerpt | `excerpt` |
//! | what of the library can be found | `catalogue` |
//! | what somebody has met or written | `own` |
//!
//! Nothing of a question but its title and what it asks is in the index, so neither keys nor feedback can be found; and a question is found by
//! those who have been asked it, nobody else. Notes are found by those who wrote them.

mod catalogue;
mod excerpt;
mod index;
mod meaning;
mod own;
pub mod pages;
mod query;
mod words;

pub use catalogue::index;
pub use index::Index;
pub use query::Query;

use crate::library::Place;
use index::Token;

/// Something that can be found.
#[derive(Debug, Clone)]
pub struct Entry {
    pub kind: Kind,
    pub title: String,
    /// What it belongs to: a module's title.
    pub within: String,
    /// Its address; empty for a question, whose address depends on where it was met.
    pub address: String,
    /// Its words, without the title.
    pub text: String,
    /// The headings in the text that can be gone to.
    pub headings: Vec<Place>,
    /// What is shown instead of an excerpt when it is called by its name: a term's explanation, HTML.
    pub definition: Option<String>,
    /// The hash of a question's version.
    pub version: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Module,
    Section,
    Term,
    Scenario,
    Worksheet,
    Reflection,
    Question,
    Note,
}

impl Kind {
    pub fn words(self) -> &'static str {
        match self {
            Kind::Module => "Module",
            Kind::Section => "Section",
            Kind::Term => "Glossary",
            Kind::Scenario => "Conversation",
            Kind::Worksheet => "Worksheet",
            Kind::Reflection => "Reflection",
            Kind::Question => "A question you have met",
            Kind::Note => "Your note",
        }
    }
}

/// An entry that was found.
#[derive(Debug, Clone)]
pub struct Hit<'i> {
    pub entry: &'i Entry,
    /// How many words of the query it holds.
    pub held: usize,
    pub score: f64,
    /// Whether the query is its title.
    pub is_named: bool,
    /// The words found, each with its number in the query.
    title: Vec<(usize, Token)>,
    text: Vec<(usize, Token)>,
}

impl Hit<'_> {
    /// Terms that are called by their name come first, then what holds the most words of the query, then what holds them best.
    pub fn rank(&self) -> (bool, usize, f64) {
        (
            self.is_named && self.entry.kind == Kind::Term,
            self.held,
            self.score,
        )
    }

    /// The title with the words marked, HTML.
    pub fn title(&self) -> String {
        excerpt::marked(&self.entry.title, 0..self.entry.title.len(), &self.title)
    }

    /// Where most of the words stand, marked, HTML.
    pub fn excerpt(&self) -> String {
        let text = &self.entry.text;
        excerpt::marked(text, excerpt::place(text, &self.text), &self.text)
    }

    /// The address of the heading under which the excerpt stands, or of the whole.
    pub fn address(&self) -> String {
        let at = self
            .text
            .first()
            .map(|_| excerpt::place(&self.entry.text, &self.text).end);
        let above = self
            .entry
            .headings
            .iter()
            .rfind(|heading| at.is_some_and(|at| heading.words.start < at));
        match above {
            Some(heading) => format!("{}#{}", self.entry.address, heading.id),
            None => self.entry.address.clone(),
        }
    }
}
