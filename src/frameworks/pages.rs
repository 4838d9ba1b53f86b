//! The list of frameworks, and one of them with what comes closest to each item.

use super::coverage::{address, gaps, unmapped};
use crate::accounts::Visitor;
use crate::app::App;
use crate::clock;
use crate::error::{Error, Result};
use crate::layout::Layout;
use crate::library::{Framework, FrameworkItem, Library};
use crate::ui::{Empty, counted};
use axum::Router;
use axum::extract::{Path, State};
use axum::response::Response;
use axum::routing::get;
use leptos::prelude::*;

pub fn routes() -> Router<App> {
    Router::new()
        .route("/frameworks", get(list))
        .route("/frameworks/{slug}", get(framework))
}

/// `GET /frameworks`
async fn list(State(app): State<App>, visitor: Visitor) -> Result<Response> {
    let library = app.library();
    let cards: Vec<_> = library.frameworks.iter().map(card).collect();
    let layout = Layout::new(&app, &visitor, "Frameworks")
        .here("/qualifications")
        .shape("wide");
    Ok(layout.render(|| {
        let empty = cards.is_empty();
        view! {
            <h1>"Other people’s frameworks"</h1>
            <p class="lead">"How what you show here sits beside standards and curricula that others have written. Indicative: nobody who owns one of them has checked or approved it."</p>
            <ul class="shelf" role="list">{cards}</ul>
            {empty.then(|| view! { <Empty words="No framework has been compared yet."/> })}
        }
    }))
}

/// "4 of 13 items": those to which something comes close.
fn covered(framework: &Framework) -> String {
    let all = framework.items.len();
    let near = all - gaps(framework).len();
    format!("{near} of {} listed here", counted(all, "item"))
}

fn card(framework: &Framework) -> impl IntoView + use<> {
    view! {
        <li class="sheet">
            <p class="kicker">{framework.owner.clone()}</p>
            <h2><a href=format!("/frameworks/{}", framework.slug)>{framework.title.clone()}</a></h2>
            <p>{framework.summary.clone()}</p>
            <p class="meta">{format!("Criteria come close to {}", covered(framework))}</p>
        </li>
    }
}

/// `GET /frameworks/{slug}`
async fn framework(
    State(app): State<App>,
    visitor: Visitor,
    Path(slug): Path<String>,
) -> Result<Response> {
    let library = app.library();
    let framework = library.framework(&slug).ok_or(Error::NotFound)?;
    let groups: Vec<_> = framework
        .items
        .chunk_by(|one, other| one.group == other.group)
        .map(|items| group(&library, items))
        .collect();
    let layout = Layout::new(&app, &visitor, framework.title.clone()).here("/qualifications");
    Ok(layout.description(framework.summary.clone()).render(|| {
        view! {
            <nav class="crumbs" aria-label="Where you are"><ol role="list"><li><a href="/frameworks">"Frameworks"</a></li></ol></nav>
            <p class="kicker">{framework.owner.clone()}</p>
            <h1>{framework.title.clone()}</h1>
            <p class="lead">{framework.summary.clone()}</p>
            <Caution framework=framework.clone()/>
            <div class="prose" inner_html=framework.body.clone()></div>
            {groups}
            <Left library=&library framework/>
        }
    }))
}

/// What one must not read into the page, and where it comes from.
#[component]
fn Caution(framework: Framework) -> impl IntoView {
    let extent = match framework.complete {
        true => "Indicative.",
        false => "Indicative and incomplete: only some of the items are listed.",
    };
    let who = format!(
        " The programme team chose what comes closest. The owner, {}, has neither checked nor approved it; coming close is not covering.",
        framework.owner
    );
    let care = format!(
        "{} · {} · review by {}",
        covered(&framework),
        framework.care.reviewer,
        clock::month(&framework.care.review_by)
    );
    view! {
        <p class="before">{extent}{who}</p>
        <dl class="facts broad">
            <dt>"Source"</dt><dd><a href=framework.source_url rel="noreferrer">{framework.source}</a></dd>
            <dt>"Criteria come close to"</dt><dd>{care}</dd>
        </dl>
    }
}

fn group(library: &Library, items: &[FrameworkItem]) -> impl IntoView + use<> {
    let lines: Vec<_> = items.iter().map(|item| line(library, item)).collect();
    view! {
        <h2>{items[0].group.clone()}</h2>
        <ul class="list" role="list">{lines}</ul>
    }
}

fn line(library: &Library, item: &FrameworkItem) -> impl IntoView + use<> {
    let near = match item.criteria.is_empty() {
        true => view! { <p><span class="state" data-state="ahead">"Nothing here comes close"</span></p> }.into_any(),
        false => {
            let criteria: Vec<_> = item.criteria.iter().map(|code| criterion(library, code)).collect();
            view! { <ul>{criteria}</ul> }.into_any()
        }
    };
    view! {
        <li id=item.id.clone()>
            <h3>{item.title.clone()}</h3>
            <div class="meta" inner_html=item.note.clone()></div>
            {near}
        </li>
    }
}

fn criterion(library: &Library, code: &str) -> impl IntoView + use<> {
    let mut specifications = library.specifications.iter();
    let found = specifications.find_map(|specification| specification.criterion(code));
    let title = found
        .map(|criterion| criterion.title.clone())
        .unwrap_or_default();
    view! { <li><a href=address(library, code)>{code.to_owned()}</a>" "{title}</li> }
}

/// The criteria that come close to nothing here.
#[component]
fn Left<'a>(library: &'a Library, framework: &'a Framework) -> impl IntoView {
    let lists: Vec<_> = unmapped(library, framework)
        .into_iter()
        .filter(|(_, codes)| !codes.is_empty())
        .map(|(specification, codes)| {
            let links: Vec<_> = codes
                .iter()
                .map(|code| view! { <li><a href=address(library, code)>{(*code).to_owned()}</a></li> })
                .collect();
            view! { <p>{format!("Of “{}”:", specification.title)}</p><ul class="row" role="list">{links}</ul> }
        })
        .collect();
    (!lists.is_empty()).then(|| {
        view! { <h2>"Criteria that come close to none of these"</h2>{lists} }
    })
}
