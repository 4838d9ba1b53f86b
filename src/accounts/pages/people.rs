//! People and roles, for administrators: finding somebody, changing what they may do, inviting.

use super::administration::{ADDRESS, administration};
use super::roles::{capitalised, in_words};
use super::{Query, refused, roles};
use crate::accounts::organisations::{self, Organisation};
use crate::accounts::store::{self, Person};
use crate::accounts::{Administrator, Role, Visitor, choice, letters, mail, settings};
use crate::app::App;
use crate::clock::{self, Millis};
use crate::error::{Error, Result};
use crate::form::{Faults, Form};
use crate::layout::Layout;
use crate::ui::{Empty, ErrorSummary, Fault, TextField};
use axum::extract::State;
use axum::response::Response;
use leptos::prelude::*;

/// How many people one page shows.
const MOST: i64 = 100;

/// What the page shows.
#[derive(Debug, Clone)]
struct Listing {
    find: String,
    people: Vec<Person>,
    organisations: Vec<Organisation>,
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
    organisation: String,
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
    let listing = Listing::load(&app, &administrator, &query).await?;
    Ok(page(
        &app,
        administrator,
        listing,
        Typed::default(),
        Faults::default(),
        notice,
    ))
}

pub(super) async fn invite(
    State(app): State<App>,
    administrator: Administrator,
    form: Form,
) -> Result<Response> {
    let form = form.only(&["email", "name", "role", "organisation"])?;
    let mut faults = Faults::default();
    let email = choice::email(&form, &mut faults);
    let name = choice::name(&form, "a name", &mut faults);
    let role = form.raw("role").parse::<Role>();
    if role.is_err() {
        faults.add("role", "Choose a role.");
    }
    if let (true, Ok(role)) = (faults.is_empty(), role) {
        let whom = store::Invited {
            email: &email,
            name: &name,
            role,
            organisation: form.raw("organisation"),
        };
        match send_invitation(&app, &administrator, &whom).await {
            Err(Error::Conflict(words)) => faults.add("email", words),
            link => return Ok(invited(&app, &administrator, name, link?)),
        }
    }
    let typed = |field: &str| form.raw(field).to_owned();
    let typed = Typed {
        email: typed("email"),
        name: typed("name"),
        role: typed("role"),
        organisation: typed("organisation"),
    };
    let listing = Listing::load(&app, &administrator, &Form::default()).await?;
    Ok(refused(page(
        &app,
        administrator,
        listing,
        typed,
        faults,
        None,
    )))
}

/// The address of the invitation, which also goes out by mail.
async fn send_invitation(
    app: &App,
    by: &Administrator,
    invited: &store::Invited<'_>,
) -> Result<String> {
    let now = app.clock.now();
    let tx = app.db.begin_recording().await?;
    let link = store::invite(&tx, Some(by), invited, now).await?;
    let address = link.address(&app.config.origin);
    let organisation = settings::load(&tx).await?.organisation;
    let letter = letters::invitation(invited.name, &organisation, &address, link.expires_at);
    mail::queue(&tx, invited.email, letter.subject, &letter.body, now).await?;
    tx.commit().await?;
    Ok(address)
}

impl Listing {
    async fn load(app: &App, administrator: &Administrator, query: &Form) -> Result<Self> {
        let find = query.text("find").to_owned();
        let chosen = match query.raw("change") {
            "" => None,
            id => Some(store::person(administrator, &app.db, id).await?),
        };
        let people = store::people(administrator, &app.db, &find, MOST).await?;
        let total = store::how_many(administrator, &app.db).await?;
        let organisations = organisations::organisations(administrator, &app.db).await?;
        let now = app.clock.now();
        Ok(Listing {
            find,
            people,
            organisations,
            total,
            chosen,
            now,
        })
    }

    /// `3 of 128 people`.
    fn caption(&self) -> String {
        let total = match self.total {
            1 => "one person".to_owned(),
            total => format!("{total} people"),
        };
        format!("{} of {total}", self.people.len())
    }
}

fn page(
    app: &App,
    Administrator(actor): Administrator,
    listing: Listing,
    typed: Typed,
    faults: Faults,
    notice: Option<&'static str>,
) -> Response {
    let layout = Layout::new(app, &Visitor(Some(actor.clone())), "People and roles");
    layout
        .here(ADDRESS)
        .shape("wide")
        .notice(notice)
        .render(move || {
            view! {
                {administration("/people")}
                <ErrorSummary faults=faults.clone()/>
                <h1>"People and roles"</h1>
                <Find find=listing.find.clone()/>
                <hr/>
                <List listing=listing.clone()/>
                {listing.chosen.map(|person| roles::ticked(person, actor, &listing.organisations))}
                <Invite typed organisations=listing.organisations.clone() faults/>
            }
        })
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
    let caption = listing.caption();
    let Listing {
        find,
        people,
        organisations,
        now,
        ..
    } = listing;
    let places = !organisations.is_empty();
    if people.is_empty() {
        return view! { <Empty words="Nobody has a name or an address like that."/> }.into_any();
    }
    let rows: Vec<_> = people
        .into_iter()
        .map(|person| view! { <Row person find=find.clone() places now/> })
        .collect();
    view! {
        <div class="table" role="region" aria-label="People" tabindex="0">
            <table>
                <caption>{caption}</caption>
                <Head places/>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

#[component]
fn Head(places: bool) -> impl IntoView {
    view! {
        <thead>
            <tr>
                <th scope="col">"Name"</th>
                <th scope="col">"Email address"</th>
                <th scope="col">"Roles"</th>
                {places.then(|| view! { <th scope="col">"Organisation"</th> })}
                <th scope="col">"Last seen"</th>
                <th scope="col"><span class="unseen">"Change"</span></th>
            </tr>
        </thead>
    }
}

#[component]
fn Row(person: Person, find: String, places: bool, now: Millis) -> impl IntoView {
    let seen = match (person.has_joined, person.seen_at) {
        (false, _) => "invited, not here yet".to_owned(),
        (true, Some(at)) => clock::ago(now, at),
        (true, None) => "not signed in at present".to_owned(),
    };
    let find = super::pending::encoded(&find);
    let change = format!("/people?find={find}&change={}#roles", person.id);
    let roles = in_words(&person.roles);
    let place = person.organisation.map(|(_, name)| name);
    view! {
        <tr>
            <th scope="row">{person.name.clone()}</th>
            <td>{person.email}</td>
            <td>{roles}</td>
            {places.then(|| view! { <td>{place}</td> })}
            <td>{seen}</td>
            <td><a href=change>"Change"<span class="unseen">" the roles of "{person.name}</span></a></td>
        </tr>
    }
}

#[component]
fn Invite(typed: Typed, organisations: Vec<Organisation>, faults: Faults) -> impl IntoView {
    let place =
        (!organisations.is_empty()).then(|| roles::place(&organisations, &typed.organisation));
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
                {place}
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
    layout.here(ADDRESS).render(move || {
        view! {
            <h1>"The invitation is made"</h1>
            <p class="lead">"It is on its way to "{name}" by mail. You can also pass the link on yourself: it is shown only now."</p>
            <p class="sheet"><code>{link}</code></p>
            <p>"It works once, within seven days."</p>
            <p class="actions"><a class="button" href="/people">"Back to people and roles"</a></p>
        }
    })
}
