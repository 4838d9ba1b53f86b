//! The portfolio: what is left to do unit by unit, the evidence, the certificates.

use super::quiz_result;
use crate::accounts::{Actor, Visitor};
use crate::app::App;
use crate::arrangements::{self, pages::Agreements};
use crate::assessment::{Recognitions, prior_learning};
use crate::certificates::{self, Certificate, Request, Status, number};
use crate::clock::{self, Millis};
use crate::error::Result;
use crate::layout::Layout;
use crate::learning::steps::{Step, StepKind, steps};
use crate::learning::{Progress, enrolments, progress};
use crate::library::{ABOUT, Library, Method, Specification, Unit};
use crate::portfolio::store;
use crate::portfolio::{CriterionState, Evidence, Standing, standings, words_of};
use crate::quizzes;
use crate::transfers::{self, shown::FromEarlier};
use crate::ui::Empty;
use crate::versions;
use crate::worksheets::Answers;
use axum::extract::State;
use axum::response::Response;
use leptos::prelude::*;

/// `GET /portfolio`
pub(super) async fn portfolio(State(app): State<App>, actor: Actor) -> Result<Response> {
    let library = app.library();
    let read = progress(&app.db, &actor.id).await?;
    let evidence = store::evidence_of(&app.db, &actor).await?;
    let results = quiz_result::results(&app.db, &actor).await?;
    let certificates = certificates::of_person(&app.db, &actor.id).await?;
    let held = certificates::held_for(&app.db, &actor.id).await?;
    let mut units = Vec::new();
    let (mut recognised, mut earlier) = (Vec::new(), Vec::new());
    for enrolment in enrolments(&app.db, &actor.id).await? {
        recognised.extend(prior_learning::recognised(&app.db, &enrolment).await?);
        earlier.push(transfers::earlier(&app.db, &library, &enrolment).await?);
        let specification =
            versions::specification(&app.db, &library, &enrolment.specification_hash).await?;
        for standing in standings(&app.db, &enrolment, &specification).await? {
            let Some(unit) = specification.unit(&standing.unit) else {
                continue;
            };
            units.push(unit_view(&library, &specification, unit, &read, &standing));
        }
    }
    let now = app.clock.now();
    let arranged = arrangements::of_learner(&app.db, &actor, &actor.id, now).await?;
    let extra_time = quizzes::adjustment_of(&app.db, &actor.id).await?;
    let visitor = Visitor(Some(actor));
    let layout = Layout::new(&app, &visitor, "Portfolio")
        .here("/portfolio")
        .shape("wide");
    Ok(layout.render(|| {
        let empty = units.is_empty();
        view! {
            <h1>"Portfolio"</h1>
            <h2>"What is left to do"</h2>
            {units}
            {empty.then(|| view! {
                <Empty words="Your units will be here once you enrol on a qualification or a stand-alone unit."/>
                <p class="actions"><a class="button" href="/qualifications">"See what there is"</a></p>
            })}
            {(!arranged.is_empty() || extra_time.is_some()).then(|| view! {
                <h2>"What is agreed with you"</h2>
                {extra_time.map(|agreed| view! { <p>{format!("Extra time in quizzes: {}: {}", agreed.words(), agreed.reason)}</p> })}
                <Agreements agreed=arranged may_end=false named=false/>
            })}
            <Recognitions recognised/>
            {earlier.into_iter().map(|earlier| view! { <FromEarlier earlier/> }).collect::<Vec<_>>()}
            <p class="meta">"Before anything is handed in we look for what could give a person away. "<a href="/portfolio/names">"Names to look for"</a></p>
            <p class="actions"><a class="button quiet" href="/portfolio/from-work">"Add something from your work"</a>" "<a class="button quiet" href="/witnesses">"Ask a witness"</a></p>
            {quiz_result::offered(&library, results)}
            <EvidenceTable evidence library=EvidenceTitles::new(&library)/>
            <h2>"Certificates"</h2>
            <Held held=held.clone()/>
            {(held.is_empty() || !certificates.is_empty()).then(|| view! { <Certificates certificates now/> })}
            <p class="meta">"All of this is yours. "<a href="/portfolio/export">"Take your portfolio away"</a></p>
        }
    }))
}

fn unit_view(
    library: &Library,
    specification: &Specification,
    unit: &Unit,
    read: &Progress,
    standing: &Standing,
) -> impl IntoView + use<> {
    let left = steps(library, specification, unit, read, standing);
    let achieved = standing.count(CriterionState::Achieved);
    let summary = match standing.signed_off_at {
        Some(at) => format!("Signed off on {}.", clock::date(at)),
        None => format!(
            "Working towards: {achieved} of {} criteria achieved. {}",
            standing.criteria.len(),
            left.first().map(|s| s.words.clone()).unwrap_or_default()
        ),
    };
    let criteria: Vec<_> = unit
        .criteria()
        .map(|criterion| {
            criterion_view(
                &criterion.code,
                &criterion.title,
                standing.state(&criterion.code),
            )
        })
        .collect();
    let steps: Vec<_> = left
        .into_iter()
        .filter(|step| step.kind != StepKind::Done)
        .map(step_view)
        .collect();
    view! {
        <details class="unit" open=!standing.is_signed_off()>
            <summary>
                <h3 class="unit-title">{format!("{}, {}", unit.code, unit.title)}</h3>
                <p class="meta">{summary}</p>
            </summary>
            <div class="unit-body">
                <p class="meta">{format!("{}, version {}", specification.title, specification.label)}</p>
                <ul class="list" role="list">{steps}</ul>
                <ul class="criteria" role="list">{criteria}</ul>
            </div>
        </details>
    }
}

fn step_view(step: Step) -> impl IntoView {
    let link =
        (step.kind != StepKind::Wait).then(|| view! { <a href=step.address>{step.action}</a> });
    view! { <li><p>{step.words}" "{link}</p></li> }
}

fn criterion_view(code: &str, title: &str, state: CriterionState) -> impl IntoView + use<> {
    let (key, words) = words_of(state);
    view! {
        <li>
            <span class="code">{code.to_owned()}</span>
            <span>{title.to_owned()}</span>
            <span class="state" data-state=key>{words}</span>
        </li>
    }
}

/// What its learner calls evidence from work, or what it is.
fn called(item: &Evidence) -> Option<String> {
    let method = Method::from_key(&item.kind).filter(|method| method.is_from_work())?;
    let answers = Answers::from_body(&item.body);
    let name = Some(answers.text(ABOUT)).filter(|name| !name.is_empty());
    Some(name.unwrap_or(method.title()).to_owned())
}

/// What activities are called; one that has left the library keeps its id for a name.
struct EvidenceTitles(Vec<(String, String)>);

impl EvidenceTitles {
    fn new(library: &Library) -> Self {
        let reflections = library.reflections.iter();
        let reflections = reflections.map(|r| (r.id.clone(), r.title.clone()));
        let scenarios = library.scenarios.iter();
        let scenarios = scenarios.map(|s| (s.id.clone(), s.title.clone()));
        let worksheets = library.worksheets.iter();
        let worksheets = worksheets.map(|w| (w.id.clone(), w.title.clone()));
        let quizzes = library.quizzes.iter();
        let quizzes = quizzes.map(|q| (format!("quiz-result/{}", q.id), q.title.clone()));
        let texts = reflections.chain(scenarios).chain(worksheets);
        EvidenceTitles(texts.chain(quizzes).collect())
    }

    fn of(&self, item: &Evidence) -> String {
        if let Some(name) = called(item) {
            return name;
        }
        let known = self.0.iter().find(|(known, _)| *known == item.activity);
        known.map_or(&item.activity, |(_, title)| title).to_owned()
    }
}

#[component]
fn EvidenceTable(evidence: Vec<Evidence>, library: EvidenceTitles) -> impl IntoView {
    let rows: Vec<_> = evidence
        .iter()
        .map(|item| {
            view! {
                <tr>
                    <th scope="row"><a href=format!("/evidence/{}", item.id)>{library.of(item)}</a></th>
                    <td>{item.unit.clone()}</td>
                    <td>{Method::title_of(&item.kind)}</td>
                    <td>{clock::date_and_time(item.saved_at)}</td>
                </tr>
            }
        })
        .collect();
    (!rows.is_empty()).then(|| {
        view! {
            <h2>"Your evidence"</h2>
            <div class="table" role="region" aria-label="Your evidence" tabindex="0">
                <table>
                    <caption class="unseen">"Your evidence, the last saved first"</caption>
                    <thead><tr><th scope="col">"Evidence"</th><th scope="col">"Unit"</th><th scope="col">"Kind"</th><th scope="col">"Last saved"</th></tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        }
    })
}

/// What was asked for and waits.
#[component]
fn Held(held: Vec<Request>) -> impl IntoView {
    let items: Vec<_> = held
        .into_iter()
        .map(|request| {
            let words = format!(
                "Asked for on {}, waiting for quality assurance. You need do nothing.",
                clock::date(request.requested_at)
            );
            view! { <li><h3>{request.title}</h3><p class="meta">{words}</p></li> }
        })
        .collect();
    (!items.is_empty()).then(|| view! { <ul class="list" role="list">{items}</ul> })
}

#[component]
fn Certificates(certificates: Vec<Certificate>, now: Millis) -> impl IntoView {
    if certificates.is_empty() {
        return view! { <Empty words="A certificate will be here when a unit has been signed off and the assessor has issued it."/> }.into_any();
    }
    let items: Vec<_> = certificates
        .iter()
        .map(|certificate| {
            let (key, words) = match certificate.status(now) {
                Status::Valid => ("valid", "Valid"),
                Status::Expired { .. } => ("expired", "Expired"),
                Status::Revoked { .. } => ("revoked", "Revoked"),
            };
            let address = format!("/certificates/{}", number::display(&certificate.number));
            let validity = match certificate.expiry() {
                Some(expiry) => format!("Valid until {expiry}."),
                None => format!("Issued on {}. It does not expire.", clock::date(certificate.issued_at)),
            };
            view! {
                <li>
                    <div class="row"><span class="state" data-state=key>{words}</span></div>
                    <h3><a href=address.clone()>{certificate.title.clone()}</a></h3>
                    <p class="meta">{validity}</p>
                    <p class="row"><a class="button quiet" href=format!("{address}.pdf")>"Download the PDF"</a></p>
                </li>
            }
        })
        .collect();
    view! { <ul class="list" role="list">{items}</ul> }.into_any()
}
