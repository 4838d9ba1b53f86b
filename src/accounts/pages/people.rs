//! People and roles, for administrators: finding somebody, changing what they may do, inviting.

use super::{Query, refused, see_other, signed_in};
use crate::accounts::client::Client;
use crate::accounts::entry::{self, Knock};
use crate::accounts::store::{self, Person};
use crate::accounts::{Actor, Administrator, Role, Visitor, choice, letters, mail, settings};
use crate::app::App;
use crate::clock::{self, Millis};
use crate::error::{Error, Result};
use crate::form::{Faults, Form};
use crate::layout::Layout;
use crate::ui::{Empty, ErrorSummary, Fault, TextField};
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use leptos::prelude::*;

/// How many people one page shows.
const MOST: usize = 100;

/// What the page shows.
#[derive(Debug, Clone)]
struct Listing {
    find: String,
    people: Vec<Person>,
    total: i64,
    /// The person whose roles are being changed.
    chosen: Option<Person>,
    now: Millis,
}

/// What somebody has typed to invite somebody.
#[derive(Debug, Clone, Default)]
struct Typed {
    email: String,
    name: String,
    role: String,
}

pub(super) async fn show(
    State(app): State<App>,
    administrator: Administrator,
    Query(query): Query,
) -> Result<Response> {
    let notice = match query.raw("done") {
        "roles" => Some("Saved. Whoever is concerned signs in again, as what they are now."),
        _ => None,
    };
    page(
        &app,
        &administrator,
        &query,
        Typed::default(),
        Faults::default(),
        notice,
    )
    .await
}

pub(super) async fn invite(
    State(app): State<App>,
    administrator: Administrator,
    form: Form,
) -> Result<Response> {
    let form = form.only(&["email", "name", "role"])?;
    let mut faults = Faults::default();
    let email = choice::email(&form, &mut faults);
    let name = choice::name(&form, &mut faults);
    let role = form.raw("role").parse::<Role>();
    if role.is_err() {
        faults.add("role", "Choose a role.");
    }
    if let (true, Ok(role)) = (faults.is_empty(), role) {
        match send_invitation(&app, &administrator, &email, &name, role).await {
            Err(Error::Conflict(words)) => faults.add("email", words),
            link => return Ok(invited(&app, &administrator, name, link?)),
        }
    }
    let typed = |field: &str| form.raw(field).to_owned();
    let typed = Typed {
        email: typed("email"),
        name: typed("name"),
        role: typed("role"),
    };
    Ok(refused(
        page(&app, &administrator, &Form::default(), typed, faults, None).await?,
    ))
}

/// The address of the invitation, which also goes out by mail.
async fn send_invitation(
    app: &App,
    by: &Administrator,
    email: &str,
    name: &str,
    role: Role,
) -> Result<String> {
    let now = app.clock.now();
    let tx = app.db.begin().await?;
    let link = store::invite(&tx, Some(by), email, name, role, now).await?;
    let address = link.address(&app.config.origin);
    let organisation = settings::load(&tx).await?.organisation;
    let letter = letters::invitation(name, &organisation, &address, link.expires_at);
    mail::queue(&tx, email, letter.subject, &letter.body, now).await?;
    tx.commit().await?;
    Ok(address)
}

/// Gives and ends roles by what the page showed and what came back, so that what somebody else changed meanwhile stays.
pub(super) async fn change_roles(
    State(app): State<App>,
    administrator: Administrator,
    Path(id): Path<String>,
    client: Client,
    headers: HeaderMap,
    form: Form,
) -> Result<Response> {
    let form = form.only(&["role", "held"])?;
    let (wanted, held) = (roles(&form, "role")?, roles(&form, "held")?);
    let now = app.clock.now();
    let tx = app.db.begin().await?;
    for role in Role::ALL {
        if wanted.contains(&role) != held.contains(&role) {
            store::change_role(&administrator, &tx, &id, role, wanted.contains(&role), now).await?;
        }
    }
    let Administrator(actor) = &administrator;
    if id != actor.id || wanted == held {
        tx.commit().await?;
        return Ok(see_other("/people?done=roles"));
    }
    // One's own sessions have ended too; this browser goes on with a new one.
    let knock = Knock {
        client: &client,
        headers: &headers,
    };
    let token = entry::begin(&app, &tx, knock, &actor.id, now).await?;
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
pub(super) fn roles_in_words(roles: &[Role]) -> String {
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

fn capitalised(words: &str) -> String {
    let mut characters = words.chars();
    characters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(characters).collect()
    })
}

async fn page(
    app: &App,
    administrator: &Administrator,
    query: &Form,
    typed: Typed,
    faults: Faults,
    notice: Option<&'static str>,
) -> Result<Response> {
    let find = query.text("find").to_owned();
    let chosen = match query.raw("change") {
        "" => None,
        id => Some(store::person(administrator, &app.db, id).await?),
    };
    let people = store::people(administrator, &app.db, &find, MOST as i64).await?;
    let total = store::how_many(administrator, &app.db).await?;
    let listing = Listing {
        find,
        people,
        total,
        chosen,
        now: app.clock.now(),
    };
    let Administrator(actor) = administrator.clone();
    let layout = Layout::new(app, &Visitor(Some(actor.clone())), "People and roles");
    Ok(layout
        .here("/people")
        .shape("wide")
        .notice(notice)
        .render(move || {
            view! {
                <ErrorSummary faults=faults.clone()/>
                <h1>"People and roles"</h1>
                <Find find=listing.find.clone()/>
                <hr/>
                <List listing=listing.clone()/>
                {listing.chosen.map(|person| view! { <Roles person actor/> })}
                <Invite typed faults/>
            }
        }))
}

#[component]
fn Find(find: String) -> impl IntoView {
    view! {
        <form class="look-up" action="/people">
            <TextField name="find" label="Find by name or email address" kind="search" value=find fault=None/>
            <button class="button quiet">"Find"</button>
        </form>
    }
}

#[component]
fn List(listing: Listing) -> impl IntoView {
    let Listing {
        find,
        people,
        total,
        now,
        ..
    } = listing;
    if people.is_empty() {
        return view! { <Empty words="Nobody has a name or an address like that."/> }.into_any();
    }
    let caption = format!(
        "{} of {}",
        people.len(),
        match total {
            1 => "one person".to_owned(),
            _ => format!("{total} people"),
        }
    );
    let rows: Vec<_> = people
        .into_iter()
        .map(|person| view! { <Row person find=find.clone() now/> })
        .collect();
    view! {
        <div class="table" role="region" aria-label="People" tabindex="0">
            <table>
                <caption>{caption}</caption>
                <thead>
                    <tr>
                        <th scope="col">"Name"</th>
                        <th scope="col">"Email address"</th>
                        <th scope="col">"Roles"</th>
                        <th scope="col">"Last seen"</th>
                        <th scope="col"><span class="unseen">"Change"</span></th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

#[component]
fn Row(person: Person, find: String, now: Millis) -> impl IntoView {
    let seen = match (person.has_joined, person.seen_at) {
        (false, _) => "invited, not here yet".to_owned(),
        (true, Some(at)) => clock::ago(now, at),
        (true, None) => "not signed in at present".to_owned(),
    };
    let find = super::pending::encoded(&find);
    let change = format!("/people?find={find}&change={}#roles", person.id);
    let roles = roles_in_words(&person.roles);
    view! {
        <tr>
            <th scope="row">{person.name.clone()}</th>
            <td>{person.email}</td>
            <td>{roles}</td>
            <td>{seen}</td>
            <td><a href=change>"Change"<span class="unseen">" the roles of "{person.name}</span></a></td>
        </tr>
    }
}

#[component]
fn Roles(person: Person, actor: Actor) -> impl IntoView {
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
                <p class="hint">
                    "Nobody assesses or samples their own work, whatever their roles. Whoever gets or loses a role is signed out everywhere."
                </p>
                <p class="actions"><button class="button">"Save the roles"</button></p>
            </form>
        </section>
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

#[component]
fn Invite(typed: Typed, faults: Faults) -> impl IntoView {
    let fault = faults.of("role");
    let described = fault.is_some().then_some("role-fault");
    let options: Vec<_> = Role::ALL
        .into_iter()
        .map(|role| {
            let selected = role.key() == typed.role;
            view! { <option value=role.key() selected=selected>{capitalised(role.words())}</option> }
        })
        .collect();
    view! {
        <section class="sheet">
            <h2>"Invite somebody"</h2>
            <form method="post" action="/people" novalidate=true>
                <TextField name="email" label="Email address" kind="email" value=typed.email fault=faults.of("email")/>
                <TextField name="name" label="Name" hint="They can change it." value=typed.name fault=faults.of("name")/>
                <div class="field">
                    <label for="role">"Role"</label>
                    <Fault field="role" words=fault/>
                    <select id="role" name="role" aria-describedby=described>{options}</select>
                </div>
                <p class="actions"><button class="button">"Send the invitation"</button></p>
            </form>
        </section>
    }
}

/// The one time at which the link can be seen.
fn invited(
    app: &App,
    Administrator(actor): &Administrator,
    name: String,
    link: String,
) -> Response {
    let layout = Layout::new(app, &Visitor(Some(actor.clone())), "The invitation is made");
    layout.here("/people").render(move || {
        view! {
            <h1>"The invitation is made"</h1>
            <p class="lead">"It is on its way to "{name}" by mail. You can also pass the link on yourself: it is shown only now."</p>
            <p class="sheet"><code>{link}</code></p>
            <p>"It works once, within seven days."</p>
            <p class="actions"><a class="button" href="/people">"Back to people and roles"</a></p>
        }
    })
}
