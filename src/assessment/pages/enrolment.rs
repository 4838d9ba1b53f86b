//! A learner's standing as the assessor sees it: certificates that are due, units, what was recognised and agreed.

use super::extra_time::ExtraTime;
use super::issuing::issues;
use super::looks::Looks;
use super::prior_learning::Recognitions;
use super::signing_off::units;
use crate::accounts::{Actor, Assessor, Visitor};
use crate::app::App;
use crate::arrangements::{self, pages::Agreements};
use crate::assessment::enrolled::view;
use crate::assessment::{prior_learning, store};
use crate::clock;
use crate::error::Result;
use crate::form::{Faults, Form};
use crate::layout::Layout;
use crate::learning::Enrolment;
use crate::portfolio;
use crate::quizzes;
use crate::transfers::{self, shown::FromEarlier};
use crate::ui::ErrorSummary;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use leptos::prelude::*;
use serde::Deserialize;

#[derive(Debug, Default, Deserialize)]
pub(super) struct Said {
    #[serde(default)]
    said: String,
}

/// `GET /enrolments/{id}`
pub(super) async fn enrolment(
    State(app): State<App>,
    Assessor(actor): Assessor,
    Path(id): Path<String>,
    Query(said): Query<Said>,
) -> Result<Response> {
    let notice = match said.said.as_str() {
        "recognised" => Some("Recorded. What was learned before counts for this criterion."),
        "declined" => Some("Recorded. The learner reads what is missing, and hands in more."),
        "looked" => Some("Recorded. What was achieved before counts for this criterion."),
        "held" => Some(
            "Asked for. Quality assurance releases it; you hear of it, and so does the learner.",
        ),
        "accepted" => Some("Recorded. Every criterion of this submission is achieved."),
        "signed-off" => {
            Some("Signed off. The certificate can be issued now if nothing else is missing.")
        }
        "proposed" => {
            Some("Proposed. The unit is signed off once a qualified assessor has countersigned it.")
        }
        _ => None,
    };
    page(&app, actor, &id, notice, Default::default()).await
}

/// The page, with a refused form about extra time or about a look if there is one.
pub(super) async fn page(
    app: &App,
    actor: Actor,
    id: &str,
    notice: Option<&'static str>,
    (typed, faults): (Form, Faults),
) -> Result<Response> {
    let (enrolment, specification) = view(app, &actor, id).await?;
    let learner = portfolio::learner_name(&app.db, &enrolment.person_id).await?;
    let units = units(app, &actor, &enrolment, &specification).await?;
    let in_training = store::is_in_training(&app.db, &actor.id).await?;
    let issues = issues(app, &enrolment, &specification, &learner, in_training).await?;
    let handed_in = portfolio::handed_in(&app.db, &enrolment.id).await?;
    let agreed = quizzes::adjustment_of(&app.db, &enrolment.person_id).await?;
    let may_know = agreed.as_ref().is_some_and(|agreed| agreed.is_for(&actor));
    let arranged =
        arrangements::of_learner(&app.db, &actor, &enrolment.person_id, app.clock.now()).await?;
    let recognised = prior_learning::recognised(&app.db, &enrolment).await?;
    let takes_prior = specification
        .units
        .iter()
        .any(|unit| unit.prior_learning_years.is_some());
    let looks = transfers::looks(&app.db, &enrolment).await?;
    let earlier = transfers::earlier(&app.db, &app.library(), &enrolment).await?;
    let summary = faults.clone();
    let refused = (typed, faults);
    let (about_look, about_time) = match refused.0.has("criterion") {
        true => (refused, Default::default()),
        false => (Default::default(), refused),
    };
    let visitor = Visitor(Some(actor));
    let layout = Layout::new(
        app,
        &visitor,
        format!("{learner} · {}", specification.title),
    )
    .here("/assessment")
    .notice(notice);
    Ok(layout.render(|| {
        view! {
            <ErrorSummary faults=summary.clone()/>
            <nav class="crumbs" aria-label="Where you are"><ol role="list"><li><a href="/assessment">"Queue"</a></li></ol></nav>
            <p class="kicker">{format!("{} · specification version {}", specification.title, specification.label)}</p>
            <h1>{learner.clone()}</h1>
            {issues}
            {units}
            <Looks enrolment=enrolment.id.clone() looks in_training typed=about_look.0 faults=about_look.1/>
            <Recognitions recognised/>
            <FromEarlier earlier/>
            {takes_prior.then(|| prior_learning_way(&enrolment, in_training))}
            <p><a href=format!("/enrolments/{}/observations", enrolment.id)>"Record an observation or a professional discussion"</a></p>
            <HandedIn handed_in/>
            <h2>"Reasonable adjustments"</h2>
            <Agreements agreed=arranged may_end=false named=false/>
            <p><a href=format!("/enrolments/{}/arrangements", enrolment.id)>"Agree something, or end it"</a></p>
            <ExtraTime enrolment=enrolment.id agreed may_know typed=about_time.0 faults=about_time.1/>
        }
    }))
}

/// The way to prior learning, or who recognises it.
fn prior_learning_way(enrolment: &Enrolment, in_training: bool) -> AnyView {
    match in_training {
        true => view! { <p class="meta">"While you are in training a qualified colleague recognises prior learning."</p> }.into_any(),
        false => view! { <p><a href=format!("/enrolments/{}/prior-learning", enrolment.id)>"Recognise prior learning"</a></p> }.into_any(),
    }
}

/// Everything that was handed in, to be read again.
#[component]
fn HandedIn(handed_in: Vec<portfolio::HandedIn>) -> impl IntoView {
    let items: Vec<_> = handed_in
        .into_iter()
        .map(|item| {
            let outcome = match item.outcome.as_deref() {
                Some("accepted") => "accepted",
                Some(_) => "returned",
                None => "waiting for a decision",
            };
            let words = format!("Unit {}, submission {}", item.unit, item.number);
            let when = format!(", {}: {outcome}", clock::date(item.submitted_at));
            view! { <li><p><a href=format!("/submissions/{}", item.id)>{words}</a>{when}</p></li> }
        })
        .collect();
    (!items.is_empty())
        .then(|| view! { <h2>"Handed in"</h2><ul class="list" role="list">{items}</ul> })
}
