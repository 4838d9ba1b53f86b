//! The search page: a plain form that asks by GET, so that what was found can be bookmarked and gone back to.

use super::own::Own;
use super::{Hit, Query};
use crate::accounts::Visitor;
use crate::app::App;
use crate::error::Result;
use crate::layout::Layout;
use crate::ui::{Empty, counted};
use axum::Router;
use axum::extract::{RawQuery, State};
use axum::response::Response;
use axum::routing::get;
use leptos::prelude::*;

/// How much of what was found is shown.
const SHOWN: usize = 30;

pub fn routes() -> Router<App> {
    Router::new().route("/search", get(search))
}

/// `GET /search?q=…`. Whatever the address says is answered, also what no form would send.
async fn search(
    State(app): State<App>,
    visitor: Visitor,
    RawQuery(asked): RawQuery,
) -> Result<Response> {
    let asked = asked.unwrap_or_default();
    let typed = form_urlencoded::parse(asked.as_bytes()).find(|(name, _)| name == "q");
    let query = Query::new(&typed.map(|(_, value)| value).unwrap_or_default());
    let library = app.library();
    let own = match visitor.0.as_ref().filter(|_| !query.is_empty()) {
        Some(actor) => Own::load(&app.db, &library, actor).await?,
        None => Own::default(),
    };
    let mut hits = library.index.find(&query, |entry| own.may_find(entry));
    hits.extend(own.index.find(&query, |_| true));
    hits.sort_by(|one, other| {
        other
            .rank()
            .partial_cmp(&one.rank())
            .unwrap_or(std::cmp::Ordering::Equal)
    });
    let taken_for = library.index.taken_for(&query);
    let words = outcome(&query, hits.len(), &taken_for);
    let found: Vec<_> = hits
        .iter()
        .take(SHOWN)
        .map(|hit| found(hit, &own))
        .collect();
    let is_empty = found.is_empty() && !query.is_empty();
    let title = if query.text.is_empty() {
        "Search".to_owned()
    } else {
        format!("“{}” · Search", query.text)
    };
    Ok(Layout::new(&app, &visitor, title).here("/search").render(|| {
        view! {
            <h1>"Search"</h1>
            <form class="look-up" action="/search">
                <div class="field">
                    <label for="q">"What are you looking for?"</label>
                    <input type="search" id="q" name="q" value=query.text.clone() maxlength=super::query::LONGEST.to_string()/>
                </div>
                <button class="button">"Search"</button>
            </form>
            <p class="meta" role="status">{words}</p>
            {is_empty.then(|| view! { <Empty words="Try fewer words, another word for the same thing, or only its beginning. The glossary lists the words of the field."/> })}
            <ol class="list found" role="list">{found}</ol>
        }
    }))
}

/// What came of it, in words.
fn outcome(query: &Query, count: usize, taken_for: &[(String, String)]) -> String {
    if query.is_everywhere {
        return format!(
            "“{}” stands on nearly every page. Add a word that says more.",
            query.text
        );
    }
    if query.is_empty() {
        return "Sections, the glossary, conversations, worksheets and reflections; when you are signed in, also the questions that you have met, and your own notes.".to_owned();
    }
    let mut words = match count {
        0 => format!("Nothing was found for “{}”.", query.text),
        1..=SHOWN => format!("{} for “{}”.", counted(count, "place"), query.text),
        _ => format!(
            "{count} places for “{}”; these are the nearest. Add a word to find fewer.",
            query.text
        ),
    };
    for (typed, meant) in taken_for.iter().filter(|_| count > 0) {
        words.push_str(&format!(" “{typed}” stands nowhere: shown is “{meant}”."));
    }
    if query.is_cut {
        words.push_str(" That was long: we looked for the first words of it.");
    }
    words
}

fn found(hit: &Hit<'_>, own: &Own) -> impl IntoView + use<> {
    let entry = hit.entry;
    let address = own
        .address_of(entry)
        .cloned()
        .unwrap_or_else(|| hit.address());
    let kind = match entry.within.is_empty() {
        true => entry.kind.words().to_owned(),
        false => format!("{} · {}", entry.kind.words(), entry.within),
    };
    let text = match entry.definition.clone().filter(|_| hit.is_named) {
        Some(definition) => {
            view! { <div class="definition" inner_html=definition></div> }.into_any()
        }
        None => view! { <p inner_html=hit.excerpt()></p> }.into_any(),
    };
    view! {
        <li>
            <p class="kicker">{kind}</p>
            <h2><a href=address inner_html=hit.title()></a></h2>
            {text}
        </li>
    }
}
