//! Beneath the queue: whose units can be signed off, and who can be certified.

use crate::accounts::Actor;
use crate::app::App;
use crate::assessment::store::{self, Candidate};
use crate::certificates;
use crate::error::Result;
use crate::learning::Enrolment;
use crate::library::{Library, Specification};
use crate::portfolio::{TOGETHER, standings_of};
use crate::ui::{Empty, counted};
use crate::versions;
use leptos::prelude::*;
use std::borrow::Cow;

/// How many learners are looked at for one page.
const MOST_LOOKED_AT: usize = 5 * TOGETHER;

/// Something an assessor can finish: whose, and what.
struct Ready {
    address: String,
    learner: String,
    words: String,
}

/// Those who are ready among the learners that were looked at, and where to go on looking.
pub(super) struct Found {
    ready: Vec<Ready>,
    after: i64,
    /// Whether there are more learners to look at.
    is_more: bool,
}

impl Found {
    /// Looks at learners until enough of them are ready, in a constant number of queries for every [`TOGETHER`] of them.
    pub(super) async fn load(app: &App, actor: &Actor, from: i64) -> Result<Self> {
        let library = app.library();
        let mut found = Found {
            ready: Vec::new(),
            after: from,
            is_more: true,
        };
        while found.is_more
            && found.ready.len() < TOGETHER
            && found.after - from < MOST_LOOKED_AT as i64
        {
            let next = store::candidates(&app.db, actor, found.after).await?;
            found.is_more = next.len() == TOGETHER;
            found.after += next.len() as i64;
            found.ready.extend(ready(app, &library, &next).await?);
        }
        Ok(found)
    }
}

/// Of some enrolments those with a unit whose rules hold, or an award without a certificate.
async fn ready(app: &App, library: &Library, next: &[Candidate]) -> Result<Vec<Ready>> {
    let mut specifications: Vec<Cow<'_, Specification>> = Vec::new();
    for candidate in next {
        let hash = &candidate.enrolment.specification_hash;
        specifications.push(versions::specification(&app.db, library, hash).await?);
    }
    let pairs: Vec<(&Enrolment, &Specification)> = next
        .iter()
        .map(|candidate| &candidate.enrolment)
        .zip(specifications.iter().map(AsRef::as_ref))
        .collect();
    let standings = standings_of(&app.db, &pairs).await?;
    let awards = certificates::due_of(&app.db, &pairs).await?;
    let all = next.iter().zip(standings).zip(awards);
    let ready = all.filter_map(|((candidate, standings), awards)| {
        let units = standings.iter().filter(|one| one.is_ready());
        let units = units.map(|one| format!("Every criterion of {} is achieved.", one.unit));
        let awards = awards
            .iter()
            .map(|award| format!("The certificate for “{}” can be issued.", award.title));
        let words: Vec<String> = units.chain(awards).collect();
        (!words.is_empty()).then(|| Ready {
            address: format!("/enrolments/{}", candidate.enrolment.id),
            learner: candidate.learner.clone(),
            words: words.join(" "),
        })
    });
    Ok(ready.collect())
}

/// Them, with the way to the others.
pub(super) fn due(found: Found, from: i64) -> impl IntoView {
    let count = found.ready.len();
    let items: Vec<_> = found
        .ready
        .into_iter()
        .map(|ready| {
            view! {
                <li>
                    <div><h3><a href=ready.address.clone()>{ready.learner}</a></h3><p class="meta">{ready.words}</p></div>
                </li>
            }
        })
        .collect();
    let empty = match from {
        0 => "Units appear here when their last criterion is achieved.",
        _ => "Nobody else is ready.",
    };
    let more = found.is_more.then(|| {
        view! { <p><a href=format!("/assessment?ready={}#ready", found.after)>"Look at the learners before"</a></p> }
    });
    view! {
        <h2 id="ready">"Ready to be signed off or certified"</h2>
        {match count {
            0 => view! { <Empty words=empty/> }.into_any(),
            _ => view! { <p class="meta">{counted(count, "learner")}</p><ul class="list apart" role="list">{items}</ul> }.into_any(),
        }}
        {more}
    }
}
