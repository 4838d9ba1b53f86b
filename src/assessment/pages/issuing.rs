//! On a learner's page: the certificates that are due, and asking for one.

use crate::accounts::{Assessor, settings};
use crate::app::App;
use crate::assessment::enrolled::load;
use crate::certificates::award::Award;
use crate::certificates::{self, Request, Requested, number};
use crate::clock;
use crate::error::Result;
use crate::form::Form;
use crate::learning::Enrolment;
use crate::library::Specification;
use crate::quality::{self, Release};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;

/// A form for each certificate that is due.
pub(super) async fn issues(
    app: &App,
    enrolment: &Enrolment,
    specification: &Specification,
    learner: &str,
    in_training: bool,
) -> Result<Vec<AnyView>> {
    let now = app.clock.now();
    let validity = specification
        .validity_months
        .map(|months| clock::date(clock::months_after(now, months)));
    let awards = certificates::due(&app.db, enrolment, specification).await?;
    let held = certificates::held_of(&app.db, &enrolment.id).await?;
    let is_held = quality::release_policy(&app.db, &enrolment.id).await? != Release::None;
    let due = awards.iter().map(|award| match in_training {
        true => left_to_others(award).into_any(),
        false => issue_view(enrolment, award, learner, (validity.clone(), is_held)).into_any(),
    });
    let held = held.iter().map(|request| held_view(request).into_any());
    Ok(held.chain(due).collect())
}

/// A certificate that is due, for an assessor in training.
fn left_to_others(award: &Award) -> impl IntoView + use<> {
    let words = format!(
        "The certificate for “{}” is due. While you are in training a qualified colleague issues it.",
        award.title
    );
    view! { <div class="sheet"><h2>"A certificate is due"</h2><p>{words}</p></div> }
}

fn issue_view(
    enrolment: &Enrolment,
    award: &Award,
    learner: &str,
    (validity, is_held): (Option<String>, bool),
) -> impl IntoView + use<> {
    let asks = match is_held {
        true => "Ask for the certificate",
        false => "Issue the certificate",
    };
    let waits =
        is_held.then(|| view! { <p>"It is issued once quality assurance has released it."</p> });
    let until = validity.map_or("It does not expire.".to_owned(), |date| match is_held {
        true => "From the day of its issue, for as long as the specification says.".to_owned(),
        false => format!("From today to {date}."),
    });
    view! {
        <div class="sheet issue">
            <h2>{asks}</h2>
            {waits}
            <dl class="facts broad">
                <dt>"For"</dt><dd>{format!("{} ({})", award.title, award.kind)}</dd>
                <dt>"In the name of"</dt><dd>{learner.to_owned()}</dd>
                <dt>"Valid"</dt><dd>{until}</dd>
            </dl>
            <form method="post" action=format!("/enrolments/{}/certificates", enrolment.id)>
                <input type="hidden" name="award" value=award.key.clone()/>
                <p class="actions"><button class="button">{asks}</button></p>
            </form>
        </div>
    }
}

/// A certificate that was asked for and waits.
fn held_view(request: &Request) -> impl IntoView + use<> {
    let words = format!(
        "“{}” was asked for by {} on {}. It waits for quality assurance.",
        request.title,
        request.requested_by_name,
        clock::date(request.requested_at)
    );
    view! { <div class="sheet"><h2>"Certificate asked for"</h2><p>{words}</p></div> }
}

/// `POST /enrolments/{id}/certificates`: issues it, or keeps the request while quality assurance holds certificates.
pub(super) async fn certify(
    State(app): State<App>,
    Assessor(actor): Assessor,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response> {
    let form = form.only(&["award"])?;
    let (enrolment, specification) = load(&app, &actor, &id).await?;
    let settings = settings::load(&app.db).await?;
    let requested = certificates::issue(
        &app.db,
        &actor,
        &enrolment,
        &specification,
        form.text("award"),
        &settings,
        app.clock.now(),
    )
    .await?;
    let address = match requested {
        Requested::Issued(number) => format!("/certificates/{}", number::display(&number)),
        Requested::Held => format!("/enrolments/{id}?said=held"),
    };
    Ok(Redirect::to(&address).into_response())
}
