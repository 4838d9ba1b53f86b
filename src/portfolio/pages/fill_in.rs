//! The page on which a worksheet is filled in, and what happens when its form is sent.

use super::dossier::Dossier;
use super::evidence::decided;
use super::held;
use super::saving::{Recorded, Way, record, to_files};
use super::write::{self, files};
use crate::accounts::{Actor, Visitor};
use crate::app::App;
use crate::clock;
use crate::error::Result;
use crate::form::{Faults, Form};
use crate::layout::Layout;
use crate::library::{Criterion, Field, FieldKind, Unit, Worksheet};
use crate::portfolio::Link;
use crate::portfolio::asking::{self, seals};
use crate::portfolio::draft::{
    add_faults_of_links, add_faults_of_long_links, from_answers, links_from,
};
use crate::portfolio::outcome_view;
use crate::portfolio::pieces::{HandIn, Private, Ticks};
use crate::ui::ErrorSummary;
use crate::worksheets::fields::Entry;
use crate::worksheets::island::Keep;
use crate::worksheets::{Answers, rules};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;

/// The most empty rows that a page can be asked for.
const MOST_ROWS: usize = 200;

/// What the page holds, which may differ from what is saved.
pub(super) struct Sheet {
    pub(super) answers: Answers,
    pub(super) revision: i64,
    pub(super) faults: Faults,
    /// A table and how many rows it shows at least, as `people.7`.
    pub(super) rows: String,
    /// The criteria that are ticked for a form.
    pub(super) links: Vec<Link>,
    /// What was typed, if the form was refused.
    pub(super) typed: Form,
}

impl Sheet {
    /// As it was saved last.
    pub(super) fn saved(dossier: &Dossier, rows: String) -> Self {
        Sheet {
            answers: Answers::from_body(&dossier.evidence.body),
            revision: dossier.evidence.revision,
            faults: Faults::default(),
            rows,
            links: dossier.links.clone(),
            typed: Form::default(),
        }
    }

    fn rows_of(&self, field: &Field) -> usize {
        let FieldKind::Table { rows, .. } = field.kind else {
            return 0;
        };
        let asked = self
            .rows
            .split_once('.')
            .filter(|(table, _)| *table == field.id);
        let asked = asked.and_then(|(_, rows)| rows.parse().ok()).unwrap_or(0);
        asked.min(MOST_ROWS).max(rows as usize)
    }
}

pub(super) fn page(
    app: &App,
    visitor: &Visitor,
    dossier: &Dossier,
    worksheet: &Worksheet,
    sheet: Sheet,
    notice: Option<&'static str>,
) -> Response {
    let layout = Layout::new(app, visitor, worksheet.title.clone())
        .here("/portfolio")
        .islands(true)
        .notice(notice);
    layout.render(|| {
        let evidence = &dossier.evidence;
        let criteria = match worksheet.is_form() {
            true => {
                let criteria = write::criteria(dossier, &sheet.links, &sheet.typed, &sheet.faults);
                view! { <Ticks criteria fault=sheet.faults.of("criteria")/> }.into_any()
            }
            false => view! { <Shows criteria=shows(dossier, worksheet)/> }.into_any(),
        };
        let entries: Vec<_> = worksheet.fields.iter().map(|field| entry(dossier, field, &sheet).into_any()).collect();
        let saved = format!("Saved {}", clock::date_and_time(evidence.saved_at));
        view! {
            <ErrorSummary faults=sheet.faults.clone()/>
            <nav class="crumbs" aria-label="Where you are"><ol role="list"><li><a href="/portfolio">"Portfolio"</a></li></ol></nav>
            <p class="kicker">{format!("{} · unit {}", worksheet.method.title(), evidence.unit)}</p>
            <h1>{worksheet.title.clone()}</h1>
            <Private/>
            {worksheet.content_note.clone().map(|note| view! { <p class="before"><strong>"Before you begin. "</strong>{note}</p> })}
            <div class="text" inner_html=worksheet.body.clone()></div>
            {answer(dossier)}
            <form method="post" action=format!("/evidence/{}", evidence.id) id=rules::FORM class="worksheet">
                <input type="hidden" name="revision" id="revision" value=sheet.revision.to_string()/>
                // The first button of a form is the one that Enter presses.
                <div class="saved">
                    <Keep person=evidence.person_id.clone() evidence=evidence.id.clone() form=rules::FORM.to_owned()
                        revision="revision".to_owned() initially=saved/>
                    <button class="button quiet" name="do" value="save">"Save"</button>
                </div>
                {entries}
                {criteria}
                {files(dossier)}
                <HandIn/>
            </form>
            <p class="meta"><a href=format!("/evidence/{}/document", evidence.id)>"What is saved, as a page to print"</a></p>
        }
    })
}

/// A field, and below it what an assessor last wrote about it.
fn entry(dossier: &Dossier, field: &Field, sheet: &Sheet) -> impl IntoView + use<> {
    let remark = dossier
        .comments
        .iter()
        .rfind(|comment| comment.field == field.id);
    let id = format!("remark-{}", field.id);
    let control = Entry {
        field,
        answers: &sheet.answers,
        fault: sheet.faults.of(&crate::worksheets::name(field)),
        remark: remark.map(|_| id.clone()),
        rows: sheet.rows_of(field),
    };
    let control = control.view();
    let remark = remark.map(|comment| view! { <div id=id>{comment.view()}</div> });
    view! { <div class="entry">{control}{remark}</div> }
}

/// What was decided the time before, to be unfolded.
fn answer(dossier: &Dossier) -> impl IntoView + use<> {
    let (submission, closure) = dossier.submissions.first()?;
    let words = format!("What was decided on submission {}", submission.number);
    let decided = decided(dossier, submission, closure.as_ref());
    Some(view! { <details class="sheet"><summary>{words}</summary>{decided}</details> })
}

/// Each criterion with the fields that can show it, and how it was decided before.
fn shows(dossier: &Dossier, worksheet: &Worksheet) -> Vec<AnyView> {
    let one = |criterion: &Criterion| {
        let code = &criterion.code;
        let fields = worksheet.fields_for(code);
        let titles: Vec<&str> = fields.map(|field| field.title.as_str()).collect();
        let before = dossier.decided_before(code);
        view! {
            <li>
                <span class="code">{code.clone()}</span>
                <span>{criterion.title.clone()}<span class="meta">{format!(" By: {}.", titles.join("; "))}</span></span>
                {before.map(outcome_view)}
            </li>
        }
        .into_any()
    };
    let all = dossier.specification.units.iter().flat_map(Unit::criteria);
    all.filter(|criterion| worksheet.criteria.contains(&criterion.code))
        .map(one)
        .collect()
}

#[component]
fn Shows(criteria: Vec<AnyView>) -> impl IntoView {
    view! {
        <section id="criteria">
            <h2>"What it can show"</h2>
            <p>"It is handed in for each of these of which at least one field is filled in. You need not say why: the fields do."</p>
            <ul class="criteria" role="list">{criteria}</ul>
        </section>
    }
}

/// Saves or hands in what the form holds, or adds a row to a table. A refusal gives the page back with everything that was typed.
pub(super) async fn save(
    app: App,
    actor: Actor,
    dossier: Dossier,
    worksheet: Worksheet,
    form: Form,
) -> Result<Response> {
    let names = [
        "do",
        "revision",
        "field-*",
        "criteria",
        "where-*",
        "why-*",
        asking::FIELD,
    ];
    let form = form.only(&names)?;
    let answers = Answers::from_form(&worksheet, &form)?;
    let revision = form.text("revision").parse().unwrap_or(0);
    let hand_in = form.text("do") == "submit";
    let ticked = links_from(&form, dossier.activity.criteria());
    let mut too_long = rules::faults_of_saving(&answers);
    add_faults_of_long_links(&mut too_long, &ticked);
    let way = Way {
        hand_in,
        can_be_kept: too_long.is_empty(),
        field: rules::FORM,
        seals: seals(&form),
    };
    let mut faults = match hand_in {
        true => rules::faults_of_handing_in(&worksheet, &answers),
        false => too_long,
    };
    if hand_in && worksheet.is_form() {
        add_faults_of_links(&mut faults, &ticked);
    }
    let draft = from_answers(&worksheet, &answers, Some(ticked), revision);
    match record(&app, &actor, &dossier, draft, faults, way).await? {
        Recorded::Done(_) if form.text("do") == "files" => Ok(to_files(&dossier)),
        Recorded::Done(address) => {
            let more = more_rows(&worksheet, &answers, &form);
            Ok(Redirect::to(&(address + &more.unwrap_or_default())).into_response())
        }
        Recorded::Held(screening, revision) => Ok(held::page(
            &app, actor, &dossier, &form, &screening, revision,
        )),
        Recorded::Refused(draft, faults) => {
            let sheet = Sheet {
                answers,
                revision: draft.revision,
                faults,
                rows: String::new(),
                links: draft.links.unwrap_or_default(),
                typed: form,
            };
            let visitor = Visitor(Some(actor));
            let page = page(&app, &visitor, &dossier, &worksheet, sheet, None);
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
    }
}

/// Where the page goes on if a row was asked for: with one row more than there was, at the first that is empty.
fn more_rows(worksheet: &Worksheet, answers: &Answers, form: &Form) -> Option<String> {
    let field = worksheet.field(form.text("do").strip_prefix("row-")?)?;
    let last = |row: usize| form.has(&crate::worksheets::cell(field, row, 0));
    let shown = (0..MOST_ROWS).take_while(|row| last(*row)).count();
    let first_empty = crate::worksheets::cell(field, answers.rows(&field.id).len(), 0);
    Some(format!("&rows={}.{}#{first_empty}", field.id, shown + 1))
}
