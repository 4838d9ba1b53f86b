//! Everything that is a learner's, as `portfolio.json` holds it.

use crate::assessment::prior_learning::Recognised;
use crate::clock::Millis;
use crate::portfolio::files::Attached;
use crate::portfolio::purging::Purge;
use crate::portfolio::{Activity, Decided, FieldComment, Link};
use crate::transfers::Earlier;
use serde::{Deserialize, Serialize};

/// What the first member of the JSON says, so that a reader knows what to expect.
pub const FORMAT: &str = "secure-base-portfolio/1";

#[derive(Debug, Serialize, Deserialize)]
pub struct Portfolio {
    pub format: String,
    /// Who issued what is in it, and the address of their installation.
    pub organisation: String,
    pub address: String,
    pub exported_at: Millis,
    pub name: String,
    pub email: String,
    pub enrolments: Vec<Enrolled>,
    pub evidence: Vec<Piece>,
    pub attempts: Vec<Sat>,
}

#[derive(Debug, Serialize, Deserialize)]
pub struct Enrolled {
    pub id: String,
    pub qualification: String,
    pub title: String,
    /// The version of the specification: its label and its hash.
    pub version: String,
    pub specification: String,
    pub enrolled_at: Millis,
    pub achieved: Vec<Achieved>,
    pub recognised: Vec<Recognised>,
    /// What was shown on earlier versions, and what has become of it.
    #[serde(default)]
    pub earlier: Earlier,
    pub sign_offs: Vec<SignedOff>,
    pub certificates: Vec<Awarded>,
}

/// A criterion that is achieved as things stand now on the version that the learner is on, appeals and what was carried over among it, and in what.
#[derive(Debug, Serialize, Deserialize)]
pub struct Achieved {
    pub criterion: String,
    pub evidence: String,
    pub kind: String,
    pub assessor: String,
    pub decided_at: Millis,
    /// The qualification and the version in which the criterion stands; the version by its label and its hash. Empty in archives from before: those
    /// of the enrolment.
    #[serde(default)]
    pub qualification: String,
    #[serde(default)]
    pub version: String,
    #[serde(default)]
    pub specification: String,
}

#[derive(Debug, Serialize, Deserialize, sqlx::FromRow)]
pub struct SignedOff {
    pub unit: String,
    pub assessor: String,
    pub signed_at: Millis,
}

#[derive(Debug, Serialize, Deserialize)]
pub struct Awarded {
    pub number: String,
    pub title: String,
    pub issued_at: Millis,
    pub expires_at: Option<Millis>,
    pub revoked_at: Option<Millis>,
}

/// A piece of evidence as it stands, and every time it was handed in.
#[derive(Debug, Serialize, Deserialize)]
pub struct Piece {
    pub id: String,
    pub enrolment: String,
    pub unit: String,
    pub kind: String,
    pub activity: String,
    pub title: String,
    pub draft: String,
    pub saved_at: Millis,
    pub criteria: Vec<Link>,
    pub files: Vec<Attached>,
    pub submissions: Vec<HandedIn>,
    pub removed: Vec<Purge>,
    /// Of a testimony: who gave it.
    #[serde(default)]
    pub witness: Option<WitnessedBy>,
    /// Of an observation or a professional discussion: who recorded it, and when and where it was.
    #[serde(default)]
    pub recorded: Option<RecordedBy>,
    /// Of what stays in the workplace: who has looked at it there.
    #[serde(default)]
    pub inspections: Vec<InspectedBy>,
}

/// A witness, without how to reach them.
#[derive(Debug, Serialize, Deserialize)]
pub struct WitnessedBy {
    pub name: String,
    pub role: String,
    pub organisation: String,
    pub given_at: Millis,
}

#[derive(Debug, Serialize, Deserialize)]
pub struct RecordedBy {
    pub assessor: String,
    pub happened_on: String,
    pub place: String,
    pub minutes: i64,
    pub recorded_at: Millis,
}

#[derive(Debug, Serialize, Deserialize)]
pub struct InspectedBy {
    pub submission: String,
    pub assessor: String,
    pub inspected_on: String,
    pub place: String,
    pub recorded_at: Millis,
}

/// What a piece of evidence answers: its draft, and each time it was handed in, every one in its own version.
pub struct Answers {
    pub draft: Activity,
    pub submissions: Vec<Activity>,
}

#[derive(Debug, Serialize, Deserialize)]
pub struct HandedIn {
    pub id: String,
    pub number: i64,
    pub submitted_at: Millis,
    pub text: String,
    pub criteria: Vec<Link>,
    pub files: Vec<Attached>,
    pub decisions: Vec<Decided>,
    pub comments: Vec<FieldComment>,
    /// How it ended: the outcome, and the assessor's words all in all.
    pub outcome: Option<String>,
    pub comment: Option<String>,
    pub closed_at: Option<Millis>,
    pub appeals: Vec<Appealed>,
    /// What the learner said of an observation.
    pub own_words: Option<String>,
}

/// An appeal against a decision; what came of it is among the decisions.
#[derive(Debug, Serialize, Deserialize, sqlx::FromRow)]
pub struct Appealed {
    pub criterion: String,
    pub grounds: String,
    pub appealed_at: Millis,
}

/// A sitting of a quiz in summary.
#[derive(Debug, Serialize, Deserialize, sqlx::FromRow)]
pub struct Sat {
    pub quiz: String,
    pub number: i64,
    pub started_at: Millis,
    pub submitted_at: Option<Millis>,
    pub score: Option<f64>,
    pub max_score: Option<f64>,
    pub passed: Option<bool>,
}

impl Portfolio {
    /// Every file that evidence or a submission holds, and that was not removed: hash and media type.
    pub fn files(&self) -> Vec<(&str, &str)> {
        let held = self.evidence.iter().flat_map(|piece| {
            let handed_in = piece.submissions.iter().flat_map(|one| &one.files);
            piece.files.iter().chain(handed_in)
        });
        let left = held.filter(|file| file.purged_at.is_none());
        let mut files: Vec<_> = left
            .map(|file| (file.hash.as_str(), file.media_type.as_str()))
            .collect();
        files.sort_unstable();
        files.dedup();
        files
    }
}
