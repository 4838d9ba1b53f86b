//! What can be evidence: the activities of the library, with what there is to say of each.

use crate::library::{Library, Method};

/// Something that can be evidence, with what there is to say of it.
pub(super) struct Source<'a> {
    pub(super) method: Method,
    pub(super) id: &'a str,
    pub(super) criteria: &'a [String],
    pub(super) title: &'a str,
    pub(super) address: String,
    /// What the button says when nothing has been handed in yet.
    pub(super) action: &'static str,
    /// What there is to do before the criteria, in words after the title.
    pub(super) still: &'static str,
}

pub(super) fn sources(library: &Library) -> Vec<Source<'_>> {
    let reflections = library.reflections.iter().map(|reflection| Source {
        method: Method::ReflectiveAccount,
        id: &reflection.id,
        criteria: &reflection.criteria,
        title: &reflection.title,
        address: format!("/reflections/{}", reflection.id),
        action: "Write",
        still: "is still to be handed in, for",
    });
    let scenarios = library.scenarios.iter().map(|scenario| Source {
        method: Method::Conversation,
        id: &scenario.id,
        criteria: &scenario.criteria,
        title: &scenario.title,
        address: format!("/scenarios/{}", scenario.id),
        action: "Go to the conversation",
        still: "is a conversation that can show",
    });
    let worksheets = library.worksheets.iter().map(|worksheet| Source {
        method: Method::Worksheet,
        id: &worksheet.id,
        criteria: &worksheet.criteria,
        title: &worksheet.title,
        address: format!("/worksheets/{}", worksheet.id),
        action: "Fill it in",
        still: "is a worksheet that can show",
    });
    reflections.chain(scenarios).chain(worksheets).collect()
}
