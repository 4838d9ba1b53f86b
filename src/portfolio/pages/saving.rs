//! Saving a draft, or handing it in: what becomes of it, whatever page it comes from.

use super::dossier::Dossier;
use crate::accounts::Actor;
use crate::app::App;
use crate::error::{Error, Result};
use crate::form::Faults;
use crate::portfolio::Screening;
use crate::portfolio::store::{self, Draft, Submitted};
use axum::response::{IntoResponse, Redirect, Response};

/// On to the page for files.
pub(super) fn to_files(dossier: &Dossier) -> Response {
    Redirect::to(&format!(
        "/evidence/{}/files?said=saved",
        dossier.evidence.id
    ))
    .into_response()
}

/// What is to be done with a draft.
pub(super) struct Way {
    pub(super) hand_in: bool,
    /// Whether it can be saved even if it cannot be handed in.
    pub(super) can_be_kept: bool,
    /// Beside which field a conflict is reported.
    pub(super) field: &'static str,
    /// Of what the learner has said that it identifies nobody.
    pub(super) seals: Vec<String>,
}

/// What became of a draft: where to go on, or what to show again with its faults.
pub(super) enum Recorded {
    Done(String),
    /// It is saved, with this revision; the learner is asked about what was found.
    Held(Screening, i64),
    Refused(Draft, Faults),
}

/// Saves a draft without faults, or hands it in.
pub(super) async fn record(
    app: &App,
    actor: &Actor,
    dossier: &Dossier,
    draft: Draft,
    mut faults: Faults,
    way: Way,
) -> Result<Recorded> {
    let (id, now) = (&dossier.evidence.id, app.clock.now());
    if faults.is_empty() {
        let kept = dossier.kept(&draft);
        let outcome = match way.hand_in {
            true => store::submit_as_it_is(&app.db, actor, id, &kept, &way.seals, now).await,
            false => store::save(&app.db, actor, id, &kept, now)
                .await
                .map(|_| Submitted::In(String::new())),
        };
        let said = match way.hand_in {
            true => "handed-in",
            false => "saved&write=true",
        };
        match outcome {
            Ok(Submitted::Held(screening, revision)) => return Ok(Recorded::Held(screening, revision)),
            Ok(Submitted::In(_)) => return Ok(Recorded::Done(format!("/evidence/{id}?said={said}"))),
            Err(Error::Invalid(words)) => faults.add("criteria", words),
            Err(Error::Conflict(words)) => faults.add(way.field, format!("{words} Both texts are safe: this page holds yours, the other is saved. Compare them, then save again to keep this one.")),
            Err(error) => return Err(error),
        }
    }
    let draft = keep_what_fits(app, actor, dossier, draft, way.can_be_kept).await?;
    Ok(Recorded::Refused(draft, faults))
}

/// What cannot be handed in yet is saved all the same, if it can be kept at all. After a conflict, also one with a save that has come
/// in between, the page goes on from the newer revision, so that saving again is a decision.
async fn keep_what_fits(
    app: &App,
    actor: &Actor,
    dossier: &Dossier,
    mut draft: Draft,
    can_be_kept: bool,
) -> Result<Draft> {
    let (id, now) = (&dossier.evidence.id, app.clock.now());
    let saved = match can_be_kept && draft.revision == dossier.evidence.revision {
        true => store::save(&app.db, actor, id, &dossier.kept(&draft), now).await,
        false => Err(Error::conflict("")),
    };
    draft.revision = match saved {
        Err(Error::Conflict(_)) => store::evidence(&app.db, actor, id, now).await?.revision,
        saved => saved?,
    };
    Ok(draft)
}
