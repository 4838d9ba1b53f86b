//! What was found in a sample, beside what had been decided.

use crate::assessment::Work;
use crate::clock::{self, Millis};
use crate::quality::store::{Progress, Seen, Taken};
use crate::ui::paragraphs;
use leptos::prelude::*;

/// All of it, with who looked and when.
pub fn all(
    (by, at): &(String, Millis),
    work: &Work,
    comment: &str,
    seen: &[Seen],
) -> impl IntoView + use<> {
    let criteria: Vec<_> = work
        .decided()
        .into_iter()
        .map(|(code, decision)| {
            let own = seen.iter().find(|seen| seen.criterion == code);
            view! { <section class="criterion">{decision}{own.map(found)}</section> }
        })
        .collect();
    let comment = (!comment.is_empty()).then(|| {
        view! { <blockquote class="voice"><div inner_html=paragraphs(comment)></div><footer>{by.clone()}</footer></blockquote> }
    });
    view! {
        <section class="pane judge" aria-labelledby="judging" tabindex="0">
            <h2 id="judging">{format!("Looked at by {by} on {}", clock::date_and_time(*at))}</h2>
            {comment}
            {work.closing()}
            {criteria}
        </section>
    }
}

/// What internal quality assurance found, for those who decided: beside their decisions, sample by sample.
pub fn for_deciders(samples: &[Taken]) -> Option<impl IntoView + use<>> {
    let view = |taken: &Taken| {
        let criteria: Vec<_> = taken
            .seen
            .iter()
            .map(|seen| view! { <div class="criterion"><h4><span class="code">{seen.criterion.clone()}</span></h4>{found(seen)}</div> })
            .collect();
        let comment = (!taken.comment.is_empty()).then(|| {
            view! { <blockquote class="voice"><div inner_html=paragraphs(&taken.comment)></div><footer>{taken.by.clone()}</footer></blockquote> }
        });
        let heading = format!("Looked at by {} on {}", taken.by, clock::date(taken.at));
        view! { <h3>{heading}</h3>{comment}{criteria} }
    };
    let all: Vec<_> = samples.iter().map(view).collect();
    (!all.is_empty()).then(|| {
        view! {
            <section class="sheet" aria-label="What quality assurance found">
                <h2>"What quality assurance found"</h2>
                <p class="meta">"You see this because you decided or countersigned. The learner does not."</p>
                {all}
            </section>
        }
    })
}

fn found(seen: &Seen) -> impl IntoView + use<> {
    let Some(asked) = seen.asked() else {
        return view! { <p><span class="state" data-state="done">"Agreed"</span></p> }.into_any();
    };
    let became = match asked.progress {
        Progress::Open => "It is still open.",
        Progress::Answered => "They have answered; nobody has closed it yet.",
        Progress::Closed => "It has been done and closed.",
        Progress::Withdrawn => "It was withdrawn.",
    };
    let day = clock::written_day(asked.by).unwrap_or_default();
    let who = format!("Asked of {}, by {day}. {became}", asked.of);
    view! {
        <p><span class="state" data-state="not-yet">"Action required"</span></p>
        <blockquote class="voice"><div inner_html=paragraphs(asked.what)></div><footer>{who}</footer></blockquote>
    }
    .into_any()
}
