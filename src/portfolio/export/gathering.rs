//! Gathering what is a learner's, all as it is at one moment.

use super::content::{
    Achieved, Answers, Awarded, Enrolled, FORMAT, HandedIn, InspectedBy, Piece, Portfolio,
    RecordedBy, WitnessedBy,
};
use crate::accounts::{Actor, settings};
use crate::app::App;
use crate::args;
use crate::assessment::inspections::{self, Inspected};
use crate::assessment::prior_learning::recognised;
use crate::certificates::{self, Certificate, number};
use crate::clock::Millis;
use crate::db::Read;
use crate::error::Result;
use crate::learning::{Enrolment, enrolments};
use crate::library::{Library, Specification};
use crate::observations::{self, Recorded};
use crate::portfolio::files;
use crate::portfolio::purging;
use crate::portfolio::{self, Evidence, Submission, store};
use crate::testimony::{self, Witness};
use crate::transfers::earlier;
use crate::versions;

impl Portfolio {
    /// One's own as it is at one moment, and what each piece of evidence answers, in the same order.
    pub async fn load(app: &App, actor: &Actor) -> Result<(Self, Vec<Answers>)> {
        let (db, library) = (&app.db.snapshot().await?, app.library());
        let mut enrolled = Vec::new();
        for enrolment in enrolments(db, &actor.id).await? {
            enrolled.push(Enrolled::load(db, &library, &enrolment).await?);
        }
        let (mut pieces, mut answers) = (Vec::new(), Vec::new());
        for evidence in store::evidence_of(db, actor).await? {
            let (piece, answered) = Piece::load(db, &library, evidence).await?;
            pieces.push(piece);
            answers.push(answered);
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
        Ok((portfolio, answers))
    }
}

impl Enrolled {
    async fn load(db: &impl Read, library: &Library, enrolment: &Enrolment) -> Result<Self> {
        let (id, hash) = (&enrolment.id, &enrolment.specification_hash);
        let specification = versions::specification(db, library, hash).await?;
        let certificates = certificates::of_person(db, &enrolment.person_id).await?;
        let own = certificates.into_iter().filter(|c| c.enrolment_id == *id);
        Ok(Enrolled {
            id: id.clone(),
            qualification: enrolment.qualification.clone(),
            title: specification.title.clone(),
            version: specification.label.clone(),
            specification: hash.clone(),
            enrolled_at: enrolment.enrolled_at,
            achieved: achieved(db, enrolment, &specification).await?,
            recognised: recognised(db, enrolment).await?,
            earlier: earlier(db, library, enrolment).await?,
            sign_offs: db
                .all(
                    "SELECT o.unit, p.name AS assessor, o.signed_at FROM sign_offs o JOIN people p ON p.id = o.assessor_id
                     WHERE o.enrolment_id = $1 ORDER BY o.unit",
                    args![id],
                )
                .await?,
            certificates: own.map(Awarded::from).collect(),
        })
    }
}

impl From<Certificate> for Awarded {
    fn from(certificate: Certificate) -> Self {
        Awarded {
            number: number::display(&certificate.number),
            title: certificate.title,
            issued_at: certificate.issued_at,
            expires_at: certificate.expires_at,
            revoked_at: certificate.revoked_at,
        }
    }
}

/// What counts as achieved in the learner's standing, but for prior learning, which is told apart; in the order of the criteria, the first
/// decision first.
async fn achieved(
    db: &impl Read,
    enrolment: &Enrolment,
    specification: &Specification,
) -> Result<Vec<Achieved>> {
    let mut achieved = Vec::new();
    for shown in portfolio::shown(db, enrolment).await? {
        let sql = "SELECT p.name, d.decided_at FROM current_decisions d JOIN people p ON p.id = d.assessor_id WHERE d.id = $1";
        let decided: Option<(String, Millis)> = db.first(sql, args![&shown.source]).await?;
        let Some((assessor, decided_at)) = decided else {
            continue; // prior learning
        };
        achieved.push(Achieved {
            criterion: shown.criterion,
            evidence: shown.evidence,
            kind: shown.kind,
            assessor,
            decided_at,
            qualification: enrolment.qualification.clone(),
            version: specification.label.clone(),
            specification: enrolment.specification_hash.clone(),
        });
    }
    achieved.sort_by(|a, b| (&a.criterion, a.decided_at).cmp(&(&b.criterion, b.decided_at)));
    Ok(achieved)
}

impl Piece {
    async fn load(
        db: &impl Read,
        library: &Library,
        evidence: Evidence,
    ) -> Result<(Self, Answers)> {
        let (id, hash) = (&evidence.id, &evidence.activity_hash);
        let draft = versions::activity_with(db, library, hash, &evidence.body).await?;
        let mut answers = Answers {
            draft,
            submissions: Vec::new(),
        };
        let all = portfolio::submissions_of(db, id).await?;
        for one in &all {
            let (hash, body) = (&one.activity_hash, &one.body);
            let answered = versions::activity_with(db, library, hash, body).await?;
            answers.submissions.push(answered);
        }
        let recorded = observations::occasion(db, id)
            .await?
            .map(|(recorded, _)| recorded);
        let inspections = inspections::of_evidence(db, id).await?;
        let piece = Piece {
            criteria: store::links(db, id).await?,
            files: files::of_evidence(db, id).await?,
            removed: purging::purges_of(db, id).await?,
            witness: testimony::given_for(db, id).await?.map(WitnessedBy::from),
            recorded: recorded.map(RecordedBy::from),
            inspections: inspections.into_iter().map(InspectedBy::from).collect(),
            submissions: handed_in(db, id, all).await?,
            title: answers.draft.title().to_owned(),
            enrolment: evidence.enrolment_id,
            unit: evidence.unit,
            kind: evidence.kind,
            activity: evidence.activity,
            draft: evidence.body,
            saved_at: evidence.saved_at,
            id: evidence.id,
        };
        Ok((piece, answers))
    }
}

/// Every time it was handed in, with what came of it.
async fn handed_in(db: &impl Read, id: &str, all: Vec<Submission>) -> Result<Vec<HandedIn>> {
    let decisions = portfolio::decisions(db, id).await?;
    let comments = portfolio::comments_on(db, id).await?;
    let mut submissions = Vec::new();
    for submission in all {
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
    Ok(submissions)
}

impl From<Witness> for WitnessedBy {
    fn from(witness: Witness) -> Self {
        WitnessedBy {
            name: witness.name,
            role: witness.role,
            organisation: witness.organisation,
            given_at: witness.given_at,
        }
    }
}

impl From<Recorded> for RecordedBy {
    fn from(recorded: Recorded) -> Self {
        RecordedBy {
            assessor: recorded.assessor_name,
            happened_on: recorded.happened_on,
            place: recorded.place,
            minutes: recorded.minutes,
            recorded_at: recorded.recorded_at,
        }
    }
}

impl From<Inspected> for InspectedBy {
    fn from(inspected: Inspected) -> Self {
        InspectedBy {
            submission: inspected.submission_id,
            assessor: inspected.assessor_name,
            inspected_on: inspected.inspected_on,
            place: inspected.place,
            recorded_at: inspected.recorded_at,
        }
    }
}
