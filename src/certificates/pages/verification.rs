//! The page that says at one glance whether a certificate counts.

use crate::accounts::{Role, Visitor};
use crate::app::App;
use crate::certificates::{Certificate, Status, number};
use crate::clock::{self, Millis};
use crate::form::Faults;
use crate::layout::Layout;
use crate::ui::{ErrorSummary, TextArea};
use axum::response::Response;
use leptos::prelude::*;

#[component]
pub fn LookUp(number: String) -> impl IntoView {
    view! {
        <form class="look-up" action="/certificates">
            <div class="field">
                <label for="number">"Certificate number"</label>
                <p class="hint" id="number-hint">"It stands under the QR code, like SB-7K2M9-QX4T8-C."</p>
                <input id="number" name="number" value=number autocomplete="off" spellcheck="false" aria-describedby="number-hint"/>
            </div>
            <button class="button">"Look it up"</button>
        </form>
    }
}

/// No certificate has this number; a slip of the pen is told from an unknown one.
pub(super) fn unknown(app: &App, visitor: &Visitor, typed: &str) -> Response {
    let (heading, words) = match number::parse(typed) {
        number::Typed::Slip => (
            "That is not one of our numbers",
            "There is a slip in it: our numbers end in a symbol that checks the others. Compare it with the certificate once more.",
        ),
        number::Typed::Number(_) => (
            "We know no certificate with this number",
            "The number is well formed, but no certificate was issued under it. Ask whoever showed it to you.",
        ),
    };
    let typed = typed.to_owned();
    Layout::new(app, visitor, heading)
        .here("/certificates")
        .render(|| {
            view! {
                <section class="verification" data-verdict="unknown">
                    <Sign path="M32 33a8 8 0 1 1 12 7c-3 2-4 4-4 7m0 8v.5"/>
                    <h1>{heading}</h1>
                    <p class="lead">{words}</p>
                </section>
                <h2>"Look up another number"</h2>
                <LookUp number=typed/>
            }
        })
}

/// A seal with a tick, a cross, a clock or a question mark in it.
#[component]
fn Sign(path: &'static str) -> impl IntoView {
    view! {
        <svg viewBox="0 0 80 80" aria-hidden="true">
            <circle class="ring" cx="40" cy="40" r="38"/>
            <circle class="sign" cx="40" cy="40" r="32"/>
            <path class="sign" d=path/>
        </svg>
    }
}

/// Verdict, sign, heading and sentence for a status.
fn words(
    certificate: &Certificate,
    now: Millis,
) -> (&'static str, &'static str, &'static str, String) {
    let issued = clock::date(certificate.issued_at);
    match certificate.status(now) {
        Status::Valid => {
            let lasts = match certificate.expires_at {
                Some(_) => format!(
                    "{} holds it until {}.",
                    certificate.name,
                    certificate.expiry().unwrap_or_default()
                ),
                None => format!(
                    "{} holds it since {issued}. It does not expire.",
                    certificate.name
                ),
            };
            (
                "valid",
                "M25 41l11 11 20-24",
                "This certificate is valid",
                lasts,
            )
        }
        Status::Expired { at } => (
            "expired",
            "M40 22v20l13 8",
            "This certificate has expired",
            format!(
                "It was issued on {issued} and was valid until {}.",
                clock::date(at)
            ),
        ),
        Status::Revoked { at } => (
            "revoked",
            "M29 29l22 22M51 29L29 51",
            "This certificate has been revoked",
            format!(
                "{} revoked it on {}. It must not be relied on.",
                certificate.organisation,
                clock::date(at)
            ),
        ),
    }
}

/// The verdict on a certificate. `faults` and `reason` are those of a refused revocation.
pub(super) fn verification(
    app: &App,
    visitor: &Visitor,
    certificate: Certificate,
    faults: &Faults,
    reason: String,
) -> Response {
    let now = app.clock.now();
    let (verdict, path, heading, lead) = words(&certificate, now);
    let number = number::display(&certificate.number);
    let own = visitor
        .0
        .as_ref()
        .is_some_and(|actor| actor.id == certificate.learner_id);
    let may_revoke = visitor
        .0
        .as_ref()
        .is_some_and(|actor| actor.is(Role::Administrator))
        && certificate.revoked_at.is_none();
    let because = visitor
        .0
        .as_ref()
        .filter(|actor| own || actor.is(Role::Administrator))
        .and(certificate.revoked_because.clone());
    let has_pdf = own && certificate.revoked_at.is_none();
    let faults = faults.clone();
    Layout::new(app, visitor, heading).here("/certificates").render(|| {
        view! {
            <ErrorSummary faults=faults.clone()/>
            <section class="verification" data-verdict=verdict>
                <Sign path/>
                <h1>{heading}</h1>
                <p class="lead">{lead}</p>
                <Facts certificate checked=clock::date_and_time(now) because/>
            </section>
            {has_pdf.then(|| view! { <p class="actions"><a class="button" href=format!("/certificates/{number}.pdf")>"Download the PDF"</a></p> })}
            {may_revoke.then(|| view! { <Revoke number=number.clone() faults reason/> })}
            <h2>"Look up another number"</h2>
            <LookUp number/>
        }
    })
}

#[component]
fn Facts(certificate: Certificate, checked: String, because: Option<String>) -> impl IntoView {
    let stands = match certificate.statement.is_empty() {
        true => certificate.organisation.clone(),
        false => format!("{}. {}", certificate.organisation, certificate.statement),
    };
    view! {
        <dl class="facts broad">
            <dt>"Awarded to"</dt><dd>{certificate.name.clone()}</dd>
            <dt>"For"</dt><dd>{format!("{} ({}, specification version {})", certificate.title, certificate.kind, certificate.specification_label)}</dd>
            <dt>"Number"</dt><dd>{number::display(&certificate.number)}</dd>
            <dt>"Issued"</dt><dd>{format!("on {} by {}", clock::date(certificate.issued_at), certificate.issued_by_name)}</dd>
            <dt>"Stands behind it"</dt><dd>{stands}</dd>
            <dt>"Checked"</dt><dd>{checked}</dd>
            {because.map(|because| view! { <dt>"Why it was revoked"</dt><dd>{because}</dd> })}
        </dl>
    }
}

#[component]
fn Revoke(number: String, faults: Faults, reason: String) -> impl IntoView {
    view! {
        <details class="sheet" open=!faults.is_empty()>
            <summary>"Revoke this certificate"</summary>
            <p>"For good, and visible to everybody who looks the number up. The reason is kept; only its holder and administrators see it."</p>
            <form method="post" action=format!("/certificates/{number}/revocation")>
                <TextArea name="reason" label="Why" value=reason fault=faults.of("reason")/>
                <p class="actions"><button class="button">"Revoke it"</button></p>
            </form>
        </details>
    }
}
