//! A learner's standing as the assessor sees it: signing units off, and issuing certificates.

use super::countersigning;
use super::extra_time::ExtraTime;
use super::looks::Looks;
use super::prior_learning::Recognitions;
use crate::accounts::{self, Assessor, Visitor, may_assess, settings};
use crate::app::App;
use crate::arrangements::{self, pages::Agreements};
use crate::assessment::store::{self, Proposal};
use crate::assessment::{Recorded, prior_learning};
use crate::certificates::award::Award;
use crate::certificates::{self, Request, Requested, number};
use crate::clock;
use crate::error::Result;
use crate::form::{Faults, Form};
use crate::layout::Layout;
use crate::learning::{self, Enrolment};
use crate::library::Specification;
use crate::portfolio::{self, Access, CriterionState, Standing, standings, words_of};
use crate::quality::{self, Release};
use crate::quizzes;
use crate::transfers::{self, shown::FromEarlier};
use crate::versions;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;
use serde::Deserialize;

#[derive(Debug, Default, Deserialize)]
pub(super) struct Said {
    #[serde(default)]
    said: String,
}

/// An enrolment of somebody else of one's organisation, with the specification it is pinned to. Any other is not found here.
pub(super) async fn load(
    app: &App,
    actor: &accounts::Actor,
    id: &str,
) -> Result<(Enrolment, Specification)> {
    let enrolment = learning::enrolment(&app.db, id).await?;
    may_assess(&app.db, actor, &enrolment.person_id).await?;
    let library = app.library();
    let specification = versions::specification(&app.db, &library, &enrolment.specification_hash)
        .await?
        .into_owned();
    Ok((enrolment, specification))
}

/// `GET /enrolments/{id}`
pub(super) async fn enrolment(
    State(app): State<App>,
    Assessor(actor): Assessor,
    Path(id): Path<String>,
    Query(said): Query<Said>,
) -> Result<Response> {
    let notice = match said.said.as_str() {
        "recognised" => Some("Recorded. What was learned before counts for this criterion."),
        "declined" => Some("Recorded. The learner reads what is missing, and hands in more."),
        "looked" => Some("Recorded. What was achieved before counts for this criterion."),
        "held" => Some(
            "Asked for. Quality assurance releases it; you hear of it, and so does the learner.",
        ),
        "accepted" => Some("Recorded. Every criterion of this submission is achieved."),
        "signed-off" => {
            Some("Signed off. The certificate can be issued now if nothing else is missing.")
        }
        "proposed" => {
            Some("Proposed. The unit is signed off once a qualified assessor has countersigned it.")
        }
        _ => None,
    };
    page(&app, actor, &id, notice, Default::default()).await
}

/// The page, with a refused form about extra time or about a look if there is one.
pub(super) async fn page(
    app: &App,
    actor: accounts::Actor,
    id: &str,
    notice: Option<&'static str>,
    (typed, faults): (Form, Faults),
) -> Result<Response> {
    let (enrolment, specification) = load(app, &actor, id).await?;
    let access = Access {
        subject: "enrolment",
        id,
        owner: &enrolment.person_id,
        outcome: "viewed",
    };
    portfolio::log_access(&app.db, &actor, access, app.clock.now()).await?;
    let learner = portfolio::learner_name(&app.db, &enrolment.person_id).await?;
    let units = units(app, &actor, &enrolment, &specification).await?;
    let in_training = store::is_in_training(&app.db, &actor.id).await?;
    let issues = issues(app, &enrolment, &specification, &learner, in_training).await?;
    let handed_in = portfolio::handed_in(&app.db, &enrolment.id).await?;
    let agreed = quizzes::adjustment_of(&app.db, &enrolment.person_id).await?;
    let may_know = agreed.as_ref().is_some_and(|agreed| agreed.is_for(&actor));
    let arranged =
        arrangements::of_learner(&app.db, &actor, &enrolment.person_id, app.clock.now()).await?;
    let recognised = prior_learning::recognised(&app.db, &enrolment).await?;
    let takes_prior = specification
        .units
        .iter()
        .any(|unit| unit.prior_learning_years.is_some());
    let looks = transfers::looks(&app.db, &enrolment).await?;
    let earlier = transfers::earlier(&app.db, &app.library(), &enrolment).await?;
    let refused = (typed, faults);
    let (about_look, about_time) = match refused.0.has("criterion") {
        true => (refused, Default::default()),
        false => (Default::default(), refused),
    };
    let visitor = Visitor(Some(actor));
    let layout = Layout::new(
        app,
        &visitor,
        format!("{learner} · {}", specification.title),
    )
    .here("/assessment")
    .notice(notice);
    Ok(layout.render(|| {
        view! {
            <nav class="crumbs" aria-label="Where you are"><ol role="list"><li><a href="/assessment">"Queue"</a></li></ol></nav>
            <p class="kicker">{format!("{} · specification version {}", specification.title, specification.label)}</p>
            <h1>{learner.clone()}</h1>
            {issues}
            {units}
            <Looks enrolment=enrolment.id.clone() looks in_training typed=about_look.0 faults=about_look.1/>
            <Recognitions recognised/>
            <FromEarlier earlier/>
            {takes_prior.then(|| prior_learning_way(&enrolment, in_training))}
            <p><a href=format!("/enrolments/{}/observations", enrolment.id)>"Record an observation or a professional discussion"</a></p>
            <HandedIn handed_in/>
            <h2>"Reasonable adjustments"</h2>
            <Agreements agreed=arranged may_end=false named=false/>
            <p><a href=format!("/enrolments/{}/arrangements", enrolment.id)>"Agree something, or end it"</a></p>
            <ExtraTime enrolment=enrolment.id agreed may_know typed=about_time.0 faults=about_time.1/>
        }
    }))
}

/// The units that the learner has begun to show, each with its sign-off.
async fn units(
    app: &App,
    actor: &accounts::Actor,
    enrolment: &Enrolment,
    specification: &Specification,
) -> Result<Vec<AnyView>> {
    let is_begun = |standing: &Standing| {
        standing
            .criteria
            .iter()
            .any(|(_, state)| *state != CriterionState::Open)
    };
    let standings = standings(&app.db, enrolment, specification).await?;
    let shown = standings
        .into_iter()
        .filter(|standing| specification.units.len() == 1 || is_begun(standing));
    let mut proposed = Vec::new();
    for proposal in store::proposed_sign_offs(&app.db, &enrolment.id).await? {
        let may = countersigning::may_answer(app, actor, &proposal).await?;
        proposed.push((proposal, may));
    }
    let view = |standing: Standing| {
        let of = |(proposal, _): &&(Proposal, bool)| proposal.unit.as_ref() == Some(&standing.unit);
        let waiting = proposed.iter().find(of);
        let waiting =
            waiting.map(|(proposal, may)| countersigning::answer(proposal, *may).into_any());
        unit_view(enrolment, specification, standing, waiting).into_any()
    };
    Ok(shown.map(view).collect())
}

/// A form for each certificate that is due.
async fn issues(
    app: &App,
    enrolment: &Enrolment,
    specification: &Specification,
    learner: &str,
    in_training: bool,
) -> Result<Vec<AnyView>> {
    let now = app.clock.now();
    let validity = specification
        .validity_months
        .map(|months| clock::date(clock::months_after(now, months)));
    let awards = certificates::due(&app.db, enrolment, specification).await?;
    let held = certificates::held_of(&app.db, &enrolment.id).await?;
    let is_held = quality::release_policy(&app.db, &enrolment.id).await? != Release::None;
    let due = awards.iter().map(|award| match in_training {
        true => left_to_others(award).into_any(),
        false => issue_view(enrolment, award, learner, (validity.clone(), is_held)).into_any(),
    });
    let held = held.iter().map(|request| held_view(request).into_any());
    Ok(held.chain(due).collect())
}

/// A certificate that is due, for an assessor in training.
fn left_to_others(award: &Award) -> impl IntoView + use<> {
    let words = format!(
        "The certificate for “{}” is due. While you are in training a qualified colleague issues it.",
        award.title
    );
    view! { <div class="sheet"><h2>"A certificate is due"</h2><p>{words}</p></div> }
}

/// The way to prior learning, or who recognises it.
fn prior_learning_way(enrolment: &Enrolment, in_training: bool) -> AnyView {
    match in_training {
        true => view! { <p class="meta">"While you are in training a qualified colleague recognises prior learning."</p> }.into_any(),
        false => view! { <p><a href=format!("/enrolments/{}/prior-learning", enrolment.id)>"Recognise prior learning"</a></p> }.into_any(),
    }
}

/// Everything that was handed in, to be read again.
#[component]
fn HandedIn(handed_in: Vec<portfolio::HandedIn>) -> impl IntoView {
    let items: Vec<_> = handed_in
        .into_iter()
        .map(|item| {
            let outcome = match item.outcome.as_deref() {
                Some("accepted") => "accepted",
                Some(_) => "returned",
                None => "waiting for a decision",
            };
            let words = format!("Unit {}, submission {}", item.unit, item.number);
            let when = format!(", {}: {outcome}", clock::date(item.submitted_at));
            view! { <li><p><a href=format!("/submissions/{}", item.id)>{words}</a>{when}</p></li> }
        })
        .collect();
    (!items.is_empty())
        .then(|| view! { <h2>"Handed in"</h2><ul class="list" role="list">{items}</ul> })
}

fn unit_view(
    enrolment: &Enrolment,
    specification: &Specification,
    standing: Standing,
    waiting: Option<AnyView>,
) -> impl IntoView + use<> {
    let unit = specification.unit(&standing.unit);
    let title = unit
        .map(|unit| format!("{}, {}", unit.code, unit.title))
        .unwrap_or_default();
    let criteria: Vec<_> = unit
        .iter()
        .flat_map(|unit| unit.criteria())
        .map(|criterion| {
            let (key, words) = words_of(standing.state(&criterion.code));
            view! {
                <li>
                    <span class="code">{criterion.code.clone()}</span>
                    <span>{criterion.title.clone()}</span>
                    <span class="state" data-state=key>{words}</span>
                </li>
            }
        })
        .collect();
    view! {
        <h2>{title}</h2>
        <ul class="criteria" role="list">{criteria}</ul>
        {match waiting {
            Some(waiting) => waiting,
            None => view! { <SignOff enrolment=enrolment.id.clone() standing/> }.into_any(),
        }}
    }
}

/// The form that signs a unit off, or what is still missing.
#[component]
fn SignOff(enrolment: String, standing: Standing) -> impl IntoView {
    let open = standing.open_points();
    let unit = standing.unit.clone();
    match (standing.signed_off_at, open.is_empty()) {
        (Some(at), _) => view! { <p class="meta">{format!("Signed off on {}.", clock::date(at))}</p> }.into_any(),
        (None, false) => {
            let points: Vec<_> = open.into_iter().map(|point| view! { <li>{point}</li> }).collect();
            view! { <div class="sheet"><h3>{format!("{unit} cannot be signed off yet")}</h3><ul>{points}</ul></div> }.into_any()
        }
        (None, true) => view! {
            <div class="sheet">
                <h3>{format!("Sign {unit} off")}</h3>
                <p>"You say by this that the evidence is valid, authentic, current and sufficient. It is recorded with your name and today’s date."</p>
                <form method="post" action=format!("/enrolments/{enrolment}/sign-offs")>
                    <input type="hidden" name="unit" value=unit.clone()/>
                    <p class="actions"><button class="button">{format!("Sign off {unit}")}</button></p>
                </form>
            </div>
        }
        .into_any(),
    }
}

fn issue_view(
    enrolment: &Enrolment,
    award: &Award,
    learner: &str,
    (validity, is_held): (Option<String>, bool),
) -> impl IntoView + use<> {
    let asks = match is_held {
        true => "Ask for the certificate",
        false => "Issue the certificate",
    };
    let waits =
        is_held.then(|| view! { <p>"It is issued once quality assurance has released it."</p> });
    let until = validity.map_or("It does not expire.".to_owned(), |date| match is_held {
        true => "From the day of its issue, for as long as the specification says.".to_owned(),
        false => format!("From today to {date}."),
    });
    view! {
        <div class="sheet issue">
            <h2>{asks}</h2>
            {waits}
            <dl class="facts broad">
                <dt>"For"</dt><dd>{format!("{} ({})", award.title, award.kind)}</dd>
                <dt>"In the name of"</dt><dd>{learner.to_owned()}</dd>
                <dt>"Valid"</dt><dd>{until}</dd>
            </dl>
            <form method="post" action=format!("/enrolments/{}/certificates", enrolment.id)>
                <input type="hidden" name="award" value=award.key.clone()/>
                <p class="actions"><button class="button">{asks}</button></p>
            </form>
        </div>
    }
}

/// A certificate that was asked for and waits.
fn held_view(request: &Request) -> impl IntoView + use<> {
    let words = format!(
        "“{}” was asked for by {} on {}. It waits for quality assurance.",
        request.title,
        request.requested_by_name,
        clock::date(request.requested_at)
    );
    view! { <div class="sheet"><h2>"Certificate asked for"</h2><p>{words}</p></div> }
}

/// `POST /enrolments/{id}/sign-offs`
pub(super) async fn sign_off(
    State(app): State<App>,
    Assessor(actor): Assessor,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response> {
    let form = form.only(&["unit"])?;
    let (enrolment, specification) = load(&app, &actor, &id).await?;
    let recorded = store::sign_off(
        &app.db,
        &actor,
        &enrolment,
        &specification,
        form.text("unit"),
        app.clock.now(),
    )
    .await?;
    let said = match recorded {
        Recorded::Proposed => "proposed",
        Recorded::Accepted | Recorded::Returned => "signed-off",
    };
    Ok(Redirect::to(&format!("/enrolments/{id}?said={said}")).into_response())
}

/// `POST /enrolments/{id}/certificates`: issues it, or keeps the request while quality assurance holds certificates.
pub(super) async fn certify(
    State(app): State<App>,
    Assessor(actor): Assessor,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response> {
    let form = form.only(&["award"])?;
    let (enrolment, specification) = load(&app, &actor, &id).await?;
    let settings = settings::load(&app.db).await?;
    let requested = certificates::issue(
        &app.db,
        &actor,
        &enrolment,
        &specification,
        form.text("award"),
        &settings,
        app.clock.now(),
    )
    .await?;
    let address = match requested {
        Requested::Issued(number) => format!("/certificates/{}", number::display(&number)),
        Requested::Held => format!("/enrolments/{id}?said=held"),
    };
    Ok(Redirect::to(&address).into_response())
}
