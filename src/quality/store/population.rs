//! What a plan is drawn from: what has been decided, and the risks of the moment.

use crate::accounts::Actor;
use crate::args;
use crate::clock::{DAY, Millis};
use crate::db::Read;
use crate::error::Result;
use crate::quality::plan::{Population, Record};
use crate::quality::policy::Policy;
use crate::quality::risk::{Circumstances, Risk};
use crate::quality::{Release, Stage};
use crate::standardisation::{self, Drift};

/// Everything decided of learners of one's organisation that no plan of this stage was drawn from so far, with the risks of its assessors and
/// units. Where a certificate waits until all of it has been looked at: everything that has not been drawn yet, whatever plans it was in, and what was decided anew on appeal
/// since somebody looked at it.
pub async fn population(
    db: &impl Read,
    actor: &Actor,
    policy: &Policy,
    stage: Stage,
    now: Millis,
) -> Result<Population> {
    let rows: Vec<(String, String, String, String)> = db
        .all(
            "SELECT s.id, c.assessor_id, s.unit, e.kind
             FROM closures c JOIN submissions s ON s.id = c.submission_id JOIN evidence e ON e.id = s.evidence_id
             JOIN belonging b ON b.person_id = s.person_id AND b.organisation = $2
             LEFT JOIN sign_offs o ON o.enrolment_id = s.enrolment_id AND o.unit = s.unit
             WHERE (o.id IS NULL) = ($1 = 'interim')
               AND NOT EXISTS (
                   SELECT 1 FROM sampling_records r JOIN sampling_plans p ON p.id = r.plan_id
                   LEFT JOIN samples x ON x.plan_id = r.plan_id AND x.submission_id = r.submission_id
                   WHERE r.submission_id = s.id
                     AND CASE WHEN $3 THEN r.reasons IS NOT NULL AND NOT EXISTS (
                                  SELECT 1 FROM appeal_outcomes a WHERE a.submission_id = s.id AND a.answered_at > x.sampled_at)
                              ELSE p.stage = $1 END)
             ORDER BY s.id",
            args![stage.key(), &actor.organisation, policy.release == Release::All],
        )
        .await?;
    let record = |(id, assessor, unit, method)| Record {
        id,
        assessor,
        unit,
        method,
    };
    Ok(Population {
        records: rows.into_iter().map(record).collect(),
        circumstances: circumstances(db, actor, policy, now).await?,
    })
}

/// The one place where risks come from: another feature adds its own here.
async fn circumstances(
    db: &impl Read,
    actor: &Actor,
    policy: &Policy,
    now: Millis,
) -> Result<Circumstances> {
    let mut found = Circumstances::default();
    let since = now - i64::from(policy.recent_days) * DAY;
    let by_assessor = [
        (Risk::NewAssessor, new_assessors(db, policy).await?),
        (Risk::EarlierActions, with_actions(db, since).await?),
        (Risk::Drift, drifting(db, actor).await?),
    ];
    for (risk, assessors) in by_assessor {
        for (assessor,) in assessors {
            found.assessors.entry(assessor).or_default().insert(risk);
        }
    }
    for (unit,) in new_units(db, policy).await? {
        let risks = found.units.entry(unit).or_default();
        risks.insert(Risk::NewUnit);
    }
    Ok(found)
}

/// Assessors who have closed few submissions, and those in training.
async fn new_assessors(db: &impl Read, policy: &Policy) -> Result<Vec<(String,)>> {
    db.all(
        "SELECT assessor_id FROM closures GROUP BY assessor_id HAVING COUNT(*) < $1
         UNION SELECT person_id FROM trainings WHERE ended_at IS NULL",
        args![policy.new_assessor],
    )
    .await
}

/// Assessors of whom an action is asked, and those about whose decisions it is; also when it was closed not long ago.
async fn with_actions(db: &impl Read, since: Millis) -> Result<Vec<(String,)>> {
    db.all(
        "SELECT asked_of FROM actions WHERE state IN ('open', 'answered') OR reviewed_at >= $1
         UNION SELECT assessor_id FROM actions WHERE state IN ('open', 'answered') OR reviewed_at >= $1",
        args![since],
    )
    .await
}

/// Assessors who surely differ from the others more often than is to be expected.
async fn drifting(db: &impl Read, actor: &Actor) -> Result<Vec<(String,)>> {
    let drifts = standardisation::drifts(db, actor).await?.into_iter();
    let large = drifts.filter(Drift::is_large);
    Ok(large.map(|drift| (drift.assessor_id,)).collect())
}

/// Units that have been signed off few times.
async fn new_units(db: &impl Read, policy: &Policy) -> Result<Vec<(String,)>> {
    db.all(
        "SELECT s.unit FROM (SELECT DISTINCT unit FROM submissions) s LEFT JOIN sign_offs o ON o.unit = s.unit
         GROUP BY s.unit HAVING COUNT(o.id) < $1",
        args![policy.new_unit],
    )
    .await
}
