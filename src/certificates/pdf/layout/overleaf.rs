//! The further pages, for units and a statement that do not fit on the first.

use super::super::shapes::INK;
use super::super::text::{Block, Style};
use super::stack::Stack;
use super::words::Words;
use super::{CONTENT, Plan, Role, Sheet, What, units};

/// Keeps the first lines clear of the frame's rounded head.
const TOP: f32 = 14.0;

/// Sets what the first page leaves out, on as many pages as it takes.
pub(super) fn set(words: &Words, plan: Plan) -> Vec<Sheet> {
    let mut pages = Pages {
        words,
        done: Vec::new(),
    };
    if !plan.units && !words.units.is_empty() {
        pages.head("Units achieved");
        for unit in units(words, &words.units, 1, 0.0, CONTENT.0) {
            pages.add(unit);
        }
    }
    if !plan.statement && !words.statement.is_empty() {
        pages.head("What stands behind this certificate");
        let mut statement = Stack::default();
        let block = Block::new(words.statement.clone(), words.body(), CONTENT.0);
        statement.push_text(block, Role::Paragraph, 0.0);
        pages.add(statement);
    }
    let sheet = |page: Stack| Sheet {
        scale: 1.0,
        marks: page.marks,
    };
    pages.done.into_iter().map(sheet).collect()
}

struct Pages<'a> {
    words: &'a Words,
    done: Vec<Stack>,
}

impl Pages<'_> {
    /// Adds a stack to the last page, or to a new one where it does not fit.
    fn add(&mut self, stack: Stack) {
        match self.done.last_mut() {
            Some(page) if page.height + stack.height <= CONTENT.1 => page.below(stack),
            _ => {
                let mut page = Stack::default();
                page.skip(TOP);
                page.below(stack);
                self.done.push(page);
            }
        }
    }

    /// Starts a part with its heading, on the first page below whose certificate it belongs to.
    fn head(&mut self, title: &str) {
        let mut head = Stack::default();
        if self.done.is_empty() {
            head.below(self.owner());
        }
        head.skip(22.0);
        let style = Style {
            size: 18.0,
            ..self.words.heading()
        };
        let title = Block::new(title.to_owned(), style, CONTENT.0);
        head.push_text(title, Role::Heading(2), 0.0);
        head.skip(10.0);
        self.add(head);
    }

    fn owner(&self) -> Stack {
        let words = self.words;
        let style = Style {
            colour: INK,
            size: 13.0,
            ..words.heading()
        };
        let learner = Block::new(words.learner.clone(), style, CONTENT.0);
        let award = Block::new(words.award.clone(), words.label(), CONTENT.0);
        let mut owner = Stack::default();
        owner.push_text(learner, Role::Paragraph, 0.0);
        owner.skip(2.0);
        owner.push_text(award, Role::Paragraph, 0.0);
        owner.skip(12.0);
        owner.push(What::Rule(CONTENT.0), 0.0, 0.0);
        owner
    }
}
