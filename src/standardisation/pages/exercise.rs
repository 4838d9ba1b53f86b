//! One exercise: the work with the form in which it is judged, or what was found.

use super::{judging, spread, takes_part};
use crate::accounts::{Actor, Role, Visitor};
use crate::app::App;
use crate::assessment::desk;
use crate::error::Result;
use crate::form::{Faults, Form};
use crate::layout::Layout;
use crate::library::Specification;
use crate::standardisation::{Agreed, Exemplar, Exercise, Rating, store};
use crate::ui::paragraphs;
use crate::versions;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;

/// Everything that a page about an exercise shows to somebody.
pub(super) struct Round {
    pub(super) exercise: Exercise,
    pub(super) exemplar: Exemplar,
    /// Codes and titles.
    pub(super) criteria: Vec<(String, String)>,
    /// What this person may see.
    pub(super) ratings: Vec<Rating>,
    pub(super) agreed: Vec<Agreed>,
    pub(super) is_iqa: bool,
    pub(super) may_judge: bool,
    /// Whether they would judge, but know the work already.
    pub(super) knows: bool,
}

impl Round {
    pub(super) async fn load(app: &App, actor: &Actor, id: &str) -> Result<Self> {
        takes_part(actor)?;
        let exercise = store::exercise(&app.db, actor, id).await?;
        let (exemplar, codes) = store::exemplar(&app.db, actor, &exercise.exemplar_id).await?;
        let library = app.library();
        let hash = &exemplar.specification_hash;
        let specification = versions::specification(&app.db, &library, hash).await?;
        let ratings = store::visible(&app.db, actor, &exercise).await?;
        let has_judged = ratings.iter().any(|one| one.assessor_id == actor.id);
        let known = store::known_to(&app.db, actor).await?;
        let may_judge = store::may_judge(actor, &exercise, &known);
        let knows = actor.is(Role::Assessor) && !may_judge;
        let may_judge = !exercise.is_over() && !has_judged && may_judge;
        Ok(Round {
            criteria: titled(&specification, codes),
            agreed: store::agreed(&app.db, id).await?,
            is_iqa: actor.is(Role::Iqa),
            may_judge,
            knows,
            ratings,
            exercise,
            exemplar,
        })
    }
}

fn titled(specification: &Specification, codes: Vec<String>) -> Vec<(String, String)> {
    let title = |code: &String| {
        let criterion = specification.criterion(code);
        criterion
            .map(|criterion| criterion.title.clone())
            .unwrap_or_default()
    };
    codes
        .into_iter()
        .map(|code| (code.clone(), title(&code)))
        .collect()
}

/// `GET /standardisation/exercises/{id}`
pub(super) async fn exercise(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<String>,
) -> Result<Response> {
    let round = Round::load(&app, &actor, &id).await?;
    Ok(page(
        &app,
        actor,
        &round,
        (&Form::default(), &Faults::default()),
    ))
}

/// The page, with what was typed in a refused form.
pub(super) fn page(
    app: &App,
    actor: Actor,
    round: &Round,
    (typed, faults): (&Form, &Faults),
) -> Response {
    let title = round.exemplar.title.clone();
    let here = desk(&actor);
    let layout = Layout::new(app, &Visitor(Some(actor)), title.clone()).here(here);
    layout.render(|| {
        let below = match (round.exercise.is_over(), round.may_judge) {
            (true, _) => spread::view(round, typed, faults).into_any(),
            (false, true) => judging::form(round, typed, faults).into_any(),
            (false, false) => waits(round).into_any(),
        };
        view! {
            <nav class="crumbs" aria-label="Where you are"><ol role="list"><li><a href="/standardisation">"Standardisation"</a></li></ol></nav>
            <p class="kicker">{format!("Exercise · unit {}", round.exercise.unit)}</p>
            <h1>{title.clone()}</h1>
            <h2>"The work"</h2>
            <div class="text sheet" inner_html=paragraphs(&round.exemplar.body)></div>
            {below}
            {(round.is_iqa && !round.exercise.is_over()).then(|| closing(&round.exercise))}
        }
    })
}

/// While it is open, for whoever has judged or does not.
fn waits(round: &Round) -> impl IntoView + use<> {
    let own: Vec<_> = round
        .ratings
        .iter()
        .map(|rating| {
            let words = if rating.is_achieved() { "Achieved" } else { "Not yet achieved" };
            view! { <dt><span class="code">{rating.criterion.clone()}</span></dt><dd>{words}": "{rating.reason.clone()}</dd> }
        })
        .collect();
    let mine = (!own.is_empty())
        .then(|| view! { <h2>"What you found"</h2><dl class="facts broad">{own}</dl> });
    view! {
        <p class="notice" role="status">{format!("Judged so far by {}; {} left. What the others find can be seen when everybody has judged, or when the exercise is closed.", round.exercise.judged, round.exercise.left)}</p>
        {round.knows.then(|| view! { <p>"You know this work: you opened the exercise, made the exemplar, or had a part in what it was made from. So you do not judge it."</p> })}
        {mine}
    }
}

fn closing(exercise: &Exercise) -> impl IntoView + use<> {
    view! {
        <form method="post" action=format!("/standardisation/exercises/{}/closing", exercise.id)>
            <p>"When you close it nobody judges any more, and every assessor sees what was found."</p>
            <p class="actions"><button class="button quiet">"Close the exercise"</button></p>
        </form>
    }
}

/// `POST /standardisation/exercises/{id}/closing`
pub(super) async fn close(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<String>,
) -> Result<Response> {
    store::close(&app.db, &actor, &id, app.clock.now()).await?;
    Ok(Redirect::to(&format!("/standardisation/exercises/{id}")).into_response())
}
