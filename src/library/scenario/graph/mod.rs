//! A conversation as a picture for its author: `secure-base check --graph FILE`.
//!
//! Scenes are boxes in columns, from the beginning on the left to the endings on the right; every line of a scene is a row of its box, and
//! its edge leaves from there, so that no label has to look for a place. A dashed edge is taken by itself; one in clay leads back.

mod arrange;
mod words;

use std::fmt::Write;

use super::{Ending, Scenario, Scene};
use crate::library::markdown::escape;
use arrange::{Arranged, Edge, Point, arrange};
use words::{rows, shortened};

const WIDTH: f32 = 290.0;
const HEAD: f32 = 44.0;
const ROW: f32 = 34.0;
const MARGIN: f32 = 24.0;
const TITLE: usize = 36;

const STYLE: &str = "text{font:12px system-ui,sans-serif;fill:#22302f}.t{font-weight:600;font-size:13px}.m{fill:#5d6b6a;font-size:11px}\
.box{fill:#fffefb;stroke:#7c8a89}.start{stroke:#0e5b4f;stroke-width:3}.strain{fill:#fbeee6}.repaired,.held{fill:#e3f1ed;stroke:#0e5b4f}\
.strained,.broken{fill:#f8e3d8;stroke:#8a4b2a}.broken{stroke-width:3}.row{stroke:#e2ddd2}.edge{fill:none;stroke:#0e5b4f;stroke-width:1.5}\
.auto{stroke-dasharray:5 4}.back{stroke:#b0653d}";

/// The picture, as a whole SVG document.
pub fn svg(scenario: &Scenario) -> String {
    let arranged = arrange(scenario, |scene| HEAD + ROW * count(scene.lines.len()));
    let (width, height) = (
        arranged.width + 2.0 * MARGIN,
        arranged.height + 2.0 * MARGIN,
    );
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" role=\"img\">\n\
         <title>{}</title>\n<style>{STYLE}</style>\n<rect width=\"100%\" height=\"100%\" fill=\"#faf8f3\"/>\n\
         <g transform=\"translate({MARGIN} {MARGIN})\">\n",
        escape(&scenario.title)
    );
    for edge in &arranged.edges {
        draw_edge(&mut svg, &arranged, edge);
    }
    for (index, scene) in scenario.scenes.iter().enumerate() {
        draw_scene(&mut svg, scenario, index, scene, arranged.scenes[index]);
    }
    svg.push_str("</g>\n</svg>\n");
    svg
}

/// A small count as a length's factor.
fn count(number: usize) -> f32 {
    u16::try_from(number).map_or(0.0, f32::from)
}

fn draw_scene(svg: &mut String, scenario: &Scenario, index: usize, scene: &Scene, at: Point) {
    let height = HEAD + ROW * count(scene.lines.len());
    let kind = match (scene.ending, scene.marker) {
        (Some(ending), _) => ending.key(),
        (None, Some(_)) => "strain",
        (None, None) => "",
    };
    let start = if index == 0 { " start" } else { "" };
    let _ = write!(
        svg,
        "<g transform=\"translate({} {})\">\n<rect class=\"box {kind}{start}\" width=\"{WIDTH}\" height=\"{height}\" rx=\"8\"/>\n\
         <text class=\"t\" x=\"12\" y=\"19\">{}</text>\n<text class=\"m\" x=\"12\" y=\"35\">{}</text>\n",
        at.x,
        at.y,
        escape(&shortened(&scene.title, TITLE)),
        escape(&below_title(scenario, scene)),
    );
    for (number, [words, codes]) in rows(scenario, scene).into_iter().enumerate() {
        let top = HEAD + ROW * count(number);
        let _ = write!(
            svg,
            "<path class=\"row\" d=\"M0 {top}h{WIDTH}\"/>\n<text x=\"12\" y=\"{}\">{}</text>\n<text class=\"m\" x=\"12\" y=\"{}\">{}</text>\n",
            top + 15.0,
            escape(&words),
            top + 28.0,
            escape(&codes),
        );
    }
    svg.push_str("</g>\n");
}

/// The id, and what kind of scene it is.
fn below_title(scenario: &Scenario, scene: &Scene) -> String {
    let ending = scene
        .ending
        .map(Ending::key)
        .map(|key| format!(" · ending: {key}"));
    let marker = scene.marker.and_then(|marker| scenario.markers.get(marker));
    let marker = marker.map(|marker| format!(" · strain: {marker}"));
    format!(
        "#{}{}{}",
        scene.id,
        ending.unwrap_or_default(),
        marker.unwrap_or_default()
    )
}

fn draw_edge(svg: &mut String, arranged: &Arranged, edge: &Edge) {
    let from = arranged.scenes[edge.from];
    let mut points = vec![Point {
        x: from.x + WIDTH,
        y: from.y + HEAD + ROW * (count(edge.row) + 0.5),
    }];
    points.extend(&edge.bends);
    let to = arranged.scenes[edge.to];
    points.push(Point {
        x: to.x,
        y: to.y + HEAD / 2.0,
    });
    let mut path = format!("M{} {}", points[0].x, points[0].y);
    for pair in points.windows(2) {
        let pull = ((pair[1].x - pair[0].x).abs() / 2.0).clamp(40.0, 160.0);
        let _ = write!(
            path,
            "C{} {} {} {} {} {}",
            pair[0].x + pull,
            pair[0].y,
            pair[1].x - pull,
            pair[1].y,
            pair[1].x,
            pair[1].y
        );
    }
    let classes = [("auto", edge.automatic), ("back", edge.back)];
    let classes: String = classes
        .iter()
        .filter(|(_, is)| *is)
        .map(|(class, _)| format!(" {class}"))
        .collect();
    let _ = write!(
        svg,
        "<path class=\"edge{classes}\" d=\"{path}\"/>\n<circle class=\"edge{classes}\" cx=\"{}\" cy=\"{}\" r=\"3\"/>\n",
        to.x,
        to.y + HEAD / 2.0
    );
}
