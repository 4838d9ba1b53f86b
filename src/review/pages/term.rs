//! One term of the review: what it means is shown when the learner asks for it, and the learner says how well they knew it.

use super::{After, Top, next_address, skip_address};
use crate::accounts::{Actor, Learner, Visitor};
use crate::app::App;
use crate::error::{Error, Result};
use crate::form::Form;
use crate::layout::Layout;
use crate::library::Term;
use crate::review::{self, Card, Item, Rating, Today, store};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;

/// `GET /review/terms/{term}`
pub(super) async fn term(
    State(app): State<App>,
    actor: Actor,
    Path(term): Path<String>,
) -> Result<Response> {
    page(&app, actor, &term, None).await
}

async fn page(
    app: &App,
    actor: Actor,
    term: &str,
    fault: Option<&'static str>,
) -> Result<Response> {
    let (library, now) = (app.library(), app.clock.now());
    let item = Item::Term(term.to_owned());
    let card = store::card(&app.db, &library, &actor, &item).await?;
    let today = review::today(&app.db, &library, &actor, now).await?;
    let term = library.term(term).ok_or(Error::NotFound)?.clone();
    let heading = format!("What does “{}” mean?", term.title);
    let visitor = Visitor(Some(actor));
    let layout = Layout::new(app, &visitor, heading.clone()).here("/review");
    let is_due = card.due() <= today.day;
    Ok(layout.render(|| {
        view! {
            <Top card=card.clone() today=today.clone() heading/>
            {match is_due {
                true => view! { <Ask term card today fault/> }.into_any(),
                false => view! { <Meaning term/><After card today/> }.into_any(),
            }}
        }
    }))
}

#[component]
fn Meaning(term: Term) -> impl IntoView {
    view! {
        <div class="sheet">
            <div class="prose text" inner_html=term.body></div>
            <p><a href=format!("/glossary#{}", term.id)>"In the glossary"</a></p>
        </div>
    }
}

/// The meaning, folded, with what the learner may say of it inside: to say it one has to look.
#[component]
fn Ask(term: Term, card: Card, today: Today, fault: Option<&'static str>) -> impl IntoView {
    let (address, skip) = (card.item.address(), skip_address(&today, &card.item));
    let version = term.version.hash.clone();
    view! {
        <p class="lead">"Say it to yourself first, in your own words or with a woman you have worked with in mind."</p>
        {fault.map(|words| view! { <p class="error" role="alert"><span class="unseen">"Error: "</span>{words}</p> })}
        <details class="reveal" open=fault.is_some()>
            <summary class="button">"Show what it means"</summary>
            <Meaning term/>
            <form method="post" action=address>
                <input type="hidden" name="version" value=version/>
                <fieldset>
                    <legend>"How was it?"</legend>
                    <p class="actions">{Rating::ALL.map(button)}</p>
                </fieldset>
            </form>
        </details>
        <p><a class="button plain" href=skip>"Leave this for another day"</a></p>
    }
}

fn button(rating: Rating) -> impl IntoView {
    let words = match rating {
        Rating::Knew => "I knew it",
        Rating::Nearly => "Nearly",
        Rating::NotYet => "Not yet",
    };
    view! { <button class="button quiet" name="rating" value=rating.key()>{words}</button> }
}

/// `POST /review/terms/{term}`: keeps what the learner says of it, once, and goes on.
pub(super) async fn rate(
    State(app): State<App>,
    Learner(actor): Learner,
    Path(term): Path<String>,
    form: Form,
) -> Result<Response> {
    let form = form.only(&["version", "rating"])?;
    let (library, now) = (app.library(), app.clock.now());
    let item = Item::Term(term.clone());
    store::card(&app.db, &library, &actor, &item).await?;
    let found = library.term(&term).ok_or(Error::NotFound)?;
    let fault = match Rating::from_key(form.text("rating")) {
        _ if form.text("version") != found.version.hash => {
            Some("This has been edited meanwhile. This is how it reads now.")
        }
        None => Some("Choose one of the three."),
        Some(rating) => {
            store::rate(&app.db, &library, &actor, found, rating, now).await?;
            None
        }
    };
    if fault.is_some() {
        let page = page(&app, actor, &term, fault).await?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    }
    let today = review::today(&app.db, &library, &actor, now).await?;
    Ok(Redirect::to(&next_address(&today, &item)).into_response())
}
