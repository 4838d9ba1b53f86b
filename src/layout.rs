//! What stands around every page: header, navigation, footer.

use crate::accounts::{Actor, Role, Visitor};
use crate::app::App;
use crate::page::Page;
use axum::response::Response;
use leptos::prelude::*;

/// Where "Leave" leads: something that anybody might be looking at.
const ELSEWHERE: &str = "https://www.bbc.co.uk/weather";

/// A page of the site, before it has a body.
pub struct Layout {
    title: String,
    description: Option<String>,
    actor: Option<Actor>,
    here: &'static str,
    shape: &'static str,
    islands: bool,
    notice: Option<&'static str>,
    report: Option<String>,
}

impl Layout {
    /// A page in one column.
    pub fn new(app: &App, visitor: &Visitor, title: impl Into<String>) -> Self {
        Layout {
            title: title.into(),
            description: None,
            actor: visitor.0.clone(),
            here: "",
            shape: "column",
            islands: false,
            notice: None,
            report: app.content_report(),
        }
    }

    /// One sentence for search engines.
    pub fn description(mut self, words: impl Into<String>) -> Self {
        self.description = Some(words.into());
        self
    }

    /// The entry of the navigation under which the page stands.
    pub fn here(mut self, address: &'static str) -> Self {
        self.here = address;
        self
    }

    /// The shape of `main`: `column`, `wide`, `reading` or `marking`, with further classes.
    pub fn shape(mut self, shape: &'static str) -> Self {
        self.shape = shape;
        self
    }

    /// Loads the scripts if the page holds an island.
    pub fn islands(mut self, present: bool) -> Self {
        self.islands = present;
        self
    }

    /// What has just happened, said once on top.
    pub fn notice(mut self, words: Option<&'static str>) -> Self {
        self.notice = words;
        self
    }

    /// The page with this body.
    pub fn render<V: IntoView>(self, body: impl FnOnce() -> V) -> Response {
        let mut page = Page::new(self.title.clone());
        if let Some(words) = &self.description {
            page = page.description(words);
        }
        if self.islands {
            page = page.with_islands();
        }
        page = page.larger(self.actor.as_ref().is_some_and(|actor| actor.larger_print));
        page.render(move || {
            view! {
                <a class="skip" href="#main">"Skip to the content"</a>
                <Header actor=self.actor here=self.here/>
                {self.report.map(|report| view! { <Report report/> })}
                <main id="main" class=self.shape>
                    {self.notice.map(|words| view! { <p class="notice" role="status">{words}</p> })}
                    {body()}
                </main>
                <Footer/>
            }
        })
    }
}

/// The mark: an open doorway.
#[component]
pub fn Mark() -> impl IntoView {
    view! {
        <svg class="mark" viewBox="0 0 32 32" aria-hidden="true">
            <path class="arch" d="M5 29V14a11 11 0 0 1 22 0v15"/>
            <path class="door" d="M14 29V18.2l8-3.6V29z"/>
        </svg>
    }
}

#[component]
fn Header(actor: Option<Actor>, here: &'static str) -> impl IntoView {
    let entries = entries(actor.as_ref());
    let items: Vec<_> = entries
        .into_iter()
        .map(|(address, words)| {
            let current = (address == here).then_some("page");
            view! { <li><a href=address aria-current=current>{words}</a></li> }
        })
        .collect();
    view! {
        <header class="top">
            <div class="top-row">
                <a class="brand" href="/"><Mark/>"Secure Base"</a>
                <a class="exit" href=ELSEWHERE rel="noreferrer" aria-label="Leave this site quickly">"Leave"</a>
                <details class="fold"><summary>"Menu"</summary></details>
                <nav aria-label="Main">
                    <ul role="list">{items}</ul>
                    <Find/>
                </nav>
            </div>
        </header>
    }
}

/// Search, on every page.
#[component]
fn Find() -> impl IntoView {
    view! {
        <form class="find" role="search" action="/search">
            <label class="unseen" for="find">"Search"</label>
            <input type="search" id="find" name="q" placeholder="Search" maxlength="200" autocomplete="off"/>
            <button aria-label="Search"><svg viewBox="0 0 20 20" aria-hidden="true"><path d="M13 13l5 5M8.5 14.5a6 6 0 1 1 0-12 6 6 0 0 1 0 12z"/></svg></button>
        </form>
    }
}

/// The navigation that fits who is asking.
fn entries(actor: Option<&Actor>) -> Vec<(&'static str, String)> {
    let mut entries = vec![
        ("/modules", "Learn".to_owned()),
        ("/qualifications", "Qualifications".to_owned()),
    ];
    let Some(actor) = actor else {
        entries.push(("/certificates", "Verify a certificate".to_owned()));
        entries.push(("/sign-in", "Sign in".to_owned()));
        return entries;
    };
    entries.push(("/portfolio", "Portfolio".to_owned()));
    if actor.is(Role::Learner) {
        entries.push(("/review", "Review".to_owned()));
    }
    if actor.is(Role::Assessor) {
        entries.push(("/assessment", "Assessment".to_owned()));
    }
    if actor.is(Role::Iqa) {
        entries.push(("/quality", "Quality".to_owned()));
    }
    if actor.is(Role::Iqa) || actor.is(Role::Author) {
        entries.push(("/items", "Questions".to_owned()));
    }
    if actor.is(Role::Iqa) || actor.is(Role::Administrator) {
        entries.push(("/assessors", "Assessors".to_owned()));
    }
    if actor.is(Role::Administrator) {
        entries.push(("/people", "Administration".to_owned()));
    }
    entries.push(("/account", actor.name.clone()));
    entries
}

/// The checker's report, while a watched folder has a fault.
#[component]
fn Report(report: String) -> impl IntoView {
    view! {
        <details class="before">
            <summary>"The content has a fault. You see the last good version."</summary>
            <pre>{report}</pre>
        </details>
    }
}

#[component]
fn Footer() -> impl IntoView {
    view! {
        <footer class="foot">
            <div class="foot-row">
                <Support/>
                <section>
                    <h2>"Leaving"</h2>
                    <p>"“Leave” at the top of every page opens the weather forecast instead. It does not clear your browser’s history."</p>
                    <p><a href=ELSEWHERE rel="noreferrer">"Leave this site quickly"</a></p>
                </section>
                <section>
                    <h2>"Secure Base"</h2>
                    <ul role="list">
                        <li><a href="/glossary">"Glossary"</a></li>
                        <li><a href="/certificates">"Verify a certificate"</a></li>
                        <li><a href="/accessibility">"Accessibility"</a></li>
                        <li><a href="/privacy">"Privacy, and what is logged"</a></li>
                    </ul>
                </section>
            </div>
        </footer>
    }
}

#[component]
fn Support() -> impl IntoView {
    view! {
        <section>
            <h2>"If something here weighs on you"</h2>
            <ul role="list">
                <li>"Samaritans, day and night: "<a href="tel:116123">"116 123"</a></li>
                <li>"National Domestic Abuse Helpline (England): "<a href="tel:08082000247">"0808 2000 247"</a></li>
                <li>"FRANK, on drugs: "<a href="tel:03001236600">"0300 123 6600"</a></li>
                <li>"In danger now: "<a href="tel:999">"999"</a></li>
            </ul>
        </section>
    }
}

/// A page that says one thing.
pub fn notice_page(app: &App, visitor: &Visitor, heading: &'static str, text: String) -> Response {
    Layout::new(app, visitor, heading).render(move || {
        view! {
            <h1>{heading}</h1>
            <p class="lead">{text}</p>
            <p><a href="/">"Go to the start page"</a></p>
        }
    })
}
