//! A note as it is kept, and where it stands now.

use super::text::Text;
use crate::clock::Millis;
use crate::library::Library;
use crate::notes::passage::{self, Passage};
use std::ops::Range;

/// What somebody keeps beside a section: a highlight if there is a quote, a note if there is a text, or both.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Note {
    pub id: String,
    pub person_id: String,
    pub module: String,
    pub section: String,
    pub content_hash: String,
    /// The heading under which it stands; empty for the section as a whole.
    pub anchor: String,
    pub quote: String,
    pub prefix: String,
    pub suffix: String,
    pub body: String,
    pub revision: i64,
    pub created_at: Millis,
    pub changed_at: Millis,
}

/// Where a note stands in the section as it is now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Spot {
    /// At these words of the section's text.
    Passage(Range<usize>),
    /// Under the heading with this id.
    Heading(String),
    /// Beside the section as a whole.
    Section,
    /// Its passage or its heading is no longer there.
    Changed,
}

impl Note {
    pub fn passage(&self) -> Passage {
        Passage {
            quote: self.quote.clone(),
            prefix: self.prefix.clone(),
            suffix: self.suffix.clone(),
        }
    }

    /// Where it stands in this text.
    pub fn spot(&self, text: &Text) -> Spot {
        match (self.quote.is_empty(), self.anchor.is_empty()) {
            (false, _) => {
                passage::find(&text.text, &self.passage()).map_or(Spot::Changed, Spot::Passage)
            }
            (true, true) => Spot::Section,
            (true, false) if text.heading(&self.anchor).is_some() => {
                Spot::Heading(self.anchor.clone())
            }
            (true, false) => Spot::Changed,
        }
    }

    /// The address of its place, as near as it can be found; none if the section is gone.
    pub fn address(&self, library: &Library) -> Option<String> {
        let section = library.module(&self.module)?.section(&self.section)?;
        let page = format!("/modules/{}/{}", self.module, self.section);
        Some(match self.spot(&Text::of(section)) {
            Spot::Passage(_) => format!("{page}#passage-{}", self.id),
            Spot::Heading(id) => format!("{page}#{id}"),
            Spot::Section | Spot::Changed => format!("{page}#note-{}", self.id),
        })
    }
}
