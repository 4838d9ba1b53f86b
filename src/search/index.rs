//! The index: which word stands in which entry, and where.
//!
//! Built in memory from everything that can be found; nothing of it is written down. A library of some sixty sections and five hundred questions
//! has about nine thousand different words: they are kept sorted, so that the beginning of a word finds its forms, and a word that stands nowhere is
//! compared with every one that does.

use super::meaning::{BEGINNING, Meaning};
use super::query::Query;
use super::words::{Stems, is_everywhere, words};
use super::{Entry, Hit};
use std::collections::{BTreeMap, HashMap};
use std::fmt;

/// A word in the title counts for so many in the text, one in a heading for so many.
const TITLE: f64 = 6.0;
const HEADING: f64 = 2.0;

/// BM25's saturation and length normalisation (Robertson and Zaragoza, 2009), at their usual values.
const K: f64 = 1.2;
const B: f64 = 0.75;

/// What those words come to that stand one after the other, as in the query.
const TOGETHER: f64 = 1.5;

pub(super) type Term = u32;

/// A word of an entry's text that does not stand everywhere.
#[derive(Debug, Clone, Copy)]
pub(super) struct Token {
    pub(super) start: u32,
    pub(super) end: u32,
    pub(super) term: Term,
}

struct Document {
    entry: Entry,
    tokens: Vec<Token>,
    title: Vec<Token>,
    /// Length, weighed like its words.
    length: f64,
}

/// A form in which a term is written.
pub(super) struct Form {
    pub(super) word: String,
    pub(super) chars: Vec<char>,
    pub(super) letters: u64,
    pub(super) term: Term,
}

/// Everything that can be found.
#[derive(Default)]
pub struct Index {
    documents: Vec<Document>,
    /// Sorted by word.
    pub(super) forms: Vec<Form>,
    /// In order, so that the same content makes the same index.
    pub(super) stems: BTreeMap<String, Term>,
    /// By term: the documents in which it stands, and how much it weighs there.
    pub(super) postings: Vec<Vec<(u32, f64)>>,
    average: f64,
}

impl fmt::Debug for Index {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "Index of {} entries, {} words",
            self.documents.len(),
            self.forms.len()
        )
    }
}

impl Index {
    pub fn new(entries: impl IntoIterator<Item = Entry>) -> Self {
        let mut index = Index::default();
        let stems = Stems::new();
        let mut forms: HashMap<String, Term> = HashMap::new();
        for entry in entries {
            index.add(entry, &stems, &mut forms);
        }
        let total: f64 = index.documents.iter().map(|document| document.length).sum();
        index.average = total / (index.documents.len().max(1) as f64);
        index.forms = forms
            .into_iter()
            .map(|(word, term)| Form::new(word, term))
            .collect();
        index.forms.sort_by(|one, other| one.word.cmp(&other.word));
        index
    }

    fn add(&mut self, entry: Entry, stems: &Stems, forms: &mut HashMap<String, Term>) {
        let title = self.tokens(&entry.title, stems, forms);
        let tokens = self.tokens(&entry.text, stems, forms);
        let in_heading = |token: &Token| {
            let at = token.start as usize;
            entry
                .headings
                .iter()
                .any(|heading| heading.words.contains(&at))
        };
        let mut weights: HashMap<Term, f64> = HashMap::new();
        for token in &title {
            *weights.entry(token.term).or_default() += TITLE;
        }
        for token in &tokens {
            *weights.entry(token.term).or_default() +=
                if in_heading(token) { HEADING } else { 1.0 };
        }
        let number = self.documents.len() as u32;
        let length = weights.values().sum();
        for (term, weight) in weights {
            self.postings[term as usize].push((number, weight));
        }
        self.documents.push(Document {
            entry,
            tokens,
            title,
            length,
        });
    }

    fn tokens(
        &mut self,
        text: &str,
        stems: &Stems,
        forms: &mut HashMap<String, Term>,
    ) -> Vec<Token> {
        let mut tokens = Vec::new();
        for word in words(text).into_iter().filter(|word| !word.is_everywhere()) {
            let known = forms.get(&word.folded).copied();
            let term = known.unwrap_or_else(|| {
                let next = self.stems.len() as Term;
                let term = *self.stems.entry(stems.of(&word.folded)).or_insert(next);
                self.postings.resize_with(self.stems.len(), Vec::new);
                forms.insert(word.folded, term);
                term
            });
            let (start, end) = (word.start as u32, word.end as u32);
            tokens.push(Token { start, end, term });
        }
        tokens
    }

    /// What the query finds among the entries that may be found, the best first: what holds all its words before what holds some.
    pub fn find(&self, query: &Query, allowed: impl Fn(&Entry) -> bool) -> Vec<Hit<'_>> {
        let meanings = self.meanings(query);
        // In the order of the library, so that what is equally near always comes in the same order.
        let mut scores: BTreeMap<u32, (usize, f64)> = BTreeMap::new();
        for meaning in &meanings {
            for (document, score) in self.scores(meaning) {
                let (held, sum) = scores.entry(document).or_default();
                *held += 1;
                *sum += score;
            }
        }
        let mut hits: Vec<Hit<'_>> = scores
            .into_iter()
            .map(|(number, (held, score))| (&self.documents[number as usize], held, score))
            .filter(|(document, ..)| allowed(&document.entry))
            .map(|(document, held, score)| self.hit(document, &meanings, held, score))
            .collect();
        hits.sort_by(|one, other| {
            other
                .rank()
                .partial_cmp(&one.rank())
                .unwrap_or(std::cmp::Ordering::Equal)
        });
        hits
    }

    /// The words of the query that stand nowhere, each with the one that it was taken for.
    pub fn taken_for(&self, query: &Query) -> Vec<(String, String)> {
        let meanings = self.meanings(query);
        let pairs = query.words.iter().zip(meanings);
        pairs
            .filter_map(|(word, meaning)| Some((word.folded.clone(), meaning.taken_for?)))
            .collect()
    }

    fn hit<'i>(
        &'i self,
        document: &'i Document,
        meanings: &[Meaning],
        held: usize,
        score: f64,
    ) -> Hit<'i> {
        let weigh = |tokens: &'i [Token]| -> Vec<(usize, Token)> {
            let which = |token: &Token| {
                meanings
                    .iter()
                    .position(|meaning| meaning.weight(token.term).is_some())
            };
            tokens
                .iter()
                .filter_map(|token| Some((which(token)?, *token)))
                .collect()
        };
        let (title, text) = (weigh(&document.title), weigh(&document.tokens));
        let all = held == meanings.len();
        let together = all
            && held > 1
            && (is_together(&document.title, meanings) || is_together(&document.tokens, meanings));
        let own: Vec<Term> = document.title.iter().map(|token| token.term).collect();
        let is_named = own.len() == meanings.len()
            && own.iter().zip(meanings).all(|(term, meaning)| {
                meaning
                    .weight(*term)
                    .is_some_and(|weight| weight > BEGINNING)
            });
        Hit {
            entry: &document.entry,
            held,
            score: if together { score * TOGETHER } else { score },
            is_named,
            title,
            text,
        }
    }

    /// BM25 over the weighed words, by document.
    fn scores(&self, meaning: &Meaning) -> HashMap<u32, f64> {
        let mut best: HashMap<u32, f64> = HashMap::new();
        let count = self.documents.len() as f64;
        for (term, counts) in &meaning.terms {
            let postings = &self.postings[*term as usize];
            let holding = postings.len() as f64;
            let rarity = (1.0 + (count - holding + 0.5) / (holding + 0.5)).ln();
            for (document, weight) in postings {
                let length = self.documents[*document as usize].length / self.average;
                let score =
                    counts * rarity * weight * (K + 1.0) / (weight + K * (1.0 - B + B * length));
                let known = best.entry(*document).or_default();
                *known = known.max(score);
            }
        }
        best
    }
}

impl Form {
    fn new(word: String, term: Term) -> Self {
        debug_assert!(!is_everywhere(&word));
        let chars: Vec<char> = word.chars().collect();
        let letters = letters(&chars);
        Form {
            word,
            chars,
            letters,
            term,
        }
    }
}

/// Which letters a word has, as bits: a cheap way of seeing that two words are far apart.
pub(super) fn letters(chars: &[char]) -> u64 {
    chars
        .iter()
        .fold(0, |letters, c| letters | 1 << (u32::from(*c) % 64))
}

/// Whether the words of the query stand somewhere in a row.
fn is_together(tokens: &[Token], meanings: &[Meaning]) -> bool {
    let fits = |(token, meaning): (&Token, &Meaning)| meaning.weight(token.term).is_some();
    tokens
        .windows(meanings.len())
        .any(|row| row.iter().zip(meanings).all(fits))
}
