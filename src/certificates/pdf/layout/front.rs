//! The first page: a centred column of bands with elastic gaps, above a foot that stays at the bottom.

use parley::Alignment;

use super::super::shapes::{DOORWAY_HEIGHT, INK, MUTED};
use super::super::text::{Block, Cut, Style};
use super::stack::{Band, Stack, distribute, gap};
use super::words::Words;
use super::{CONTENT, Plan, Role, Sheet, What, units};

/// Sets the first page as planned, or nothing if it does not fit.
pub(super) fn set(words: &Words, plan: Plan) -> Option<Sheet> {
    let front = Front {
        words,
        plan,
        width: CONTENT.0 / plan.scale,
    };
    let marks = distribute(front.bands(), CONTENT.1 / plan.scale)?;
    Some(Sheet {
        scale: plan.scale,
        marks,
    })
}

struct Front<'a> {
    words: &'a Words,
    plan: Plan,
    width: f32,
}

impl Front<'_> {
    fn bands(&self) -> Vec<Band> {
        let kind = Style {
            size: 11.5,
            colour: MUTED,
            ..self.words.body()
        };
        let kind = self.centred(&self.words.kind, kind, &[11.5], 3, Role::Paragraph);
        let mut bands = vec![
            (gap(0.0, 0.0, 0.0), self.emblem()),
            (gap(14.0, 9.0, 0.3), self.organisation()),
            (gap(36.0, 12.0, 2.4), self.aside("This is to certify that")),
            (gap(8.0, 4.0, 0.5), self.learner()),
            (gap(12.0, 6.0, 0.7), self.aside("has achieved")),
            (gap(10.0, 4.0, 0.6), self.award()),
            (gap(8.0, 4.0, 0.3), kind),
            (gap(32.0, 12.0, 2.4), self.details()),
            (gap(18.0, 12.0, 0.8), self.units()),
            (gap(22.0, 14.0, 1.0), self.foot()),
        ];
        bands.retain(|(_, band)| !band.marks.is_empty());
        bands
    }

    /// A centred text in the largest of some sizes that needs no more than `most` lines.
    fn centred(&self, text: &str, style: Style, sizes: &[f32], most: usize, role: Role) -> Stack {
        let style = Style {
            align: Alignment::Center,
            ..style
        };
        let block = Block::fitted(text.to_owned(), style, self.width, sizes, most);
        let mut stack = Stack::default();
        stack.push_text(block, role, 0.0);
        stack
    }

    /// The logo, or the doorway where there is none.
    fn emblem(&self) -> Stack {
        let mut stack = Stack::default();
        let Some(logo) = &self.words.logo else {
            let width = 44.0;
            let left = (self.width - width) / 2.0;
            stack.push(What::Doorway(width), left, width * DOORWAY_HEIGHT);
            return stack;
        };
        let (width, height) = logo.size();
        let (width, height) = (width as f32, height as f32);
        let fit = (200.0 / width).min(60.0 / height);
        let (width, height) = (width * fit, height * fit);
        stack.push(
            What::Logo(logo.clone(), width, height),
            (self.width - width) / 2.0,
            height,
        );
        stack
    }

    fn organisation(&self) -> Stack {
        let style = Style {
            colour: INK,
            size: 14.0,
            ..self.words.heading()
        };
        self.centred(
            &self.words.organisation,
            style,
            &[14.0, 12.0],
            2,
            Role::Paragraph,
        )
    }

    fn aside(&self, text: &str) -> Stack {
        let style = Style {
            cut: Cut::Italic,
            size: 13.0,
            colour: MUTED,
            ..self.words.body()
        };
        self.centred(text, style, &[13.0], 1, Role::Paragraph)
    }

    fn learner(&self) -> Stack {
        let heading = self.words.heading();
        let style = Style {
            cut: Cut::Display,
            leading: 1.14,
            colour: INK,
            ..heading
        };
        let sizes = [42.0, 37.0, 32.0, 28.0, 24.0, 21.0, 18.0];
        let lines = if self.words.learner.chars().count() > 60 {
            3
        } else {
            2
        };
        self.centred(&self.words.learner, style, &sizes, lines, Role::Paragraph)
    }

    fn award(&self) -> Stack {
        let sizes = [25.0, 22.0, 19.0, 17.0, 15.0];
        self.centred(
            &self.words.award,
            self.words.heading(),
            &sizes,
            3,
            Role::Heading(1),
        )
    }

    /// Dates, assessor, credits: rows of labels with their values, between two hairlines.
    fn details(&self) -> Stack {
        let mut stack = Stack::default();
        stack.push(What::Rule(self.width), 0.0, 13.0);
        for row in self.words.details.iter().filter(|row| !row.is_empty()) {
            let width = self.width / row.len() as f32;
            let cells = row.iter().enumerate();
            stack.row(
                cells
                    .map(|(i, cell)| self.detail(cell, i as f32 * width, width))
                    .collect(),
            );
            stack.skip(12.0);
        }
        stack.push(What::Rule(self.width), 0.0, 0.0);
        stack
    }

    fn detail(&self, (label, value): &(&str, String), x: f32, width: f32) -> Stack {
        let (x, width) = (x + 6.0, width - 12.0);
        let centred = |style| Style {
            align: Alignment::Center,
            ..style
        };
        let label = Block::new((*label).to_owned(), centred(self.words.label()), width);
        let style = centred(self.words.value());
        let value = Block::fitted(value.clone(), style, width, &[10.5, 9.5], 3);
        let mut stack = Stack::default();
        stack.push_text(label, Role::Term, x);
        stack.skip(1.0);
        stack.push_text(value, Role::Detail, x);
        stack
    }

    /// The units in one column or two, or a word on where they are.
    fn units(&self) -> Stack {
        let all = &self.words.units;
        if all.is_empty() {
            return Stack::default();
        }
        if !self.plan.units {
            return self.units_elsewhere(all.len());
        }
        let title = if all.len() == 1 { "Unit" } else { "Units" };
        let style = Style {
            cut: Cut::SansBold,
            size: 9.5,
            ..self.words.label()
        };
        let mut stack = Stack::default();
        stack.push_text(
            Block::new(title.into(), style, self.width),
            Role::Heading(2),
            0.0,
        );
        stack.skip(4.0);
        stack.row(self.columns(all));
        stack
    }

    fn units_elsewhere(&self, count: usize) -> Stack {
        let units = if count == 1 {
            "One unit".to_owned()
        } else {
            format!("{count} units")
        };
        let note = format!("{units}, listed on the next page");
        let style = Style {
            align: Alignment::Center,
            ..self.words.body()
        };
        self.centred(&note, style, &[9.5], 1, Role::Paragraph)
    }

    fn columns(&self, all: &[String]) -> Vec<Stack> {
        let (space, count) = (22.0, if all.len() > 3 { 2 } else { 1 });
        let rows = all.len().div_ceil(count);
        let width = (self.width + space) / count as f32 - space;
        let parts = all.chunks(rows).enumerate();
        parts
            .map(|(i, part)| {
                let left = i as f32 * (width + space);
                let mut column = Stack::default();
                for unit in units(self.words, part, 1 + i * rows, left, width) {
                    column.below(unit);
                }
                column
            })
            .collect()
    }

    /// Statement and number on the left, the code with its address on the right, both standing on one line.
    fn foot(&self) -> Stack {
        let right = 178.0;
        let mut left = self.standing(self.width - right - 30.0);
        let mut right = self.verification(self.width - right, right);
        let height = left.height.max(right.height);
        left.sink(height);
        right.sink(height);
        let mut foot = Stack::default();
        foot.row(vec![left, right]);
        foot
    }

    fn standing(&self, width: f32) -> Stack {
        let words = self.words;
        let mut stack = Stack::default();
        if !words.statement.is_empty() && self.plan.statement {
            let title = Block::new("What stands behind it".into(), words.label(), width);
            let style = Style {
                size: 9.0,
                ..words.body()
            };
            let statement = Block::new(words.statement.clone(), style, width);
            stack.push_text(title, Role::Paragraph, 0.0);
            stack.skip(1.0);
            stack.push_text(statement, Role::Paragraph, 0.0);
            stack.skip(12.0);
        }
        if !words.number.is_empty() {
            let label = Block::new("Certificate number".into(), words.label(), width);
            let number = Block::new(words.number.clone(), words.value(), width);
            stack.push_text(label, Role::Term, 0.0);
            stack.skip(1.0);
            stack.push_text(number, Role::Detail, 0.0);
        }
        stack
    }

    fn verification(&self, x: f32, width: f32) -> Stack {
        let words = self.words;
        let mut stack = Stack::default();
        let Some(code) = &words.code else {
            return stack;
        };
        // Modules of at least 2.2 points: a phone reads them from an arm's length.
        let size = (2.2 * code.side as f32).clamp(92.0, width);
        stack.push(
            What::Code(code.clone(), size),
            x + width - size,
            size + 10.0,
        );
        let ends = |style| Style {
            align: Alignment::End,
            ..style
        };
        let label = Block::new(
            "Anybody can verify it here".into(),
            ends(words.label()),
            width,
        );
        let style = ends(Style {
            size: 8.5,
            leading: 1.3,
            ..words.body()
        });
        let address = Block::new(words.address.clone(), style, width);
        stack.push_text(label, Role::Paragraph, x);
        stack.skip(1.0);
        stack.push_text(address, Role::Link, x);
        stack
    }
}
