//! Whether quality assurance still holds a certificate back, and why.
//!
//! What counts is the work that the certificate rests on (the view `request_work`): that of its units, and what was carried over into them.
//! Under either policy everything of it that was drawn has been looked at, no action about it is open, and no criterion of it was lost by a
//! correction. Plans and actions count where the learner belongs now (the view `present_records`). *Sampled* asks besides that all of it
//! that was decided is in a plan; *all*, that an internal quality assurer has looked at everything achieved as it stands now, and at
//! prior learning, which no plan draws (the view `request_recognitions`). Where nobody has looked at any of it, whoever releases the certificate
//! says why ([`is_unseen`]).

use super::policies::current;
use crate::args;
use crate::db::Read;
use crate::error::Result;
use crate::quality::Release;
use crate::ui::counted;

/// What the certificates of an enrolment wait for, by the policy that holds now where its learner belongs.
pub async fn release_policy(db: &impl Read, enrolment_id: &str) -> Result<Release> {
    let (organisation,): (String,) = db
        .one(
            "SELECT b.organisation FROM enrolments n JOIN belonging b ON b.person_id = n.person_id WHERE n.id = $1",
            args![enrolment_id],
        )
        .await?;
    release_policy_of(db, &organisation).await
}

async fn release_policy_for(db: &impl Read, request_id: &str) -> Result<Release> {
    let (enrolment,): (String,) = db
        .one(
            "SELECT enrolment_id FROM certificate_requests WHERE id = $1",
            args![request_id],
        )
        .await?;
    release_policy(db, &enrolment).await
}

/// What certificates wait for in an organisation.
pub async fn release_policy_of(db: &impl Read, organisation: &str) -> Result<Release> {
    match current(db, organisation).await? {
        Some(setting) => Ok(setting.policy()?.release),
        None => Ok(Release::None),
    }
}

/// Why a certificate that was asked for cannot be released yet; `None`: it can be.
pub async fn hold(db: &impl Read, request_id: &str) -> Result<Option<String>> {
    let covering: &[_] = match release_policy_for(db, request_id).await? {
        Release::None => return Ok(None),
        Release::Sampled => &[(UNCOVERED, "submission", "decided and not yet in a plan")],
        Release::All => &[
            (
                UNDRAWN,
                "submission",
                "achieved and neither looked at nor drawn",
            ),
            (
                UNRECOGNISED,
                "recognition",
                "of prior learning not yet looked at",
            ),
        ],
    };
    let always = [
        (UNSEEN, "sample", "not yet looked at"),
        (OPEN, "action", "not yet closed"),
        (LOST, "criterion", "achieved no longer"),
    ];
    for (sql, what, words) in covering.iter().chain(&always) {
        let count = db.count(sql, args![request_id]).await? as usize;
        if count > 0 {
            return Ok(Some(format!("{} {words}.", counted(count, what))));
        }
    }
    Ok(None)
}

/// Whether no internal quality assurer has looked at any of the work while the policy asks for it: then whoever releases says why.
pub async fn is_unseen(db: &impl Read, request_id: &str) -> Result<bool> {
    let seen = db
        .count(
            "SELECT (SELECT COUNT(*) FROM request_work w JOIN samples x ON x.submission_id = w.submission_id WHERE w.request_id = $1)
                  + (SELECT COUNT(*) FROM request_recognitions l WHERE l.request_id = $1 AND l.is_seen)",
            args![request_id],
        )
        .await?;
    Ok(seen == 0 && release_policy_for(db, request_id).await? != Release::None)
}

/// Something that holds a certificate, and where it is done.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct HeldBy {
    pub unit: String,
    /// Of a sample that is to be taken: its plan and its submission.
    pub plan_id: Option<String>,
    pub submission_id: String,
    /// Of an action: its id and its criterion.
    pub action_id: Option<String>,
    pub criterion: Option<String>,
}

/// The samples to be taken and the actions to be closed before a certificate is released.
pub async fn held_by(db: &impl Read, request_id: &str) -> Result<Vec<HeldBy>> {
    db.all(
        "SELECT s.unit, r.plan_id, s.id AS submission_id, NULL AS action_id, NULL AS criterion
         FROM request_work w JOIN submissions s ON s.id = w.submission_id
         JOIN present_records r ON r.submission_id = s.id AND r.reasons IS NOT NULL AND r.sample_id IS NULL
         WHERE w.request_id = $1
         UNION
         SELECT s.unit, NULL, s.id, a.id, a.criterion
         FROM request_work w JOIN submissions s ON s.id = w.submission_id JOIN open_actions a ON a.submission_id = s.id
         WHERE w.request_id = $1
         ORDER BY unit, submission_id, criterion",
        args![request_id],
    )
    .await
}

const UNCOVERED: &str = "SELECT COUNT(DISTINCT w.submission_id) FROM request_work w JOIN closures c ON c.submission_id = w.submission_id
     WHERE w.request_id = $1 AND NOT EXISTS (SELECT 1 FROM present_records r WHERE r.submission_id = w.submission_id)";

const UNDRAWN: &str = "SELECT COUNT(DISTINCT w.submission_id) FROM request_work w
     JOIN current_decisions d ON d.submission_id = w.submission_id AND d.outcome = 'achieved'
     WHERE w.request_id = $1 AND NOT EXISTS (SELECT 1 FROM present_draws r WHERE r.submission_id = w.submission_id)";

const UNRECOGNISED: &str =
    "SELECT COUNT(*) FROM request_recognitions WHERE request_id = $1 AND NOT is_seen";

const UNSEEN: &str =
    "SELECT COUNT(DISTINCT r.plan_id || ' ' || r.submission_id) FROM request_work w
     JOIN present_records r ON r.submission_id = w.submission_id AND r.reasons IS NOT NULL AND r.sample_id IS NULL
     WHERE w.request_id = $1";

const OPEN: &str = "SELECT COUNT(DISTINCT a.id) FROM request_work w JOIN open_actions a ON a.submission_id = w.submission_id
     WHERE w.request_id = $1";

/// Criteria that a correction found not yet achieved after their unit was signed off, and nothing else shows.
const LOST: &str = "SELECT COUNT(DISTINCT l.criterion) FROM request_units u
     JOIN lost_criteria l ON l.enrolment_id = u.enrolment_id AND l.criterion LIKE u.unit || '.%' WHERE u.request_id = $1";
