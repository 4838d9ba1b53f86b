//! A unit of a qualification: its outcomes and criteria.

use std::ops::Range;

use super::document::{Document, Scope};
use super::findings::Sort;
use super::heading::Heading;
use super::keys::{Keys, Spot};
use super::layout::{is_child_code, is_unit_code};
use super::markdown::{self, Style};
use super::module::{refer_all, review_by};
use super::{Criterion, Method, Outcome, Unit, UnitStatus, rule};

impl Unit {
    /// All criteria, in order.
    pub fn criteria(&self) -> impl Iterator<Item = &Criterion> {
        self.outcomes.iter().flat_map(|outcome| &outcome.criteria)
    }

    /// Why the unit takes no evidence from work of this kind, in words; `None` if it does. One that names no kinds takes all of them.
    pub fn refuses(&self, method: Method) -> Option<String> {
        if self.workplace.is_empty() || self.workplace.contains(&method) {
            return None;
        }
        let kinds: Vec<&str> = self.workplace.iter().map(|own| own.words()).collect();
        let kinds = crate::learning::list(&kinds);
        Some(format!(
            "{} does not take {} as evidence. From work it takes: {kinds}.",
            self.code,
            method.one()
        ))
    }
}

pub(crate) fn compile(scope: Scope<'_>, document: &Document<'_>) -> Unit {
    let mut keys = document.keys(&scope.findings.faults);
    let code = code(scope, &mut keys);
    let title = keys.text("title");
    let summary = keys.text("summary");
    let statuses = [
        ("open", UnitStatus::Open),
        ("in-preparation", UnitStatus::InPreparation),
    ];
    let status = keys
        .choice("status", &statuses)
        .unwrap_or(UnitStatus::InPreparation);
    let (credits, glh) = (keys.number("credits"), keys.number("glh"));
    let modules = if status == UnitStatus::Open || keys.has("modules") {
        refer_all(scope, &mut keys, "modules", Sort::Module, Sort::Unit)
    } else {
        Vec::new()
    };
    let quiz = keys.optional_text("quiz");
    if let Some(quiz) = &quiz {
        scope
            .findings
            .refer(Sort::Quiz, quiz, Sort::Unit, keys.place("quiz"));
    }
    let spots = keys.optional_list("rules");
    let (has_rules, rules_place) = (keys.has("rules"), keys.place("rules"));
    let workplace = workplace(scope, &mut keys);
    let prior_learning_years = keys.optional_number("prior-learning-years");
    review_by(scope, &mut keys);
    keys.finish();
    let (body, outcomes) = outcomes(scope, document, &code);
    if outcomes.is_empty() && status == UnitStatus::Open {
        scope.error_with_hint(
            document.body.saturating_sub(1),
            "this unit has no outcomes",
            format!("write ## Outcome in words {{#{code}.1}}"),
        );
    }
    let mut unit = Unit {
        code,
        title,
        summary,
        status,
        credits,
        glh,
        modules,
        quiz,
        rules: Vec::new(),
        workplace,
        prior_learning_years,
        body,
        outcomes,
    };
    unit.rules = match has_rules {
        true => rule::read::read(scope, &spots, &unit, &rules_place),
        false => rule::usual(&unit),
    };
    unit
}

/// The kinds of evidence from work that the unit allows.
fn workplace(scope: Scope<'_>, keys: &mut Keys<'_>) -> Vec<Method> {
    let from_work = || {
        Method::ALL
            .into_iter()
            .filter(|method| method.is_from_work())
    };
    let known = |spot: Spot| {
        let found = from_work().find(|method| method.words() == spot.text);
        if found.is_none() {
            let words: Vec<&str> = from_work().map(Method::words).collect();
            scope.error_with_hint(
                spot.at,
                format!("`{}` is no kind of evidence from work", spot.text),
                format!("it is one of: {}", words.join(", ")),
            );
        }
        found
    };
    let spots = keys.optional_list("workplace");
    spots.into_iter().filter_map(known).collect()
}

fn code(scope: Scope<'_>, keys: &mut Keys<'_>) -> String {
    let code = keys.text("code");
    if is_unit_code(&code) {
        scope.findings.define(Sort::Unit, &code, keys.place("code"));
    } else if !code.is_empty() {
        let fault = keys
            .place("code")
            .error(format!("`{code}` is not a well-formed code"));
        scope
            .findings
            .faults
            .add(fault.hint("capital letters and a number, such as U3"));
    }
    code
}

/// The introduction as HTML, and the outcomes.
fn outcomes(scope: Scope<'_>, document: &Document<'_>, unit: &str) -> (String, Vec<Outcome>) {
    let markdown = &document.markdown;
    let is_item = |heading: &Heading| !heading.nested && (heading.level == 2 || heading.level == 3);
    let headings: Vec<_> = markdown.headings().into_iter().filter(is_item).collect();
    let (introduction, parts) = markdown.parts(&headings);
    let mut outcomes: Vec<Outcome> = Vec::new();
    for (heading, range) in parts {
        heading.check_attributes(scope, &[]);
        match outcomes.last_mut() {
            Some(outcome) if heading.level == 3 => {
                outcome
                    .criteria
                    .push(criterion(scope, document, heading, range, &outcome.code))
            }
            None if heading.level == 3 => scope.error(
                heading.range.start,
                "this criterion stands before any outcome",
            ),
            _ => outcomes.push(outcome(scope, document, heading, &range, unit)),
        }
    }
    for (outcome, heading) in outcomes
        .iter()
        .zip(headings.iter().filter(|heading| heading.level == 2))
    {
        if outcome.criteria.is_empty() && !outcome.code.is_empty() {
            scope.error_with_hint(
                heading.range.start,
                "this outcome has no criteria",
                format!("write ### Criterion in words {{#{}.1}}", outcome.code),
            );
        }
    }
    (
        markdown::html(
            scope,
            markdown,
            introduction,
            Style::prose(format!("{unit}-"), 1),
        ),
        outcomes,
    )
}

fn outcome(
    scope: Scope<'_>,
    document: &Document<'_>,
    heading: &Heading,
    range: &Range<usize>,
    unit: &str,
) -> Outcome {
    if !range.is_empty() {
        let at = document.markdown.events[range.start].1.start;
        scope.error_with_hint(
            at,
            "an outcome has no text of its own",
            "put it under its criteria, or before the first outcome",
        );
    }
    Outcome {
        code: item_code(scope, heading, Sort::Outcome, unit),
        title: heading.title.clone(),
        criteria: Vec::new(),
    }
}

fn criterion(
    scope: Scope<'_>,
    document: &Document<'_>,
    heading: &Heading,
    range: Range<usize>,
    outcome: &str,
) -> Criterion {
    let code = item_code(scope, heading, Sort::Criterion, outcome);
    if range.is_empty() {
        scope.error_with_hint(
            heading.range.start,
            "this criterion has no guidance",
            "say below it in a line or two what meets it",
        );
    }
    let guidance = markdown::html(
        scope,
        &document.markdown,
        range,
        Style::prose(format!("{code}-"), 3),
    );
    Criterion {
        code,
        title: heading.title.clone(),
        guidance,
    }
}

/// The code of an outcome or a criterion, which continues that of what it belongs to.
fn item_code(scope: Scope<'_>, heading: &Heading, sort: Sort, parent: &str) -> String {
    let code = heading.id.clone().unwrap_or_default();
    let word = sort.word();
    if code.is_empty() {
        scope.error_with_hint(
            heading.range.start,
            format!("this {word} has no code"),
            format!("write {{#{parent}.1}} after it"),
        );
        return code;
    }
    let at = heading.offset(scope.source, &code);
    if !is_child_code(&code, parent) {
        scope.error_with_hint(
            at,
            format!("`{code}` is not a code for this {word}"),
            format!("it is {parent}, a full stop and a number"),
        );
    }
    scope.findings.define(sort, &code, scope.source.place(at));
    code
}
