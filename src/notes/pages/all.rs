//! All one's notes, by module and section, to read through or to print.

use super::panel::Words;
use crate::accounts::{Learner, Visitor};
use crate::app::App;
use crate::clock;
use crate::error::Result;
use crate::layout::Layout;
use crate::library::Library;
use crate::notes::text::Text;
use crate::notes::{Note, Spot, store};
use crate::ui::{Empty, counted};
use axum::extract::{Query, State};
use axum::response::Response;
use leptos::prelude::*;
use serde::Deserialize;

#[derive(Debug, Default, Deserialize)]
pub(super) struct Said {
    #[serde(default)]
    said: String,
}

/// `GET /notes`
pub(super) async fn notes(
    State(app): State<App>,
    Learner(actor): Learner,
    Query(said): Query<Said>,
) -> Result<Response> {
    let library = app.library();
    let notes = store::all(&app.db, &actor).await?;
    let notice = (said.said == "removed").then_some("The note is gone.");
    let is_empty = notes.is_empty();
    let count = counted(notes.len(), "note");
    let modules: Vec<_> = by_module(&library, notes)
        .into_iter()
        .map(|(title, notes)| module_view(&library, title, notes))
        .collect();
    let name = actor.name.clone();
    Ok(Layout::new(&app, &Visitor(Some(actor)), "Your notes").notice(notice).render(|| {
        view! {
            <article class="document my-notes">
                <p class="kicker">"Secure Base · private"</p>
                <h1>"Your notes"</h1>
                <p class="meta">{format!("{count} by {name}. Only you can see them; search finds them for you alone.")}</p>
                {is_empty.then(|| view! { <Empty words="What you note beside a section will be here. Open one, and look for “Your notes” below the text."/> })}
                {modules}
            </article>
            <p class="actions meta">"“Print” in your browser’s menu prints these notes alone, or saves them as a PDF."</p>
        }
    }))
}

/// The notes of each module, in the library's order of modules and sections; those whose module is gone come last.
fn by_module(library: &Library, mut notes: Vec<Note>) -> Vec<(String, Vec<Note>)> {
    let place = |note: &Note| {
        let module = library
            .modules
            .iter()
            .position(|module| module.slug == note.module);
        let section = module.and_then(|at| {
            library.modules[at]
                .sections
                .iter()
                .position(|section| section.slug == note.section)
        });
        (
            module.unwrap_or(usize::MAX),
            note.module.clone(),
            section.unwrap_or(usize::MAX),
            note.section.clone(),
        )
    };
    notes.sort_by_cached_key(place);
    let groups = notes.chunk_by(|one, other| one.module == other.module);
    let title = |slug: &str| {
        library
            .module(slug)
            .map_or("A module that is no longer here".to_owned(), |module| {
                module.title.clone()
            })
    };
    groups
        .map(|group| (title(&group[0].module), group.to_vec()))
        .collect()
}

fn module_view(library: &Library, title: String, notes: Vec<Note>) -> impl IntoView + use<> {
    let items: Vec<_> = notes.iter().map(|note| item(library, note)).collect();
    view! {
        <section>
            <h2>{title}</h2>
            <ul class="list" role="list">{items}</ul>
        </section>
    }
}

fn item(library: &Library, note: &Note) -> impl IntoView + use<> {
    let section = library
        .module(&note.module)
        .and_then(|module| module.section(&note.section));
    let text = section.map(Text::of).unwrap_or_default();
    let changed = section.is_some() && note.spot(&text) == Spot::Changed;
    let heading = text
        .heading(&note.anchor)
        .map(|heading| format!(", {}", text.words_of(heading)))
        .unwrap_or_default();
    let words = match section {
        Some(section) => format!("{}{heading}", section.title),
        None => "In a section that is no longer here".to_owned(),
    };
    let place = match note.address(library) {
        Some(address) => view! { <a href=address>{words}</a> }.into_any(),
        None => words.into_any(),
    };
    view! {
        <li class="entry">
            <p class="meta">{place}</p>
            <Words note=note.clone() changed/>
            <p class="meta">{format!("{} · ", clock::date(note.changed_at))}<a href=format!("/notes/{}", note.id)>"Change or take away"</a></p>
        </li>
    }
}
