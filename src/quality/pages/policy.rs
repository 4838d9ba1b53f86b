//! The sampling policy: read, and set anew.

use crate::accounts::{Actor, Iqa, Visitor};
use crate::app::App;
use crate::assessment;
use crate::clock;
use crate::error::Result;
use crate::form::{Faults, Form};
use crate::layout::Layout;
use crate::library::Method;
use crate::library::UnitStatus;
use crate::quality::Release;
use crate::quality::policy::Policy;
use crate::quality::risk::Risk;
use crate::quality::store;
use crate::ui::{ErrorSummary, Fault, TextField};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;
use std::collections::BTreeMap;

const FIELDS: [&str; 9] = [
    "share",
    "assessor-*",
    "unit-*",
    "method-*",
    "raise-*",
    "new-assessor",
    "new-unit",
    "recent-days",
    "release",
];

/// Something that a share can be set for: its key, and what people call it.
type Choice = (String, String);

/// Everything that shares can be set for.
#[derive(Clone)]
struct Choices {
    assessors: Vec<Choice>,
    units: Vec<Choice>,
    methods: Vec<Choice>,
}

impl Choices {
    async fn load(app: &App, actor: &Actor) -> Result<Self> {
        let assessors = assessment::colleagues(&app.db, actor).await?;
        let library = app.library();
        let units = library.specifications.iter().flat_map(|s| &s.units);
        let open = units.filter(|unit| unit.status == UnitStatus::Open);
        let methods =
            Method::ALL.map(|method| (method.key().to_owned(), method.title().to_owned()));
        Ok(Choices {
            assessors: assessors
                .into_iter()
                .map(|one| (one.id, one.name))
                .collect(),
            units: open
                .map(|unit| (unit.code.clone(), format!("{}, {}", unit.code, unit.title)))
                .collect(),
            methods: methods.into(),
        })
    }
}

/// `GET /quality/policy`
pub(super) async fn form(State(app): State<App>, Iqa(actor): Iqa) -> Result<Response> {
    let setting = store::current(&app.db, &actor.organisation).await?;
    let policy = match setting {
        Some(setting) => setting.policy()?,
        None => Policy::default(),
    };
    page(&app, actor, fields_of(&policy), Faults::default()).await
}

/// `POST /quality/policy`
pub(super) async fn set(State(app): State<App>, Iqa(actor): Iqa, form: Form) -> Result<Response> {
    let form = form.only(&FIELDS)?;
    let choices = Choices::load(&app, &actor).await?;
    match read(&form, &choices) {
        Err(faults) => page(&app, actor, form, faults).await,
        Ok(policy) => {
            store::set(&app.db, &actor, &policy, app.clock.now()).await?;
            Ok(Redirect::to("/quality?said=policy").into_response())
        }
    }
}

/// A policy as the fields of the form.
fn fields_of(policy: &Policy) -> Form {
    let single = [
        ("share".to_owned(), policy.share),
        ("new-assessor".to_owned(), policy.new_assessor),
        ("new-unit".to_owned(), policy.new_unit),
        ("recent-days".to_owned(), policy.recent_days),
    ];
    let some = [
        ("assessor", &policy.assessors),
        ("unit", &policy.units),
        ("method", &policy.methods),
    ];
    let some = some.into_iter().flat_map(|(of, shares)| {
        let field = move |(key, share): (&String, &u32)| (format!("{of}-{key}"), *share);
        shares.iter().map(field)
    });
    let raises = policy.raises.iter();
    let raises = raises.map(|(risk, points)| (format!("raise-{}", risk.key()), *points));
    let all = single.into_iter().chain(some).chain(raises);
    let release = ("release".to_owned(), policy.release.key().to_owned());
    all.map(|(name, value)| (name, value.to_string()))
        .chain([release])
        .collect()
}

/// The policy that a form holds.
fn read(form: &Form, choices: &Choices) -> Result<Policy, Faults> {
    let mut faults = Faults::default();
    let mut whole = |name: &str, most: u32, what: &str| {
        let number = form.text(name).parse().ok().filter(|n| *n <= most);
        if number.is_none() {
            faults.add(
                name,
                format!("Enter {what}: a whole number from 0 to {most}."),
            );
        }
        number.unwrap_or_default()
    };
    let share = whole("share", 100, "the share");
    let raises = Risk::ALL.map(|risk| {
        let name = format!("raise-{}", risk.key());
        (risk, whole(&name, 100, "the points"))
    });
    let (new_assessor, new_unit, recent_days) = (
        whole("new-assessor", 1_000, "how many submissions"),
        whole("new-unit", 1_000, "how many sign-offs"),
        whole("recent-days", 3_650, "how many days"),
    );
    let mut some = |of: &str, choices: &[Choice]| -> BTreeMap<String, u32> {
        let set = choices.iter().filter_map(|(key, _)| {
            let name = format!("{of}-{key}");
            let is_set = !form.text(&name).is_empty();
            is_set.then(|| (key.clone(), whole(&name, 100, "the share")))
        });
        set.collect()
    };
    let policy = Policy {
        share,
        assessors: some("assessor", &choices.assessors),
        units: some("unit", &choices.units),
        methods: some("method", &choices.methods),
        raises: raises.into(),
        new_assessor,
        new_unit,
        recent_days,
        release: Release::from_key(form.text("release")).unwrap_or_default(),
    };
    if Release::from_key(form.text("release")).is_none() {
        faults.add("release", "Choose what certificates wait for.");
    }
    if policy.release == Release::All && faults.is_empty() && !policy.is_of_everything() {
        let words = "Certificates can wait for all only if every share is 100. Raise the shares, or choose another.";
        faults.add("release", words);
    }
    match faults.is_empty() {
        true => Ok(policy),
        false => Err(faults),
    }
}

async fn page(app: &App, actor: Actor, typed: Form, faults: Faults) -> Result<Response> {
    let choices = Choices::load(app, &actor).await?;
    let setting = store::current(&app.db, &actor.organisation).await?;
    let lead = match setting {
        None => "No policy has been set. What stands in the fields is a proposal.".to_owned(),
        Some(setting) => format!(
            "Version {}, set by {} on {}. Setting it anew makes the next version; plans that were drawn keep theirs.",
            setting.version,
            setting.set_by_name,
            clock::date(setting.set_at)
        ),
    };
    let refused = !faults.is_empty();
    let layout = Layout::new(app, &Visitor(Some(actor)), "Sampling policy").here("/quality");
    let mut page = layout.render(|| {
        view! {
            <ErrorSummary faults=faults.clone()/>
            <nav class="crumbs" aria-label="Where you are"><ol role="list"><li><a href="/quality">"Quality assurance"</a></li></ol></nav>
            <h1>"Sampling policy"</h1>
            <p class="lead">{lead}</p>
            <form method="post" action="/quality/policy">
                <Shares choices typed=typed.clone() faults=faults.clone()/>
                <Raises typed=typed.clone() faults=faults.clone()/>
                <Releases typed faults/>
                <p class="actions"><button class="button">"Set the policy"</button></p>
            </form>
        }
    });
    if refused {
        *page.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    }
    Ok(page)
}

#[component]
fn Shares(choices: Choices, typed: Form, faults: Faults) -> impl IntoView {
    let some = |legend: &'static str, of: &str, choices: &[Choice]| {
        let fields: Vec<_> = choices
            .iter()
            .map(|(key, words)| number(&format!("{of}-{key}"), words, "", &typed, &faults))
            .collect();
        let is_open = choices.iter().any(|(key, _)| {
            let name = format!("{of}-{key}");
            !typed.text(&name).is_empty() || faults.of(&name).is_some()
        });
        view! { <details class="sheet" open=is_open><summary>{legend}</summary>{fields}</details> }
    };
    let share = number(
        "share",
        "Of everything, per cent",
        "Wherever the share is not zero, at least one of every assessor, unit and kind of evidence is looked at.",
        &typed,
        &faults,
    );
    view! {
        <h2>"How much is looked at"</h2>
        {share}
        <p>"Where another share should hold, say so; the greatest that fits applies. Left empty, the share of everything holds."</p>
        {some("By assessor", "assessor", &choices.assessors)}
        {some("By unit", "unit", &choices.units)}
        {some("By kind of evidence", "method", &choices.methods)}
    }
}

#[component]
fn Raises(typed: Form, faults: Faults) -> impl IntoView {
    let raises: Vec<_> = Risk::ALL
        .into_iter()
        .map(|risk| {
            let label = format!("Points more because {}", risk.words());
            number(
                &format!("raise-{}", risk.key()),
                &label,
                "",
                &typed,
                &faults,
            )
        })
        .collect();
    view! {
        <h2>"What risks add"</h2>
        <p>"In percentage points, on top of the share."</p>
        {raises}
        <h2>"When something counts as new"</h2>
        {number("new-assessor", "An assessor is new with fewer decided submissions than", "Whoever is in training counts as new anyway.", &typed, &faults)}
        {number("new-unit", "A unit is new with fewer sign-offs than", "", &typed, &faults)}
        {number("recent-days", "An action counts for so many days after it was closed", "", &typed, &faults)}
    }
}

#[component]
fn Releases(typed: Form, faults: Faults) -> impl IntoView {
    let choices: Vec<_> = Release::ALL
        .into_iter()
        .map(|release| {
            let id = format!("release-{}", release.key());
            let checked = typed.text("release") == release.key();
            view! { <div class="choice"><input type="radio" id=id.clone() name="release" value=release.key() checked=checked/><label for=id>{release.words()}"."</label></div> }
        })
        .collect();
    view! {
        <fieldset class="field" id="release">
            <legend><h2>"What certificates wait for"</h2></legend>
            <Fault field="release" words=faults.of("release")/>
            {choices}
        </fieldset>
    }
}

fn number(
    name: &str,
    label: &str,
    hint: &str,
    typed: &Form,
    faults: &Faults,
) -> impl IntoView + use<> {
    let value = typed.raw(name).to_owned();
    view! { <TextField name=name.to_owned() label=label.to_owned() hint=hint.to_owned() kind="number" value fault=faults.of(name)/> }
}
