//! Certificates that rest on something which counts no longer: administrators hear of them, and decide whether to revoke.

use crate::accounts::mail;
use crate::args;
use crate::certificates::number;
use crate::clock::Millis;
use crate::db::{Read, Tx};
use crate::error::Result;

/// Word to every administrator about certificates of an enrolment that hold while one of its criteria is lost.
pub(super) async fn tell(tx: &Tx, enrolment_id: &str, now: Millis) -> Result<()> {
    let lost: Vec<(String,)> = tx
        .all(
            "SELECT criterion FROM lost_criteria WHERE enrolment_id = $1 ORDER BY criterion",
            args![enrolment_id],
        )
        .await?;
    if lost.is_empty() {
        return Ok(());
    }
    let codes: Vec<&str> = lost.iter().map(|(code,)| code.as_str()).collect();
    let held: Vec<(String, String)> = tx
        .all(
            "SELECT c.number, c.title FROM certificates c WHERE c.enrolment_id = $1
             AND NOT EXISTS (SELECT 1 FROM certificate_events e WHERE e.certificate_id = c.id AND e.kind = 'revoked') ORDER BY c.number",
            args![enrolment_id],
        )
        .await?;
    let administrators: Vec<(String,)> = tx
        .all(
            "SELECT person_id FROM role_grants WHERE role = 'administrator' AND ended_at IS NULL ORDER BY person_id",
            args![],
        )
        .await?;
    for (issued, title) in &held {
        let body = format!(
            "Quality assurance has found that {} was not shown after all, and nothing else shows it. Certificate {} for “{title}” rests on it and is valid.\n\nLook at it, and decide whether it is to be revoked: sign in to Secure Base and look the number up.",
            codes.join(", "),
            number::display(issued)
        );
        for (administrator,) in &administrators {
            let subject = "A certificate rests on something that counts no longer";
            mail::tell(tx, administrator, subject, &body, now).await?;
        }
    }
    Ok(())
}
