//! One scene: its heading, what is told and said, and of an ending the debrief. Its lines are in [`super::line`].

use std::ops::Range;

use pulldown_cmark::{Event, Tag};

use super::line::LINE;
use super::parts::{Placed, Text};
use super::{Ending, Scene};
use crate::library::heading::Heading;

/// Where the parts of a scene stand in the file, each list as long as the scene's own.
#[derive(Debug, Default)]
pub(super) struct Places {
    pub(super) heading: usize,
    pub(super) passages: Vec<usize>,
    pub(super) lines: Vec<usize>,
    pub(super) debrief: Vec<usize>,
}

impl Text<'_> {
    /// The scene under a heading; ids in it begin with `prefix`.
    pub(super) fn scene(
        &self,
        heading: &Heading,
        body: Range<usize>,
        prefix: &str,
    ) -> (Scene, Places) {
        heading.check_attributes(self.scope, &["marker", "ending"]);
        let at = heading.range.start;
        let ending = self.ending(heading);
        let marker = heading.attribute("marker").and_then(|name| {
            self.names
                .marker(name, heading.offset(self.scope.source, name), true)
        });
        let (blocks, list) = self.split(&self.markdown.blocks(body), ending.is_some(), at);
        let (told, debrief) = self.told_and_debrief(&blocks, prefix);
        let lines = list.map_or_else(Vec::new, |list| self.lines(list, prefix));
        self.check_debrief(ending, debrief.as_deref(), at);
        let mut places = Places {
            heading: at,
            ..Places::default()
        };
        let mut scene = Scene {
            id: heading.id.clone().unwrap_or_default(),
            title: heading.title.clone(),
            marker,
            ending,
            passages: Vec::new(),
            lines: Vec::new(),
            debrief: Vec::new(),
        };
        (scene.passages, places.passages) = told.into_iter().unzip();
        (scene.debrief, places.debrief) = debrief.unwrap_or_default().into_iter().unzip();
        (scene.lines, places.lines) = lines.into_iter().unzip();
        (scene, places)
    }

    fn ending(&self, heading: &Heading) -> Option<Ending> {
        let name = heading.attribute("ending")?;
        let ending = Ending::from_key(name);
        if ending.is_none() {
            let at = heading.offset(self.scope.source, "ending");
            let hint = "it is one of: repaired, held, strained, broken";
            self.scope
                .error_with_hint(at, format!("there is no ending `{name}`"), hint);
        }
        // Whatever it is called, it is meant as an ending.
        ending.or(Some(Ending::Held))
    }

    /// The blocks of a scene, and its list of lines, which stands last.
    fn split(
        &self,
        blocks: &[Range<usize>],
        ends: bool,
        at: usize,
    ) -> (Vec<Range<usize>>, Option<Range<usize>>) {
        let footnote = |block: &&Range<usize>| {
            !matches!(
                self.markdown.events[block.start].0,
                Event::Start(Tag::FootnoteDefinition(_))
            )
        };
        let mut blocks: Vec<Range<usize>> = blocks.iter().filter(footnote).cloned().collect();
        let last = blocks
            .iter()
            .rposition(|block| self.is_list_of_lines(block));
        let Some(last) = last else {
            if !ends {
                let message = "a dead end: this scene has no lines and is no ending";
                self.scope.error_with_hint(at, message, LINE);
            }
            return (blocks, None);
        };
        for block in &blocks[last + 1..] {
            let message = "the lines stand last in a scene";
            self.scope
                .error_with_hint(self.at(block.start), message, "put this above them");
        }
        let list = blocks.remove(last);
        if ends {
            let message = "an ending has no lines";
            let hint = "take them out, or the `ending` in the heading";
            self.scope
                .error_with_hint(self.at(list.start), message, hint);
        }
        (blocks, (!ends).then_some(list))
    }

    /// Whether a block is a list in which any item begins with a link to a scene.
    fn is_list_of_lines(&self, block: &Range<usize>) -> bool {
        let events = &self.markdown.events;
        let to_scene = |(event, _): &(Event<'_>, _)| matches!(event, Event::Start(Tag::Link { dest_url, .. }) if dest_url.starts_with('#'));
        matches!(events[block.start].0, Event::Start(Tag::List(_)))
            && events[block.clone()].iter().any(to_scene)
    }

    fn told_and_debrief(
        &self,
        blocks: &[Range<usize>],
        prefix: &str,
    ) -> (Vec<Placed>, Option<Vec<Placed>>) {
        let (mut told, mut debrief) = (Vec::new(), None);
        for block in blocks {
            let at = self.at(block.start);
            match self.debrief(block, &format!("{prefix}debrief-")) {
                Some(_) if debrief.is_some() => {
                    self.scope.error(at, "this ending has a second debrief")
                }
                Some(passages) => debrief = Some(passages),
                None => {
                    if matches!(
                        self.markdown.events[block.start].0,
                        Event::Start(Tag::Heading { .. })
                    ) {
                        let hint = "scenes begin with ##, and nothing else has a heading here";
                        self.scope
                            .error_with_hint(at, "a scene has no headings inside", hint);
                    }
                    told.extend(self.told(block));
                }
            }
        }
        (told, debrief)
    }

    fn check_debrief(&self, ending: Option<Ending>, debrief: Option<&[Placed]>, at: usize) {
        match (ending, debrief) {
            (Some(_), None) => {
                let hint = "write a quote that opens with > **Debrief**";
                self.scope
                    .error_with_hint(at, "this ending has no debrief", hint);
            }
            (Some(_), Some([])) => self.scope.error(at, "the debrief of this ending is empty"),
            (Some(_), Some(passages))
                if passages.iter().all(|(passage, _)| !passage.when.is_empty()) =>
            {
                let message = "every paragraph of this debrief has a condition, so somebody might read nothing";
                self.scope
                    .error_with_hint(at, message, "let one be without");
            }
            (None, Some(_)) => {
                let hint = "write {#its-id ending=held}, or take the debrief out";
                self.scope
                    .error_with_hint(at, "only an ending has a debrief", hint);
            }
            _ => {}
        }
    }
}

impl Ending {
    pub(super) const ALL: [(&str, Ending); 4] = [
        ("repaired", Ending::Repaired),
        ("held", Ending::Held),
        ("strained", Ending::Strained),
        ("broken", Ending::Broken),
    ];

    fn from_key(key: &str) -> Option<Self> {
        let found = Self::ALL.iter().find(|(known, _)| *known == key);
        found.map(|(_, ending)| *ending)
    }

    /// As it stands in a file.
    pub fn key(self) -> &'static str {
        let found = Self::ALL.iter().find(|(_, ending)| *ending == self);
        found.map_or("", |(key, _)| key)
    }
}
