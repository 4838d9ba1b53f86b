//! The exercises there are, and for those who look after them how far everybody agrees.

use super::takes_part;
use crate::accounts::{Actor, Role, Visitor};
use crate::app::App;
use crate::assessment::desk;
use crate::clock;
use crate::error::Result;
use crate::layout::Layout;
use crate::standardisation::{Drift, Exemplar, Exercise, drifts, store};
use crate::ui::{Empty, counted};
use axum::extract::State;
use axum::response::Response;
use leptos::prelude::*;

/// `GET /standardisation`
pub(super) async fn overview(State(app): State<App>, actor: Actor) -> Result<Response> {
    takes_part(&actor)?;
    let exercises = store::exercises(&app.db, &actor).await?;
    let judged = store::judged_by(&app.db, &actor).await?;
    let known = store::known_to(&app.db, &actor).await?;
    let is_iqa = actor.is(Role::Iqa);
    let (exemplars, drifts) = match is_iqa {
        true => (
            store::exemplars(&app.db, &actor).await?,
            drifts(&app.db, &actor).await?,
        ),
        false => (Vec::new(), Vec::new()),
    };
    let me = actor.clone();
    let here = desk(&actor);
    let layout = Layout::new(&app, &Visitor(Some(actor)), "Standardisation").here(here);
    Ok(layout.render(|| {
        let items: Vec<_> = exercises
            .iter()
            .map(|exercise| item(exercise, &me, (&judged, &known)))
            .collect();
        view! {
            <h1>"Standardisation"</h1>
            <p class="lead">"Several of you judge the same piece of work without seeing what the others find. Then you see it together, and talk about where you differ. It is about the standard, not about who was right."</p>
            {items.is_empty().then(|| view! { <Empty words="The exercises will be here once one has been opened."/> })}
            <ul class="list apart" role="list">{items}</ul>
            {is_iqa.then(|| for_iqa(exemplars, drifts))}
        }
    }))
}

fn item(
    exercise: &Exercise,
    me: &Actor,
    (judged, known): (&[String], &[String]),
) -> impl IntoView + use<> {
    let has_judged = judged.contains(&exercise.id);
    let (state, words) = match (exercise.is_over(), has_judged) {
        (true, _) => ("done", "See what was found"),
        (false, true) => ("here", "You have judged; others have not yet"),
        (false, false) if store::may_judge(me, exercise, known) => {
            ("now", "Waiting for you to judge")
        }
        (false, false) => ("here", "Open"),
    };
    let when = format!(
        "Unit {}. Opened on {}; {} judged so far.",
        exercise.unit,
        clock::date(exercise.opened_at),
        exercise.judged
    );
    view! {
        <li><div>
            <h2><a href=format!("/standardisation/exercises/{}", exercise.id)>{exercise.title.clone()}</a></h2>
            <p><span class="state" data-state=state>{words}</span></p>
            <p class="meta">{when}</p>
        </div></li>
    }
}

fn for_iqa(exemplars: Vec<Exemplar>, drifts: Vec<Drift>) -> impl IntoView {
    let exemplars: Vec<_> = exemplars
        .into_iter()
        .map(|one| {
            let address = format!("/standardisation/exemplars/{}", one.id);
            let words = format!(", unit {}, kept on {}", one.unit, clock::date(one.made_at));
            view! { <li><p><a href=address>{one.title}</a>{words}</p></li> }
        })
        .collect();
    let count = drifts.len();
    let drifts: Vec<_> = drifts
        .into_iter()
        .map(|drift| {
            let words = drift.words();
            view! { <dt>{drift.assessor}</dt><dd>{words}</dd> }
        })
        .collect();
    view! {
        <h2>"Exemplars"</h2>
        <ul class="list" role="list">{exemplars}</ul>
        <p class="actions"><a class="button quiet" href="/standardisation/exemplars">"Make an exemplar"</a></p>
        <h2>"How often each differs"</h2>
        <p class="meta">"Over the last ten exercises, compared with what was agreed, or else with the majority of the others. The interval says how far chance alone could reach; with few criteria it is wide. It is a reason to talk, not a verdict."</p>
        {match count {
            0 => view! { <Empty words="This will be here once an exercise is over."/> }.into_any(),
            _ => view! { <p class="meta">{counted(count, "assessor")}</p><dl class="facts broad">{drifts}</dl> }.into_any(),
        }}
    }
}
