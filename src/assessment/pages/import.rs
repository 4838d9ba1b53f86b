//! A portfolio from elsewhere: checked, and what was achieved there laid out to be recognised one by one.

use super::enrolment::load;
use super::foreign::{Signer, facts, other_version, others, qualification_of};
use super::prior_learning::{LONGEST, open};
use crate::accounts::{Actor, Assessor, Visitor};
use crate::app::App;
use crate::assessment::prior_learning::{Recognition, recognise_all, refusal, unit_of};
use crate::clock::{self, Clock};
use crate::error::{Error, Result};
use crate::form::{Faults, Form};
use crate::layout::Layout;
use crate::learning::Enrolment;
use crate::library::{Method, Specification};
use crate::portfolio::export::{Checked, check_file};
use crate::portfolio::files::upload::Upload;
use crate::portfolio::{self, Access, standings};
use crate::ui::{ErrorSummary, Fault, TextArea, TextField};
use axum::extract::{Multipart, Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;

/// The largest archive that is read, bytes.
const LARGEST: u64 = 620 * 1024 * 1024;

/// The largest request, the archive in it, bytes.
pub(super) const READ: usize = 640 * 1024 * 1024;

/// Whose prior learning it is about.
struct Desk {
    actor: Actor,
    enrolment: Enrolment,
    specification: Specification,
    learner: String,
    /// The criteria that are open, with their titles.
    open: Vec<(String, String)>,
}

/// Something achieved elsewhere, as it would be recognised.
struct Item {
    code: String,
    title: String,
    completed: String,
    what: String,
    chosen: bool,
    /// What to look at before it is recognised.
    warning: Option<String>,
}

impl Desk {
    async fn load(app: &App, actor: Actor, id: &str) -> Result<Self> {
        let (enrolment, specification) = load(app, &actor, id).await?;
        let access = Access {
            subject: "enrolment",
            id,
            owner: &enrolment.person_id,
            outcome: "viewed",
        };
        portfolio::log_access(&app.db, &actor, access, app.clock.now()).await?;
        let standings = standings(&app.db, &enrolment, &specification).await?;
        Ok(Desk {
            learner: portfolio::learner_name(&app.db, &enrolment.person_id).await?,
            open: open(&specification, &standings),
            actor,
            enrolment,
            specification,
        })
    }

    fn page(self, app: &App, faults: Faults, body: AnyView) -> Response {
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

/// The fields with the key of the archive, and with which an assessor says that they have made sure whose it is.
const KEY: &str = "key";
const MADE_SURE: &str = "made-sure";

/// What can be recognised.
fn list(id: &str, items: Vec<Item>, signer: &Signer, (typed, faults): (&Form, &Faults)) -> AnyView {
    if items.is_empty() {
        return view! { <p class="muted">"Nothing was achieved there that is open here and takes prior learning."</p> }.into_any();
    }
    let items: Vec<_> = items.into_iter().map(|item| fields(item, faults)).collect();
    let unknown = signer.known.is_none().then(|| {
        let checked = typed.has(MADE_SURE);
        view! {
            <fieldset class="field">
                <legend>"The key is unknown here"</legend>
                <Fault field=MADE_SURE words=faults.of(MADE_SURE)/>
                <div class="choice">
                    <input type="checkbox" id=MADE_SURE name=MADE_SURE value="yes" checked=checked/>
                    <label for=MADE_SURE>"I have made sure with the organisation that this key is theirs"</label>
                </div>
            </fieldset>
        }
    });
    view! {
        <h2>"What was achieved there"</h2>
        <p>"Choose what you recognise. You have looked at what shows it; the words can be changed, and the learner reads them. All that is chosen is recorded at once, or nothing of it."</p>
        <form method="post" action=format!("/enrolments/{id}/prior-learning/chosen") id="chosen">
            <input type="hidden" name=KEY value=signer.key.clone()/>
            <ul class="list" role="list">{items}</ul>
            {unknown}
            <p class="actions"><button class="button">"Recognise what is chosen"</button></p>
        </form>
    }
    .into_any()
}

fn fields(item: Item, faults: &Faults) -> impl IntoView + use<> {
    let (completed, what) = (
        format!("completed-{}", item.code),
        format!("what-{}", item.code),
    );
    let (completed_fault, what_fault) = (faults.of(&completed), faults.of(&what));
    let id = format!("criterion-{}", item.code);
    view! {
        <li>
            <div class="choice">
                <input type="checkbox" id=id.clone() name="criterion" value=item.code.clone() checked=item.chosen/>
                <label for=id><span class="code">{item.code}</span>" "{item.title}</label>
            </div>
            {item.warning.map(|words| view! { <p class="before">{words}</p> })}
            <TextField name=completed kind="date" label="The day on which it was completed" value=item.completed fault=completed_fault/>
            <TextArea name=what label="What it was, and what you saw of it" value=item.what fault=what_fault/>
        </li>
    }
}

/// `POST /enrolments/{id}/prior-learning/chosen`: recognises what was chosen, each by the same rules as any prior learning.
pub(super) async fn recognise_chosen(
    State(app): State<App>,
    Assessor(actor): Assessor,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response> {
    let form = form.only(&["criterion", "completed-*", "what-*", KEY, MADE_SURE])?;
    let desk = Desk::load(&app, actor, &id).await?;
    let signer = Signer::of(&app, form.text(KEY)).await?;
    let today = app.clock.today();
    let (recognitions, mut faults) = chosen(&desk.specification, &form, &today)?;
    if signer.known.is_none() && !form.has(MADE_SURE) {
        faults.add(MADE_SURE, "Nobody here knows whose key this is. Make sure, and say so, or ask an administrator to enter it in the settings.");
    }
    if faults.is_empty() {
        let (db, at) = (&app.db, (today.as_str(), app.clock.now()));
        let (enrolment, specification) = (&desk.enrolment, &desk.specification);
        let taken =
            recognise_all(db, &desk.actor, enrolment, specification, &recognitions, at).await?;
        for code in taken {
            let words = format!(
                "Something else has been recognised for {code} already. Take it out of the choice; nothing has been recorded so far."
            );
            faults.add(format!("what-{code}"), words);
        }
    }
    if faults.is_empty() {
        let address = format!("/enrolments/{id}?said=recognised");
        return Ok(Redirect::to(&address).into_response());
    }
    let items = typed(&desk, &form);
    let body = list(&id, items, &signer, (&form, &faults));
    let page = desk.page(&app, faults, body);
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

/// The list as it was sent.
fn typed(desk: &Desk, form: &Form) -> Vec<Item> {
    let codes = form
        .fields()
        .iter()
        .filter_map(|(name, _)| name.strip_prefix("what-"));
    let item = |code: &str| {
        let criterion = desk.specification.criterion(code)?;
        Some(Item {
            code: code.to_owned(),
            title: criterion.title.clone(),
            completed: form.text(&format!("completed-{code}")).to_owned(),
            what: form.text(&format!("what-{code}")).to_owned(),
            chosen: form.all("criterion").any(|chosen| chosen == code),
            warning: None,
        })
    };
    codes.filter_map(item).collect()
}

/// What is to be recognised, or what is wrong with it.
fn chosen(
    specification: &Specification,
    form: &Form,
    today: &str,
) -> Result<(Vec<Recognition>, Faults)> {
    let (mut recognitions, mut faults) = (Vec::new(), Faults::default());
    for code in form.all("criterion") {
        let unit = unit_of(specification, code).ok_or(Error::NotFound)?;
        let (completed, what) = (format!("completed-{code}"), format!("what-{code}"));
        if let Some(words) = refusal(unit, form.text(&completed), today) {
            faults.add(completed.clone(), words);
        }
        faults.check_text(form, &what, "what it was", LONGEST);
        recognitions.push(Recognition {
            criterion: code.to_owned(),
            completed_on: form.text(&completed).to_owned(),
            what: form.text(&what).to_owned(),
        });
    }
    if recognitions.is_empty() {
        faults.add("chosen", "Choose what you recognise.");
    }
    Ok((recognitions, faults))
}
