//! What is being written follows its learner: to the library's text of what it answers, and to the codes of their version.

use super::store::{links, replace_links};
use super::{Activity, Evidence, Link, offered};
use crate::args;
use crate::clock::Millis;
use crate::db::{Read, Tx};
use crate::error::Result;
use crate::library::Library;
use crate::versions;

/// Lets evidence answer this text from now on, unless it is with the assessors, has been accepted on the version that its learner is on, or holds
/// something that has no place in it. What was handed in stays with the text that it answered.
pub(super) async fn follow_text(
    tx: &Tx,
    evidence: &Evidence,
    activity: &Activity,
    now: Millis,
) -> Result<()> {
    let hash = &activity.version().hash;
    if *hash == evidence.activity_hash || !activity.has_room_for(&evidence.body) {
        return Ok(());
    }
    versions::pin(tx, activity.version(), now).await?;
    tx.run(
        "UPDATE evidence SET activity_hash = $2 WHERE id = $1 AND NOT EXISTS (SELECT 1 FROM closed_evidence c WHERE c.evidence_id = $1)",
        args![&evidence.id, hash],
    )
    .await?;
    Ok(())
}

/// After a move: everything that the learner writes under an enrolment answers the library's texts, and what they have ticked stands beside what it has
/// become. `onward` says what.
pub async fn follow(
    tx: &Tx,
    library: &Library,
    enrolment_id: &str,
    onward: &(dyn Fn(&str) -> Vec<String> + Sync),
    now: Millis,
) -> Result<()> {
    let all: Vec<Evidence> = tx
        .all(
            "SELECT id, person_id, enrolment_id, unit, kind, activity, activity_hash, body, revision, saved_at FROM evidence
             WHERE enrolment_id = $1 ORDER BY id",
            args![enrolment_id],
        )
        .await?;
    for evidence in all.iter().filter(|evidence| !evidence.is_recorded()) {
        let activity = versions::activity(tx, library, &evidence.activity_hash).await?;
        let latest = offered::latest(library, &activity).filter(|_| !evidence.is_of_others());
        if let Some(latest) = latest {
            follow_text(tx, evidence, &latest, now).await?;
        }
        let ticked = links(tx, &evidence.id).await?;
        replace_links(tx, &evidence.id, &followed(&ticked, onward)).await?;
    }
    Ok(())
}

/// Links beside what their criteria have become; where two meet, the first stays. One that has become nothing keeps its code: nothing is lost, and
/// the page does not offer it.
fn followed(links: &[Link], onward: &(dyn Fn(&str) -> Vec<String> + Sync)) -> Vec<Link> {
    let mut followed: Vec<Link> = Vec::new();
    for link in links {
        let mut codes = onward(&link.criterion);
        if codes.is_empty() {
            codes.push(link.criterion.clone());
        }
        for criterion in codes {
            if !followed.iter().any(|known| known.criterion == criterion) {
                followed.push(Link {
                    criterion,
                    ..link.clone()
                });
            }
        }
    }
    followed
}
