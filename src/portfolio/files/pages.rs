//! The page on which files are added to evidence and taken away, and the files themselves.

use super::shelf::{LARGEST, Unfit};
use super::upload::{READ, Upload};
use super::{Attached, list, names, store};
use crate::accounts::{Actor, Learner, Visitor};
use crate::app::App;
use crate::clock;
use crate::error::{Error, Result};
use crate::form::{Faults, Form};
use crate::layout::{self, Layout};
use crate::portfolio::store as evidence;
use crate::ui::{ErrorSummary, Fault, TextField};
use crate::versions;
use axum::Router;
use axum::body::Body;
use axum::extract::{DefaultBodyLimit, Multipart, Path, Query, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use leptos::prelude::*;
use serde::Deserialize;
use tokio_util::io::ReaderStream;

/// The longest description, characters.
const LONGEST: usize = 500;

/// Nothing in a file runs, loads or sends anything, even where a browser shows it and does not save it.
pub(crate) const POLICY: &str =
    "sandbox; default-src 'none'; form-action 'none'; frame-ancestors 'none'";

pub fn routes() -> Router<App> {
    Router::new()
        .route(
            "/evidence/{id}/files",
            get(files).post(add).layer(DefaultBodyLimit::max(READ)),
        )
        .route("/evidence/{id}/files/{hash}/remove", post(remove))
        .route("/files/{of}/{hash}", get(file))
}

#[derive(Debug, Default, Deserialize)]
pub(super) struct Said {
    #[serde(default)]
    said: String,
}

/// `GET /evidence/{id}/files`
async fn files(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<String>,
    Query(said): Query<Said>,
) -> Result<Response> {
    let notice = match said.said.as_str() {
        "added" => Some("The file is here. Only you can see it until you hand this in."),
        "removed" => Some("The file is gone from here."),
        "saved" => Some("Your text is saved. Here you can add files to it."),
        _ => None,
    };
    let desk = Desk::load(&app, actor, &id).await?;
    Ok(desk.page(&app, String::new(), Faults::default(), notice))
}

/// `POST /evidence/{id}/files`: adds one. What is wrong with it is found before anything is recorded.
async fn add(
    State(app): State<App>,
    Learner(actor): Learner,
    Path(id): Path<String>,
    form: Multipart,
) -> Result<Response> {
    let desk = Desk::load(&app, actor, &id).await?;
    let upload = Upload::read(&app.shelf, form, LARGEST).await?;
    let description = upload.description.clone();
    match added(&app, &desk.actor, &id, upload).await? {
        None => Ok(Redirect::to(&format!("/evidence/{id}/files?said=added")).into_response()),
        Some(faults) => {
            let page = desk.page(&app, description, faults, None);
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
    }
}

/// Adds what was sent, or says what is wrong with it.
async fn added(app: &App, actor: &Actor, id: &str, upload: Upload) -> Result<Option<Faults>> {
    let mut faults = Faults::default();
    let arrived = match upload.file {
        None => Err("Choose a file.".to_owned()),
        Some(file) if upload.name.is_empty() && file.size == 0 => Err("Choose a file.".to_owned()),
        Some(file) => app.shelf.look(file).await?.map_err(Unfit::words),
    };
    if let Err(words) = &arrived {
        faults.add("file", words);
    }
    match upload.description.chars().count() {
        0 => faults.add("description", "Say what it is, in a line."),
        length if length > LONGEST => {
            let words = format!("This is {length} characters long; keep it under {LONGEST}.");
            faults.add("description", words);
        }
        _ => {}
    }
    let (Ok(arrived), true) = (arrived, faults.is_empty()) else {
        return Ok(Some(faults));
    };
    let name = names::clean(&upload.name, arrived.kind);
    let words = (name.as_str(), upload.description.as_str());
    match super::add(app, actor, id, &arrived, words).await {
        Ok(()) => Ok(None),
        Err(Error::Conflict(words)) => {
            faults.add("file", words);
            Ok(Some(faults))
        }
        Err(error) => Err(error),
    }
}

/// `POST /evidence/{id}/files/{hash}/remove`
async fn remove(
    State(app): State<App>,
    Learner(actor): Learner,
    Path((id, hash)): Path<(String, String)>,
    form: Form,
) -> Result<Response> {
    form.only(&[])?;
    evidence::evidence(&app.db, &actor, &id, app.clock.now()).await?;
    super::remove(&app, &actor, &id, &hash).await?;
    Ok(Redirect::to(&format!("/evidence/{id}/files?said=removed")).into_response())
}

/// `GET /files/{of}/{hash}`: a file of evidence or of a submission, to be saved.
async fn file(
    State(app): State<App>,
    actor: Actor,
    Path((of, hash)): Path<(String, String)>,
) -> Result<Response> {
    let file = store::look(&app.db, &actor, &of, &hash, app.clock.now()).await?;
    sent(&app, &Visitor(Some(actor)), file).await
}

/// A file as it goes out: to be saved, under a policy by which nothing in it runs; or what became of it, in words.
pub(crate) async fn sent(app: &App, visitor: &Visitor, file: Attached) -> Result<Response> {
    if let (Some(at), Some(because)) = (file.purged_at, &file.purged_because) {
        let words = format!(
            "It was removed for good on {}. The reason: {because}",
            clock::date(at)
        );
        return Ok(not_there(app, visitor, "This file was removed", words));
    }
    let Some(bytes) = app.shelf.open(&file.hash).await? else {
        let words = format!(
            "“{}” was added here, and what was in it is not on this server any more. Nothing you did is at fault. An administrator can say what became of it, perhaps from a backup.",
            file.name
        );
        return Ok(not_there(app, visitor, "This file is missing", words));
    };
    let headers = [
        (header::CONTENT_TYPE, file.media_type.clone()),
        (header::CONTENT_LENGTH, file.size.to_string()),
        (header::CONTENT_DISPOSITION, names::disposition(&file.name)),
        (header::CONTENT_SECURITY_POLICY, POLICY.to_owned()),
        (header::CACHE_CONTROL, "private, no-store".to_owned()),
    ];
    Ok((headers, Body::from_stream(ReaderStream::new(bytes))).into_response())
}

/// What is said in the place of a file.
fn not_there(app: &App, visitor: &Visitor, heading: &'static str, words: String) -> Response {
    let page = layout::notice_page(app, visitor, heading, words);
    (StatusCode::NOT_FOUND, page).into_response()
}

/// What the page about the files of one's evidence shows.
struct Desk {
    actor: Actor,
    id: String,
    title: String,
    files: Vec<Attached>,
    /// Why nothing can be added or taken away just now.
    closed: Option<String>,
    /// Whether files can go with this kind of evidence at all.
    takes_files: bool,
}

impl Desk {
    async fn load(app: &App, actor: Actor, id: &str) -> Result<Self> {
        let evidence = evidence::evidence(&app.db, &actor, id, app.clock.now()).await?;
        let activity = versions::activity(&app.db, &app.library(), &evidence.activity_hash).await?;
        let tx = app.db.snapshot().await?;
        let takes_files = evidence.takes_files();
        let closed = match crate::portfolio::handing_in::refuse_closed(&tx, &actor.id, id).await {
            Err(Error::Conflict(words)) => Some(words),
            other => other.map(|()| None)?,
        };
        Ok(Desk {
            title: activity.title().to_owned(),
            files: store::of_evidence(&tx, id).await?,
            id: id.to_owned(),
            takes_files,
            closed,
            actor,
        })
    }

    fn page(
        self,
        app: &App,
        description: String,
        faults: Faults,
        notice: Option<&'static str>,
    ) -> Response {
        let visitor = Visitor(Some(self.actor.clone()));
        let layout = Layout::new(app, &visitor, format!("Files · {}", self.title))
            .here("/portfolio")
            .notice(notice);
        layout.render(|| self.view(description, faults))
    }

    fn view(self, description: String, faults: Faults) -> impl IntoView {
        let back = format!("/evidence/{}?write=true", self.id);
        let may = self.closed.is_none();
        let id = self.id.clone();
        let items: Vec<_> = self
            .files
            .iter()
            .map(|file| view! { <li>{list::entry(&list::folder(&id), file, None)}{may.then(|| taken_away(&id, file))}</li> })
            .collect();
        let none = items.is_empty();
        view! {
            <ErrorSummary faults=faults.clone()/>
            <nav class="crumbs" aria-label="Where you are">
                <ol role="list"><li><a href="/portfolio">"Portfolio"</a></li><li><a href=back.clone()>{self.title}</a></li></ol>
            </nav>
            <h1>"Files"</h1>
            <p class="lead">"A letter, a photograph of something drawn together, a recording: what belongs to this evidence and is not text. Only you can see it until you hand the evidence in."</p>
            {none.then(|| view! { <p class="muted">"There is no file here yet."</p> })}
            <ul class="list apart" role="list">{items}</ul>
            {match self.closed {
                Some(words) => view! { <p class="before">{words}</p> }.into_any(),
                None if !self.takes_files => view! { <p class="before">"What stays in the workplace is inspected there and never uploaded, and what others wrote stays as they gave it: nothing can be added here."</p> }.into_any(),
                None => view! { <Add id description faults/> }.into_any(),
            }}
            <p class="actions"><a class="button quiet" href=back>"Back to the evidence"</a></p>
        }
    }
}

fn taken_away(id: &str, file: &Attached) -> impl IntoView + use<> {
    let address = format!("/evidence/{id}/files/{}/remove", file.hash);
    view! {
        <form method="post" action=address>
            <button class="button plain">"Take away"<span class="unseen">{format!(" {}", file.name)}</span></button>
        </form>
    }
}

/// Choosing a file and saying what it is.
#[component]
pub fn Add(id: String, description: String, faults: Faults) -> impl IntoView {
    let fault = faults.of("file");
    let described = crate::ui::fields::described_by("file", true, fault.is_some(), None);
    let invalid = fault.is_some().then_some("true");
    let hint = format!(
        "A PDF, a picture (JPEG, PNG, WebP, GIF) or a recording (MP3, M4A, Ogg, WAV, WebM), at most {}.",
        names::size(LARGEST as i64)
    );
    view! {
        <section class="sheet">
            <h2>"Add a file"</h2>
            <p class="before">"Nobody may be recognised: no faces, names or voices without need, and only with consent. A photograph may carry where it was taken; we take that out of JPEG, PNG and WebP pictures before they are kept. What can be seen or heard in a file stays as it is, and so does what a PDF or a recording says about itself."</p>
            <form method="post" action=format!("/evidence/{id}/files") enctype="multipart/form-data">
                <div class="field">
                    <label for="file">"File"</label>
                    <p class="hint" id="file-hint">{hint}</p>
                    <Fault field="file" words=fault/>
                    <input type="file" id="file" name="file" aria-describedby=described aria-invalid=invalid/>
                </div>
                <TextField name="description" label="What it is" hint="For whoever cannot open it, and to find it by: a line is enough."
                    value=description fault=faults.of("description")/>
                <p class="actions"><button class="button">"Add this file"</button></p>
            </form>
        </section>
    }
}
