//! What a word of a query stands for: its forms, the words that begin like it, or, if it stands nowhere, those that differ least from it.

use super::index::{Form, Index, Term, letters};
use super::query::{Query, Wanted};
use super::words::distance;

/// What a word counts that only begins as was typed, or that differs in one letter or in two.
pub(super) const BEGINNING: f64 = 0.6;
const NEAR: [f64; 3] = [1.0, 0.5, 0.3];

/// How many misspelt words of a query are looked after.
const MISSPELT: usize = 4;

/// The terms that one word of a query stands for, and what each counts.
pub(super) struct Meaning {
    pub(super) terms: Vec<(Term, f64)>,
    /// The word that it was taken for, if it stands nowhere.
    pub(super) taken_for: Option<String>,
}

impl Meaning {
    pub(super) fn weight(&self, term: Term) -> Option<f64> {
        self.terms
            .iter()
            .find(|(known, _)| *known == term)
            .map(|(_, weight)| *weight)
    }
}

impl Index {
    pub(super) fn meanings(&self, query: &Query) -> Vec<Meaning> {
        let mut misspelt = 0;
        let meaning = |wanted: &Wanted| {
            let terms = self.terms(wanted);
            if !terms.is_empty() || misspelt == MISSPELT {
                return Meaning {
                    terms,
                    taken_for: None,
                };
            }
            misspelt += 1;
            self.near(&wanted.folded)
        };
        query.words.iter().map(meaning).collect()
    }

    /// The terms that are the word, or begin like it.
    fn terms(&self, wanted: &Wanted) -> Vec<(Term, f64)> {
        let mut terms: Vec<(Term, f64)> = self
            .stems
            .get(&wanted.stem)
            .map(|term| (*term, 1.0))
            .into_iter()
            .collect();
        let typed = wanted.folded.as_str();
        if typed.chars().count() < 3 {
            return terms;
        }
        let first = self
            .forms
            .partition_point(|form| form.word.as_str() < typed);
        for form in self.forms[first..]
            .iter()
            .take_while(|form| form.word.starts_with(typed))
        {
            if !terms.iter().any(|(known, _)| *known == form.term) {
                terms.push((form.term, BEGINNING));
            }
        }
        terms
    }

    /// The words that differ least from one that stands nowhere: in one letter, in two if it is long.
    fn near(&self, typed: &str) -> Meaning {
        let chars: Vec<char> = typed.chars().collect();
        let most = match chars.len() {
            0..=3 => 0,
            4..=7 => 1,
            _ => 2,
        };
        let letters = letters(&chars);
        let mut near: Vec<(usize, &Form)> = Vec::new();
        for form in self
            .forms
            .iter()
            .filter(|form| (form.letters ^ letters).count_ones() as usize <= 2 * most)
        {
            near.extend(distance(&chars, &form.chars, most).map(|steps| (steps, form)));
        }
        let least = near
            .iter()
            .map(|(steps, _)| *steps)
            .min()
            .filter(|_| most > 0);
        near.retain(|(steps, _)| Some(*steps) == least);
        // Of several, the one that stands in the most places is the likeliest.
        near.sort_by_key(|(_, form)| std::cmp::Reverse(self.postings[form.term as usize].len()));
        let mut terms: Vec<(Term, f64)> = near
            .iter()
            .map(|(steps, form)| (form.term, NEAR[*steps]))
            .collect();
        terms.dedup_by_key(|(term, _)| *term);
        Meaning {
            terms,
            taken_for: near.first().map(|(_, form)| form.word.clone()),
        }
    }
}
