//! Where a link goes. Authors link to files, as they would in any Markdown viewer; readers need addresses.

use crate::library::document::Scope;
use crate::library::index::{self, Activity, Page};
use crate::library::layout::{Kind, is_slug};

/// What a link points at.
#[derive(Debug)]
pub(super) enum Target {
    External(String),
    Page {
        href: String,
        activity: Option<(Activity, Option<String>)>,
    },
    Term(String),
}

/// Why a link is refused, and what to do about it.
#[derive(Debug)]
pub(super) struct Refused {
    pub(super) message: String,
    pub(super) hint: String,
}

fn refused<T>(message: impl Into<String>, hint: impl Into<String>) -> Result<T, Refused> {
    Err(Refused {
        message: message.into(),
        hint: hint.into(),
    })
}

/// Where a link in `scope` goes.
pub(super) fn resolve(scope: Scope<'_>, destination: &str) -> Result<Target, Refused> {
    match scheme(destination).as_deref() {
        Some("http" | "https" | "mailto") => return Ok(Target::External(destination.to_owned())),
        Some(scheme) => {
            return refused(
                format!("links with `{scheme}:` are not allowed"),
                "link to a file here, or to https://…",
            );
        }
        None => {}
    }
    let (path, anchor) = file(scope, destination)?;
    if scope.index.lenient {
        return from_path(&path, anchor, destination);
    }
    let Some(page) = scope.index.pages.get(&path) else {
        return without_page(scope, &path, anchor, destination);
    };
    if let Some(anchor) = anchor.filter(|anchor| !page.anchors.contains(*anchor)) {
        return refused(
            format!("this link goes nowhere: there is no #{anchor} in {path}"),
            anchors(page),
        );
    }
    match anchor {
        Some(anchor) if path == "glossary.md" => Ok(Target::Term(anchor.to_owned())),
        _ => {
            let activity = page
                .activity
                .clone()
                .map(|activity| (activity, anchor.map(str::to_owned)));
            Ok(Target::Page {
                href: page.href(anchor),
                activity,
            })
        }
    }
}

/// Where a link to a file goes that is no page: to an image, or nowhere.
fn without_page(
    scope: Scope<'_>,
    path: &str,
    anchor: Option<&str>,
    destination: &str,
) -> Result<Target, Refused> {
    let exists = scope.index.files.contains(path);
    match Kind::of(path) {
        Some(Kind::Image { .. }) if exists => from_path(path, anchor, destination),
        _ if exists => refused(
            format!("{path} cannot be linked to"),
            "if it has faults of its own, they come first",
        ),
        _ => refused(
            format!("this link goes nowhere: there is no {path}"),
            "link to a Markdown file of this folder, as its path from here",
        ),
    }
}

/// The address of an image, which must be one of the folder's own.
pub(super) fn image(scope: Scope<'_>, destination: &str) -> Result<String, Refused> {
    let hint = "put an SVG or PNG into the module's folder images/ and write ![What it shows](images/name.svg)";
    if scheme(destination).is_some() {
        return refused("images from elsewhere are not allowed", hint);
    }
    let (path, _) = file(scope, destination)?;
    match Kind::of(&path) {
        Some(kind @ Kind::Image { .. })
            if scope.index.lenient || scope.index.files.contains(&path) =>
        {
            Ok(index::address(kind).unwrap_or_default())
        }
        _ => refused(format!("there is no image {path}"), hint),
    }
}

/// A link's scheme in lower case, as a browser would see it.
fn scheme(destination: &str) -> Option<String> {
    let (scheme, _) = destination.split_once(':')?;
    let known = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '.' | '-');
    (!scheme.is_empty() && scheme.chars().all(known)).then(|| scheme.to_ascii_lowercase())
}

/// The path from the content folder, and the anchor.
fn file<'d>(scope: Scope<'_>, destination: &'d str) -> Result<(String, Option<&'d str>), Refused> {
    let (relative, anchor) = destination
        .split_once('#')
        .map_or((destination, None), |(path, anchor)| (path, Some(anchor)));
    if relative.starts_with('/') {
        return refused(
            "links to addresses of the site are not allowed",
            "link to the file, as its path from here",
        );
    }
    if destination.is_empty() {
        return refused("this link goes nowhere", "write [text](file.md)");
    }
    if relative.is_empty() {
        return Ok((scope.source.path.to_owned(), anchor));
    }
    let mut parts: Vec<&str> = scope.source.path.split('/').collect();
    parts.pop();
    for part in relative.split('/') {
        match part {
            "." | "" => {}
            ".." if parts.pop().is_none() && !scope.index.lenient => {
                return refused(
                    "this link leaves the content folder",
                    "link to a file of this folder",
                );
            }
            ".." => {}
            part => parts.push(part),
        }
    }
    Ok((parts.join("/"), anchor))
}

/// Where a link goes as far as its path alone can tell.
fn from_path(path: &str, anchor: Option<&str>, destination: &str) -> Result<Target, Refused> {
    let anchor = anchor.filter(|anchor| is_slug(anchor));
    if let (Some(anchor), true) = (anchor, destination.starts_with('#')) {
        return Ok(Target::Page {
            href: format!("#{anchor}"),
            activity: None,
        });
    }
    match (Kind::of(path), anchor) {
        (Some(Kind::Glossary), Some(term)) => Ok(Target::Term(term.to_owned())),
        (Some(kind), anchor) => match index::address(kind) {
            Some(address) => Ok(Target::Page {
                href: address
                    + &anchor
                        .map(|anchor| format!("#{anchor}"))
                        .unwrap_or_default(),
                activity: None,
            }),
            None => refused("", ""),
        },
        (None, _) => refused("", ""),
    }
}

fn anchors(page: &Page) -> String {
    let mut known: Vec<String> = page
        .anchors
        .iter()
        .take(8)
        .map(|anchor| format!("#{anchor}"))
        .collect();
    if page.anchors.len() > known.len() {
        known.push("…".to_owned());
    }
    if known.is_empty() {
        "nothing in it can be linked to".to_owned()
    } else {
        format!("it has {}", known.join(", "))
    }
}
