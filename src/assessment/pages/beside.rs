//! What an assessor writes beside single fields of a worksheet while marking it.

use super::work::Work;
use crate::error::{Error, Result};
use crate::form::{Faults, Form};
use crate::library::Field;
use crate::portfolio::{Activity, FieldComment};
use crate::ui::TextArea;
use leptos::prelude::*;

/// The id of the form in which an assessor decides; the boxes stand outside of it.
pub(super) const FORM: &str = "marking";

const START: &str = "beside-";

/// The comments on a field, as they were recorded with this submission or an earlier one.
pub(super) fn comments(work: &Work, field: &Field) -> AnyView {
    let on_field = work
        .comments
        .iter()
        .filter(|comment| comment.field == field.id);
    on_field
        .map(FieldComment::view)
        .collect::<Vec<_>>()
        .into_any()
}

/// The comments on a field of this very submission.
pub(super) fn comments_here(work: &Work, field: &Field) -> AnyView {
    let here = |comment: &&FieldComment| {
        comment.field == field.id && comment.submission_id == work.submission.id
    };
    let comments = work.comments.iter().filter(here);
    comments
        .map(FieldComment::view)
        .collect::<Vec<_>>()
        .into_any()
}

/// The comments before, and a box for one more, open once something stands in it.
pub(super) fn box_for(work: &Work, field: &Field, form: &Form, faults: &Faults) -> AnyView {
    let name = format!("{START}{}", field.id);
    let typed = form.raw(&name).to_owned();
    let fault = faults.of(&name);
    let open = !typed.is_empty() || fault.is_some();
    view! {
        {comments(work, field)}
        <details class="beside" open=open>
            <summary>"Comment on this field"</summary>
            <TextArea name label=format!("Your comment on “{}”", field.title) value=typed rows=3 form=FORM fault
                hint="The learner reads it beside the field."/>
        </details>
    }
    .into_any()
}

/// The comments that a form holds; one beside a field that is not there is refused.
pub(super) fn read(work: &Work, form: &Form) -> Result<Vec<(String, String)>> {
    let mut comments = Vec::new();
    for (name, _) in form.fields() {
        let Some(field) = name.strip_prefix(START) else {
            continue;
        };
        if title(work, field).is_none() {
            return Err(Error::invalid(
                "This form sent something that we did not ask for.",
            ));
        }
        let comment = form.text(name);
        if !comment.is_empty() {
            comments.push((field.to_owned(), comment.to_owned()));
        }
    }
    Ok(comments)
}

/// The title of a field of the worksheet that this work is.
pub(super) fn title(work: &Work, field: &str) -> Option<String> {
    match &work.activity {
        Activity::Worksheet(worksheet) => worksheet.field(field).map(|field| field.title.clone()),
        Activity::Reflection(_)
        | Activity::Response(_)
        | Activity::Scenario(_)
        | Activity::QuizResult(_) => None,
    }
}

/// A box of the form, as one would say it.
pub(super) fn words_for(work: &Work, name: &str) -> Option<String> {
    let title = title(work, name.strip_prefix(START)?)?;
    Some(format!("Comment on “{title}”"))
}
