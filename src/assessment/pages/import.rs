//! A portfolio from elsewhere: read, checked, and what was achieved there laid out; what of it is recognised is chosen in [`super::choosing`].

use super::choosing::list;
use super::foreign::{Signer, facts, other_version, others, qualification_of};
use super::prior_learning::{LONGEST, open};
use crate::accounts::{Actor, Assessor, Visitor};
use crate::app::App;
use crate::assessment::enrolled::view;
use crate::assessment::prior_learning::{RECOGNISES, recognised};
use crate::assessment::refuse_training;
use crate::clock::{self, Clock};
use crate::error::Result;
use crate::form::{Faults, Form};
use crate::layout::Layout;
use crate::learning::Enrolment;
use crate::library::{Method, Specification};
use crate::portfolio::export::{Checked, check_file};
use crate::portfolio::files::upload::Upload;
use crate::portfolio::{self, standings};
use crate::ui::{ErrorSummary, Fault};
use axum::extract::{Multipart, Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use leptos::prelude::*;

/// The largest archive that is read, bytes.
const LARGEST: u64 = 620 * 1024 * 1024;

/// The largest request, the archive in it, bytes.
pub(super) const READ: usize = 640 * 1024 * 1024;

/// Whose prior learning it is about.
pub(super) struct Desk {
    pub(super) actor: Actor,
    pub(super) enrolment: Enrolment,
    pub(super) specification: Specification,
    learner: String,
    /// The criteria that are open, with their titles.
    open: Vec<(String, String)>,
}

/// Something achieved elsewhere, as it would be recognised.
pub(super) struct Item {
    pub(super) code: String,
    pub(super) title: String,
    pub(super) completed: String,
    pub(super) what: String,
    pub(super) chosen: bool,
    /// What to look at before it is recognised.
    pub(super) warning: Option<String>,
}

impl Desk {
    pub(super) async fn load(app: &App, actor: Actor, id: &str) -> Result<Self> {
        let (enrolment, specification) = view(app, &actor, id).await?;
        refuse_training(&app.db, &actor, RECOGNISES).await?;
        let standings = standings(&app.db, &enrolment, &specification).await?;
        let known = recognised(&app.db, &enrolment).await?;
        Ok(Desk {
            learner: portfolio::learner_name(&app.db, &enrolment.person_id).await?,
            open: open(&specification, &standings, &known),
            actor,
            enrolment,
            specification,
        })
    }

    pub(super) fn page(self, app: &App, faults: Faults, body: AnyView) -> Response {
        let title = format!("A portfolio of {} from elsewhere", self.learner);
        let visitor = Visitor(Some(self.actor));
        let layout = Layout::new(app, &visitor, title.clone()).here("/assessment");
        let address = format!("/enrolments/{}", self.enrolment.id);
        layout.render(|| {
            view! {
                <ErrorSummary faults/>
                <nav class="crumbs" aria-label="Where you are"><ol role="list">
                    <li><a href="/assessment">"Queue"</a></li><li><a href=address.clone()>{self.learner}</a></li>
                    <li><a href=format!("{address}/prior-learning")>"Prior learning"</a></li>
                </ol></nav>
                <h1>{title}</h1>
                {body}
            }
        })
    }
}

/// `GET /enrolments/{id}/prior-learning/import`
pub(super) async fn form(
    State(app): State<App>,
    Assessor(actor): Assessor,
    Path(id): Path<String>,
) -> Result<Response> {
    let desk = Desk::load(&app, actor, &id).await?;
    Ok(desk.page(&app, Faults::default(), choose(&id, None)))
}

/// Choosing an archive.
fn choose(id: &str, fault: Option<String>) -> AnyView {
    let described = crate::ui::fields::described_by("file", true, fault.is_some(), None);
    let invalid = fault.is_some().then_some("true");
    view! {
        <p class="lead">"Where they learned before uses Secure Base too, and they have downloaded their portfolio there: choose that archive. It is checked and read, and not kept."</p>
        <form method="post" action=format!("/enrolments/{id}/prior-learning/import") enctype="multipart/form-data">
            <div class="field">
                <label for="file">"Archive"</label>
                <p class="hint" id="file-hint">"As it was downloaded: a ZIP that was not unpacked and packed again."</p>
                <Fault field="file" words=fault/>
                <input type="file" id="file" name="file" accept=".zip" aria-describedby=described aria-invalid=invalid/>
            </div>
            <p class="actions"><button class="button">"Check and read it"</button></p>
        </form>
    }
    .into_any()
}

/// `POST /enrolments/{id}/prior-learning/import`: checks an archive and shows what was achieved. Nothing is recorded.
pub(super) async fn import(
    State(app): State<App>,
    Assessor(actor): Assessor,
    Path(id): Path<String>,
    form: Multipart,
) -> Result<Response> {
    let desk = Desk::load(&app, actor, &id).await?;
    let upload = Upload::read(&app.shelf, form, LARGEST).await?;
    let checked = match upload.file {
        None => Err("Choose an archive.".to_owned()),
        Some(file) if file.size == 0 => Err("Choose an archive.".to_owned()),
        Some(file) if file.size > LARGEST => {
            Err("This archive is larger than a portfolio can be.".to_owned())
        }
        Some(file) => check_file(file.into_file().await?).await?,
    };
    let checked = match checked {
        Ok(checked) => checked,
        Err(words) => {
            let mut faults = Faults::default();
            faults.add("file", format!("{words} Nothing was read from it."));
            let body = choose(&id, faults.of("file"));
            let page = desk.page(&app, faults, body);
            return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
        }
    };
    let signer = Signer::of(&app, &checked.signed.public_key).await?;
    let items = items(&desk, &checked);
    let others = others(&desk.enrolment.qualification, &checked).into_any();
    let facts = facts(&desk.learner, &checked, &signer).into_any();
    let list = list(&id, items, &signer, (&Form::default(), &Faults::default()));
    let body = view! { {facts}{others}{list} }.into_any();
    Ok(desk.page(&app, Faults::default(), body))
}

/// What is open here and was achieved there: the last time of each criterion.
fn items(desk: &Desk, checked: &Checked) -> Vec<Item> {
    let portfolio = &checked.portfolio;
    let item = |(code, title): &(String, String)| {
        let achieved = portfolio.enrolments.iter().flat_map(|enrolled| {
            let achieved = enrolled.achieved.iter();
            achieved.map(move |one| (enrolled, one))
        });
        let own = achieved.filter(|(enrolled, one)| {
            one.criterion == *code
                && qualification_of(enrolled, one) == desk.enrolment.qualification
        });
        let (enrolled, last) = own.max_by_key(|(_, one)| one.decided_at)?;
        let piece = portfolio
            .evidence
            .iter()
            .find(|piece| piece.id == last.evidence);
        let what = format!(
            "{} at {} ({}): achieved on {}, decided by {} in “{}” ({}). Read from a signed portfolio, key {}….",
            format_args!("{}, version {},", enrolled.title, enrolled.version),
            portfolio.organisation,
            portfolio.address,
            clock::date(last.decided_at),
            last.assessor,
            piece.map_or("evidence", |piece| piece.title.as_str()),
            Method::title_of(&last.kind).to_lowercase(),
            &checked.signed.public_key[..16]
        );
        Some(Item {
            code: code.clone(),
            title: title.clone(),
            completed: Clock::fixed(last.decided_at).today(),
            what: what.chars().take(LONGEST).collect(),
            chosen: false,
            warning: other_version(&desk.specification, enrolled, last),
        })
    };
    desk.open.iter().filter_map(item).collect()
}
