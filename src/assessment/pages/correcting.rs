//! A decision made anew in answer to an action: the same fields as at first, for the one criterion.

use super::work::Work;
use super::{criterion, inspecting};
use crate::accounts::Actor;
use crate::assessment::inspections::Inspection;
use crate::assessment::{Decision, Grounded};
use crate::form::{Faults, Form};
use crate::portfolio::Link;
use leptos::prelude::*;

/// What a form of an answer holds besides the answer.
#[derive(Default)]
pub struct Corrected {
    decision: Option<Decision>,
    /// Of what stays in the workplace.
    inspection: Option<Inspection>,
}

impl Corrected {
    /// The new decision, if there is one.
    pub fn grounded(&self) -> Option<Grounded<'_>> {
        self.decision.as_ref().map(|decision| Grounded {
            decision,
            inspection: self.inspection.as_ref(),
        })
    }
}

impl Work {
    /// The names of the fields in which a criterion is decided anew.
    pub fn correction_fields() -> Vec<&'static str> {
        [&criterion::FIELDS[..], &inspecting::FIELDS].concat()
    }

    fn link(&self, code: &str) -> Option<&Link> {
        self.links.iter().find(|link| link.criterion == code)
    }

    /// The fields in which a criterion is decided anew.
    pub fn correction(&self, code: &str, typed: &Form, faults: &Faults) -> impl IntoView + use<> {
        let link = self.link(code);
        link.map(|link| {
            view! {
                {inspecting::fields(self, typed, faults)}
                {criterion::fields(self, link, typed, faults, &[])}
            }
        })
    }

    /// The new decision on a criterion that a form holds, if anything of one was filled in; and what is missing. `today` is a day such as
    /// `2026-06-01`.
    pub fn corrected(
        &self,
        actor: &Actor,
        code: &str,
        form: &Form,
        today: &str,
    ) -> (Corrected, Faults) {
        let is_meant = Self::correction_fields().into_iter().any(|field| {
            let name = field.replace('*', code);
            !form.text(&name).is_empty()
        });
        let Some(link) = self.link(code).filter(|_| is_meant) else {
            return (Corrected::default(), Faults::default());
        };
        let (decisions, mut faults) = criterion::read(form, std::slice::from_ref(link), today);
        criterion::require_reasons(form, code, &mut faults);
        let inspection = inspecting::read(self, actor, form, &decisions, today, &mut faults);
        let decision = decisions.into_iter().next();
        let corrected = Corrected {
            decision,
            inspection,
        };
        (corrected, faults)
    }
}
