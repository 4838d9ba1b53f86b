//! A note of one's own, to keep, to change, to take away.

use super::panel::NoteFields;
use crate::accounts::{Learner, Visitor};
use crate::app::App;
use crate::clock;
use crate::db::new_id;
use crate::error::{Error, Result};
use crate::form::{Faults, Form};
use crate::layout::Layout;
use crate::library::{Library, Module, Section};
use crate::notes::draft::{self, FIELDS};
use crate::notes::{Note, store};
use crate::portfolio::pieces::Private;
use crate::ui::{ErrorSummary, TextArea};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;

fn find<'l>(
    library: &'l Library,
    module: &str,
    section: &str,
) -> Option<(&'l Module, &'l Section)> {
    let module = library.module(module)?;
    Some((module, module.section(section)?))
}

/// `POST /modules/{module}/{section}/notes`
pub(super) async fn keep(
    State(app): State<App>,
    Learner(actor): Learner,
    Path((module, section)): Path<(String, String)>,
    form: Form,
) -> Result<Response> {
    let form = form.only(&FIELDS)?;
    let library = app.library();
    let (module, section) = find(&library, &module, &section).ok_or(Error::NotFound)?;
    let (new, faults) = draft::read(&form, section);
    if !faults.is_empty() {
        let page = new_page(&app, &Visitor(Some(actor)), module, section, &form, faults);
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    }
    store::keep(
        &app.db,
        &actor,
        &module.slug,
        section,
        &new,
        app.clock.now(),
    )
    .await?;
    Ok(Redirect::to(&format!(
        "/modules/{}/{}#note-{}",
        module.slug, section.slug, new.id
    ))
    .into_response())
}

/// The form for a new note on a page of its own, with everything that was typed.
fn new_page(
    app: &App,
    visitor: &Visitor,
    module: &Module,
    section: &Section,
    typed: &Form,
    faults: Faults,
) -> Response {
    let action = format!("/modules/{}/{}/notes", module.slug, section.slug);
    let next = match typed.text("note") {
        "" => new_id(),
        id => id.to_owned(),
    };
    Layout::new(app, visitor, "A note").here("/modules").render(|| {
        view! {
            <ErrorSummary faults=faults.clone()/>
            <Where module=module.clone() section=section.clone()/>
            <h1>"A note"</h1>
            <Private told="Only you can see this."/>
            <form method="post" action=action><NoteFields section=section.clone() typed=typed.clone() faults next/></form>
        }
    })
}

#[component]
fn Where(module: Module, section: Section) -> impl IntoView {
    view! {
        <nav class="crumbs" aria-label="Where you are">
            <ol role="list">
                <li><a href="/notes">"Your notes"</a></li>
                <li><a href=format!("/modules/{}/{}", module.slug, section.slug)>{format!("{}: {}", module.title, section.title)}</a></li>
            </ol>
        </nav>
    }
}

/// `GET /notes/{id}`
pub(super) async fn note(
    State(app): State<App>,
    Learner(actor): Learner,
    Path(id): Path<String>,
) -> Result<Response> {
    let note = store::note(&app.db, &actor, &id, app.clock.now()).await?;
    let (body, revision) = (note.body.clone(), note.revision);
    Ok(page(
        &app,
        &Visitor(Some(actor)),
        &note,
        body,
        revision,
        Faults::default(),
    ))
}

/// The note with this text in its form, which may differ from what is kept.
fn page(
    app: &App,
    visitor: &Visitor,
    note: &Note,
    body: String,
    revision: i64,
    faults: Faults,
) -> Response {
    let library = app.library();
    let place = find(&library, &note.module, &note.section)
        .map(|(module, section)| (module.clone(), section.clone()));
    let quote = (!note.quote.is_empty())
        .then(|| view! { <blockquote>{note.quote.clone()}</blockquote> }.into_any());
    let newer = (revision == note.revision && body != note.body && !faults.is_empty() && !note.body.is_empty())
        .then(|| view! { <section class="sheet"><h2>"As it is kept now"</h2><div inner_html=crate::ui::paragraphs(&note.body)></div></section> }.into_any());
    let hidden =
        |name: &'static str, value: String| view! { <input type="hidden" name=name value=value/> };
    Layout::new(app, visitor, "A note").render(|| {
        view! {
            <ErrorSummary faults=faults.clone()/>
            {place.map(|(module, section)| view! { <Where module section/> })}
            <h1>"A note"</h1>
            <Private told="Only you can see this."/>
            {quote}
            {newer}
            <form method="post" action=format!("/notes/{}", note.id)>
                {hidden("revision", revision.to_string())}
                {hidden("module", note.module.clone())}
                {hidden("section", note.section.clone())}
                {hidden("note-place", note.anchor.clone())}
                {hidden("note-quote", note.quote.clone())}
                <TextArea name="note-text" label="Your note" rows=8 value=body fault=faults.of("note-text")/>
                <p class="actions">
                    <button class="button" name="do" value="save">"Save"</button>
                    <button class="button quiet" name="do" value="remove">"Take it away for good"</button>
                </p>
            </form>
            <p class="meta">{format!("Made on {}, changed last on {}.", clock::date(note.created_at), clock::date_and_time(note.changed_at))}</p>
        }
    })
}

/// `POST /notes/{id}`: changes it, or takes it away. What was typed comes back if another window was faster, even one that took it away.
pub(super) async fn change(
    State(app): State<App>,
    Learner(actor): Learner,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response> {
    let form = form.only(&[
        "do",
        "revision",
        "module",
        "section",
        "note-place",
        "note-quote",
        "note-text",
    ])?;
    let note = match store::note(&app.db, &actor, &id, app.clock.now()).await {
        Err(Error::NotFound) => return gone(&app, Visitor(Some(actor)), &form),
        note => note?,
    };
    let (body, revision) = (
        form.text("note-text"),
        form.text("revision").parse().unwrap_or(0),
    );
    let is_removal = form.text("do") == "remove";
    let mut faults = Faults::default();
    if !is_removal {
        draft::check(body, !note.quote.is_empty(), &mut faults);
    }
    let outcome = match (faults.is_empty(), is_removal) {
        (false, _) => Err(Error::conflict("")),
        (true, true) => store::remove(&app.db, &actor, &id, revision).await,
        (true, false) => store::change(&app.db, &actor, &id, body, revision, app.clock.now()).await,
    };
    match outcome {
        Ok(()) if is_removal => Ok(Redirect::to("/notes?said=removed").into_response()),
        Ok(()) => Ok(Redirect::to(
            &note
                .address(&app.library())
                .unwrap_or_else(|| "/notes".to_owned()),
        )
        .into_response()),
        Err(Error::Conflict(words)) => {
            let kept = store::note(&app.db, &actor, &id, app.clock.now()).await?;
            if faults.is_empty() {
                faults.add("note-text", format!("{words} Both texts are safe: the form holds yours, the other is kept. Save again to keep this one."));
            }
            let page = page(
                &app,
                &Visitor(Some(actor)),
                &kept,
                body.to_owned(),
                kept.revision,
                faults,
            );
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        Err(error) => Err(error),
    }
}

/// A note that is no longer there: what was typed can be kept as a new one.
fn gone(app: &App, visitor: Visitor, form: &Form) -> Result<Response> {
    let library = app.library();
    let found = find(&library, form.text("module"), form.text("section"));
    let (module, section) = found
        .filter(|_| !form.text("note-text").is_empty())
        .ok_or(Error::NotFound)?;
    let typed: Form = form
        .fields()
        .iter()
        .filter(|(name, _)| name.starts_with("note-"))
        .cloned()
        .collect();
    let mut faults = Faults::default();
    faults.add("note-text", "This note is no longer there: it may have been taken away in another window. What you typed can be kept as a new one.");
    let page = new_page(app, &visitor, module, section, &typed, faults);
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}
