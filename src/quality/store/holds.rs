//! Whether quality assurance still holds a certificate back, and why.

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

/// What certificates wait for in an organisation.
pub async fn release_policy_of(db: &impl Read, organisation: &str) -> Result<Release> {
    match current(db, organisation).await? {
        Some(setting) => Ok(setting.policy()?.release),
        None => Ok(Release::None),
    }
}

/// Why a certificate of this enrolment cannot be released yet; `None`: it can be. Where the policy asks for samples, everything decided has
/// to be in a plan and all that was drawn looked at; an open action holds a certificate back under either policy.
pub async fn hold(db: &impl Read, enrolment_id: &str) -> Result<Option<String>> {
    let release = release_policy(db, enrolment_id).await?;
    if release == Release::None {
        return Ok(None);
    }
    if release == Release::Sampled {
        let uncovered = count(db, UNCOVERED, enrolment_id).await?;
        if uncovered > 0 {
            let words = counted(uncovered, "submission");
            return Ok(Some(format!("{words} decided and not yet in a plan.")));
        }
        let unseen = count(db, UNSEEN, enrolment_id).await?;
        if unseen > 0 {
            let words = counted(unseen, "sample");
            return Ok(Some(format!("{words} not yet looked at.")));
        }
    }
    let open = count(db, OPEN, enrolment_id).await?;
    Ok((open > 0).then(|| format!("{} not yet closed.", counted(open, "action"))))
}

const UNCOVERED: &str = "SELECT COUNT(*) FROM submissions s JOIN closures c ON c.submission_id = s.id
     WHERE s.enrolment_id = $1 AND NOT EXISTS (SELECT 1 FROM sampling_records r WHERE r.submission_id = s.id)";

const UNSEEN: &str = "SELECT COUNT(*) FROM submissions s JOIN sampling_records r ON r.submission_id = s.id AND r.reasons IS NOT NULL
     LEFT JOIN samples x ON x.plan_id = r.plan_id AND x.submission_id = r.submission_id
     WHERE s.enrolment_id = $1 AND x.id IS NULL";

const OPEN: &str = "SELECT COUNT(*) FROM actions a JOIN submissions s ON s.id = a.submission_id
     WHERE s.enrolment_id = $1 AND a.state <> 'closed'";

async fn count(db: &impl Read, sql: &'static str, enrolment_id: &str) -> Result<usize> {
    Ok(db.count(sql, args![enrolment_id]).await? as usize)
}
