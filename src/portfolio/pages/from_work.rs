//! Beginning evidence from one's own work: which form, and for which unit.

use crate::accounts::{Actor, Learner, Visitor};
use crate::app::App;
use crate::db::{is_id, new_id};
use crate::error::{Error, Result};
use crate::form::{Faults, Form};
use crate::layout::Layout;
use crate::learning::{Enrolment, enrolments};
use crate::library::{Method, Unit, Worksheet};
use crate::portfolio::{Activity, store};
use crate::ui::{Empty, ErrorSummary, Fault};
use crate::versions;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;

/// What learners write themselves. The other forms are for those who saw the work.
const METHODS: [Method; 2] = [Method::CaseStudy, Method::WorkplaceRecord];

/// A unit for which evidence can be begun.
struct Place {
    enrolment: Enrolment,
    unit: Unit,
}

impl Place {
    /// As it is posted.
    fn value(&self) -> String {
        format!("{} {}", self.enrolment.id, self.unit.code)
    }
}

async fn places(app: &App, actor: &Actor) -> Result<Vec<Place>> {
    let library = app.library();
    let mut places = Vec::new();
    for enrolment in enrolments(&app.db, &actor.id).await? {
        let hash = &enrolment.specification_hash;
        let specification = versions::specification(&app.db, &library, hash).await?;
        places.extend(specification.units.iter().map(|unit| Place {
            unit: unit.clone(),
            enrolment: enrolment.clone(),
        }));
    }
    Ok(places)
}

/// `GET /portfolio/from-work`
pub(super) async fn choose(State(app): State<App>, Learner(actor): Learner) -> Result<Response> {
    let places = places(&app, &actor).await?;
    Ok(page(
        &app,
        actor,
        &places,
        &Form::default(),
        &Faults::default(),
    ))
}

/// `POST /portfolio/from-work`: begins it. The page's own key makes one record of a double click.
pub(super) async fn begin(
    State(app): State<App>,
    Learner(actor): Learner,
    form: Form,
) -> Result<Response> {
    let form = form.only(&["method", "unit", "key"])?;
    let places = places(&app, &actor).await?;
    let method = METHODS
        .into_iter()
        .find(|method| method.key() == form.text("method"));
    let place = places
        .iter()
        .find(|place| place.value() == form.text("unit"));
    let (Some(method), Some(place)) = (method, place) else {
        let mut faults = Faults::default();
        if method.is_none() {
            faults.add("method", "Say what you want to write.");
        }
        if place.is_none() {
            faults.add("unit", "Say for which unit it is.");
        }
        let page = page(&app, actor, &places, &form, &faults);
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    };
    let library = app.library();
    let activity = one(library.form(method), form.text("key"))?;
    let now = app.clock.now();
    let (db, enrolment) = (&app.db, &place.enrolment);
    let begun = store::begin_from_work(db, &actor, enrolment, &place.unit, &activity, now).await;
    if let Err(Error::Invalid(words)) = begun {
        let mut faults = Faults::default();
        faults.add("method", words);
        let page = page(&app, actor, &places, &form, &faults);
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    }
    let id = begun?;
    Ok(Redirect::to(&format!("/evidence/{id}")).into_response())
}

/// The form as the activity of one piece of evidence, of which there may be many.
fn one(form: Option<&Worksheet>, key: &str) -> Result<Activity> {
    let mut form = form.cloned().ok_or(Error::NotFound)?;
    if !is_id(key) {
        return Err(Error::NotFound);
    }
    form.id = format!("{}/{key}", form.id);
    Ok(Activity::Worksheet(form))
}

fn page(app: &App, actor: Actor, places: &[Place], typed: &Form, faults: &Faults) -> Response {
    let library = app.library();
    let kinds: Vec<_> = METHODS
        .into_iter()
        .filter_map(|method| library.form(method))
        .map(|form| kind(form, typed.text("method")))
        .collect();
    let units: Vec<_> = places
        .iter()
        .map(|place| {
            let title = format!("{}, {}", place.unit.code, place.unit.title);
            let value = place.value();
            let selected = value == typed.text("unit");
            view! { <option value=value selected=selected>{title}</option> }
        })
        .collect();
    let visitor = Visitor(Some(actor));
    let layout = Layout::new(app, &visitor, "Something from your work").here("/portfolio");
    layout.render(|| {
        view! {
            <ErrorSummary faults=faults.clone()/>
            <nav class="crumbs" aria-label="Where you are"><ol role="list"><li><a href="/portfolio">"Portfolio"</a></li></ol></nav>
            <h1>"Something from your work"</h1>
            {match units.is_empty() {
                true => view! {
                    <Empty words="You add evidence to a unit once you are enrolled on it."/>
                    <p class="actions"><a class="button" href="/qualifications">"See what there is"</a></p>
                }.into_any(),
                false => view! {
                    <form method="post">
                        <input type="hidden" name="key" value=new_id()/>
                        <fieldset id="method">
                            <legend><h2>"What do you want to write?"</h2></legend>
                            <Fault field="method" words=faults.of("method")/>
                            {kinds}
                        </fieldset>
                        <div class="field">
                            <label for="unit">"For which unit"</label>
                            <Fault field="unit" words=faults.of("unit")/>
                            <select id="unit" name="unit">{units}</select>
                        </div>
                        <p class="actions"><button class="button">"Begin to write"</button></p>
                        <p class="meta">"Private until you hand it in."</p>
                    </form>
                }.into_any(),
            }}
        }
    })
}

fn kind(form: &Worksheet, chosen: &str) -> impl IntoView + use<> {
    let key = form.method.key();
    let id = format!("method-{key}");
    view! {
        <div class="choice">
            <input type="radio" id=id.clone() name="method" value=key checked=chosen == key/>
            <label for=id>{form.title.clone()}<span class="meta">{format!(" {}", form.summary)}</span></label>
        </div>
    }
}
