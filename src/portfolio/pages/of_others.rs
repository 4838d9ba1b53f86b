//! Evidence that its learner cannot change: what somebody else wrote about them, or a quiz result. They read it, say which criteria it shows, and
//! hand it in.

use super::dossier::Dossier;
use super::held;
use super::saving::{Recorded, Way, record};
use super::write;
use crate::accounts::{Actor, Visitor};
use crate::app::App;
use crate::error::Result;
use crate::form::{Faults, Form};
use crate::layout::Layout;
use crate::portfolio::asking::{self, seals};
use crate::portfolio::draft::{add_faults_of_links, add_faults_of_long_links, links_from};
use crate::portfolio::pieces::{Private, Ticks};
use crate::portfolio::store::Draft;
use crate::portfolio::{Link, nothing};
use crate::testimony::pages::witnessed::Witnessed;
use crate::ui::ErrorSummary;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;

/// What the page holds besides the evidence.
pub(super) struct Typed {
    pub(super) links: Vec<Link>,
    pub(super) revision: i64,
    pub(super) form: Form,
    pub(super) faults: Faults,
}

impl Typed {
    /// As it was saved last.
    pub(super) fn saved(dossier: &Dossier) -> Self {
        Typed {
            links: dossier.links.clone(),
            revision: dossier.evidence.revision,
            form: Form::default(),
            faults: Faults::default(),
        }
    }
}

pub(super) fn page(
    app: &App,
    visitor: &Visitor,
    dossier: &Dossier,
    typed: Typed,
    notice: Option<&'static str>,
) -> Response {
    let evidence = &dossier.evidence;
    let (heading, stays) = match evidence.is_of_others() {
        true => (
            "What they wrote",
            "Nobody can change what they wrote, and neither can you. Handing it in shows it to the assessors, with who wrote it and how to reach them.",
        ),
        false => (
            "The result",
            "It stays as it was; to use another sitting, open its review and use that. Handing it in shows it to the assessors: every question with your answer, what it was worth, and what is said of it, as you see it here.",
        ),
    };
    let criteria = write::criteria(dossier, &typed.links, &typed.form, &typed.faults);
    let layout = Layout::new(app, visitor, dossier.activity.title().to_owned())
        .here("/portfolio")
        .notice(notice);
    layout.render(|| {
        view! {
            <ErrorSummary faults=typed.faults.clone()/>
            <nav class="crumbs" aria-label="Where you are"><ol role="list"><li><a href="/portfolio">"Portfolio"</a></li></ol></nav>
            <p class="kicker">{format!("Unit {}", evidence.unit)}</p>
            <h1>{dossier.activity.title().to_owned()}</h1>
            <Private told="Only you can see this. It stays private until you hand it in; you need not hand it in."/>
            {dossier.witness.clone().map(|witness| view! { <Witnessed witness/> })}
            <h2>{heading}</h2>
            <div class="text sheet">{dossier.activity.read(&evidence.body, &nothing)}</div>
            <form method="post" action=format!("/evidence/{}", evidence.id)>
                <input type="hidden" name="revision" value=typed.revision.to_string()/>
                <Ticks criteria fault=typed.faults.of("criteria")/>
                <p class="actions">
                    <button class="button" name="do" value="submit">"Hand in"</button>
                    <button class="button quiet" name="do" value="save">"Save"</button>
                </p>
                <p class="meta">{stays}</p>
            </form>
        }
    })
}

/// Saves what it shows, or hands it in.
pub(super) async fn save(app: App, actor: Actor, dossier: Dossier, form: Form) -> Result<Response> {
    let names = [
        "do",
        "revision",
        "criteria",
        "where-*",
        "why-*",
        asking::FIELD,
    ];
    let form = form.only(&names)?;
    let hand_in = form.text("do") == "submit";
    let links = links_from(&form, dossier.activity.criteria());
    let mut faults = Faults::default();
    add_faults_of_long_links(&mut faults, &links);
    let can_be_kept = faults.is_empty();
    if hand_in {
        add_faults_of_links(&mut faults, &links);
    }
    let draft = Draft {
        body: dossier.evidence.body.clone(),
        links: Some(links),
        revision: form.text("revision").parse().unwrap_or(0),
    };
    let way = Way {
        hand_in,
        can_be_kept,
        field: "criteria",
        seals: seals(&form),
    };
    match record(&app, &actor, &dossier, draft, faults, way).await? {
        Recorded::Done(address) => Ok(Redirect::to(&address).into_response()),
        Recorded::Held(screening, revision) => {
            let page = held::page(&app, actor, &dossier, &form, &screening, revision);
            Ok(page)
        }
        Recorded::Refused(draft, faults) => {
            let typed = Typed {
                links: draft.links.unwrap_or_default(),
                revision: draft.revision,
                form,
                faults,
            };
            let visitor = Visitor(Some(actor));
            let page = page(&app, &visitor, &dossier, typed, None);
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
    }
}
