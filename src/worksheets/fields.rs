//! The fields of a worksheet as controls to fill in. Every one works without scripts; a table offers one empty row more than it needs.

use super::answers::{Answers, cell, name};
use super::dates;
use crate::library::{Field, FieldKind};
use crate::portfolio::words;
use crate::ui::fields::{Guidance, described_by};
use crate::ui::{Fault, TextArea, TextField};
use leptos::prelude::*;

/// What a field is shown with.
pub struct Entry<'a> {
    pub field: &'a Field,
    pub answers: &'a Answers,
    pub fault: Option<String>,
    /// The id of what an assessor has written about it, if anything is.
    pub remark: Option<String>,
    /// How many rows a table has at least.
    pub rows: usize,
}

impl Entry<'_> {
    /// The control with its label, its guidance and what is wrong with it.
    pub fn view(self) -> AnyView {
        match &self.field.kind {
            FieldKind::Short => self.line("text").into_any(),
            FieldKind::Date => self.date().into_any(),
            FieldKind::Long { .. } => self.text().into_any(),
            FieldKind::Choice(options) => self.choice(options).into_any(),
            FieldKind::Checklist(options) => self.checklist(options).into_any(),
            FieldKind::Table { columns, .. } => self.table(columns).into_any(),
        }
    }

    /// The title, and whether something must stand here before the worksheet can be handed in.
    fn label(&self) -> String {
        let asked = if self.field.required {
            ""
        } else {
            " (optional)"
        };
        format!("{}{asked}", self.field.title)
    }

    fn line(self, kind: &'static str) -> impl IntoView + use<> {
        let value = self.answers.text(&self.field.id).to_owned();
        view! {
            <TextField name=name(self.field) label=self.label() guidance=self.field.guidance.clone() kind value
                fault=self.fault.clone() also=self.remark.clone()/>
        }
    }

    /// A browser shows nothing of a date that it cannot read, so what is none stays a line of text.
    fn date(self) -> impl IntoView + use<> {
        let value = self.answers.text(&self.field.id);
        let is_readable = value.is_empty() || dates::is_date(value);
        self.line(if is_readable { "date" } else { "text" })
    }

    fn text(self) -> impl IntoView + use<> {
        let value = self.answers.text(&self.field.id).to_owned();
        let count = asked_for(&self.field.kind, &value);
        view! {
            <TextArea name=name(self.field) label=self.label() guidance=self.field.guidance.clone() value rows=6
                fault=self.fault.clone() also=self.remark.clone()/>
            {count.map(|words| view! { <p class="count">{words}</p> })}
        }
    }

    fn choice(self, options: &[String]) -> impl IntoView + use<> {
        let chosen = self.answers.text(&self.field.id);
        let none = (!self.field.required).then(|| (String::new(), "No answer yet".to_owned()));
        let all = options
            .iter()
            .map(|option| (option.clone(), option.clone()));
        let boxes: Vec<_> = all
            .chain(none)
            .enumerate()
            .map(|(index, (value, words))| {
                let checked = chosen == value;
                tick(self.field, index, "radio", value, words, checked).into_any()
            })
            .collect();
        self.group(boxes)
    }

    fn checklist(self, options: &[String]) -> impl IntoView + use<> {
        let ticked = self.answers.ticked(&self.field.id);
        let boxes: Vec<_> = options
            .iter()
            .enumerate()
            .map(|(index, option)| {
                let (value, words, checked) =
                    (option.clone(), option.clone(), ticked.contains(option));
                tick(self.field, index, "checkbox", value, words, checked).into_any()
            })
            .collect();
        self.group(boxes)
    }

    fn table(self, columns: &[String]) -> impl IntoView + use<> {
        let filled = self.answers.rows(&self.field.id);
        let count = self.rows.max(filled.len() + 1);
        let empty = Vec::new();
        let rows: Vec<_> = (0..count)
            .map(|index| {
                row(
                    self.field,
                    columns,
                    index,
                    filled.get(index).unwrap_or(&empty),
                )
                .into_any()
            })
            .collect();
        let add = format!("row-{}", self.field.id);
        let rows = view! {
            <div class="rows">{rows}</div>
            <p class="row">
                <button class="button quiet" name="do" value=add>"Add a row"</button>
                <span class="meta">"A row that stays empty is left out."</span>
            </p>
        };
        self.group(vec![rows.into_any()])
    }

    /// Several controls under one title.
    fn group(self, controls: Vec<AnyView>) -> impl IntoView + use<> {
        let (id, label) = (name(self.field), self.label());
        let guidance = self.field.guidance.clone();
        let also = self.remark.as_deref();
        let described = described_by(&id, !guidance.is_empty(), self.fault.is_some(), also);
        let invalid = self.fault.is_some().then_some("true");
        view! {
            <fieldset class="field" id=id.clone() aria-describedby=described data-invalid=invalid>
                <legend>{label}</legend>
                <Guidance field=id.clone() html=guidance/>
                <Fault field=id.clone() words=self.fault/>
                {controls}
            </fieldset>
        }
    }
}

/// A box or a button with its label.
fn tick(
    field: &Field,
    index: usize,
    kind: &'static str,
    value: String,
    words: String,
    checked: bool,
) -> impl IntoView + use<> {
    let (name, id) = (name(field), format!("{}.{index}", name(field)));
    view! {
        <div class="choice">
            <input type=kind id=id.clone() name=name value=value checked=checked/>
            <label for=id>{words}</label>
        </div>
    }
}

/// One row of a table: each cell with the title of its column.
fn row(field: &Field, columns: &[String], index: usize, cells: &[String]) -> impl IntoView + use<> {
    let cells: Vec<_> = columns
        .iter()
        .enumerate()
        .map(|(column, title)| {
            let value = cells.get(column).cloned().unwrap_or_default();
            view! { <TextArea name=cell(field, index, column) label=title.clone() value rows=1 class="cell"/> }
        })
        .collect();
    view! {
        <fieldset>
            <legend>{format!("Row {}", index + 1)}</legend>
            {cells}
        </fieldset>
    }
}

/// How many words are asked for, and how many there were when the page was made.
fn asked_for(kind: &FieldKind, text: &str) -> Option<String> {
    let FieldKind::Long {
        min_words,
        max_words,
    } = kind
    else {
        return None;
    };
    let now = words::count(text);
    match (min_words, max_words) {
        (Some(least), Some(most)) => Some(format!(
            "{least} to {most} words are asked for; {now} when saved."
        )),
        (Some(least), None) => Some(format!(
            "At least {least} words are asked for; {now} when saved."
        )),
        (None, Some(most)) => Some(format!("At most {most} words; {now} when saved.")),
        (None, None) => None,
    }
}
