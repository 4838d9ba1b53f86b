//! A forgotten password: a link by mail, and the page it opens. Whether an address has an account is not told.

use super::{Query, fault_of_waiting, link, refused, see_other, signed_in};
use crate::accounts::client::Client;
use crate::accounts::entry::{self, Chosen};
use crate::accounts::links::{self, Purpose};
use crate::accounts::{Visitor, choice, letters, limits, mail, store};
use crate::app::App;
use crate::db::Tx;
use crate::error::Result;
use crate::form::{Faults, Form};
use crate::layout::Layout;
use crate::ui::{ErrorSummary, PasswordField, TextField};
use axum::extract::{Path, State};
use axum::response::Response;
use leptos::prelude::*;

pub(super) async fn show(
    State(app): State<App>,
    visitor: Visitor,
    Query(query): Query,
) -> Response {
    match query.raw("done") {
        "sent" => sent(&app, &visitor),
        _ => page(&app, &visitor, String::new(), Faults::default()),
    }
}

pub(super) async fn send(
    State(app): State<App>,
    visitor: Visitor,
    client: Client,
    form: Form,
) -> Result<Response> {
    let form = form.only(&["email"])?;
    let mut faults = Faults::default();
    let email = choice::email(&form, &mut faults);
    let typed = form.raw("email").to_owned();
    if !faults.is_empty() {
        return Ok(refused(page(&app, &visitor, typed, faults)));
    }
    match queue_link(&app, &client, &email).await {
        Ok(()) => Ok(see_other("/forgotten-password?done=sent")),
        Err(error) => {
            let (faults, wait) = fault_of_waiting(error, "email")?;
            Ok(wait.on(page(&app, &visitor, typed, faults)))
        }
    }
}

/// Counts the request, and writes the mail if there is somebody to write to. Either way one transaction is written.
async fn queue_link(app: &App, client: &Client, email: &str) -> Result<()> {
    let now = app.clock.now();
    let account = format!("forgotten:{email}");
    let tx = app.db.begin().await?;
    limits::check(&tx, &account, client, now).await?;
    limits::note(&tx, &account, client, now).await?;
    if let Some(person) = store::credentials(&tx, email).await? {
        queue_letter(app, &tx, &person, email).await?;
    }
    tx.commit().await
}

async fn queue_letter(app: &App, tx: &Tx, person: &store::Credentials, email: &str) -> Result<()> {
    let now = app.clock.now();
    let link = links::make(tx, &person.id, Purpose::PasswordReset, now).await?;
    let letter = letters::password_reset(&person.name, &link, &app.config.origin);
    mail::queue(tx, email, letter.subject, &letter.body, now).await
}

pub(super) async fn choose(
    State(app): State<App>,
    visitor: Visitor,
    Path(token): Path<String>,
) -> Result<Response> {
    Ok(
        match link::holder(&app, &visitor, Purpose::PasswordReset, &token).await? {
            Ok(_) => new_password(&app, &visitor, &token, Faults::default()),
            Err(dead) => dead,
        },
    )
}

pub(super) async fn reset(
    State(app): State<App>,
    visitor: Visitor,
    Path(token): Path<String>,
    client: Client,
    form: Form,
) -> Result<Response> {
    let form = form.only(&["password"])?;
    let holder = match link::holder(&app, &visitor, Purpose::PasswordReset, &token).await? {
        Ok(holder) => holder,
        Err(dead) => return Ok(dead),
    };
    let mut faults = Faults::default();
    choice::password(&form, "password", &holder.email, &holder.name, &mut faults);
    if !faults.is_empty() {
        return Ok(refused(new_password(&app, &visitor, &token, faults)));
    }
    let chosen = Chosen {
        name: &holder.name,
        email: &holder.email,
        password: form.raw("password"),
    };
    match entry::by_link(
        &app,
        &client,
        Purpose::PasswordReset,
        &token,
        &holder.id,
        chosen,
    )
    .await?
    {
        Some(session) => Ok(signed_in(&app, &session, "/account?done=password")),
        None => Ok(link::too_late(&app, &visitor, Purpose::PasswordReset)),
    }
}

fn page(app: &App, visitor: &Visitor, email: String, faults: Faults) -> Response {
    Layout::new(app, visitor, "Forgotten your password?")
        .render(move || view! { <Forgotten email faults/> })
}

#[component]
fn Forgotten(email: String, faults: Faults) -> impl IntoView {
    let fault = faults.of("email");
    view! {
        <ErrorSummary faults/>
        <h1>"Forgotten your password?"</h1>
        <p>"Give us the address you sign in with. If there is an account, we send a link that works for one hour."</p>
        <form method="post" action="/forgotten-password" novalidate=true>
            <TextField name="email" label="Email address" kind="email" autocomplete="username" value=email fault/>
            <p class="actions">
                <button class="button">"Send me a link"</button>
                " "
                <a href="/sign-in">"Back to sign in"</a>
            </p>
        </form>
    }
}

/// Tells no address: it would stand in the browser's history.
fn sent(app: &App, visitor: &Visitor) -> Response {
    let by_hand = app.config.smtp.is_none().then(|| {
        view! { <p>"This installation sends no mail by itself: ask whoever looks after it to pass the link on to you."</p> }
    });
    Layout::new(app, visitor, "Look at your email").render(move || {
        view! {
            <h1>"Look at your email"</h1>
            <p class="lead">"If there is an account for the address you gave, a link is on its way. It works for one hour."</p>
            {by_hand}
            <p>
                "Nothing after ten minutes? Look in the spam folder, or "
                <a href="/forgotten-password">"try another address"</a>"."
            </p>
        }
    })
}

fn new_password(app: &App, visitor: &Visitor, token: &str, faults: Faults) -> Response {
    let action = links::path(Purpose::PasswordReset, token);
    Layout::new(app, visitor, "Choose a new password")
        .render(move || view! { <NewPassword action faults/> })
}

#[component]
fn NewPassword(action: String, faults: Faults) -> impl IntoView {
    let fault = faults.of("password");
    view! {
        <ErrorSummary faults/>
        <h1>"Choose a new password"</h1>
        <form method="post" action=action novalidate=true>
            <PasswordField name="password" label="New password" hint=choice::PASSWORD_HINT autocomplete="new-password" fault/>
            <p class="actions"><button class="button">"Save and sign in"</button></p>
        </form>
    }
}
