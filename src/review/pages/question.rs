//! One question of the review: asked in the form that it has everywhere, marked, and explained at once.

use super::{After, Top, skip_address};
use crate::accounts::{Actor, Learner, Visitor};
use crate::app::App;
use crate::clock;
use crate::error::{Error, Result};
use crate::form::Form;
use crate::layout::Layout;
use crate::library::{Library, Question};
use crate::quizzes::asked::Response as Given;
use crate::quizzes::parts::{Body, Outcome, Shown};
use crate::quizzes::shuffle::Order;
use crate::quizzes::{heard, response};
use crate::review::lesson::{Lesson, lesson};
use crate::review::{self, Card, Item, Today, store};
use crate::versions;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;

/// A card of a question with what its page shows.
struct Opened {
    card: Card,
    today: Today,
    question: Question,
    /// What was answered today, if it was here.
    answered: Option<Given>,
    lesson: Option<Lesson>,
}

impl Opened {
    async fn load(app: &App, actor: &Actor, item: &Item) -> Result<Self> {
        let (library, now) = (app.library(), app.clock.now());
        let card = store::card(&app.db, &library, actor, item).await?;
        let answered = store::answered(&app.db, actor, item, clock::day(now)).await?;
        let question = match &answered {
            Some((version, _)) => versions::question(&app.db, &library, version)
                .await?
                .into_owned(),
            None => store::question(&app.db, &library, &card).await?,
        };
        Ok(Opened {
            lesson: lesson(&library, quiz_of(item), &question),
            today: review::today(&app.db, &library, actor, now).await?,
            answered: answered.map(|(_, given)| given),
            question,
            card,
        })
    }

    fn is_due(&self) -> bool {
        self.card.due() <= self.today.day
    }
}

fn quiz_of(item: &Item) -> &str {
    match item {
        Item::Question { quiz, .. } => quiz,
        Item::Term(_) => "",
    }
}

/// `GET /review/questions/{quiz}/{question}`
pub(super) async fn question(
    State(app): State<App>,
    actor: Actor,
    Path((quiz, question)): Path<(String, String)>,
) -> Result<Response> {
    let item = Item::Question { quiz, question };
    let opened = Opened::load(&app, &actor, &item).await?;
    Ok(page(&app, actor, opened, None))
}

/// What a refused answer was, and what was wrong with it.
type Refused = (Given, String);

fn page(app: &App, actor: Actor, opened: Opened, refused: Option<Refused>) -> Response {
    let library = app.library();
    let shown = shown(&library, &actor, &opened, refused.as_ref());
    let fault = refused.map(|(_, words)| words);
    let title = opened.question.title.clone();
    let visitor = Visitor(Some(actor));
    let layout = Layout::new(app, &visitor, title).here("/review");
    layout.render(|| {
        let heading = opened.question.title.clone();
        view! {
            <Top card=opened.card.clone() today=opened.today.clone() heading/>
            {match (opened.answered.is_some(), opened.is_due()) {
                (true, _) => view! { <Told shown opened/> }.into_any(),
                (false, true) => view! { <Ask shown opened fault/> }.into_any(),
                (false, false) => view! { <p class="lead">"This one rests. "{review::words::comes_back(opened.card.due(), opened.today.day)}</p>
                    <p class="actions"><a class="button" href="/review">"Back to today’s review"</a></p> }.into_any(),
            }}
        }
    })
}

/// The question as it stands on the page: nothing of what is right in it before it has been answered.
fn shown(library: &Library, actor: &Actor, opened: &Opened, refused: Option<&Refused>) -> Shown {
    let quiz = quiz_of(&opened.card.item);
    let order = Order::of_review(&actor.id, opened.today.day, shuffles(library, quiz));
    let given = opened
        .answered
        .clone()
        .or_else(|| refused.map(|(given, _)| given.clone()));
    let heard = opened
        .answered
        .as_ref()
        .map(|given| heard::heard(&opened.question, given));
    Shown {
        asked: heard::asked(quiz, &opened.question, &order, false),
        given: given.unwrap_or_default(),
        sure: None,
        frozen: heard.is_some(),
        heard,
    }
}

/// Whether a quiz that asks these questions lets their options change places.
fn shuffles(library: &Library, bank: &str) -> bool {
    let asks = |quiz: &&crate::library::Quiz| {
        quiz.id == bank || quiz.draws.iter().any(|draw| draw.bank == bank)
    };
    library.quizzes.iter().filter(asks).any(|quiz| quiz.shuffle)
}

/// The question in a form.
#[component]
fn Ask(shown: Shown, opened: Opened, fault: Option<String>) -> impl IntoView {
    let id = opened.question.id.clone();
    let skip = skip_address(&opened.today, &opened.card.item);
    view! {
        <form class="question sheet" id=id.clone() method="post" action=opened.card.item.address()>
            <input type="hidden" name="version" value=opened.question.version.hash/>
            <fieldset aria-labelledby="asked" aria-describedby=format!("{id}-stem")>
                {fault.map(|words| view! { <p class="error" role="alert"><span class="unseen">"Error: "</span>{words}</p> })}
                <Body shown/>
            </fieldset>
            <p class="actions">
                <button class="button">"Answer"</button>
                <a class="button plain" href=skip>"Leave this for another day"</a>
            </p>
        </form>
    }
}

/// The question with the answer that was given, what there is to say of it, and the way on.
#[component]
fn Told(shown: Shown, opened: Opened) -> impl IntoView {
    let heard = shown.heard.clone();
    let right = heard.as_ref().and_then(|heard| heard.verdict.key()) == Some("right");
    let says_where = |html: &String| html.contains("href=\"/modules/");
    let is_said = opened.question.feedback.as_ref().is_some_and(says_where);
    let lesson = opened.lesson.filter(|_| !right && !is_said);
    view! {
        <div class="question sheet" id=opened.question.id>
            <fieldset aria-labelledby="asked">
                <Body shown/>
            </fieldset>
            {heard.map(|heard| view! { <Outcome heard/> })}
            {lesson.map(|lesson| view! { <p>"To read again: "<a href=lesson.address>{lesson.title}</a></p> })}
        </div>
        <After card=opened.card today=opened.today/>
    }
}

/// `POST /review/questions/{quiz}/{question}`: marks the answer, once, and shows it.
pub(super) async fn answer(
    State(app): State<App>,
    Learner(actor): Learner,
    Path((quiz, question)): Path<(String, String)>,
    form: Form,
) -> Result<Response> {
    let form = form.only(&["version", "answer-*"])?;
    let item = Item::Question {
        quiz: quiz.clone(),
        question,
    };
    let opened = Opened::load(&app, &actor, &item).await?;
    let given = response::from_form(&opened.question, &form);
    let is_edited = form.text("version") != opened.question.version.hash;
    let outcome = match is_edited && opened.answered.is_none() && opened.is_due() {
        true => Err(Error::invalid(
            "This question has been edited meanwhile. This is how it reads now.",
        )),
        false => {
            let (library, asked) = (app.library(), (quiz.as_str(), &opened.question));
            store::answer(&app.db, &library, &actor, asked, &given, app.clock.now()).await
        }
    };
    match outcome {
        Ok(()) => Ok(Redirect::to(&item.address()).into_response()),
        Err(Error::Invalid(words)) => {
            let page = page(&app, actor, opened, Some((given, words)));
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        Err(error) => Err(error),
    }
}
