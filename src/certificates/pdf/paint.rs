//! Writes sheets as a PDF, and remembers what was written for the tags.

use krilla::action::{Action, LinkAction};
use krilla::annotation::{Annotation, LinkAnnotation, Target};
use krilla::color::rgb;
use krilla::destination::XyzDestination;
use krilla::error::KrillaError;
use krilla::geom::{Path, Point, Rect, Size, Transform};
use krilla::image::Image;
use krilla::metadata::Metadata;
use krilla::outline::{Outline, OutlineNode};
use krilla::page::{Page, PageSettings};
use krilla::paint::{Fill, LineCap, Stroke};
use krilla::surface::Surface;
use krilla::tagging::{Artifact, ArtifactType, ContentTag, Identifier, SpanTag};
use krilla::text::{GlyphId, KrillaGlyph};
use krilla::{Document, SerializeSettings};
use parley::{Line, Run};

use super::layout::{Mark, ORIGIN, PAGE, Role, Sheet, What};
use super::printable::clean;
use super::shapes::{self, ARCH_STROKE, CLAY, Code, Colour, HARBOUR, INK, RULE};
use super::tags::{self, Kind, Written};
use super::text::Block;
use super::{Face, PdfError};

/// Writes a certificate's sheets.
pub(super) fn write(
    face: &Face,
    sheets: &[Sheet],
    settings: SerializeSettings,
) -> Result<Vec<u8>, PdfError> {
    let mut document = Document::new_with(settings);
    let mut written = Vec::new();
    for sheet in sheets {
        let size = PageSettings::from_wh(PAGE.0, PAGE.1).expect("A4 has an area");
        let mut page = document.start_page_with(size);
        written.extend(write_page(face, sheet, &mut page));
        page.finish();
    }
    document.set_tag_tree(tags::tree(written));
    let title = title(face);
    document.set_outline(outline(&title));
    document.set_metadata(metadata(face, title));
    document.finish().map_err(|error| match error {
        KrillaError::Image(_, _, cause) => PdfError::Logo(cause),
        other => PdfError::Writing(format!("{other:?}")),
    })
}

fn title(face: &Face) -> String {
    clean(
        &format!("Certificate for {}: {}", face.learner, face.award),
        700,
    )
}

fn metadata(face: &Face, title: String) -> Metadata {
    Metadata::new()
        .title(title)
        .language("en-GB".into())
        .authors(vec![clean(&face.organisation, 300)])
        .creator("Secure Base".into())
}

/// One entry, for the first page: readers of PDF/UA ask for an outline, however short.
fn outline(title: &str) -> Outline {
    let mut outline = Outline::new();
    let top = XyzDestination::new(0, Point::from_xy(0.0, 0.0));
    outline.push_child(OutlineNode::new(title.to_owned(), top));
    outline
}

fn write_page(face: &Face, sheet: &Sheet, page: &mut Page) -> Vec<Written> {
    let mut written = Vec::new();
    let mut surface = page.surface();
    draw_frame(&mut surface, shapes::accent(&face.accent));
    let mut pen = Pen {
        face,
        surface: &mut surface,
        written: &mut written,
    };
    for mark in &sheet.marks {
        pen.place(sheet.scale, mark);
    }
    surface.finish();
    for written in &mut written {
        if written.kind == Kind::Text(Role::Link) {
            written.leaves.push(link(face, written.bounds, page));
        }
    }
    written
}

fn link(face: &Face, bounds: Option<Rect>, page: &mut Page) -> Identifier {
    let target = Target::Action(Action::Link(LinkAction::new(face.address.clone())));
    let nowhere = Rect::from_xywh(0.0, 0.0, 1.0, 1.0).expect("a point has an area");
    let link = LinkAnnotation::new(bounds.unwrap_or(nowhere), target);
    let words = format!("Verify this certificate at {}", face.address);
    page.add_tagged_annotation(Annotation::new_link(link, Some(words)))
}

/// The doorway that frames every page: a line in the accent, and a hairline inside it.
fn draw_frame(surface: &mut Surface, accent: Colour) {
    surface.start_tagged(decoration());
    for (inset, radius, width, colour) in [(26.0, 118.0, 1.5, accent), (31.0, 113.0, 0.5, RULE)] {
        let bounds = Rect::from_ltrb(inset, inset, PAGE.0 - inset, PAGE.1 - inset);
        let path = shapes::frame(bounds.expect("the page is wider than its margins"), radius);
        stroke(surface, &path, colour, width, LineCap::Butt);
    }
    surface.end_tagged();
}

fn decoration() -> ContentTag<'static> {
    ContentTag::Artifact(Artifact::with_kind(ArtifactType::Layout))
}

fn stroke(surface: &mut Surface, path: &Path, colour: Colour, width: f32, line_cap: LineCap) {
    surface.set_fill(None);
    surface.set_stroke(Some(Stroke {
        paint: paint(colour),
        width,
        line_cap,
        ..Default::default()
    }));
    surface.draw_path(path);
    surface.set_stroke(None);
}

fn fill(surface: &mut Surface, path: &Path, colour: Colour) {
    surface.set_fill(Some(filled(colour)));
    surface.draw_path(path);
}

fn filled(colour: Colour) -> Fill {
    Fill {
        paint: paint(colour),
        ..Default::default()
    }
}

fn paint([red, green, blue]: Colour) -> krilla::paint::Paint {
    rgb::Color::new(red, green, blue).into()
}

/// Draws marks on one page.
struct Pen<'a, 'p> {
    face: &'a Face,
    surface: &'a mut Surface<'p>,
    written: &'a mut Vec<Written>,
}

impl Pen<'_, '_> {
    /// Draws a mark at its place on the page.
    fn place(&mut self, scale: f32, mark: &Mark) {
        let (x, y) = (ORIGIN.0 + mark.x * scale, ORIGIN.1 + mark.y * scale);
        self.surface
            .push_transform(&Transform::from_row(scale, 0.0, 0.0, scale, x, y));
        match &mark.what {
            What::Text(block, role) => self.text(block, *role, (x, y, scale)),
            What::Doorway(width) => self.doorway(*width),
            What::Logo(image, width, height) => self.logo(image, *width, *height),
            What::Code(code, width) => self.code(code, *width),
            What::Rule(length) => self.rule(*length),
        }
        self.surface.pop();
    }

    fn text(&mut self, block: &Block, role: Role, (x, y, scale): (f32, f32, f32)) {
        let size = block.scale;
        let place = Transform::from_row(size, 0.0, 0.0, size, block.shift, 0.0);
        self.surface.push_transform(&place);
        self.surface.set_fill(Some(filled(block.colour)));
        let leaves = block
            .lines
            .lines()
            .map(|line| self.line(block, &line, role))
            .collect();
        self.surface.pop();
        if role != Role::Furniture {
            let (width, height) = (block.width() * scale, block.height() * scale);
            let left = x + block.left() * scale;
            let bounds = Rect::from_xywh(left, y, width, height);
            let title = block.text.clone();
            self.written.push(Written {
                kind: Kind::Text(role),
                title,
                leaves,
                bounds,
            });
        }
    }

    fn line(&mut self, block: &Block, line: &Line<()>, role: Role) -> Identifier {
        let tag = match role {
            Role::Furniture => ContentTag::Artifact(Artifact::with_kind(ArtifactType::Footer)),
            _ => ContentTag::Span(SpanTag::empty()),
        };
        let identifier = self.surface.start_tagged(tag);
        let metrics = line.metrics();
        let mut x = metrics.offset;
        for run in line.runs() {
            let start = Point::from_xy(x, metrics.baseline);
            let glyphs = glyphs(&run);
            x += glyphs.iter().map(|glyph| glyph.x_advance).sum::<f32>() * run.font_size();
            let font = block.cut.font();
            self.surface
                .draw_glyphs(start, &glyphs, font, &block.text, run.font_size(), false);
        }
        self.surface.end_tagged();
        identifier
    }

    fn doorway(&mut self, width: f32) {
        self.surface.start_tagged(decoration());
        self.surface
            .push_transform(&Transform::from_scale(width, width));
        fill(self.surface, &shapes::doorway_door(), CLAY);
        let arch = shapes::doorway_arch();
        stroke(self.surface, &arch, HARBOUR, ARCH_STROKE, LineCap::Round);
        self.surface.pop();
        self.surface.end_tagged();
    }

    fn rule(&mut self, length: f32) {
        self.surface.start_tagged(decoration());
        stroke(
            self.surface,
            &shapes::rule(length),
            RULE,
            0.6,
            LineCap::Butt,
        );
        self.surface.end_tagged();
    }

    fn logo(&mut self, image: &Image, width: f32, height: f32) {
        let identifier = self.surface.start_tagged(ContentTag::Other);
        let size = Size::from_wh(width, height).expect("a logo has an area");
        self.surface.draw_image(image.clone(), size);
        self.surface.end_tagged();
        let organisation = clean(&self.face.organisation, 300);
        self.figure(format!("Logo of {organisation}"), identifier);
    }

    fn code(&mut self, code: &Code, width: f32) {
        let identifier = self.surface.start_tagged(ContentTag::Other);
        fill(self.surface, &code.path(width), INK);
        self.surface.end_tagged();
        self.figure(format!("QR code for {}", self.face.address), identifier);
    }

    fn figure(&mut self, title: String, identifier: Identifier) {
        let leaves = vec![identifier];
        self.written.push(Written {
            kind: Kind::Figure,
            title,
            leaves,
            bounds: None,
        });
    }
}

/// A run's glyphs, each with the part of the text it stands for.
fn glyphs(run: &Run<()>) -> Vec<KrillaGlyph> {
    let em = run.font_size();
    let mut glyphs: Vec<KrillaGlyph> = Vec::new();
    for cluster in run.visual_clusters() {
        if cluster.is_ligature_continuation() {
            // Its letter is drawn by the ligature's glyph, which then stands for both.
            if let Some(ligature) = glyphs.last_mut() {
                ligature.text_range.end = cluster.text_range().end;
            }
            continue;
        }
        glyphs.extend(cluster.glyphs().map(|glyph| {
            let advance = glyph.advance / em;
            let (x, y) = (glyph.x / em, glyph.y / em);
            let id = GlyphId::new(glyph.id);
            KrillaGlyph::new(id, advance, x, y, 0.0, cluster.text_range(), None)
        }));
    }
    glyphs
}
