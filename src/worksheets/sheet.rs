//! A worksheet as a document: what was filled in, field by field, and what has changed since the version before.

use super::answers::{Answer, Answers};
use super::dates;
use crate::library::{Field, FieldKind, Worksheet};
use crate::portfolio::changes::{Row, of_rows};
use crate::portfolio::marks::{added, marked_line, marked_text, removed};
use crate::ui::{escape, paragraphs};
use leptos::prelude::*;

/// Every field with what stands in it; `beside` is what is shown below a field.
pub fn filled(
    worksheet: &Worksheet,
    answers: &Answers,
    beside: &dyn Fn(&Field) -> AnyView,
) -> impl IntoView + use<> {
    let entries = worksheet.fields.iter().map(|field| {
        let html = html(field, answers.of(&field.id));
        entry(field, false, html, beside(field)).into_any()
    });
    view! { <div class="filled">{entries.collect::<Vec<_>>()}</div> }
}

/// Every field with what has changed in it; what is as it was is folded away.
pub fn compared(
    worksheet: &Worksheet,
    before: &Answers,
    now: &Answers,
    beside: &dyn Fn(&Field) -> AnyView,
) -> impl IntoView + use<> {
    let entries = worksheet.fields.iter().map(|field| {
        let (old, new) = (before.of(&field.id), now.of(&field.id));
        let html = match old == new {
            true => folded(&html(field, new)),
            false => difference(field, old, new),
        };
        entry(field, old != new, html, beside(field)).into_any()
    });
    view! { <div class="filled">{entries.collect::<Vec<_>>()}</div> }
}

/// How many fields differ, in words.
pub fn count_of_changes(worksheet: &Worksheet, before: &Answers, now: &Answers) -> String {
    let differs = |field: &&Field| before.of(&field.id) != now.of(&field.id);
    let count = worksheet.fields.iter().filter(differs).count();
    let all = worksheet.fields.len();
    match count {
        0 => "Nothing has changed".to_owned(),
        1 => format!("1 of {all} fields has changed"),
        _ => format!("{count} of {all} fields have changed"),
    }
}

fn entry(field: &Field, is_changed: bool, html: String, beside: AnyView) -> impl IntoView + use<> {
    let codes = field.criteria.join(", ");
    let codes = (!codes.is_empty()).then(|| view! { " "<span class="code">{codes}</span> });
    let change =
        is_changed.then(|| view! { <span class="state" data-state="here">"Changed"</span> });
    view! {
        <section class="entry">
            <h3>{field.title.clone()}{codes}</h3>
            {change}
            <div class="answer" inner_html=html></div>
            {beside}
        </section>
    }
}

fn folded(html: &str) -> String {
    format!("<details><summary>As before. Show it</summary>{html}</details>")
}

const EMPTY: &str = "<p class=\"muted\">Left empty.</p>";

/// What stands in a field.
fn html(field: &Field, answer: Option<&Answer>) -> String {
    match (&field.kind, answer) {
        (FieldKind::Checklist(options), answer) => {
            checklist(options, ticked(answer), ticked(answer))
        }
        (FieldKind::Table { columns, .. }, Some(Answer::Rows(rows))) => {
            let rows: Vec<String> = rows
                .iter()
                .map(|cells| cells_of(cells, |cell| cell.to_owned()))
                .collect();
            table(&field.title, columns, &rows)
        }
        (FieldKind::Long { .. }, Some(Answer::Text(text))) => paragraphs(text),
        (kind, Some(Answer::Text(text))) => format!("<p>{}</p>", escape(&in_words(kind, text))),
        _ => EMPTY.to_owned(),
    }
}

/// What has changed in a field.
fn difference(field: &Field, before: Option<&Answer>, now: Option<&Answer>) -> String {
    match &field.kind {
        FieldKind::Checklist(options) => checklist(options, ticked(before), ticked(now)),
        FieldKind::Table { columns, .. } => {
            compared_table(&field.title, columns, rows(before), rows(now))
        }
        FieldKind::Long { .. } => marked_text(text(before), text(now)),
        kind => {
            let (before, now) = (in_words(kind, text(before)), in_words(kind, text(now)));
            // Of a date or a choice every word says something else: the whole of it has changed.
            match kind {
                FieldKind::Short => format!("<p>{}</p>", marked_line(&before, &now)),
                _ => format!("<p>{}</p>", exchanged(&before, &now)),
            }
        }
    }
}

fn exchanged(before: &str, now: &str) -> String {
    let marked = |text: &str, mark: fn(&str) -> String| match text.is_empty() {
        true => String::new(),
        false => mark(&escape(text)),
    };
    format!("{} {}", marked(before, removed), marked(now, added))
}

fn text(answer: Option<&Answer>) -> &str {
    match answer {
        Some(Answer::Text(text)) => text,
        _ => "",
    }
}

fn ticked(answer: Option<&Answer>) -> &[String] {
    match answer {
        Some(Answer::Ticked(options)) => options,
        _ => &[],
    }
}

fn rows(answer: Option<&Answer>) -> &[Vec<String>] {
    match answer {
        Some(Answer::Rows(rows)) => rows,
        _ => &[],
    }
}

fn in_words(kind: &FieldKind, text: &str) -> String {
    match kind {
        FieldKind::Date => dates::in_words(text),
        _ => text.to_owned(),
    }
}

/// Every option, so that one also sees what was not ticked.
fn checklist(options: &[String], before: &[String], now: &[String]) -> String {
    let item = |option: &String| {
        let is_ticked = now.contains(option);
        let (state, words) = match is_ticked {
            true => ("done", "Ticked: "),
            false => ("ahead", "Not ticked: "),
        };
        let option_html = escape(option);
        let marked = match (before.contains(option), is_ticked) {
            (false, true) => added(&option_html),
            (true, false) => removed(&option_html),
            _ => option_html,
        };
        format!("<li data-state=\"{state}\"><span class=\"unseen\">{words}</span>{marked}</li>")
    };
    let items: String = options.iter().map(item).collect();
    format!("<ul class=\"ticks\" role=\"list\">{items}</ul>")
}

/// A group and no region: the same table may stand on a page several times, as it was and as it is.
fn table(title: &str, columns: &[String], rows: &[String]) -> String {
    let head: String = columns
        .iter()
        .map(|column| format!("<th scope=\"col\">{}</th>", escape(column)))
        .collect();
    format!(
        "<div class=\"table\" role=\"group\" aria-label=\"{}\" tabindex=\"0\"><table><thead><tr>{head}</tr></thead><tbody>{}</tbody></table></div>",
        escape(title),
        rows.concat()
    )
}

fn cells_of(cells: &[String], shown: impl Fn(&str) -> String) -> String {
    let cell = |cell: &String| format!("<td>{}</td>", shown(&escape(cell).replace('\n', "<br>")));
    format!("<tr>{}</tr>", cells.iter().map(cell).collect::<String>())
}

/// A table with a column in front that says of each row what has become of it.
fn compared_table(
    title: &str,
    columns: &[String],
    before: &[Vec<String>],
    now: &[Vec<String>],
) -> String {
    let mark = |text: &str, mark: fn(&str) -> String| match text.is_empty() {
        true => String::new(),
        false => mark(text),
    };
    let row = |row: Row| match row {
        Row::Kept(cells) => ("As before", cells_of(&cells, str::to_owned)),
        Row::Added(cells) => ("New", cells_of(&cells, |cell| mark(cell, added))),
        Row::Removed(cells) => ("Taken out", cells_of(&cells, |cell| mark(cell, removed))),
        Row::Changed { before, now } => {
            let cells = before
                .iter()
                .zip(&now)
                .map(|(before, now)| format!("<td>{}</td>", marked_line(before, now)));
            ("Changed", format!("<tr>{}</tr>", cells.collect::<String>()))
        }
    };
    let rows: Vec<String> = of_rows(before, now)
        .into_iter()
        .map(row)
        .map(|(words, html)| {
            html.replacen("<tr>", &format!("<tr><th scope=\"row\">{words}</th>"), 1)
        })
        .collect();
    let columns: Vec<String> = [vec!["Row".to_owned()], columns.to_vec()].concat();
    table(title, &columns, &rows)
}
