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
               AND CASE WHEN $3 THEN NOT EXISTS (SELECT 1 FROM present_draws r WHERE r.submission_id = s.id)
                        ELSE NOT EXISTS (SELECT 1 FROM present_records r WHERE r.submission_id = s.id AND r.stage = $1) END
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
        (Risk::NewAssessor, new_assessors(db, actor, policy).await?),
        (Risk::EarlierActions, with_actions(db, actor, since).await?),
        (Risk::Drift, drifting(db, actor).await?),
    ];
    for (risk, assessors) in by_assessor {
        for (assessor,) in assessors {
            found.assessors.entry(assessor).or_default().insert(risk);
        }
    }
    for (unit,) in new_units(db, actor, policy).await? {
        let risks = found.units.entry(unit).or_default();
        risks.insert(Risk::NewUnit);
    }
    Ok(found)
}

/// Assessors who have closed few submissions of learners of the organisation, and those of it in training.
async fn new_assessors(db: &impl Read, actor: &Actor, policy: &Policy) -> Result<Vec<(String,)>> {
    db.all(
        "SELECT c.assessor_id FROM closures c JOIN belonging b ON b.person_id = c.learner_id AND b.organisation = $2
         GROUP BY c.assessor_id HAVING COUNT(*) < $1
         UNION SELECT t.person_id FROM trainings t JOIN belonging b ON b.person_id = t.person_id AND b.organisation = $2
         WHERE t.ended_at IS NULL",
        args![policy.new_assessor, &actor.organisation],
    )
    .await
}

/// Assessors of whom the organisation asks for an action, and those about whose decisions it is; also when it was closed not long ago.
async fn with_actions(db: &impl Read, actor: &Actor, since: Millis) -> Result<Vec<(String,)>> {
    db.all(
        "SELECT DISTINCT w.person_id FROM (
             SELECT sample_id, state, reviewed_at, asked_of AS person_id FROM actions
             UNION ALL SELECT sample_id, state, reviewed_at, assessor_id FROM actions) w
         JOIN samples x ON x.id = w.sample_id JOIN sampling_plans n ON n.id = x.plan_id
         JOIN sampling_policies y ON y.id = n.policy_id AND y.organisation = $2
         WHERE w.state IN ('open', 'answered') OR w.reviewed_at >= $1",
        args![since, &actor.organisation],
    )
    .await
}

/// Assessors who surely differ from the others more often than is to be expected.
async fn drifting(db: &impl Read, actor: &Actor) -> Result<Vec<(String,)>> {
    let drifts = standardisation::drifts(db, actor).await?.into_iter();
    let large = drifts.filter(Drift::is_large);
    Ok(large.map(|drift| (drift.assessor_id,)).collect())
}

/// Units that have been signed off few times for learners of the organisation.
async fn new_units(db: &impl Read, actor: &Actor, policy: &Policy) -> Result<Vec<(String,)>> {
    db.all(
        "SELECT w.unit FROM (SELECT DISTINCT s.unit FROM submissions s JOIN belonging b ON b.person_id = s.person_id AND b.organisation = $2) w
         LEFT JOIN (SELECT o.id, o.unit FROM sign_offs o JOIN belonging b ON b.person_id = o.learner_id AND b.organisation = $2) g
             ON g.unit = w.unit
         GROUP BY w.unit HAVING COUNT(g.id) < $1",
        args![policy.new_unit, &actor.organisation],
    )
    .await
}
