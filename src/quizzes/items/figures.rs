//! Facility and discrimination with their 95% intervals. Pure; from sums alone.
//!
//! *Facility* is the mean mark. Its interval is the Wilson score interval (Wilson, *J. Am. Stat. Assoc.* 22, 1927; recommended by
//! Newcombe, *Statist. Med.* 17, 1998). For partial credit the same formula is used with the mean mark in the place of the proportion: a mark
//! between 0 and 1 with mean p never varies more than one that is only 0 or 1 (its variance is at most p(1−p)), so the interval is then rather too wide than too
//! narrow.
//!
//! *Discrimination* is the corrected item–total correlation: Pearson's r between the mark on the question and the share of the marks on the
//! rest of the attempt (point-biserial if marks are only 0 and 1). The rest leaves the question itself out, which would otherwise correlate with
//! itself, and is a share because draws differ. Its interval is by Fisher's z: tanh(artanh r ± 1.96 / √(n−3)).

use super::Sums;

/// The normal deviate of a 95% interval.
const Z: f64 = 1.959_963_985;

/// A figure with its interval.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Figure {
    pub value: f64,
    pub low: f64,
    pub high: f64,
}

/// The mean mark, from 0 to 1; `None` if nobody was asked.
pub fn facility(sums: &Sums) -> Option<Figure> {
    (sums.n > 0).then(|| wilson(sums.x / f64::from(sums.n), f64::from(sums.n)))
}

/// A share of n with its interval.
pub fn wilson(p: f64, n: f64) -> Figure {
    let p = p.clamp(0.0, 1.0);
    let zz = Z * Z;
    let middle = p + zz / (2.0 * n);
    let half = Z * (p * (1.0 - p) / n + zz / (4.0 * n * n)).sqrt();
    let whole = 1.0 + zz / n;
    Figure {
        value: p,
        low: ((middle - half) / whole).clamp(0.0, p),
        high: ((middle + half) / whole).clamp(p, 1.0),
    }
}

/// From -1 to 1; `None` if everybody had the same mark, or did equally well on the rest, or if there are fewer than four people.
pub fn discrimination(sums: &Sums) -> Option<Figure> {
    let n = f64::from(sums.n);
    let spread = |square: f64, sum: f64| square - sum * sum / n;
    let (xx, yy) = (spread(sums.xx, sums.x), spread(sums.yy, sums.y));
    // Sums of thousands of shares are right to about twelve digits.
    if sums.n < 4 || xx <= 1e-9 * n || yy <= 1e-9 * n {
        return None;
    }
    let r = (sums.xy - sums.x * sums.y / n) / (xx * yy).sqrt();
    let r = r.clamp(-1.0, 1.0);
    // At ±1 the transformation has no value; what is nearest has.
    let z = r.clamp(-0.999_999, 0.999_999).atanh();
    let half = Z / (n - 3.0).sqrt();
    Some(Figure {
        value: r,
        low: (z - half).tanh().min(r),
        high: (z + half).tanh().max(r),
    })
}
