//! The organisations that share an installation, for administrators.

use super::administration::{ADDRESS, administration};
use super::{Query, refused, see_other};
use crate::accounts::organisations::{self, Organisation};
use crate::accounts::{Administrator, Visitor, choice};
use crate::app::App;
use crate::db::Tx;
use crate::error::{Error, Result};
use crate::form::{Faults, Form};
use crate::layout::Layout;
use crate::ui::{Empty, ErrorSummary, TextField};
use axum::extract::{Path, State};
use axum::response::Response;
use leptos::prelude::*;

/// `GET /organisations`
pub(super) async fn show(
    State(app): State<App>,
    administrator: Administrator,
    Query(query): Query,
) -> Result<Response> {
    let notice = match query.raw("done") {
        "made" => Some(
            "Made. Choose it for people where their roles are changed, or when you invite them.",
        ),
        "renamed" => Some("Saved."),
        _ => None,
    };
    list(&app, administrator, "", Faults::default(), notice).await
}

/// `POST /organisations`
pub(super) async fn make(
    State(app): State<App>,
    administrator: Administrator,
    form: Form,
) -> Result<Response> {
    let (form, name, mut faults) = read(form)?;
    if faults.is_empty() {
        let tx = app.db.begin().await?;
        let made = organisations::make(&administrator, &tx, &name, app.clock.now()).await;
        if done(tx, made, &mut faults).await? {
            return Ok(see_other("/organisations?done=made"));
        }
    }
    let page = list(&app, administrator, form.raw("name"), faults, None).await?;
    Ok(refused(page))
}

/// `GET /organisations/{id}`
pub(super) async fn one(
    State(app): State<App>,
    administrator: Administrator,
    Path(id): Path<String>,
) -> Result<Response> {
    let one = organisations::organisation(&administrator, &app.db, &id).await?;
    let name = one.name.clone();
    Ok(naming(&app, administrator, one, &name, Faults::default()))
}

/// `POST /organisations/{id}`: another name.
pub(super) async fn rename(
    State(app): State<App>,
    administrator: Administrator,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response> {
    let one = organisations::organisation(&administrator, &app.db, &id).await?;
    let (form, name, mut faults) = read(form)?;
    if faults.is_empty() {
        let tx = app.db.begin().await?;
        let renamed = organisations::rename(&administrator, &tx, &id, &name).await;
        if done(tx, renamed, &mut faults).await? {
            return Ok(see_other("/organisations?done=renamed"));
        }
    }
    let page = naming(&app, administrator, one, form.raw("name"), faults);
    Ok(refused(page))
}

fn read(form: Form) -> Result<(Form, String, Faults)> {
    let form = form.only(&["name"])?;
    let mut faults = Faults::default();
    let name = choice::name(&form, "the organisation’s name", &mut faults);
    Ok((form, name, faults))
}

/// Whether it is done; what conflicts with it stands beside the field.
async fn done<T>(tx: Tx, changed: Result<T>, faults: &mut Faults) -> Result<bool> {
    match changed {
        Err(Error::Conflict(words)) => {
            faults.add("name", words);
            Ok(false)
        }
        changed => {
            changed?;
            tx.commit().await?;
            Ok(true)
        }
    }
}

async fn list(
    app: &App,
    administrator: Administrator,
    typed: &str,
    faults: Faults,
    notice: Option<&'static str>,
) -> Result<Response> {
    let all = organisations::organisations(&administrator, &app.db).await?;
    let Administrator(actor) = administrator;
    let layout = Layout::new(app, &Visitor(Some(actor)), "Organisations")
        .here(ADDRESS)
        .notice(notice);
    Ok(layout.render(|| {
        let items: Vec<_> = all.iter().map(item).collect();
        view! {
            {administration("/organisations")}
            <ErrorSummary faults=faults.clone()/>
            <h1>"Organisations"</h1>
            <p class="lead">"Several organisations can share this installation. Who learns, assesses or assures quality in one of them finds nothing of the others: no learner, no work, no plan. Administrators look after all of them."</p>
            {items.is_empty().then(|| view! { <Empty words="Everybody belongs to the organisation of this installation. Others will be here once you have made them."/> })}
            <ul class="list apart" role="list">{items}</ul>
            <form class="sheet" method="post" action="/organisations" novalidate=true>
                <h2>"Another organisation"</h2>
                <TextField name="name" label="Its name" value=typed fault=faults.of("name")/>
                <p class="actions"><button class="button">"Make the organisation"</button></p>
            </form>
        }
    }))
}

fn item(one: &Organisation) -> impl IntoView + use<> {
    let people = match one.people {
        0 => "Nobody yet".to_owned(),
        1 => "One person".to_owned(),
        n => format!("{n} people"),
    };
    view! {
        <li><div>
            <h2><a href=format!("/organisations/{}", one.id)>{one.name.clone()}</a></h2>
            <p class="meta">{people}</p>
        </div></li>
    }
}

fn naming(
    app: &App,
    Administrator(actor): Administrator,
    one: Organisation,
    typed: &str,
    faults: Faults,
) -> Response {
    let layout = Layout::new(app, &Visitor(Some(actor)), one.name.clone()).here(ADDRESS);
    layout.render(|| {
        view! {
            <nav class="crumbs" aria-label="Where you are"><ol role="list"><li><a href="/organisations">"Organisations"</a></li></ol></nav>
            <ErrorSummary faults=faults.clone()/>
            <h1>{one.name.clone()}</h1>
            <form class="sheet" method="post" action=format!("/organisations/{}", one.id) novalidate=true>
                <TextField name="name" label="Its name" value=typed fault=faults.of("name")/>
                <p class="actions"><button class="button">"Save the name"</button></p>
            </form>
        }
    })
}
