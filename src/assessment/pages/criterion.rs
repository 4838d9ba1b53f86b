//! One criterion on the marking page: the verdict, what the evidence is, the feedback, a next step; as fields, and read back.

use super::bank;
use super::work::Work;
use crate::assessment::judgement::{Judgement, Plan, VACS};
use crate::assessment::store::Kept;
use crate::assessment::{Decision, Outcome};
use crate::clock;
use crate::form::{Faults, Form};
use crate::portfolio::Link;
use crate::ui::{Fault, TextArea, TextField};
use leptos::prelude::*;

/// The fields of every criterion: each begins so and ends in the criterion's code.
pub(super) const FIELDS: [&str; 10] = [
    "outcome-*",
    "feedback-*",
    "valid-*",
    "authentic-*",
    "current-*",
    "sufficient-*",
    "explained-*",
    "declined-*",
    "plan-*",
    "by-*",
];

/// A criterion with its fields.
pub(super) fn fields(
    work: &Work,
    link: &Link,
    form: &Form,
    faults: &Faults,
    bank: &[Kept],
) -> impl IntoView + use<> {
    let code = link.criterion.clone();
    let (outcome, feedback) = (format!("outcome-{code}"), format!("feedback-{code}"));
    let chosen = form.text(&outcome).to_owned();
    let choice = |value: Outcome, words: &'static str| {
        let id = format!("{outcome}-{}", value.key());
        let checked = chosen == value.key();
        view! { <label for=id.clone()><input type="radio" id=id.clone() name=outcome.clone() value=value.key() checked=checked/>{words}</label> }
    };
    let fault = faults.of(&outcome);
    let place = link.words();
    view! {
        <fieldset class="criterion" id=outcome.clone()>
            <legend><span class="code">{code.clone()}</span>" "{work.criterion_title(&code)}</legend>
            <p class="meta">{place}</p>
            <Fault field=outcome.clone() words=fault/>
            <div class="verdicts">
                {choice(Outcome::Achieved, "Achieved")}
                {choice(Outcome::NotYetAchieved, "Not yet achieved")}
            </div>
            {decline(&code, form, faults)}
            {ticks(&code, form, faults)}
            <TextArea name=feedback.clone() label="Feedback, and what to do next" value=form.raw(&feedback) rows=4 fault=faults.of(&feedback)/>
            {bank::choices(&code, bank)}
            {step(&code, form, faults)}
        </fieldset>
    }
}

/// A place for why the link is declined, open once something stands in it; a link is accepted where nothing does.
fn decline(code: &str, form: &Form, faults: &Faults) -> impl IntoView + use<> {
    let declined = format!("declined-{code}");
    let is_open = !form.text(&declined).is_empty() || faults.of(&declined).is_some();
    view! {
        <details class="beside" open=is_open>
            <summary>"Decline the link: it is not evidence for this"</summary>
            <TextArea name=declined.clone() label=format!("Why this does not bear on {code}") value=form.raw(&declined) rows=2 fault=faults.of(&declined)
                hint="With a reason here the link is declined and the decision is not yet achieved. The learner reads it. Leave it empty to accept the link."/>
        </details>
    }
}

/// What the evidence is: four boxes, and a line for what is not ticked.
fn ticks(code: &str, form: &Form, faults: &Faults) -> impl IntoView + use<> {
    let boxes: Vec<_> = VACS
        .into_iter()
        .map(|(_, word, asks)| {
            let name = format!("{word}-{code}");
            let checked = form.has(&name);
            view! { <label for=name.clone() title=asks><input type="checkbox" id=name.clone() name=name.clone() value="yes" checked=checked/>{word}</label> }
        })
        .collect();
    let explained = format!("explained-{code}");
    view! {
        <div class="vacs" role="group" aria-label="The evidence is"><span class="meta">"The evidence is"</span>{boxes}</div>
        <TextField name=explained.clone() label="If one is not ticked: why" value=form.raw(&explained).to_owned() fault=faults.of(&explained)/>
    }
}

/// A next step with its day, open once something stands in it.
fn step(code: &str, form: &Form, faults: &Faults) -> impl IntoView + use<> {
    let (plan, by) = (format!("plan-{code}"), format!("by-{code}"));
    let is_open = [&plan, &by]
        .iter()
        .any(|name| !form.text(name).is_empty() || faults.of(name).is_some());
    view! {
        <details class="beside" open=is_open>
            <summary>"Agree a next step and a day"</summary>
            <TextArea name=plan.clone() label="Next step" value=form.raw(&plan) rows=2 fault=faults.of(&plan)
                hint="For what is not yet achieved. The learner sees it with the day."/>
            <TextField name=by.clone() label="By" kind="date" value=form.raw(&by).to_owned() fault=faults.of(&by)/>
        </details>
    }
}

/// The decisions that a form holds, and what is missing. `today` is a day such as `2026-06-01`.
pub(super) fn read(form: &Form, links: &[Link], today: &str) -> (Vec<Decision>, Faults) {
    let mut faults = Faults::default();
    let mut decisions = Vec::new();
    for code in links.iter().map(|link| &link.criterion) {
        let feedback_field = format!("feedback-{code}");
        let feedback = form.text(&feedback_field).to_owned();
        let declined = declined(form, code);
        let chosen = Outcome::from_key(form.text(&format!("outcome-{code}")));
        let follows = declined.as_ref().map(|_| Outcome::NotYetAchieved);
        let Some(outcome) = chosen.or(follows) else {
            let words = format!("Decide {code}: achieved, or not yet achieved.");
            faults.add(format!("outcome-{code}"), words);
            continue;
        };
        if outcome == Outcome::Achieved && declined.is_some() {
            faults.add(format!("declined-{code}"), format!("{code} can only be achieved on a link that you accept. Clear the reason, or decide “not yet achieved”."));
        }
        if outcome == Outcome::NotYetAchieved && feedback.is_empty() {
            let words = match declined {
                Some(_) => format!("Say what would be evidence for {code}."),
                None => format!("Say what {code} still needs."),
            };
            faults.add(feedback_field, words);
        }
        decisions.push(Decision {
            criterion: code.clone(),
            outcome,
            feedback,
            judgement: judgement(form, code, outcome, today, &mut faults),
        });
    }
    (decisions, faults)
}

/// A decision that takes the place of another one says why, whatever it is.
pub(super) fn require_reasons(form: &Form, code: &str, faults: &mut Faults) {
    let feedback = format!("feedback-{code}");
    if form.text(&feedback).is_empty() && faults.of(&feedback).is_none() {
        faults.add(feedback, "Say why you see it so; the learner reads it.");
    }
}

/// Why the link of a criterion is declined, if it is.
fn declined(form: &Form, code: &str) -> Option<String> {
    let reason = form.text(&format!("declined-{code}"));
    (!reason.is_empty()).then(|| reason.to_owned())
}

fn judgement(
    form: &Form,
    code: &str,
    outcome: Outcome,
    today: &str,
    faults: &mut Faults,
) -> Judgement {
    let ticked = VACS
        .iter()
        .filter(|(_, word, _)| form.has(&format!("{word}-{code}")));
    let vacs: String = ticked.map(|(letter, ..)| letter).collect();
    let explained = form.text(&format!("explained-{code}")).to_owned();
    if outcome == Outcome::Achieved && vacs != Judgement::all().vacs && explained.is_empty() {
        let words = format!(
            "Tick what the evidence for {code} is, or say why one of the four is not ticked."
        );
        faults.add(format!("explained-{code}"), words);
    }
    let plan = plan(form, code, outcome, today, faults);
    Judgement {
        vacs,
        explained,
        plan,
        declined: declined(form, code),
    }
}

fn plan(
    form: &Form,
    code: &str,
    outcome: Outcome,
    today: &str,
    faults: &mut Faults,
) -> Option<Plan> {
    let (plan, day) = (format!("plan-{code}"), format!("by-{code}"));
    let (what, by) = (form.text(&plan).to_owned(), form.text(&day).to_owned());
    if what.is_empty() && by.is_empty() {
        return None;
    }
    if outcome == Outcome::Achieved {
        faults.add(plan, format!("A next step belongs to what is not yet achieved. Put what you want to say about {code} into the feedback."));
    } else if what.is_empty() {
        faults.add(
            plan,
            format!("Say what the next step for {code} is, or clear the day."),
        );
    } else if clock::written_day(&by).is_none() || by.as_str() < today {
        faults.add(
            day,
            format!("Give a day from today on for the next step of {code}."),
        );
    }
    Some(Plan { what, by })
}

/// A field of a criterion, as one would say it.
pub(super) fn words_for(name: &str) -> Option<String> {
    let (start, code) = name.split_once('-')?;
    let what = match start {
        "outcome" => "Decision on",
        "feedback" => "Feedback on",
        "explained" => "What is not ticked, and why, of",
        "declined" => "Why the link is declined of",
        "plan" => "Next step for",
        "by" => "Day of the next step for",
        "inspected" if code == "on" => return Some("The day of your inspection".to_owned()),
        "inspected" => return Some("Where you looked at it".to_owned()),
        word if VACS.iter().any(|(_, known, _)| *known == word) => {
            return Some(format!("The evidence for {code} is {word}"));
        }
        _ => return None,
    };
    Some(format!("{what} {code}"))
}
