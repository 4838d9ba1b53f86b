//! Where the boxes stand: in columns by the longest way from the beginning, ordered so that edges cross little.
//!
//! After Sugiyama, Tagawa and Toda, "Methods for visual understanding of hierarchical system structures" (1981): edges that close a
//! circle are put aside, long edges get a bend in every column that they pass, and sweeps to and fro put each box near its neighbours.

use super::WIDTH;
use crate::library::scenario::{Scenario, Scene};

const BETWEEN_COLUMNS: f32 = 120.0;
const BETWEEN_BOXES: f32 = 26.0;
const BEND: f32 = 6.0;
const SWEEPS: usize = 12;

/// Where the upper left corner of a box is, or a bend.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Point {
    pub(super) x: f32,
    pub(super) y: f32,
}

/// A line of a scene, and the way to where it leads.
#[derive(Debug)]
pub(super) struct Edge {
    pub(super) from: usize,
    /// Which of the scene's lines it is.
    pub(super) row: usize,
    pub(super) to: usize,
    pub(super) automatic: bool,
    /// Whether it leads to a column on the left, or stays in its own.
    pub(super) back: bool,
    pub(super) bends: Vec<Point>,
}

#[derive(Debug)]
pub(super) struct Arranged {
    /// By scene.
    pub(super) scenes: Vec<Point>,
    pub(super) edges: Vec<Edge>,
    pub(super) width: f32,
    pub(super) height: f32,
}

/// What stands in a column: a scene, or a bend of an edge.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Item {
    Scene(usize),
    Bend(usize),
}

/// Arranges the scenes, each as high as `height` says.
pub(super) fn arrange(scenario: &Scenario, height: impl Fn(&Scene) -> f32) -> Arranged {
    let mut edges = edges(scenario);
    let columns = columns(scenario, &mut edges);
    let heights: Vec<f32> = scenario.scenes.iter().map(height).collect();
    let mut grid = grid(&columns, &edges);
    for sweep in 0..SWEEPS {
        let number = grid.len();
        for step in 1..number {
            let (column, other) = match sweep % 2 {
                0 => (step, step - 1),
                _ => (number - 1 - step, number - step),
            };
            order(&mut grid, column, other, &edges);
        }
    }
    place(&grid, edges, &heights)
}

fn edges(scenario: &Scenario) -> Vec<Edge> {
    let of_scene = |(from, scene): (usize, &Scene)| {
        let line = move |(row, line): (usize, &crate::library::scenario::Line)| Edge {
            from,
            row,
            to: line.to,
            automatic: line.automatic,
            back: false,
            bends: Vec::new(),
        };
        scene.lines.iter().enumerate().map(line).collect::<Vec<_>>()
    };
    scenario
        .scenes
        .iter()
        .enumerate()
        .flat_map(of_scene)
        .collect()
}

/// The column of each scene: one more than that of any scene that leads to it, circles aside.
fn columns(scenario: &Scenario, edges: &mut [Edge]) -> Vec<usize> {
    let mut out: Vec<Vec<usize>> = vec![Vec::new(); scenario.scenes.len()];
    for (index, edge) in edges.iter().enumerate() {
        out[edge.from].push(index);
    }
    let order = put_circles_aside(&out, edges);
    let mut columns = vec![0; out.len()];
    for scene in order.into_iter().rev() {
        let on = out[scene].iter().map(|edge| &edges[*edge]);
        for edge in on.filter(|edge| !edge.back) {
            columns[edge.to] = columns[edge.to].max(columns[scene] + 1);
        }
    }
    columns
}

/// Marks the edges that close circles, and gives the scenes in an order in which every other edge leads to an earlier one.
fn put_circles_aside(out: &[Vec<usize>], edges: &mut [Edge]) -> Vec<usize> {
    let (mut entered, mut left) = (vec![false; out.len()], vec![false; out.len()]);
    let mut order = Vec::new();
    for root in 0..out.len() {
        if std::mem::replace(&mut entered[root], true) {
            continue;
        }
        // The scene and how many of its edges have been followed: a way of our own, so that depth costs no stack.
        let mut way = vec![(root, 0)];
        while let Some((scene, followed)) = way.last_mut() {
            let Some(edge) = out[*scene].get(*followed).copied() else {
                left[*scene] = true;
                order.push(*scene);
                way.pop();
                continue;
            };
            *followed += 1;
            let to = edges[edge].to;
            edges[edge].back = entered[to] && !left[to];
            if !std::mem::replace(&mut entered[to], true) {
                way.push((to, 0));
            }
        }
    }
    order
}

/// The columns from left to right, with a bend wherever an edge passes one.
fn grid(columns: &[usize], edges: &[Edge]) -> Vec<Vec<Item>> {
    let last = columns.iter().copied().max().unwrap_or_default();
    let mut grid = vec![Vec::new(); last + 1];
    for (scene, column) in columns.iter().enumerate() {
        grid[*column].push(Item::Scene(scene));
    }
    for (index, edge) in edges.iter().enumerate().filter(|(_, edge)| !edge.back) {
        for column in &mut grid[columns[edge.from] + 1..columns[edge.to]] {
            column.push(Item::Bend(index));
        }
    }
    grid
}

/// Orders a column by where its neighbours stand in the one beside it.
fn order(grid: &mut [Vec<Item>], column: usize, other: usize, edges: &[Edge]) {
    let place = |item: Item| grid[other].iter().position(|there| *there == item);
    let middle = |(now, item): (usize, &Item)| {
        let mut places: Vec<usize> = Vec::new();
        match *item {
            Item::Bend(edge) => {
                let ends = [
                    Item::Bend(edge),
                    Item::Scene(edges[edge].from),
                    Item::Scene(edges[edge].to),
                ];
                places.extend(ends.into_iter().filter_map(place).take(1));
            }
            Item::Scene(scene) => {
                for (index, edge) in edges.iter().enumerate().filter(|(_, edge)| !edge.back) {
                    let neighbour = match (edge.from == scene, edge.to == scene) {
                        (true, _) => edge.to,
                        (_, true) => edge.from,
                        _ => continue,
                    };
                    places
                        .extend(place(Item::Bend(index)).or_else(|| place(Item::Scene(neighbour))));
                }
            }
        }
        let sum: usize = places.iter().sum();
        let middle = match places.len() {
            0 => super::count(now),
            many => super::count(sum) / super::count(many),
        };
        (middle, *item)
    };
    let mut ordered: Vec<(f32, Item)> = grid[column].iter().enumerate().map(middle).collect();
    ordered.sort_by(|(a, _), (b, _)| a.total_cmp(b));
    grid[column] = ordered.into_iter().map(|(_, item)| item).collect();
}

fn place(grid: &[Vec<Item>], mut edges: Vec<Edge>, heights: &[f32]) -> Arranged {
    let height_of = |item: &Item| match *item {
        Item::Scene(scene) => heights[scene],
        Item::Bend(_) => BEND,
    };
    let full = |column: &Vec<Item>| {
        column
            .iter()
            .map(|item| height_of(item) + BETWEEN_BOXES)
            .sum::<f32>()
    };
    let height = grid.iter().map(full).fold(0.0, f32::max);
    let mut scenes = vec![Point::default(); heights.len()];
    for (number, column) in grid.iter().enumerate() {
        let x = (WIDTH + BETWEEN_COLUMNS) * super::count(number);
        let mut y = (height - full(column)) / 2.0;
        for item in column {
            match *item {
                Item::Scene(scene) => scenes[scene] = Point { x, y },
                Item::Bend(edge) => edges[edge]
                    .bends
                    .extend([Point { x, y }, Point { x: x + WIDTH, y }]),
            }
            y += height_of(item) + BETWEEN_BOXES;
        }
    }
    Arranged {
        scenes,
        edges,
        width: (WIDTH + BETWEEN_COLUMNS) * super::count(grid.len()) - BETWEEN_COLUMNS,
        height,
    }
}
