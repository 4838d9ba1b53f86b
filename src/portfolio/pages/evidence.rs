//! One piece of evidence: the writing page, or what was handed in with its decisions and history.

use super::appeal::way_to_appeal;
use super::history::history_item;
use super::{fill_in, of_others, write};
use crate::accounts::{Actor, Visitor};
use crate::app::App;
use crate::assessment::appeals::{self, Appeal};
use crate::assessment::inspections::{self, Inspected};
use crate::assessment::judgement;
use crate::clock::{self, Millis};
use crate::error::Result;
use crate::form::{Faults, Form};
use crate::layout::Layout;
use crate::learning::enrolment;
use crate::ledger::ERASED;
use crate::library::Field;
use crate::library::Specification;
use crate::observations::pages::{Occasion, Say};
use crate::observations::{self, Recorded, Words};
use crate::portfolio::files::{self, Attached, list};
use crate::portfolio::purging::{self, Purge};
use crate::portfolio::screen::{Said as SaidOfFound, said_of};
use crate::portfolio::store::{self, Draft};
use crate::portfolio::{
    self, Activity, Closure, Decided, Evidence, FieldComment, Link, Submission, claims,
};
use crate::testimony::pages::witnessed::Witnessed;
use crate::testimony::{self, Witness};
use crate::ui::paragraphs;
use crate::versions;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use leptos::prelude::*;
use serde::Deserialize;

/// Everything a page about one piece of evidence shows.
pub(super) struct Dossier {
    pub(super) evidence: Evidence,
    pub(super) links: Vec<Link>,
    /// What it answers, in the version that it is written against.
    pub(super) activity: Activity,
    /// The same in the version that the last submission was made against.
    handed_in: Activity,
    /// The version that the learner enrolled on.
    pub(super) specification: Specification,
    /// Newest first, each with its end if it has one.
    pub(super) submissions: Vec<(Submission, Option<Closure>)>,
    pub(super) decisions: Vec<Decided>,
    /// What was removed for good.
    purges: Vec<Purge>,
    appeals: Vec<Appeal>,
    /// When it was looked up.
    now: Millis,
    /// As it is being written.
    pub(super) files: Vec<Attached>,
    /// Of the last submission and of the one before.
    handed_in_files: Vec<(String, Vec<Attached>)>,
    handed_in_links: Vec<Vec<Link>>,
    /// Of every submission, those of the last at the end.
    pub(super) comments: Vec<FieldComment>,
    /// Of a testimony: who gave it.
    pub(super) witness: Option<Witness>,
    /// Of what an assessor recorded: when and where, and what the learner has said about it.
    occasion: Option<(Recorded, Option<Words>)>,
    /// Of what stays in the workplace: who has looked at it there.
    inspections: Vec<Inspected>,
    /// What the learner said of what was found before handing in.
    said: Vec<SaidOfFound>,
}

impl Dossier {
    pub(super) async fn load(app: &App, actor: &Actor, id: &str) -> Result<Self> {
        let evidence = store::evidence(&app.db, actor, id, app.clock.now()).await?;
        let library = app.library();
        let enrolment = enrolment(&app.db, &evidence.enrolment_id).await?;
        let mut submissions = Vec::new();
        for submission in portfolio::submissions_of(&app.db, id).await? {
            let closure = portfolio::closure(&app.db, &submission.id).await?;
            submissions.insert(0, (submission, closure));
        }
        let hash = &enrolment.specification_hash;
        let specification = versions::specification(&app.db, &library, hash).await?;
        let (hash, body) = (&evidence.activity_hash, &evidence.body);
        let activity = versions::activity_with(&app.db, &library, hash, body).await?;
        let handed_in = match submissions.first() {
            Some((
                Submission {
                    activity_hash,
                    body,
                    ..
                },
                _,
            )) => versions::activity_with(&app.db, &library, activity_hash, body).await?,
            None => activity.clone(),
        };
        let (mut handed_in_files, mut handed_in_links) = (Vec::new(), Vec::new());
        for (submission, _) in submissions.iter().take(2) {
            let files = files::of_submission(&app.db, &submission.id).await?;
            handed_in_files.push((submission.id.clone(), files));
            handed_in_links.push(portfolio::links_of(&app.db, &submission.id).await?);
        }
        Ok(Dossier {
            files: files::of_evidence(&app.db, id).await?,
            handed_in_files,
            handed_in_links,
            purges: purging::purges_of(&app.db, id).await?,
            links: store::links(&app.db, id).await?,
            activity: activity.within(&specification, &evidence.unit),
            handed_in,
            specification: specification.into_owned(),
            decisions: portfolio::decisions(&app.db, id).await?,
            now: app.clock.now(),
            appeals: appeals::of_evidence(&app.db, id).await?,
            comments: portfolio::comments_on(&app.db, id).await?,
            witness: testimony::given_for(&app.db, id).await?,
            occasion: observations::occasion(&app.db, id).await?,
            inspections: inspections::of_evidence(&app.db, id).await?,
            said: said_of(&app.db, id).await?,
            submissions,
            evidence,
        })
    }

    /// Whether a submission waits for its decisions.
    pub(super) fn is_waiting(&self) -> bool {
        self.submissions
            .first()
            .is_some_and(|(_, closure)| closure.is_none())
    }

    /// Whether it has been accepted, on the version that the learner is on.
    fn is_accepted(&self) -> bool {
        let current = &self.specification.version.hash;
        self.submissions
            .first()
            .filter(|(submission, _)| submission.specification_hash == *current)
            .and_then(|(_, closure)| closure.as_ref())
            .is_some_and(Closure::is_accepted)
    }

    /// A draft as it is kept: what was typed, with what it is about.
    pub(super) fn kept(&self, draft: &Draft) -> Draft {
        Draft {
            body: self.activity.with_written(&self.evidence.body, &draft.body),
            ..draft.clone()
        }
    }

    /// The draft as it was saved last, as far as the learner typed it.
    pub(super) fn draft(&self) -> Draft {
        Draft {
            body: self.activity.written(&self.evidence.body).into_owned(),
            links: Some(self.links.clone()),
            revision: self.evidence.revision,
        }
    }

    /// The files that were handed in last, with what has changed since the time before.
    fn files_handed_in(&self) -> Option<impl IntoView + use<>> {
        let (submission, files) = self.handed_in_files.first()?;
        let before = self.handed_in_files.get(1);
        let before = before.map(|(of, files)| (list::folder(of), files.as_slice()));
        list::section(&list::folder(submission), files, before)
    }

    /// What was handed in last was handed in for this, with what has changed in that since the time before.
    fn claims(&self) -> Option<impl IntoView + use<>> {
        let now = self.handed_in_links.first()?;
        let before = self.handed_in_links.get(1).map(Vec::as_slice);
        let list = claims::list(now, before, |code| self.criterion_title(code)).into_any();
        Some(view! { <h2>"What it was handed in for"</h2>{list} })
    }

    pub(super) fn criterion_title(&self, code: &str) -> String {
        self.specification
            .criterion(code)
            .map(|criterion| criterion.title.clone())
            .unwrap_or_default()
    }
}

#[derive(Debug, Default, Deserialize)]
pub(super) struct Said {
    #[serde(default)]
    said: String,
    /// Whether to write the next version although something has been handed in.
    #[serde(default)]
    write: bool,
    /// A table and how many rows it shows at least.
    #[serde(default)]
    rows: String,
}

/// `GET /evidence/{id}`
pub(super) async fn evidence(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<String>,
    Query(said): Query<Said>,
) -> Result<Response> {
    let dossier = Dossier::load(&app, &actor, &id).await?;
    let notice = match said.said.as_str() {
        "saved" => Some("Saved. Only you can see it."),
        "handed-in" => Some("Handed in. An assessor will read it; you will hear from them."),
        _ => None,
    };
    let writing = dossier.submissions.is_empty()
        || (said.write && !dossier.is_waiting() && !dossier.is_accepted());
    let visitor = Visitor(Some(actor));
    if writing && dossier.evidence.is_fixed() {
        let typed = of_others::Typed::saved(&dossier);
        return Ok(of_others::page(&app, &visitor, &dossier, typed, notice));
    }
    if let (true, Activity::Worksheet(worksheet)) = (writing, &dossier.activity) {
        let sheet = fill_in::Sheet::saved(&dossier, said.rows);
        return Ok(fill_in::page(
            &app, &visitor, &dossier, worksheet, sheet, notice,
        ));
    }
    if writing {
        let draft = dossier.draft();
        return Ok(write::page(
            &app,
            &visitor,
            &dossier,
            &draft,
            (&Form::default(), &Faults::default()),
            notice,
        ));
    }
    let layout = Layout::new(&app, &visitor, dossier.activity.title().to_owned())
        .here("/portfolio")
        .notice(notice);
    Ok(layout.render(|| handed_in(dossier)))
}

fn handed_in(dossier: Dossier) -> impl IntoView {
    let id = dossier.evidence.id.clone();
    let latest = dossier
        .submissions
        .first()
        .map(|(submission, closure)| (submission.clone(), closure.clone()));
    let state = match (dossier.is_waiting(), dossier.is_accepted()) {
        (true, _) => {
            "It is with the assessors. You can read it here; it cannot be changed until they have answered."
        }
        (false, true) => "Everything it was handed in for is achieved.",
        (false, false) => {
            "Your assessor has answered. Read the feedback, then write the next version."
        }
    };
    let recorded = dossier.evidence.is_recorded();
    let again = !dossier.is_waiting() && !dossier.is_accepted() && !recorded;
    let decided = latest
        .as_ref()
        .map(|(submission, closure)| decided(&dossier, submission, closure.as_ref()));
    let history: Vec<_> = dossier
        .submissions
        .iter()
        .map(|(s, c)| history_item(s, c.as_ref(), &dossier.said, &dossier.purges))
        .collect();
    let files = dossier.files_handed_in();
    let claims = dossier.claims();
    let text = latest
        .as_ref()
        .map(|(submission, _)| handed_in_text(&dossier, submission));
    view! {
        <nav class="crumbs" aria-label="Where you are"><ol role="list"><li><a href="/portfolio">"Portfolio"</a></li></ol></nav>
        <p class="kicker">{format!("{} · unit {}", dossier.activity.method().title(), dossier.evidence.unit)}</p>
        <h1>{dossier.activity.title().to_owned()}</h1>
        <p class="lead">{state}</p>
        {again.then(|| view! { <p class="actions"><a class="button" href=format!("/evidence/{id}?write=true")>"Write the next version"</a></p> })}
        {decided}
        {dossier.witness.clone().map(|witness| view! { <Witnessed witness/> })}
        {inspections::view(&dossier.inspections)}
        {dossier.occasion.clone().map(|(recorded, words)| {
            let say = words.is_none().then(|| view! { <Say evidence=id.clone()/> });
            view! { <Occasion recorded words/>{say} }
        })}
        <h2>{if recorded { "What was recorded" } else { "What you handed in" }}</h2>
        <div class="text sheet">{text}</div>
        {files}
        {claims}
        <h2>"History"</h2>
        <ol class="history" role="list">{history}</ol>
    }
}

/// What was handed in, or what has changed in it since the time before; comments stand beside their fields.
fn handed_in_text(dossier: &Dossier, submission: &Submission) -> AnyView {
    let beside = |field: &Field| {
        let comments = dossier.comments.iter();
        let comment = comments.filter(|comment| comment.submission_id == submission.id);
        let mut comment = comment.filter(|comment| comment.field == field.id);
        comment.next().map(FieldComment::view).into_any()
    };
    if let Some(gone) = purging::gone(&dossier.purges, &submission.id) {
        return gone;
    }
    let before = dossier.submissions.get(1).map(|(before, _)| before);
    let before = before.filter(|before| !before.is_purged());
    match before.map(|before| &before.body) {
        Some(before) => dossier.handed_in.compare(before, &submission.body, &beside),
        None => dossier.handed_in.read(&submission.body, &beside),
    }
}

/// The criteria of a submission, each with what was decided.
pub(super) fn decided(
    dossier: &Dossier,
    submission: &Submission,
    closure: Option<&Closure>,
) -> impl IntoView + use<> {
    let of_this = |decision: &&Decided| decision.submission_id == submission.id;
    let is_current = submission.specification_hash == dossier.specification.version.hash;
    let decisions: Vec<_> = dossier
        .decisions
        .iter()
        .filter(of_this)
        .map(|decision| {
            let title = dossier.criterion_title(&decision.criterion);
            let way = way_to_appeal(decision, &dossier.appeals, is_current, dossier.now);
            view! { {decision_view(decision, title)}{way} }
        })
        .collect();
    let comment = closure.filter(|closure| !closure.comment.is_empty()).map(|closure| {
        view! {
            <blockquote class="voice">
                <div inner_html=paragraphs(&closure.comment)></div>
                <footer>{format!("{}, {}", closure.assessor_name, clock::date(closure.closed_at))}</footer>
            </blockquote>
        }
    });
    (!decisions.is_empty()).then(|| view! { <h2>"What was decided"</h2>{comment}{decisions} })
}

/// One decision, as learners and assessors read it.
pub(crate) fn decision_view(decision: &Decided, title: String) -> impl IntoView + use<> {
    let feedback = (!decision.feedback.is_empty()).then(|| {
        view! {
            <blockquote class="voice">
                <div inner_html=paragraphs(&decision.feedback)></div>
                <footer>{format!("{}, {}", decision.assessor_name, clock::date(decision.decided_at))}</footer>
            </blockquote>
        }
    });
    view! {
        <div class="criterion">
            <h3><span class="code">{decision.criterion.clone()}</span>" "{title}</h3>
            {outcome_view(decision)}
            {declined(decision)}
            {grounds(decision)}
            {feedback}
            {next_step(decision)}
        </div>
    }
}

/// Why the evidence does not bear on the criterion, where the link was declined.
fn declined(decision: &Decided) -> Option<impl IntoView + use<>> {
    let why = decision.declined.as_ref()?;
    let words = format!(
        "This evidence is about something else than {}: the link was declined. That is no judgement of the work itself, and it can count for other criteria; for this one, another piece of evidence is needed.",
        decision.criterion
    );
    Some(
        view! { <p>{words}</p><blockquote class="voice"><div inner_html=paragraphs(why)></div></blockquote> },
    )
}

/// What the evidence was found to be.
fn grounds(decision: &Decided) -> Option<impl IntoView + use<>> {
    if decision.declined.is_some() {
        return None;
    }
    let ticked = judgement::words(decision.vacs.as_deref()?);
    let why = decision.explained.clone().filter(|why| why != ERASED);
    let why = why.unwrap_or_default();
    let words = match (ticked.is_empty(), why.is_empty()) {
        (true, true) => return None,
        (true, false) => format!("About the evidence: {why}"),
        (false, _) => format!("The evidence is {ticked}. {why}"),
    };
    Some(view! { <p class="meta">{words}</p> })
}

/// What was agreed as the next step, and its day.
fn next_step(decision: &Decided) -> Option<impl IntoView + use<>> {
    let what = decision.plan.as_ref()?;
    let day = clock::written_day(decision.plan_by.as_deref()?)?;
    Some(
        view! { <div class="try"><p class="case-title">{format!("Next step, by {day}")}</p><div inner_html=paragraphs(what)></div></div> },
    )
}

/// The outcome of a decision in words.
pub(super) fn outcome_view(decision: &Decided) -> impl IntoView + use<> {
    let words = match (decision.outcome == "achieved", &decision.declined) {
        (true, _) => "Achieved",
        (false, None) => "Not yet achieved",
        (false, Some(_)) => "Not yet achieved: link declined",
    };
    let (key, when) = match (decision.outcome == "achieved", decision.on_appeal) {
        (true, false) => ("achieved", ""),
        (true, true) => ("achieved", ", after an appeal"),
        (false, false) if decision.replaced => ("ahead", ", at first; then appealed"),
        (false, false) => ("not-yet", ""),
        (false, true) => ("not-yet", ", after an appeal"),
    };
    view! { <span class="state" data-state=key>{format!("{words}{when}")}</span> }
}
