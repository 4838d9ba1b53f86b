//! What the form for a new note holds, and the server's half of the island that sends it.

use super::island::Kept;
use super::pages::panel;
use super::passage::{self, Passage};
use super::store::{self, New};
use super::text::Text;
use crate::accounts::{Actor, Visitor};
use crate::app::App;
use crate::calls::CallError;
use crate::db::new_id;
use crate::edge;
use crate::error::{Error, Result};
use crate::form::{Faults, Form};
use crate::library::Section;
use leptos::prelude::expect_context;

/// The longest passage and the longest note, characters.
const LONGEST_QUOTE: usize = 2_000;
const LONGEST: usize = 5_000;

/// The fields of the form.
pub(super) const FIELDS: [&str; 6] = [
    "note",
    "note-place",
    "note-quote",
    "note-before",
    "note-after",
    "note-text",
];

/// The note that a form holds, and what is wrong with it.
pub(super) fn read(form: &Form, section: &Section) -> (New, Faults) {
    let mut faults = Faults::default();
    let text = Text::of(section);
    let typed = Passage {
        quote: form.text("note-quote").to_owned(),
        prefix: form.text("note-before").to_owned(),
        suffix: form.text("note-after").to_owned(),
    };
    let mut new = New {
        id: id(form.text("note")),
        body: form.text("note-text").to_owned(),
        ..New::default()
    };
    if typed.quote.chars().count() > LONGEST_QUOTE {
        faults.add(
            "note-quote",
            format!("A passage can be {LONGEST_QUOTE} characters long. Copy its beginning."),
        );
    } else if let Some(range) = passage::find(&text.text, &typed) {
        new.anchor = text.above(range.start).to_owned();
        new.passage = passage::at(&text.text, &range);
    } else if !typed.quote.is_empty() {
        faults.add("note-quote", "These words do not stand in this section, or no longer. Copy them from the text, or leave this empty and choose a heading.");
    } else if let Some(heading) = text.heading(form.text("note-place")) {
        new.anchor = heading.id.clone();
    }
    check(&new.body, !typed.quote.is_empty(), &mut faults);
    (new, faults)
}

/// What may be written in a note; nothing only if it highlights a passage.
pub(super) fn check(body: &str, is_highlight: bool, faults: &mut Faults) {
    let length = body.chars().count();
    if length > LONGEST {
        faults.add(
            "note-text",
            format!("This note is {length} characters long; {LONGEST} is the most we can keep."),
        );
    } else if body.is_empty() && !is_highlight {
        faults.add(
            "note-text",
            "Write your note, or copy a passage to highlight.",
        );
    }
}

/// The id that the form came with; one of our own in the place of anything else.
fn id(typed: &str) -> String {
    match uuid::Uuid::parse_str(typed) {
        Ok(id) => id.to_string(),
        Err(_) => new_id(),
    }
}

/// Keeps a note from the page of its section.
pub(super) async fn keep_call(
    module: String,
    section: String,
    fields: Vec<(String, String)>,
) -> Result<Kept, CallError> {
    let (app, visitor): (App, Visitor) = (expect_context(), expect_context());
    let form = Form::from_fields(fields);
    edge::again(|| keep(&app, &visitor, &module, &section, &form))
        .await
        .map_err(edge::refuse_call)
}

async fn keep(
    app: &App,
    visitor: &Visitor,
    module: &str,
    section: &str,
    form: &Form,
) -> Result<Kept> {
    let actor: &Actor = visitor.0.as_ref().ok_or(Error::SignIn)?;
    let form = form.clone().only(&FIELDS)?;
    let library = app.library();
    let section = library
        .module(module)
        .and_then(|module| module.section(section))
        .ok_or(Error::NotFound)?;
    let (new, faults) = read(&form, section);
    if let Some((_, words)) = faults.iter().next() {
        return Err(Error::invalid(words.clone()));
    }
    store::keep(&app.db, actor, module, section, &new, app.clock.now()).await?;
    let notes = store::beside(&app.db, actor, module, &section.slug).await?;
    Ok(Kept {
        list: panel::list_html(&notes, section),
        next: new_id(),
    })
}
