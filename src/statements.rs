//! What we say about ourselves: accessibility, and privacy with what is logged.

use crate::accounts::Visitor;
use crate::app::App;
use crate::layout::Layout;
use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::get;
use leptos::prelude::*;

pub fn routes() -> Router<App> {
    Router::new()
        .route("/accessibility", get(accessibility))
        .route("/privacy", get(privacy))
}

async fn accessibility(State(app): State<App>, visitor: Visitor) -> Response {
    Layout::new(&app, &visitor, "Accessibility").render(|| {
        view! {
            <h1>"Accessibility"</h1>
            <p class="lead">"Everybody should be able to read, answer, write, hand in and verify here. We work to WCAG 2.2, level AA."</p>
            <h2>"What you can rely on"</h2>
            <ul>
                <li>"Every journey works without scripts, from the keyboard alone, and at 400% zoom."</li>
                <li>"Light and dark follow your system; so do reduced motion and forced colours."</li>
                <li>"Nothing is timed. You can stop anywhere and come back."</li>
                <li>"Images have a text alternative; what a colour says, a word says too."</li>
            </ul>
            <h2>"How it is checked"</h2>
            <p>"Every page is tested automatically with axe, with scripts on and off. Automatic tests find only part of what can go wrong; no outside audit has been made of this installation."</p>
            <h2>"If something does not work for you"</h2>
            <p>"Tell whoever gave you your account, or your assessor. They can also give you what you need another way."</p>
        }
    })
}

async fn privacy(State(app): State<App>, visitor: Visitor) -> Response {
    Layout::new(&app, &visitor, "Privacy, and what is logged").render(|| {
        view! {
            <h1>"Privacy, and what is logged"</h1>
            <h2>"About you"</h2>
            <ul>
                <li>"We keep your name, your e-mail address, and what you do here: what you read, answer, write and hand in, and what is decided."</li>
                <li>"What you write is yours alone until you hand it in. Then assessors can read that copy, and no later draft."</li>
                <li>"Files that you add go the same way. From JPEG, PNG and WebP pictures we take out what a camera writes beside them, such as where they were taken."</li>
                <li>"Every time somebody else opens your work or a file of it, who and when is recorded. Refused attempts are recorded too."</li>
                <li>"If your work is sampled for quality assurance, somebody from outside who checks our assessing may be shown it over a link that ends by itself: by your initials, unless your centre says otherwise. What they open is recorded."</li>
                <li>"One cookie keeps you signed in. There is no tracking and nothing is loaded from elsewhere."</li>
            </ul>
            <h2>"About the people you work with"</h2>
            <p>"Nobody may be recognisable in what you write: no names, dates of birth, NHS numbers, addresses or places. We look for them before anything is handed in, and ask."</p>
            <p>"A learner can list names for us to look for. The list is theirs alone: no page shows it to anybody else, and a name that is taken away is deleted. If they say that what was found identifies nobody, we keep that they said so, when, and which kinds of thing were found how often; not the words."</p>
            <p>"If somebody can be recognised all the same in what was handed in, an administrator removes it for good. What stays is that it was handed in, what was decided, when it was removed and why, and a hash of it, from which it cannot be had back."</p>
            <h2>"About certificates"</h2>
            <p>"Anybody who has a certificate’s number sees its holder’s name, what it is for, who issued it and when, and whether it is valid. Nothing else."</p>
        }
    })
}
