//! The front door: what this is, for whom, and two ways in.

use crate::accounts::Visitor;
use crate::app::App;
use crate::layout::Layout;
use axum::response::Response;
use leptos::prelude::*;

pub(super) fn front(app: &App, visitor: &Visitor) -> Response {
    let layout = Layout::new(app, visitor, "Be the person she can come back to").shape("wide");
    let description =
        "Training, and a specialist qualification, for people who work with women who use drugs.";
    layout.description(description).render(|| {
        view! {
            <section class="door-page">
                <div>
                    <h1>"Be the person she can come back to."</h1>
                    <p class="lead">
                        "Training, and a specialist qualification, for people who work with women who use drugs. It starts from what women \
                         in treatment told researchers: nine in ten of those who were engaging said that their case manager was crucial to it."
                    </p>
                    <p class="actions">
                        <a class="button large" href="/sign-up">"Start learning"</a>
                        <a class="button plain" href="/modules">"Look at the modules first"</a>
                    </p>
                </div>
                <Doorway/>
            </section>
            <div class="ways-in">
                <Way heading="I work with women in drug services" address="/qualifications/specialist-practitioner" action="See the qualification"
                    text="The specialist practitioner qualification: attachment, the alliance, trauma, complex needs, and endings that hold. You show what \
                          you can do in your own practice, and an assessor answers every criterion."/>
                <Way heading="I am a GP, or training to be one" address="/qualifications/gp-attachment-unit" action="See the unit"
                    text="One unit on attachment in the consulting room. Two evenings of reading, exam-style questions with reasons for every answer, \
                          a certificate, and a reflective account for your portfolio."/>
            </div>
            <Steps/>
            <LookUp/>
        }
    })
}

#[component]
fn Way(
    heading: &'static str,
    text: &'static str,
    address: &'static str,
    action: &'static str,
) -> impl IntoView {
    view! {
        <section class="way-in">
            <h2>{heading}</h2>
            <p>{text}</p>
            <p class="actions"><a class="button quiet" href=address>{action}</a></p>
        </section>
    }
}

#[component]
fn Steps() -> impl IntoView {
    view! {
        <section>
            <h2>"How it goes"</h2>
            <ol class="steps" role="list">
                <li><h3>"Read"</h3><p>"Short sections, cases from practice, the sources beside the text. Hard material says so before it begins."</p></li>
                <li><h3>"Practise"</h3><p>"Questions that explain themselves, each option with its reasons."</p></li>
                <li><h3>"Write"</h3><p>"Reflections are yours alone until you hand them in."</p></li>
                <li><h3>"Be answered"</h3><p>"A person reads what you wrote and says what is achieved, what is not yet, and what to do next."</p></li>
            </ol>
        </section>
    }
}

#[component]
fn LookUp() -> impl IntoView {
    view! {
        <section>
            <h2>"Has somebody shown you a certificate?"</h2>
            <form class="look-up" action="/certificates">
                <div class="field">
                    <label for="number">"Certificate number"</label>
                    <input id="number" name="number" autocomplete="off"/>
                </div>
                <button class="button quiet">"Look it up"</button>
            </form>
        </section>
    }
}

/// A doorway with the world in front of it.
#[component]
fn Doorway() -> impl IntoView {
    view! {
        <svg class="doorway" viewBox="0 0 440 470" aria-hidden="true">
            <path class="light" d="M120 408h220l84 62H36z"/>
            <clipPath id="opening"><path d="M120 408V152a110 110 0 0 1 220 0v256z"/></clipPath>
            <g clip-path="url(#opening)">
                <path class="sky" d="M110 30h240v390H110z"/>
                <circle class="sun" cx="276" cy="158" r="27"/>
                <path class="far" d="M110 240c40-34 82-40 120-16s72 20 130-26v222H110z"/>
                <path class="mid" d="M110 292c52-30 96-30 140-8s74 10 110-12v148H110z"/>
                <path class="near" d="M110 346c66-22 120-16 160-4s60 6 90-4v82H110z"/>
                <path class="way-out" d="M176 408c-4-34 70-40 74-62 3-18-58-24-54-46 3-16 52-20 52-36 0-10-18-14-22-24 12 8 34 12 36 24 3 18-40 24-40 36 0 16 62 22 62 46 0 26-34 38-30 62z"/>
            </g>
            <path class="frame" d="M120 408V152a110 110 0 0 1 220 0v256"/>
            <path class="floor" d="M8 408h48m64 0h220m0 0h92"/>
            <path class="leaf" d="M118 408V150c0-50-24-84-66-102v398z"/>
            <path class="panel" d="M106 392V158c0-38-14-64-42-80v342z"/>
            <circle class="knob" cx="68" cy="268" r="5"/>
        </svg>
    }
}
