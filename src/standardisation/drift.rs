//! How often an assessor differs from the others, over the last exercises.
//!
//! A rating is compared with what was agreed afterwards; where nothing was, with the majority of the *others* who judged (one's own voice would pull it
//! to oneself). Where there is just one other, or they are divided evenly, it is compared with nothing.

use super::{Agreed, Rating, store};
use crate::accounts::Actor;
use crate::db::Read;
use crate::error::Result;
use crate::quizzes::items::wilson;

/// How many exercises are looked back on, the last that were over.
const EXERCISES: i64 = 10;

/// The fewest comparisons that say anything.
const FEWEST: u32 = 10;

/// The fewest others whose majority says anything: of two who differ, neither is more right.
const FEWEST_OTHERS: usize = 2;

/// The share of judgements in which anybody may differ from the others.
const TOLERATED: f64 = 0.1;

/// How often somebody differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drift {
    pub assessor_id: String,
    pub assessor: String,
    pub differs: u32,
    pub of: u32,
}

impl Drift {
    /// The share with its 95 % interval (Wilson); `None`: not enough data.
    pub fn interval(&self) -> Option<(f64, f64, f64)> {
        let figure = wilson(
            f64::from(self.differs) / f64::from(self.of.max(1)),
            f64::from(self.of),
        );
        (self.of >= FEWEST).then_some((figure.value, figure.low, figure.high))
    }

    /// Whether even the low end of the interval is more than one in ten.
    pub fn is_large(&self) -> bool {
        self.interval().is_some_and(|(_, low, _)| low > TOLERATED)
    }

    /// `Differs in 3 of 24 criteria: 13 % (4 to 31 %).`
    pub fn words(&self) -> String {
        let whole = |share: f64| (share * 100.0).round();
        match self.interval() {
            None => format!(
                "Differs in {} of {} criteria: not enough to say more yet.",
                self.differs, self.of
            ),
            Some((share, low, high)) => format!(
                "Differs in {} of {} criteria: {}% ({} to {}%).",
                self.differs,
                self.of,
                whole(share),
                whole(low),
                whole(high)
            ),
        }
    }
}

/// What one rating is compared with: whether achieved; `None`: nothing. Pure.
fn compared_with(rating: &Rating, all: &[Rating], agreed: &[Agreed]) -> Option<bool> {
    let found = agreed.iter().find(|one| one.criterion == rating.criterion);
    if let Some(found) = found {
        return Some(found.outcome == crate::assessment::Outcome::Achieved.key());
    }
    let others = all.iter().filter(|other| {
        other.criterion == rating.criterion && other.assessor_id != rating.assessor_id
    });
    let (yes, no): (Vec<_>, Vec<_>) = others.partition(|other| other.is_achieved());
    if yes.len() + no.len() < FEWEST_OTHERS {
        return None;
    }
    match yes.len().cmp(&no.len()) {
        std::cmp::Ordering::Greater => Some(true),
        std::cmp::Ordering::Less => Some(false),
        std::cmp::Ordering::Equal => None,
    }
}

/// Adds the ratings of one exercise to what there is of each assessor. Pure.
fn add(drifts: &mut Vec<Drift>, ratings: &[Rating], agreed: &[Agreed]) {
    for rating in ratings {
        let Some(expected) = compared_with(rating, ratings, agreed) else {
            continue;
        };
        let known = drifts
            .iter()
            .position(|drift| drift.assessor_id == rating.assessor_id);
        let index = known.unwrap_or_else(|| {
            drifts.push(Drift {
                assessor_id: rating.assessor_id.clone(),
                assessor: rating.assessor.clone(),
                differs: 0,
                of: 0,
            });
            drifts.len() - 1
        });
        drifts[index].of += 1;
        drifts[index].differs += u32::from(rating.is_achieved() != expected);
    }
}

/// Every assessor who judged in the last exercises of one's organisation that are over, those who differ most first.
pub async fn drifts(db: &impl Read, actor: &Actor) -> Result<Vec<Drift>> {
    let mut drifts = Vec::new();
    for exercise in store::last_over(db, actor, EXERCISES).await? {
        let ratings = store::ratings(db, &exercise).await?;
        let agreed = store::agreed(db, &exercise).await?;
        add(&mut drifts, &ratings, &agreed);
    }
    let share = |drift: &Drift| f64::from(drift.differs) / f64::from(drift.of.max(1));
    drifts.sort_by(|one, other| share(other).total_cmp(&share(one)));
    Ok(drifts)
}

/// That of one assessor; `None` if nothing of theirs was compared.
pub async fn drift(db: &impl Read, actor: &Actor, assessor_id: &str) -> Result<Option<Drift>> {
    let all = drifts(db, actor).await?;
    Ok(all
        .into_iter()
        .find(|drift| drift.assessor_id == assessor_id))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rating(criterion: &str, assessor: &str, achieved: bool) -> Rating {
        Rating {
            criterion: criterion.to_owned(),
            assessor_id: assessor.to_owned(),
            assessor: assessor.to_owned(),
            outcome: if achieved {
                "achieved"
            } else {
                "not-yet-achieved"
            }
            .to_owned(),
            reason: "Why.".to_owned(),
        }
    }

    fn agreed(criterion: &str, outcome: &str) -> Agreed {
        Agreed {
            criterion: criterion.to_owned(),
            outcome: outcome.to_owned(),
            reason: "Why.".to_owned(),
            agreed_by: "Iris".to_owned(),
            agreed_at: 0,
        }
    }

    #[test]
    fn one_is_compared_with_what_was_agreed_or_else_with_the_others() {
        let ratings = [
            rating("1.1", "a", true),
            rating("1.1", "b", true),
            rating("1.1", "c", false),
            // With the others divided there is nothing to compare with.
            rating("1.2", "a", true),
            rating("1.2", "b", true),
            rating("1.2", "c", false),
            rating("1.2", "d", false),
        ];
        let mut drifts = Vec::new();
        add(&mut drifts, &ratings, &[]);
        let counts: Vec<_> = drifts
            .iter()
            .map(|drift| (drift.assessor.as_str(), drift.differs, drift.of))
            .collect();
        // Of 1.1, a and b each see one for and one against; c differs. Of 1.2, each of four differs from two of the other three.
        assert_eq!(counts, [("c", 2, 2), ("a", 1, 1), ("b", 1, 1), ("d", 1, 1)]);

        let mut drifts = Vec::new();
        add(
            &mut drifts,
            &ratings[..3],
            &[agreed("1.1", "not-yet-achieved")],
        );
        let counts: Vec<_> = drifts
            .iter()
            .map(|drift| (drift.differs, drift.of))
            .collect();
        assert_eq!(counts, [(1, 1), (1, 1), (0, 1)]);
    }

    #[test]
    fn little_is_called_little_and_enough_has_its_interval() {
        let drift = |differs, of| Drift {
            assessor_id: String::new(),
            assessor: String::new(),
            differs,
            of,
        };
        assert!(drift(3, 9).interval().is_none() && drift(3, 9).words().contains("not enough"));
        assert_eq!(
            drift(3, 24).words(),
            "Differs in 3 of 24 criteria: 13% (4 to 31%)."
        );
        let large =
            [(9, 9), (3, 24), (5, 24), (24, 24)].map(|(differs, of)| drift(differs, of).is_large());
        assert_eq!(large, [false, false, false, true]);
        assert!(drift(6, 24).is_large(), "at least 12%, surely");
    }
}
