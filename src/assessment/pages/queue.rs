//! The assessor's queue: what waits, the oldest first, and what can be signed off.

use crate::accounts::{Assessor, Visitor};
use crate::app::App;
use crate::assessment::{Queued, store};
use crate::clock::{self, Millis};
use crate::error::Result;
use crate::layout::Layout;
use crate::learning;
use crate::library::Library;
use crate::portfolio::{Kind, standings};
use crate::ui::{Empty, counted};
use crate::{certificates, versions};
use axum::extract::{Query, State};
use axum::response::Response;
use leptos::prelude::*;
use serde::Deserialize;

#[derive(Debug, Default, Deserialize)]
pub(super) struct Said {
    #[serde(default)]
    said: String,
}

/// `GET /assessment`
pub(super) async fn queue(
    State(app): State<App>,
    Assessor(actor): Assessor,
    Query(said): Query<Said>,
) -> Result<Response> {
    let library = app.library();
    let queue = store::queue(&app.db, &actor).await?;
    let due = due(&app, &library, &actor).await?;
    let now = app.clock.now();
    let notice = match said.said.as_str() {
        "returned" => Some("Returned. The learner sees your feedback and can hand in again."),
        "saved" => Some("Saved. Nothing has been decided; the work stays in the queue."),
        _ => None,
    };
    let heading = match queue.len() {
        0 => "Nothing waits for a decision".to_owned(),
        1 => "One piece of work is waiting".to_owned(),
        n => format!("{n} pieces of work are waiting"),
    };
    let visitor = Visitor(Some(actor));
    let layout = Layout::new(&app, &visitor, "Assessment")
        .here("/assessment")
        .shape("wide")
        .notice(notice);
    Ok(layout.render(|| {
        view! {
            <h1>{heading}</h1>
            <Table queue now/>
            <h2>"Ready to be signed off or certified"</h2>
            <Due due/>
        }
    }))
}

/// Something an assessor can finish: whose, and what.
struct Ready {
    address: String,
    learner: String,
    words: String,
}

/// Enrolments with a unit whose rules hold, or an award without a certificate.
async fn due(app: &App, library: &Library, actor: &crate::accounts::Actor) -> Result<Vec<Ready>> {
    let mut ready = Vec::new();
    for candidate in store::candidates(&app.db, actor).await? {
        let enrolment = learning::enrolment(&app.db, &candidate.enrolment_id).await?;
        let specification =
            versions::specification(&app.db, library, &enrolment.specification_hash).await?;
        let standings = standings(&app.db, &enrolment, &specification).await?;
        let units = standings
            .iter()
            .filter(|s| !s.is_signed_off() && s.open_points().is_empty());
        let mut words: Vec<String> = units
            .map(|s| format!("Every criterion of {} is achieved.", s.unit))
            .collect();
        let awards = certificates::due(&app.db, &enrolment, &specification).await?;
        words.extend(
            awards
                .iter()
                .map(|award| format!("The certificate for “{}” can be issued.", award.title)),
        );
        if !words.is_empty() {
            let address = format!("/enrolments/{}", enrolment.id);
            ready.push(Ready {
                address,
                learner: candidate.learner,
                words: words.join(" "),
            });
        }
    }
    Ok(ready)
}

#[component]
fn Table(queue: Vec<Queued>, now: Millis) -> impl IntoView {
    if queue.is_empty() {
        return view! { <Empty words="What learners hand in appears here, the oldest first."/> }
            .into_any();
    }
    let rows: Vec<_> = queue.iter().map(|item| row(item, now)).collect();
    view! {
        <div class="table" role="region" aria-label="Queue" tabindex="0">
            <table class="queue">
                <caption class="unseen">"Work waiting for a decision, oldest first"</caption>
                <thead><tr><th scope="col">"Handed in"</th><th scope="col">"Work"</th><th scope="col">"Learner"</th><th scope="col">"Criteria"</th><th scope="col">"Note"</th></tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn row(item: &Queued, now: Millis) -> impl IntoView + use<> {
    let note = match item.number {
        1 => "First submission".to_owned(),
        n => format!("Submission {n}"),
    };
    let state = if item.number == 1 { "ahead" } else { "here" };
    let begun = item.begun_at.map(|at| view! { <p class="meta">{format!("You saved work on it {}.", clock::ago(now, at))}</p> });
    view! {
        <tr>
            <td>{clock::ago(now, item.submitted_at)}</td>
            <th scope="row"><a href=format!("/submissions/{}", item.id)>{format!("{}: unit {}", Kind::words_of(&item.kind), item.unit)}</a></th>
            <td>{item.learner.clone()}</td>
            <td>{item.criteria}</td>
            <td><span class="state" data-state=state>{note}</span>{begun}</td>
        </tr>
    }
}

#[component]
fn Due(due: Vec<Ready>) -> impl IntoView {
    if due.is_empty() {
        return view! { <Empty words="Units appear here when their last criterion is achieved."/> }
            .into_any();
    }
    let count = due.len();
    let items: Vec<_> = due
        .into_iter()
        .map(|ready| {
            view! {
                <li>
                    <div><h3><a href=ready.address.clone()>{ready.learner}</a></h3><p class="meta">{ready.words}</p></div>
                </li>
            }
        })
        .collect();
    view! { <p class="meta">{counted(count, "learner")}</p><ul class="list apart" role="list">{items}</ul> }.into_any()
}
