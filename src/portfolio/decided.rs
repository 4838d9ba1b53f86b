//! What was decided on a criterion, at first, on appeal and in a correction: as it is kept, and as learners and assessors read it.

use crate::args;
use crate::assessment::{Outcome, judgement};
use crate::clock::{self, Millis};
use crate::db::Read;
use crate::error::Result;
use crate::ledger::ERASED;
use crate::ui::paragraphs;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// An assessor's decision on one criterion, with their name.
#[derive(Debug, Clone, Serialize, Deserialize, sqlx::FromRow)]
pub struct Decided {
    /// The decision's; that of an appeal's answer and of a correction is the id of the first.
    pub id: String,
    pub submission_id: String,
    pub criterion: String,
    pub outcome: String,
    pub feedback: String,
    pub assessor_name: String,
    pub decided_at: Millis,
    /// What was ticked of valid, authentic, current and sufficient, by its letters; `None` in decisions from before.
    pub vacs: Option<String>,
    pub explained: Option<String>,
    pub plan: Option<String>,
    /// The day of the plan: `2026-07-31`.
    pub plan_by: Option<String>,
    /// Whether the answer to an appeal or a correction has taken its place.
    pub replaced: bool,
    /// Whether an appeal about it was answered.
    #[serde(default)]
    pub appealed: bool,
    /// Whether it is the answer to an appeal.
    pub on_appeal: bool,
    /// Whether it was made anew because quality assurance asked for it.
    #[serde(default)]
    pub corrected: bool,
    /// Why the evidence does not bear on the criterion; `None`: the link was accepted.
    pub declined: Option<String>,
}

impl Decided {
    pub fn is_achieved(&self) -> bool {
        self.outcome == Outcome::Achieved.key()
    }

    /// What was found, and whether it was the first word or what took its place.
    pub fn words(&self) -> String {
        let found = match (self.is_achieved(), &self.declined) {
            (true, _) => "Achieved",
            (false, None) => "Not yet achieved",
            (false, Some(_)) => "Not yet achieved: link declined",
        };
        let when = match (self.on_appeal, self.corrected) {
            (true, _) => ", after an appeal",
            (_, true) => ", after another look",
            _ if self.appealed => ", at first; then appealed",
            _ if self.replaced => ", at first; then looked at again",
            _ => "",
        };
        format!("{found}{when}")
    }
}

/// Every decision on every submission of this evidence; after one that was appealed or corrected, what has taken its place.
pub async fn decisions(db: &impl Read, evidence_id: &str) -> Result<Vec<Decided>> {
    db.all(
        "SELECT d.id, d.submission_id, d.criterion, d.outcome, d.feedback, p.name AS assessor_name, d.decided_at,
                d.vacs, d.explained, d.plan, d.plan_by, d.declined,
                o.appeal_id IS NOT NULL OR EXISTS (SELECT 1 FROM confirmed_corrections k WHERE k.decision_id = d.id) AS replaced,
                o.appeal_id IS NOT NULL AS appealed, 1 = 0 AS on_appeal, 1 = 0 AS corrected, s.number, 1 AS rank
         FROM decisions d JOIN submissions s ON s.id = d.submission_id JOIN people p ON p.id = d.assessor_id
         LEFT JOIN appeal_outcomes o ON o.decision_id = d.id
         WHERE s.evidence_id = $1
         UNION ALL
         SELECT o.decision_id, o.submission_id, o.criterion, o.outcome, o.feedback, p.name, o.answered_at,
                o.vacs, o.explained, o.plan, o.plan_by, o.declined,
                EXISTS (SELECT 1 FROM confirmed_corrections k WHERE k.decision_id = o.decision_id AND k.confirmed_at >= o.answered_at),
                1 = 0, 1 = 1, 1 = 0, s.number, 2
         FROM appeal_outcomes o JOIN submissions s ON s.id = o.submission_id JOIN people p ON p.id = o.answered_by
         WHERE s.evidence_id = $1
         UNION ALL
         SELECT c.decision_id, c.submission_id, c.criterion, c.outcome, c.feedback, p.name, c.confirmed_at,
                c.vacs, c.explained, c.plan, c.plan_by, c.declined,
                EXISTS (SELECT 1 FROM confirmed_corrections k WHERE k.decision_id = c.decision_id
                          AND (k.confirmed_at > c.confirmed_at OR (k.confirmed_at = c.confirmed_at AND k.answer_id > c.answer_id)))
                OR EXISTS (SELECT 1 FROM appeal_outcomes o WHERE o.decision_id = c.decision_id AND o.answered_at > c.confirmed_at),
                EXISTS (SELECT 1 FROM appeal_outcomes o WHERE o.decision_id = c.decision_id AND o.answered_at > c.confirmed_at),
                1 = 0, 1 = 1, s.number, 3
         FROM confirmed_corrections c JOIN submissions s ON s.id = c.submission_id JOIN people p ON p.id = c.corrected_by
         WHERE s.evidence_id = $1
         ORDER BY number, criterion, decided_at, rank",
        args![evidence_id],
    )
    .await
}

/// One decision, as learners and assessors read it.
pub fn decision_view(decision: &Decided, title: String) -> impl IntoView + use<> {
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
pub fn outcome_view(decision: &Decided) -> impl IntoView + use<> {
    let key = match decision.is_achieved() {
        _ if decision.replaced => "ahead",
        true => "achieved",
        false => "not-yet",
    };
    view! { <span class="state" data-state=key>{decision.words()}</span> }
}
