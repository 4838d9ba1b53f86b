//! The page of a submission: for its learner to read, for an assessor to begin marking it.

use super::leasing::Begin;
use super::work::Work;
use super::{beside, countersigning, marking};
use crate::accounts::{Actor, Role, Visitor};
use crate::app::App;
use crate::assessment::store::{self, Proposal};
use crate::clock;
use crate::error::{Error, Result};
use crate::form::Faults;
use crate::layout::Layout;
use crate::learning::list as listed;
use crate::portfolio::decision_view;
use crate::quality::pages::found;
use crate::quality::{Taken, samples_for};
use crate::testimony;
use crate::testimony::pages::witnessed::Witnessed;
use crate::ui::paragraphs;
use axum::extract::{Path, State};
use axum::response::Response;
use leptos::prelude::*;

/// `GET /submissions/{id}`
pub(super) async fn submission(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<String>,
) -> Result<Response> {
    let work = Work::load(&app, &actor, &id).await?;
    let own = actor.id == work.submission.person_id;
    let mut begin = None;
    let proposal = match own {
        true => None,
        false => store::proposal_on(&app.db, &id).await?,
    };
    if let Some(proposal) = proposal {
        let may = store::may_countersign(&app.db, &actor, &proposal).await?;
        begin = Some(proposed(&work, &proposal, may).into_any());
    } else if !own && work.closure.is_none() {
        let lease = store::lease(&app.db, &id, app.clock.now()).await?;
        if lease
            .as_ref()
            .is_some_and(|lease| lease.assessor_id == actor.id)
        {
            return marking::page(&app, actor, work, None, &Faults::default()).await;
        }
        let saved = store::draft(&app.db, &actor, &id).await?;
        let saved = saved.map(|(_, at)| format!("You saved work on it on {}.", clock::date(at)));
        let allocated = allocated_to(&app, &actor, &id).await?;
        begin = Some(
            match testimony::refuse_witness(&app.db, &actor.id, &id).await {
                Err(Error::Conflict(words)) => {
                    view! { <div class="notice"><p>{words}</p></div> }.into_any()
                }
                _ => view! { {allocated}<Begin submission=id lease saved/> }.into_any(),
            },
        );
    }
    let exemplar = !own && actor.is(Role::Iqa);
    let samples = match own {
        true => Vec::new(),
        false => samples_for(&app.db, &actor, &work.submission.id).await?,
    };
    let administers = actor.is(Role::Administrator);
    let visitor = Visitor(Some(actor));
    let here = if own { "/portfolio" } else { "/assessment" };
    let layout = Layout::new(&app, &visitor, work.activity.title().to_owned()).here(here);
    Ok(layout.render(|| view! { <Frozen work own exemplar administers begin samples/> }))
}

/// To whom the submission is allocated, where it is to anybody.
async fn allocated_to(app: &App, actor: &Actor, id: &str) -> Result<Option<impl IntoView + use<>>> {
    let all = store::allocated(&app.db, actor, Some(id)).await?;
    let names: Vec<&str> = all.iter().map(|(.., name)| name.as_str()).collect();
    let words = format!("Allocated to {}. Others can mark it too.", listed(&names));
    Ok((!names.is_empty()).then(|| view! { <p class="meta">{words}</p> }))
}

/// What an assessor in training has decided, to be countersigned.
fn proposed(work: &Work, proposal: &Proposal, may: bool) -> impl IntoView + use<> {
    let decisions: Vec<_> = countersigning::as_decided(proposal)
        .iter()
        .map(|decision| decision_view(decision, work.criterion_title(&decision.criterion)))
        .collect();
    let remarks = proposal.proposed().remarks;
    let comment = (!remarks.comment.is_empty()).then(|| {
        view! { <blockquote class="voice"><div inner_html=paragraphs(&remarks.comment)></div></blockquote> }
    });
    let beside: Vec<_> = remarks
        .beside
        .iter()
        .map(|(field, words)| view! { <dt>{beside::title(work, field)}</dt><dd inner_html=paragraphs(words)></dd> })
        .collect();
    view! {
        <h2>"What is proposed"</h2>
        {comment}
        {decisions}
        {(!beside.is_empty()).then(|| view! { <h3>"Beside single fields"</h3><dl class="facts broad">{beside}</dl> })}
        {countersigning::answer(proposal, may)}
    }
}

/// The frozen copy with the links and, once there are any, the decisions.
#[component]
fn Frozen(
    work: Work,
    own: bool,
    exemplar: bool,
    administers: bool,
    begin: Option<AnyView>,
    samples: Vec<Taken>,
) -> impl IntoView {
    let back = match own {
        true => (
            format!("/evidence/{}", work.submission.evidence_id),
            "Evidence",
        ),
        false => (
            format!("/enrolments/{}", work.submission.enrolment_id),
            "Learner",
        ),
    };
    let decisions: Vec<_> = work.decided().into_iter().map(|(_, view)| view).collect();
    let (links, changed) = (work.claims(), work.changed_claims());
    let closure = work.closure.as_ref();
    let closure =
        closure.map(|closure| view! { <p class="lead">{format!("{}.", closure.words())}</p> });
    view! {
        <nav class="crumbs" aria-label="Where you are"><ol role="list"><li><a href=back.0>{back.1}</a></li></ol></nav>
        <p class="kicker">{format!("{} · unit {} · submission {}", work.learner, work.submission.unit, work.submission.number)}</p>
        <h1>{work.activity.title().to_owned()}</h1>
        <p class="meta">{work.version_words()}</p>
        {closure}
        {work.witness.clone().map(|witness| view! { <Witnessed witness/> })}
        {work.circumstances()}
        {begin}
        {match decisions.is_empty() {
            true => view! { <h2>"Handed in for"</h2>{links} }.into_any(),
            false => view! { <h2>"What was decided"</h2>{decisions}{changed} }.into_any(),
        }}
        {found::for_deciders(&samples)}
        <h2>"As it was handed in"</h2>
        <div class="text sheet">{work.text(&|field| beside::comments(&work, field))}</div>
        {work.files()}
        <p class="meta">"If somebody can be recognised in it, an administrator can "<a href=format!("/submissions/{}/purge", work.submission.id)>"remove it for good"</a>{(!administers).then_some(": give one the address of that link.")}</p>
        <p class="meta"><a href=format!("/submissions/{}/document", work.submission.id)>"All of it as a page to print"</a></p>
        {exemplar.then(|| view! { <p class="meta"><a href=format!("/standardisation/exemplars?submission={}", work.submission.id)>"Make an exemplar of it"</a></p> })}
        <details><summary>"The prompt, as it was then"</summary><div class="text" inner_html=work.activity.prompt().into_owned()></div></details>
    }
}
