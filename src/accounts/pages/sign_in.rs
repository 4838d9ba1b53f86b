//! Signing in and out. A form that came too late travels along and is not lost.

use super::pending::{self, Pending};
use super::{Query, fault_of_waiting, refused, see_other, signed_in};
use crate::accounts::client::Client;
use crate::accounts::entry;
use crate::accounts::next::local;
use crate::accounts::{Visitor, cookie, sessions};
use crate::app::App;
use crate::error::Result;
use crate::form::{Faults, Form};
use crate::layout::Layout;
use crate::ui::{ErrorSummary, PasswordField, TextField};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use leptos::prelude::*;

/// What the page holds besides the password.
#[derive(Debug, Clone, Default)]
struct Typed {
    email: String,
    next: String,
    pending: Option<Pending>,
}

impl Typed {
    fn of(form: &Form) -> Self {
        Typed {
            email: form.text("email").to_owned(),
            next: local(form.raw("next")).to_owned(),
            pending: form
                .has("pending")
                .then(|| Pending::parse(form.raw("pending"))),
        }
    }
}

/// The page in the place of one for which somebody must sign in. `pending` is the form that was posted there, as it came.
pub(in crate::accounts) fn sign_in_page(app: &App, next: &str, pending: Option<&str>) -> Response {
    let kept = pending
        .filter(|body| !pending::is_upload(body))
        .map(Pending::parse);
    let next = match (&kept, pending) {
        // A file cannot be kept, and where it was sent to is no page.
        (None, Some(_)) => "/",
        _ => local(next),
    };
    let notice = match &kept {
        Some(_) => "You were signed out meanwhile. Sign in again: what you have written is kept.",
        None => "Sign in to see this page.",
    };
    let typed = Typed {
        email: String::new(),
        next: next.to_owned(),
        pending: kept,
    };
    (
        StatusCode::UNAUTHORIZED,
        page(app, typed, Faults::default(), Some(notice)),
    )
        .into_response()
}

pub(super) async fn show(
    State(app): State<App>,
    visitor: Visitor,
    Query(query): Query,
) -> Response {
    let next = local(query.raw("next"));
    if visitor.0.is_some() {
        return see_other(next);
    }
    let typed = Typed {
        next: next.to_owned(),
        ..Typed::default()
    };
    page(&app, typed, Faults::default(), None)
}

pub(super) async fn sign_in(
    State(app): State<App>,
    client: Client,
    form: Form,
) -> Result<Response> {
    let form = form.only(&["email", "password", "next", "pending"])?;
    let typed = Typed::of(&form);
    let token = match entry::by_password(&app, &client, &typed.email, form.raw("password")).await {
        Ok(Some(token)) => token,
        Ok(None) => return Ok(refused(page(&app, typed, not_right(), None))),
        Err(error) => {
            let (faults, wait) = fault_of_waiting(error, "email")?;
            return Ok(wait.on(page(&app, typed, faults, None)));
        }
    };
    match &typed.pending {
        Some(pending) => pending::carry_on(&app, &token, &typed.next, pending).await,
        None => Ok(signed_in(&app, &token, &typed.next)),
    }
}

/// Says neither which of the two is wrong nor whether there is such an account.
fn not_right() -> Faults {
    let mut faults = Faults::default();
    faults.add(
        "email",
        "The email address or the password is not right. Have a look at both.",
    );
    faults
}

/// Ends this session or, with `all`, every session of this person.
pub(super) async fn sign_out(
    State(app): State<App>,
    visitor: Visitor,
    client: Client,
    form: Form,
) -> Result<Response> {
    let form = form.only(&["all"])?;
    let tx = app.db.begin().await?;
    match &visitor.0 {
        Some(actor) if form.has("all") => sessions::end_all(&tx, &actor.id).await?,
        _ => {
            if let Some(secret) = &client.session {
                sessions::end(&tx, secret).await?;
            }
        }
    }
    tx.commit().await?;
    // Drafts that this browser keeps go too: the next person at this computer is somebody else.
    let forget = [("clear-site-data", "\"storage\"")];
    Ok((cookie::take(&app), forget, see_other("/")).into_response())
}

fn page(app: &App, typed: Typed, faults: Faults, notice: Option<&'static str>) -> Response {
    Layout::new(app, &Visitor(None), "Sign in")
        .here("/sign-in")
        .notice(notice)
        .render(move || view! { <SignIn typed faults/> })
}

#[component]
fn SignIn(typed: Typed, faults: Faults) -> impl IntoView {
    // Whoever has a form waiting has an account, and making another would lose the form.
    let sign_up = typed
        .pending
        .is_none()
        .then(|| format!("/sign-up?next={}", pending::encoded(&typed.next)));
    let fault = faults.of("email");
    let pending = typed.pending.map(|pending| pending.body());
    view! {
        <ErrorSummary faults/>
        <h1>"Sign in"</h1>
        <form method="post" action="/sign-in" novalidate=true>
            <input type="hidden" name="next" value=typed.next/>
            {pending.map(|body| view! { <input type="hidden" name="pending" value=body/> })}
            <TextField name="email" label="Email address" kind="email" autocomplete="username" value=typed.email fault/>
            <PasswordField name="password" label="Password" autocomplete="current-password" fault=None/>
            <p class="actions">
                <button class="button">"Sign in"</button>
                " "
                <a href="/forgotten-password">"I have forgotten my password"</a>
            </p>
        </form>
        {sign_up.map(|address| view! { <hr/><p>"New here? "<a href=address>"Make an account"</a></p> })}
    }
}
