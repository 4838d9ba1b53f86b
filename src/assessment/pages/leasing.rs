//! Beginning to mark, and letting go: who has a submission just now.

use crate::accounts::Assessor;
use crate::app::App;
use crate::assessment::Lease;
use crate::assessment::store;
use crate::error::{Error, Result};
use crate::form::Form;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;

/// `POST /submissions/{id}/lease`: takes the submission for marking, or lets it go.
pub(super) async fn change(
    State(app): State<App>,
    Assessor(actor): Assessor,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response> {
    let form = form.only(&["do"])?;
    if form.text("do") == "release" {
        store::release(&app.db, &actor, &id).await?;
        return Ok(Redirect::to("/assessment?said=released").into_response());
    }
    match store::claim(&app.db, &actor, &id, app.clock.now()).await {
        // The page says who was faster.
        Ok(()) | Err(Error::Conflict(_)) => {
            Ok(Redirect::to(&format!("/submissions/{id}")).into_response())
        }
        Err(error) => Err(error),
    }
}

/// The button that begins marking, or who is doing it.
#[component]
pub fn Begin(
    submission: String,
    /// Whose it is, if it is another's.
    lease: Option<Lease>,
    /// When this assessor last saved work on it, in words.
    saved: Option<String>,
) -> impl IntoView {
    if let Some(lease) = lease {
        let words = format!("Being marked by {}.", lease.words());
        return view! {
            <div class="notice"><p>{words}" You can read it; the decisions are theirs until then, unless they let it go."</p></div>
        }
        .into_any();
    }
    view! {
        <form class="sheet" method="post" action=format!("/submissions/{submission}/lease")>
            <h2>"Mark this"</h2>
            <p>"It stays with you while you work on it, and for half an hour after you last saved. Others can read it meanwhile."</p>
            {saved.map(|words| view! { <p class="meta">{words}</p> })}
            <p class="actions"><button class="button" name="do" value="claim">"Begin marking"</button></p>
        </form>
    }
    .into_any()
}
