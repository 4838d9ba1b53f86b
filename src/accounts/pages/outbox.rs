//! The outbox, for administrators: what waits, what was sent, what could not be.

use super::administration::{ADDRESS, administration};
use crate::accounts::mail::{self, Mail};
use crate::accounts::{Administrator, Visitor};
use crate::app::App;
use crate::clock;
use crate::error::Result;
use crate::layout::Layout;
use crate::ui::{Empty, counted, paragraphs};
use axum::extract::State;
use axum::response::Response;
use leptos::prelude::*;

pub(super) async fn show(State(app): State<App>, administrator: Administrator) -> Result<Response> {
    let letters = mail::outbox(&administrator, &app.db).await?;
    let lead = lead(&letters, app.config.smtp.is_some());
    let Administrator(actor) = administrator;
    let layout = Layout::new(&app, &Visitor(Some(actor)), "Outbox");
    Ok(layout.here(ADDRESS).shape("wide").render(move || {
        view! {
            {administration("/outbox")}
            <h1>"Outbox"</h1>
            <p class="lead">{lead}</p>
            <Letters letters/>
        }
    }))
}

fn lead(letters: &[Mail], has_server: bool) -> String {
    let waiting = letters.iter().filter(|mail| mail.sent_at.is_none()).count();
    match (waiting, has_server) {
        (0, true) => "Everything has been sent.".to_owned(),
        (_, true) => format!(
            "{} not sent yet. We try again for three days.",
            are(waiting)
        ),
        (0, false) => "Nothing is waiting.".to_owned(),
        (_, false) => format!(
            "No mail server is set up, so {} waiting here. Read them and pass them on yourself.",
            are(waiting)
        ),
    }
}

fn are(letters: usize) -> String {
    let verb = if letters == 1 { "is" } else { "are" };
    format!("{} {verb}", counted(letters, "letter"))
}

#[component]
fn Letters(letters: Vec<Mail>) -> impl IntoView {
    if letters.is_empty() {
        return view! { <Empty words="No letters yet. Invitations and links for new passwords appear here."/> }.into_any();
    }
    let rows: Vec<_> = letters
        .into_iter()
        .map(|mail| view! { <Letter mail/> })
        .collect();
    view! {
        <div class="table" role="region" aria-label="Outbox" tabindex="0">
            <table>
                <caption class="unseen">"Letters, newest first"</caption>
                <thead>
                    <tr>
                        <th scope="col">"To"</th>
                        <th scope="col">"About"</th>
                        <th scope="col">"Written"</th>
                        <th scope="col">"State"</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

#[component]
fn Letter(mail: Mail) -> impl IntoView {
    let (state, words) = state(&mail);
    view! {
        <tr>
            <th scope="row">{mail.recipient}</th>
            <td>
                <details>
                    <summary>{mail.subject}</summary>
                    <div inner_html=paragraphs(&mail.body)></div>
                </details>
            </td>
            <td>{clock::date_and_time(mail.created_at)}</td>
            <td><span class="state" data-state=state>{words}</span></td>
        </tr>
    }
}

fn state(mail: &Mail) -> (&'static str, String) {
    match (mail.sent_at, &mail.failure) {
        (Some(at), _) => ("done", format!("Sent on {}", clock::date_and_time(at))),
        (None, Some(failure)) => ("not-yet", format!("Not sent: {failure}")),
        (None, None) => ("here", "Waiting".to_owned()),
    }
}
