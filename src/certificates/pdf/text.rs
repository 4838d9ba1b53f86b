//! Lines of text in the five fonts inside the binary.
//!
//! A text is set in one font throughout: if the font it should have lacks one of its characters, the whole of
//! it is set in the sans, which has the most. A name with one foreign-looking letter is worse than a plain one.

use std::borrow::Cow;
use std::cell::RefCell;
use std::sync::{Arc, OnceLock};

use krilla::text::Font;
use parley::fontique::{Blob, CharmapIndex, Collection, CollectionOptions, FontInfoOverride};
use parley::{
    Alignment, AlignmentOptions, BreakReason, FontContext, FontFamily, FontFamilyName, Layout,
    LayoutContext, LineHeight, OverflowWrap, StyleProperty,
};

use super::shapes::Colour;

/// One of the fonts inside the binary.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cut {
    /// A serif for large sizes.
    Display,
    /// The same, semibold.
    DisplayBold,
    /// A serif italic for reading sizes; Latin alone.
    Italic,
    /// A sans with the widest choice of characters.
    Sans,
    /// The same, semibold.
    SansBold,
}

const CUTS: [(&str, &[u8]); 5] = [
    (
        "display",
        include_bytes!("../../../style/fonts/HarbourDisplay-Regular.ttf"),
    ),
    (
        "display-bold",
        include_bytes!("../../../style/fonts/HarbourDisplay-SemiBold.ttf"),
    ),
    (
        "italic",
        include_bytes!("../../../style/fonts/HarbourSerif-Italic.ttf"),
    ),
    (
        "sans",
        include_bytes!("../../../style/fonts/HarbourSans-Regular.ttf"),
    ),
    (
        "sans-bold",
        include_bytes!("../../../style/fonts/HarbourSans-SemiBold.ttf"),
    ),
];

struct Face {
    font: Font,
    characters: CharmapIndex,
}

struct Fonts {
    faces: Vec<Face>,
    collection: Collection,
}

impl Fonts {
    fn parse() -> Self {
        let mut collection = Collection::new(CollectionOptions {
            shared: false,
            system_fonts: false,
        });
        let faces = CUTS.map(|(family, bytes)| Face::parse(&mut collection, family, bytes));
        Self {
            faces: faces.into(),
            collection,
        }
    }

    fn shared() -> &'static Self {
        static FONTS: OnceLock<Fonts> = OnceLock::new();
        FONTS.get_or_init(Self::parse)
    }
}

impl Face {
    fn parse(collection: &mut Collection, family: &'static str, bytes: &'static [u8]) -> Self {
        let named = FontInfoOverride {
            family_name: Some(family),
            ..Default::default()
        };
        let families = collection.register_fonts(Blob::new(Arc::new(bytes)), Some(named));
        Self {
            font: Font::new(bytes.into(), 0).expect("the fonts inside the binary are whole"),
            characters: families[0].1[0].charmap_index(),
        }
    }
}

impl Cut {
    /// The font as the PDF writer knows it.
    pub(super) fn font(self) -> Font {
        Fonts::shared().faces[self as usize].font.clone()
    }

    /// Whether it has a glyph for every character of a text.
    pub(super) fn covers(self, text: &str) -> bool {
        let characters = Fonts::shared().faces[self as usize].characters;
        let Some(map) = characters.charmap(CUTS[self as usize].1) else {
            return false;
        };
        text.chars()
            .all(|c| map.map(c).is_some_and(|glyph| glyph != 0))
    }

    /// This font if it has all characters of the text, and otherwise the sans of like weight.
    fn for_text(self, text: &str) -> Self {
        match self {
            _ if self.covers(text) => self,
            Self::DisplayBold | Self::SansBold => Self::SansBold,
            _ => Self::Sans,
        }
    }
}

/// How a text is to look; sizes are in points.
#[derive(Clone, Copy)]
pub(super) struct Style {
    pub(super) cut: Cut,
    pub(super) size: f32,
    /// The distance of two lines, as a multiple of the size.
    pub(super) leading: f32,
    pub(super) colour: Colour,
    pub(super) align: Alignment,
}

/// A text that has been shaped and broken into lines.
pub(super) struct Block {
    pub(super) text: String,
    pub(super) lines: Layout<()>,
    pub(super) cut: Cut,
    pub(super) colour: Colour,
    /// From the units of `lines` to points: shrinking a text needs no second shaping.
    pub(super) scale: f32,
    /// How far to the right of its place it stands, in points.
    pub(super) shift: f32,
    align: Alignment,
}

impl Block {
    /// Sets a text within a width in points.
    pub(super) fn new(text: String, style: Style, width: f32) -> Self {
        let cut = style.cut.for_text(&text);
        let lines = shape(&text, cut, style);
        let (colour, align) = (style.colour, style.align);
        let mut block = Self {
            text,
            lines,
            cut,
            colour,
            scale: 1.0,
            shift: 0.0,
            align,
        };
        block.break_lines(width);
        block
    }

    /// Sets a text in the largest of some sizes that needs no more than `most` lines and breaks no word; if
    /// there is none, in the last. Lines come out about equally long.
    pub(super) fn fitted(
        text: String,
        style: Style,
        width: f32,
        sizes: &[f32],
        most: usize,
    ) -> Self {
        let mut block = Self::new(text, style, width);
        for size in sizes {
            block.scale = size / style.size;
            block.break_lines(width);
            if block.lines.len() <= most && !block.breaks_words() {
                break;
            }
        }
        block.balance(width);
        block
    }

    /// The height in points.
    pub(super) fn height(&self) -> f32 {
        self.lines.height() * self.scale
    }

    /// The width of the longest line in points.
    pub(super) fn width(&self) -> f32 {
        self.lines.width() * self.scale
    }

    /// Where the leftmost line starts, in points to the right of the block's place.
    pub(super) fn left(&self) -> f32 {
        let starts = self.lines.lines().map(|line| line.metrics().offset);
        self.shift + starts.reduce(f32::min).unwrap_or(0.0) * self.scale
    }

    fn break_lines(&mut self, width: f32) {
        let width = width / self.scale;
        self.lines.break_all_lines(Some(width));
        self.lines.align(self.align, AlignmentOptions::default());
    }

    fn breaks_words(&self) -> bool {
        self.lines
            .lines()
            .any(|line| line.break_reason() == BreakReason::Emergency)
    }

    /// Narrows the lines as far as their number allows, so that none is left with a single word.
    fn balance(&mut self, width: f32) {
        let count = self.lines.len();
        if count < 2 || self.breaks_words() {
            return;
        }
        let (mut narrow, mut wide) = (width / count as f32, width);
        while wide - narrow > 4.0 {
            let middle = (narrow + wide) / 2.0;
            self.break_lines(middle);
            if self.lines.len() > count || self.breaks_words() {
                narrow = middle;
            } else {
                wide = middle;
            }
        }
        self.break_lines(wide);
        self.shift = (width - wide) / 2.0;
    }
}

/// Shapes a text with this thread's copy of the fonts.
fn shape(text: &str, cut: Cut, style: Style) -> Layout<()> {
    thread_local! {
        static CONTEXTS: RefCell<(FontContext, LayoutContext<()>)> = RefCell::new(contexts());
    }
    let family = FontFamilyName::Named(Cow::Borrowed(CUTS[cut as usize].0));
    CONTEXTS.with_borrow_mut(|(fonts, layouts)| {
        let mut builder = layouts.ranged_builder(fonts, text, 1.0, false);
        builder.push_default(StyleProperty::FontFamily(FontFamily::Single(family)));
        builder.push_default(StyleProperty::FontSize(style.size));
        builder.push_default(StyleProperty::LineHeight(LineHeight::FontSizeRelative(
            style.leading,
        )));
        builder.push_default(StyleProperty::OverflowWrap(OverflowWrap::Anywhere));
        builder.build(text)
    })
}

fn contexts() -> (FontContext, LayoutContext<()>) {
    let collection = Fonts::shared().collection.clone();
    let fonts = FontContext {
        collection,
        ..FontContext::default()
    };
    (fonts, LayoutContext::new())
}
