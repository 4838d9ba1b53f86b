//! The list of modules, a module's own page, and its images.

use crate::accounts::Visitor;
use crate::app::App;
use crate::clock;
use crate::error::{Error, Result};
use crate::layout::Layout;
use crate::learning::completion::SectionState;
use crate::learning::told::{self, Next};
use crate::learning::{Progress, progress};
use crate::library::{Library, Module, Section};
use crate::ui::counted;
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use leptos::prelude::*;

pub(super) async fn read_so_far(app: &App, visitor: &Visitor) -> Result<Progress> {
    Ok(match &visitor.0 {
        Some(actor) => progress(&app.db, &actor.id).await?,
        None => Progress::default(),
    })
}

/// `GET /modules`
pub(super) async fn list(State(app): State<App>, visitor: Visitor) -> Result<Response> {
    let library = app.library();
    let read = read_so_far(&app, &visitor).await?;
    let cards: Vec<_> = library
        .modules
        .iter()
        .map(|module| card(&library, module, &read))
        .collect();
    let layout = Layout::new(&app, &visitor, "Modules")
        .here("/modules")
        .shape("wide");
    Ok(layout.description("Modules on attachment and the therapeutic alliance, free to read.").render(|| {
        view! {
            <h1>"Modules"</h1>
            <p class="lead">"Free to read, in any order. If you sign in, we keep your place."</p>
            <ul class="shelf" role="list">{cards}</ul>
        }
    }))
}

fn minutes(module: &Module) -> u32 {
    module.sections.iter().map(|section| section.minutes).sum()
}

fn card(library: &Library, module: &Module, read: &Progress) -> impl IntoView + use<> {
    let units: Vec<String> = library
        .units_with_module(&module.slug)
        .map(|(_, unit)| format!("Unit {}: {}", unit.code, unit.title))
        .collect();
    let now = read.state(library, module);
    let state = match (now.count(), now.completed_at) {
        (_, Some(at)) => Some(view! { <p><span class="state" data-state="done">{format!("Done on {}", clock::date(at))}</span></p> }.into_any()),
        (0, None) if read.count(module) == 0 => None,
        (_, None) => Some(view! { <p class="meta">{told::count(&now)}</p> }.into_any()),
    };
    view! {
        <li class="sheet">
            <p class="kicker">{units.join(" · ")}</p>
            <h2><a href=format!("/modules/{}", module.slug)>{module.title.clone()}</a></h2>
            <p>{module.summary.clone()}</p>
            <p class="meta">{format!("{}, about {} minutes", counted(module.sections.len(), "section"), minutes(module))}</p>
            {state}
        </li>
    }
}

/// `GET /modules/{module}`
pub(super) async fn module(
    State(app): State<App>,
    visitor: Visitor,
    Path(slug): Path<String>,
) -> Result<Response> {
    let library = app.library();
    let module = library.module(&slug).ok_or(Error::NotFound)?;
    let read = read_so_far(&app, &visitor).await?;
    let state = read.state(&library, module);
    let next = told::next(&library, module, &read);
    let begun = state.completed_at.is_some()
        || state
            .sections
            .iter()
            .any(|section| section.is_read || section.completed_at.is_some());
    let so_far = begun.then(|| told::module(&library, module, &state));
    let units: Vec<_> = library
        .units_with_module(&slug)
        .map(|(specification, unit)| {
            view! { <li><a href=format!("/qualifications/{}", specification.slug)>{format!("{}: unit {}, {}", specification.title, unit.code, unit.title)}</a></li> }
        })
        .collect();
    let layout = Layout::new(&app, &visitor, module.title.clone())
        .here("/modules")
        .description(module.summary.clone());
    Ok(layout.render(|| {
        view! {
            <nav class="crumbs" aria-label="Where you are"><ol role="list"><li><a href="/modules">"Modules"</a></li></ol></nav>
            <Intro module=module.clone()/>
            {so_far.map(|words| view! { <p class="notice">{words}</p> })}
            {next.map(next_view)}
            <h2>"Sections"</h2>
            <ol class="path" role="list">{module.sections.iter().zip(&state.sections).map(|(section, state)| item(module, section, state)).collect::<Vec<_>>()}</ol>
            {(!units.is_empty()).then(|| view! { <h2>"This module belongs to"</h2><ul>{units}</ul> })}
        }
    }))
}

#[component]
fn Intro(module: Module) -> impl IntoView {
    let care = module.care.clone();
    view! {
        <h1>{module.title.clone()}</h1>
        <p class="lead">{module.summary.clone()}</p>
        <p class="meta">
            {format!(
                "{}, about {} minutes · {} · {} · review by {}",
                counted(module.sections.len(), "section"),
                minutes(&module),
                care.author,
                care.reviewer,
                clock::month(&care.review_by),
            )}
        </p>
        {module.content_note.clone().map(|note| view! { <p class="before"><strong>"Before you read. "</strong>{note}</p> })}
        <div class="prose" inner_html=module.body.clone()></div>
    }
}

/// The next thing to do, as a button; what there is to say of it first, unless the button says it all.
fn next_view(next: Next) -> impl IntoView {
    match next.words.ends_with('.') {
        true => view! { <p>{next.words}</p><p class="actions"><a class="button" href=next.address>{next.action}</a></p> }.into_any(),
        false => view! { <p class="actions"><a class="button" href=next.address>{next.words}</a></p> }.into_any(),
    }
}

fn item(module: &Module, section: &Section, state: &SectionState) -> impl IntoView + use<> {
    let note = told::section(state)
        .map(|words| format!(" · {words}"))
        .unwrap_or_default();
    view! {
        <li data-state=told::stone(state)>
            <a href=format!("/modules/{}/{}", module.slug, section.slug)>{section.title.clone()}</a>
            <small>{format!("{} minutes{note}", section.minutes)}</small>
        </li>
    }
}

/// `GET /modules/{module}/images/{image}`: SVG or PNG from the library. An SVG opened by itself may run nothing.
pub(super) async fn image(
    State(app): State<App>,
    Path((module, image)): Path<(String, String)>,
) -> Result<Response> {
    let library = app.library();
    let bytes = library
        .images
        .get(&format!("{module}/images/{image}"))
        .ok_or(Error::NotFound)?
        .clone();
    let kind = if image.ends_with(".svg") {
        "image/svg+xml"
    } else {
        "image/png"
    };
    let headers = [
        (header::CONTENT_TYPE, kind),
        (header::CACHE_CONTROL, "public, max-age=3600"),
    ];
    Ok((headers, bytes).into_response())
}
