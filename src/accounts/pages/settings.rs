//! What the installation says about itself, for administrators.

use super::administration::{ADDRESS, administration};
use super::{Query, refused, see_other};
use crate::accounts::settings::{self, Settings};
use crate::accounts::{Administrator, Visitor};
use crate::app::App;
use crate::error::{Error, Result};
use crate::form::{Faults, Form};
use crate::layout::Layout;
use crate::ledger::head::Key;
use crate::ui::{ErrorSummary, Fault, TextArea, TextField};
use axum::extract::{Multipart, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use leptos::prelude::*;

pub(super) async fn show(
    State(app): State<App>,
    administrator: Administrator,
    Query(query): Query,
) -> Result<Response> {
    let notice = match query.raw("done") {
        "saved" => Some("Saved. Certificates issued from now on say so."),
        "logo" => Some("The logo is saved."),
        "removed" => Some("The logo is removed."),
        _ => None,
    };
    let settings = settings::load(&app.db).await?;
    Ok(page(
        &app,
        administrator,
        settings,
        Faults::default(),
        notice,
    ))
}

pub(super) async fn save(
    State(app): State<App>,
    administrator: Administrator,
    form: Form,
) -> Result<Response> {
    let form = form.only(&["organisation", "statement", "accent", "trusted"])?;
    let mut faults = Faults::default();
    faults.check_text(&form, "organisation", "the name of the organisation", 120);
    if !form.text("statement").is_empty() {
        faults.check_text(&form, "statement", "a sentence", 600);
    }
    let accent = form.text("accent").to_lowercase();
    if let Some(words) = settings::fault_of_accent(&accent) {
        faults.add("accent", words);
    }
    if let Some(words) = settings::fault_of_trusted(form.text("trusted")) {
        faults.add("trusted", words);
    }
    let old = settings::load(&app.db).await?;
    let typed = |field: &str| form.text(field).to_owned();
    let mut new = Settings {
        organisation: typed("organisation"),
        statement: typed("statement"),
        accent,
        trusted: typed("trusted"),
        ..old
    };
    if !faults.is_empty() {
        new.accent = typed("accent");
        return Ok(refused(page(&app, administrator, new, faults, None)));
    }
    let tx = app.db.begin().await?;
    settings::save(&administrator, &tx, &new, app.clock.now()).await?;
    tx.commit().await?;
    Ok(see_other("/settings?done=saved"))
}

/// Takes a logo as browsers upload files.
pub(super) async fn upload(
    State(app): State<App>,
    administrator: Administrator,
    upload: Multipart,
) -> Result<Response> {
    let file = only_file(upload).await?;
    if let Some(words) = settings::fault_of_logo(&file) {
        let mut faults = Faults::default();
        faults.add("logo", words);
        let settings = settings::load(&app.db).await?;
        return Ok(refused(page(&app, administrator, settings, faults, None)));
    }
    keep_logo(&app, &administrator, &file).await?;
    Ok(see_other("/settings?done=logo"))
}

pub(super) async fn remove_logo(
    State(app): State<App>,
    administrator: Administrator,
    form: Form,
) -> Result<Response> {
    form.only(&[])?;
    keep_logo(&app, &administrator, &[]).await?;
    Ok(see_other("/settings?done=removed"))
}

async fn keep_logo(app: &App, administrator: &Administrator, png: &[u8]) -> Result<()> {
    let tx = app.db.begin().await?;
    settings::save_logo(administrator, &tx, png, app.clock.now()).await?;
    tx.commit().await
}

/// The content of the one field `logo`.
async fn only_file(mut upload: Multipart) -> Result<Vec<u8>> {
    let unreadable = |_| Error::invalid("This upload could not be read.");
    let mut file = None;
    while let Some(field) = upload.next_field().await.map_err(unreadable)? {
        if field.name() != Some("logo") || file.is_some() {
            return Err(Error::invalid(
                "This form sent something that we did not ask for.",
            ));
        }
        file = Some(field.bytes().await.map_err(unreadable)?.to_vec());
    }
    Ok(file.unwrap_or_default())
}

/// The logo itself, for the page above.
pub(super) async fn logo(State(app): State<App>, _: Administrator) -> Result<Response> {
    let png = settings::load(&app.db).await?.logo.ok_or(Error::NotFound)?;
    Ok(([(header::CONTENT_TYPE, "image/png")], png).into_response())
}

fn page(
    app: &App,
    administrator: Administrator,
    settings: Settings,
    faults: Faults,
    notice: Option<&'static str>,
) -> Response {
    let Administrator(actor) = administrator;
    let own_key = own_key(app);
    let layout = Layout::new(app, &Visitor(Some(actor)), "Settings");
    layout.here(ADDRESS).notice(notice).render(move || {
        let has_logo = settings.logo.is_some();
        view! {
            {administration("/settings")}
            <ErrorSummary faults=faults.clone()/>
            <h1>"Settings"</h1>
            <Words settings faults=faults.clone() own_key/>
            <Logo has_logo fault=faults.of("logo")/>
        }
    })
}

/// The public half of the key that signs exported portfolios, once there is one.
fn own_key(app: &App) -> String {
    let file = app.config.key_file();
    let key = file.exists().then(|| Key::open(&file)).and_then(Result::ok);
    key.map_or(
        "It is made with the first portfolio that is exported.".to_owned(),
        |(key, _)| key.public(),
    )
}

#[component]
fn Words(settings: Settings, faults: Faults, own_key: String) -> impl IntoView {
    view! {
        <form method="post" action="/settings" novalidate=true>
            <TextField name="organisation" label="Issuing organisation" hint="Stands on certificates."
                value=settings.organisation fault=faults.of("organisation")/>
            <TextArea name="statement" label="What stands behind the qualification"
                hint="In a sentence, as it is. It is shown wherever a certificate is. Claim nothing that you do not have."
                value=settings.statement fault=faults.of("statement")/>
            <TextField name="accent" label="Colour of certificates" hint="As # and six digits or letters from a to f, such as #0b5d4d."
                value=settings.accent fault=faults.of("accent")/>
            <TextArea name="trusted" label="Keys of other installations" value=settings.trusted fault=faults.of("trusted")
                hint="Whose exported portfolios are known here: on each line a key, a space, and whose it is. Get a key from its organisation itself, not from an archive."/>
            <p class="meta">"The key of this installation, to be given to others: "{own_key}</p>
            <p class="actions"><button class="button">"Save the settings"</button></p>
        </form>
    }
}

#[component]
fn Logo(has_logo: bool, fault: Option<String>) -> impl IntoView {
    let described = if fault.is_some() {
        "logo-hint logo-fault"
    } else {
        "logo-hint"
    };
    let invalid = fault.is_some().then_some("true");
    view! {
        <section class="sheet">
            <h2>"Logo"</h2>
            {has_logo.then(|| view! { <p><img src="/settings/logo" alt="The logo as it is now" width="160"/></p> })}
            <form method="post" action="/settings/logo" enctype="multipart/form-data">
                <div class="field">
                    <label for="logo">"A PNG image"</label>
                    <p class="hint" id="logo-hint">"At most 200 kB. It stands on certificates."</p>
                    <Fault field="logo" words=fault/>
                    <input type="file" id="logo" name="logo" accept="image/png" aria-describedby=described aria-invalid=invalid/>
                </div>
                <p class="actions"><button class="button">"Save the logo"</button></p>
            </form>
            {has_logo.then(|| view! {
                <form method="post" action="/settings/logo/remove">
                    <p class="actions"><button class="button quiet">"Remove the logo"</button></p>
                </form>
            })}
        </section>
    }
}
