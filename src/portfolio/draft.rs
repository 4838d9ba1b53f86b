//! Drafts of evidence: what a form holds, and the server's half of the autosave.

use super::autosave::Saved;
use super::store::{self, Draft};
use super::{Activity, LONGEST, Link};
use crate::accounts::{Actor, Visitor};
use crate::app::App;
use crate::calls::CallError;
use crate::clock;
use crate::edge;
use crate::error::{Error, Result};
use crate::form::{Faults, Form};
use crate::library::Worksheet;
use crate::versions;
use crate::worksheets::{Answers, rules};
use leptos::prelude::expect_context;

/// The longest locator or justification, characters.
const LONGEST_LINE: usize = 300;

/// What a posted form holds, for these criteria only.
pub fn from_form(form: &Form, criteria: &[String]) -> Draft {
    Draft {
        body: form.raw("text").to_owned(),
        links: Some(links_from(form, criteria)),
        revision: form.text("revision").parse().unwrap_or(0),
    }
}

/// The criteria that are ticked, of these, each with where and why.
pub fn links_from(form: &Form, criteria: &[String]) -> Vec<Link> {
    let ticked = |code: &&String| form.all("criteria").any(|value| value == code.as_str());
    let link = |code: &String| Link {
        criterion: code.clone(),
        locator: form.text(&format!("where-{code}")).to_owned(),
        justification: form.text(&format!("why-{code}")).to_owned(),
    };
    criteria.iter().filter(ticked).map(link).collect()
}

/// What is saved of a worksheet. The criteria follow from what is filled in, always, so that the same answers are the same draft; those of
/// a form are ticked, and stay as they are if this does not say.
pub fn from_answers(
    worksheet: &Worksheet,
    answers: &Answers,
    ticked: Option<Vec<Link>>,
    revision: i64,
) -> Draft {
    Draft {
        body: answers.to_body(),
        links: match worksheet.is_form() {
            true => ticked,
            false => Some(rules::links(worksheet, answers)),
        },
        revision,
    }
}

/// What may not be kept, because it is too long.
pub fn faults_of_saving(draft: &Draft) -> Faults {
    let mut faults = Faults::default();
    let length = draft.body.chars().count();
    if length > LONGEST {
        faults.add(
            "text",
            format!("This text is {length} characters long; {LONGEST} is the most we can keep."),
        );
    }
    add_faults_of_long_links(&mut faults, draft.links.as_deref().unwrap_or_default());
    faults
}

/// Which criteria have more beside them than can be kept.
pub fn add_faults_of_long_links(faults: &mut Faults, links: &[Link]) {
    for link in links {
        let longest = link
            .locator
            .chars()
            .count()
            .max(link.justification.chars().count());
        if longest > LONGEST_LINE {
            faults.add(
                format!("why-{}", link.criterion),
                format!("Keep each line under {LONGEST_LINE} characters."),
            );
        }
    }
}

/// What is missing before a draft can be handed in.
pub fn faults_of_submitting(
    draft: &Draft,
    min_words: Option<u32>,
    max_words: Option<u32>,
) -> Faults {
    let mut faults = faults_of_saving(draft);
    add_faults_of_length(&mut faults, &draft.body, min_words, max_words);
    add_faults_of_links(&mut faults, draft.links.as_deref().unwrap_or_default());
    faults
}

/// Whether a text has the words that are asked for.
pub fn add_faults_of_length(
    faults: &mut Faults,
    text: &str,
    min_words: Option<u32>,
    max_words: Option<u32>,
) {
    let words = super::words::count(text);
    let least = min_words.unwrap_or(1) as usize;
    if words < least {
        faults.add(
            "text",
            format!("Write at least {least} words; there are {words} so far."),
        );
    }
    if let Some(most) = max_words.filter(|most| words > *most as usize) {
        faults.add(
            "text",
            format!("Keep to {most} words at most; there are {words}."),
        );
    }
}

/// What is missing of the criteria that are ticked.
pub fn add_faults_of_links(faults: &mut Faults, links: &[Link]) {
    if links.is_empty() {
        faults.add("criteria", "Tick at least one criterion that this shows.");
    }
    for link in links
        .iter()
        .filter(|link| link.justification.trim().is_empty())
    {
        faults.add(
            format!("why-{}", link.criterion),
            format!("Say in a line why this shows {}.", link.criterion),
        );
    }
}

/// Saves the text alone; the criteria stay as they are.
pub(super) async fn save_call(
    evidence: String,
    text: String,
    revision: i64,
) -> Result<Saved, CallError> {
    let (app, visitor): (App, Visitor) = (expect_context(), expect_context());
    edge::again(|| save_text(&app, &visitor, &evidence, text.clone(), revision))
        .await
        .map_err(edge::refuse_call)
}

async fn save_text(
    app: &App,
    visitor: &Visitor,
    evidence: &str,
    text: String,
    revision: i64,
) -> Result<Saved> {
    let actor = visitor.0.as_ref().ok_or(Error::SignIn)?;
    let kept = store::evidence(&app.db, actor, evidence, app.clock.now()).await?;
    let activity = versions::activity(&app.db, &app.library(), &kept.activity_hash).await?;
    if matches!(activity, Activity::Worksheet(_) | Activity::QuizResult(_)) {
        return Err(Error::NotFound);
    }
    let mut draft = Draft {
        body: text.replace('\0', "").replace("\r\n", "\n"),
        links: None,
        revision,
    };
    if let Some(words) = faults_of_saving(&draft).of("text") {
        return Err(Error::Invalid(words));
    }
    draft.body = activity.with_written(&kept.body, &draft.body);
    save(app, actor, evidence, &draft).await
}

/// Saves the fields of a worksheet.
pub(crate) async fn save_fields_call(
    evidence: String,
    fields: Vec<(String, String)>,
    revision: i64,
) -> Result<Saved, CallError> {
    let (app, visitor): (App, Visitor) = (expect_context(), expect_context());
    let form: Form = fields.into_iter().collect();
    edge::again(|| save_fields(&app, &visitor, &evidence, &form, revision))
        .await
        .map_err(edge::refuse_call)
}

async fn save_fields(
    app: &App,
    visitor: &Visitor,
    evidence: &str,
    form: &Form,
    revision: i64,
) -> Result<Saved> {
    let actor = visitor.0.as_ref().ok_or(Error::SignIn)?;
    let kept = store::evidence(&app.db, actor, evidence, app.clock.now()).await?;
    let activity = versions::activity(&app.db, &app.library(), &kept.activity_hash).await?;
    let Activity::Worksheet(worksheet) = activity else {
        return Err(Error::NotFound);
    };
    let answers = Answers::from_form(&worksheet, form)?;
    if let Some(words) = rules::faults_of_saving(&answers).of(rules::FORM) {
        return Err(Error::Invalid(words));
    }
    save(
        app,
        actor,
        evidence,
        &from_answers(&worksheet, &answers, None, revision),
    )
    .await
}

async fn save(app: &App, actor: &Actor, evidence: &str, draft: &Draft) -> Result<Saved> {
    let now = app.clock.now();
    let revision = store::save(&app.db, actor, evidence, draft, now).await?;
    Ok(Saved {
        revision,
        time: clock::time_of_day(now),
    })
}
