//! One scene: its heading, what is told and said, the lines that lead on, and of an ending the debrief.

use std::ops::Range;

use pulldown_cmark::{Event, Tag};

use super::codes::Code;
use super::parts::{Placed, Text};
use super::{Ending, Line, Scene};
use crate::library::heading::Heading;
use crate::library::markdown::{self, Style};

/// Where the parts of a scene stand in the file, each list as long as the scene's own.
#[derive(Debug, Default)]
pub(super) struct Places {
    pub(super) heading: usize,
    pub(super) passages: Vec<usize>,
    pub(super) lines: Vec<usize>,
    pub(super) debrief: Vec<usize>,
}

const LINE: &str = "write - [What one says.](#scene) `bond +1`, and below it, indented,   > what there is to say about it";

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

    fn lines(&self, list: Range<usize>, prefix: &str) -> Vec<(Line, usize)> {
        let items = self.markdown.blocks(list.start + 1..list.end - 1);
        let line = |(number, item): (usize, &Range<usize>)| {
            let line = self.line(item.start + 1..item.end - 1, &format!("{prefix}{number}-"));
            Some((line?, self.at(item.start)))
        };
        items.iter().enumerate().filter_map(line).collect()
    }

    /// The inside of one item; ids in its comment begin with `prefix`.
    fn line(&self, inside: Range<usize>, prefix: &str) -> Option<Line> {
        let events = &self.markdown.events;
        let at = self.at(inside.start.saturating_sub(1));
        // Between empty lines the link stands inside the item's first paragraph.
        let loose = matches!(events[inside.start].0, Event::Start(Tag::Paragraph));
        let link = inside.start + usize::from(loose);
        let Event::Start(Tag::Link { dest_url, .. }) = &events[link].0 else {
            self.scope
                .error_with_hint(at, "this line leads nowhere", LINE);
            return None;
        };
        let to = dest_url
            .strip_prefix('#')
            .and_then(|id| self.names.scene(id, self.at(link)));
        if !dest_url.starts_with('#') {
            self.scope
                .error_with_hint(self.at(link), "a line leads to a scene of this file", LINE);
        }
        let words = link + 1..self.markdown.end_of(link);
        let plain = self.markdown.plain(words.clone());
        if plain.is_empty() {
            self.scope.error(at, "this line has no words");
        }
        let quote = (words.end..inside.end)
            .find(|index| matches!(events[*index].0, Event::Start(Tag::BlockQuote(_))));
        let automatic = matches!(plain.as_str(), "…" | "...");
        let mut line = Line {
            to: to.unwrap_or_default(),
            automatic,
            html: markdown::inline(self.scope, self.markdown, words.clone()),
            plain,
            effects: Vec::new(),
            when: Vec::new(),
            comment: quote.map(|quote| self.comment(quote..inside.end, prefix)),
        };
        self.codes(words.end + 1..quote.unwrap_or(inside.end), &mut line);
        self.check_comment(&line, at);
        to.is_some().then_some(line)
    }

    /// Reads the codes after a line's link.
    fn codes(&self, range: Range<usize>, line: &mut Line) {
        let mut conditions = 0;
        for index in range {
            match &self.markdown.events[index].0 {
                Event::Code(code) => match self.names.code(code, self.at(index)) {
                    Some(Code::Effect(effect)) => line.effects.push(effect),
                    Some(Code::Condition(tests)) => {
                        conditions += 1;
                        line.when.extend(tests);
                        if conditions == 2 {
                            let hint = "join them into one with and";
                            self.scope.error_with_hint(
                                self.at(index),
                                "this line has a second condition",
                                hint,
                            );
                        }
                    }
                    None => {}
                },
                Event::Text(text) if text.trim().is_empty() => {}
                Event::SoftBreak | Event::HardBreak | Event::End(_) => {}
                _ => {
                    let message = "only effects, strains and one condition follow a line's link";
                    self.scope.error_with_hint(self.at(index), message, LINE);
                    return;
                }
            }
        }
    }

    /// The quote that `range` begins with, HTML; it ends the item.
    fn comment(&self, range: Range<usize>, prefix: &str) -> String {
        let end = self.markdown.end_of(range.start);
        if end + 1 < range.end {
            let message = "only one quote may follow a line";
            self.scope.error(self.at(end + 1), message);
        }
        let style = Style::prose(prefix, 2);
        markdown::html(self.scope, self.markdown, range.start + 1..end, style)
    }

    fn check_comment(&self, line: &Line, at: usize) {
        match (line.automatic, &line.comment) {
            (true, Some(_)) => {
                let hint = "tell it in the scene that it leads to";
                self.scope.error_with_hint(
                    at,
                    "nobody says this line, so there is nothing to say about it",
                    hint,
                );
            }
            (false, None) => {
                let hint = "write below it, indented,   > what it does and what it costs";
                self.scope
                    .error_with_hint(at, "nothing is said about this line", hint);
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
