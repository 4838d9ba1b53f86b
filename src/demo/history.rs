//! What the people of the demonstration have done so far.

use super::{actor, conversation, studied, texts};
use crate::accounts::{Actor, settings};
use crate::app::App;
use crate::assessment::judgement::{Judgement, Plan};
use crate::assessment::{Decision, Outcome, store as assessment};
use crate::certificates;
use crate::clock::{Clock, DAY, HOUR, Millis};
use crate::db::Db;
use crate::error::{Error, Result};
use crate::form::Form;
use crate::learning::Outline;
use crate::learning::{self, Enrolment, store as learning_store};
use crate::library::{Field, FieldKind, Library, Question, Specification};
use crate::portfolio::draft::from_answers;
use crate::portfolio::store::{self as portfolio, Draft};
use crate::portfolio::{Activity, Link, home_of};
use crate::quizzes::asked::{CHOSEN, Response};
use crate::quizzes::grade;
use crate::quizzes::store::{self as quizzes, Given};
use crate::worksheets::{self, Answers};

/// The stage: what history happens on.
struct Stage<'a> {
    app: &'a App,
    library: &'a Library,
    now: Millis,
}

pub(super) async fn seed(app: &App) -> Result<()> {
    let library = app.library();
    let stage = Stage {
        app,
        library: &library,
        now: app.clock.now(),
    };
    stage.certificate_of_last_winter().await?;
    stage.drug_worker().await?;
    stage.gp_trainee().await
}

impl Stage<'_> {
    fn db(&self) -> &Db {
        &self.app.db
    }

    /// Enrols somebody on the oldest version that the content still has, as they would have found it at the time.
    async fn enrol_long_ago(
        &self,
        actor: &Actor,
        slug: &str,
        at: Millis,
    ) -> Result<(Enrolment, &Specification)> {
        let mut kept = self.library.kept.iter();
        let oldest = kept.find(|version| version.slug == slug);
        let specification = oldest.or_else(|| self.library.specification(slug));
        let specification = specification.ok_or(Error::NotFound)?;
        self.enrol_on(actor, specification, at).await
    }

    async fn enrol(
        &self,
        actor: &Actor,
        slug: &str,
        at: Millis,
    ) -> Result<(Enrolment, &Specification)> {
        let specification = self.library.specification(slug).ok_or(Error::NotFound)?;
        self.enrol_on(actor, specification, at).await
    }

    async fn enrol_on<'s>(
        &self,
        actor: &Actor,
        specification: &'s Specification,
        at: Millis,
    ) -> Result<(Enrolment, &'s Specification)> {
        learning_store::enrol(self.db(), actor, specification, at).await?;
        let all = learning::enrolments(self.db(), &actor.id).await?;
        let enrolment = all
            .into_iter()
            .find(|e| e.qualification == specification.slug)
            .ok_or(Error::NotFound)?;
        Ok((enrolment, specification))
    }

    /// Reads so many sections of a module, one an hour.
    async fn read(&self, actor: &Actor, module: &str, count: usize, from: Millis) -> Result<()> {
        let module = self.library.module(module).ok_or(Error::NotFound)?;
        let mut at = from;
        for section in module.sections.iter().take(count) {
            learning_store::read(
                self.db(),
                actor,
                &Outline::of(self.library, module),
                section,
                at,
            )
            .await?;
            at += HOUR;
        }
        Ok(())
    }

    /// Sits a quiz and answers the first `right` questions rightly, the others wrongly.
    async fn sit(&self, actor: &Actor, quiz: &str, right: usize, at: Millis) -> Result<()> {
        let quiz = self.library.quiz(quiz).ok_or(Error::NotFound)?;
        let attempt = quizzes::start(self.db(), actor, self.library, quiz, at).await?;
        let wrong = |question: &Question| -> Response {
            let option = question.options().iter().find(|option| !option.right);
            let chosen = option.map(|option| (option.key.clone(), CHOSEN.to_owned()));
            chosen.into_iter().collect()
        };
        let answer = |(number, question)| Given {
            response: match number < right {
                true => grade::model(question),
                false => wrong(question),
            },
            question,
            confidence: None,
        };
        let given: Vec<_> = quiz.questions.iter().enumerate().map(answer).collect();
        let until = at + HOUR / 2;
        quizzes::submit(self.db(), actor, &attempt, self.library, &given, until).await
    }

    /// Writes a reflection and hands it in for all its criteria; gives the submission's id.
    async fn hand_in(
        &self,
        actor: &Actor,
        enrolment: &Enrolment,
        unit: &str,
        reflection: &str,
        body: &str,
        at: Millis,
    ) -> Result<String> {
        let reflection = self.library.reflection(reflection).ok_or(Error::NotFound)?;
        let activity = Activity::Reflection(reflection.clone());
        let id = portfolio::begin(self.db(), actor, enrolment, unit, &activity, at - DAY).await?;
        let revision = portfolio::evidence(self.db(), actor, &id, at)
            .await?
            .revision;
        let link = |code: &String| Link {
            criterion: code.clone(),
            locator: "the whole account".to_owned(),
            justification: texts::JUSTIFICATION.to_owned(),
        };
        let links = Some(reflection.criteria.iter().map(link).collect());
        let draft = Draft {
            body: body.to_owned(),
            links,
            revision,
        };
        portfolio::submit(self.db(), actor, &id, &draft, at).await
    }

    /// Decides a submission; the criteria from the `achieved`th on are not yet.
    async fn decide(&self, submission: &str, achieved: usize, at: Millis) -> Result<()> {
        let assessor = actor(self.db(), "assessor").await?;
        let links = crate::portfolio::links_of(self.db(), submission).await?;
        let decision = |(index, link): (usize, &Link)| match index < achieved {
            true => Decision {
                criterion: link.criterion.clone(),
                outcome: Outcome::Achieved,
                feedback: texts::ACHIEVED.to_owned(),
                judgement: Judgement::all(),
            },
            false => Decision {
                criterion: link.criterion.clone(),
                outcome: Outcome::NotYetAchieved,
                feedback: texts::NOT_YET.to_owned(),
                judgement: next_step(at),
            },
        };
        let decisions: Vec<Decision> = links.iter().enumerate().map(decision).collect();
        assessment::decide(
            self.db(),
            &assessor,
            submission,
            &decisions,
            texts::COMMENT,
            at,
        )
        .await?;
        Ok(())
    }

    /// Nadia took the attachment unit last winter, and holds its certificate.
    async fn certificate_of_last_winter(&self) -> Result<()> {
        let nadia = actor(self.db(), "iqa").await?;
        let assessor = actor(self.db(), "assessor").await?;
        let start = self.now - 280 * DAY;
        let (enrolment, specification) = self
            .enrol_long_ago(&nadia, "gp-attachment-unit", start)
            .await?;
        for unit in &specification.units {
            for module in &unit.modules {
                self.read(&nadia, module, usize::MAX, start + DAY).await?;
            }
            if let Some(quiz) = &unit.quiz {
                self.sit(&nadia, quiz, usize::MAX, start + 2 * DAY).await?;
            }
            let all: Vec<&String> = unit.criteria().map(|c| &c.code).collect();
            let fits = self
                .library
                .reflections
                .iter()
                .filter(|r| r.criteria.iter().any(|c| all.contains(&c)));
            for reflection in fits {
                let submission = self
                    .hand_in(
                        &nadia,
                        &enrolment,
                        &unit.code,
                        &reflection.id,
                        texts::ACCOUNT,
                        start + 6 * DAY,
                    )
                    .await?;
                self.decide(&submission, usize::MAX, start + 8 * DAY)
                    .await?;
            }
            assessment::sign_off(
                self.db(),
                &assessor,
                &enrolment,
                specification,
                &unit.code,
                start + 9 * DAY,
            )
            .await?;
        }
        let settings = settings::load(self.db()).await?;
        let slug = &specification.slug;
        certificates::issue(
            self.db(),
            &assessor,
            &enrolment,
            specification,
            slug,
            &settings,
            start + 9 * DAY,
        )
        .await?;
        Ok(())
    }

    /// Amira is in the middle of unit 3: one reflection came back and has been handed in again.
    async fn drug_worker(&self) -> Result<()> {
        let amira = actor(self.db(), "learner").await?;
        let start = self.now - 40 * DAY;
        let (enrolment, _) = self
            .enrol_long_ago(&amira, "specialist-practitioner", start)
            .await?;
        studied::first_units(self.app, self.library, &amira, start).await?;
        self.read(
            &amira,
            "the-therapeutic-alliance",
            usize::MAX,
            start + 9 * DAY,
        )
        .await?;
        self.read(&amira, "rupture-and-repair", 2, start + 20 * DAY)
            .await?;
        self.sit(&amira, "u3-quiz", 6, start + 12 * DAY).await?;
        let hand_in = |at: Millis, body: &'static str| {
            self.hand_in(&amira, &enrolment, "U3", "u3-alliance-reflection", body, at)
        };
        let first = hand_in(start + 26 * DAY, texts::ACCOUNT).await?;
        self.decide(&first, 1, start + 30 * DAY).await?;
        hand_in(self.now - 2 * DAY, texts::ACCOUNT_AGAIN).await?;
        conversation::play_one(self.app, self.library, &amira, start + 22 * DAY).await?;
        studied::reviews(self.app, self.library, &amira).await?;
        self.begin_worksheet(&amira, &enrolment, self.now - DAY)
            .await
    }

    /// Begins the first worksheet of the enrolment's qualification, if there is one, and writes a note into it.
    async fn begin_worksheet(
        &self,
        actor: &Actor,
        enrolment: &Enrolment,
        at: Millis,
    ) -> Result<()> {
        let found = self.library.worksheets.iter().find_map(|worksheet| {
            let (specification, unit) = home_of(self.library, &worksheet.criteria)?;
            let is_own = specification.slug == enrolment.qualification;
            is_own.then_some((worksheet, unit))
        });
        let Some((worksheet, unit)) = found else {
            return Ok(());
        };
        let activity = Activity::Worksheet(worksheet.clone());
        let begun = at - HOUR;
        let id =
            portfolio::begin(self.db(), actor, enrolment, &unit.code, &activity, begun).await?;
        let is_long = |field: &&Field| matches!(field.kind, FieldKind::Long { .. });
        let first = worksheet.fields.iter().find(is_long);
        let form = first.map(|field| (worksheets::name(field), texts::NOTE.to_owned()));
        let answers = Answers::from_form(worksheet, &form.into_iter().collect::<Form>())?;
        let draft = from_answers(worksheet, &answers, None, 1);
        portfolio::save(self.db(), actor, &id, &draft, at).await?;
        Ok(())
    }

    /// Tom has begun the attachment unit and passed its quiz.
    async fn gp_trainee(&self) -> Result<()> {
        let tom = actor(self.db(), "gp").await?;
        let start = self.now - 20 * DAY;
        self.enrol(&tom, "gp-attachment-unit", start).await?;
        self.read(&tom, "attachment-in-the-consultation", 3, start + DAY)
            .await?;
        Ok(())
    }
}

/// What the assessor agreed for a criterion that is not yet achieved: three weeks for it.
fn next_step(at: Millis) -> Judgement {
    Judgement {
        vacs: "VAC".to_owned(),
        explained: String::new(),
        plan: Some(Plan {
            what: texts::NEXT_STEP.to_owned(),
            by: Clock::fixed(at + 21 * DAY).today(),
        }),
        declined: None,
    }
}
