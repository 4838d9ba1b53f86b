//! The assessors, for those who look after them: who is in training.

use crate::accounts::{Actor, Visitor};
use crate::app::App;
use crate::assessment::store::{self, Colleague};
use crate::clock;
use crate::error::{Error, Result};
use crate::form::Form;
use crate::layout::Layout;
use crate::ui::Empty;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;

/// `GET /assessors`
pub(super) async fn assessors(State(app): State<App>, actor: Actor) -> Result<Response> {
    let colleagues = store::colleagues(&app.db, &actor).await?;
    let me = actor.id.clone();
    let layout = Layout::new(&app, &Visitor(Some(actor)), "Assessors").here("/assessors");
    Ok(layout.render(|| {
        let is_empty = colleagues.is_empty();
        let items: Vec<_> = colleagues.into_iter().map(|one| item(one, &me)).collect();
        view! {
            <h1>"Assessors"</h1>
            <p class="lead">"What an assessor in training decides takes effect, and is told to the learner, once a qualified assessor has countersigned it."</p>
            {is_empty.then(|| view! { <Empty words="Assessors will be here once somebody has that role."/> })}
            <ul class="list apart" role="list">{items}</ul>
            <p><a href="/allocations">"Who marks whose work"</a></p>
        }
    }))
}

fn item(colleague: Colleague, me: &str) -> impl IntoView + use<> {
    let (state, words, way, button) = match colleague.in_training_since {
        None => ("done", "Qualified".to_owned(), "begin", "Begin training"),
        Some(at) => (
            "here",
            format!("In training since {}", clock::date(at)),
            "end",
            "End training",
        ),
    };
    let address = format!("/assessors/{}/training", colleague.id);
    let form = (colleague.id != me).then(|| {
        let label = format!("{button} of {}", colleague.name);
        view! {
            <form method="post" action=address>
                <button class="button quiet" name="do" value=way aria-label=label>{button}</button>
            </form>
        }
    });
    view! {
        <li>
            <div><h2>{colleague.name.clone()}</h2><p><span class="state" data-state=state>{words}</span></p></div>
            {form}
        </li>
    }
}

/// `POST /assessors/{id}/training`
pub(super) async fn training(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response> {
    let form = form.only(&["do"])?;
    let now = app.clock.now();
    match form.text("do") {
        "begin" => store::begin_training(&app.db, &actor, &id, now).await?,
        "end" => store::end_training(&app.db, &actor, &id, now).await?,
        _ => return Err(Error::invalid("Say whether the training begins or ends.")),
    }
    Ok(Redirect::to("/assessors").into_response())
}
