//! How hard a text is to read: the Flesch–Kincaid and the SMOG grade level, and as a reading age.
//!
//! Grade = 0.39 × words a sentence + 11.8 × syllables a word − 15.59 (Kincaid, Fishburne, Rogers and Chissom, *Derivation of New Readability
//! Formulas … for Navy Enlisted Personnel*, Research Branch Report 8-75, Naval Technical Training Command, 1975). A child in grade 1 is six,
//! so the reading age is the grade plus five, the usual conversion in the United Kingdom. It measures the length of words and sentences
//! and nothing else: a text can be short of both and still hard. [`syllables`] are counted by rule, so the last decimal means little.
//!
//! SMOG = 1.0430 × √(30 × words of three syllables or more ÷ sentences) + 3.1291 (McLaughlin, *SMOG Grading: A New Readability Formula*,
//! Journal of Reading 12(8), 1969). It asks for full understanding where Flesch–Kincaid asks for three quarters of it, and so comes out
//! higher; a subject with long words of its own, such as *attachment* and *relationship*, gets little below 12.

use super::syllables;

/// Sentences, words and syllables of some prose.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Reading {
    pub sentences: u32,
    pub words: u32,
    pub syllables: u32,
    /// Words of three syllables or more.
    pub long_words: u32,
}

impl Reading {
    pub fn of(paragraphs: &[String]) -> Self {
        let mut reading = Self::default();
        reading.add(paragraphs);
        reading
    }

    /// Counts these paragraphs in; each ends a sentence.
    pub fn add(&mut self, paragraphs: &[String]) {
        for paragraph in paragraphs {
            self.add_one(paragraph);
        }
    }

    fn add_one(&mut self, paragraph: &str) {
        let tokens: Vec<&str> = paragraph
            .split(|c: char| c.is_whitespace() || c == '—')
            .filter(|token| token.contains(char::is_alphanumeric))
            .collect();
        for (at, token) in tokens.iter().enumerate() {
            self.words += 1;
            let syllables = syllables(token);
            self.syllables += syllables;
            self.long_words += u32::from(syllables >= 3);
            let ends = match tokens.get(at + 1) {
                Some(next) => ends_sentence(token) && begins_sentence(next),
                None => true,
            };
            self.sentences += u32::from(ends);
        }
    }

    pub fn words_a_sentence(&self) -> f64 {
        f64::from(self.words) / f64::from(self.sentences.max(1))
    }

    pub fn syllables_a_word(&self) -> f64 {
        f64::from(self.syllables) / f64::from(self.words.max(1))
    }

    /// The Flesch–Kincaid grade; `None` if there is nothing to read.
    pub fn grade(&self) -> Option<f64> {
        let grade = 0.39 * self.words_a_sentence() + 11.8 * self.syllables_a_word() - 15.59;
        (self.sentences > 0).then_some(grade)
    }

    /// The SMOG grade; `None` if there is nothing to read.
    pub fn smog(&self) -> Option<f64> {
        let thirty = 30.0 * f64::from(self.long_words) / f64::from(self.sentences.max(1));
        (self.sentences > 0).then_some(1.0430 * thirty.sqrt() + 3.1291)
    }

    /// In years, by Flesch and Kincaid.
    pub fn age(&self) -> Option<f64> {
        self.grade().map(|grade| grade + 5.0)
    }
}

/// Whether a sentence may end after this word. The full stop of an initial or of `e.g.` ends none.
fn ends_sentence(token: &str) -> bool {
    let token = token.trim_end_matches(['”', '’', ')', ']', '"', '\'']);
    let Some(word) = token.strip_suffix(['.', '!', '?', '…']) else {
        return false;
    };
    let initial = token.ends_with('.') && word.chars().count() == 1 && word != "I";
    !(initial
        || word.contains('.') && !word.ends_with('.')
        || matches!(word, "Dr" | "Mr" | "Mrs" | "Ms" | "St" | "al"))
}

/// Whether a sentence may begin with this word.
fn begins_sentence(token: &str) -> bool {
    let first = token
        .trim_start_matches(['“', '‘', '(', '[', '"', '\''])
        .chars()
        .next();
    first.is_some_and(|c| c.is_uppercase() || c.is_numeric())
}
