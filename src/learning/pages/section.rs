//! The reading page: one section with its notes, its questions, and the way on.

use super::reading::{Contents, Heading, Turn, position};
use crate::accounts::{Actor, Role, Visitor};
use crate::app::App;
use crate::db::new_id;
use crate::error::{Error, Result};
use crate::form::Form;
use crate::layout::Layout;
use crate::learning::{Outline, Progress, store};
use crate::library::{Block, Library, Module, Section};
use crate::notes::pages::panel::Notes;
use crate::notes::{self, Note};
use crate::quizzes::asked::{Heard, Response as Given};
use crate::quizzes::parts::{QuestionForm, Shown};
use crate::quizzes::{Answer, latest_answers, practice, response};
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;
use serde::Deserialize;
use std::borrow::Cow;
use std::collections::BTreeSet;

/// An answer given without an account: it lives in the address and nowhere else.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Answered {
    #[serde(default)]
    quiz: String,
    #[serde(default)]
    question: String,
    /// The answer as JSON.
    #[serde(default)]
    given: String,
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
        None => (Progress::default(), Vec::new()),
    };
    let notes = notes_of(&app, &visitor, module, section).await?;
    let blocks = match notes.as_deref() {
        None | Some([]) => Cow::Borrowed(&section.blocks),
        Some(notes) => Cow::Owned(notes::beside::blocks(section, notes)),
    };
    let heard = |quiz: &str, question: &str| {
        let asked = practice::question(&library, quiz, question).ok()?;
        let now = (answered.quiz == quiz && answered.question == question)
            .then(|| serde_json::from_str(&answered.given).unwrap_or_default())
            .map(|given| response::clean(asked, &given))
            .filter(|given| response::is_complete(asked, given))
            .map(|given| practice::heard_again(asked, &given));
        now.or_else(|| practice::heard_before(asked, &answers))
    };
    let pieces: Vec<Piece> = blocks
        .iter()
        .filter_map(|block| piece(&library, block, heard))
        .collect();
    let has_island = notes.is_some()
        || pieces
            .iter()
            .any(|piece| matches!(piece, Piece::Question(..)));
    let notes = notes.map(|notes| {
        let (module, section, next) = (module.slug.clone(), section.clone(), new_id());
        view! { <Notes notes module section next/> }
    });
    let layout = Layout::new(
        &app,
        &visitor,
        format!("{} · {}", section.title, module.title),
    )
    .here("/modules")
    .shape("reading")
    .islands(has_island);
    let signed_in = visitor.0.is_some();
    let state = read.state(&library, module);
    Ok(layout.render(|| {
        view! {
            <Contents module=module.clone() here=section.slug.clone() read=read.clone() state signed_in/>
            <article class="text">
                <Heading module=module.clone() section=section.clone()/>
                {pieces.into_iter().map(|piece| piece.view(module, section)).collect::<Vec<_>>()}
                <Turn module=module.clone() here=section.slug.clone() signed_in done=read.has(&module.slug, &section.slug)/>
                {notes}
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

/// What the visitor has noted here; none for those who cannot keep notes, whose page stays the same for everybody.
async fn notes_of(
    app: &App,
    visitor: &Visitor,
    module: &Module,
    section: &Section,
) -> Result<Option<Vec<Note>>> {
    let learner = visitor.0.as_ref().filter(|actor| actor.is(Role::Learner));
    let Some(actor) = learner else {
        return Ok(None);
    };
    notes::store::beside(&app.db, actor, &module.slug, &section.slug)
        .await
        .map(Some)
}

/// What somebody has read, and their last answers to the questions on this page.
async fn known(app: &App, actor: &Actor, section: &Section) -> Result<(Progress, Vec<Answer>)> {
    let progress = store::progress(&app.db, &actor.id).await?;
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
    Ok((progress, answers))
}

/// A block with what its view needs.
enum Piece {
    Prose(String),
    Question(Box<Shown>),
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
            Some(Piece::Question(Box::new(practice::shown(
                quiz,
                asked,
                heard(quiz, question),
            ))))
        }
        Block::Quiz(id) => library.quiz(id).map(|quiz| Piece::Invitation {
            heading: quiz.title.clone(),
            text: format!(
                "{} questions. Nothing is timed, and you can stop and come back.",
                quiz.length()
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
        Block::Scenario(id) => library.scenario(id).map(|scenario| Piece::Invitation {
            heading: scenario.title.clone(),
            text: format!(
                "{} You can stop, come back, and try another line.",
                scenario.summary
            ),
            address: format!("/scenarios/{}", scenario.id),
            action: "Open the conversation",
        }),
        Block::Worksheet(id) => library.worksheet(id).map(|worksheet| Piece::Invitation {
            heading: worksheet.title.clone(),
            text: format!(
                "{} What you fill in is private until you hand it in.",
                worksheet.summary
            ),
            address: format!("/worksheets/{}", worksheet.id),
            action: "Open the worksheet",
        }),
    }
}

impl Piece {
    fn view(self, module: &Module, section: &Section) -> AnyView {
        match self {
            Piece::Prose(html) => view! { <div class="prose" inner_html=html></div> }.into_any(),
            Piece::Question(shown) => {
                let action = format!("/modules/{}/{}", module.slug, section.slug);
                view! { <QuestionForm shown=*shown action attempt=None fault=None/> }.into_any()
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

/// `POST /modules/{module}/{section}`: an answer to an embedded question, without scripts.
pub(super) async fn answer(
    State(app): State<App>,
    visitor: Visitor,
    Path((module, section)): Path<(String, String)>,
    form: Form,
) -> Result<Response> {
    let form = form.only(&["do", "quiz", "question", "answer-*"])?;
    let library = app.library();
    find(&library, &module, &section)?;
    let (quiz, question) = (form.text("quiz"), form.text("question"));
    let given = response::from_form(practice::question(&library, quiz, question)?, &form);
    let heard = practice::answer(&app, &visitor, quiz, question, &given).await?;
    let given = match &visitor.0 {
        Some(_) => String::new(),
        None => address_of(quiz, question, &heard.given),
    };
    Ok(Redirect::to(&format!("/modules/{module}/{section}{given}#{question}")).into_response())
}

/// The answer of somebody without an account, as it stands in the address.
fn address_of(quiz: &str, question: &str, given: &Given) -> String {
    let json = serde_json::Value::from_iter(given.clone()).to_string();
    let query: String = form_urlencoded::Serializer::new(String::new())
        .extend_pairs([("quiz", quiz), ("question", question), ("given", &json)])
        .finish();
    format!("?{query}")
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
    let outline = Outline::of(&library, module);
    store::read(&app.db, &actor, &outline, section, app.clock.now()).await?;
    let next = module.sections.get(position(module, &section.slug) + 1);
    let address = match next {
        Some(next) => format!("/modules/{}/{}", module.slug, next.slug),
        None => format!("/modules/{}", module.slug),
    };
    Ok(Redirect::to(&address).into_response())
}
