//! Making an account, which signs in at once: a trainee with one free evening does not wait for mail.
//!
//! So an address that has an account cannot be hidden altogether. The answer stays vague, costs the same work as success, and
//! counts towards the limit of the visitor's address, which makes trying out many addresses slow.

use super::{Query, fault_of_waiting, refused, see_other, signed_in};
use crate::accounts::client::Client;
use crate::accounts::entry::{self, Chosen};
use crate::accounts::next::local;
use crate::accounts::{Visitor, choice};
use crate::app::App;
use crate::error::Result;
use crate::form::{Faults, Form};
use crate::layout::Layout;
use crate::ui::{ErrorSummary, PasswordField, TextField};
use axum::extract::State;
use axum::response::Response;
use leptos::prelude::*;

pub(super) async fn show(
    State(app): State<App>,
    visitor: Visitor,
    Query(query): Query,
) -> Response {
    match visitor.0 {
        Some(_) => see_other(local(query.raw("next"))),
        None => page(&app, &query, Faults::default()),
    }
}

pub(super) async fn sign_up(
    State(app): State<App>,
    client: Client,
    form: Form,
) -> Result<Response> {
    let form = form.only(&["name", "email", "password", "next"])?;
    let mut faults = Faults::default();
    let name = choice::name(&form, "your name", &mut faults);
    let email = choice::email(&form, &mut faults);
    choice::password(&form, "password", &email, &name, &mut faults);
    if !faults.is_empty() {
        return Ok(refused(page(&app, &form, faults)));
    }
    let chosen = Chosen {
        name: &name,
        email: &email,
        password: form.raw("password"),
    };
    match entry::by_sign_up(&app, &client, chosen).await {
        Ok(Some(token)) => Ok(signed_in(&app, &token, local(form.raw("next")))),
        Ok(None) => {
            faults.add("email", "An account with this address may exist already. Sign in, or choose a new password.");
            Ok(refused(page(&app, &form, faults)))
        }
        Err(error) => {
            let (faults, wait) = fault_of_waiting(error, "email")?;
            Ok(wait.on(page(&app, &form, faults)))
        }
    }
}

fn page(app: &App, form: &Form, faults: Faults) -> Response {
    let typed = |field: &str| form.raw(field).to_owned();
    let (name, email, next) = (
        typed("name"),
        typed("email"),
        local(form.raw("next")).to_owned(),
    );
    Layout::new(app, &Visitor(None), "Make an account")
        .render(move || view! { <SignUp name email next faults/> })
}

#[component]
fn SignUp(name: String, email: String, next: String, faults: Faults) -> impl IntoView {
    let of = |field| faults.of(field);
    let (name_fault, email_fault, password_fault) = (of("name"), of("email"), of("password"));
    view! {
        <ErrorSummary faults/>
        <h1>"Make an account"</h1>
        <p class="lead">"Your name stands on certificates. Nobody but you sees what you write until you hand it in."</p>
        <form method="post" action="/sign-up" novalidate=true>
            <input type="hidden" name="next" value=next/>
            <TextField name="name" label="Your name" hint=choice::NAME_HINT autocomplete="name" value=name fault=name_fault/>
            <TextField name="email" label="Email address" hint="At work or at home; we write only about your learning."
                kind="email" autocomplete="email" value=email fault=email_fault/>
            <PasswordField name="password" label="Password" hint=choice::PASSWORD_HINT autocomplete="new-password" fault=password_fault/>
            <p class="actions">
                <button class="button">"Make my account"</button>
                " "
                <a href="/sign-in">"I have one already"</a>
            </p>
        </form>
    }
}
