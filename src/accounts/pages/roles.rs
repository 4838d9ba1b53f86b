//! What a person may do, for administrators: ticked, saved, and everybody concerned signs in again.

use super::{see_other, signed_in};
use crate::accounts::client::Client;
use crate::accounts::entry;
use crate::accounts::organisations::{self, OWN, Organisation};
use crate::accounts::store::{self, Person};
use crate::accounts::{Actor, Administrator, Role};
use crate::app::App;
use crate::error::{Error, Result};
use crate::form::Form;
use axum::extract::{Path, State};
use axum::response::Response;
use leptos::prelude::*;

/// Gives and ends roles by what the page showed and what came back, so that what somebody else changed meanwhile stays.
pub(super) async fn change(
    State(app): State<App>,
    administrator: Administrator,
    Path(id): Path<String>,
    client: Client,
    form: Form,
) -> Result<Response> {
    let form = form.only(&["role", "held", "organisation", "belonged"])?;
    let (wanted, held) = (roles(&form, "role")?, roles(&form, "held")?);
    let now = app.clock.now();
    let tx = app.db.begin_recording().await?;
    for role in Role::ALL {
        if wanted.contains(&role) != held.contains(&role) {
            store::change_role(&administrator, &tx, &id, role, wanted.contains(&role), now).await?;
        }
    }
    let (joined, belonged) = (form.raw("organisation"), form.raw("belonged"));
    if joined != belonged {
        organisations::join(&administrator, &tx, &id, joined, now).await?;
    }
    let Administrator(actor) = &administrator;
    if id != actor.id || (wanted == held && joined == belonged) {
        tx.commit().await?;
        return Ok(see_other("/people?done=roles"));
    }
    // One's own sessions have ended too; this browser goes on with a new one.
    let token = entry::begin(&tx, &client, &actor.id, now).await?;
    tx.commit().await?;
    Ok(signed_in(&app, &token, "/people?done=roles"))
}

fn roles(form: &Form, field: &str) -> Result<Vec<Role>> {
    form.all(field)
        .map(|key| {
            key.parse()
                .map_err(|_| Error::invalid("There is no such role."))
        })
        .collect()
}

/// `Assessor, learner`.
pub(super) fn in_words(roles: &[Role]) -> String {
    let words = roles
        .iter()
        .map(|role| role.words())
        .collect::<Vec<_>>()
        .join(", ");
    match words.is_empty() {
        true => "Nothing at present".to_owned(),
        false => capitalised(&words),
    }
}

/// The first letter as a capital.
pub(super) fn capitalised(words: &str) -> String {
    let mut characters = words.chars();
    characters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(characters).collect()
    })
}

/// The roles of one person, to be ticked, and where they belong.
pub(super) fn ticked(
    person: Person,
    actor: Actor,
    organisations: &[Organisation],
) -> impl IntoView + use<> {
    let belongs = person
        .organisation
        .clone()
        .map_or(OWN.to_owned(), |(id, _)| id);
    let place = (!organisations.is_empty()).then(|| {
        view! {
            <input type="hidden" name="belonged" value=belongs.clone()/>
            {place(organisations, &belongs)}
            <p class="hint">"What they have done goes with them: it is read where they belong now, and no longer where they belonged."</p>
        }
    });
    let action = format!("/people/{}/roles", person.id);
    let is_self = person.id == actor.id;
    let held: Vec<_> = person
        .roles
        .iter()
        .map(|role| view! { <input type="hidden" name="held" value=role.key()/> })
        .collect();
    let boxes: Vec<_> = Role::ALL
        .into_iter()
        .map(|role| view! { <RoleBox role held=person.roles.contains(&role) fixed=is_self && role == Role::Administrator/> })
        .collect();
    view! {
        <section class="sheet" id="roles">
            <h2>"Roles of "{person.name}</h2>
            <form method="post" action=action>
                {held}
                <fieldset><legend class="unseen">"Roles"</legend><div class="choices">{boxes}</div></fieldset>
                {place}
                <p class="hint">
                    "Nobody assesses or samples their own work, whatever their roles. Whoever gets or loses a role, or moves, is signed out everywhere."
                </p>
                <p class="actions"><button class="button">"Save the roles"</button></p>
            </form>
        </section>
    }
}

/// The organisations to choose from.
pub(super) fn place(organisations: &[Organisation], chosen: &str) -> impl IntoView + use<> {
    let own = (
        "The organisation of this installation".to_owned(),
        OWN.to_owned(),
    );
    let others = organisations
        .iter()
        .map(|one| (one.name.clone(), one.id.clone()));
    let options: Vec<_> = std::iter::once(own)
        .chain(others)
        .map(|(name, id)| {
            let selected = id == chosen;
            view! { <option value=id selected=selected>{name}</option> }
        })
        .collect();
    view! {
        <div class="field">
            <label for="organisation">"Organisation"</label>
            <select id="organisation" name="organisation">{options}</select>
        </div>
    }
}

/// A role to tick. A fixed one cannot be ended here: a disabled box is not sent, so a hidden field stands in for it.
#[component]
fn RoleBox(role: Role, held: bool, fixed: bool) -> impl IntoView {
    let id = format!("role-{}", role.key());
    view! {
        <div class="choice">
            <input type="checkbox" id=id.clone() name="role" value=role.key() checked=held disabled=fixed/>
            <label for=id>{capitalised(role.words())}</label>
            {fixed.then(|| view! { <input type="hidden" name="role" value=role.key()/> })}
        </div>
    }
}
