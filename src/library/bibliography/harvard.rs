//! A work as one line in the Harvard manner, short enough to stand beside a text: four authors and more are “et al.”.

use super::{Kind, Work};
use crate::library::markdown::escape;

/// `Bowlby, J` as `Bowlby, J.`; a name without a comma is an organisation's and stays.
pub(super) fn person(name: &str) -> String {
    let Some((surname, given)) = name.split_once(',') else {
        return name.trim().to_owned();
    };
    let mut initials = String::new();
    for word in given
        .split(|c: char| c.is_whitespace() || c == '.')
        .filter(|word| !word.is_empty())
    {
        // `JM` is two initials, `Jane` is one name.
        let all_capitals = word.chars().all(char::is_uppercase);
        for letter in word.chars().take(if all_capitals { 4 } else { 1 }) {
            initials.push(letter);
            initials.push('.');
        }
    }
    format!("{}, {initials}", surname.trim())
}

fn names(people: &[String]) -> String {
    match people {
        [] => String::new(),
        [one] => escape(one),
        [first, _, _, _, ..] => format!("{} <em>et al.</em>", escape(first)),
        [others @ .., last] => format!(
            "{} and {}",
            others
                .iter()
                .map(|name| escape(name))
                .collect::<Vec<_>>()
                .join(", "),
            escape(last)
        ),
    }
}

fn editors(people: &[String]) -> String {
    format!(
        "{} ({})",
        names(people),
        if people.len() == 1 { "ed." } else { "eds" }
    )
}

/// A work as HTML.
pub(super) fn format(kind: Kind, work: &Work, parent: &Work) -> String {
    let mut line = match (work.authors.as_slice(), work.editors.as_slice()) {
        ([], []) => work.organization.as_deref().map(escape).unwrap_or_default(),
        ([], people) => editors(people),
        (people, _) => names(people),
    };
    line.push_str(&format!(
        " ({}) ",
        work.date
            .as_deref()
            .or(parent.date.as_deref())
            .map_or("n.d.".to_owned(), escape)
    ));
    let title = typographic(&work.title);
    match kind {
        Kind::Article => line.push_str(&format!(
            "‘{title}’, <em>{}</em>{}",
            typographic(&parent.title),
            numbers(work)
        )),
        Kind::Chapter => {
            let by = if parent.editors.is_empty() {
                String::new()
            } else {
                format!("{} ", editors(&parent.editors))
            };
            line.push_str(&format!(
                "‘{title}’, in {by}<em>{}</em>{}",
                typographic(&parent.title),
                numbers(work)
            ));
            line.push_str(&published(kind, parent));
        }
        _ => line.push_str(&format!(
            "<em>{title}</em>{}{}",
            edition(work),
            published(kind, work)
        )),
    }
    if !line.ends_with(['.', '?', '!']) && !line.ends_with("?</em>") {
        line.push('.');
    }
    line + &online(work)
}

/// Volume, issue and pages.
fn numbers(work: &Work) -> String {
    let mut numbers = String::new();
    if let Some(volume) = &work.volume {
        numbers.push_str(&format!(", {}", escape(volume)));
    }
    if let Some(issue) = &work.issue {
        numbers.push_str(&format!("({})", escape(issue)));
    }
    if let Some(pages) = &work.pages {
        let label = if pages.contains(['-', '–', ',']) {
            "pp."
        } else {
            "p."
        };
        numbers.push_str(&format!(", {label} {}", escape(&pages.replace('-', "–"))));
    }
    numbers
}

fn edition(work: &Work) -> String {
    let Some(edition) = &work.edition else {
        return String::new();
    };
    let ordinal = match edition.as_str() {
        "1" => return String::new(),
        "2" => "2nd",
        "3" => "3rd",
        number if number.parse::<u32>().is_ok() => return format!(". {number}th edn"),
        words => return format!(". {}", escape(words)),
    };
    format!(". {ordinal} edn")
}

/// Who published it, unless that is who wrote it.
fn published(kind: Kind, work: &Work) -> String {
    let organization = work
        .organization
        .as_ref()
        .filter(|_| kind != Kind::Web && !(work.authors.is_empty() && work.editors.is_empty()));
    let stop = if work.title.ends_with(['?', '!']) && work.edition.is_none() {
        ""
    } else {
        "."
    };
    work.publisher
        .as_ref()
        .or(organization)
        .map(|name| format!("{stop} {}", typographic(name)))
        .unwrap_or_default()
}

fn online(work: &Work) -> String {
    match (&work.doi, &work.url) {
        (Some(doi), _) => format!(
            " <a href=\"https://doi.org/{0}\" rel=\"noreferrer\">doi:{0}</a>",
            escape(doi)
        ),
        (None, Some(url)) => {
            let host = url.split('/').nth(2).unwrap_or(url);
            format!(
                " <a href=\"{}\" rel=\"noreferrer\">{}</a>",
                escape(url),
                escape(host)
            )
        }
        (None, None) => String::new(),
    }
}

/// Escaped, with typographic apostrophes.
fn typographic(text: &str) -> String {
    escape(&text.replace('\'', "’"))
}
