//! What whoever holds a pass sees first: what it opens, until when. And what a link says that opens nothing.

use crate::accounts::Visitor;
use crate::app::App;
use crate::clock;
use crate::error::{Error, Result};
use crate::layout::Layout;
use crate::library::Method;
use crate::passes::visits::{self, Look, Record};
use crate::passes::{Pass, State as Standing};
use crate::ui::counted;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use leptos::prelude::*;

/// The pass of a link; if it opens nothing, the page that says so. `asked` is what of it is wanted.
pub(super) async fn open(
    app: &App,
    visitor: &Visitor,
    link: &str,
    asked: &str,
) -> Result<std::result::Result<Pass, Response>> {
    let now = app.clock.now();
    let Some(pass) = visits::brought(&app.db, link).await? else {
        let words = "Perhaps a part of it was lost or changed on the way: copy all of it, in one piece. If that does not help, ask whoever gave it to you for a new one.";
        let page = closed(app, visitor, "This link is not whole", words.to_owned());
        return Ok(Err((StatusCode::NOT_FOUND, page).into_response()));
    };
    if pass.state(now) == Standing::Open {
        return Ok(Ok(pass));
    }
    visits::log(&app.db, &pass, Look::Refused(asked), now).await?;
    let words = match pass.withdrawn_at {
        Some(at) => format!(
            "It was withdrawn on {}. If you still need to look, ask {} for another.",
            clock::date(at),
            pass.given_by
        ),
        None => format!(
            "It ended with {}. If you still need to look, ask {} for another.",
            pass.last_day(),
            pass.given_by
        ),
    };
    let page = closed(app, visitor, "This pass opens nothing any more", words);
    Ok(Err((StatusCode::GONE, page).into_response()))
}

fn closed(app: &App, visitor: &Visitor, heading: &'static str, words: String) -> Response {
    Layout::new(app, visitor, heading).render(|| {
        view! {
            <h1>{heading}</h1>
            <p class="lead">{words}</p>
        }
    })
}

/// `GET /passes/{link}`
pub(super) async fn list(
    State(app): State<App>,
    visitor: Visitor,
    Path(link): Path<String>,
) -> Result<Response> {
    let pass = match open(&app, &visitor, &link, "/").await? {
        Ok(pass) => pass,
        Err(page) => return Ok(page),
    };
    let records = visits::records(&app.db, &pass).await?;
    visits::log(&app.db, &pass, Look::List, app.clock.now()).await?;
    let title = format!("What {} can look at", pass.organisation);
    let layout = Layout::new(&app, &visitor, title.clone());
    Ok(layout.render(|| {
        let count = counted(records.len(), "record");
        let called = match pass.shows_names {
            true => "",
            false => " Learners stand here by their initials and a reference, which is the same for everything of one learner.",
        };
        let items: Vec<_> = records.iter().map(|record| item(&pass, &link, record)).collect();
        view! {
            <p class="kicker">{format!("Pass for {}", pass.holder)}</p>
            <h1>{title}</h1>
            <p class="lead">{format!("{count}, drawn by internal quality assurance: what was handed in, what was decided, and what was found of that where somebody has looked at it. {}.", pass.words(app.clock.now()))}</p>
            <p>{format!("{} gave you this pass on {}. What you open is recorded, with the time; nothing here can be changed.{called}", pass.given_by, clock::date(pass.given_at))}</p>
            <ul class="list" role="list">{items}</ul>
        }
    }))
}

fn item(pass: &Pass, link: &str, record: &Record) -> impl IntoView + use<> {
    let address = format!("/passes/{link}/records/{}", record.submission_id);
    let (state, said) = match (record.sampled_at, &record.sampled_by) {
        (Some(at), Some(by)) => ("done", format!("Looked at by {by} on {}", clock::date(at))),
        _ => ("ahead", "Drawn, and not looked at yet".to_owned()),
    };
    view! {
        <li>
            <h2><a href=address>{title(pass, record)}</a></h2>
            <p class="meta">{format!("Decided by {}", record.assessor)}</p>
            <p><span class="state" data-state=state>{said}</span></p>
        </li>
    }
}

/// What a record is called.
pub(super) fn title(pass: &Pass, record: &Record) -> String {
    let kind = Method::title_of(&record.method);
    format!("{kind}: unit {}, {}", record.unit, record.learner(pass))
}

/// `GET /passes/{link}/{*rest}`: nothing else is there, and that somebody asked is logged.
pub(super) async fn elsewhere(
    State(app): State<App>,
    visitor: Visitor,
    Path((link, rest)): Path<(String, String)>,
) -> Result<Response> {
    let asked = format!("/{rest}");
    match open(&app, &visitor, &link, &asked).await? {
        Ok(pass) => Err(refused(&app, &pass, &asked).await?),
        Err(page) => Ok(page),
    }
}

/// Logs a look at what a pass does not open.
pub(super) async fn refused(app: &App, pass: &Pass, asked: &str) -> Result<Error> {
    visits::log(&app.db, pass, Look::Refused(asked), app.clock.now()).await?;
    Ok(Error::NotFound)
}
