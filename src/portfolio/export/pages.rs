//! Downloading one's portfolio.

use crate::accounts::{Actor, Visitor};
use crate::app::App;
use crate::error::{Error, Result};
use crate::form::Form;
use crate::layout::Layout;
use crate::portfolio::files::pages::POLICY;
use axum::Router;
use axum::body::Body;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use leptos::prelude::*;
use tokio_util::io::ReaderStream;

pub fn routes() -> Router<App> {
    Router::new().route("/portfolio/export", get(page).post(export))
}

/// `GET /portfolio/export`: what is in it.
async fn page(State(app): State<App>, actor: Actor) -> Result<Response> {
    let layout = Layout::new(&app, &Visitor(Some(actor)), "Take your portfolio away");
    Ok(layout.here("/portfolio").render(|| {
        view! {
            <nav class="crumbs" aria-label="Where you are"><ol role="list"><li><a href="/portfolio">"Portfolio"</a></li></ol></nav>
            <h1>"Take your portfolio away"</h1>
            <p class="lead">"Everything here that is yours, in one archive: to keep, or to show elsewhere."</p>
            <ul>
                <li>"A page to read it on, without anything else: what you wrote and handed in, what was decided, and the feedback."</li>
                <li>"The same for other programs (portfolio.json), and your files."</li>
                <li>"The hash of each of these, signed, so that somebody else can see that nothing was changed. If you unpack the archive and pack it again, the signature can no longer be checked: keep the archive as it is."</li>
            </ul>
            <p>"Where another organisation uses Secure Base, an assessor there can read the archive and recognise what you achieved here, if it is recent enough. They see all that is in it, drafts too, so give it only to people who may."</p>
            <form method="post" action="/portfolio/export">
                <p class="actions"><button class="button">"Download the archive"</button></p>
            </form>
            <p class="meta">"It stays on the computer that you use. On a shared one, delete it afterwards."</p>
        }
    }))
}

/// `POST /portfolio/export`: the archive. Nothing is recorded.
async fn export(State(app): State<App>, actor: Actor, form: Form) -> Result<Response> {
    form.only(&[])?;
    let file = super::pack(&app, &actor).await?;
    let length = file.metadata().map_err(|error| Error::Busy(error.into()))?;
    let name = format!("portfolio-{}.zip", app.clock.today());
    let headers = [
        (header::CONTENT_TYPE, "application/zip".to_owned()),
        (header::CONTENT_LENGTH, length.len().to_string()),
        (
            header::CONTENT_DISPOSITION,
            format!("attachment; filename=\"{name}\""),
        ),
        (header::CONTENT_SECURITY_POLICY, POLICY.to_owned()),
        (header::CACHE_CONTROL, "private, no-store".to_owned()),
    ];
    let file = tokio::fs::File::from_std(file);
    Ok((headers, Body::from_stream(ReaderStream::new(file))).into_response())
}
