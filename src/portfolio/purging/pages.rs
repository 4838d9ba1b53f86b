//! The page on which an administrator purges: what there is, without its content, and why it should go.

use super::store::{Order, Purge, What, may_purge, purges_of};
use super::words::{gone_words, of_text};
use crate::accounts::{Administrator, Visitor};
use crate::app::App;
use crate::clock;
use crate::error::{Error, Result};
use crate::form::{Faults, Form};
use crate::layout::Layout;
use crate::portfolio::files::{self, Attached};
use crate::portfolio::{self, Access, Activity, Submission};
use crate::ui::{ErrorSummary, Fault, TextArea};
use crate::versions;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;
use serde::Deserialize;

/// The longest reason, characters.
const LONGEST: usize = 500;

#[derive(Debug, Default, Deserialize)]
pub struct Said {
    #[serde(default)]
    said: String,
}

/// `GET /submissions/{id}/purge`
pub async fn form(
    State(app): State<App>,
    administrator: Administrator,
    Path(id): Path<String>,
    Query(said): Query<Said>,
) -> Result<Response> {
    let notice = match said.said.as_str() {
        "purged" => Some("Purged. The learner has been told."),
        "purged-but-files" => Some(
            "Purged, and the learner has been told. A file could not be taken off the disk just now; it opens no more, and taking it away is tried again every hour.",
        ),
        _ => None,
    };
    let desk = Desk::load(&app, administrator, &id).await?;
    Ok(desk.page(&app, Form::default(), Faults::default(), notice))
}

/// `POST /submissions/{id}/purge`
pub async fn purge(
    State(app): State<App>,
    administrator: Administrator,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response> {
    let form = form.only(&["what", "words", "reason"])?;
    let desk = Desk::load(&app, administrator, &id).await?;
    let mut faults = Faults::default();
    faults.check_text(&form, "reason", "why it has to go", LONGEST);
    let what = match form.text("what") {
        "submission" => Some(What::Submission),
        "evidence" => Some(What::Evidence),
        "words" => Some(What::Words),
        other => {
            let hash = other.strip_prefix("file-");
            hash.map(|hash| What::File(hash.to_owned()))
        }
    };
    if what.is_none() {
        faults.add("what", "Choose what is to be removed.");
    }
    let (Some(what), true) = (what, faults.is_empty()) else {
        let page = desk.page(&app, form, faults, None);
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    };
    let order = Order {
        what,
        words_too: form.has("words"),
        reason: form.text("reason").to_owned(),
    };
    let said = match super::purge(&app, &desk.administrator.0, &id, &order).await {
        Ok(true) => "purged",
        Ok(false) => "purged-but-files",
        Err(Error::Conflict(words)) => {
            let mut faults = Faults::default();
            faults.add("what", words);
            let page = desk.page(&app, form, faults, None);
            return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
        }
        Err(error) => return Err(error),
    };
    Ok(Redirect::to(&format!("/submissions/{id}/purge?said={said}")).into_response())
}

/// What an administrator sees of a submission: not its text.
struct Desk {
    administrator: Administrator,
    submission: Submission,
    learner: String,
    activity: Activity,
    files: Vec<Attached>,
    purges: Vec<Purge>,
    may: bool,
}

impl Desk {
    async fn load(app: &App, administrator: Administrator, id: &str) -> Result<Self> {
        let (db, actor) = (&app.db, &administrator.0);
        let submission = portfolio::submission(db, id).await?;
        let access = Access {
            subject: "submission",
            id,
            owner: &submission.person_id,
            outcome: "viewed",
        };
        portfolio::log_access(db, actor, access, app.clock.now()).await?;
        if actor.id == submission.person_id {
            return Err(Error::Forbidden);
        }
        let hash = &submission.activity_hash;
        Ok(Desk {
            learner: portfolio::learner_name(db, &submission.person_id).await?,
            activity: versions::activity(db, &app.library(), hash).await?,
            files: files::of_submission(db, id).await?,
            purges: purges_of(db, &submission.evidence_id).await?,
            may: may_purge(db, actor, &submission).await?,
            submission,
            administrator,
        })
    }

    fn page(
        self,
        app: &App,
        typed: Form,
        faults: Faults,
        notice: Option<&'static str>,
    ) -> Response {
        let visitor = Visitor(Some(self.administrator.0.clone()));
        let layout = Layout::new(app, &visitor, "Purge")
            .here("/people")
            .notice(notice);
        layout.render(|| self.view(typed, faults))
    }

    fn view(self, typed: Form, faults: Faults) -> impl IntoView {
        let submission = &self.submission;
        let facts = format!(
            "{} · {}, unit {}, submission {}, handed in on {}",
            self.learner,
            self.activity.title(),
            submission.unit,
            submission.number,
            clock::date_and_time(submission.submitted_at)
        );
        let done: Vec<_> = self.purges.iter().map(done).collect();
        let form = match self.may {
            true => self.order(typed, faults.clone()).into_any(),
            false => view! { <p class="before">"You had a part in this evidence yourself, so another administrator purges it."</p> }.into_any(),
        };
        view! {
            <ErrorSummary faults/>
            <p class="kicker">"Administration"</p>
            <h1>"Purge"</h1>
            <p class="lead">{facts}</p>
            <p>"Purging removes content for good, because somebody can be recognised in it or it should never have been kept. You do not see the content here, and nobody will again. That it was handed in, what was decided, and your reason stay; the learner and the assessors read the reason in its place."</p>
            <p>"Copies of the database that were made before, such as backups, still hold it: let them run out, or remove it there too."</p>
            {form}
            {(!done.is_empty()).then(|| view! { <h2>"Purged so far"</h2><ul class="list" role="list">{done}</ul> })}
        }
    }

    fn order(&self, typed: Form, faults: Faults) -> impl IntoView + use<> {
        let id = &self.submission.id;
        let is_whole = of_text(&self.purges, id).is_none();
        let mut choices = Vec::new();
        if is_whole {
            choices.push(("submission".to_owned(), format!("Submission {} alone: its text, its files, and the draft if it still says the same", self.submission.number)));
        }
        choices.push((
            "evidence".to_owned(),
            "All of this evidence: every time it was handed in, and the draft".to_owned(),
        ));
        choices.push((
            "words".to_owned(),
            format!(
                "Only what others wrote about submission {}: its text stays as it is",
                self.submission.number
            ),
        ));
        let files = self.files.iter().filter(|file| file.purged_at.is_none());
        choices.extend(files.map(|file| {
            let words = format!(
                "Only the file “{}” ({}), wherever this evidence has it",
                file.name,
                file.words()
            );
            (format!("file-{}", file.hash), words)
        }));
        let options: Vec<_> = choices
            .into_iter()
            .map(|(value, words)| option(value, words, typed.text("what")))
            .collect();
        let words = typed.has("words");
        view! {
            <form method="post" action=format!("/submissions/{id}/purge")>
                <fieldset id="what">
                    <legend>"What is to be removed?"</legend>
                    <Fault field="what" words=faults.of("what")/>
                    {options}
                </fieldset>
                <div class="choice">
                    <input type="checkbox" id="words-too" name="words" value="yes" checked=words/>
                    <label for="words-too">"Also what others wrote about a text: it names somebody too"</label>
                </div>
                <p class="meta">"What others wrote is the feedback, comments, reasons and next steps of assessors, what a learner said of an observation or in an appeal, where something was inspected, and what was said when it was countersigned, sampled or acted on. Decisions that wait for a countersignature go with their words, and are made again. It can be removed now or later, and again when something was written since."</p>
                <p class="meta">"What stays: comments that an assessor keeps to use again, exemplars that were copied from it (each is a text of its own), and mail that has reached somebody."</p>
                <TextArea name="reason" label="Why" value=typed.text("reason").to_owned() fault=faults.of("reason")
                    hint="The learner and the assessors read it. Name nobody."/>
                <p class="actions"><button class="button">"Remove it for good"</button></p>
            </form>
        }
    }
}

fn option(value: String, words: String, chosen: &str) -> impl IntoView + use<> {
    let is_chosen = value == chosen;
    view! {
        <div class="choice">
            <input type="radio" id=value.clone() name="what" value=value.clone() checked=is_chosen/>
            <label for=value>{words}</label>
        </div>
    }
}

fn done(purge: &Purge) -> impl IntoView + use<> {
    let what = match (&purge.submission_id, &purge.file_hash) {
        _ if purge.of_words => "What others had written about it",
        (Some(_), None) => "A text that was handed in",
        (None, None) => "The draft",
        (Some(_), Some(_)) => "A file that was handed in",
        (None, Some(_)) => "A file of the draft",
    };
    let words = gone_words(purge);
    let hash = format!("SHA-256 {}", purge.content_hash);
    view! { <li><h3>{what}</h3><p>{words}</p><p class="meta">{hash}</p></li> }
}
