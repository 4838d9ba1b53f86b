//! Beginning a piece of evidence: where it belongs, and that enrolling comes first.

use super::offered::{offered, unit_of};
use super::{Activity, store};
use crate::accounts::Actor;
use crate::app::App;
use crate::error::{Error, Result};
use crate::learning::{Enrolment, enrolments};
use crate::library::{Library, Specification, Unit};
use crate::versions;

/// The specification and the unit whose criteria an activity can show.
pub fn home_of<'a>(
    library: &'a Library,
    criteria: &[String],
) -> Option<(&'a Specification, &'a Unit)> {
    let first = criteria.first()?;
    let has = |unit: &&Unit| unit.criteria().any(|criterion| criterion.code == *first);
    library
        .specifications
        .iter()
        .find_map(|specification| Some((specification, specification.units.iter().find(has)?)))
}

/// The evidence that somebody has begun for an activity.
pub async fn begun(app: &App, actor: Option<&Actor>, activity: &str) -> Result<Option<String>> {
    let Some(actor) = actor else { return Ok(None) };
    let all = store::evidence_of(&app.db, actor).await?;
    let found = all
        .into_iter()
        .find(|evidence| evidence.activity == activity);
    Ok(found.map(|evidence| evidence.id))
}

/// Begins evidence, or finds what was begun, and gives its address; or that of the qualification, on which one enrols first.
pub async fn begin(app: &App, actor: &Actor, activity: &Activity) -> Result<String> {
    let library = app.library();
    let (specification, _) = home_of(&library, activity.criteria()).ok_or(Error::NotFound)?;
    let slug = &specification.slug;
    let all = enrolments(&app.db, &actor.id).await?;
    let Some(enrolment) = all
        .into_iter()
        .find(|enrolment| enrolment.qualification == *slug)
    else {
        return Ok(format!("/qualifications/{slug}?said=enrol-first"));
    };
    let unit = unit_for(app, &enrolment, activity).await?;
    let now = app.clock.now();
    let id = store::begin(&app.db, actor, &enrolment, &unit, activity, now).await?;
    Ok(format!("/evidence/{id}"))
}

/// The code of the unit to which an activity belongs in the version that an enrolment is on; refused, in words, where it belongs to none.
pub async fn unit_for(app: &App, enrolment: &Enrolment, activity: &Activity) -> Result<String> {
    let (library, hash) = (app.library(), &enrolment.specification_hash);
    let specification = versions::specification(&app.db, &library, hash).await?;
    let own = offered(&library, &specification, "", activity.clone());
    let unit = unit_of(&specification, &own).ok_or_else(|| {
        Error::conflict(format!(
            "“{}” shows nothing that version {} of the specification asks for, and that is the version you are on.",
            activity.title(),
            specification.label
        ))
    })?;
    Ok(unit.code.clone())
}
