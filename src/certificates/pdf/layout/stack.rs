//! Parts of a page stacked from the top down, with gaps that give and stretch as in a galley of type.

use super::super::text::Block;
use super::{Mark, Role, What};

/// Marks stacked from the top down: a part of a page that knows its height.
#[derive(Default)]
pub(super) struct Stack {
    pub(super) marks: Vec<Mark>,
    pub(super) height: f32,
}

impl Stack {
    /// Adds a mark and moves on by its height.
    pub(super) fn push(&mut self, what: What, x: f32, height: f32) {
        self.marks.push(Mark {
            x,
            y: self.height,
            what,
        });
        self.height += height;
    }

    /// Adds a text, unless it is empty.
    pub(super) fn push_text(&mut self, block: Block, role: Role, x: f32) {
        if !block.text.is_empty() {
            let height = block.height();
            self.push(What::Text(Box::new(block), role), x, height);
        }
    }

    /// Leaves space.
    pub(super) fn skip(&mut self, height: f32) {
        self.height += height;
    }

    /// Puts another stack beside this one's next line, without moving on.
    fn beside(&mut self, other: Stack) {
        let y = self.height;
        self.marks.extend(other.marks.into_iter().map(|mark| Mark {
            y: mark.y + y,
            ..mark
        }));
    }

    /// Puts another stack below.
    pub(super) fn below(&mut self, other: Stack) {
        let height = other.height;
        self.beside(other);
        self.height += height;
    }

    /// Lets the marks stand at the bottom of a height.
    pub(super) fn sink(&mut self, height: f32) {
        let drop = height - self.height;
        self.marks.iter_mut().for_each(|mark| mark.y += drop);
        self.height = height;
    }

    /// Puts stacks next to each other.
    pub(super) fn row(&mut self, others: Vec<Stack>) {
        let height = others.iter().map(|other| other.height).fold(0.0, f32::max);
        others.into_iter().for_each(|other| self.beside(other));
        self.height += height;
    }
}

/// The space above a band: as it should be, at least, and its share of what is left over.
#[derive(Clone, Copy)]
pub(super) struct Gap {
    natural: f32,
    least: f32,
    stretch: f32,
}

/// A gap of a natural and a least height, with a weight for stretching.
pub(super) const fn gap(natural: f32, least: f32, stretch: f32) -> Gap {
    Gap {
        natural,
        least,
        stretch,
    }
}

/// A part of the page, with the space above it.
pub(super) type Band = (Gap, Stack);

/// Stacks the bands over the whole height, or says that they do not fit.
pub(super) fn distribute(bands: Vec<Band>, height: f32) -> Option<Vec<Mark>> {
    let sum = |of: fn(&Band) -> f32| bands.iter().map(of).sum::<f32>();
    let spare = height - sum(|(gap, stack)| gap.natural + stack.height);
    let give = sum(|(gap, _)| gap.natural - gap.least);
    let stretch = sum(|(gap, _)| gap.stretch);
    if spare < -give {
        return None;
    }
    let mut page = Stack::default();
    for (gap, stack) in bands {
        let share = match spare >= 0.0 {
            true => gap.stretch / stretch,
            false => (gap.natural - gap.least) / give,
        };
        page.skip(gap.natural + share * spare);
        page.below(stack);
    }
    Some(page.marks)
}
