//! The conversation as it goes on. Without scripts every line is a button of a form that posts to the play's own handler.
//!
//! Props are public: what has been said, what happened then, and the lines that can be said now. What a line leads to, and what there is to
//! say about it, comes from the server after it has been said.

use crate::calls::CallError;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::server_fn::codec::Json;
use leptos::task::spawn_local;
use serde::{Deserialize, Serialize};

/// A scene as it was shown.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Shown {
    pub title: String,
    /// HTML, each with whether it is the person's words.
    pub passages: Vec<(bool, String)>,
}

/// What the learner said, and what there is to say about it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Said {
    /// HTML.
    pub html: String,
    /// HTML.
    pub comment: Option<String>,
    /// What it did between the two, in words.
    pub hint: Option<String>,
}

/// A line of the learner and what happened then; the first turn has no line.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Turn {
    /// How many lines the learner had said by then.
    pub step: u32,
    pub said: Option<Said>,
    pub scenes: Vec<Shown>,
    /// What is said of it afterwards: `here` for what began, `done` for what was met, and the words.
    pub notes: Vec<(String, String)>,
}

/// Where a conversation stands.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Now {
    pub branch: i64,
    pub turn: Turn,
    /// What can be said: the number and the HTML of each line.
    pub lines: Vec<(u32, String)>,
    pub ended: bool,
}

/// Says a line in one's own play, as its `step`th; the same line twice is said once.
#[server(endpoint = "say", input = Json)]
pub async fn say(play: String, branch: i64, step: u32, line: u32) -> Result<Now, CallError> {
    crate::scenarios::talk::say_call(play, branch, step, line).await
}

/// The present turn and the lines that can be said; turns that go by stay above it.
#[island]
pub fn Conversation(play: String, now: Now) -> impl IntoView {
    let talk = Talk::new(play, now);
    let (speaking, past, present) = (talk.clone(), talk.clone(), talk.clone());
    view! {
        <div class="conversation">
            {move || past.earlier()}
            <section id="now" tabindex="-1" aria-label="Now">
                {move || turn_view(talk.now.get().turn)}
                <form method="post" action=format!("/plays/{}", talk.play) aria-busy=move || talk.busy.get().to_string()
                    on:submit=move |event| speaking.speak(&event)>
                    {move || talk.now.with(replies)}
                </form>
                <p class="error" role="status">{move || talk.trouble.get()}</p>
                {move || talk.now.get().ended.then(|| ended(&present.play, present.now.get_untracked().branch))}
            </section>
        </div>
    }
}

/// A conversation on its way.
#[derive(Clone)]
struct Talk {
    play: String,
    /// The turns that have gone by since the page was loaded.
    gone: RwSignal<Vec<Turn>>,
    now: RwSignal<Now>,
    busy: RwSignal<bool>,
    trouble: RwSignal<String>,
}

impl Talk {
    fn new(play: String, now: Now) -> Self {
        Self {
            play,
            gone: RwSignal::default(),
            now: RwSignal::new(now),
            busy: RwSignal::new(false),
            trouble: RwSignal::default(),
        }
    }

    fn earlier(&self) -> impl IntoView + use<> {
        let branch = self.now.with_untracked(|now| now.branch);
        let turns = self.gone.get().into_iter();
        let turns: Vec<_> = turns.map(|turn| told(&self.play, branch, turn)).collect();
        (!turns.is_empty()).then(|| view! { <ol class="talk" role="list">{turns}</ol> })
    }

    /// Says the line whose button was pressed, one at a time.
    fn speak(&self, event: &SubmitEvent) {
        let Some(line) = chosen(event) else { return };
        event.prevent_default();
        if !self.busy.get_untracked() {
            self.busy.set(true);
            spawn_local(self.clone().send(line));
        }
    }

    async fn send(self, line: u32) {
        let here = self.now.get_untracked();
        let outcome = say(self.play, here.branch, here.turn.step + 1, line).await;
        self.busy.set(false);
        self.trouble
            .set(outcome.as_ref().err().map_or_else(String::new, words));
        if let Ok(next) = outcome {
            self.gone.update(|turns| turns.push(here.turn));
            self.now.set(next);
            request_animation_frame(attend);
        }
    }
}

/// The line whose button sends the form.
fn chosen(event: &SubmitEvent) -> Option<u32> {
    event.submitter()?.get_attribute("value")?.parse().ok()
}

/// Takes readers and the keyboard to what has just happened.
fn attend() {
    let now = document().get_element_by_id("now");
    let now = now
        .and_then(|now| web_sys::wasm_bindgen::JsCast::dyn_into::<web_sys::HtmlElement>(now).ok());
    if let Some(now) = now {
        let _ = now.focus();
    }
}

/// A turn that has gone by, with the way back to it.
pub fn told(play: &str, branch: i64, turn: Turn) -> impl IntoView + use<> {
    let back = turn.said.as_ref().map(|_| back(play, branch, turn.step));
    view! { <li>{turn_view(turn)}{back}</li> }
}

/// The button that goes back to where a line was said.
pub fn back(play: &str, branch: i64, step: u32) -> impl IntoView + use<> {
    view! {
        <form method="post" action=format!("/plays/{play}/branches")>
            <input type="hidden" name="branch" value=branch.to_string()/>
            <input type="hidden" name="kept" value=step.saturating_sub(1).to_string()/>
            <button class="button plain">"Go back, and say something else here"<span class="unseen">{format!(", in place of line {step}")}</span></button>
        </form>
    }
}

/// What was said and what happened then.
pub fn turn_view(turn: Turn) -> impl IntoView {
    let notes: Vec<_> = turn
        .notes
        .into_iter()
        .map(|(state, words)| view! { <p class="note" data-state=state>{words}</p> })
        .collect();
    let scenes: Vec<_> = turn.scenes.into_iter().map(scene_view).collect();
    view! { {turn.said.map(said_view)} {notes} {scenes} }
}

fn said_view(said: Said) -> impl IntoView {
    view! {
        <div class="you">
            <p><span class="unseen">"You: "</span><span inner_html=said.html></span></p>
            {said.comment.map(|html| view! { <div class="comment" inner_html=html></div> })}
            {said.hint.map(|words| view! { <p class="meta">{words}</p> })}
        </div>
    }
}

fn scene_view(scene: Shown) -> impl IntoView {
    let passages: Vec<_> = scene
        .passages
        .into_iter()
        .map(|(said, html)| match said {
            true => view! { <blockquote class="says" inner_html=html></blockquote> }.into_any(),
            false => view! { <div class="scene" inner_html=html></div> }.into_any(),
        })
        .collect();
    view! { <p class="kicker">{scene.title}</p> {passages} }
}

/// The lines that can be said, each a button, and which turn they belong to.
fn replies(now: &Now) -> impl IntoView + use<> {
    let lines: Vec<_> = now
        .lines
        .iter()
        .map(|(number, html)| view! { <li><button class="reply" name="line" value=number.to_string() inner_html=html.clone()></button></li> })
        .collect();
    view! {
        <input type="hidden" name="branch" value=now.branch.to_string()/>
        <input type="hidden" name="step" value=(now.turn.step + 1).to_string()/>
        {(!lines.is_empty()).then(|| view! { <h2>"What do you say?"</h2> })}
        <ul class="list replies" role="list">{lines}</ul>
    }
}

fn ended(play: &str, branch: i64) -> impl IntoView + use<> {
    view! {
        <p>"The conversation ends here."</p>
        <p class="actions"><a class="button large" href=format!("/plays/{play}/debrief?branch={branch}")>"Look back at it"</a></p>
    }
}

fn words(error: &CallError) -> String {
    match error {
        CallError::Refused(words) => format!("{words} Load the page again to see how it stands."),
        CallError::SignIn => {
            "You have been signed out. Sign in again; what has been said is kept.".to_owned()
        }
        CallError::Offline => "Not sent: you seem to be offline. Try again in a moment.".to_owned(),
        CallError::Failed => "Something went wrong on our side. Try again.".to_owned(),
    }
}
