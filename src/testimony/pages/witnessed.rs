//! Who gave a testimony, beside what they wrote.

use crate::clock;
use crate::testimony::Witness;
use leptos::prelude::*;

/// The witness, and how to reach them.
#[component]
pub fn Witnessed(witness: Witness) -> impl IntoView {
    let way = witness.way();
    let mail = format!("mailto:{}", witness.email);
    view! {
        <section class="sheet" aria-label="The witness">
            <h2>"The witness"</h2>
            <dl class="facts broad">
                <dt>"Name"</dt><dd>{witness.name}</dd>
                <dt>"Role"</dt><dd>{format!("{}, {}", witness.role, witness.organisation)}</dd>
                <dt>"To reach them"</dt><dd><a href=mail>{witness.email}</a><p class="meta">{way}</p></dd>
                <dt>"Given"</dt><dd>{clock::date_and_time(witness.given_at)}</dd>
            </dl>
        </section>
    }
}
