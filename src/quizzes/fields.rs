//! What a form in the browser holds, for the islands that send it.

use std::collections::BTreeSet;
use web_sys::{FormData, HtmlFormElement};

/// Every field with its value, as the browser would send them.
pub(crate) fn fields(form: &HtmlFormElement) -> Vec<(String, String)> {
    let Ok(data) = FormData::new_with_form(form) else {
        return Vec::new();
    };
    let elements = form.elements();
    let names: BTreeSet<String> = (0..elements.length())
        .filter_map(|index| elements.item(index)?.get_attribute("name"))
        .collect();
    let values = |name: String| {
        let values = data.get_all(&name);
        let texts = values.iter().filter_map(|value| value.as_string());
        texts.map(|text| (name.clone(), text)).collect::<Vec<_>>()
    };
    names.into_iter().flat_map(values).collect()
}
