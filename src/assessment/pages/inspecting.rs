//! On the marking page: the day and the place of an inspection, for evidence that stays in the workplace.

use super::work::Work;
use crate::accounts::Actor;
use crate::assessment::inspections::{self, Inspection};
use crate::assessment::{Decision, Outcome};
use crate::form::{Faults, Form};
use crate::library::Method;
use crate::ui::TextField;
use leptos::prelude::*;

const ON: &str = "inspected-on";
const PLACE: &str = "inspected-place";

/// The fields of an inspection.
pub(super) const FIELDS: [&str; 2] = [ON, PLACE];

fn is_needed(work: &Work) -> bool {
    work.activity.method() == Method::WorkplaceRecord
}

/// Where an assessor says when and where they looked at it; nothing for evidence that was handed in itself.
pub(super) fn fields(work: &Work, form: &Form, faults: &Faults) -> Option<impl IntoView + use<>> {
    let (on, place) = (form.raw(ON).to_owned(), form.raw(PLACE).to_owned());
    let faults = (faults.of(ON), faults.of(PLACE));
    is_needed(work).then(|| {
        view! {
            <fieldset class="criterion">
                <legend>"Your inspection"</legend>
                <p class="meta">"This stays in the workplace. To find something achieved, record when and where you looked at it yourself; it is recorded with the decisions, and the learner and quality assurers read it."</p>
                <TextField name=ON label="The day on which you looked at it" kind="date" value=on fault=faults.0/>
                <TextField name=PLACE label="Where" value=place fault=faults.1 hint="Such as: in the hostel’s office, with the team manager. Name nobody whom the record is about."/>
            </fieldset>
        }
    })
}

/// The day and the place that a form holds, if it holds any; what is missing of them goes to the faults.
pub(super) fn read(
    work: &Work,
    actor: &Actor,
    form: &Form,
    decisions: &[Decision],
    today: &str,
    faults: &mut Faults,
) -> Option<Inspection> {
    if !is_needed(work) {
        return None;
    }
    let (on, place) = (form.text(ON), form.text(PLACE));
    if !on.is_empty() || !place.is_empty() {
        if let Some(words) = inspections::refusal(on, place, today) {
            let field = if inspections::refusal(on, "x", today).is_some() {
                ON
            } else {
                PLACE
            };
            faults.add(field, words);
        }
        return Some(Inspection {
            on: on.to_owned(),
            place: place.to_owned(),
        });
    }
    let achieved = decisions.iter().any(|one| one.outcome == Outcome::Achieved);
    let id = &work.submission.id;
    let mut own = work.inspections.iter();
    let inspected = own.any(|one| one.assessor_id == actor.id && one.submission_id == *id);
    if achieved && !inspected {
        faults.add(ON, "Say when and where you looked at it: what stays in the workplace is achieved by what you have seen there yourself.");
    }
    None
}
