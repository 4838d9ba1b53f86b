//! A learner's enrolment as somebody who assesses opens it: of their own organisation, never their own, and every look and refusal is logged.

use crate::accounts::{Actor, may_assess};
use crate::app::App;
use crate::error::Result;
use crate::learning::{self, Enrolment};
use crate::library::Specification;
use crate::portfolio::{self, Access};
use crate::versions;

/// An enrolment to act on, with the specification that it is pinned to. One that is not this assessor's to see is not found, and the try is logged.
pub async fn load(app: &App, actor: &Actor, id: &str) -> Result<(Enrolment, Specification)> {
    let enrolment = learning::enrolment(&app.db, id).await?;
    if let Err(refused) = may_assess(&app.db, actor, &enrolment.person_id).await {
        log(app, actor, &enrolment, "refused").await?;
        return Err(refused);
    }
    let library = app.library();
    let specification = versions::specification(&app.db, &library, &enrolment.specification_hash)
        .await?
        .into_owned();
    Ok((enrolment, specification))
}

/// The same for a page that shows it: the look is logged.
pub async fn view(app: &App, actor: &Actor, id: &str) -> Result<(Enrolment, Specification)> {
    let found = load(app, actor, id).await?;
    log(app, actor, &found.0, "viewed").await?;
    Ok(found)
}

async fn log(app: &App, actor: &Actor, enrolment: &Enrolment, outcome: &'static str) -> Result<()> {
    let access = Access {
        subject: "enrolment",
        id: &enrolment.id,
        owner: &enrolment.person_id,
        outcome,
    };
    portfolio::log_access(&app.db, actor, access, app.clock.now()).await
}
