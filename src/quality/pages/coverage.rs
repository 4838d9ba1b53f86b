//! How much of what was decided has been looked at, as meters with words.

use crate::accounts::{Iqa, Visitor};
use crate::app::App;
use crate::error::Result;
use crate::layout::Layout;
use crate::quality::coverage::{By, Covered, Row, covered, total};
use crate::quality::store;
use crate::ui::Empty;
use axum::extract::State;
use axum::response::Response;
use leptos::prelude::*;

/// `GET /quality/coverage`
pub(super) async fn coverage(State(app): State<App>, Iqa(actor): Iqa) -> Result<Response> {
    let rows = store::coverage(&app.db, &actor).await?;
    let layout = Layout::new(&app, &Visitor(Some(actor)), "Coverage").here("/quality");
    Ok(layout.render(|| {
        let parts: Vec<_> = By::ALL.into_iter().map(|by| part(by, &rows)).collect();
        let all = total(&rows);
        view! {
            <nav class="crumbs" aria-label="Where you are"><ol role="list"><li><a href="/quality">"Quality assurance"</a></li></ol></nav>
            <h1>"Coverage"</h1>
            {match rows.is_empty() {
                true => view! { <Empty words="What has been looked at will be here once something has been decided."/> }.into_any(),
                false => view! { <p class="lead">{format!("{}.", all.words())}</p>{parts} }.into_any(),
            }}
        }
    }))
}

fn part(by: By, rows: &[Row]) -> impl IntoView + use<> {
    let items: Vec<_> = covered(rows, by).iter().map(item).collect();
    let list = view! { <ul class="list" role="list">{items}</ul> };
    match by {
        By::Criterion => {
            view! { <details class="sheet"><summary>{by.words()}</summary>{list}</details> }
                .into_any()
        }
        _ => view! { <h2>{by.words()}</h2>{list} }.into_any(),
    }
}

/// What is counted, as a meter and in words.
fn item(covered: &Covered) -> impl IntoView + use<> {
    let words = covered.words();
    let mut found = vec![format!("{} agreed", covered.agreed)];
    if covered.with_open_actions > 0 {
        found.push(format!("{} with an open action", covered.with_open_actions));
    }
    let found = (covered.sampled > 0).then(|| format!(" Of these {}.", found.join(", ")));
    view! {
        <li>
            <h3>{covered.name.clone()}</h3>
            <meter min="0" max=covered.decided.to_string() value=covered.sampled.to_string() aria-label=format!("{}: {words}", covered.name)></meter>
            <p class="meta">{words}"."{found}</p>
        </li>
    }
}
