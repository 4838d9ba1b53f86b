//! Everything that is a learner's, as `portfolio.json` holds it.

use crate::accounts::{Actor, settings};
use crate::app::App;
use crate::args;
use crate::assessment::prior_learning::{Recognised, recognised};
use crate::certificates::{self, number};
use crate::clock::Millis;
use crate::db::Read;
use crate::error::Result;
use crate::learning::{Enrolment, enrolments};
use crate::portfolio::files::{self, Attached};
use crate::portfolio::purging::{self, Purge};
use crate::portfolio::{self, Activity, Decided, Evidence, FieldComment, Link, store};
use crate::transfers::{Earlier, earlier};
use crate::versions;
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

/// A criterion of the version that the enrolment is on that is achieved as things stand now, appeals and what has carried over among them, and in what.
#[derive(Debug, Serialize, Deserialize, sqlx::FromRow)]
pub struct Achieved {
    pub criterion: String,
    pub evidence: String,
    pub kind: String,
    pub assessor: String,
    pub decided_at: Millis,
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

/// What a piece of evidence answers: as it is being written, and each time it was handed in.
pub struct Answered {
    pub now: Activity,
    pub handed_in: Vec<Activity>,
}

impl Portfolio {
    /// One's own, and what each piece of evidence answers, in the same order.
    pub async fn load(app: &App, actor: &Actor) -> Result<(Self, Vec<Answered>)> {
        let db = &app.db;
        let mut enrolled = Vec::new();
        for enrolment in enrolments(db, &actor.id).await? {
            enrolled.push(Enrolled::load(app, &enrolment).await?);
        }
        let (mut pieces, mut activities) = (Vec::new(), Vec::new());
        for evidence in store::evidence_of(db, actor).await? {
            let hash = &evidence.activity_hash;
            let activity = versions::activity(db, &app.library(), hash).await?;
            let mut handed_in = Vec::new();
            for submission in portfolio::submissions_of(db, &evidence.id).await? {
                let hash = &submission.activity_hash;
                handed_in.push(versions::activity(db, &app.library(), hash).await?);
            }
            pieces.push(Piece::load(app, evidence, activity.title()).await?);
            activities.push(Answered {
                now: activity,
                handed_in,
            });
        }
        let attempts = db
            .all(
                "SELECT quiz, number, started_at, submitted_at, score, max_score, passed FROM attempts
                 WHERE person_id = $1 ORDER BY started_at, id",
                args![&actor.id],
            )
            .await?;
        let portfolio = Portfolio {
            format: FORMAT.to_owned(),
            organisation: settings::load(db).await?.organisation,
            address: app.config.origin.clone(),
            exported_at: app.clock.now(),
            name: actor.name.clone(),
            email: actor.email.clone(),
            enrolments: enrolled,
            evidence: pieces,
            attempts,
        };
        Ok((portfolio, activities))
    }

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

impl Enrolled {
    async fn load(app: &App, enrolment: &Enrolment) -> Result<Self> {
        let (db, id) = (&app.db, &enrolment.id);
        let hash = &enrolment.specification_hash;
        let library = app.library();
        let specification = versions::specification(db, &library, hash).await?;
        let certificates = certificates::of_person(db, &enrolment.person_id).await?;
        let own = certificates.into_iter().filter(|c| c.enrolment_id == *id);
        Ok(Enrolled {
            id: id.clone(),
            qualification: enrolment.qualification.clone(),
            title: specification.title.clone(),
            version: specification.label.clone(),
            specification: hash.clone(),
            enrolled_at: enrolment.enrolled_at,
            achieved: db
                .all(
                    "SELECT d.criterion AS criterion, e.id AS evidence, e.kind, p.name AS assessor, d.decided_at AS decided_at
                     FROM current_decisions d JOIN submissions s ON s.id = d.submission_id JOIN evidence e ON e.id = s.evidence_id
                     JOIN people p ON p.id = d.assessor_id
                     WHERE s.enrolment_id = $1 AND s.specification_hash = $2 AND d.outcome = 'achieved'
                     UNION ALL
                     SELECT o.criterion, e.id, e.kind, p.name, d.decided_at
                     FROM carry_overs o JOIN transfers t ON t.id = o.transfer_id JOIN current_decisions d ON d.id = o.decision_id
                     JOIN submissions s ON s.id = d.submission_id JOIN evidence e ON e.id = s.evidence_id JOIN people p ON p.id = d.assessor_id
                     WHERE t.enrolment_id = $1 AND t.to_hash = $2
                     ORDER BY criterion, decided_at, evidence",
                    args![id, hash],
                )
                .await?,
            recognised: recognised(db, enrolment).await?,
            earlier: earlier(db, &library, enrolment).await?,
            sign_offs: db
                .all(
                    "SELECT o.unit, p.name AS assessor, o.signed_at FROM sign_offs o JOIN people p ON p.id = o.assessor_id
                     WHERE o.enrolment_id = $1 ORDER BY o.unit",
                    args![id],
                )
                .await?,
            certificates: own
                .map(|certificate| Awarded {
                    number: number::display(&certificate.number),
                    title: certificate.title,
                    issued_at: certificate.issued_at,
                    expires_at: certificate.expires_at,
                    revoked_at: certificate.revoked_at,
                })
                .collect(),
        })
    }
}

impl Piece {
    async fn load(app: &App, evidence: Evidence, title: &str) -> Result<Self> {
        let (db, id) = (&app.db, &evidence.id);
        let decisions = portfolio::decisions(db, id).await?;
        let comments = portfolio::comments_on(db, id).await?;
        let mut submissions = Vec::new();
        for submission in portfolio::submissions_of(db, id).await? {
            let closure = portfolio::closure(db, &submission.id).await?;
            let here = |of: &str| of == submission.id;
            let decided = decisions.iter().filter(|one| here(&one.submission_id));
            let beside = comments.iter().filter(|one| here(&one.submission_id));
            let sql = "SELECT comment FROM learner_words WHERE submission_id = $1";
            let own_words: Option<(String,)> = db.first(sql, args![&submission.id]).await?;
            let sql = "SELECT criterion, grounds, appealed_at FROM appeals WHERE submission_id = $1 ORDER BY appealed_at, id";
            submissions.push(HandedIn {
                appeals: db.all(sql, args![&submission.id]).await?,
                own_words: own_words.map(|(words,)| words),
                number: submission.number,
                submitted_at: submission.submitted_at,
                criteria: portfolio::links_of(db, &submission.id).await?,
                files: files::of_submission(db, &submission.id).await?,
                decisions: decided.cloned().collect(),
                comments: beside.cloned().collect(),
                outcome: closure.as_ref().map(|closure| closure.outcome.clone()),
                comment: closure.as_ref().map(|closure| closure.comment.clone()),
                closed_at: closure.map(|closure| closure.closed_at),
                text: submission.body,
                id: submission.id,
            });
        }
        Ok(Piece {
            criteria: store::links(db, id).await?,
            files: files::of_evidence(db, id).await?,
            removed: purging::purges_of(db, id).await?,
            title: title.to_owned(),
            submissions,
            enrolment: evidence.enrolment_id,
            unit: evidence.unit,
            kind: evidence.kind,
            activity: evidence.activity,
            draft: evidence.body,
            saved_at: evidence.saved_at,
            id: evidence.id,
        })
    }
}
