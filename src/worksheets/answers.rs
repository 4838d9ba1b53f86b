//! What somebody has filled in, field by field: read from the posted form, kept as canonical JSON in the body of the evidence.

use crate::error::{Error, Result};
use crate::form::Form;
use crate::library::{Field, FieldKind, Worksheet};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What stands in one field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Answer {
    /// A line, a text, the one option that was chosen, or a date.
    Text(String),
    /// The options that were ticked, in the order of the list.
    Ticked(Vec<String>),
    /// Rows of cells, in the order of the columns.
    Rows(Vec<Vec<String>>),
}

/// Everything that has been filled in, by field; a field that is empty is not there.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Answers(BTreeMap<String, Answer>);

impl Answers {
    /// From the body of a piece of evidence.
    pub fn from_body(body: &str) -> Self {
        Answers(serde_json::from_str(body).unwrap_or_default())
    }

    /// As JSON: the same answers are always the same text, and none are the empty text.
    pub fn to_body(&self) -> String {
        match self.0.is_empty() {
            true => String::new(),
            false => serde_json::json!(self.0).to_string(),
        }
    }

    /// From the form of a worksheet, whose fields are named by [`name`] and [`cell`]. Anything else that claims to be a field is refused.
    pub fn from_form(worksheet: &Worksheet, form: &Form) -> Result<Self> {
        let mut answers = BTreeMap::new();
        let mut known = 0;
        for field in &worksheet.fields {
            let (answer, count) = read(field, form)?;
            known += count;
            answers.extend(answer.map(|answer| (field.id.clone(), answer)));
        }
        let claimed = form
            .fields()
            .iter()
            .filter(|(name, _)| name.starts_with(PREFIX));
        match claimed.count() == known {
            true => Ok(Answers(answers)),
            false => Err(not_asked_for()),
        }
    }

    pub fn of(&self, field: &str) -> Option<&Answer> {
        self.0.get(field)
    }

    /// Every field in which anything stands, with what does.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Answer)> {
        self.0
            .iter()
            .map(|(field, answer)| (field.as_str(), answer))
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The text of a field that holds one; empty if there is none.
    pub fn text(&self, field: &str) -> &str {
        match self.of(field) {
            Some(Answer::Text(text)) => text,
            _ => "",
        }
    }

    pub fn ticked(&self, field: &str) -> &[String] {
        match self.of(field) {
            Some(Answer::Ticked(options)) => options,
            _ => &[],
        }
    }

    pub fn rows(&self, field: &str) -> &[Vec<String>] {
        match self.of(field) {
            Some(Answer::Rows(rows)) => rows,
            _ => &[],
        }
    }
}

const PREFIX: &str = "field-";

/// What the control of a field is called in the form, and its id on the page.
pub fn name(field: &Field) -> String {
    format!("{PREFIX}{}", field.id)
}

/// The same of a cell of a table, both counted from 0. No id has a full stop in it, so no field is called like another's cell.
pub fn cell(field: &Field, row: usize, column: usize) -> String {
    format!("{PREFIX}{}.{row}.{column}", field.id)
}

fn not_asked_for() -> Error {
    Error::invalid("This form sent something that we did not ask for.")
}

/// What a form holds for a field, and how many of the form's fields that took.
fn read(field: &Field, form: &Form) -> Result<(Option<Answer>, usize)> {
    let name = name(field);
    let values: Vec<&str> = form.all(&name).collect();
    let answer = match &field.kind {
        FieldKind::Table { columns, .. } => return table(field, columns.len(), form),
        FieldKind::Checklist(options) => {
            if values
                .iter()
                .any(|value| !options.iter().any(|option| option == value))
            {
                return Err(not_asked_for());
            }
            let is_ticked = |option: &&String| values.contains(&option.as_str());
            let ticked: Vec<String> = options.iter().filter(is_ticked).cloned().collect();
            (!ticked.is_empty()).then_some(Answer::Ticked(ticked))
        }
        FieldKind::Choice(options) => {
            let chosen = form.text(&name);
            if !chosen.is_empty() && !options.iter().any(|option| option == chosen) {
                return Err(not_asked_for());
            }
            text(chosen.to_owned())
        }
        FieldKind::Date => text(super::dates::read(form.text(&name))),
        FieldKind::Short => text(form.text(&name).to_owned()),
        FieldKind::Long { .. } => text(form.raw(&name).to_owned()),
    };
    Ok((answer, values.len()))
}

fn text(text: String) -> Option<Answer> {
    (!text.trim().is_empty()).then_some(Answer::Text(text))
}

/// The rows in which anything stands, in their order.
fn table(field: &Field, columns: usize, form: &Form) -> Result<(Option<Answer>, usize)> {
    let start = format!("{}.", name(field));
    let mut rows: BTreeMap<usize, Vec<String>> = BTreeMap::new();
    let mut count = 0;
    for (name, value) in form.fields() {
        let Some(place) = name.strip_prefix(&start) else {
            continue;
        };
        let place = place.split_once('.');
        let place = place.and_then(|(row, column)| Some((row.parse().ok()?, column.parse().ok()?)));
        let (row, column): (usize, usize) = place.ok_or_else(not_asked_for)?;
        let cells = rows
            .entry(row)
            .or_insert_with(|| vec![String::new(); columns]);
        value
            .trim()
            .clone_into(cells.get_mut(column).ok_or_else(not_asked_for)?);
        count += 1;
    }
    let rows: Vec<Vec<String>> = rows
        .into_values()
        .filter(|cells| cells.iter().any(|cell| !cell.is_empty()))
        .collect();
    Ok(((!rows.is_empty()).then_some(Answer::Rows(rows)), count))
}
