//! What evidence was handed in for, each criterion with where and why; of a later submission, what has changed in that since the time before.

use super::Link;
use super::marks::marked_line;
use crate::ledger::ERASED;
use leptos::prelude::*;

/// A criterion that a submission names, beside the submission before it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Claim {
    Same(Link),
    New(Link),
    Changed { before: Link, now: Link },
    Gone(Link),
}

/// Every criterion of the later links, then those that were taken out. Pure.
pub fn compared(before: &[Link], now: &[Link]) -> Vec<Claim> {
    let same = |link: &Link, others: &[Link]| {
        let mut others = others.iter();
        others
            .find(|other| other.criterion == link.criterion)
            .cloned()
    };
    let claim = |link: &Link| match same(link, before) {
        None => Claim::New(link.clone()),
        Some(old) if old == *link => Claim::Same(old),
        Some(old) => Claim::Changed {
            before: old,
            now: link.clone(),
        },
    };
    let gone = before.iter().filter(|link| same(link, now).is_none());
    let gone = gone.cloned().map(Claim::Gone);
    now.iter().map(claim).chain(gone).collect()
}

/// The criteria in a list, with their titles; after a submission before, with what has changed in them.
pub fn list<F: Fn(&str) -> String>(
    now: &[Link],
    before: Option<&[Link]>,
    title: F,
) -> impl IntoView + use<F> {
    // What was purged cannot be compared.
    let known = |links: &&[Link]| links.iter().all(|link| link.justification != ERASED);
    let claims = match before.filter(known).filter(|_| known(&now)) {
        Some(before) => compared(before, now),
        None => now.iter().cloned().map(Claim::Same).collect(),
    };
    let items: Vec<_> = claims.iter().map(|claim| item(claim, &title)).collect();
    view! { <ul class="criteria" role="list">{items}</ul> }
}

/// Whether anything is different in what it was handed in for.
pub fn have_changed(before: &[Link], now: &[Link]) -> bool {
    compared(before, now)
        .iter()
        .any(|claim| !matches!(claim, Claim::Same(_)))
}

fn item(claim: &Claim, title: &impl Fn(&str) -> String) -> AnyView {
    let (link, change) = match claim {
        Claim::Same(link) => (link, None),
        Claim::New(link) => (link, Some("New in this version")),
        Claim::Changed { now, .. } => (now, Some("Changed since the version before")),
        Claim::Gone(link) => (link, Some("Taken out since the version before")),
    };
    let words = match claim {
        Claim::Changed { before, now } => {
            let html = marked_line(&before.words(), &now.words());
            view! { <p class="meta" inner_html=html></p> }.into_any()
        }
        _ => view! { <p class="meta">{link.words()}</p> }.into_any(),
    };
    view! {
        <li>
            <span class="code">{link.criterion.clone()}</span>
            <div>
                {title(&link.criterion)}
                {words}
                {change.map(|words| view! { <p><span class="state">{words}</span></p> })}
            </div>
        </li>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn link(criterion: &str, locator: &str, justification: &str) -> Link {
        Link {
            criterion: criterion.to_owned(),
            locator: locator.to_owned(),
            justification: justification.to_owned(),
        }
    }

    #[test]
    fn what_is_new_changed_and_gone() {
        let before = [
            link("U1.1.1", "page 1", "It names it."),
            link("U1.1.2", "page 2", "It says why."),
            link("U1.1.3", "page 3", "It shows it."),
        ];
        let now = [
            link("U1.1.1", "page 1", "It names it."),
            link("U1.1.2", "page 4", "It says why."),
            link("U1.2.1", "page 5", "It is new."),
        ];
        let expected = [
            Claim::Same(before[0].clone()),
            Claim::Changed {
                before: before[1].clone(),
                now: now[1].clone(),
            },
            Claim::New(now[2].clone()),
            Claim::Gone(before[2].clone()),
        ];
        assert_eq!(compared(&before, &now), expected);
        assert!(have_changed(&before, &now) && !have_changed(&now, &now));
    }
}
