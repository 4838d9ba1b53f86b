//! What an assessor finds of the evidence behind a decision, and what they agree with the learner as the next step.
//!
//! Evidence is judged valid, authentic, current and sufficient (VACS). To call a criterion achieved each is ticked, or it is said why not;
//! a decision of *not yet* says in its feedback what is missing. A criterion is only achieved on a link that is accepted: where the evidence
//! does not bear on the criterion at all, the link is declined, with the reason.

use super::Outcome;
use crate::clock;
use serde::{Deserialize, Serialize};

/// Letter, word, and what it asks.
pub const VACS: [(char, &str, &str); 4] = [
    ('V', "valid", "It shows what the criterion asks for"),
    ('A', "authentic", "It is the learner’s own"),
    ('C', "current", "It shows what they can do now"),
    ('S', "sufficient", "There is enough of it"),
];

/// The judgement behind one decision.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Judgement {
    /// The letters that are ticked, in the order of [`VACS`].
    pub vacs: String,
    /// Why the others are not.
    pub explained: String,
    pub plan: Option<Plan>,
    /// Why the evidence does not bear on the criterion; `None`: the link is accepted.
    #[serde(default)]
    pub declined: Option<String>,
}

/// A next step and its day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    pub what: String,
    /// `2026-07-31`.
    pub by: String,
}

impl Judgement {
    /// Everything ticked, nothing agreed.
    pub fn all() -> Self {
        Judgement {
            vacs: VACS.iter().map(|(letter, ..)| letter).collect(),
            ..Judgement::default()
        }
    }

    /// The next step and its day, as they are kept.
    pub fn step(&self) -> (Option<&str>, Option<&str>) {
        let step = self.plan.as_ref();
        step.map(|plan| (plan.what.as_str(), plan.by.as_str()))
            .unzip()
    }

    /// Whether this can stand behind such a decision.
    pub fn supports(&self, outcome: Outcome) -> bool {
        let is_told = self.vacs == Self::all().vacs || !self.explained.is_empty();
        let is_due = |plan: &Plan| !plan.what.is_empty() && clock::written_day(&plan.by).is_some();
        match outcome {
            Outcome::Achieved => is_told && self.plan.is_none() && self.declined.is_none(),
            Outcome::NotYetAchieved => {
                self.plan.as_ref().is_none_or(is_due) && self.declined.as_deref() != Some("")
            }
        }
    }
}

/// `valid, authentic and current`; nothing where nothing is ticked.
pub fn words(letters: &str) -> String {
    let ticked: Vec<&str> = VACS
        .iter()
        .filter(|(letter, ..)| letters.contains(*letter))
        .map(|(_, word, _)| *word)
        .collect();
    match ticked.split_last() {
        None => String::new(),
        Some((last, [])) => (*last).to_owned(),
        Some((last, others)) => format!("{} and {last}", others.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_in_words() {
        for (letters, expected) in [
            ("", ""),
            ("S", "sufficient"),
            ("VS", "valid and sufficient"),
            ("VACS", "valid, authentic, current and sufficient"),
        ] {
            assert_eq!(words(letters), expected);
        }
    }

    #[test]
    fn achieved_needs_every_tick_or_a_reason_and_a_plan_its_day() {
        let some = |vacs: &str, explained: &str, plan: Option<(&str, &str)>| Judgement {
            vacs: vacs.to_owned(),
            explained: explained.to_owned(),
            plan: plan.map(|(what, by)| Plan {
                what: what.to_owned(),
                by: by.to_owned(),
            }),
            declined: None,
        };
        let table = [
            (some("VACS", "", None), true, true),
            (some("VAC", "", None), false, true),
            (some("VAC", "Seen at work.", None), true, true),
            (some("", "", None), false, true),
            (
                some("VACS", "", Some(("Read it again", "2026-07-31"))),
                false,
                true,
            ),
            (some("VACS", "", Some(("", "2026-07-31"))), false, false),
            (
                some("VACS", "", Some(("Read it again", "soon"))),
                false,
                false,
            ),
            (
                some("VACS", "", Some(("Read it again", "2026-02-30"))),
                false,
                false,
            ),
        ];
        for (judgement, achieved, not_yet) in table {
            assert_eq!(
                judgement.supports(Outcome::Achieved),
                achieved,
                "{judgement:?}"
            );
            assert_eq!(
                judgement.supports(Outcome::NotYetAchieved),
                not_yet,
                "{judgement:?}"
            );
        }
    }

    #[test]
    fn a_declined_link_supports_only_not_yet_and_has_its_reason() {
        for (reason, not_yet) in [("It is about somebody else’s work.", true), ("", false)] {
            let judgement = Judgement {
                declined: Some(reason.to_owned()),
                ..Judgement::all()
            };
            assert!(!judgement.supports(Outcome::Achieved), "{reason}");
            assert_eq!(
                judgement.supports(Outcome::NotYetAchieved),
                not_yet,
                "{reason}"
            );
        }
    }

    #[test]
    fn judgements_kept_before_links_were_declined_are_read() {
        let kept = r#"{"vacs":"VACS","explained":"","plan":null}"#;
        let read: Judgement = serde_json::from_str(kept).unwrap();
        assert_eq!(read, Judgement::all());
    }
}
