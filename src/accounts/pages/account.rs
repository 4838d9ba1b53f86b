//! One's own account: name, password, and where one is signed in.

use super::{Query, fault_of_waiting, refused, see_other, signed_in};
use crate::accounts::client::{Client, agent_in_words};
use crate::accounts::entry;
use crate::accounts::sessions::{self, Session};
use crate::accounts::{Actor, Token, Visitor, choice, letters, limits, mail, store};
use crate::app::App;
use crate::clock::{self, Millis};
use crate::error::{Error, Result};
use crate::form::{Faults, Form};
use crate::layout::Layout;
use crate::ui::{ErrorSummary, PasswordField, TextField};
use axum::extract::{Path, State};
use axum::response::Response;
use leptos::prelude::*;

pub(super) async fn show(
    State(app): State<App>,
    actor: Actor,
    Query(query): Query,
) -> Result<Response> {
    let notice = match query.raw("done") {
        "name" => Some("Saved. Certificates issued from now on carry this name."),
        "password" => Some("Your password is changed. Every other browser has been signed out."),
        "session" => Some("That browser is signed out."),
        "others" => Some("Every other browser is signed out."),
        _ => None,
    };
    let name = actor.name.clone();
    page(&app, actor, name, Faults::default(), notice).await
}

pub(super) async fn rename(State(app): State<App>, actor: Actor, form: Form) -> Result<Response> {
    let form = form.only(&["name"])?;
    let mut faults = Faults::default();
    let name = choice::name(&form, "your name", &mut faults);
    if !faults.is_empty() {
        return Ok(refused(
            page(&app, actor, form.raw("name").to_owned(), faults, None).await?,
        ));
    }
    let tx = app.db.begin().await?;
    store::rename(&tx, &actor.id, &name).await?;
    tx.commit().await?;
    Ok(see_other("/account?done=name"))
}

pub(super) async fn change_password(
    State(app): State<App>,
    actor: Actor,
    client: Client,
    form: Form,
) -> Result<Response> {
    let form = form.only(&["current-password", "new-password"])?;
    let faults = match new_password(&app, &client, &actor, &form).await {
        Ok(Ok(token)) => return Ok(signed_in(&app, &token, "/account?done=password")),
        Ok(Err(faults)) => faults,
        Err(error) => {
            let (faults, wait) = fault_of_waiting(error, "current-password")?;
            let name = actor.name.clone();
            return Ok(wait.on(page(&app, actor, name, faults, None).await?));
        }
    };
    let name = actor.name.clone();
    Ok(refused(page(&app, actor, name, faults, None).await?))
}

/// Changes the password if the current one is right, with the same limits as signing in: a borrowed browser must not try for long.
async fn new_password(
    app: &App,
    client: &Client,
    actor: &Actor,
    form: &Form,
) -> Result<Result<Token, Faults>> {
    let now = app.clock.now();
    limits::check(&app.db, &actor.email, client, now).await?;
    let mut faults = Faults::default();
    let is_right = knows_password(app, actor, form.raw("current-password")).await?;
    if !is_right {
        note_failure(app, client, actor).await?;
        faults.add("current-password", "This is not your present password.");
    }
    choice::password(form, "new-password", &actor.email, &actor.name, &mut faults);
    if !faults.is_empty() {
        return Ok(Err(faults));
    }
    let hash = app.passwords.hash(form.raw("new-password")).await?;
    let tx = app.db.begin().await?;
    limits::check(&tx, &actor.email, client, now).await?;
    store::set_password(&tx, &actor.id, &hash, now).await?;
    let letter = letters::password_changed(&actor.name, now);
    mail::queue(&tx, &actor.email, letter.subject, &letter.body, now).await?;
    let token = entry::begin(&tx, client, &actor.id, now).await?;
    tx.commit().await?;
    Ok(Ok(token))
}

/// Counts a wrong password; of many tries at once, those beyond the limit are not even told that they were wrong.
async fn note_failure(app: &App, client: &Client, actor: &Actor) -> Result<()> {
    let now = app.clock.now();
    let tx = app.db.begin().await?;
    limits::check(&tx, &actor.email, client, now).await?;
    limits::note(&tx, &actor.email, client, now).await?;
    tx.commit().await
}

async fn knows_password(app: &App, actor: &Actor, password: &str) -> Result<bool> {
    let person = store::credentials(&app.db, &actor.email).await?;
    let hash = person.and_then(|person| person.password_hash);
    app.passwords.verify(password, hash.as_deref()).await
}

/// Ends one of one's own sessions; another person's is not there.
pub(super) async fn end_session(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response> {
    form.only(&[])?;
    let tx = app.db.begin().await?;
    if !sessions::end_one(&actor, &tx, &id).await? {
        return Err(Error::NotFound);
    }
    tx.commit().await?;
    Ok(see_other("/account?done=session"))
}

pub(super) async fn end_others(
    State(app): State<App>,
    actor: Actor,
    form: Form,
) -> Result<Response> {
    form.only(&[])?;
    let tx = app.db.begin().await?;
    sessions::end_others(&actor, &tx).await?;
    tx.commit().await?;
    Ok(see_other("/account?done=others"))
}

async fn page(
    app: &App,
    actor: Actor,
    name: String,
    faults: Faults,
    notice: Option<&'static str>,
) -> Result<Response> {
    let now = app.clock.now();
    let sessions = sessions::of(&app.db, &actor, now).await?;
    let layout = Layout::new(app, &Visitor(Some(actor.clone())), "Your account");
    Ok(layout
        .here("/account")
        .shape("column account")
        .notice(notice)
        .render(move || {
            view! {
                <ErrorSummary faults=faults.clone()/>
                <h1>"Your account"</h1>
                <Name actor=actor.clone() name fault=faults.of("name")/>
                <Password faults/>
                <Sessions sessions here=actor.session_id now/>
                <SignOut/>
            }
        }))
}

#[component]
fn Name(actor: Actor, name: String, fault: Option<String>) -> impl IntoView {
    view! {
        <section class="sheet">
            <h2>"Name"</h2>
            <form method="post" action="/account/name" novalidate=true>
                <TextField name="name" label="Your name" hint=choice::NAME_HINT autocomplete="name" value=name fault/>
                <p class="actions"><button class="button">"Save the name"</button></p>
            </form>
            <dl class="facts">
                <dt>"Email address, with which you sign in"</dt>
                <dd>{actor.email.clone()}</dd>
                <dt>"What you are here"</dt>
                <dd>{super::roles::in_words(&actor.roles)}</dd>
            </dl>
        </section>
    }
}

#[component]
fn Password(faults: Faults) -> impl IntoView {
    view! {
        <section class="sheet">
            <h2>"Password"</h2>
            <form method="post" action="/account/password" novalidate=true>
                <PasswordField name="current-password" label="Present password" autocomplete="current-password"
                    fault=faults.of("current-password")/>
                <PasswordField name="new-password" label="New password" hint=choice::PASSWORD_HINT autocomplete="new-password"
                    fault=faults.of("new-password")/>
                <p class="actions"><button class="button">"Change the password"</button></p>
            </form>
        </section>
    }
}

#[component]
fn Sessions(sessions: Vec<Session>, here: String, now: Millis) -> impl IntoView {
    let has_others = sessions.len() > 1;
    let items: Vec<_> = sessions
        .into_iter()
        .map(|session| {
            let is_here = session.id == here;
            view! { <OneSession session is_here now/> }
        })
        .collect();
    view! {
        <section class="sheet">
            <h2>"Where you are signed in"</h2>
            <ul class="list apart" role="list">{items}</ul>
            {has_others.then(|| view! {
                <form method="post" action="/account/sessions/end-others">
                    <p class="actions"><button class="button quiet">"Sign out everywhere else"</button></p>
                </form>
            })}
        </section>
    }
}

#[component]
fn OneSession(session: Session, is_here: bool, now: Millis) -> impl IntoView {
    let browser = agent_in_words(&session.agent);
    let seen = format!(
        "Last used {} at {}",
        clock::ago(now, session.seen_at),
        clock::time_of_day(session.seen_at)
    );
    let since = format!("; signed in {}", clock::ago(now, session.created_at));
    let action = format!("/account/sessions/{}/end", session.id);
    let heading = if is_here {
        format!("This one: {browser}")
    } else {
        browser.clone()
    };
    view! {
        <li>
            <div><h3>{heading}</h3><p class="meta">{seen}{since}</p></div>
            {(!is_here).then(|| view! {
                <form method="post" action=action>
                    <button class="button quiet">"Sign out"<span class="unseen">" "{browser}</span></button>
                </form>
            })}
        </li>
    }
}

#[component]
fn SignOut() -> impl IntoView {
    view! {
        <form method="post" action="/sign-out">
            <p class="actions">
                <button class="button">"Sign out"</button>
                " "
                <button class="button plain" name="all" value="1">"Sign out everywhere"</button>
            </p>
        </form>
    }
}
