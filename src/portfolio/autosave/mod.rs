//! Keeping a draft while it is being written: what the islands that save have in common.
//!
//! A [`Keeper`] waits until the pen rests, sends one text at a time, and sends it again while more is typed, so that an older text cannot
//! arrive last. Until the server has the text this browser keeps it, under a key that no other person's page asks for, and gives it back
//! when the page is opened again.

pub mod controls;

use crate::calls::CallError;
use leptos::ev::{self, SubmitEvent};
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde::{Deserialize, Serialize};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::time::Duration;
use web_sys::wasm_bindgen::JsCast;
use web_sys::{Event, HtmlElement, HtmlFormElement, HtmlInputElement, Storage};

/// How long the pen must rest before we save.
const PAUSE: Duration = Duration::from_secs(1);

/// When we try again if the server was not reached.
const RETRY: Duration = Duration::from_secs(10);

/// What the server says of a saved draft.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Saved {
    pub revision: i64,
    /// As one reads it from a clock.
    pub time: String,
}

/// What is being written on, and how it is saved.
pub trait Desk: Clone + 'static {
    /// All that stands there now, as one text.
    fn now(&self) -> String;

    /// The form that is sent in the end.
    fn form(&self) -> Option<HtmlFormElement>;

    /// Puts back what this browser kept. If it has been saved from elsewhere since, no words of either may be lost.
    fn put_back(&self, kept: &str, saved_elsewhere: bool);

    /// Whether something was typed or chosen here.
    fn is_meant_by(&self, event: &Event) -> bool;

    fn save(&self, text: String, revision: i64) -> impl Future<Output = Result<Saved, CallError>>;
}

/// Looks after a desk.
#[derive(Clone)]
pub struct Keeper<D> {
    desk: D,
    /// Under which this browser keeps the text.
    key: String,
    /// The field that says which text the page holds, if saving counts them.
    revision: Option<HtmlInputElement>,
    state: RwSignal<String>,
    busy: Rc<Cell<bool>>,
    /// Whether the form is on its way, and nothing was typed since.
    sent: Rc<Cell<bool>>,
    retrying: Rc<Cell<bool>>,
    /// The button by which the form was sent while a text was on its way.
    pressed: Rc<RefCell<Option<HtmlElement>>>,
}

impl<D: Desk> Keeper<D> {
    /// Begins to look after what a person writes; `revision` is the id of the field that says which text the page holds.
    pub fn attend(
        desk: D,
        person: &str,
        work: &str,
        revision: Option<&str>,
        state: RwSignal<String>,
    ) {
        let keeper = Keeper {
            desk,
            key: format!("draft {person} {work}"),
            revision: revision.and_then(element),
            state,
            busy: Rc::default(),
            sent: Rc::default(),
            retrying: Rc::default(),
            pressed: Rc::default(),
        };
        keeper.put_back();
        let waiting = keeper.clone();
        window_event_listener(ev::online, move |_| waiting.save_if_kept());
        let sending = keeper.clone();
        window_event_listener(ev::submit, move |event| sending.hold(&event));
        let resting = keeper.clone();
        let save_soon = RefCell::new(debounce(PAUSE, move |()| resting.save()));
        window_event_listener(ev::input, move |event| {
            if keeper.desk.is_meant_by(&event) {
                keeper.sent.set(false);
                keeper.keep();
                (save_soon.borrow_mut())(());
            }
        });
    }

    /// The text that this browser keeps, with the revision of the page on which it was typed.
    fn kept(&self) -> Option<(String, String)> {
        let kept = storage()?.get_item(&self.key).ok()??;
        let (revision, text) = kept.split_once('\n')?;
        Some((revision.to_owned(), text.to_owned()))
    }

    fn revision(&self) -> String {
        let field = self.revision.as_ref();
        field.map(HtmlInputElement::value).unwrap_or_default()
    }

    /// Keeps the text in this browser until the server has it. A full or forbidden storage is no reason to stop.
    fn keep(&self) {
        if let Some(storage) = storage() {
            let kept = format!("{}\n{}", self.revision(), self.desk.now());
            let _ = storage.set_item(&self.key, &kept);
        }
    }

    fn forget(&self) {
        if let Some(storage) = storage() {
            let _ = storage.remove_item(&self.key);
        }
    }

    /// Puts a text back that never reached the server, and sends it.
    fn put_back(&self) {
        match self.kept() {
            Some((_, text)) if text == self.desk.now() => self.forget(),
            Some((revision, text)) => {
                self.desk.put_back(&text, revision != self.revision());
                self.keep();
                self.save();
            }
            None => {}
        }
    }

    fn save_if_kept(&self) {
        if self.kept().is_some() {
            self.save();
        }
    }

    /// Sends the text, unless it is being sent, by itself or in its form.
    fn save(&self) {
        if !self.sent.get() && !self.busy.replace(true) {
            spawn_local(self.clone().send());
        }
    }

    /// Sends the text, and again while more is typed; one at a time.
    async fn send(self) {
        loop {
            let text = self.desk.now();
            let revision = self.revision().parse().unwrap_or(0);
            self.state.set("Saving…".into());
            match self.desk.save(text.clone(), revision).await {
                Ok(saved) => {
                    if let Some(field) = &self.revision {
                        field.set_value(&saved.revision.to_string());
                    }
                    self.state.set(format!("Saved {}", saved.time));
                }
                Err(error) => {
                    self.state.set(words(&error));
                    if matches!(error, CallError::Offline | CallError::Failed) {
                        self.try_again_later();
                    }
                    break;
                }
            }
            if self.desk.now() == text {
                self.forget();
                break;
            }
        }
        self.busy.set(false);
        self.let_go();
    }

    fn try_again_later(&self) {
        if !self.retrying.replace(true) {
            let keeper = self.clone();
            let again = move || {
                keeper.retrying.set(false);
                keeper.save_if_kept();
            };
            set_timeout(again, RETRY);
        }
    }

    /// A form that is sent while its text is on its way waits for it, and once the form is on its way the text does not follow it: otherwise
    /// the two would meet, and one be refused.
    fn hold(&self, event: &SubmitEvent) {
        let form = self.desk.form();
        let is_ours = form.is_some() && event.target() == form.map(Into::into);
        match (is_ours, self.busy.get()) {
            (true, true) => {
                event.prevent_default();
                *self.pressed.borrow_mut() = event.submitter();
            }
            (true, false) => self.sent.set(true),
            (false, _) => {}
        }
    }

    fn let_go(&self) {
        if let (Some(form), Some(button)) = (self.desk.form(), self.pressed.take()) {
            let _ = form.request_submit_with_submitter(Some(&button));
        }
    }
}

fn words(error: &CallError) -> String {
    let why = match error {
        CallError::Refused(why) => return format!("Not saved: {why}"),
        CallError::SignIn => "you have been signed out",
        CallError::Offline => "you seem to be offline",
        CallError::Failed => "something went wrong on our side",
    };
    format!("Not saved: {why}. Your text is kept in this browser.")
}

/// The element with an id, if it is of this kind.
pub fn element<E: JsCast>(id: &str) -> Option<E> {
    document().get_element_by_id(id)?.dyn_into().ok()
}

/// Two versions of a text of which neither may be lost, for the person to sort out.
pub fn both(saved: &str, kept: &str, between: &str) -> String {
    format!("{saved}{between}[Typed in this browser earlier, and not saved then:]{between}{kept}")
}

fn storage() -> Option<Storage> {
    window().local_storage().ok()?
}
