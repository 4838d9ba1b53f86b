//! A conversation that has ended becomes evidence.

use crate::accounts::{Actor, Learner};
use crate::app::App;
use crate::error::{Error, Result};
use crate::form::Form;
use crate::learning::{Enrolment, enrolments};
use crate::library::{Library, Scenario, Unit};
use crate::portfolio::told::{Told, begin_told};
use crate::portfolio::{Activity, home_of};
use crate::scenarios::{Story, own_story, play::Run};
use crate::versions;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};

/// `POST /plays/{id}/evidence`: begins evidence from one way through a play. Enrolling comes first.
pub(super) async fn begin(
    State(app): State<App>,
    Learner(actor): Learner,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response> {
    let form = form.only(&["branch"])?;
    let now = app.clock.now();
    let library = app.library();
    let story = own_story(&app.db, &actor, &id, now).await?;
    let hash = &story.play.scenario_hash;
    let scenario = versions::scenario(&app.db, &library, hash)
        .await?
        .into_owned();
    let told = told(&story, &scenario, form.text("branch"))?;
    let activity = Activity::Scenario(scenario);
    let address = match home(&app, &library, &actor, activity.criteria()).await? {
        Home::Enrolled(enrolment, unit) => {
            let code = &unit.code;
            let id = begin_told(&app.db, &actor, &enrolment, code, &activity, &told, now).await?;
            format!("/evidence/{id}?write=true")
        }
        Home::NotYet(slug) => format!("/qualifications/{slug}?said=enrol-first"),
    };
    Ok(Redirect::to(&address).into_response())
}

/// One way through a play, if it has ended.
fn told(story: &Story, scenario: &Scenario, branch: &str) -> Result<Told> {
    let branch = branch.parse().unwrap_or_default();
    story.branch(branch).ok_or(Error::NotFound)?;
    let lines = story.path(branch);
    let ended = Run::replay(scenario, &lines).and_then(|run| run.ending(scenario));
    if ended.is_none() {
        return Err(Error::conflict(
            "A conversation can become evidence once it has ended.",
        ));
    }
    Ok(Told {
        play: story.play.id.clone(),
        branch,
        lines,
        commentary: String::new(),
    })
}

/// Where evidence belongs.
pub(super) enum Home<'a> {
    Enrolled(Enrolment, &'a Unit),
    /// The qualification on which to enrol.
    NotYet(String),
}

/// The first unit with any of the criteria in a qualification on which the learner is enrolled.
pub(super) async fn home<'a>(
    app: &App,
    library: &'a Library,
    actor: &Actor,
    criteria: &[String],
) -> Result<Home<'a>> {
    let enrolments = enrolments(&app.db, &actor.id).await?;
    for code in criteria {
        let Some((specification, unit)) = home_of(library, std::slice::from_ref(code)) else {
            continue;
        };
        let on = |enrolment: &&Enrolment| enrolment.qualification == specification.slug;
        if let Some(enrolment) = enrolments.iter().find(on) {
            return Ok(Home::Enrolled(enrolment.clone(), unit));
        }
    }
    let (specification, _) = home_of(library, criteria).ok_or(Error::NotFound)?;
    Ok(Home::NotYet(specification.slug.clone()))
}
