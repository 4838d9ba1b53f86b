//! Free responses: what was written in a quiz goes to the assessors as evidence, against the criteria of its question.

use super::store::{Draft, begin_in, submit_in};
use super::{Activity, Link, store};
use crate::clock::Millis;
use crate::db::Tx;
use crate::error::{Error, Result};
use crate::learning::enrolments;
use crate::library::{Library, Question};
use crate::versions;

/// What somebody wrote in answer to a question.
pub struct Written<'a> {
    pub person_id: &'a str,
    pub question: &'a Question,
    pub text: &'a str,
}

/// Hands it in under every enrolment whose units have a criterion of the question; without one the text stays with its attempt alone. While an earlier answer to the
/// question waits, or has been accepted, there is nothing to hand in.
pub async fn hand_in_response(
    tx: &Tx,
    library: &Library,
    written: Written<'_>,
    now: Millis,
) -> Result<()> {
    let question = written.question;
    for enrolment in enrolments(tx, written.person_id).await? {
        let specification =
            versions::specification(tx, library, &enrolment.specification_hash).await?;
        for unit in &specification.units {
            let links: Vec<Link> = unit
                .criteria()
                .filter(|criterion| question.criteria.contains(&criterion.code))
                .map(|criterion| link(&criterion.code))
                .collect();
            if links.is_empty() {
                continue;
            }
            let activity = Activity::Response(question.clone());
            let id = begin_in(tx, &enrolment, &unit.code, &activity, now).await?;
            let draft = Draft {
                body: written.text.to_owned(),
                links: Some(links),
                revision: store::revision(tx, &id).await?,
            };
            match submit_in(tx, written.person_id, &id, &draft, now).await {
                Ok(_) | Err(Error::Conflict(_)) => {}
                Err(error) => return Err(error),
            }
        }
    }
    Ok(())
}

fn link(code: &str) -> Link {
    Link {
        criterion: code.to_owned(),
        locator: "the whole answer".to_owned(),
        justification: "Written in answer to a question of the unit quiz.".to_owned(),
    }
}
