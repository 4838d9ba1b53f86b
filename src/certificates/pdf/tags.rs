//! The tree of tags: what was written, in reading order, for somebody who hears the page (PDF/UA, clause 7).

use std::num::NonZeroU16;

use krilla::geom::Rect;
use krilla::tagging::{Identifier, ListNumbering, Node, Tag, TagGroup, TagTree};

use super::layout::Role;

/// Something on a page that a reader should come to.
pub(super) struct Written {
    pub(super) kind: Kind,
    /// A text's own words, or a figure's alternative text.
    pub(super) title: String,
    pub(super) leaves: Vec<Identifier>,
    /// Where it stands on its page, in points.
    pub(super) bounds: Option<Rect>,
}

/// What it is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Text(Role),
    Figure,
}

/// Groups what was written into headings, paragraphs, figures and lists.
pub(super) fn tree(all: Vec<Written>) -> TagTree {
    let mut root = Vec::new();
    let mut list: Vec<TagGroup> = Vec::new();
    for written in all {
        match written.kind {
            Kind::Text(Role::Term) => list.push(item(Tag::Lbl.into(), written)),
            Kind::Text(Role::Detail) => add_body(&mut list, written),
            _ => {
                close_list(&mut root, &mut list);
                root.push(Node::from(block(written)));
            }
        }
    }
    close_list(&mut root, &mut list);
    let mut tree = TagTree::new();
    root.into_iter().for_each(|node| tree.push(node));
    tree
}

/// A new item of a list, with its first part.
fn item(part: krilla::tagging::TagKind, written: Written) -> TagGroup {
    let part = TagGroup::with_children(part, leaves(written));
    TagGroup::with_children(Tag::LI, vec![part.into()])
}

/// Adds a value to the label before it.
fn add_body(list: &mut Vec<TagGroup>, written: Written) {
    match list.last_mut() {
        Some(item) if item.children.len() == 1 => {
            item.push(TagGroup::with_children(Tag::LBody, leaves(written)));
        }
        _ => list.push(item(Tag::LBody.into(), written)),
    }
}

fn close_list(root: &mut Vec<Node>, list: &mut Vec<TagGroup>) {
    if !list.is_empty() {
        let items = list.drain(..).map(Node::from).collect();
        root.push(TagGroup::with_children(Tag::L(ListNumbering::None), items).into());
    }
}

fn block(written: Written) -> TagGroup {
    match written.kind {
        Kind::Figure => {
            let tag = Tag::Figure(Some(written.title.clone()));
            TagGroup::with_children(tag, leaves(written))
        }
        Kind::Text(Role::Heading(level)) => {
            let level = NonZeroU16::new(level).unwrap_or(NonZeroU16::MIN);
            let tag = Tag::Hn(level, Some(written.title.clone()));
            TagGroup::with_children(tag, leaves(written))
        }
        Kind::Text(Role::Link) => {
            let link = TagGroup::with_children(Tag::Link, leaves(written));
            TagGroup::with_children(Tag::P, vec![link.into()])
        }
        Kind::Text(_) => TagGroup::with_children(Tag::P, leaves(written)),
    }
}

fn leaves(written: Written) -> Vec<Node> {
    written.leaves.into_iter().map(Node::from).collect()
}
