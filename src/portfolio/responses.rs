//! Free responses: what was written in a quiz goes to the assessors as evidence, against the criteria of its question.

use super::handing_in::{Submitted, submit_in};
use super::screen::{Assurance, Place, Screening};
use super::store::{self, Draft, begin_in};
use super::{Activity, Link};
use crate::clock::Millis;
use crate::db::{Read, Tx};
use crate::error::{Error, Result};
use crate::learning::{Enrolment, enrolments};
use crate::library::{Library, Question};
use crate::versions;

/// What somebody wrote in answer to a question.
pub struct Written<'a> {
    pub person_id: &'a str,
    pub question: &'a Question,
    pub text: &'a str,
}

/// Hands it in under every enrolment whose units have a criterion of the question; without one the text stays with its attempt alone. While an earlier answer to the
/// question waits, or has been accepted, there is nothing to hand in. An answer that its learner has not been asked about, because the
/// time was up, or that has too few words, waits in their portfolio as a draft.
pub async fn hand_in_response(
    tx: &Tx,
    library: &Library,
    written: Written<'_>,
    assurance: &Assurance<'_>,
    now: Millis,
) -> Result<()> {
    for (enrolment, unit, links) in homes(tx, library, &written).await? {
        let activity = Activity::Response(written.question.clone());
        let id = begin_in(tx, &enrolment, &unit, &activity, now).await?;
        let draft = Draft {
            body: written.text.to_owned(),
            links: Some(links),
            revision: store::revision(tx, &id).await?,
        };
        match submit_in(tx, written.person_id, &id, &draft, assurance, now).await {
            Ok(Submitted::In(_) | Submitted::Held(..))
            | Err(Error::Conflict(_) | Error::Invalid(_)) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

/// What its learner has to be asked about before it is handed in; `None` if it goes nowhere, nothing is found, or they have said that it
/// identifies nobody.
pub async fn held_responses(
    db: &impl Read,
    library: &Library,
    written: &Written<'_>,
    assurance: &Assurance<'_>,
    now: Millis,
) -> Result<Option<Screening>> {
    if homes(db, library, written).await?.is_empty() {
        return Ok(None);
    }
    let texts = vec![(Place::Text, written.text.to_owned())];
    let screening = Screening::of(db, written.person_id, texts, now).await?;
    Ok((!screening.passes(assurance)).then_some(screening))
}

/// The enrolments and units that it can be evidence in, with the criteria that it can show.
async fn homes(
    db: &impl Read,
    library: &Library,
    written: &Written<'_>,
) -> Result<Vec<(Enrolment, String, Vec<Link>)>> {
    let mut homes = Vec::new();
    for enrolment in enrolments(db, written.person_id).await? {
        let specification =
            versions::specification(db, library, &enrolment.specification_hash).await?;
        for unit in &specification.units {
            let criteria = unit.criteria();
            let shown =
                criteria.filter(|criterion| written.question.criteria.contains(&criterion.code));
            let links: Vec<Link> = shown.map(|criterion| link(&criterion.code)).collect();
            if !links.is_empty() {
                homes.push((enrolment.clone(), unit.code.clone(), links));
            }
        }
    }
    Ok(homes)
}

fn link(code: &str) -> Link {
    Link {
        criterion: code.to_owned(),
        locator: "the whole answer".to_owned(),
        justification: "Written in answer to a question of the unit quiz.".to_owned(),
    }
}
