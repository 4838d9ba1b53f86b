//! What to look at in a question, in words, with what to do about it. Pure.
//!
//! The bounds are those of the textbooks: discrimination below 0.2 is poor, and below 0 the question works the wrong way round (Ebel and Frisbie,
//! *Essentials of Educational Measurement*, 5th edn, 1991). They are where to begin reading, not verdicts on a question.

use super::figures::{discrimination, facility};
use super::{ENOUGH, Sums, Tally};
use crate::library::{Answers, Choice, Question};

/// Below this, a question tells little about what else somebody knows.
const LOW: f64 = 0.2;
const EASY: f64 = 0.95;
const HARD: f64 = 0.3;

/// Something to look at.
#[derive(Debug, Clone, PartialEq)]
pub enum Concern {
    /// Those who do better elsewhere do worse here; whether that is certain.
    Negative {
        certain: bool,
    },
    /// It hardly tells apart; whether that is certain.
    Low {
        certain: bool,
    },
    TooEasy,
    TooHard,
    /// A wrong option that more of the top third choose than a right one: its text, HTML.
    Pulls {
        option: String,
    },
    /// Wrong options that nobody chooses: their texts, HTML.
    Idle {
        options: Vec<String>,
    },
}

impl Concern {
    /// The heading of it.
    pub fn words(&self) -> &'static str {
        match self {
            Self::Negative { certain: true } => "Works the wrong way round",
            Self::Negative { certain: false } => "May work the wrong way round",
            Self::Low { certain: true } => "Hardly tells apart",
            Self::Low { certain: false } => "May hardly tell apart",
            Self::TooEasy => "Very easy",
            Self::TooHard => "Very hard",
            Self::Pulls { .. } => "A wrong option draws those who know most",
            Self::Idle { options } if options.len() == 1 => "An option that nobody chooses",
            Self::Idle { .. } => "Options that nobody chooses",
        }
    }

    /// What it means, and what to do.
    pub fn advice(&self) -> &'static str {
        match self {
            Self::Negative { certain: true } => {
                "Those who did well on the rest of the quiz did worse here. Check first whether the right answer is marked as right; then whether the question says something that the sections do not."
            }
            Self::Negative { certain: false } => {
                "Those who did well on the rest of the quiz did a little worse here. That can be chance: read the question again, check what is marked as right, and look again when more people have answered."
            }
            Self::Low { certain: false } => {
                "Those who did well on the rest of the quiz did hardly better here. That can be chance: read the question again with the chart beside it, and look again when more people have answered."
            }
            Self::Low { certain: true } => {
                "Those who did well on the rest of the quiz did hardly better here. Is it about something else than the other questions, or can it be read in two ways? Ask somebody who knows the matter to answer it aloud."
            }
            Self::TooEasy => {
                "Nearly everybody gets it. That is right for something that everybody must know. Otherwise make the other answers what people who have not read the section would really say."
            }
            Self::TooHard => {
                "Few get it. Is it taught, and in these words? If it asks for more than its criterion does, make it simpler; if not, look at the section."
            }
            Self::Pulls { .. } => {
                "In the top third, more people chose this than the answer marked as right. There is often something to be said for it: change it so that it is wrong for a reason that the section gives, or take it as right as well."
            }
            Self::Idle { .. } => {
                "What nobody chooses makes nobody think. Put in its place what learners really say: their free answers and what assessors hear are good places to look."
            }
        }
    }

    /// The less, the more pressing.
    pub fn rank(&self) -> u8 {
        match self {
            Self::Negative { certain: true } => 0,
            Self::Pulls { .. } => 1,
            Self::Negative { certain: false } => 2,
            Self::TooHard => 3,
            Self::Low { .. } => 4,
            Self::TooEasy => 5,
            Self::Idle { .. } => 6,
        }
    }

    /// The options it is about, HTML.
    pub fn options(&self) -> &[String] {
        match self {
            Self::Pulls { option } => std::slice::from_ref(option),
            Self::Idle { options } => options,
            _ => &[],
        }
    }
}

/// What to look at, the most pressing first; nothing if there are not enough data.
pub fn concerns(question: &Question, tally: &Tally) -> Vec<Concern> {
    let sums = tally.sums();
    if sums.n < ENOUGH || question.is_free() {
        return Vec::new();
    }
    let facility = facility(&sums).map_or(0.0, |facility| facility.value);
    let mut concerns = Vec::new();
    concerns.extend(connection(&sums, facility));
    concerns.extend(pulls(question, tally));
    if facility < HARD {
        concerns.push(Concern::TooHard);
    } else if facility > EASY {
        concerns.push(Concern::TooEasy);
    }
    concerns.extend(idle(question, tally));
    concerns.sort_by_key(Concern::rank);
    concerns
}

/// What the connection with the rest says. A very easy question can hardly tell apart, and that it is easy says enough.
fn connection(sums: &Sums, facility: f64) -> Option<Concern> {
    let r = discrimination(sums)?;
    match r.value {
        value if value < 0.0 => Some(Concern::Negative {
            certain: r.high < 0.0,
        }),
        value if value < LOW && facility <= EASY => Some(Concern::Low {
            certain: r.high < LOW,
        }),
        _ => None,
    }
}

/// The wrong option that most of the top third choose, if it is more than choose a right one.
fn pulls(question: &Question, tally: &Tally) -> Option<Concern> {
    let chose = |option: &&Choice| tally.top().chose(&option.key);
    let options = question.options().iter();
    let least = options
        .clone()
        .filter(|o| o.right)
        .map(|o| chose(&o))
        .min()?;
    let most = options.filter(|o| !o.right).max_by_key(chose)?;
    (chose(&most) > least).then(|| Concern::Pulls {
        option: most.text.clone(),
    })
}

fn idle(question: &Question, tally: &Tally) -> Option<Concern> {
    let Answers::Options { options, .. } = &question.answers else {
        return None;
    };
    let idle = options
        .iter()
        .filter(|o| !o.right && tally.chose(&o.key) == 0);
    let options: Vec<String> = idle.map(|option| option.text.clone()).collect();
    (!options.is_empty()).then_some(Concern::Idle { options })
}
