//! The page that asks a learner about what could give a person away, before it goes to the assessors.
//!
//! It holds the whole form that was sent, so that saying "hand in as it is" sends the same again, with the seal of what is shown here.

use super::Screening;
use super::identifiers::{Bit, What, passages};
use super::screen::{Looked, Place};
use crate::clock::Millis;
use crate::db::Read;
use crate::error::Result;
use crate::form::Form;
use crate::ui::Fault;
use leptos::prelude::*;
use std::collections::BTreeMap;

/// The field of a form with the seals of what identifies nobody.
pub const FIELD: &str = "identifies-nobody";

/// The most sentences that are shown.
const MOST: usize = 25;

/// The seals that a form holds.
pub fn seals(form: &Form) -> Vec<String> {
    let seals = form.text(FIELD).split_whitespace();
    seals.map(str::to_owned).collect()
}

/// What is asked about.
pub struct Asking {
    pub kicker: String,
    /// Where the text can be changed; it is saved there.
    pub change: String,
    /// Where the form goes.
    pub action: String,
    /// The form as it was sent, to be sent again.
    pub fields: Vec<(String, String)>,
    /// What each text is called, and what was found in it.
    pub looked: Vec<(String, Looked)>,
    pub counts: BTreeMap<What, usize>,
    pub seals: String,
}

impl Asking {
    pub fn new(form: &Form, screening: &Screening, name: impl Fn(&Looked) -> String) -> Self {
        let fields = form.fields().iter();
        let fields = fields.filter(|(name, _)| name != FIELD).cloned();
        let looked = screening.0.iter().cloned();
        Asking {
            kicker: String::new(),
            change: String::new(),
            action: String::new(),
            fields: fields.collect(),
            looked: looked.map(|looked| (name(&looked), looked)).collect(),
            counts: screening.counts(),
            seals: String::new(),
        }
    }

    pub fn view(self) -> impl IntoView {
        let fields: Vec<_> = self
            .fields
            .into_iter()
            .map(|(name, value)| view! { <input type="hidden" name=name value=value/> })
            .collect();
        let counts = self.counts.iter();
        let kinds: Vec<_> = counts
            .map(|(what, count)| view! { <li>{what.counted(*count)}</li> })
            .collect();
        view! {
            <p class="kicker">{self.kicker}</p>
            <h1>"Could anybody be recognised?"</h1>
            <p class="lead">"Nothing has been handed in yet. We looked through what you wrote for what could give a person away, and found this. It slips in easily, and it may well be harmless: you know, we do not."</p>
            <ul>{kinds}</ul>
            {sentences(self.looked)}
            <form method="post" action=self.action>
                {fields}
                <p class="actions">
                    <a class="button" href=self.change>"Change the text"</a>
                    <button class="button quiet" name=FIELD value=self.seals>"These do not identify anybody: hand in as it is"</button>
                </p>
            </form>
            <p class="meta">"Your text is saved as you wrote it, and only you can see it. If you hand it in as it is, we record that you said so, when, and what kind of thing was found; not the words. "<a href="/portfolio/names">"The names you have us look for"</a></p>
        }
    }
}

/// What is wrong while somebody has not said so.
pub const LOOK: &str = "Look at what was found: change it, or say that it identifies nobody.";

/// The same on the page of somebody without a draft, who writes about another person: below what they typed, with a box to tick. They have no
/// list of names; that of the learner is the learner's alone.
pub struct Found;

impl Found {
    /// What was found, unless the form says of just this that it identifies nobody. `about` is what it is said of.
    pub async fn in_texts(
        db: &impl Read,
        texts: Vec<(Place, String)>,
        about: &str,
        form: &Form,
        now: Millis,
    ) -> Result<Option<Screening>> {
        Found::in_texts_of(db, "", texts, about, form, now).await
    }

    /// The same for somebody who has listed names to look for.
    pub async fn in_texts_of(
        db: &impl Read,
        person_id: &str,
        texts: Vec<(Place, String)>,
        about: &str,
        form: &Form,
        now: Millis,
    ) -> Result<Option<Screening>> {
        let screening = Screening::of(db, person_id, texts, now).await?;
        let is_said = form.text(FIELD) == screening.seal(about);
        Ok((!screening.is_clear() && !is_said).then_some(screening))
    }

    pub fn view(
        screening: &Screening,
        about: &str,
        fault: Option<String>,
    ) -> impl IntoView + use<> {
        let sentences = Found::sentences(screening);
        let seal = screening.seal(about);
        view! {
            <section class="sheet" aria-labelledby="found">
                <h2 id="found">"Could anybody be recognised?"</h2>
                <p>"We looked through what you wrote and found this. It slips in easily, and it may well be harmless: you know, we do not. Change it above, or tick the box."</p>
                {sentences}
                <Fault field=FIELD words=fault/>
                <div class="choice">
                    <input type="checkbox" id=FIELD name=FIELD value=seal/>
                    <label for=FIELD>"These do not identify anybody"</label>
                </div>
            </section>
        }
    }
}

impl Found {
    /// Every sentence with what was found marked in it.
    pub fn sentences(screening: &Screening) -> impl IntoView + use<> {
        let looked = screening.0.iter();
        let looked = looked.map(|looked| (String::new(), looked.clone()));
        sentences(looked.collect())
    }
}

/// Every sentence with what was found marked in it, under what its text is called.
fn sentences(looked: Vec<(String, Looked)>) -> impl IntoView {
    let all = looked.iter().flat_map(|(name, looked)| {
        let passages = passages(&looked.text, &looked.found);
        passages.into_iter().map(move |bits| (name.clone(), bits))
    });
    let all: Vec<_> = all.collect();
    let more = all.len().saturating_sub(MOST);
    let shown: Vec<_> = all.into_iter().take(MOST).map(sentence).collect();
    view! {
        <ul class="found list" role="list">{shown}</ul>
        {(more > 0).then(|| view! { <p class="meta">{format!("Sentences not shown here: {more}.")}</p> })}
    }
}

fn sentence((name, bits): (String, Vec<Bit>)) -> impl IntoView {
    let bits: Vec<_> = bits
        .into_iter()
        .map(|bit| match bit {
            Bit::Plain(words) => words.into_any(),
            Bit::Marked(words) => view! { <mark>{words}</mark> }.into_any(),
        })
        .collect();
    view! { <li><p class="kicker">{name}</p><p>{bits}</p></li> }
}
