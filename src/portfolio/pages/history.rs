//! The history of a piece of evidence: every time it was handed in, and how that ended.

use crate::clock;
use crate::portfolio::purging::Purge;
use crate::portfolio::purging::words::{gone_words, of_text};
use crate::portfolio::screen::Said;
use crate::portfolio::{Closure, Submission};
use leptos::prelude::*;

/// One submission of it, with what its learner said before it went in.
pub(super) fn history_item(
    submission: &Submission,
    closure: Option<&Closure>,
    said: &[Said],
    purges: &[Purge],
) -> impl IntoView + use<> {
    let said = said
        .iter()
        .filter(|said| said.submission_id == submission.id);
    let said: Vec<&Said> = said.collect();
    let found: Vec<String> = said.iter().map(|said| said.words()).collect();
    let found = (!found.is_empty()).then(|| {
        let who = said.iter().find_map(|said| said.said_by.as_deref());
        let words = format!(
            "Before it went in {} said that this identifies nobody: {}.",
            who.unwrap_or("you"),
            found.join(", ")
        );
        view! { <p class="meta">{words}</p> }
    });
    let gone = of_text(purges, &submission.id).map(gone_words);
    let gone = gone.map(|words| view! { <p>{words}</p> });
    let words = match closure {
        None => "With the assessors.".to_owned(),
        Some(closure) => format!("{}.", closure.words()),
    };
    let state = closure.is_none().then_some("now");
    view! {
        <li data-state=state>
            <h3>{format!("Submission {}, {}", submission.number, clock::date_and_time(submission.submitted_at))}</h3>
            <p>{words}" "<a href=format!("/submissions/{}", submission.id)>"Read it as it was handed in"</a>", or "<a href=format!("/submissions/{}/document", submission.id)>"as a page to print"</a></p>
            {gone}
            {found}
        </li>
    }
}
