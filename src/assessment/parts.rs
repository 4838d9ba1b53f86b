//! Who had a part in what, for the two-person rules.
//!
//! A part in a submission has its learner, whoever decided or corrected it, countersigned it or gave it back, answered an appeal about it, observed
//! what it is about, and its witness: the view `submission_parts` is the one place that says so. An appeal is answered by nobody either who has
//! looked at the decisions since, or of whom something was asked about them (`submission_looks`). Stores ask here or read the same views in their
//! own queries, and so do the triggers of the schema.

use crate::args;
use crate::db::Read;
use crate::error::Result;

/// Whether somebody had a part in a submission.
pub async fn has_part(db: &impl Read, person_id: &str, submission_id: &str) -> Result<bool> {
    is_any(
        db,
        "SELECT COUNT(*) FROM submission_parts WHERE person_id = $1 AND submission_id = $2",
        (person_id, submission_id),
    )
    .await
}

/// Whether somebody had a part in any submission of a piece of evidence.
pub async fn has_part_in_evidence(
    db: &impl Read,
    person_id: &str,
    evidence_id: &str,
) -> Result<bool> {
    is_any(
        db,
        "SELECT COUNT(*) FROM submissions s JOIN submission_parts p ON p.submission_id = s.id
         WHERE p.person_id = $1 AND s.evidence_id = $2",
        (person_id, evidence_id),
    )
    .await
}

/// Whether somebody had a part in what a certificate rests on that was asked for: its work, its prior learning or its sign-offs.
pub async fn has_part_in_request(
    db: &impl Read,
    person_id: &str,
    request_id: &str,
) -> Result<bool> {
    is_any(
        db,
        "SELECT COUNT(*) FROM request_parts WHERE person_id = $1 AND request_id = $2",
        (person_id, request_id),
    )
    .await
}

/// Whether somebody does not answer an appeal about a submission: they had another part in it than to answer one, have looked at what was decided
/// on it, or were asked for something about it.
pub async fn is_in_the_way_of_appeals(
    db: &impl Read,
    person_id: &str,
    submission_id: &str,
) -> Result<bool> {
    is_any(
        db,
        "SELECT (SELECT COUNT(*) FROM submission_parts WHERE person_id = $1 AND submission_id = $2 AND part <> 'appeal')
              + (SELECT COUNT(*) FROM submission_looks WHERE person_id = $1 AND submission_id = $2)",
        (person_id, submission_id),
    )
    .await
}

async fn is_any(
    db: &impl Read,
    sql: &'static str,
    (person_id, record_id): (&str, &str),
) -> Result<bool> {
    Ok(db.count(sql, args![person_id, record_id]).await? > 0)
}
