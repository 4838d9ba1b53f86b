//! The reading page: one section with its notes, its questions, and the way on.

use crate::accounts::{Actor, Visitor};
use crate::app::App;
use crate::clock;
use crate::error::{Error, Result};
use crate::form::Form;
use crate::layout::Layout;
use crate::learning::{Read, store};
use crate::library::{Block, Library, Module, Section};
use crate::quizzes::island::{Heard, Question};
use crate::quizzes::{Answer, latest_answers, practice};
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;
use serde::Deserialize;
use std::collections::BTreeSet;

/// An answer given without an account: it lives in the address and nowhere else.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Answered {
    #[serde(default)]
    quiz: String,
    #[serde(default)]
    question: String,
    /// Option keys with commas between them.
    #[serde(default)]
    chosen: String,
}

/// `GET /modules/{module}/{section}`
pub(super) async fn section(
    State(app): State<App>,
    visitor: Visitor,
    Path((module, section)): Path<(String, String)>,
    Query(answered): Query<Answered>,
) -> Result<Response> {
    let library = app.library();
    let (module, section) = find(&library, &module, &section)?;
    let (read, answers) = match &visitor.0 {
        Some(actor) => known(&app, actor, section).await?,
        None => (Read::default(), Vec::new()),
    };
    let heard = |quiz: &str, question: &str| {
        let asked = practice::question(&library, quiz, question).ok()?;
        let now =
            (answered.quiz == quiz && answered.question == question && !answered.chosen.is_empty())
                .then(|| {
                    practice::heard(
                        asked,
                        &answered
                            .chosen
                            .split(',')
                            .map(str::to_owned)
                            .collect::<Vec<_>>(),
                    )
                });
        now.or_else(|| practice::heard_before(asked, &answers))
    };
    let pieces: Vec<Piece> = section
        .blocks
        .iter()
        .filter_map(|block| piece(&library, block, heard))
        .collect();
    let has_island = pieces
        .iter()
        .any(|piece| matches!(piece, Piece::Question(..)));
    let layout = Layout::new(
        &app,
        &visitor,
        format!("{} · {}", section.title, module.title),
    )
    .here("/modules")
    .shape("reading")
    .islands(has_island);
    let signed_in = visitor.0.is_some();
    Ok(layout.render(|| {
        view! {
            <Contents module=module.clone() here=section.slug.clone() read=read.clone() signed_in/>
            <article class="text">
                <Heading module=module.clone() section=section.clone()/>
                {pieces.into_iter().map(|piece| piece.view(module, section)).collect::<Vec<_>>()}
                <Turn module=module.clone() here=section.slug.clone() signed_in done=read.has(&module.slug, &section.slug)/>
            </article>
        }
    }))
}

fn find<'a>(
    library: &'a Library,
    module: &str,
    section: &str,
) -> Result<(&'a Module, &'a Section)> {
    let module = library.module(module).ok_or(Error::NotFound)?;
    Ok((module, module.section(section).ok_or(Error::NotFound)?))
}

/// What somebody has read, and their last answers to the questions on this page.
async fn known(app: &App, actor: &Actor, section: &Section) -> Result<(Read, Vec<Answer>)> {
    let readings = store::readings(&app.db, &actor.id).await?;
    let quizzes: BTreeSet<&str> = section
        .blocks
        .iter()
        .filter_map(|block| match block {
            Block::Question { quiz, .. } => Some(quiz.as_str()),
            _ => None,
        })
        .collect();
    let mut answers = Vec::new();
    for quiz in quizzes {
        answers.extend(latest_answers(&app.db, &actor.id, quiz).await?);
    }
    Ok((Read::new(&readings), answers))
}

/// A block with what its view needs.
enum Piece {
    Prose(String),
    Question(crate::quizzes::island::Asked, Option<Heard>),
    Invitation {
        heading: String,
        text: String,
        address: String,
        action: &'static str,
    },
}

fn piece(
    library: &Library,
    block: &Block,
    heard: impl Fn(&str, &str) -> Option<Heard>,
) -> Option<Piece> {
    match block {
        Block::Prose(html) => Some(Piece::Prose(html.clone())),
        Block::Question { quiz, question } => {
            let asked = practice::question(library, quiz, question).ok()?;
            Some(Piece::Question(
                practice::asked(quiz, asked),
                heard(quiz, question),
            ))
        }
        Block::Quiz(id) => library.quiz(id).map(|quiz| Piece::Invitation {
            heading: quiz.title.clone(),
            text: format!(
                "{} questions. Nothing is timed, and you can stop and come back.",
                quiz.questions.len()
            ),
            address: format!("/quizzes/{}", quiz.id),
            action: "Go to the quiz",
        }),
        Block::Reflection(id) => library.reflection(id).map(|reflection| Piece::Invitation {
            heading: reflection.title.clone(),
            text: "What you write is private until you hand it in.".to_owned(),
            address: format!("/reflections/{}", reflection.id),
            action: "Open the reflection",
        }),
    }
}

impl Piece {
    fn view(self, module: &Module, section: &Section) -> AnyView {
        match self {
            Piece::Prose(html) => view! { <div class="prose" inner_html=html></div> }.into_any(),
            Piece::Question(asked, heard) => {
                let action = format!("/modules/{}/{}", module.slug, section.slug);
                view! { <Question asked action heard/> }.into_any()
            }
            Piece::Invitation {
                heading,
                text,
                address,
                action,
            } => view! {
                <section class="question sheet">
                    <h2>{heading}</h2>
                    <p>{text}</p>
                    <p class="actions"><a class="button" href=address>{action}</a></p>
                </section>
            }
            .into_any(),
        }
    }
}

/// The module's sections as a path walked.
#[component]
fn Contents(module: Module, here: String, read: Read, signed_in: bool) -> impl IntoView {
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
        let (state, words) = match (section.slug == here, read.has(&module.slug, &section.slug)) {
            (true, _) => ("here", None),
            (false, true) => ("done", Some(" (read)")),
            (false, false) => ("ahead", None),
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
fn Heading(module: Module, section: Section) -> impl IntoView {
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

fn position(module: &Module, slug: &str) -> usize {
    module
        .sections
        .iter()
        .position(|section| section.slug == slug)
        .unwrap_or(0)
}

/// Previous and next. Going on is what records that a section has been read.
#[component]
fn Turn(module: Module, here: String, signed_in: bool, done: bool) -> impl IntoView {
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

/// `POST /modules/{module}/{section}`: an answer to an embedded question, without scripts.
pub(super) async fn answer(
    State(app): State<App>,
    visitor: Visitor,
    Path((module, section)): Path<(String, String)>,
    form: Form,
) -> Result<Response> {
    let form = form.only(&["quiz", "question", "choice"])?;
    find(&app.library(), &module, &section)?;
    let (quiz, question) = (form.text("quiz"), form.text("question"));
    let chosen: Vec<String> = form.all("choice").map(str::to_owned).collect();
    let heard = practice::answer(&app, &visitor, quiz, question, &chosen).await?;
    let given = match &visitor.0 {
        Some(_) => String::new(),
        None => format!(
            "?quiz={quiz}&question={question}&chosen={}",
            heard.chosen.join(",")
        ),
    };
    Ok(Redirect::to(&format!("/modules/{module}/{section}{given}#{question}")).into_response())
}

/// `POST /modules/{module}/{section}/reading`: read, and on to the next.
pub(super) async fn read(
    State(app): State<App>,
    actor: Actor,
    Path((module, section)): Path<(String, String)>,
    form: Form,
) -> Result<Response> {
    form.only(&[])?;
    let library = app.library();
    let (module, section) = find(&library, &module, &section)?;
    store::read(&app.db, &actor, &module.slug, section, app.clock.now()).await?;
    let next = module.sections.get(position(module, &section.slug) + 1);
    let address = match next {
        Some(next) => format!("/modules/{}/{}", module.slug, next.slug),
        None => format!("/modules/{}", module.slug),
    };
    Ok(Redirect::to(&address).into_response())
}
