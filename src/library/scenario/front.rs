//! What stands in a scenario's front matter under `state`: names, and their first values.

use super::{LEAST, MOST, Quantity};
use crate::library::document::Scope;
use crate::library::keys::Keys;
use crate::library::layout::is_slug;
use crate::library::yaml::{Node, Value};

/// As many values as one can tell apart in a chart.
const MANY: usize = 6;
/// Words that mean something in an effect or a condition.
const TAKEN: [&str; 7] = ["if", "and", "not", "seen", "open", "marker", "repair"];
const HOW: &str = "write state: { bond: 0, task: 0, goal: 0 }";

/// Reads `state`.
pub(super) fn state(scope: Scope<'_>, keys: &mut Keys<'_>) -> Vec<Quantity> {
    let place = keys.place("state");
    let fault = |message: String| scope.findings.faults.add(place.error(message).hint(HOW));
    let Some(node) = keys.node("state") else {
        fault("the key `state` is missing".to_owned());
        return Vec::new();
    };
    let Value::Map(entries) = &node.value else {
        fault(format!(
            "`state` must be names with their first values, not {}",
            node.value.describe()
        ));
        return Vec::new();
    };
    if entries.is_empty() || entries.len() > MANY {
        fault(format!(
            "`state` has {} names; it needs one to {MANY}",
            entries.len()
        ));
    }
    let quantity = |(key, node): &(crate::library::yaml::Key, Node)| {
        check_name(scope, &key.name, key.at);
        Quantity {
            name: key.name.clone(),
            first: first(scope, &key.name, node),
        }
    };
    entries.iter().map(quantity).collect()
}

fn check_name(scope: Scope<'_>, name: &str, at: usize) {
    let begins_with_letter = name.starts_with(|c: char| c.is_ascii_lowercase());
    if !is_slug(name) || !begins_with_letter || TAKEN.contains(&name) {
        let hint = format!(
            "one word in lower-case letters, and not {}",
            TAKEN.join(", ")
        );
        scope.error_with_hint(at, format!("`{name}` cannot be the name of a value"), hint);
    }
}

fn first(scope: Scope<'_>, name: &str, node: &Node) -> i8 {
    let number = match node.value {
        Value::Int(number) => i8::try_from(number).ok(),
        _ => None,
    };
    let number = number.filter(|number| (LEAST..=MOST).contains(number));
    if number.is_none() {
        let message = format!("`{name}` must be a whole number from {LEAST} to {MOST}");
        scope.error(node.at, message);
    }
    number.unwrap_or_default()
}
