//! Verifying a certificate, its PDF, and revoking it.

use super::{Certificate, Status, number, pdf, store};
use crate::accounts::{Administrator, Role, Visitor, settings};
use crate::app::App;
use crate::clock::{self, Millis};
use crate::error::{Error, Result};
use crate::form::{Faults, Form};
use crate::layout::Layout;
use crate::ui::{ErrorSummary, TextArea};
use axum::Router;
use axum::extract::{Path, Query, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use leptos::prelude::*;
use serde::Deserialize;

pub fn routes() -> Router<App> {
    Router::new()
        .route("/certificates", get(look_up))
        .route("/certificates/{number}", get(certificate))
        .route("/certificates/{number}/revocation", post(revoke))
}

#[derive(Debug, Default, Deserialize)]
struct LookedUp {
    #[serde(default)]
    number: String,
}

/// `GET /certificates`: a form, or on to the number that was typed.
async fn look_up(
    State(app): State<App>,
    visitor: Visitor,
    Query(typed): Query<LookedUp>,
) -> Result<Response> {
    let typed = typed.number.trim();
    if !typed.is_empty() {
        let number: String = typed
            .chars()
            .filter(|c| c.is_ascii_alphanumeric() || *c == '-')
            .take(40)
            .collect();
        let address = if number.is_empty() {
            "/certificates".to_owned()
        } else {
            format!("/certificates/{number}")
        };
        return Ok(Redirect::to(&address).into_response());
    }
    Ok(Layout::new(&app, &visitor, "Verify a certificate").here("/certificates").render(|| {
        view! {
            <h1>"Verify a certificate"</h1>
            <p class="lead">"Type the number that stands under the QR code. You see whether the certificate is valid, what it is for, and who issued it."</p>
            <LookUp number=String::new()/>
        }
    }))
}

#[component]
fn LookUp(number: String) -> impl IntoView {
    view! {
        <form class="look-up" action="/certificates">
            <div class="field">
                <label for="number">"Certificate number"</label>
                <p class="hint" id="number-hint">"It stands under the QR code, like SB-7K2M9-QX4T8-C."</p>
                <input id="number" name="number" value=number autocomplete="off" spellcheck="false" aria-describedby="number-hint"/>
            </div>
            <button class="button">"Look it up"</button>
        </form>
    }
}

/// `GET /certificates/{number}`, and the same address with `.pdf`.
async fn certificate(
    State(app): State<App>,
    visitor: Visitor,
    Path(typed): Path<String>,
) -> Result<Response> {
    let (bare, wants_pdf) = match typed.strip_suffix(".pdf") {
        Some(bare) => (bare, true),
        None => (typed.as_str(), false),
    };
    let found = match number::parse(bare) {
        number::Typed::Number(number) => store::by_number(&app.db, &number).await?,
        number::Typed::Slip => None,
    };
    let Some(certificate) = found else {
        return Ok((StatusCode::NOT_FOUND, unknown(&app, &visitor, bare)).into_response());
    };
    match wants_pdf {
        true => document(&app, &visitor, &certificate).await,
        false => Ok(verification(
            &app,
            &visitor,
            certificate,
            &Faults::default(),
            String::new(),
        )),
    }
}

fn unknown(app: &App, visitor: &Visitor, typed: &str) -> Response {
    let (heading, words) = match number::parse(typed) {
        number::Typed::Slip => (
            "That is not one of our numbers",
            "There is a slip in it: our numbers end in a symbol that checks the others. Compare it with the certificate once more.",
        ),
        number::Typed::Number(_) => (
            "We know no certificate with this number",
            "The number is well formed, but no certificate was issued under it. Ask whoever showed it to you.",
        ),
    };
    let typed = typed.to_owned();
    Layout::new(app, visitor, heading)
        .here("/certificates")
        .render(|| {
            view! {
                <section class="verification" data-verdict="unknown">
                    <Sign path="M32 33a8 8 0 1 1 12 7c-3 2-4 4-4 7m0 8v.5"/>
                    <h1>{heading}</h1>
                    <p class="lead">{words}</p>
                </section>
                <h2>"Look up another number"</h2>
                <LookUp number=typed/>
            }
        })
}

/// A seal with a tick, a cross, a clock or a question mark in it.
#[component]
fn Sign(path: &'static str) -> impl IntoView {
    view! {
        <svg viewBox="0 0 80 80" aria-hidden="true">
            <circle class="ring" cx="40" cy="40" r="38"/>
            <circle class="sign" cx="40" cy="40" r="32"/>
            <path class="sign" d=path/>
        </svg>
    }
}

/// Verdict, sign, heading and sentence for a status.
fn words(
    certificate: &Certificate,
    now: Millis,
) -> (&'static str, &'static str, &'static str, String) {
    let issued = clock::date(certificate.issued_at);
    match certificate.status(now) {
        Status::Valid => {
            let lasts = match certificate.expires_at {
                Some(_) => format!(
                    "{} holds it until {}.",
                    certificate.name,
                    certificate.expiry().unwrap_or_default()
                ),
                None => format!(
                    "{} holds it since {issued}. It does not expire.",
                    certificate.name
                ),
            };
            (
                "valid",
                "M25 41l11 11 20-24",
                "This certificate is valid",
                lasts,
            )
        }
        Status::Expired { at } => (
            "expired",
            "M40 22v20l13 8",
            "This certificate has expired",
            format!(
                "It was issued on {issued} and was valid until {}.",
                clock::date(at)
            ),
        ),
        Status::Revoked { at } => (
            "revoked",
            "M29 29l22 22M51 29L29 51",
            "This certificate has been revoked",
            format!(
                "{} revoked it on {}. It must not be relied on.",
                certificate.organisation,
                clock::date(at)
            ),
        ),
    }
}

fn verification(
    app: &App,
    visitor: &Visitor,
    certificate: Certificate,
    faults: &Faults,
    reason: String,
) -> Response {
    let now = app.clock.now();
    let (verdict, path, heading, lead) = words(&certificate, now);
    let number = number::display(&certificate.number);
    let own = visitor
        .0
        .as_ref()
        .is_some_and(|actor| actor.id == certificate.learner_id);
    let may_revoke = visitor
        .0
        .as_ref()
        .is_some_and(|actor| actor.is(Role::Administrator))
        && certificate.revoked_at.is_none();
    let because = visitor
        .0
        .as_ref()
        .filter(|actor| own || actor.is(Role::Administrator))
        .and(certificate.revoked_because.clone());
    let faults = faults.clone();
    Layout::new(app, visitor, heading).here("/certificates").render(|| {
        view! {
            <ErrorSummary faults=faults.clone()/>
            <section class="verification" data-verdict=verdict>
                <Sign path/>
                <h1>{heading}</h1>
                <p class="lead">{lead}</p>
                <Facts certificate checked=clock::date_and_time(now) because/>
            </section>
            {own.then(|| view! { <p class="actions"><a class="button" href=format!("/certificates/{number}.pdf")>"Download the PDF"</a></p> })}
            {may_revoke.then(|| view! { <Revoke number=number.clone() faults reason/> })}
            <h2>"Look up another number"</h2>
            <LookUp number/>
        }
    })
}

#[component]
fn Facts(certificate: Certificate, checked: String, because: Option<String>) -> impl IntoView {
    let stands = match certificate.statement.is_empty() {
        true => certificate.organisation.clone(),
        false => format!("{}. {}", certificate.organisation, certificate.statement),
    };
    view! {
        <dl class="facts broad">
            <dt>"Awarded to"</dt><dd>{certificate.name.clone()}</dd>
            <dt>"For"</dt><dd>{format!("{} ({}, specification version {})", certificate.title, certificate.kind, certificate.specification_label)}</dd>
            <dt>"Number"</dt><dd>{number::display(&certificate.number)}</dd>
            <dt>"Issued"</dt><dd>{format!("on {} by {}", clock::date(certificate.issued_at), certificate.issued_by_name)}</dd>
            <dt>"Stands behind it"</dt><dd>{stands}</dd>
            <dt>"Checked"</dt><dd>{checked}</dd>
            {because.map(|because| view! { <dt>"Why it was revoked"</dt><dd>{because}</dd> })}
        </dl>
    }
}

#[component]
fn Revoke(number: String, faults: Faults, reason: String) -> impl IntoView {
    view! {
        <details class="sheet" open=!faults.is_empty()>
            <summary>"Revoke this certificate"</summary>
            <p>"For good, and visible to everybody who looks the number up. The reason is kept; only its holder and administrators see it."</p>
            <form method="post" action=format!("/certificates/{number}/revocation")>
                <TextArea name="reason" label="Why" value=reason fault=faults.of("reason")/>
                <p class="actions"><button class="button">"Revoke it"</button></p>
            </form>
        </details>
    }
}

/// `POST /certificates/{number}/revocation`
async fn revoke(
    State(app): State<App>,
    Administrator(actor): Administrator,
    Path(typed): Path<String>,
    form: Form,
) -> Result<Response> {
    let form = form.only(&["reason"])?;
    let number::Typed::Number(number) = number::parse(&typed) else {
        return Err(Error::NotFound);
    };
    let mut faults = Faults::default();
    faults.check_text(&form, "reason", "the reason", 2_000);
    if faults.is_empty() {
        store::revoke(
            &app.db,
            &actor,
            &number,
            form.text("reason"),
            app.clock.now(),
        )
        .await?;
        return Ok(
            Redirect::to(&format!("/certificates/{}", number::display(&number))).into_response(),
        );
    }
    let certificate = store::by_number(&app.db, &number)
        .await?
        .ok_or(Error::NotFound)?;
    let page = verification(
        &app,
        &Visitor(Some(actor)),
        certificate,
        &faults,
        form.raw("reason").to_owned(),
    );
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

/// The PDF, for its holder, assessors and administrators: everybody else has the verification page.
async fn document(app: &App, visitor: &Visitor, certificate: &Certificate) -> Result<Response> {
    let actor = visitor.0.as_ref().ok_or(Error::SignIn)?;
    let may = actor.id == certificate.learner_id
        || actor.is(Role::Administrator)
        || actor.is(Role::Assessor);
    if !may {
        return Err(Error::NotFound);
    }
    let settings = settings::load(&app.db).await?;
    let number = number::display(&certificate.number);
    let count = |n: i64| u32::try_from(n).ok();
    let face = pdf::Face {
        organisation: certificate.organisation.clone(),
        logo: settings.logo,
        accent: settings.accent,
        learner: certificate.name.clone(),
        award: certificate.title.clone(),
        kind: certificate.kind.clone(),
        credits: count(certificate.credits),
        guided_learning_hours: count(certificate.guided_hours),
        specification: certificate.specification_label.clone(),
        units: certificate.unit_titles(),
        issued_on: clock::date(certificate.issued_at),
        expires_on: certificate.expires_at.map(clock::date),
        address: format!("{}/certificates/{number}", app.config.origin),
        assessor: certificate.issued_by_name.clone(),
        statement: certificate.statement.clone(),
        number: number.clone(),
    };
    let bytes = tokio::task::spawn_blocking(move || pdf::render(&face))
        .await
        .map_err(Error::internal)?
        .map_err(Error::internal)?;
    let headers = [
        (header::CONTENT_TYPE, "application/pdf".to_owned()),
        (
            header::CONTENT_DISPOSITION,
            format!("attachment; filename=\"certificate-{number}.pdf\""),
        ),
    ];
    Ok((headers, bytes).into_response())
}
