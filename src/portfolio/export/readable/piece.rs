//! One piece of evidence on the page: how it was handed in, what was decided, and what is being written.

use super::super::content::{Answers, HandedIn, Piece};
use super::super::file_name;
use crate::assessment::inspections::KEPT;
use crate::assessment::judgement;
use crate::clock;
use crate::ledger::{ERASED, unless_erased};
use crate::library::Method;
use crate::page::fragment;
use crate::portfolio::files::Attached;
use crate::portfolio::purging::gone_words;
use crate::portfolio::purging::words::of_text;
use crate::portfolio::{Activity, Decided, FieldComment, Link, nothing};
use crate::ui::{escape, paragraphs};
use std::collections::BTreeSet;

pub(super) fn piece(piece: &Piece, answers: &Answers, present: &BTreeSet<String>) -> String {
    let submissions = piece.submissions.iter().zip(&answers.submissions);
    let submissions: String = submissions
        .map(|(one, activity)| submission(piece, one, activity, present))
        .collect();
    let prompt = format!(
        "<details><summary>What was asked</summary>{}</details>",
        answers.draft.prompt()
    );
    format!(
        "<article><h3>{}</h3><p class=\"meta\">{}, unit {}</p>{}{prompt}{submissions}{}{}</article>",
        escape(&piece.title),
        Method::title_of(&piece.kind),
        escape(&piece.unit),
        by_others(piece),
        draft(piece, &answers.draft, present),
        removed(piece)
    )
}

/// Who has said, recorded or inspected it, where it was not the learner.
fn by_others(piece: &Piece) -> String {
    let witness = piece.witness.as_ref().map(|witness| {
        format!(
            "Given by {}, {}, {}, on {}.",
            witness.name,
            witness.role,
            witness.organisation,
            clock::date(witness.given_at)
        )
    });
    let recorded = piece.recorded.as_ref().map(|recorded| {
        let day = clock::written_day(&recorded.happened_on).unwrap_or_default();
        format!(
            "Recorded by {} on {}; it was on {day}, {} minutes, {}.",
            recorded.assessor,
            clock::date(recorded.recorded_at),
            recorded.minutes,
            unless_erased(&recorded.place, "in a place that was removed")
        )
    });
    let inspected = piece.inspections.iter().map(|inspected| {
        let day = clock::written_day(&inspected.inspected_on).unwrap_or_default();
        let place = unless_erased(&inspected.place, KEPT);
        format!("Inspected by {} on {day}: {place}.", inspected.assessor)
    });
    let lines = witness.into_iter().chain(recorded).chain(inspected);
    lines
        .map(|line| format!("<p>{}</p>", escape(&line)))
        .collect()
}

/// What has not been handed in like this: a text, what it shows, files; nothing where there is nothing more.
fn draft(piece: &Piece, activity: &Activity, present: &BTreeSet<String>) -> String {
    let last = piece.submissions.last();
    let is_new = !piece.draft.is_empty() && last.is_none_or(|last| last.text != piece.draft);
    let among = |file: &Attached| {
        last.is_some_and(|last| last.files.iter().any(|own| own.hash == file.hash))
    };
    let has_new_files = piece.files.iter().any(|file| !among(file));
    if !is_new && !has_new_files {
        return String::new();
    }
    let text = match is_new {
        true => text(activity, &piece.draft),
        false => String::new(),
    };
    format!(
        "<h4>The draft, saved on {}</h4>{text}{}{}",
        clock::date(piece.saved_at),
        claims(&piece.criteria),
        files(&piece.files, present)
    )
}

/// What was removed for good, when and why.
fn removed(piece: &Piece) -> String {
    let items: String = piece
        .removed
        .iter()
        .map(|purge| format!("<li>{}</li>", escape(&gone_words(purge))))
        .collect();
    match items.is_empty() {
        true => items,
        false => format!("<h4>Removed</h4><ul>{items}</ul>"),
    }
}

/// The criteria that it was handed in for, each with where and why.
fn claims(links: &[Link]) -> String {
    let item = |link: &Link| {
        let (code, words) = (escape(&link.criterion), escape(&link.words()));
        format!("<li>{code}: {words}</li>")
    };
    let items: String = links.iter().map(item).collect();
    match items.is_empty() {
        true => items,
        false => format!("<p>For these criteria:</p><ul>{items}</ul>"),
    }
}

fn submission(
    piece: &Piece,
    one: &HandedIn,
    activity: &Activity,
    present: &BTreeSet<String>,
) -> String {
    let decisions: String = one.decisions.iter().map(decision).collect();
    let said = paragraphs(one.own_words.as_deref().unwrap_or_default());
    let said = match said.is_empty() {
        true => said,
        false => format!("<p>What the learner said of it:</p>{said}"),
    };
    let appeals = one.appeals.iter().map(|appeal| {
        let (code, when) = (escape(&appeal.criterion), clock::date(appeal.appealed_at));
        let grounds = paragraphs(&appeal.grounds);
        format!("<p>Appealed on {when}, about {code}:</p>{grounds}")
    });
    let appeals: String = appeals.collect();
    let comment = quoted(one.comment.as_deref().unwrap_or_default());
    let beside: String = one
        .comments
        .iter()
        .map(|one| beside(one, activity))
        .collect();
    let why = of_text(&piece.removed, &one.id).map(gone_words);
    let why = why.map_or(String::new(), |words| format!("<p>{}</p>", escape(&words)));
    format!(
        "<h4>Submission {}, handed in on {}</h4>{}{why}{}{}{said}{decisions}{beside}{comment}{appeals}",
        one.number,
        clock::date_and_time(one.submitted_at),
        text(activity, &one.text),
        claims(&one.criteria),
        files(&one.files, present)
    )
}

/// A decision with its reasons: why a link was declined, what the evidence was found to be, the feedback, the next step.
fn decision(decision: &Decided) -> String {
    let outcome = decision.words();
    let (code, by) = (escape(&decision.criterion), escape(&decision.assessor_name));
    let when = clock::date(decision.decided_at);
    let declined = decision.declined.as_deref().map_or(String::new(), |why| {
        format!("<p>The link was declined:</p>{}", quoted(why))
    });
    let ticked = judgement::words(decision.vacs.as_deref().unwrap_or_default());
    let ticked = match ticked.is_empty() || decision.declined.is_some() {
        true => String::new(),
        false => format!("<p>The evidence is {ticked}.</p>"),
    };
    let explained = paragraphs(decision.explained.as_deref().unwrap_or_default());
    let by_day = decision.plan_by.as_deref().and_then(clock::written_day);
    let plan = decision.plan.as_deref().map_or(String::new(), |plan| {
        let day = by_day.unwrap_or_default();
        format!("<p>Next step, by {day}:</p>{}", paragraphs(plan))
    });
    let feedback = quoted(&decision.feedback);
    format!("<p>{code}: {outcome}, {by}, {when}</p>{declined}{ticked}{explained}{feedback}{plan}")
}

/// An assessor's words beside one field.
fn beside(comment: &FieldComment, activity: &Activity) -> String {
    let field = match activity {
        Activity::Worksheet(worksheet) => worksheet.field(&comment.field),
        _ => None,
    };
    let title = field.map_or(comment.field.as_str(), |field| field.title.as_str());
    let (title, by) = (escape(title), escape(&comment.assessor_name));
    format!("<p>Beside “{title}”, {by}:</p>{}", quoted(&comment.comment))
}

/// Somebody's words, if there are any.
fn quoted(words: &str) -> String {
    match words.is_empty() {
        true => String::new(),
        false => format!("<blockquote>{}</blockquote>", paragraphs(words)),
    }
}

fn text(activity: &Activity, body: &str) -> String {
    match body {
        ERASED => "<p>What was here was removed for good.</p>".to_owned(),
        _ => fragment(|| activity.read(body, &nothing)),
    }
}

fn files(files: &[Attached], present: &BTreeSet<String>) -> String {
    let item = |file: &Attached| {
        let (name, words) = (escape(&file.name), escape(&file.description));
        match (file.purged_at.is_some(), present.contains(&file.hash)) {
            (true, _) => {
                let why = escape(file.purged_because.as_deref().unwrap_or_default());
                format!("<li>A file that was removed for good. The reason: {why}</li>")
            }
            (_, false) => format!("<li>{name}, which was missing: {words}</li>"),
            (_, true) => {
                let address = file_name(&file.hash, &file.media_type);
                format!("<li><a href=\"{address}\">{name}</a>: {words}</li>")
            }
        }
    };
    let items: String = files.iter().map(item).collect();
    match items.is_empty() {
        true => items,
        false => format!("<ul>{items}</ul>"),
    }
}
