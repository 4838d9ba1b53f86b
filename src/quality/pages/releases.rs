//! Certificates that wait to be released.

use crate::accounts::{Actor, Iqa, Visitor, settings};
use crate::app::App;
use crate::assessment::parts;
use crate::certificates::{self, Request, number};
use crate::clock;
use crate::error::Result;
use crate::form::{Faults, Form};
use crate::layout::Layout;
use crate::quality::store::{self, HeldBy};
use crate::ui::{Empty, ErrorSummary, TextArea};
use crate::versions;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;

/// The longest reason for a release, characters.
const LONGEST: usize = 2_000;

/// `GET /quality/releases`
pub(super) async fn releases(State(app): State<App>, Iqa(actor): Iqa) -> Result<Response> {
    page(&app, actor, &Form::default(), &Faults::default()).await
}

/// A certificate that waits, as whoever looks can release it or not.
struct Waiting {
    request: Request,
    /// Why it is held.
    why: Option<String>,
    by: Vec<HeldBy>,
    /// Prior learning that nobody has looked at: its id and criterion.
    recognitions: Vec<(String, String)>,
    is_party: bool,
    /// Whether nobody has looked at any of the work.
    is_unseen: bool,
}

impl Waiting {
    async fn load(app: &App, actor: &Actor, request: Request) -> Result<Self> {
        let (db, id) = (&app.db, &request.id);
        Ok(Waiting {
            why: store::hold(db, id).await?,
            by: store::held_by(db, id).await?,
            recognitions: store::recognitions_of(db, id).await?,
            is_party: parts::has_part_in_request(db, &actor.id, id).await?,
            is_unseen: store::is_unseen(db, id).await?,
            request,
        })
    }
}

async fn page(app: &App, actor: Actor, typed: &Form, faults: &Faults) -> Result<Response> {
    let mut held = Vec::new();
    for request in certificates::held(&app.db, &actor).await? {
        held.push(Waiting::load(app, &actor, request).await?);
    }
    let policy = store::release_policy_of(&app.db, &actor.organisation).await?;
    let layout =
        Layout::new(app, &Visitor(Some(actor)), "Certificates to release").here("/quality");
    Ok(layout.render(|| {
        let is_empty = held.is_empty();
        let items: Vec<_> = held.iter().map(|waiting| item(waiting, typed, faults)).collect();
        view! {
            <ErrorSummary faults=faults.clone()/>
            <nav class="crumbs" aria-label="Where you are"><ol role="list"><li><a href="/quality">"Quality assurance"</a></li></ol></nav>
            <h1>"Certificates to release"</h1>
            <p class="lead">{policy.words()}"."</p>
            {is_empty.then(|| view! { <Empty words="A certificate that an assessor has asked for waits here while the policy asks for it."/> })}
            <ul class="list apart" role="list">{items}</ul>
        }
    }))
}

fn item(waiting: &Waiting, typed: &Form, faults: &Faults) -> impl IntoView + use<> {
    let request = &waiting.request;
    let asked = format!(
        "Asked for by {} on {}",
        request.requested_by_name,
        clock::date(request.requested_at)
    );
    let (state, words) = match (&waiting.why, waiting.is_party) {
        (Some(why), _) => ("here", format!("Held: {why}")),
        (None, true) => (
            "here",
            "Somebody else releases it: you had a part in what it rests on, or it is yours."
                .to_owned(),
        ),
        (None, false) => ("done", "The policy is met: it can be released.".to_owned()),
    };
    let may = waiting.why.is_none() && !waiting.is_party;
    let form = may.then(|| form(waiting, typed, faults));
    let recognitions = waiting.recognitions.iter().map(|(id, criterion)| {
        let words = format!("Look at what was recognised for {criterion}");
        view! { <li><a href=format!("/quality/prior-learning/{id}")>{words}</a></li> }.into_any()
    });
    let holds = waiting.by.iter().map(|by| holding(by).into_any());
    let holds: Vec<AnyView> = holds.chain(recognitions).collect();
    view! {
        <li>
            <div>
                <h2>{format!("{}, {}", request.learner, request.title)}</h2>
                <p class="meta">{asked}</p>
                <p><span class="state" data-state=state>{words}</span></p>
                {(!holds.is_empty()).then(|| view! { <ul>{holds}</ul> })}
            </div>
            {form}
        </li>
    }
}

/// What is to be done before it is released, with the way there.
fn holding(by: &HeldBy) -> impl IntoView + use<> {
    let sample = by.plan_id.as_ref().map(|plan| {
        let address = format!("/quality/plans/{plan}/samples/{}", by.submission_id);
        (
            address,
            format!("Look at what was drawn of unit {}", by.unit),
        )
    });
    let action = by.action_id.as_ref().map(|action| {
        let criterion = by.criterion.clone().unwrap_or_default();
        (
            format!("/actions/{action}"),
            format!("The action on {criterion}"),
        )
    });
    let links = sample.into_iter().chain(action);
    links
        .map(|(address, words)| view! { <li><a href=address>{words}</a></li> })
        .collect::<Vec<_>>()
}

fn form(waiting: &Waiting, typed: &Form, faults: &Faults) -> impl IntoView + use<> {
    let request = &waiting.request;
    let label = format!("Release “{}” for {}", request.title, request.learner);
    let action = format!("/quality/releases/{}", request.id);
    let said = format!("said-{}", request.id);
    let why = waiting.is_unseen.then(|| {
        view! {
            <TextArea name=said.clone() label="Why it is released" value=typed.raw(&said).to_owned() rows=3 fault=faults.of(&said)
                hint="Nobody has looked at anything of this work: no plan has drawn it. What you say is kept with the release."/>
        }
    });
    view! { <form method="post" action=action>{why}<button class="button" aria-label=label>"Release"</button></form> }
}

/// `POST /quality/releases/{id}`
pub(super) async fn release(
    State(app): State<App>,
    Iqa(actor): Iqa,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response> {
    let form = form.only(&["said-*"])?;
    let request = certificates::request(&app.db, &actor, &id).await?;
    let field = format!("said-{id}");
    let mut faults = Faults::default();
    if store::is_unseen(&app.db, &id).await? && store::hold(&app.db, &id).await?.is_none() {
        faults.check_text(&form, &field, "why it is released", LONGEST);
    }
    if !faults.is_empty() {
        let page = page(&app, actor, &form, &faults).await?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    }
    let library = app.library();
    let hash = &request.specification_hash;
    let specification = versions::specification(&app.db, &library, hash).await?;
    let settings = settings::load(&app.db).await?;
    let now = app.clock.now();
    let said = form.text(&field);
    let number =
        certificates::release(&app.db, &actor, &id, said, &specification, &settings, now).await?;
    Ok(Redirect::to(&format!("/certificates/{}", number::display(&number))).into_response())
}
