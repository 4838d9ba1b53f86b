//! The grammar of rules, small enough to be read aloud:
//!
//! ```text
//! rule   = "quiz passed"
//!        | "every criterion" ["of" CODE] amount
//!        | "at least" number ["for" CODE]
//!        | CODE amount | CODE "needs" things | things "for" CODE
//! amount = "at least once" | "at least twice" | "by" number
//! number = NUMBER ("pieces of evidence" | "methods")
//! things = thing {"or" thing}
//! thing  = ["a" | "an" | "the"] (METHOD | ("worksheet" | "reflection" | "conversation") ID | ID ("worksheet" | "reflection" | "conversation"))
//! ```

use super::super::{Amount, Asks, Method, Thing};

/// A rule that was read, with the codes and ids in it and where they stand, bytes from its beginning.
#[derive(Debug)]
pub(crate) struct Parsed {
    pub(crate) asks: Asks,
    pub(crate) mentions: Vec<(String, usize)>,
}

/// What cannot be read, where, and what could stand there.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Misread {
    pub(crate) at: usize,
    pub(crate) message: String,
    pub(crate) hint: String,
}

const BEGINNINGS: &str = "write a rule such as: quiz passed; every criterion at least once; at least 2 methods; U7.2 needs worksheet its-id; an observation or a witness testimony for U3.2.1";
const AMOUNTS: &str = "go on with: at least once, by 2 pieces of evidence, or by 2 methods";
const THINGS: &str = "it is one of: reflective account, case study, worksheet, conversation, written answer, observation, witness testimony, professional discussion, workplace record; or worksheet, reflection or conversation with the id of one";
const NUMBERS: [&str; 6] = ["one", "two", "three", "four", "five", "six"];

/// Reads one sentence.
pub(crate) fn parse(text: &str) -> Result<Parsed, Misread> {
    let mut reader = Reader::new(text);
    let asks = reader.rule()?;
    match reader.word() {
        None => Ok(Parsed {
            asks,
            mentions: reader.mentions,
        }),
        Some(word) => Err(reader.misread(
            format!("the rule is complete before `{word}`"),
            "one rule is one item of the list",
        )),
    }
}

struct Reader<'a> {
    /// Each with its offset.
    words: Vec<(usize, &'a str)>,
    next: usize,
    end: usize,
    mentions: Vec<(String, usize)>,
}

impl<'a> Reader<'a> {
    fn new(text: &'a str) -> Self {
        let text = text.trim_end().trim_end_matches('.');
        let start = |word: &str| word.as_ptr() as usize - text.as_ptr() as usize;
        let words = text.split_whitespace().map(|word| (start(word), word));
        Reader {
            words: words.collect(),
            next: 0,
            end: text.len(),
            mentions: Vec::new(),
        }
    }

    fn word(&self) -> Option<&'a str> {
        self.words.get(self.next).map(|(_, word)| *word)
    }

    fn at(&self) -> usize {
        self.words.get(self.next).map_or(self.end, |(at, _)| *at)
    }

    fn misread(&self, message: impl Into<String>, hint: &str) -> Misread {
        Misread {
            at: self.at(),
            message: message.into(),
            hint: hint.to_owned(),
        }
    }

    /// Whether these words come next; then they are passed.
    fn takes(&mut self, words: &str) -> bool {
        let count = words.split(' ').count();
        let ahead = self.words.iter().skip(self.next).take(count);
        let is_next = ahead.clone().count() == count
            && ahead
                .zip(words.split(' '))
                .all(|((_, one), other)| one.eq_ignore_ascii_case(other));
        if is_next {
            self.next += count;
        }
        is_next
    }

    fn expect(&mut self, words: &str, hint: &str) -> Result<(), Misread> {
        if self.takes(words) {
            return Ok(());
        }
        Err(match self.word() {
            Some(word) => self.misread(format!("`{word}` cannot stand here"), hint),
            None => self.misread("this rule stops too early", hint),
        })
    }

    fn rule(&mut self) -> Result<Asks, Misread> {
        let Some(word) = self.word() else {
            return Err(self.misread("this rule is empty", BEGINNINGS));
        };
        if self.takes("quiz") {
            self.expect("passed", "write: quiz passed")?;
            return Ok(Asks::QuizPassed);
        }
        if self.takes("every") {
            self.expect("criterion", "write: every criterion at least once")?;
            let of = if self.takes("of") {
                Some(self.code()?)
            } else {
                None
            };
            let by = self.amount()?;
            return Ok(Asks::Each { of, by });
        }
        if self.takes("at least") {
            let by = self.number()?;
            let of = if self.takes("for") {
                Some(self.code()?)
            } else {
                None
            };
            return Ok(Asks::Together { of, by });
        }
        if is_code(word) {
            return self.about_code();
        }
        self.things_for(word)
    }

    fn about_code(&mut self) -> Result<Asks, Misread> {
        let of = self.code()?;
        if self.takes("needs") {
            let things = self.things()?;
            return Ok(Asks::OneOf { of, things });
        }
        let by = self.amount()?;
        let of = Some(of);
        Ok(Asks::Each { of, by })
    }

    fn things_for(&mut self, first: &str) -> Result<Asks, Misread> {
        let begun = self.next;
        let article = ["a", "an", "the"].iter().any(|word| self.takes(word));
        if self.thing().is_err() && !article {
            self.next = begun;
            return Err(self.misread(format!("no rule begins with `{first}`"), BEGINNINGS));
        }
        self.next = begun;
        self.mentions.clear();
        let things = self.things()?;
        self.expect("for", "end the rule with: for U3.2.1")?;
        let of = self.code()?;
        Ok(Asks::OneOf { of, things })
    }

    fn amount(&mut self) -> Result<Amount, Misread> {
        if self.takes("at least once") {
            return Ok(Amount::Pieces(1));
        }
        if self.takes("at least twice") {
            return Ok(Amount::Pieces(2));
        }
        self.expect("by", AMOUNTS)?;
        self.takes("at least");
        self.number()
    }

    fn number(&mut self) -> Result<Amount, Misread> {
        let word = self.word().unwrap_or_default();
        let named = NUMBERS
            .iter()
            .position(|name| name.eq_ignore_ascii_case(word));
        let number = match named {
            Some(index) => u32::try_from(index).ok().map(|index| index + 1),
            None => word.parse().ok(),
        };
        let Some(number) = number.filter(|number| (1..=20).contains(number)) else {
            return Err(self.misread(
                "a number from 1 to 20 is missing here",
                "write: at least 2 methods, or by 2 pieces of evidence",
            ));
        };
        self.next += 1;
        if ["pieces of evidence", "piece of evidence"]
            .iter()
            .any(|words| self.takes(words))
        {
            return Ok(Amount::Pieces(number));
        }
        if ["methods", "method"].iter().any(|word| self.takes(word)) {
            return Ok(Amount::Methods(number));
        }
        Err(self.misread(
            "of what is missing here",
            "write: 2 methods, or 2 pieces of evidence",
        ))
    }

    fn code(&mut self) -> Result<String, Misread> {
        match self.word().filter(|word| is_code(word)) {
            Some(code) => {
                self.mentions.push((code.to_owned(), self.at()));
                self.next += 1;
                Ok(code.to_owned())
            }
            None => Err(self.misread(
                "a code is missing here",
                "write the code of a criterion or of an outcome of this unit",
            )),
        }
    }

    fn things(&mut self) -> Result<Vec<Thing>, Misread> {
        let mut things = vec![self.thing()?];
        while self.takes("or") {
            things.push(self.thing()?);
        }
        Ok(things)
    }

    fn thing(&mut self) -> Result<Thing, Misread> {
        let _ = ["a", "an", "the"].iter().any(|word| self.takes(word));
        let activities = [
            ("worksheet", Method::Worksheet),
            ("reflection", Method::ReflectiveAccount),
            ("conversation", Method::Conversation),
        ];
        for (word, method) in activities {
            let begun = self.next;
            if !self.takes(word) {
                continue;
            }
            let goes_on = |word: &str| {
                ["or", "for"]
                    .iter()
                    .any(|end| end.eq_ignore_ascii_case(word))
            };
            match self.word() {
                Some(id) if !goes_on(id) => {
                    self.mentions.push((id.to_owned(), self.at()));
                    self.next += 1;
                    return Ok(Thing::Activity(method, id.to_owned()));
                }
                _ => self.next = begun,
            }
        }
        if let Some(thing) = self.named_first(&activities) {
            return Ok(thing);
        }
        let found = Method::ALL
            .into_iter()
            .find(|method| self.takes(method.words()));
        found.map(Thing::Method).ok_or_else(|| {
            let word = self.word().unwrap_or("nothing");
            self.misread(format!("`{word}` is no kind of evidence"), THINGS)
        })
    }
}

impl Reader<'_> {
    /// An activity whose id comes first, as in "the agreed-plan worksheet".
    fn named_first(&mut self, activities: &[(&str, Method)]) -> Option<Thing> {
        let id = self.word().filter(|word| word.contains('-'))?;
        let (_, kind) = self.words.get(self.next + 1)?;
        let is_kind = |(word, _): &&(&str, Method)| word.eq_ignore_ascii_case(kind);
        let (_, method) = activities.iter().find(is_kind)?;
        self.mentions.push((id.to_owned(), self.at()));
        self.next += 2;
        Some(Thing::Activity(*method, id.to_owned()))
    }
}

/// A unit's letters and number, with the numbers of an outcome and a criterion after it.
fn is_code(word: &str) -> bool {
    let rest = word.trim_start_matches(|c: char| c.is_ascii_uppercase());
    rest.len() < word.len() && rest.starts_with(|c: char| c.is_ascii_digit())
}
