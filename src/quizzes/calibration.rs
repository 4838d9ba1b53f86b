//! How often somebody was right when they were guessing, fairly sure, or very sure. Pure; never part of a mark.

use super::parts::CONFIDENCE;

/// The fewest answers at a level of which a share says anything.
pub const LEAST: usize = 5;

/// The answers that somebody gave with the same certainty.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Level {
    pub words: &'static str,
    pub answers: usize,
    /// How many of them were right, at the first try and in every part.
    pub right: usize,
}

impl Level {
    /// The share that was right, in per cent, rounded; `None` where there is not enough to say.
    pub fn per_cent(&self) -> Option<usize> {
        (self.answers >= LEAST).then(|| (200 * self.right + self.answers) / (2 * self.answers))
    }
}

/// Whether an answer with this mark was right.
pub fn is_right(mark: f64) -> bool {
    mark >= 1.0 - 1e-9
}

/// The three levels, the least sure first, from answers as pairs of how sure (1 to 3) and mark.
pub fn levels(answers: &[(i64, f64)]) -> [Level; 3] {
    CONFIDENCE.map(|(sure, words)| {
        let own = answers.iter().filter(|(own, _)| *own == i64::from(sure));
        Level {
            words,
            answers: own.clone().count(),
            right: own.filter(|(_, mark)| is_right(*mark)).count(),
        }
    })
}

/// What the levels say together, in a sentence or two.
pub fn in_words(levels: &[Level; 3]) -> String {
    let shares = levels.map(|level| level.per_cent());
    match shares {
        [None, None, None] => format!(
            "There is not enough data yet. From {LEAST} answers at a level on you see here how often you were right."
        ),
        [None, None, Some(very)] => format!(
            "When you were very sure you were right {very} times in a hundred. There is not enough data yet to compare that with when you were not."
        ),
        [guessing, fairly, Some(very)] => {
            let climbs = [guessing, fairly].iter().flatten().all(|share| *share < very);
            match (climbs, very >= 80) {
                (true, true) => "When you were very sure you were mostly right, and more often than when you were not. That is a sense to trust.".to_owned(),
                (true, false) => "When you were very sure you were right more often than when you were not. Some of what you were very sure of is still worth another look.".to_owned(),
                (false, _) => "Being very sure has not meant being right more often so far. That is common, and useful to know: pause where it feels obvious.".to_owned(),
            }
        }
        [.., None] => "So far you have seldom said that you were very sure, so there is not enough data for the last level.".to_owned(),
    }
}
