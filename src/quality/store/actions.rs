//! Actions: asked for in a sample, answered by an assessor, and closed or asked for again.

use super::{corrections, may_assure};
use crate::accounts::{Actor, Role, is_colleague, mail};
use crate::args;
use crate::assessment::{Grounded, parts};
use crate::clock::{self, Millis};
use crate::db::{Db, Read, Tx, new_id};
use crate::error::{Error, Result};
use crate::ledger::{self, Act};

/// An action, as it stands now.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Action {
    pub id: String,
    /// The plan that the sample was drawn by.
    pub plan_id: String,
    pub submission_id: String,
    pub learner_id: String,
    pub learner: String,
    pub assessor_id: String,
    pub unit: String,
    pub criterion: String,
    pub action: String,
    pub asked_of: String,
    /// The name of who is to act.
    pub asked_of_name: String,
    pub asked_by: String,
    asked_by_id: String,
    pub asked_at: Millis,
    /// A day: `2026-07-31`.
    pub act_by: String,
    state: String,
    answer_id: Option<String>,
    pub reviewed_at: Option<Millis>,
    /// Whose policy it came of.
    organisation: String,
}

/// How far an action is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Progress {
    Open,
    /// An internal quality assurer has to look at what was done.
    Answered,
    Closed,
    /// It is no longer asked of anybody.
    Withdrawn,
}

impl Progress {
    pub fn from_key(key: &str) -> Self {
        match key {
            "closed" => Progress::Closed,
            "answered" => Progress::Answered,
            "withdrawn" => Progress::Withdrawn,
            _ => Progress::Open,
        }
    }
}

impl Action {
    pub fn progress(&self) -> Progress {
        Progress::from_key(&self.state)
    }

    /// Whether somebody still has to act on it or to look at it.
    pub fn is_open(&self) -> bool {
        matches!(self.progress(), Progress::Open | Progress::Answered)
    }

    /// Its state as `data-state` and in words; `today` is a day such as `2026-06-01`.
    pub fn words(&self, today: &str) -> (&'static str, String) {
        let day = clock::written_day(&self.act_by).unwrap_or_default();
        match self.progress() {
            Progress::Closed => ("done", "Done and closed".to_owned()),
            Progress::Withdrawn => ("ahead", "Withdrawn".to_owned()),
            Progress::Answered => ("here", "Answered; waiting to be looked at".to_owned()),
            Progress::Open if self.act_by.as_str() < today => {
                ("not-yet", format!("Overdue: it was to be done by {day}"))
            }
            Progress::Open => ("ahead", format!("To be done by {day}")),
        }
    }
}

/// An answer to an action, and what was said to it.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Turn {
    pub id: String,
    pub answer: String,
    pub answered_by: String,
    pub answered_at: Millis,
    pub outcome: Option<String>,
    pub comment: Option<String>,
    pub act_by: Option<String>,
    pub reviewed_by: Option<String>,
    pub reviewed_at: Option<Millis>,
}

macro_rules! actions {
    ($rest:literal) => {
        concat!(
            "SELECT a.id, x.plan_id, a.submission_id, a.learner_id, l.name AS learner, a.assessor_id, s.unit, a.criterion, a.action, a.asked_of,
                    o.name AS asked_of_name, q.name AS asked_by, a.iqa_id AS asked_by_id, a.asked_at, a.act_by, a.state, a.answer_id,
                    a.reviewed_at, y.organisation
             FROM actions a JOIN samples x ON x.id = a.sample_id JOIN sampling_plans n ON n.id = x.plan_id
             JOIN sampling_policies y ON y.id = n.policy_id JOIN submissions s ON s.id = a.submission_id JOIN people l ON l.id = a.learner_id
             JOIN people o ON o.id = a.asked_of JOIN people q ON q.id = a.iqa_id ",
            $rest
        )
    };
}

/// Everything asked of this assessor about learners of their organisation, what is open first.
pub async fn asked_of(db: &impl Read, actor: &Actor) -> Result<Vec<Action>> {
    actor.require(Role::Assessor)?;
    db.all(
        actions!(
            "JOIN belonging b ON b.person_id = a.learner_id AND b.organisation = $2 WHERE a.asked_of = $1
             ORDER BY CASE a.state WHEN 'open' THEN 1 WHEN 'answered' THEN 2 ELSE 3 END, a.act_by, a.id"
        ),
        args![&actor.id, &actor.organisation],
    )
    .await
}

/// How many actions wait for this assessor's answer.
pub async fn open_for(db: &impl Read, actor: &Actor) -> Result<i64> {
    db.count(
        "SELECT COUNT(*) FROM actions a JOIN belonging b ON b.person_id = a.learner_id AND b.organisation = $2
         WHERE a.asked_of = $1 AND a.state = 'open'",
        args![&actor.id, &actor.organisation],
    )
    .await
}

/// Every action that one's organisation has asked for about learners who still belong to it, but for oneself; answered ones first, then by their
/// day.
pub async fn actions(db: &impl Read, actor: &Actor) -> Result<Vec<Action>> {
    may_assure(actor)?;
    db.all(
        actions!(
            "JOIN belonging b ON b.person_id = a.learner_id AND b.organisation = $1
             WHERE y.organisation = $1 AND a.learner_id <> $2 ORDER BY CASE a.state WHEN 'answered' THEN 1 WHEN 'open' THEN 2 ELSE 3 END, a.act_by, a.id"
        ),
        args![&actor.organisation, &actor.id],
    )
    .await
}

/// An action, whoever asks: the page says to whom it is shown.
pub async fn action(db: &impl Read, id: &str) -> Result<Action> {
    db.one(actions!("WHERE a.id = $1"), args![id]).await
}

/// What has been answered and said so far, the first first.
pub async fn turns(db: &impl Read, id: &str) -> Result<Vec<Turn>> {
    db.all(
        "SELECT a.id, a.answer, p.name AS answered_by, a.answered_at, r.outcome, r.comment, r.act_by, q.name AS reviewed_by, r.reviewed_at
         FROM action_answers a JOIN people p ON p.id = a.answered_by
         LEFT JOIN action_reviews r ON r.answer_id = a.id LEFT JOIN people q ON q.id = r.reviewed_by
         WHERE a.finding_id = $1 ORDER BY a.number",
        args![id],
    )
    .await
}

/// Says what was done. Only for whom it is asked of, and while it is open.
pub async fn answer(db: &Db, actor: &Actor, id: &str, words: &str, now: Millis) -> Result<()> {
    answer_with(db, actor, id, words, None, now).await
}

/// The same with a new decision on the criterion, which takes the place of the one that stands once the action is closed with it.
pub async fn answer_with(
    db: &Db,
    actor: &Actor,
    id: &str,
    words: &str,
    correction: Option<Grounded<'_>>,
    now: Millis,
) -> Result<()> {
    let tx = db.begin_recording().await?;
    let action = action(&tx, id).await?;
    if !is_asked(&tx, actor, &action).await? {
        return Err(Error::NotFound);
    }
    if words.is_empty() {
        return Err(Error::invalid("Say what was done."));
    }
    if action.progress() != Progress::Open {
        return Err(Error::conflict("There is nothing to answer just now."));
    }
    let answer = new_id();
    tx.run(
        "INSERT INTO action_answers (id, finding_id, number, answered_by, learner_id, assessor_id, answer, answered_at)
         SELECT $1, $2, COUNT(*) + 1, $3, $4, $5, $6, $7 FROM action_answers WHERE finding_id = $2",
        args![&answer, id, &actor.id, &action.learner_id, &action.assessor_id, words, now],
    )
    .await?;
    ledger::record(&tx, Act::ActionAnswered, &answer).await?;
    if let Some(new) = correction {
        corrections::keep(&tx, actor, &action, &answer, new, now).await?;
    }
    let body = format!(
        "{} has answered what was asked about {} of {}.\n\nSign in to Secure Base and open Quality to read it.",
        actor.name, action.criterion, action.learner
    );
    mail::tell(
        &tx,
        &action.asked_by_id,
        "An action has been answered",
        &body,
        now,
    )
    .await?;
    tx.commit().await
}

/// What an internal quality assurer says to an answer.
#[derive(Debug, Clone, Copy)]
pub enum Verdict<'a> {
    Closed,
    /// By this day.
    AskedAgain {
        by: &'a str,
    },
}

/// Whether something is asked of this person: they still are an assessor, and of the learner's organisation.
pub async fn is_asked(db: &impl Read, actor: &Actor, action: &Action) -> Result<bool> {
    let is_asked = action.asked_of == actor.id && actor.is(Role::Assessor);
    Ok(is_asked && is_colleague(db, actor, &action.learner_id).await?)
}

/// Whether this internal quality assurer may look at what was done: it was asked for in their organisation, to which the learner still belongs,
/// they had no part in the decisions and did not act themselves.
pub async fn may_review(db: &impl Read, actor: &Actor, action: &Action) -> Result<bool> {
    let is_ours = actor.is(Role::Iqa)
        && actor.organisation == action.organisation
        && is_colleague(db, actor, &action.learner_id).await?;
    let may = is_ours && action.asked_of != actor.id;
    Ok(may && !parts::has_part(db, &actor.id, &action.submission_id).await?)
}

/// Closes an answered action, or asks again with words and a day.
pub async fn review(
    db: &Db,
    actor: &Actor,
    id: &str,
    verdict: Verdict<'_>,
    comment: &str,
    now: Millis,
) -> Result<()> {
    may_assure(actor)?;
    let tx = db.begin_recording().await?;
    let action = action(&tx, id).await?;
    if !may_review(&tx, actor, &action).await? {
        return Err(Error::Forbidden);
    }
    let answer = match (action.progress(), &action.answer_id) {
        (Progress::Answered, Some(answer)) => answer,
        _ => return Err(Error::conflict("There is no answer to look at just now.")),
    };
    let (outcome, by) = match verdict {
        Verdict::Closed => ("closed", None),
        Verdict::AskedAgain { by } => ("asked-again", Some(by)),
    };
    if by.is_some_and(|by| comment.is_empty() || clock::written_day(by).is_none()) {
        return Err(Error::invalid(
            "Say what is still to be done, and by which day.",
        ));
    }
    if outcome == "closed" && corrections::is_overtaken(&tx, answer).await? {
        return Err(Error::conflict(
            "An appeal about this decision was answered after it was made anew, and the answer stands. Ask again, or withdraw the action.",
        ));
    }
    tx.run(
        "INSERT INTO action_reviews (answer_id, answered_by, learner_id, assessor_id, outcome, comment, act_by, reviewed_by, reviewed_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        args![answer, &action.asked_of, &action.learner_id, &action.assessor_id, outcome, comment, by, &actor.id, now],
    )
    .await?;
    ledger::record(&tx, Act::ActionReviewed, answer).await?;
    tell(&tx, actor, &action, outcome, now).await?;
    if outcome == "closed" {
        corrections::tell(&tx, &action, answer, now).await?;
    }
    tx.commit().await
}

async fn tell(tx: &Tx, actor: &Actor, action: &Action, outcome: &str, now: Millis) -> Result<()> {
    let (subject, words) = match outcome {
        "closed" => ("An action is closed", "closed what was asked of you"),
        _ => (
            "An action is asked of you again",
            "asks you to look once more",
        ),
    };
    let body = format!(
        "{} has read your answer about {} of {} and {words}.\n\nSign in to Secure Base and open Assessment to read it.",
        actor.name, action.criterion, action.learner
    );
    mail::tell(tx, &action.asked_of, subject, &body, now).await
}
