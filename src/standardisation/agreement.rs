//! How far assessors agree, beyond what chance would bring about. Pure.
//!
//! Gwet's AC1 for any number of raters, with ratings missing (K. L. Gwet, *Computing inter-rater reliability and its variance in the
//! presence of high agreement*, Br. J. Math. Stat. Psychol. 61, 2008, 29–48; with missing ratings as in his *Handbook of Inter-Rater
//! Reliability*, 4th ed., 2014, ch. 2 and 5, and his R package irrCAC). Of n subjects, subject i was rated by rᵢ raters, rᵢₖ of whom chose category k of q:
//!
//! - agreement: pₐ = the mean, over the n′ subjects with two raters or more, of Σₖ rᵢₖ(rᵢₖ − 1) / rᵢ(rᵢ − 1);
//! - by chance: pₑ = Σₖ πₖ(1 − πₖ) / (q − 1), where πₖ = the mean over all subjects of rᵢₖ / rᵢ;
//! - AC1 = (pₐ − pₑ) / (1 − pₑ).
//!
//! The variance is that of the linearised coefficient over subjects, Σᵢ (xᵢ − AC1)² / n(n − 1), where
//! xᵢ = (n/n′)(pₐᵢ − pₑ)/(1 − pₑ) (pₐᵢ and pₑ in it being 0 for a subject with one rater) − 2(1 − AC1)(pₑᵢ − pₑ)/(1 − pₑ) and
//! pₑᵢ = Σₖ (rᵢₖ/rᵢ)(1 − πₖ)/(q − 1); the interval is by Student's t with n − 1 degrees of freedom. AC1 and not Cohen's or Fleiss's κ: where
//! nearly everything is achieved, κ is low although hardly anybody differs.

/// The fewest subjects with two ratings or more for which a coefficient says anything: below, its interval holds nearly everything.
pub const FEWEST: usize = 5;

/// A coefficient with its 95 % interval.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Agreement {
    /// The share of pairs of raters that agree, 0 to 1.
    pub observed: f64,
    pub ac1: f64,
    pub error: f64,
    pub low: f64,
    pub high: f64,
}

/// Agreement about `subjects`: for each, how many raters chose each category (all of the same length, at least 2). `None`: not enough data.
pub fn agreement(subjects: &[Vec<u32>]) -> Option<Agreement> {
    let rated: Vec<Vec<f64>> = subjects
        .iter()
        .filter(|counts| counts.iter().sum::<u32>() > 0)
        .map(|counts| counts.iter().map(|count| f64::from(*count)).collect())
        .collect();
    let categories = rated.first().map_or(0, Vec::len);
    let shared = rated.iter().filter(|counts| total(counts) >= 2.0).count();
    if shared < FEWEST || categories < 2 {
        return None;
    }
    let (n, shared) = (rated.len() as f64, shared as f64);
    let observed = rated.iter().map(|counts| pairs(counts)).sum::<f64>() / shared;
    let shares = shares(&rated, categories);
    let others = categories as f64 - 1.0;
    let chance = shares.iter().map(|p| p * (1.0 - p)).sum::<f64>() / others;
    let ac1 = (observed - chance) / (1.0 - chance);
    let distance = |counts: &Vec<f64>| {
        let raters = total(counts);
        let chance_if = if raters >= 2.0 { chance } else { 0.0 };
        let own = n / shared * (pairs(counts) - chance_if) / (1.0 - chance);
        let weighted = counts.iter().zip(&shares).map(|(c, p)| c * (1.0 - p));
        let chance_here = weighted.sum::<f64>() / raters / others;
        own - 2.0 * (1.0 - ac1) * (chance_here - chance) / (1.0 - chance) - ac1
    };
    let squares: f64 = rated.iter().map(|counts| distance(counts).powi(2)).sum();
    let error = (squares / (n * (n - 1.0))).sqrt();
    let half = student(rated.len() - 1) * error;
    Some(Agreement {
        observed,
        ac1,
        error,
        low: (ac1 - half).max(-1.0),
        high: (ac1 + half).min(1.0),
    })
}

fn total(counts: &[f64]) -> f64 {
    counts.iter().sum()
}

/// The share of the pairs of raters of one subject that agree; 0 where there is no pair.
fn pairs(counts: &[f64]) -> f64 {
    let raters = total(counts);
    let agreeing: f64 = counts.iter().map(|count| count * (count - 1.0)).sum();
    match raters >= 2.0 {
        true => agreeing / (raters * (raters - 1.0)),
        false => 0.0,
    }
}

/// How often each category is chosen: the mean over subjects of its share.
fn shares(rated: &[Vec<f64>], categories: usize) -> Vec<f64> {
    let n = rated.len() as f64;
    let share = |k: usize| {
        rated
            .iter()
            .map(|counts| counts[k] / total(counts))
            .sum::<f64>()
            / n
    };
    (0..categories).map(share).collect()
}

/// The 97.5 % quantile of Student's t: tabled up to 30 degrees of freedom, then by the expansion of Abramowitz and Stegun, 26.7.5.
fn student(degrees: usize) -> f64 {
    const TABLE: [f64; 30] = [
        12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.160,
        2.145, 2.131, 2.120, 2.110, 2.101, 2.093, 2.086, 2.080, 2.074, 2.069, 2.064, 2.060, 2.056,
        2.052, 2.048, 2.045, 2.042,
    ];
    let z: f64 = 1.959_963_985;
    let v = degrees as f64;
    match TABLE.get(degrees.wrapping_sub(1)) {
        Some(t) => *t,
        None => {
            z + (z.powi(3) + z) / (4.0 * v)
                + (5.0 * z.powi(5) + 16.0 * z.powi(3) + 3.0 * z) / (96.0 * v * v)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// `cac.raw4raters` of the R package irrCAC: 12 subjects, 4 raters, 5 categories; 0 is no rating. Its vignette gives AC1 = 0.77544
    /// with standard error 0.14295, interval (0.461, 1), and agreement 0.8181818.
    const RAW: [[usize; 4]; 12] = [
        [1, 1, 0, 1],
        [2, 2, 3, 2],
        [3, 3, 3, 3],
        [3, 3, 3, 3],
        [2, 2, 2, 2],
        [1, 2, 3, 4],
        [4, 4, 4, 4],
        [1, 1, 2, 1],
        [2, 2, 2, 2],
        [0, 5, 5, 5],
        [0, 0, 1, 1],
        [0, 0, 3, 0],
    ];

    fn counted(ratings: &[usize]) -> Vec<u32> {
        let mut counts = vec![0; 5];
        for rating in ratings.iter().filter(|rating| **rating > 0) {
            counts[rating - 1] += 1;
        }
        counts
    }

    #[test]
    fn ac1_is_that_of_the_published_example() {
        let subjects: Vec<_> = RAW.iter().map(|ratings| counted(ratings)).collect();
        let found = agreement(&subjects).unwrap();
        let near = |value: f64, expected: f64| (value - expected).abs() < 5e-6;
        assert!(near(found.observed, 0.818_181_8), "{found:?}");
        assert!(
            near(found.ac1, 0.775_44) && near(found.error, 0.142_95),
            "{found:?}"
        );
        assert_eq!(
            (format!("{:.3}", found.low).as_str(), found.high),
            ("0.461", 1.0)
        );
    }

    #[test]
    fn too_little_says_nothing_and_full_agreement_everything() {
        let table: [(Vec<Vec<u32>>, Option<f64>); 4] = [
            (Vec::new(), None),
            (vec![vec![3, 0]; FEWEST - 1], None),
            (vec![vec![1, 0]; 9], None),
            (vec![vec![3, 0]; FEWEST], Some(1.0)),
        ];
        for (subjects, expected) in table {
            let found = agreement(&subjects).map(|found| found.ac1);
            assert_eq!(found, expected, "{subjects:?}");
        }
    }

    #[test]
    fn high_agreement_on_a_common_outcome_is_not_called_chance() {
        let mut subjects = vec![vec![4, 0]; 9];
        subjects.push(vec![3, 1]);
        let found = agreement(&subjects).unwrap();
        assert!(found.ac1 > 0.9 && found.low > 0.7, "{found:?}");
    }

    proptest! {
        #[test]
        fn the_interval_holds_the_coefficient_and_the_order_of_categories_is_nothing(
            subjects in prop::collection::vec((0u32..6, 0u32..6), 0..40)
        ) {
            let one: Vec<_> = subjects.iter().map(|(a, b)| vec![*a, *b]).collect();
            let other: Vec<_> = subjects.iter().map(|(a, b)| vec![*b, *a]).collect();
            match (agreement(&one), agreement(&other)) {
                (Some(one), Some(other)) => {
                    prop_assert!(one.low <= one.ac1 && one.ac1 <= one.high && one.high <= 1.0 && one.low >= -1.0);
                    prop_assert!((0.0..=1.0).contains(&one.observed));
                    prop_assert!((one.ac1 - other.ac1).abs() < 1e-9 && (one.error - other.error).abs() < 1e-9);
                }
                (None, None) => {}
                _ => prop_assert!(false),
            }
        }
    }
}
