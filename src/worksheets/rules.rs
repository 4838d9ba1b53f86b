//! What may be kept, what may be handed in, and which criteria that shows. Pure.

use super::answers::{Answer, Answers, name};
use super::dates;
use crate::form::Faults;
use crate::library::{Field, FieldKind, Worksheet};
use crate::portfolio::{LONGEST, Link, words};

/// The longest line or cell that can be handed in, characters.
pub const LONGEST_LINE: usize = 500;

/// The id of the form, to which a fault of the whole leads.
pub const FORM: &str = "worksheet";

/// Whether everything that a body holds has a place in this worksheet.
pub fn fits(worksheet: &Worksheet, body: &str) -> bool {
    let has_place = |(id, answer): (&str, &Answer)| {
        let kind = worksheet.field(id).map(|field| &field.kind);
        kind.is_some_and(|kind| match (kind, answer) {
            (FieldKind::Choice(options), Answer::Text(text)) => options.contains(text),
            (FieldKind::Short | FieldKind::Long { .. } | FieldKind::Date, Answer::Text(_)) => true,
            (FieldKind::Checklist(options), Answer::Ticked(ticked)) => {
                ticked.iter().all(|one| options.contains(one))
            }
            (FieldKind::Table { columns, .. }, Answer::Rows(rows)) => {
                rows.iter().all(|row| row.len() <= columns.len())
            }
            _ => false,
        })
    };
    Answers::from_body(body).iter().all(has_place)
}

/// What may not be kept, because it is too long.
pub fn faults_of_saving(answers: &Answers) -> Faults {
    let mut faults = Faults::default();
    let length = answers.to_body().chars().count();
    if length > LONGEST {
        let words = format!(
            "What is filled in is {length} characters long in all; {LONGEST} is the most we can keep."
        );
        faults.add(FORM, words);
    }
    faults
}

/// What is missing before a worksheet can be handed in, in the order of its fields.
pub fn faults_of_handing_in(worksheet: &Worksheet, answers: &Answers) -> Faults {
    let mut faults = faults_of_saving(answers);
    for field in &worksheet.fields {
        if let Some(words) = fault(field, answers.of(&field.id)) {
            faults.add(name(field), words);
        }
    }
    if faults.is_empty() && !worksheet.is_form() && links(worksheet, answers).is_empty() {
        faults.add(
            FORM,
            "Fill in at least one field that can show a criterion.",
        );
    }
    faults
}

/// What is wrong with what stands in a field.
fn fault(field: &Field, answer: Option<&Answer>) -> Option<String> {
    let title = &field.title;
    let Some(answer) = answer else {
        return field.required.then(|| missing(field));
    };
    match (&field.kind, answer) {
        (
            FieldKind::Long {
                min_words,
                max_words,
            },
            Answer::Text(text),
        ) => {
            let count = words::count(text);
            let (least, most) = (
                min_words.unwrap_or(0) as usize,
                max_words.map(|most| most as usize),
            );
            if count < least {
                return Some(format!(
                    "“{title}”: write at least {least} words; there are {count} so far."
                ));
            }
            let most = most.filter(|most| count > *most)?;
            Some(format!(
                "“{title}”: keep to {most} words at most; there are {count}."
            ))
        }
        (FieldKind::Date, Answer::Text(text)) => (!dates::is_date(text)).then(|| {
            format!("“{title}”: give a date with day, month and year, such as 31/3/2027.")
        }),
        (_, Answer::Text(text)) => too_long(title, text),
        (_, Answer::Rows(rows)) => rows.iter().flatten().find_map(|cell| too_long(title, cell)),
        (_, Answer::Ticked(_)) => None,
    }
}

fn missing(field: &Field) -> String {
    let what = match field.kind {
        FieldKind::Choice(_) => "choose one",
        FieldKind::Checklist(_) => "tick at least one",
        FieldKind::Date => "give a date",
        FieldKind::Table { .. } => "fill in at least one row",
        FieldKind::Short | FieldKind::Long { .. } => "write something",
    };
    format!("“{}”: {what}.", field.title)
}

fn too_long(title: &str, line: &str) -> Option<String> {
    let length = line.chars().count();
    (length > LONGEST_LINE).then(|| {
        format!("“{title}”: keep each line under {LONGEST_LINE} characters; one has {length}.")
    })
}

/// The criteria that filled fields can show. The locator names the fields; there is no line of justification to write, because the author
/// of the worksheet has tied each field to what it shows, and asking again would ask the learner to copy its title.
pub fn links(worksheet: &Worksheet, answers: &Answers) -> Vec<Link> {
    let link = |code: &String| {
        let titles: Vec<String> = worksheet
            .fields_for(code)
            .filter(|field| answers.of(&field.id).is_some())
            .map(|field| format!("“{}”", field.title))
            .collect();
        (!titles.is_empty()).then(|| Link {
            criterion: code.clone(),
            locator: titles.join(", "),
            justification: String::new(),
        })
    };
    worksheet.criteria.iter().filter_map(link).collect()
}
