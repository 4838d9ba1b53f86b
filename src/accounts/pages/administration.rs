//! The way between the pages of administrators, which share one entry of the site's navigation.

use leptos::prelude::*;

/// The entry of the site's navigation under which these pages stand.
pub(super) const ADDRESS: &str = "/people";

/// Links to each of them.
pub(super) fn administration(here: &'static str) -> impl IntoView {
    let places = [
        ("/people", "People and roles"),
        ("/organisations", "Organisations"),
        ("/outbox", "Outbox"),
        ("/settings", "Settings"),
        ("/items", "Questions"),
        ("/arrangements", "Adjustments"),
    ];
    let items = places.map(|(address, words)| {
        let current = (address == here).then_some("page");
        view! { <li><a href=address aria-current=current>{words}</a></li> }
    });
    view! {
        <nav aria-label="Administration"><ul class="row" role="list">{items.into_iter().collect_view()}</ul></nav>
    }
}
