//! One plan: what it took, why, and that it comes out the same when it is drawn again.

use super::overview::Said;
use crate::accounts::{Iqa, Visitor};
use crate::app::App;
use crate::clock;
use crate::error::Result;
use crate::layout::Layout;
use crate::library::Method;
use crate::quality::store::{self, Plan, Recorded};
use crate::quality::words;
use crate::ui::{Empty, counted};
use axum::extract::{Path, Query, State};
use axum::response::Response;
use leptos::prelude::*;

/// `GET /quality/plans/{id}`
pub(super) async fn plan(
    State(app): State<App>,
    Iqa(actor): Iqa,
    Path(id): Path<String>,
    Query(said): Query<Said>,
) -> Result<Response> {
    let plan = store::plan(&app.db, &actor, &id).await?;
    let records = store::records_of(&app.db, &actor, &id).await?;
    let is_same = plan.drawn_again(&app.db, &records).await?;
    let notice =
        (said.said == "drawn").then_some("Drawn. Below stands what is to be looked at, and why.");
    let title = format!(
        "{} plan of {}",
        plan.stage().name(),
        clock::date(plan.made_at)
    );
    let layout = Layout::new(&app, &Visitor(Some(actor)), title.clone())
        .here("/quality")
        .notice(notice);
    Ok(layout.render(|| {
        view! {
            <nav class="crumbs" aria-label="Where you are"><ol role="list"><li><a href="/quality">"Quality assurance"</a></li></ol></nav>
            <h1>{title}</h1>
            <p class="lead">{lead(&plan)}</p>
            <h2>"To look at"</h2>
            <Picks plan=plan.id.clone() records=records.clone()/>
            {(plan.picked > 0).then(|| view! { <p class="actions"><a class="button quiet" href=format!("/quality/passes/new?plan={}", plan.id)>"Give an external quality assurer a pass"</a></p> })}
            <Draw plan is_same/>
            <Others records/>
        }
    }))
}

fn lead(plan: &Plan) -> String {
    let of = counted(plan.population as usize, "decided submission");
    format!(
        "{} of {of}, by version {} of the policy. {} of them looked at so far.",
        plan.picked, plan.version, plan.sampled
    )
}

/// What was taken, each with why.
#[component]
fn Picks(plan: String, records: Vec<Recorded>) -> impl IntoView {
    let items: Vec<_> = records
        .iter()
        .filter_map(|record| pick(&plan, record))
        .collect();
    if items.is_empty() {
        return view! { <Empty words="The policy asks for none of these."/> }.into_any();
    }
    view! { <ul class="list" role="list">{items}</ul> }.into_any()
}

fn pick(plan: &str, record: &Recorded) -> Option<impl IntoView + use<>> {
    let why = words::why(&record.reasons()?);
    let (state, said) = match (record.sampled_at, &record.sampled_by) {
        (Some(at), Some(by)) => ("done", format!("Looked at by {by} on {}", clock::date(at))),
        _ => ("here", "To look at".to_owned()),
    };
    let address = format!("/quality/plans/{plan}/samples/{}", record.submission_id);
    Some(view! {
        <li>
            <h3><a href=address>{title(record)}</a></h3>
            <p class="meta">{format!("Decided by {}", record.assessor)}</p>
            <p><span class="state" data-state=state>{said}</span></p>
            <details class="beside"><summary>"Why was this sampled?"</summary><p>{why}</p></details>
        </li>
    })
}

fn title(record: &Recorded) -> String {
    let kind = Method::title_of(&record.method);
    format!("{kind}: unit {}, {}", record.unit, record.learner)
}

/// What it takes to draw the plan again.
#[component]
fn Draw(plan: Plan, is_same: bool) -> impl IntoView {
    let again = match is_same {
        true => "Drawn again just now from what is kept: the same records, for the same reasons.",
        false => {
            "Drawn again just now from what is kept, other records come out. The records behind this plan are not as they were."
        }
    };
    view! {
        <h2>"How it was drawn"</h2>
        <dl class="facts broad">
            <dt>"By"</dt><dd>{format!("{}, on {}", plan.made_by_name, clock::date_and_time(plan.made_at))}</dd>
            <dt>"Stage"</dt><dd>{plan.stage().words()}</dd>
            <dt>"Seed"</dt><dd><code>{plan.seed.clone()}</code>", "{plan.seed_words()}</dd>
            <dt>"Drawn from"</dt><dd>{counted(plan.population as usize, "record")}", with the SHA-256 "<code class="hash">{plan.population_hash.clone()}</code></dd>
            <dt>"Checked"</dt><dd>{again}</dd>
        </dl>
        <p class="meta">"In every group of one assessor, one unit and one kind of evidence, records stand in the order of the SHA-256 of the seed and their number, and the first of them are taken: as many as the share says, rounded up."</p>
    }
}

/// What the plan was drawn from and did not take.
#[component]
fn Others(records: Vec<Recorded>) -> impl IntoView {
    let others: Vec<_> = records
        .iter()
        .filter(|record| record.reasons().is_none())
        .map(|record| view! { <li>{title(record)}<span class="meta">{format!(", decided by {}", record.assessor)}</span></li> })
        .collect();
    let count = counted(others.len(), "record");
    (!others.is_empty()).then(|| {
        view! { <details class="sheet"><summary>{format!("Not drawn this time: {count}")}</summary><ul>{others}</ul></details> }
    })
}
