//! The parts of the reading page that stand around the text: contents, heading, and the way on.

use crate::clock;
use crate::learning::completion::ModuleState;
use crate::learning::{Progress, told};
use crate::library::{Module, Section};
use leptos::prelude::*;

/// The module's sections as a path walked.
#[component]
pub fn Contents(
    module: Module,
    here: String,
    read: Progress,
    state: ModuleState,
    signed_in: bool,
) -> impl IntoView {
    let count = read.count(&module);
    let minutes = read.minutes_left(&module);
    let progress = match (signed_in, count == module.sections.len()) {
        (false, _) => format!(
            "{} sections · about {minutes} minutes",
            module.sections.len()
        ),
        (true, true) => "All read".to_owned(),
        (true, false) => format!(
            "{count} of {} read · about {minutes} minutes left",
            module.sections.len()
        ),
    };
    let item = |section: &Section| {
        let known = state
            .sections
            .iter()
            .find(|one| one.section == section.slug);
        let words = known
            .and_then(told::in_short)
            .map(|words| format!(" ({words})"));
        let state = match section.slug == here {
            true => "here",
            false => known.map_or("ahead", told::stone),
        };
        let current = (section.slug == here).then_some("page");
        view! {
            <li data-state=state>
                <a href=format!("/modules/{}/{}", module.slug, section.slug) aria-current=current>
                    {section.title.clone()}
                    {words.map(|words| view! { <span class="unseen">{words}</span> })}
                </a>
            </li>
        }
    };
    let items: Vec<_> = module.sections.iter().map(item).collect();
    view! {
        <div class="contents">
            <details class="fold"><summary>"Contents"</summary></details>
            <nav aria-label="Contents of this module">
                <p class="path-title"><a href=format!("/modules/{}", module.slug)>{module.title.clone()}</a></p>
                <ol class="path" role="list">{items}</ol>
                <p class="meta">{progress}</p>
            </nav>
        </div>
    }
}

#[component]
pub fn Heading(module: Module, section: Section) -> impl IntoView {
    let number = position(&module, &section.slug) + 1;
    let next = module
        .sections
        .get(number)
        .map(|next| format!("/modules/{}/{}", module.slug, next.slug));
    let skip = next.map(
        |next| view! { " You can "<a href=next>"skip to the next section"</a>" and come back." },
    );
    let care = &module.care;
    view! {
        <header>
            <p class="kicker">{format!("Section {number} of {}", module.sections.len())}</p>
            <h1>{section.title.clone()}</h1>
            <p class="meta">
                {format!(
                    "{} minutes · written by the {} · {} · review by {}",
                    section.minutes,
                    lower_first(&care.author),
                    care.reviewer,
                    clock::month(&care.review_by),
                )}
            </p>
            {section.content_note.clone().map(|note| view! {
                <p class="before"><strong>"Before you read. "</strong>{note}{skip}</p>
            })}
        </header>
    }
}

fn lower_first(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or(String::new(), |first| {
        first.to_lowercase().chain(chars).collect()
    })
}

pub(super) fn position(module: &Module, slug: &str) -> usize {
    module
        .sections
        .iter()
        .position(|section| section.slug == slug)
        .unwrap_or(0)
}

/// Previous and next. Going on is what records that a section has been read.
#[component]
pub fn Turn(module: Module, here: String, signed_in: bool, done: bool) -> impl IntoView {
    let index = position(&module, &here);
    let address = |section: &Section| format!("/modules/{}/{}", module.slug, section.slug);
    let previous = index.checked_sub(1).and_then(|i| module.sections.get(i));
    let previous =
        previous.map(|s| view! { <a href=address(s) rel="prev">{format!("← {}", s.title)}</a> });
    let next = module.sections.get(index + 1);
    let words = next.map_or("Back to the module".to_owned(), |s| s.title.clone());
    let target = next.map_or(format!("/modules/{}", module.slug), address);
    let on = match signed_in && !done {
        true => view! {
            <form method="post" action=format!("/modules/{}/{here}/reading", module.slug)>
                <button class="button">{format!("I have read this: go on to “{words}”")}</button>
            </form>
        }
        .into_any(),
        false => {
            view! { <a class="button" href=target rel="next">{format!("{words} →")}</a> }.into_any()
        }
    };
    view! { <nav class="turn" aria-label="Previous and next section">{previous}{on}</nav> }
}
