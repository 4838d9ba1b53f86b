//! The draw, as properties: the same seed draws the same, every stratum gets its share, and a greater share takes the same and more.

use crate::quality::plan::{Pick, Population, Record, hash_of, plan, wanted};
use crate::quality::policy::{Basis, Policy};
use crate::quality::risk::{Circumstances, Risk};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

fn record(id: &str, assessor: &str, unit: &str, method: &str) -> Record {
    Record {
        id: id.to_owned(),
        assessor: assessor.to_owned(),
        unit: unit.to_owned(),
        method: method.to_owned(),
    }
}

/// Records of few assessors, units and methods, each with an id of its own.
fn records() -> impl Strategy<Value = Vec<Record>> {
    let one = ("[ab]", "U[123]", "(worksheet|account)");
    prop::collection::vec(one, 0..60).prop_map(|all| {
        let numbered = all.into_iter().enumerate();
        let made = numbered.map(|(n, (assessor, unit, method))| {
            record(&format!("r{n}"), &assessor, &unit, &method)
        });
        made.collect()
    })
}

fn shares(keys: &'static str) -> impl Strategy<Value = BTreeMap<String, u32>> {
    prop::collection::btree_map(keys, 0_u32..=100, 0..3)
}

fn policy() -> impl Strategy<Value = Policy> {
    let raises =
        prop::collection::btree_map(prop::sample::select(Risk::ALL.to_vec()), 0_u32..=100, 0..=3);
    let shares = (
        shares("[ab]"),
        shares("U[123]"),
        shares("(worksheet|account)"),
    );
    (0_u32..=100, shares, raises).prop_map(|(share, (assessors, units, methods), raises)| Policy {
        share,
        assessors,
        units,
        methods,
        raises,
        ..Policy::default()
    })
}

fn circumstances() -> impl Strategy<Value = Circumstances> {
    let risks = || prop::collection::btree_set(prop::sample::select(Risk::ALL.to_vec()), 0..3);
    let assessors = prop::collection::btree_map("[ab]", risks(), 0..3);
    let units = prop::collection::btree_map("U[123]", risks(), 0..3);
    (assessors, units).prop_map(|(assessors, units)| Circumstances { assessors, units })
}

fn ids(picks: &[Pick]) -> BTreeSet<&str> {
    picks.iter().map(|pick| pick.record.id.as_str()).collect()
}

/// The greatest share that is said in particular, or that of everything; and what the risks add.
fn share_by_hand(policy: &Policy, risks: &BTreeSet<Risk>, record: &Record) -> u32 {
    let said = [
        policy.assessors.get(&record.assessor),
        policy.units.get(&record.unit),
        policy.methods.get(&record.method),
    ];
    let base = said.into_iter().flatten().max().unwrap_or(&policy.share);
    let added: u32 = risks
        .iter()
        .filter_map(|risk| policy.raises.get(risk))
        .sum();
    (base + added).min(100)
}

proptest! {
    #[test]
    fn the_same_seed_draws_the_same_in_whatever_order(
        (records, shuffled) in records().prop_flat_map(|all| (Just(all.clone()), Just(all).prop_shuffle())),
        policy in policy(), circumstances in circumstances(), seed in "[0-9a-z ]{1,8}",
    ) {
        prop_assert_eq!(hash_of(&records), hash_of(&shuffled));
        let one = Population { records, circumstances: circumstances.clone() };
        let other = Population { records: shuffled, circumstances };
        prop_assert_eq!(plan(&policy, &one, &seed), plan(&policy, &other, &seed));
    }

    #[test]
    fn every_stratum_gets_its_share_and_at_least_one(
        records in records(), policy in policy(), circumstances in circumstances(), seed in "[0-9a-z]{1,8}",
    ) {
        let population = Population { records, circumstances };
        let picks = plan(&policy, &population, &seed);
        let stratum = |record: &Record| (record.assessor.clone(), record.unit.clone(), record.method.clone());
        let mut counts: BTreeMap<_, (usize, &Record)> = BTreeMap::new();
        for record in &population.records {
            counts.entry(stratum(record)).or_insert((0, record)).0 += 1;
        }
        for (key, (n, record)) in counts {
            let risks = population.circumstances.of(&record.assessor, &record.unit);
            let share = share_by_hand(&policy, &risks, record);
            let taken: Vec<_> = picks.iter().filter(|pick| stratum(&pick.record) == key).collect();
            prop_assert!(taken.len() * 100 >= share as usize * n && (taken.len() * 100) < share as usize * n + 100);
            prop_assert_eq!(taken.is_empty(), share == 0);
            for (index, pick) in taken.iter().enumerate() {
                prop_assert_eq!((pick.reasons.place, pick.reasons.taken, pick.reasons.of), (index + 1, taken.len(), n));
                prop_assert_eq!(pick.reasons.applied.share, share);
            }
        }
        prop_assert_eq!(ids(&picks).len(), picks.len(), "nothing is taken twice");
    }

    #[test]
    fn a_greater_share_takes_the_same_and_more(
        records in records(), share in 0_u32..=100, more in 0_u32..=100, circumstances in circumstances(), seed in "[0-9a-z]{1,8}",
    ) {
        let population = Population { records, circumstances };
        let with = |share| plan(&Policy { share, ..Policy::default() }, &population, &seed);
        let (few, many) = (with(share.min(more)), with(share.max(more)));
        prop_assert!(ids(&few).is_subset(&ids(&many)));
    }
}

#[test]
fn a_seed_draws_what_it_drew_before() {
    // Computed with `printf "42\nr3" | sha256sum` and its like: no version of the program draws otherwise.
    let records = ["r0", "r1", "r2", "r3", "r4", "r5"].map(|id| record(id, "a", "U1", "worksheet"));
    let population = Population {
        records: records.to_vec(),
        circumstances: Circumstances::default(),
    };
    let drawn = plan(&super::share(50), &population, "42");
    let order: Vec<&str> = drawn.iter().map(|pick| pick.record.id.as_str()).collect();
    assert_eq!(order, ["r3", "r2", "r0"]);
}

#[test]
fn shares_of_small_numbers() {
    for (share, n, expected) in [
        (0, 9, 0),
        (1, 1, 1),
        (10, 10, 1),
        (10, 11, 2),
        (50, 3, 2),
        (100, 7, 7),
        (25, 0, 0),
    ] {
        assert_eq!(wanted(share, n), expected, "{share}% of {n}");
    }
}

#[test]
fn the_greatest_share_in_particular_applies_and_risks_add_to_it() {
    let policy = Policy {
        share: 90,
        units: [("U1".to_owned(), 20)].into(),
        methods: [("worksheet".to_owned(), 40)].into(),
        raises: [(Risk::NewUnit, 70), (Risk::NewAssessor, 0)].into(),
        ..Policy::default()
    };
    let risks = BTreeSet::from([Risk::NewUnit, Risk::NewAssessor, Risk::EarlierActions]);
    let applied = policy.applied(("a", "U1", "worksheet"), &BTreeSet::new());
    assert_eq!(
        (applied.basis, applied.share),
        (Basis::Method, 40),
        "not that of everything"
    );
    let applied = policy.applied(("a", "U1", "account"), &risks);
    assert_eq!((applied.base, applied.share), (20, 90));
    assert_eq!(
        applied.raises,
        [(Risk::NewUnit, 70)],
        "what adds nothing is no reason"
    );
    let applied = policy.applied(("a", "U1", "worksheet"), &risks);
    assert_eq!(applied.share, 100);
    let applied = policy.applied(("a", "U2", "account"), &BTreeSet::new());
    assert_eq!((applied.basis, applied.share), (Basis::Everything, 90));
}
