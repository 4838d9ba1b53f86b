//! Everything that belongs to one piece of evidence, for its page and for the printed one.

use crate::accounts::Actor;
use crate::app::App;
use crate::assessment::appeals::{self, Appeal};
use crate::assessment::inspections::{self, Inspected};
use crate::clock::Millis;
use crate::error::Result;
use crate::learning::enrolment;
use crate::library::Specification;
use crate::observations::{self, Recorded, Words};
use crate::portfolio::files::{self, Attached, list};
use crate::portfolio::offered::offered;
use crate::portfolio::purging::{self, Purge};
use crate::portfolio::screen::{Said as SaidOfFound, said_of};
use crate::portfolio::store::{self, Draft};
use crate::portfolio::{
    self, Activity, Closure, Decided, Evidence, FieldComment, Link, Submission, claims,
};
use crate::testimony::{self, Witness};
use crate::versions;
use leptos::prelude::*;

/// Everything a page about one piece of evidence shows.
pub(super) struct Dossier {
    pub(super) evidence: Evidence,
    pub(super) links: Vec<Link>,
    /// What it answers, with the criteria that it can show in the version that the learner is on.
    pub(super) activity: Activity,
    /// The same in the version that the last submission was made against.
    pub(super) handed_in: Activity,
    /// The version that the learner is on.
    pub(super) specification: Specification,
    /// The versions that it was handed in on.
    versions: Vec<Specification>,
    /// Whether it has been accepted on that version.
    pub(super) is_accepted: bool,
    /// Newest first, each with its end if it has one.
    pub(super) submissions: Vec<(Submission, Option<Closure>)>,
    pub(super) decisions: Vec<Decided>,
    /// What was removed for good.
    pub(super) purges: Vec<Purge>,
    pub(super) appeals: Vec<Appeal>,
    /// When it was looked up.
    pub(super) now: Millis,
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
    pub(super) occasion: Option<(Recorded, Option<Words>)>,
    /// Of what stays in the workplace: who has looked at it there.
    pub(super) inspections: Vec<Inspected>,
    /// What the learner said of what was found before handing in.
    pub(super) said: Vec<SaidOfFound>,
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
        let mut versions = Vec::<Specification>::new();
        for (submission, _) in &submissions {
            let hash = &submission.specification_hash;
            if !versions.iter().any(|known| known.version.hash == *hash) {
                let version = versions::specification(&app.db, &library, hash).await?;
                versions.push(version.into_owned());
            }
        }
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
            is_accepted: portfolio::is_accepted(&app.db, id).await?,
            files: files::of_evidence(&app.db, id).await?,
            handed_in_files,
            handed_in_links,
            purges: purging::purges_of(&app.db, id).await?,
            links: store::links(&app.db, id).await?,
            activity: offered(&library, &specification, &evidence.unit, activity),
            handed_in,
            specification: specification.into_owned(),
            versions,
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
    pub(super) fn files_handed_in(&self) -> Option<impl IntoView + use<>> {
        let (submission, files) = self.handed_in_files.first()?;
        let before = self.handed_in_files.get(1);
        let before = before.map(|(of, files)| (list::folder(of), files.as_slice()));
        list::section(&list::folder(submission), files, before)
    }

    /// What was handed in last was handed in for this, with what has changed in that since the time before.
    pub(super) fn claims(&self) -> Option<impl IntoView + use<>> {
        let now = self.handed_in_links.first()?;
        let before = self.handed_in_links.get(1).map(Vec::as_slice);
        let list = claims::list(now, before, |code| self.criterion_title(code)).into_any();
        Some(view! { <h2>"What it was handed in for"</h2>{list} })
    }

    /// A criterion's title in the version that the learner is on.
    pub(super) fn criterion_title(&self, code: &str) -> String {
        title_in(&self.specification, code)
    }

    /// The title that a criterion had in the version on which something was handed in.
    pub(super) fn title_then(&self, submission: &Submission, code: &str) -> String {
        let hash = &submission.specification_hash;
        let version = self.versions.iter().find(|own| own.version.hash == *hash);
        title_in(version.unwrap_or(&self.specification), code)
    }

    /// What was last decided on a criterion of the version that the learner is on.
    pub(super) fn decided_before(&self, code: &str) -> Option<&Decided> {
        let current = &self.specification.version.hash;
        let is_current = |decision: &&Decided| {
            let mut own = self.submissions.iter();
            own.any(|(submission, _)| {
                submission.id == decision.submission_id && submission.specification_hash == *current
            })
        };
        let mut all = self.decisions.iter().filter(is_current);
        all.rfind(|decision| decision.criterion == code)
    }
}

fn title_in(version: &Specification, code: &str) -> String {
    let criterion = version.criterion(code);
    criterion
        .map(|criterion| criterion.title.clone())
        .unwrap_or_default()
}
