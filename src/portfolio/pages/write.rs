//! The writing page: the text, the criteria it shows, and handing it in.

use super::dossier::Dossier;
use super::saving::{Recorded, Way, record, to_files};
use super::{fill_in, held, of_others};
use crate::accounts::{Actor, Visitor};
use crate::app::App;
use crate::clock;
use crate::error::Result;
use crate::form::{Faults, Form};
use crate::layout::Layout;
use crate::portfolio::asking::{self, seals};
use crate::portfolio::draft::{faults_of_saving, faults_of_submitting, from_form};
use crate::portfolio::files::list;
use crate::portfolio::island::Autosave;
use crate::portfolio::pieces::{HandIn, Private, Ticks, criterion};
use crate::portfolio::store::Draft;
use crate::portfolio::{Activity, Link, words};
use crate::ui::{ErrorSummary, TextArea};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;

const ANONYMOUS: &str =
    "Leave out names, dates of birth, NHS numbers, addresses and places: nobody may be recognised.";

/// The page with this draft in it, which may differ from what is saved; of a refused form also the lines beside criteria without a tick.
pub(super) fn page(
    app: &App,
    visitor: &Visitor,
    dossier: &Dossier,
    draft: &Draft,
    (typed, faults): (&Form, &Faults),
    notice: Option<&'static str>,
) -> Response {
    let links = draft.links.as_deref().unwrap_or_default();
    let criteria = criteria(dossier, links, typed, faults);
    let evidence = &dossier.evidence;
    let (label, asked) = dossier.activity.asks();
    let layout = Layout::new(app, visitor, dossier.activity.title().to_owned())
        .here("/portfolio")
        .islands(true)
        .notice(notice);
    layout.render(|| {
        view! {
            <ErrorSummary faults=faults.clone()/>
            <nav class="crumbs" aria-label="Where you are"><ol role="list"><li><a href="/portfolio">"Portfolio"</a></li></ol></nav>
            <p class="kicker">{format!("{} · unit {}", dossier.activity.method().title(), evidence.unit)}</p>
            <h1>{dossier.activity.title().to_owned()}</h1>
            <Private/>
            <div class="text" inner_html=dossier.activity.prompt().into_owned()></div>
            <About of=dossier.activity.about(&evidence.body)/>
            <form method="post" action=format!("/evidence/{}", evidence.id)>
                <input type="hidden" name="revision" id="revision" value=draft.revision.to_string()/>
                <TextArea name="text" label=label value=draft.body.clone() rows=20 class="words" fault=faults.of("text")
                    hint=format!("{asked}{ANONYMOUS}")/>
                <div class="saved">
                    <span class="count">{word_count(dossier.activity.limits(), &draft.body)}</span>
                    <Autosave person=evidence.person_id.clone() evidence=evidence.id.clone() area="text".to_owned() revision="revision".to_owned()
                        initially=format!("Saved {}", clock::date_and_time(evidence.saved_at))/>
                </div>
                <Ticks criteria fault=faults.of("criteria")/>
                {files(dossier)}
                <HandIn/>
            </form>
        }
    })
}

/// What is written about, to be read beside the writing.
#[component]
fn About(of: Option<AnyView>) -> impl IntoView {
    of.map(|conversation| {
        view! {
            <h2>"The conversation that you write about"</h2>
            <details class="so-far"><summary>"Read it again"</summary>{conversation}</details>
        }
    })
}

/// The files that go with it, and the way to the page for them: the text is saved on the way. Nothing where none can go with it.
pub(super) fn files(dossier: &Dossier) -> Option<impl IntoView + use<>> {
    let none = dossier.files.is_empty();
    (dossier.evidence.takes_files() || !none).then(|| view! {
        <section>
            <h2>"Files"</h2>
            {none.then(|| view! { <p class="muted">"None so far. A document, a picture or a recording can go with it; it need not."</p> })}
            {list::list(&list::folder(&dossier.evidence.id), &dossier.files)}
            <p><button class="button plain" name="do" value="files">"Add or take away files"</button>" "<span class="meta">"What you have written is saved first."</span></p>
        </section>
    })
}

/// The criteria to tick, each with what was typed or saved beside it, and how it was decided before.
pub(super) fn criteria(
    dossier: &Dossier,
    links: &[Link],
    typed: &Form,
    faults: &Faults,
) -> Vec<AnyView> {
    let one = |code: &String| {
        let link = links.iter().find(|link| link.criterion == *code);
        let before = dossier.decided_before(code);
        let line = |name: &str, saved: Option<&String>| match typed.has(name) {
            true => typed.text(name).to_owned(),
            false => saved.cloned().unwrap_or_default(),
        };
        let lines = [
            line(&format!("where-{code}"), link.map(|l| &l.locator)),
            line(&format!("why-{code}"), link.map(|l| &l.justification)),
        ];
        let title = dossier.criterion_title(code);
        criterion(code, title, link.is_some(), lines, before, faults).into_any()
    };
    dossier.activity.criteria().iter().map(one).collect()
}

fn word_count(limits: (Option<u32>, Option<u32>), text: &str) -> String {
    let now = words::count(text);
    match limits {
        (Some(least), Some(most)) => {
            format!("{now} words when saved · {least} to {most} are asked for")
        }
        (Some(least), None) => format!("{now} words when saved · at least {least} are asked for"),
        (None, Some(most)) => format!("{now} words when saved · {most} at most"),
        (None, None) => format!("{now} words when saved"),
    }
}

/// `POST /evidence/{id}`: saves, or hands in. A refusal gives the page back with everything that was typed.
pub(super) async fn save(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response> {
    let dossier = Dossier::load(&app, &actor, &id).await?;
    if dossier.evidence.is_fixed() {
        return of_others::save(app, actor, dossier, form).await;
    }
    match dossier.activity.clone() {
        Activity::Reflection(_)
        | Activity::Response(_)
        | Activity::Scenario(_)
        | Activity::QuizResult(_) => save_text(app, actor, dossier, form).await,
        Activity::Worksheet(worksheet) => fill_in::save(app, actor, dossier, worksheet, form).await,
    }
}

async fn save_text(app: App, actor: Actor, dossier: Dossier, form: Form) -> Result<Response> {
    let form = form.only(&[
        "do",
        "revision",
        "text",
        "criteria",
        "where-*",
        "why-*",
        asking::FIELD,
    ])?;
    let draft = from_form(&form, dossier.activity.criteria());
    let hand_in = form.text("do") == "submit";
    let (least, most) = dossier.activity.limits();
    let faults = match hand_in {
        true => faults_of_submitting(&draft, least, most),
        false => faults_of_saving(&draft),
    };
    let way = Way {
        hand_in,
        can_be_kept: faults_of_saving(&draft).is_empty(),
        field: "text",
        seals: seals(&form),
    };
    match record(&app, &actor, &dossier, draft, faults, way).await? {
        Recorded::Done(_) if form.text("do") == "files" => Ok(to_files(&dossier)),
        Recorded::Done(address) => Ok(Redirect::to(&address).into_response()),
        Recorded::Held(screening, revision) => Ok(held::page(
            &app, actor, &dossier, &form, &screening, revision,
        )),
        Recorded::Refused(draft, faults) => {
            let visitor = Visitor(Some(actor));
            let page = page(&app, &visitor, &dossier, &draft, (&form, &faults), None);
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
    }
}
