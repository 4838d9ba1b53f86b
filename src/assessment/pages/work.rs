//! A submission exactly as it was handed in, with everything that belongs to it: for its learner, assessors and quality assurers.

use super::beside;
use crate::accounts::{Actor, Role, is_colleague};
use crate::app::App;
use crate::arrangements;
use crate::assessment::inspections::{self, Inspected};
use crate::clock;
use crate::error::{Error, Result};
use crate::library::{Field, Specification};
use crate::observations::pages::Occasion;
use crate::observations::{self, Recorded, Words};
use crate::portfolio::files::{self, Attached, list};
use crate::portfolio::purging::{self, Purge};
use crate::portfolio::{
    self, Access, Activity, Closure, Decided, FieldComment, Link, Submission, claims, decision_view,
};
use crate::testimony::{self, Witness};
use crate::ui::paragraphs;
use crate::versions;
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

/// What was handed in of the same evidence before a submission.
struct Before {
    submissions: Vec<Submission>,
    activities: Vec<Activity>,
    /// Of the last of them.
    files: Vec<Attached>,
    links: Option<Vec<Link>>,
}

impl Before {
    async fn of(app: &App, submission: &Submission) -> Result<Self> {
        let (db, library) = (&app.db, app.library());
        let mut submissions = portfolio::submissions_of(db, &submission.evidence_id).await?;
        submissions.retain(|other| other.number < submission.number);
        let mut activities = Vec::new();
        for before in &submissions {
            let (hash, body) = (&before.activity_hash, &before.body);
            activities.push(versions::activity_with(db, &library, hash, body).await?);
        }
        let (files, links) = match submissions.last() {
            Some(last) => (
                files::of_submission(db, &last.id).await?,
                Some(portfolio::links_of(db, &last.id).await?),
            ),
            None => (Vec::new(), None),
        };
        Ok(Before {
            submissions,
            activities,
            files,
            links,
        })
    }
}

impl Work {
    /// For its learner or an assessor of their organisation; anybody else gets nothing, and every look of somebody else is logged.
    pub(super) async fn load(app: &App, actor: &Actor, id: &str) -> Result<Self> {
        let submission = portfolio::submission(&app.db, id).await?;
        let is_colleague = is_colleague(&app.db, actor, &submission.person_id).await?;
        let may = actor.is(Role::Assessor) && is_colleague;
        Self::show(app, actor, submission, may).await
    }

    /// For its learner, or for whoever `may` see it for a reason of their own.
    pub(super) async fn load_if(app: &App, actor: &Actor, id: &str, may: bool) -> Result<Self> {
        let submission = portfolio::submission(&app.db, id).await?;
        Self::show(app, actor, submission, may).await
    }

    async fn show(app: &App, actor: &Actor, submission: Submission, may: bool) -> Result<Self> {
        let may = may || actor.id == submission.person_id;
        let access = Access {
            subject: "submission",
            id: &submission.id,
            owner: &submission.person_id,
            outcome: if may { "viewed" } else { "refused" },
        };
        portfolio::log_access(&app.db, actor, access, app.clock.now()).await?;
        match may {
            true => Self::of(app, Some(actor), submission).await,
            false => Err(Error::NotFound),
        }
    }

    /// For whoever has found out that they may, and has logged it; `None` for somebody without an account.
    pub async fn read(app: &App, reader: Option<&Actor>, id: &str) -> Result<Self> {
        let submission = portfolio::submission(&app.db, id).await?;
        Self::of(app, reader, submission).await
    }

    async fn of(app: &App, reader: Option<&Actor>, submission: Submission) -> Result<Self> {
        let (db, library, id) = (&app.db, app.library(), &submission.id);
        let (evidence, learner) = (&submission.evidence_id, &submission.person_id);
        let hash = &submission.specification_hash;
        let specification = versions::specification(db, &library, hash).await?;
        let (hash, body) = (&submission.activity_hash, &submission.body);
        let activity = versions::activity_with(db, &library, hash, body).await?;
        let mut comments = portfolio::comments_on(db, evidence).await?;
        comments.retain(|comment| comment.number <= submission.number);
        let before = Before::of(app, &submission).await?;
        Ok(Work {
            learner: portfolio::learner_name(db, learner).await?,
            links: portfolio::links_of(db, id).await?,
            activity: activity.within(&specification, &submission.unit),
            specification: specification.into_owned(),
            closure: portfolio::closure(db, id).await?,
            decisions: portfolio::decisions(db, evidence).await?,
            earlier: before.submissions,
            activities_before: before.activities,
            files: files::of_submission(db, id).await?,
            purges: purging::purges_of(db, evidence).await?,
            files_before: before.files,
            links_before: before.links,
            comments,
            occasion: observations::occasion(db, evidence).await?,
            agreed: arrangements::in_a_line(db, reader, learner, app.clock.now()).await?,
            inspections: inspections::of_evidence(db, evidence).await?,
            witness: testimony::given_for(db, evidence).await?,
            submission,
        })
    }

    pub fn criterion_title(&self, code: &str) -> String {
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
    pub(super) fn claims(&self) -> AnyView {
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

    /// Without what was agreed with the learner, for whoever does not know who that is.
    pub fn without_arrangements(mut self) -> Self {
        self.agreed = None;
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

    /// Every criterion, once, with the decision as it stands, what it took the place of, and why the work was handed in for it.
    pub fn decided(&self) -> Vec<(String, AnyView)> {
        let of_this: Vec<&Decided> = self
            .decisions
            .iter()
            .filter(|decision| decision.submission_id == self.submission.id)
            .collect();
        let view = |decisions: &[&Decided]| {
            let criterion = &decisions[0].criterion;
            let link = self.links.iter().find(|link| link.criterion == *criterion);
            let place = link.map(Link::words).unwrap_or_default();
            let views = decisions.iter().rev();
            let views: Vec<_> = views
                .map(|decision| decision_view(decision, self.criterion_title(criterion)))
                .collect();
            let view = view! { {views}<p class="meta">{place}</p> };
            (criterion.clone(), view.into_any())
        };
        of_this
            .chunk_by(|one, other| one.criterion == other.criterion)
            .map(view)
            .collect()
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
