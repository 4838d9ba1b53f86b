//! Withdrawing an action: the form, and the reason once it is withdrawn.

use super::actions::{load, page};
use crate::accounts::Actor;
use crate::app::App;
use crate::assessment::LONGEST;
use crate::clock::{self, Millis};
use crate::error::{Error, Result};
use crate::form::{Faults, Form};
use crate::quality::store::{self, Action};
use crate::ui::{TextArea, paragraphs};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;

/// Why an action was withdrawn, by whom and when.
pub(super) fn reason((reason, by, at): (String, String, Millis)) -> impl IntoView {
    let footer = format!("{by}, {}: withdrawn", clock::date(at));
    view! { <blockquote class="voice"><div inner_html=paragraphs(&reason)></div><footer>{footer}</footer></blockquote> }
}

/// Taking the action back, open once something stands in it.
pub(super) fn form(action: &Action, typed: &Form, faults: &Faults) -> impl IntoView + use<> {
    let is_open = !typed.text("reason").is_empty() || faults.of("reason").is_some();
    view! {
        <details class="beside" open=is_open>
            <summary>"Withdraw the action"</summary>
            <form method="post" action=format!("/actions/{}/withdrawal", action.id)>
                <TextArea name="reason" label="Why it is withdrawn" value=typed.raw("reason") rows=3 fault=faults.of("reason")
                    hint="When who was asked is no longer an assessor, for example. It is kept, and holds nothing back any more."/>
                <p class="actions"><button class="button quiet">"Withdraw it"</button></p>
            </form>
        </details>
    }
}

/// `POST /actions/{id}/withdrawal`
pub(super) async fn withdraw(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response> {
    let form = form.only(&["reason"])?;
    let (_, may_review) = load(&app, &actor, &id).await?;
    if !may_review {
        return Err(Error::NotFound);
    }
    let mut faults = Faults::default();
    faults.check_text(&form, "reason", "why it is withdrawn", LONGEST);
    if !faults.is_empty() {
        return page(&app, actor, &id, form, faults).await;
    }
    store::withdraw(&app.db, &actor, &id, form.text("reason"), app.clock.now()).await?;
    Ok(Redirect::to(&format!("/actions/{id}")).into_response())
}
