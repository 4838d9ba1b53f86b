//! The assessor's queue: what waits, the oldest first, and what can be signed off.

use super::appeals as appeal_pages;
use super::looks::ToLookAt;
use super::ready::{Found, due};
use super::sieve::{self, Chosen};
use crate::accounts::{Assessor, Visitor};
use crate::app::App;
use crate::assessment::Queued;
use crate::assessment::store::{self, Proposal};
use crate::clock::{self, Millis};
use crate::error::Result;
use crate::layout::Layout;
use crate::learning::list;
use crate::library::Method;
use crate::ui::Empty;
use crate::{quality, transfers};
use axum::extract::{Query, State};
use axum::response::Response;
use leptos::prelude::*;

/// `GET /assessment`
pub(super) async fn queue(
    State(app): State<App>,
    Assessor(actor): Assessor,
    Query(chosen): Query<Chosen>,
) -> Result<Response> {
    let now = app.clock.now();
    let (any, own) = store::are_allocated(&app.db, &actor).await?;
    let chosen = chosen.or_own(own);
    let allocated = Allocated::load(&app, &actor, any).await?;
    let queue = store::queue(&app.db, &actor, &chosen.sieve(now), now).await?;
    let waiting = store::waiting_units(&app.db, &actor).await?;
    let proposals = store::proposals(&app.db, &actor).await?;
    let appeals = store::appeals_for(&app.db, &actor).await?;
    let looks = transfers::looks::waiting(&app.db, &actor).await?;
    let from = chosen
        .ready
        .parse()
        .ok()
        .filter(|from| *from > 0)
        .unwrap_or_default();
    let found = Found::load(&app, &actor, from).await?;
    let asked = quality::open_for(&app.db, &actor).await?;
    let notice = match chosen.said.as_str() {
        "returned" => Some("Returned. The learner sees your feedback and can hand in again."),
        "proposed" => {
            Some("Your decisions wait for a countersignature. The learner hears of them then.")
        }
        "countersigned" => Some("Countersigned. It has taken effect, and the learner hears of it."),
        "given-back" => Some(
            "Given back. Nothing was decided; they find your words beside what they had written.",
        ),
        "saved" => Some("Saved. Nothing has been decided; the work stays in the queue."),
        "released" => Some("It is free for somebody else to mark. What you had saved stays yours."),
        _ => None,
    };
    let all: i64 = waiting.iter().map(|(_, count)| count).sum();
    let heading = match all {
        0 => "Nothing waits for a decision".to_owned(),
        1 => "One piece of work is waiting".to_owned(),
        n => format!("{n} pieces of work are waiting"),
    };
    let units = waiting.into_iter().map(|(unit, _)| unit).collect();
    let of_all = queue.first().map_or(0, |item| item.of_all);
    let me = actor.id.clone();
    let visitor = Visitor(Some(actor));
    let layout = Layout::new(&app, &visitor, "Assessment")
        .here("/assessment")
        .shape("wide")
        .notice(notice);
    Ok(layout.render(|| {
        view! {
            <h1>{heading}</h1>
            <p class="meta"><a href="/assessment/actions">{asked_words(asked)}</a>" · "<a href="/assessment/comments">"Comments to use again"</a>" · "<a href="/standardisation">"Standardisation"</a></p>
            {(all > 0).then(|| sieve::form(&chosen, units))}
            {(!chosen.is_all()).then(|| view! { <p role="status">{chosen.shown(of_all as usize)}</p> })}
            <Table queue now me allocated sieved=!chosen.is_all()/>
            {sieve::pages(&chosen, of_all)}
            <Proposals proposals now/>
            <ToLookAt waiting=looks now/>
            {(!appeals.is_empty()).then(|| view! { <h2>"Appeals to look at"</h2>{appeal_pages::list(&appeals, now)} })}
            {due(found, from)}
        }
    }))
}

/// How much quality assurance asks of this assessor.
fn asked_words(open: i64) -> String {
    match open {
        0 => "Actions asked of you: none is open".to_owned(),
        1 => "One action is asked of you".to_owned(),
        n => format!("{n} actions are asked of you"),
    }
}

/// To whom the work that waits is allocated; says nothing while nobody is allocated to anybody.
struct Allocated {
    any: bool,
    me: String,
    pairs: Vec<(String, String, String)>,
}

impl Allocated {
    async fn load(app: &App, actor: &crate::accounts::Actor, any: bool) -> Result<Self> {
        let pairs = match any {
            true => store::allocated(&app.db, actor, None).await?,
            false => Vec::new(),
        };
        let me = actor.id.clone();
        Ok(Allocated { any, me, pairs })
    }

    /// `Allocated to you and Ada Marsh.`
    fn words(&self, submission: &str) -> Option<String> {
        let own = self.pairs.iter().filter(|(id, ..)| id == submission);
        let names: Vec<&str> = own
            .map(|(_, assessor, name)| match *assessor == self.me {
                true => "you",
                false => name.as_str(),
            })
            .collect();
        let words = match names.is_empty() {
            true => "Allocated to nobody.".to_owned(),
            false => format!("Allocated to {}.", list(&names)),
        };
        self.any.then_some(words)
    }
}

#[component]
fn Table(
    queue: Vec<Queued>,
    now: Millis,
    me: String,
    allocated: Allocated,
    sieved: bool,
) -> impl IntoView {
    if queue.is_empty() {
        let words = match sieved {
            true => "Nothing that waits is of this kind.",
            false => "What learners hand in appears here, the oldest first.",
        };
        return view! { <Empty words/> }.into_any();
    }
    let rows: Vec<_> = queue
        .iter()
        .map(|item| row(item, now, &me, allocated.words(&item.id)))
        .collect();
    view! {
        <div class="table" role="region" aria-label="Queue" tabindex="0">
            <table class="queue">
                <caption class="unseen">"Work waiting for a decision, oldest first"</caption>
                <thead><tr><th scope="col">"Handed in"</th><th scope="col">"Work"</th><th scope="col">"Learner"</th><th scope="col">"Criteria"</th><th scope="col">"Note"</th><th scope="col"><span class="unseen">"Mark it"</span></th></tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn row(item: &Queued, now: Millis, me: &str, allocated: Option<String>) -> impl IntoView + use<> {
    let allocated = allocated.map(|words| view! { <p class="meta">{words}</p> });
    let note = match item.number {
        1 => "First submission".to_owned(),
        n => format!("Submission {n}"),
    };
    let state = if item.number == 1 { "ahead" } else { "here" };
    let begun = item.begun_at.map(|at| view! { <p class="meta">{format!("You saved work on it {}.", clock::ago(now, at))}</p> });
    let other = item.marked_by.as_ref().zip(item.marked_until);
    let other = other.filter(|_| item.marked_by_id.as_deref() != Some(me));
    let is_free = other.is_none();
    let other = other.map(|(name, until)| {
        view! { <p class="meta">{format!("Being marked by {name} until {}.", clock::time_of_day(until))}</p> }
    });
    let address = format!("/submissions/{}", item.id);
    let claim = is_free.then(|| {
        let label = format!("Mark unit {} of {}", item.unit, item.learner);
        view! {
            <form method="post" action=format!("{address}/lease")>
                <button class="button quiet" name="do" value="claim" aria-label=label>"Mark"</button>
            </form>
        }
    });
    view! {
        <tr>
            <td>{clock::ago(now, item.submitted_at)}</td>
            <th scope="row"><a href=address>{format!("{}: unit {}", Method::title_of(&item.kind), item.unit)}</a></th>
            <td>{item.learner.clone()}</td>
            <td>{item.criteria}</td>
            <td><span class="state" data-state=state>{note}</span>{allocated}{begun}{other}</td>
            <td>{claim}</td>
        </tr>
    }
}

/// What waits for a countersignature; nothing where nobody is in training.
#[component]
fn Proposals(proposals: Vec<Proposal>, now: Millis) -> impl IntoView {
    let items: Vec<_> = proposals
        .into_iter()
        .map(|proposal| {
            let address = match (&proposal.submission_id, &proposal.enrolment_id) {
                (Some(submission), _) => format!("/submissions/{submission}"),
                (None, enrolment) => format!("/enrolments/{}", enrolment.clone().unwrap_or_default()),
            };
            let what = match &proposal.unit {
                Some(unit) => format!("The sign-off of {unit}"),
                None => "Decisions".to_owned(),
            };
            let words = format!("{what}, proposed by {} {}.", proposal.assessor_name, clock::ago(now, proposal.proposed_at));
            view! { <li><div><h3><a href=address>{proposal.learner}</a></h3><p class="meta">{words}</p></div></li> }
        })
        .collect();
    (!items.is_empty()).then(|| {
        view! { <h2>"Waiting for a countersignature"</h2><ul class="list apart" role="list">{items}</ul> }
    })
}
