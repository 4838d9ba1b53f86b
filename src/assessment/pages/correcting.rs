//! A decision made anew in answer to an action: the same fields as at first, for the one criterion.

use super::criterion;
use super::submission::Work;
use crate::assessment::Decision;
use crate::form::{Faults, Form};
use crate::portfolio::Link;
use leptos::prelude::*;

impl Work {
    /// The names of the fields of one criterion.
    pub const CORRECTION_FIELDS: [&str; 10] = criterion::FIELDS;

    fn link(&self, code: &str) -> Option<&Link> {
        self.links.iter().find(|link| link.criterion == code)
    }

    /// The fields in which a criterion is decided anew.
    pub fn correction(&self, code: &str, typed: &Form, faults: &Faults) -> impl IntoView + use<> {
        let link = self.link(code);
        link.map(|link| criterion::fields(self, link, typed, faults, &[]))
    }

    /// The new decision on a criterion that a form holds, if anything of one was filled in; and what is missing. `today` is a day such as
    /// `2026-06-01`.
    pub fn corrected(&self, code: &str, form: &Form, today: &str) -> (Option<Decision>, Faults) {
        let is_meant = Self::CORRECTION_FIELDS.iter().any(|field| {
            let name = format!("{}{code}", field.trim_end_matches('*'));
            !form.text(&name).is_empty()
        });
        let Some(link) = self.link(code).filter(|_| is_meant) else {
            return (None, Faults::default());
        };
        let (decisions, mut faults) = criterion::read(form, std::slice::from_ref(link), today);
        let feedback = format!("feedback-{code}");
        if form.text(&feedback).is_empty() && faults.of(&feedback).is_none() {
            faults.add(
                feedback,
                "Say why you see it otherwise now; the learner reads it.",
            );
        }
        (decisions.into_iter().next(), faults)
    }
}
