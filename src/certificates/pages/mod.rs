//! Verifying a certificate, its PDF, and revoking it.

mod document;
pub mod verification;

use super::{number, store};
use crate::accounts::{Administrator, Visitor};
use crate::app::App;
use crate::error::{Error, Result};
use crate::form::{Faults, Form};
use crate::layout::Layout;
use axum::Router;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use leptos::prelude::*;
use serde::Deserialize;
use verification::{LookUp, unknown, verification};

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

/// `GET /certificates/{number}`, and the same address with `.pdf`: what was revoked has its page only.
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
        true if certificate.revoked_at.is_some() => {
            Ok(Redirect::to(&format!("/certificates/{bare}")).into_response())
        }
        true => document::document(&app, &visitor, &certificate).await,
        false => Ok(verification(
            &app,
            &visitor,
            certificate,
            &Faults::default(),
            String::new(),
        )),
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
