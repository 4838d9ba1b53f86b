//! What a link, an image or a citation can point at: every page with its anchors, every image, work and term.

use std::collections::{BTreeMap, BTreeSet};

use super::document::Document;
use super::heading::Slugs;
use super::layout::Kind;

/// Everything that can be pointed at.
#[derive(Debug, Default)]
pub(crate) struct Index {
    /// By path.
    pub(crate) pages: BTreeMap<String, Page>,
    /// The paths of all files, also of those that could not be read.
    pub(crate) files: BTreeSet<String>,
    /// References as HTML, by the key they are cited with.
    pub(crate) works: BTreeMap<String, String>,
    pub(crate) terms: BTreeMap<String, TermNote>,
    /// For text that was stored long ago: what cannot be resolved stays text and is no fault.
    pub(crate) lenient: bool,
}

/// A file that has an address.
#[derive(Debug)]
pub(crate) struct Page {
    pub(crate) address: String,
    /// Where on its page the file begins.
    fragment: Option<String>,
    pub(crate) anchors: BTreeSet<String>,
    pub(crate) activity: Option<Activity>,
}

/// What a section can embed.
#[derive(Debug, Clone)]
pub(crate) enum Activity {
    Quiz { id: String, practice: bool },
    Reflection { id: String },
    Scenario { id: String },
    Worksheet { id: String },
}

/// A term as it is explained beside a text, as HTML for the inside of a paragraph.
#[derive(Debug, Clone)]
pub(crate) struct TermNote {
    pub(crate) title: String,
    pub(crate) html: String,
}

impl Page {
    fn new(address: String, anchors: BTreeSet<String>) -> Self {
        Self {
            address,
            fragment: None,
            anchors,
            activity: None,
        }
    }

    /// The address of the page, or of an anchor on it.
    pub(crate) fn href(&self, anchor: Option<&str>) -> String {
        match anchor.or(self.fragment.as_deref()) {
            Some(anchor) => format!("{}#{anchor}", self.address),
            None => self.address.clone(),
        }
    }
}

impl Index {
    /// The index of stored text, about which nothing else is known.
    pub(crate) fn lenient() -> Self {
        Self {
            lenient: true,
            ..Self::default()
        }
    }

    pub(crate) fn add(&mut self, document: &Document<'_>) {
        let path = document.source.path;
        if let Some(page) = Kind::of(path).and_then(|kind| page(kind, document)) {
            self.pages.insert(path.to_owned(), page);
        }
    }
}

/// The address of a file, as far as its path tells.
pub(crate) fn address(kind: Kind<'_>) -> Option<String> {
    match kind {
        Kind::Glossary => Some("/glossary".to_owned()),
        Kind::Specification { slug } | Kind::Unit { slug } => {
            Some(format!("/qualifications/{slug}"))
        }
        Kind::Framework { slug } => Some(format!("/frameworks/{slug}")),
        Kind::Module { slug } => Some(format!("/modules/{slug}")),
        Kind::Section { module, slug } => Some(format!("/modules/{module}/{slug}")),
        Kind::Image { address } => Some(format!("/modules/{address}")),
        Kind::References
        | Kind::Kept { .. }
        | Kind::Mapping { .. }
        | Kind::Quiz { .. }
        | Kind::Reflection { .. }
        | Kind::Scenario { .. }
        | Kind::Worksheet { .. }
        | Kind::Form { .. } => None,
    }
}

fn page(kind: Kind<'_>, document: &Document<'_>) -> Option<Page> {
    match kind {
        Kind::Quiz { .. } => {
            let id = document.peek("id")?;
            let practice = document.peek("kind") == Some("practice");
            let activity = Some(Activity::Quiz {
                id: id.to_owned(),
                practice,
            });
            Some(Page {
                activity,
                ..Page::new(format!("/quizzes/{id}"), given_ids(document))
            })
        }
        Kind::Reflection { .. } => {
            let activity = |id| Activity::Reflection { id };
            activity_page(document, "reflections", activity)
        }
        Kind::Scenario { .. } => {
            let id = document.peek("id")?;
            let activity = Some(Activity::Scenario { id: id.to_owned() });
            Some(Page {
                activity,
                ..Page::new(format!("/scenarios/{id}"), BTreeSet::new())
            })
        }
        Kind::Worksheet { .. } => {
            let activity = |id| Activity::Worksheet { id };
            activity_page(document, "worksheets", activity)
        }
        Kind::Unit { .. } => {
            let fragment = document.peek("code").map(str::to_owned);
            Some(Page {
                fragment,
                ..Page::new(address(kind)?, given_ids(document))
            })
        }
        Kind::Glossary | Kind::Framework { .. } => {
            Some(Page::new(address(kind)?, given_ids(document)))
        }
        _ => Some(Page::new(address(kind)?, heading_ids(document))),
    }
}

/// The page of an activity in whose file nothing can be linked to.
fn activity_page(
    document: &Document<'_>,
    folder: &str,
    activity: impl FnOnce(String) -> Activity,
) -> Option<Page> {
    let id = document.peek("id")?;
    Some(Page {
        activity: Some(activity(id.to_owned())),
        ..Page::new(format!("/{folder}/{id}"), BTreeSet::new())
    })
}

fn given_ids(document: &Document<'_>) -> BTreeSet<String> {
    document
        .markdown
        .headings()
        .into_iter()
        .filter_map(|heading| heading.id)
        .collect()
}

fn heading_ids(document: &Document<'_>) -> BTreeSet<String> {
    let mut slugs = Slugs::default();
    document
        .markdown
        .headings()
        .iter()
        .map(|heading| slugs.next(heading.id.as_deref(), &heading.title))
        .collect()
}
