//! Who may be ready to be signed off or certified.

use crate::accounts::Actor;
use crate::args;
use crate::db::Read;
use crate::error::Result;
use crate::learning::Enrolment;
use crate::portfolio::TOGETHER;

/// An enrolment under which something counts and that has not come to its end.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Candidate {
    #[sqlx(flatten)]
    pub enrolment: Enrolment,
    pub learner: String,
}

/// The next [`TOGETHER`] enrolments after so many, those with the latest decision first: something counts under them, be it by a decision, carried
/// over or from before, and their last certificate has not been issued. Never one's own.
pub async fn candidates(db: &impl Read, actor: &Actor, after: i64) -> Result<Vec<Candidate>> {
    db.all(
        "SELECT n.id, n.person_id, n.qualification, n.specification_hash, n.enrolled_at, p.name AS learner
         FROM current_enrolments n JOIN people p ON p.id = n.person_id
         JOIN belonging b ON b.person_id = n.person_id AND b.organisation = $4
         WHERE n.person_id <> $1
           AND NOT EXISTS (SELECT 1 FROM certificates c WHERE c.enrolment_id = n.id AND c.award = n.qualification
                             AND NOT EXISTS (SELECT 1 FROM certificate_events e WHERE e.certificate_id = c.id AND e.kind = 'revoked'))
           AND (EXISTS (SELECT 1 FROM submissions s JOIN current_decisions d ON d.submission_id = s.id AND d.outcome = 'achieved'
                        WHERE s.enrolment_id = n.id)
                OR EXISTS (SELECT 1 FROM prior_learning l WHERE l.enrolment_id = n.id)
                OR EXISTS (SELECT 1 FROM transfers t JOIN carry_overs o ON o.transfer_id = t.id WHERE t.enrolment_id = n.id)
                OR EXISTS (SELECT 1 FROM sign_offs g WHERE g.enrolment_id = n.id))
         ORDER BY COALESCE((SELECT MAX(c.closed_at) FROM submissions s JOIN closures c ON c.submission_id = s.id
                            WHERE s.enrolment_id = n.id), n.enrolled_at) DESC, n.id DESC
         LIMIT $2 OFFSET $3",
        args![&actor.id, TOGETHER as i64, after, &actor.organisation],
    )
    .await
}
