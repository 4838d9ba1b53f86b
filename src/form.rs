//! Posted forms: read whole, with every field as it was typed, so that a refusal can give everything back.
//!
//! A handler names the fields it knows ([`Form::only`]); anything else a client sends is refused rather than ignored.

use crate::error::{Error, Result};
use axum::body::Bytes;
use axum::extract::{FromRequest, Request};

/// The longest form that is read, bytes.
pub const LIMIT: usize = 1024 * 1024;

/// The fields of a form in the order in which they came.
#[derive(Debug, Clone, Default)]
pub struct Form {
    fields: Vec<(String, String)>,
}

/// What is wrong with a form: field names with our words, in the order of the page.
#[derive(Debug, Clone, Default)]
pub struct Faults(Vec<(String, String)>);

impl Form {
    pub fn parse(body: &[u8]) -> Self {
        form_urlencoded::parse(body).into_owned().collect()
    }

    /// A form that an island read field by field.
    pub fn from_fields(fields: Vec<(String, String)>) -> Self {
        let clean = |value: String| value.replace('\0', "").replace("\r\n", "\n");
        let fields = fields.into_iter().map(|(name, value)| (name, clean(value)));
        Form {
            fields: fields.collect(),
        }
    }

    /// Refuses a form with any other field. A name that ends in `*` stands for every name that begins so.
    pub fn only(self, names: &[&str]) -> Result<Self> {
        let known = |field: &str| {
            names.iter().any(|name| match name.strip_suffix('*') {
                Some(start) => field.starts_with(start),
                None => field == *name,
            })
        };
        match self.fields.iter().find(|(field, _)| !known(field)) {
            Some(_) => Err(Error::invalid(
                "This form sent something that we did not ask for.",
            )),
            None => Ok(self),
        }
    }

    /// The field as it was typed; empty if it is missing.
    pub fn raw(&self, name: &str) -> &str {
        self.fields
            .iter()
            .find(|(field, _)| field == name)
            .map_or("", |(_, value)| value)
    }

    /// The field without the white space around it.
    pub fn text(&self, name: &str) -> &str {
        self.raw(name).trim()
    }

    pub fn has(&self, name: &str) -> bool {
        self.fields.iter().any(|(field, _)| field == name)
    }

    /// Every value of a field that may come several times.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.fields
            .iter()
            .filter(move |(field, _)| field == name)
            .map(|(_, value)| value.as_str())
    }

    /// The form as JSON, to be kept.
    pub fn to_json(&self) -> String {
        serde_json::Value::from_iter(
            self.fields
                .iter()
                .map(|(name, value)| (name.clone(), value.clone())),
        )
        .to_string()
    }

    /// A form that was kept.
    pub fn from_json(json: &str) -> Self {
        let fields: std::collections::BTreeMap<String, String> =
            serde_json::from_str(json).unwrap_or_default();
        Form {
            fields: fields.into_iter().collect(),
        }
    }

    /// Every field, as it came.
    pub fn fields(&self) -> &[(String, String)] {
        &self.fields
    }
}

impl FromIterator<(String, String)> for Form {
    fn from_iter<I: IntoIterator<Item = (String, String)>>(fields: I) -> Self {
        // PostgreSQL's text cannot hold a NUL; browsers send CRLF for every line end.
        let clean = |value: String| value.replace('\0', "").replace("\r\n", "\n");
        let fields = fields.into_iter();
        Form {
            fields: fields.map(|(name, value)| (name, clean(value))).collect(),
        }
    }
}

impl Faults {
    pub fn add(&mut self, field: impl Into<String>, words: impl Into<String>) {
        self.0.push((field.into(), words.into()));
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// What is wrong with this field.
    pub fn of(&self, field: &str) -> Option<String> {
        self.0
            .iter()
            .find(|(name, _)| name == field)
            .map(|(_, words)| words.clone())
    }

    pub fn iter(&self) -> impl Iterator<Item = &(String, String)> {
        self.0.iter()
    }

    /// Adds a fault for every field with more than `most` characters.
    pub fn check_lengths(&mut self, form: &Form, most: usize) {
        for (name, value) in form.fields() {
            if value.chars().count() > most {
                self.add(name.clone(), format!("Keep it under {most} characters."));
            }
        }
    }

    /// Adds a fault if the text is empty or longer than `most` characters.
    pub fn check_text(&mut self, form: &Form, field: &str, what: &str, most: usize) {
        let text = form.text(field);
        let length = text.chars().count();
        if text.is_empty() {
            self.add(field, format!("Enter {what}."));
        } else if length > most {
            self.add(
                field,
                format!("This is {length} characters long; {most} is the most we can keep."),
            );
        }
    }
}

impl Form {
    /// Whether a field holds words that somebody has written, and not only choices, numbers and ids.
    pub fn has_writing(&self) -> bool {
        let is_writing = |value: &str| value.trim().contains(char::is_whitespace);
        self.fields().iter().any(|(_, value)| is_writing(value))
    }
}

impl<S: Send + Sync> FromRequest<S> for Form {
    type Rejection = Error;

    async fn from_request(request: Request, state: &S) -> Result<Self> {
        let body = Bytes::from_request(request, state)
            .await
            .map_err(|_| Error::invalid("This form is longer than we can take."))?;
        Ok(Form::parse(&body))
    }
}
