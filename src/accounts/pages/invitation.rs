//! Accepting an invitation: a name, a password, and one is in.

use super::{link, refused, signed_in};
use crate::accounts::client::Client;
use crate::accounts::entry::{self, Chosen};
use crate::accounts::links::{self, Purpose};
use crate::accounts::{Visitor, choice};
use crate::app::App;
use crate::error::Result;
use crate::form::{Faults, Form};
use crate::layout::Layout;
use crate::ui::{ErrorSummary, PasswordField, TextField};
use axum::extract::{Path, State};
use axum::response::Response;
use leptos::prelude::*;

/// What the page shows.
#[derive(Debug, Clone)]
struct Invited {
    action: String,
    name: String,
    email: String,
}

impl Invited {
    fn new(token: &str, name: &str, email: &str) -> Self {
        let action = links::path(Purpose::Invitation, token);
        Invited {
            action,
            name: name.to_owned(),
            email: email.to_owned(),
        }
    }
}

pub(super) async fn show(
    State(app): State<App>,
    visitor: Visitor,
    Path(token): Path<String>,
) -> Result<Response> {
    let holder = match link::holder(&app, &visitor, Purpose::Invitation, &token).await? {
        Ok(holder) => holder,
        Err(dead) => return Ok(dead),
    };
    let invited = Invited::new(&token, &holder.name, &holder.email);
    Ok(page(&app, &visitor, invited, Faults::default()))
}

pub(super) async fn accept(
    State(app): State<App>,
    visitor: Visitor,
    Path(token): Path<String>,
    client: Client,
    form: Form,
) -> Result<Response> {
    let form = form.only(&["name", "password"])?;
    let holder = match link::holder(&app, &visitor, Purpose::Invitation, &token).await? {
        Ok(holder) => holder,
        Err(dead) => return Ok(dead),
    };
    let mut faults = Faults::default();
    let name = choice::name(&form, "your name", &mut faults);
    choice::password(&form, "password", &holder.email, &name, &mut faults);
    if !faults.is_empty() {
        let invited = Invited::new(&token, form.raw("name"), &holder.email);
        return Ok(refused(page(&app, &visitor, invited, faults)));
    }
    let chosen = Chosen {
        name: &name,
        email: &holder.email,
        password: form.raw("password"),
    };
    match entry::by_link(
        &app,
        &client,
        Purpose::Invitation,
        &token,
        &holder.id,
        chosen,
    )
    .await?
    {
        Some(session) => Ok(signed_in(&app, &session, "/")),
        None => Ok(link::too_late(&app, &visitor, Purpose::Invitation)),
    }
}

fn page(app: &App, visitor: &Visitor, invited: Invited, faults: Faults) -> Response {
    Layout::new(app, visitor, "Welcome to Secure Base")
        .render(move || view! { <Invitation invited faults/> })
}

#[component]
fn Invitation(invited: Invited, faults: Faults) -> impl IntoView {
    let (name_fault, password_fault) = (faults.of("name"), faults.of("password"));
    let Invited {
        action,
        name,
        email,
    } = invited;
    view! {
        <ErrorSummary faults/>
        <h1>"Welcome to Secure Base"</h1>
        <p class="lead">"You are invited. Choose a password, and you are in."</p>
        <dl class="facts"><dt>"Email address, with which you sign in"</dt><dd>{email}</dd></dl>
        <form method="post" action=action novalidate=true>
            <TextField name="name" label="Your name" hint=choice::NAME_HINT autocomplete="name" value=name fault=name_fault/>
            <PasswordField name="password" label="Password" hint=choice::PASSWORD_HINT autocomplete="new-password" fault=password_fault/>
            <p class="actions"><button class="button">"Save and sign in"</button></p>
        </form>
    }
}
