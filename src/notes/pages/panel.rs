//! "Your notes", below a section: those one has, and a form for another.

use crate::clock;
use crate::form::{Faults, Form};
use crate::library::Section;
use crate::notes::island::Pencil;
use crate::notes::text::Text;
use crate::notes::{Note, Spot};
use crate::portfolio::pieces::Private;
use crate::ui::{Fault, TextArea};
use leptos::prelude::*;

/// What stands below a section for somebody who may keep notes. `next` is the id of the next note.
#[component]
pub fn Notes(notes: Vec<Note>, module: String, section: Section, next: String) -> impl IntoView {
    let action = format!("/modules/{module}/{}/notes", section.slug);
    let list = list_html(&notes, &section);
    view! {
        <section class="my-notes" aria-labelledby="your-notes">
            <h2 id="your-notes">"Your notes"</h2>
            <Private told="Only you can see these, and nobody else: no role, not your team."/>
            <div id="note-list" inner_html=list></div>
            <details class="so-far" id="note-write">
                <summary>"Write a note, or highlight a passage"</summary>
                <form method="post" action=action id="note-form">
                    <NoteFields section=section.clone() typed=Form::default() faults=Faults::default() next/>
                </form>
            </details>
            <Pencil module section=section.slug/>
            <p class="meta"><a href="/notes">"All your notes"</a></p>
        </section>
    }
}

/// The fields of a new note, with what was typed.
#[component]
pub fn NoteFields(section: Section, typed: Form, faults: Faults, next: String) -> impl IntoView {
    let chosen = typed.text("note-place").to_owned();
    let hidden = |name: &'static str, value: String| view! { <input type="hidden" name=name id=name value=value/> };
    view! {
        {hidden("note", next)}
        {hidden("note-before", typed.raw("note-before").to_owned())}
        {hidden("note-after", typed.raw("note-after").to_owned())}
        <div class="field">
            <label for="note-place">"Which part is it about?"</label>
            <select id="note-place" name="note-place">{places(&section, &chosen)}</select>
        </div>
        <TextArea name="note-quote" label="A passage to highlight, copied from the text" rows=2 value=typed.raw("note-quote").to_owned()
            hint="Leave this empty for a note on the part as a whole." fault=faults.of("note-quote")/>
        <TextArea name="note-text" label="Your note" rows=4 value=typed.raw("note-text").to_owned()
            hint="Not needed for a highlight. Leave out names: a note is no place for what identifies anybody." fault=faults.of("note-text")/>
        <Fault field="note" words=faults.of("note")/>
        <p class="actions"><button class="button">"Keep it"</button></p>
    }
}

fn places(section: &Section, chosen: &str) -> Vec<AnyView> {
    let text = Text::of(section);
    let option = |id: &str, words: String| {
        let selected = id == chosen;
        view! { <option value=id.to_owned() selected=selected>{words}</option> }.into_any()
    };
    let whole = option("", "The section as a whole".to_owned());
    let headings = text
        .headings
        .iter()
        .map(|heading| option(&heading.id, text.words_of(heading).to_owned()));
    std::iter::once(whole).chain(headings).collect()
}

/// The notes beside a section as HTML, also for the island.
pub(in crate::notes) fn list_html(notes: &[Note], section: &Section) -> String {
    let text = Text::of(section);
    let items: Vec<_> = notes.iter().map(|note| item(note, &text)).collect();
    match items.is_empty() {
        true => "<p>Nothing yet. Select words in the text, or use the form below.</p>".to_owned(),
        false => view! { <ul class="list" role="list">{items}</ul> }.to_html(),
    }
}

fn item(note: &Note, text: &Text) -> impl IntoView + use<> {
    let spot = note.spot(text);
    let place = match &spot {
        Spot::Passage(_) => Some((
            format!("#passage-{}", note.id),
            "At this passage".to_owned(),
        )),
        Spot::Heading(id) => {
            let words = text
                .heading(id)
                .map_or("", |heading| text.words_of(heading))
                .to_owned();
            Some((format!("#{id}"), words))
        }
        Spot::Section | Spot::Changed => None,
    };
    let place = place.map(|(address, words)| view! { <a href=address>{words}</a>" · " });
    view! {
        <li id=format!("note-{}", note.id)>
            <Words note=note.clone() changed={spot == Spot::Changed}/>
            <p class="meta">{place}<a href=format!("/notes/{}", note.id)>"Change or take away"</a>{format!(" · {}", clock::date(note.changed_at))}</p>
        </li>
    }
}

/// The passage and what was written about it.
#[component]
pub fn Words(note: Note, changed: bool) -> impl IntoView {
    let quote =
        (!note.quote.is_empty()).then(|| view! { <blockquote>{note.quote.clone()}</blockquote> });
    let changed = changed.then(|| view! { <p class="meta">"The passage has changed since you made this note; these are its words as they were."</p> });
    view! {
        {quote}
        {changed}
        <div class="said" inner_html=crate::ui::paragraphs(&note.body)></div>
    }
}
