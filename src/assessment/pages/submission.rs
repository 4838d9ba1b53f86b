//! A submission exactly as it was handed in: for its learner to read, for an assessor to mark.

use super::leasing::Begin;
use super::{beside, countersigning, marking};
use crate::accounts::{Actor, Role, Visitor};
use crate::app::App;
use crate::arrangements;
use crate::assessment::inspections::{self, Inspected};
use crate::assessment::store::{self, Proposal};
use crate::clock;
use crate::error::{Error, Result};
use crate::form::Faults;
use crate::layout::Layout;
use crate::learning::list as listed;
use crate::library::{Field, Specification};
use crate::observations::pages::Occasion;
use crate::observations::{self, Recorded, Words};
use crate::portfolio::files::{self, Attached, list};
use crate::portfolio::pages::decision_view;
use crate::portfolio::purging::{self, Purge};
use crate::portfolio::{
    self, Access, Activity, Closure, Decided, FieldComment, Link, Submission, claims,
};
use crate::testimony::pages::witnessed::Witnessed;
use crate::testimony::{self, Witness};
use crate::ui::paragraphs;
use crate::versions;
use axum::extract::{Path, State};
use axum::response::Response;
use leptos::prelude::*;

/// A submission with everything that belongs to it, in the versions it was made against.
#[derive(Clone)]
pub struct Work {
    pub(super) submission: Submission,
    pub(super) learner: String,
    pub(super) links: Vec<Link>,
    /// What it answers.
    pub(super) activity: Activity,
    pub(super) specification: Specification,
    pub(super) closure: Option<Closure>,
    /// Of this and of earlier submissions of the same evidence.
    pub(super) decisions: Vec<Decided>,
    pub(super) earlier: Vec<Submission>,
    /// What each of those answers, in its own version.
    pub(super) activities_before: Vec<Activity>,
    pub files: Vec<Attached>,
    /// What was removed for good of this evidence.
    pub(super) purges: Vec<Purge>,
    /// Of the submission before.
    files_before: Vec<Attached>,
    links_before: Option<Vec<Link>>,
    /// Of this and of earlier submissions, beside single fields.
    pub(super) comments: Vec<FieldComment>,
    /// Of what an assessor recorded: when and where, and what the learner has said about it.
    pub(super) occasion: Option<(Recorded, Option<Words>)>,
    /// What is agreed with the learner, in a line, for whoever is not them.
    pub(super) agreed: Option<String>,
    /// Of what stays in the workplace: who has looked at it there.
    pub(super) inspections: Vec<Inspected>,
    /// Of a testimony: who gave it.
    pub witness: Option<Witness>,
}

impl Work {
    /// For its learner or an assessor; anybody else gets nothing, and every look of somebody else is logged.
    pub(super) async fn load(app: &App, actor: &Actor, id: &str) -> Result<Self> {
        Self::load_if(app, actor, id, actor.is(Role::Assessor)).await
    }

    /// For its learner, or for whoever `may` see it for a reason of their own.
    pub(super) async fn load_if(app: &App, actor: &Actor, id: &str, may: bool) -> Result<Self> {
        let submission = portfolio::submission(&app.db, id).await?;
        let may = may || actor.id == submission.person_id;
        let outcome = if may { "viewed" } else { "refused" };
        let access = Access {
            subject: "submission",
            id,
            owner: &submission.person_id,
            outcome,
        };
        portfolio::log_access(&app.db, actor, access, app.clock.now()).await?;
        if !may {
            return Err(Error::NotFound);
        }
        Self::read(app, Some(actor), id).await
    }

    /// For whoever has found out that they may, and has logged it; `None` for somebody without an account.
    pub async fn read(app: &App, reader: Option<&Actor>, id: &str) -> Result<Self> {
        let submission = portfolio::submission(&app.db, id).await?;
        let library = app.library();
        let mut earlier = portfolio::submissions_of(&app.db, &submission.evidence_id).await?;
        earlier.retain(|other| other.number < submission.number);
        let mut comments = portfolio::comments_on(&app.db, &submission.evidence_id).await?;
        comments.retain(|comment| comment.number <= submission.number);
        let hash = &submission.specification_hash;
        let specification = versions::specification(&app.db, &library, hash).await?;
        let (hash, body) = (&submission.activity_hash, &submission.body);
        let activity = versions::activity_with(&app.db, &library, hash, body).await?;
        let mut activities_before = Vec::new();
        for Submission {
            activity_hash,
            body,
            ..
        } in &earlier
        {
            activities_before
                .push(versions::activity_with(&app.db, &library, activity_hash, body).await?);
        }
        let (files_before, links_before) = match earlier.last() {
            Some(before) => (
                files::of_submission(&app.db, &before.id).await?,
                Some(portfolio::links_of(&app.db, &before.id).await?),
            ),
            None => (Vec::new(), None),
        };
        Ok(Work {
            files: files::of_submission(&app.db, id).await?,
            files_before,
            links_before,
            purges: purging::purges_of(&app.db, &submission.evidence_id).await?,
            learner: portfolio::learner_name(&app.db, &submission.person_id).await?,
            links: portfolio::links_of(&app.db, id).await?,
            activity: activity.within(&specification, &submission.unit),
            activities_before,
            specification: specification.into_owned(),
            closure: portfolio::closure(&app.db, id).await?,
            decisions: portfolio::decisions(&app.db, &submission.evidence_id).await?,
            earlier,
            comments,
            occasion: observations::occasion(&app.db, &submission.evidence_id).await?,
            agreed: arrangements::in_a_line(
                &app.db,
                reader,
                &submission.person_id,
                app.clock.now(),
            )
            .await?,
            inspections: inspections::of_evidence(&app.db, &submission.evidence_id).await?,
            witness: testimony::given_for(&app.db, &submission.evidence_id).await?,
            submission,
        })
    }

    pub(super) fn criterion_title(&self, code: &str) -> String {
        self.specification
            .criterion(code)
            .map(|criterion| criterion.title.clone())
            .unwrap_or_default()
    }

    /// The text; of a later submission, what has changed in it since the one before.
    pub(super) fn text(&self, beside: &dyn Fn(&Field) -> AnyView) -> AnyView {
        if let Some(gone) = purging::gone(&self.purges, &self.submission.id) {
            return gone;
        }
        let before = self.earlier.last();
        match before.filter(|before| !before.is_purged()) {
            Some(before) => self
                .activity
                .compare(&before.body, &self.submission.body, beside),
            None => self.activity.read(&self.submission.body, beside),
        }
    }

    /// The files; of a later submission, with what has changed since the one before.
    pub fn files(&self) -> Option<impl IntoView + use<>> {
        let before = self.earlier.last();
        let before = before.map(|before| (list::folder(&before.id), self.files_before.as_slice()));
        list::section(&list::folder(&self.submission.id), &self.files, before)
    }

    /// What it was handed in for; of a later submission, with what has changed in that since the one before.
    fn claims(&self) -> AnyView {
        let before = self.links_before.as_deref();
        claims::list(&self.links, before, |code| self.criterion_title(code)).into_any()
    }

    /// The same where something has changed in it.
    pub(super) fn changed_claims(&self) -> Option<AnyView> {
        let before = self.links_before.as_deref()?;
        let list = claims::have_changed(before, &self.links).then(|| self.claims())?;
        Some(view! { <h2>"What has changed in what it is handed in for"</h2>{list} }.into_any())
    }

    /// What it answers.
    pub fn title(&self) -> String {
        self.activity.title().to_owned()
    }

    /// Which text this is, exactly.
    pub fn version_words(&self) -> String {
        format!(
            "Specification version {} · prompt version {} · handed in on {}",
            self.specification.label,
            &self.submission.activity_hash[..8],
            clock::date_and_time(self.submission.submitted_at),
        )
    }
}

/// For those who look at what was decided.
impl Work {
    /// This submission and nothing of those before it.
    pub fn alone(mut self) -> Self {
        self.earlier.clear();
        self.activities_before.clear();
        self.files_before.clear();
        self.links_before = None;
        let own = &self.submission.id;
        self.comments
            .retain(|comment| comment.submission_id == *own);
        self.inspections.retain(|one| one.submission_id == *own);
        self
    }

    /// The work, with what was said beside it, what was handed in before and what it answers.
    pub fn as_handed_in(&self) -> impl IntoView + use<> {
        let heading = format!("{}, as it was handed in", self.activity.method().title());
        view! {
            <h2 id="work">{heading}</h2>
            {self.text(&|field| beside::comments(self, field))}
            <details><summary>"The prompt, as it was then"</summary><div inner_html=self.activity.prompt().into_owned()></div></details>
        }
    }

    /// Every criterion with its decision and why the work was handed in for it.
    pub fn decided(&self) -> Vec<(String, AnyView)> {
        let of_this = self
            .decisions
            .iter()
            .filter(|decision| decision.submission_id == self.submission.id);
        let view = |decision: &Decided| {
            let link = self
                .links
                .iter()
                .find(|link| link.criterion == decision.criterion);
            let place = link.map(Link::words).unwrap_or_default();
            let title = self.criterion_title(&decision.criterion);
            let view = view! { {decision_view(decision, title)}<p class="meta">{place}</p> };
            (decision.criterion.clone(), view.into_any())
        };
        of_this.map(view).collect()
    }

    /// What was agreed with the learner, who inspected what stays in the workplace, and when and where it was that an assessor recorded.
    pub fn circumstances(&self) -> impl IntoView + use<> {
        view! {
            {self.agreed.clone().map(|words| view! { <p class="meta">{words}</p> })}
            {inspections::view(&self.inspections)}
            {self.occasion.clone().map(|(recorded, words)| view! { <Occasion recorded words/> })}
        }
    }

    /// How the assessor closed it.
    pub fn closing(&self) -> impl IntoView + use<> {
        self.closure.clone().map(|closure| {
            let words = if closure.is_accepted() { "Accepted" } else { "Returned" };
            let said = format!("{words} by {} on {}", closure.assessor_name, clock::date(closure.closed_at));
            match closure.comment.is_empty() {
                true => view! { <p class="meta">{said}"."</p> }.into_any(),
                false => view! { <blockquote class="voice"><div inner_html=paragraphs(&closure.comment)></div><footer>{said}</footer></blockquote> }.into_any(),
            }
        })
    }
}

/// `GET /submissions/{id}`
pub(super) async fn submission(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<String>,
) -> Result<Response> {
    let work = Work::load(&app, &actor, &id).await?;
    let own = actor.id == work.submission.person_id;
    let mut begin = None;
    let proposal = match own {
        true => None,
        false => store::proposal_on(&app.db, &id).await?,
    };
    if let Some(proposal) = proposal {
        let may = countersigning::may_answer(&app, &actor, &proposal).await?;
        begin = Some(proposed(&work, &proposal, may).into_any());
    } else if !own && work.closure.is_none() {
        let lease = store::lease(&app.db, &id, app.clock.now()).await?;
        if lease
            .as_ref()
            .is_some_and(|lease| lease.assessor_id == actor.id)
        {
            return marking::page(&app, actor, work, None, &Faults::default()).await;
        }
        let saved = store::draft(&app.db, &actor, &id).await?;
        let saved = saved.map(|(_, at)| format!("You saved work on it on {}.", clock::date(at)));
        let allocated = allocated_to(&app, &id).await?;
        begin = Some(
            match testimony::refuse_witness(&app.db, &actor.id, &id).await {
                Err(Error::Conflict(words)) => {
                    view! { <div class="notice"><p>{words}</p></div> }.into_any()
                }
                _ => view! { {allocated}<Begin submission=id lease saved/> }.into_any(),
            },
        );
    }
    let exemplar = !own && actor.is(Role::Iqa);
    let administers = actor.is(Role::Administrator);
    let visitor = Visitor(Some(actor));
    let here = if own { "/portfolio" } else { "/assessment" };
    let layout = Layout::new(&app, &visitor, work.activity.title().to_owned()).here(here);
    Ok(layout.render(|| view! { <Frozen work own exemplar administers begin/> }))
}

/// To whom the submission is allocated, where it is to anybody.
async fn allocated_to(app: &App, id: &str) -> Result<Option<impl IntoView + use<>>> {
    let all = store::allocated(&app.db).await?;
    let names: Vec<&str> = all
        .iter()
        .filter(|(submission, ..)| submission == id)
        .map(|(.., name)| name.as_str())
        .collect();
    let words = format!("Allocated to {}. Others can mark it too.", listed(&names));
    Ok((!names.is_empty()).then(|| view! { <p class="meta">{words}</p> }))
}

/// What an assessor in training has decided, to be countersigned.
fn proposed(work: &Work, proposal: &Proposal, may: bool) -> impl IntoView + use<> {
    let decisions: Vec<_> = countersigning::as_decided(proposal)
        .iter()
        .map(|decision| decision_view(decision, work.criterion_title(&decision.criterion)))
        .collect();
    let remarks = proposal.proposed().remarks;
    let comment = (!remarks.comment.is_empty()).then(|| {
        view! { <blockquote class="voice"><div inner_html=paragraphs(&remarks.comment)></div></blockquote> }
    });
    let beside: Vec<_> = remarks
        .beside
        .iter()
        .map(|(field, words)| view! { <dt>{beside::title(work, field)}</dt><dd inner_html=paragraphs(words)></dd> })
        .collect();
    view! {
        <h2>"What is proposed"</h2>
        {comment}
        {decisions}
        {(!beside.is_empty()).then(|| view! { <h3>"Beside single fields"</h3><dl class="facts broad">{beside}</dl> })}
        {countersigning::answer(proposal, may)}
    }
}

/// The frozen copy with the links and, once there are any, the decisions.
#[component]
fn Frozen(
    work: Work,
    own: bool,
    exemplar: bool,
    administers: bool,
    begin: Option<AnyView>,
) -> impl IntoView {
    let back = match own {
        true => (
            format!("/evidence/{}", work.submission.evidence_id),
            "Evidence",
        ),
        false => (
            format!("/enrolments/{}", work.submission.enrolment_id),
            "Learner",
        ),
    };
    let decisions: Vec<_> = work.decided().into_iter().map(|(_, view)| view).collect();
    let (links, changed) = (work.claims(), work.changed_claims());
    let closure = work.closure.as_ref();
    let closure =
        closure.map(|closure| view! { <p class="lead">{format!("{}.", closure.words())}</p> });
    view! {
        <nav class="crumbs" aria-label="Where you are"><ol role="list"><li><a href=back.0>{back.1}</a></li></ol></nav>
        <p class="kicker">{format!("{} · unit {} · submission {}", work.learner, work.submission.unit, work.submission.number)}</p>
        <h1>{work.activity.title().to_owned()}</h1>
        <p class="meta">{work.version_words()}</p>
        {closure}
        {work.witness.clone().map(|witness| view! { <Witnessed witness/> })}
        {work.circumstances()}
        {begin}
        {match decisions.is_empty() {
            true => view! { <h2>"Handed in for"</h2>{links} }.into_any(),
            false => view! { <h2>"What was decided"</h2>{decisions}{changed} }.into_any(),
        }}
        <h2>"As it was handed in"</h2>
        <div class="text sheet">{work.text(&|field| beside::comments(&work, field))}</div>
        {work.files()}
        <p class="meta">"If somebody can be recognised in it, an administrator can "<a href=format!("/submissions/{}/purge", work.submission.id)>"remove it for good"</a>{(!administers).then_some(": give one the address of that link.")}</p>
        <p class="meta"><a href=format!("/submissions/{}/document", work.submission.id)>"All of it as a page to print"</a></p>
        {exemplar.then(|| view! { <p class="meta"><a href=format!("/standardisation/exemplars?submission={}", work.submission.id)>"Make an exemplar of it"</a></p> })}
        <details><summary>"The prompt, as it was then"</summary><div class="text" inner_html=work.activity.prompt().into_owned()></div></details>
    }
}
