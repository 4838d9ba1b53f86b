//! Drawing a plan.

use crate::accounts::{Actor, Iqa, Visitor};
use crate::app::App;
use crate::error::{Error, Result};
use crate::form::{Faults, Form};
use crate::layout::Layout;
use crate::quality::Stage;
use crate::quality::store;
use crate::ui::{ErrorSummary, Fault, TextField, counted};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;

/// `GET /quality/plans`
pub(super) async fn form(State(app): State<App>, Iqa(actor): Iqa) -> Result<Response> {
    let chosen = ("stage".to_owned(), Stage::Interim.key().to_owned());
    let form = Form::from_iter([chosen]);
    page(&app, actor, form, Faults::default()).await
}

async fn page(app: &App, actor: Actor, typed: Form, faults: Faults) -> Result<Response> {
    let setting = store::current(&app.db, &actor.organisation).await?;
    let mut waiting = Vec::new();
    if let Some(setting) = &setting {
        let (policy, now) = (setting.policy()?, app.clock.now());
        for stage in Stage::ALL {
            let population = store::population(&app.db, &actor, &policy, stage, now).await?;
            waiting.push((stage, population.records.len()));
        }
    }
    let refused = !faults.is_empty();
    let layout = Layout::new(app, &Visitor(Some(actor)), "Draw a plan").here("/quality");
    let mut page = layout.render(|| {
        view! {
            <ErrorSummary faults=faults.clone()/>
            <nav class="crumbs" aria-label="Where you are"><ol role="list"><li><a href="/quality">"Quality assurance"</a></li></ol></nav>
            <h1>"Draw a plan"</h1>
            {match waiting.is_empty() {
                true => view! { <p class="lead">"A plan is drawn by a policy, and none has been set."</p><p class="actions"><a class="button" href="/quality/policy">"Set a policy"</a></p> }.into_any(),
                false => view! { <Fields waiting typed faults/> }.into_any(),
            }}
        }
    });
    if refused {
        *page.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    }
    Ok(page)
}

#[component]
fn Fields(waiting: Vec<(Stage, usize)>, typed: Form, faults: Faults) -> impl IntoView {
    let choices: Vec<_> = waiting
        .into_iter()
        .map(|(stage, count)| {
            let id = format!("stage-{}", stage.key());
            let checked = typed.text("stage") == stage.key();
            let words = format!("{}. {} so far.", stage.words(), counted(count, "submission"));
            view! { <div class="choice"><input type="radio" id=id.clone() name="stage" value=stage.key() checked=checked/><label for=id>{words}</label></div> }
        })
        .collect();
    view! {
        <p class="lead">"From everything decided that no plan of its stage has covered yet. The seed decides which, and with it anybody can draw the same again. Chance makes the seed unless you type one; that you have typed it is recorded then."</p>
        <form method="post" action="/quality/plans">
            <fieldset class="field" id="stage">
                <legend>"Which decisions"</legend>
                <Fault field="stage" words=faults.of("stage")/>
                {choices}
            </fieldset>
            <TextField name="seed" label="Seed (optional)" value=typed.raw("seed").to_owned() fault=faults.of("seed")
                hint="A number drawn in a meeting, for example: it is kept as typed by you. Left empty, chance makes one."/>
            <p class="actions"><button class="button">"Draw the plan"</button></p>
        </form>
    }
}

/// `POST /quality/plans`
pub(super) async fn draw(State(app): State<App>, Iqa(actor): Iqa, form: Form) -> Result<Response> {
    let form = form.only(&["stage", "seed"])?;
    let Some(stage) = Stage::from_key(form.text("stage")) else {
        let mut faults = Faults::default();
        faults.add("stage", "Choose which decisions.");
        return page(&app, actor, form, faults).await;
    };
    let seed = Some(form.text("seed")).filter(|seed| !seed.is_empty());
    match store::draw(&app.db, &actor, stage, seed, app.clock.now()).await {
        Ok(id) => Ok(Redirect::to(&format!("/quality/plans/{id}?said=drawn")).into_response()),
        Err(Error::Invalid(words)) => {
            let mut faults = Faults::default();
            faults.add("seed", words);
            page(&app, actor, form, faults).await
        }
        Err(error) => Err(error),
    }
}
