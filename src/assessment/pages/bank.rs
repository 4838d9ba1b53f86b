//! The comments that an assessor keeps: managed on a page of their own, and put into feedback while marking.
//!
//! A comment is inserted by a button of the marking form: what is typed is saved with the comment added to it, and the page comes back at
//! the same place.

use crate::accounts::{Actor, Assessor, Visitor};
use crate::app::App;
use crate::assessment::store::{self, Keep, Kept, LONGEST_KEPT};
use crate::db::{is_id, new_id};
use crate::error::{Error, Result};
use crate::form::{Faults, Form};
use crate::layout::Layout;
use crate::portfolio::{self, Access};
use crate::ui::{Empty, ErrorSummary, TextArea, TextField, counted, paragraphs};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;

/// The field of the marking form that says which comment goes where: a criterion's code and a comment's id.
pub(super) const FIELD: &str = "insert";

/// The comments for a criterion, each with its button; nothing where there are none.
pub(super) fn choices(code: &str, bank: &[Kept]) -> Option<impl IntoView + use<>> {
    let suited: Vec<&Kept> = bank.iter().filter(|kept| kept.suits(code)).collect();
    let items: Vec<_> = suited
        .iter()
        .map(|kept| {
            let start: String = kept.body.chars().take(60).collect();
            let label = format!("Insert into the feedback on {code}: {start}");
            let value = format!("{code} {}", kept.id);
            view! {
                <li>
                    <div inner_html=paragraphs(&kept.body)></div>
                    <button class="button plain" name=FIELD value=value aria-label=label>"Insert"</button>
                </li>
            }
        })
        .collect();
    (!items.is_empty()).then(|| {
        view! {
            <details class="beside">
                <summary>{format!("Insert a comment that you keep ({})", items.len())}</summary>
                <ul class="list" role="list">{items}</ul>
            </details>
        }
    })
}

/// The form with the comment that it asks for added to the feedback, and the field it went into; `None` if it asks for none.
pub(super) fn inserted(form: &Form, bank: &[Kept]) -> Option<(Form, String)> {
    let (code, id) = form.text(FIELD).split_once(' ')?;
    let kept = bank.iter().find(|kept| kept.id == id)?;
    let field = format!("feedback-{code}");
    let joined = match form.text(&field) {
        "" => kept.body.clone(),
        typed => format!("{typed}\n\n{}", kept.body),
    };
    let others = form
        .fields()
        .iter()
        .filter(|(name, _)| *name != field && name != FIELD);
    let fields = others.cloned().chain([(field.clone(), joined)]);
    Some((fields.collect(), field))
}

/// `GET /assessment/comments`
pub(super) async fn comments(
    State(app): State<App>,
    Assessor(actor): Assessor,
) -> Result<Response> {
    let bank = store::kept_comments(&app.db, &actor).await?;
    Ok(page(
        &app,
        actor,
        bank,
        (&Form::default(), &Faults::default()),
    ))
}

fn page(app: &App, actor: Actor, bank: Vec<Kept>, (typed, faults): (&Form, &Faults)) -> Response {
    let (own, shared): (Vec<_>, Vec<_>) =
        bank.into_iter().partition(|kept| kept.owner_id == actor.id);
    let layout =
        Layout::new(app, &Visitor(Some(actor)), "Comments to use again").here("/assessment");
    layout.render(|| {
        let count = own.len();
        let id = match typed.text("id") {
            "" => new_id(),
            id => id.to_owned(),
        };
        let own: Vec<_> = own.iter().map(|kept| item(kept, true)).collect();
        let shared: Vec<_> = shared.iter().map(|kept| item(kept, false)).collect();
        view! {
            <nav class="crumbs" aria-label="Where you are"><ol role="list"><li><a href="/assessment">"Queue"</a></li></ol></nav>
            <ErrorSummary faults=faults.clone()/>
            <h1>"Comments to use again"</h1>
            <p class="lead">"What you find yourself writing often. While you mark, you can put a comment into your feedback and then change it there, so that it speaks to this learner about this work."</p>
            {own.is_empty().then(|| view! { <Empty words="You keep no comments yet."/> })}
            {(count > 0).then(|| view! { <h2>{format!("Yours: {}", counted(count, "comment"))}</h2> })}
            <ul class="list apart" role="list">{own}</ul>
            {(!shared.is_empty()).then(|| view! { <h2>"Shared by others"</h2><ul class="list apart" role="list">{shared}</ul> })}
            <form class="sheet" method="post" action="/assessment/comments">
                <h2>"Keep a comment"</h2>
                <input type="hidden" name="id" value=id.clone()/>
                {fields(typed, faults)}
                <p class="actions"><button class="button">"Keep it"</button></p>
            </form>
        }
    })
}

fn item(kept: &Kept, own: bool) -> impl IntoView + use<> {
    let what = match kept.criterion.as_str() {
        "" => "For every criterion".to_owned(),
        code => format!("For {code}"),
    };
    let who = match (own, kept.shared) {
        (true, true) => ", shared with all assessors".to_owned(),
        (true, false) => ", yours alone".to_owned(),
        (false, _) => format!(", by {}", kept.owner),
    };
    let start: String = kept.body.chars().take(60).collect();
    let change = own.then(|| {
        view! { <a href=format!("/assessment/comments/{}", kept.id) aria-label=format!("Change: {start}")>"Change"</a> }
    });
    view! { <li><div><div inner_html=paragraphs(&kept.body)></div><p class="meta">{what}{who}"."</p></div>{change}</li> }
}

fn fields(typed: &Form, faults: &Faults) -> impl IntoView + use<> {
    let shared = typed.has("shared");
    view! {
        <TextArea name="body" label="Comment" rows=5 value=typed.raw("body") fault=faults.of("body")
            hint="Plain text. Leave names out: it is used for many people."/>
        <TextField name="criterion" label="Criterion" hint="Optional: its code, such as U3.1.1. Without one it is offered for every criterion." value=typed.raw("criterion").to_owned() fault=faults.of("criterion")/>
        <div class="choice"><input type="checkbox" id="shared" name="shared" value="yes" checked=shared/><label for="shared">"Share it with all assessors here"</label></div>
    }
}

fn read<'f>(app: &App, form: &'f Form) -> (Keep<'f>, Faults) {
    let mut faults = Faults::default();
    faults.check_text(form, "body", "the comment", LONGEST_KEPT);
    let criterion = form.text("criterion");
    let library = app.library();
    let mut all = library.specifications.iter();
    if !criterion.is_empty() && !all.any(|one| one.criterion(criterion).is_some()) {
        faults.add(
            "criterion",
            "No criterion has this code. Leave it empty for all of them.",
        );
    }
    let keep = Keep {
        criterion,
        body: form.text("body"),
        shared: form.has("shared"),
    };
    (keep, faults)
}

/// `POST /assessment/comments`
pub(super) async fn keep(
    State(app): State<App>,
    Assessor(actor): Assessor,
    form: Form,
) -> Result<Response> {
    let form = form.only(&["id", "body", "criterion", "shared"])?;
    let (keep, faults) = read(&app, &form);
    if faults.is_empty() {
        let id = form.text("id");
        if !is_id(id) {
            return Err(Error::invalid("Open the page again, then send the form."));
        }
        store::keep_new_comment(&app.db, &actor, id, &keep, app.clock.now()).await?;
        return Ok(Redirect::to("/assessment/comments").into_response());
    }
    let bank = store::kept_comments(&app.db, &actor).await?;
    let page = page(&app, actor, bank, (&form, &faults));
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

/// One's own comment; a look at another's is logged.
async fn own(app: &App, actor: &Actor, id: &str) -> Result<Kept> {
    let kept = store::kept_comment(&app.db, id).await?;
    if kept.owner_id == actor.id {
        return Ok(kept);
    }
    let access = Access {
        subject: "kept-comment",
        id,
        owner: &kept.owner_id,
        outcome: "refused",
    };
    portfolio::log_access(&app.db, actor, access, app.clock.now()).await?;
    Err(Error::NotFound)
}

/// `GET /assessment/comments/{id}`
pub(super) async fn comment(
    State(app): State<App>,
    Assessor(actor): Assessor,
    Path(id): Path<String>,
) -> Result<Response> {
    let kept = own(&app, &actor, &id).await?;
    let mut typed = vec![
        ("body".to_owned(), kept.body),
        ("criterion".to_owned(), kept.criterion),
    ];
    if kept.shared {
        typed.push(("shared".to_owned(), "yes".to_owned()));
    }
    let typed: Form = typed.into_iter().collect();
    Ok(change_page(&app, actor, &id, (&typed, &Faults::default())))
}

fn change_page(app: &App, actor: Actor, id: &str, (typed, faults): (&Form, &Faults)) -> Response {
    let layout = Layout::new(app, &Visitor(Some(actor)), "Change a comment").here("/assessment");
    layout.render(|| {
        view! {
            <nav class="crumbs" aria-label="Where you are"><ol role="list"><li><a href="/assessment/comments">"Comments to use again"</a></li></ol></nav>
            <ErrorSummary faults=faults.clone()/>
            <h1>"Change a comment"</h1>
            <p class="meta">"What you have written with it before stays as it is."</p>
            <form method="post" action=format!("/assessment/comments/{id}")>
                {fields(typed, faults)}
                <p class="actions">
                    <button class="button" name="do" value="save">"Save"</button>
                    <button class="button plain" name="do" value="remove">"Remove it"</button>
                </p>
            </form>
        }
    })
}

/// `POST /assessment/comments/{id}`
pub(super) async fn change(
    State(app): State<App>,
    Assessor(actor): Assessor,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response> {
    let form = form.only(&["do", "body", "criterion", "shared"])?;
    own(&app, &actor, &id).await?;
    if form.text("do") == "remove" {
        store::drop_comment(&app.db, &actor, &id).await?;
        return Ok(Redirect::to("/assessment/comments").into_response());
    }
    let (keep, faults) = read(&app, &form);
    if !faults.is_empty() {
        let page = change_page(&app, actor, &id, (&form, &faults));
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    }
    store::keep_comment(&app.db, &actor, Some(&id), &keep, app.clock.now()).await?;
    Ok(Redirect::to("/assessment/comments").into_response())
}
