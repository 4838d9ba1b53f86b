//! A section with somebody's notes in it: passages marked, what was written beside the paragraph or the heading to which it belongs.
//!
//! Made from the section's compiled HTML for each request of somebody who has notes there; for everybody else the section stays as it is.

use super::text::Text;
use super::{Note, Spot};
use crate::library::{Block, Section, depth_of_tag};
use crate::ui::{escape, paragraphs};
use std::ops::Range;

/// What is put into some HTML, by place. Of several at one place what ends comes before what begins.
type Insert = (usize, u8, String);

/// The section's blocks, with the notes that have a place in its text.
pub fn blocks(section: &Section, notes: &[Note]) -> Vec<Block> {
    let text = Text::of(section);
    let mut blocks = section.blocks.clone();
    for (number, place, plain) in &text.blocks {
        let Some(html) = section.blocks[*number].prose() else {
            continue;
        };
        let ends = top_level(html);
        let mut inserts = Vec::new();
        // Where passages overlap, the later one goes on where the earlier one ends.
        let mut marked = 0;
        for (note, range) in in_order(notes, &text, place) {
            let runs = plain.in_html(
                &(range.start.max(place.start) - place.start
                    ..range.end.min(place.end) - place.start),
            );
            let begins_here = range.start >= place.start;
            if let (true, Some(first)) = (begins_here, runs.first()) {
                inserts.push((
                    first.start,
                    1,
                    format!("<span id=\"passage-{}\"></span>", escape(&note.id)),
                ));
            }
            for run in runs
                .iter()
                .filter(|run| !html[(*run).clone()].trim().is_empty())
            {
                marked = mark(run, marked, &mut inserts);
            }
            let ends_here = range.end <= place.end;
            if let (true, Some(last)) = (ends_here, runs.last()) {
                inserts.extend(written(note, after(&ends, last.end)));
            }
        }
        for note in notes {
            if let Spot::Heading(id) = note.spot(&text) {
                let at = html
                    .find(&format!(" id=\"{id}\""))
                    .map(|at| after(&ends, at));
                inserts.extend(at.and_then(|at| written(note, at)));
            }
        }
        blocks[*number] = Block::Prose(with(html, inserts));
    }
    blocks
}

/// The notes whose passage lies in a block, in the order of the text.
fn in_order<'n>(
    notes: &'n [Note],
    text: &Text,
    block: &Range<usize>,
) -> Vec<(&'n Note, Range<usize>)> {
    let mut found: Vec<_> = notes
        .iter()
        .filter_map(|note| match note.spot(text) {
            Spot::Passage(range) if range.start < block.end && range.end > block.start => {
                Some((note, range))
            }
            _ => None,
        })
        .collect();
    found.sort_by_key(|(_, range)| (range.start, range.end));
    found
}

/// Marks a stretch, as far as it is not marked yet; gives where the marking ends.
fn mark(run: &Range<usize>, marked: usize, inserts: &mut Vec<Insert>) -> usize {
    let start = run.start.max(marked);
    if start < run.end {
        inserts.push((start, 2, "<mark class=\"mine\">".to_owned()));
        inserts.push((run.end, 0, "</mark>".to_owned()));
    }
    marked.max(run.end)
}

/// What was written, as a note beside the text.
fn written(note: &Note, at: usize) -> Option<Insert> {
    (!note.body.is_empty()).then(|| {
        let (id, body) = (escape(&note.id), paragraphs(&note.body));
        let html = format!(
            "<div class=\"notes mine\" role=\"note\" aria-label=\"Your note\">{body}<p><a href=\"/notes/{id}\">Change this note</a></p></div>"
        );
        (at, 3, html)
    })
}

/// Where each paragraph, heading, list or box ends that does not stand inside another.
fn top_level(html: &str) -> Vec<usize> {
    let (mut ends, mut deep, mut at) = (Vec::new(), 0, 0);
    while let Some(open) = html[at..].find('<') {
        let start = at + open;
        at = html[start..]
            .find('>')
            .map_or(html.len(), |close| start + close + 1);
        deep += depth_of_tag(&html[start..at]);
        if deep == 0 {
            ends.push(at);
        }
    }
    ends
}

/// The end of the paragraph in which a place lies.
fn after(ends: &[usize], at: usize) -> usize {
    ends.iter().copied().find(|end| *end >= at).unwrap_or(at)
}

fn with(html: &str, mut inserts: Vec<Insert>) -> String {
    inserts.sort_by_key(|(at, kind, _)| (*at, *kind));
    let mut out = String::with_capacity(html.len() + 200 * inserts.len());
    let mut at = 0;
    for (place, _, insert) in inserts {
        out.push_str(&html[at..place]);
        out.push_str(&insert);
        at = place;
    }
    out.push_str(&html[at..]);
    out
}
