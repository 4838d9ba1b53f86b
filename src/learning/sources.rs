//! What can be evidence: the activities of the library, with what there is to say of each.

use crate::library::codes;
use crate::library::{Library, Method, Specification};
use std::borrow::Cow;

/// Something that can be evidence, with what there is to say of it.
pub(super) struct Source<'a> {
    pub(super) method: Method,
    pub(super) id: &'a str,
    /// In the version that is asked about.
    pub(super) criteria: Cow<'a, [String]>,
    pub(super) title: &'a str,
    pub(super) address: String,
    /// What the button says when nothing has been handed in yet.
    pub(super) action: &'static str,
    /// What there is to do before the criteria, in words after the title.
    pub(super) still: &'static str,
}

/// Everything that can be evidence, with the criteria that it can show in this version, whatever codes its author has used.
pub(super) fn sources_for<'a>(library: &'a Library, version: &Specification) -> Vec<Source<'a>> {
    let current = library.specification(&version.slug);
    let mut all = sources(library);
    if current.is_none_or(|current| current.version.hash == version.version.hash) {
        return all;
    }
    for source in &mut all {
        let codes = source.criteria.iter();
        let codes = codes.flat_map(|code| codes::from_current(library, version, code));
        source.criteria = Cow::Owned(codes.collect());
    }
    all
}

/// The same with the codes that their authors have used: those of the current versions.
pub(super) fn sources(library: &Library) -> Vec<Source<'_>> {
    let reflections = library.reflections.iter().map(|reflection| Source {
        method: Method::ReflectiveAccount,
        id: &reflection.id,
        criteria: Cow::Borrowed(&reflection.criteria),
        title: &reflection.title,
        address: format!("/reflections/{}", reflection.id),
        action: "Write",
        still: "is still to be handed in, for",
    });
    let scenarios = library.scenarios.iter().map(|scenario| Source {
        method: Method::Conversation,
        id: &scenario.id,
        criteria: Cow::Borrowed(&scenario.criteria),
        title: &scenario.title,
        address: format!("/scenarios/{}", scenario.id),
        action: "Go to the conversation",
        still: "is a conversation that can show",
    });
    let worksheets = library.worksheets.iter().map(|worksheet| Source {
        method: Method::Worksheet,
        id: &worksheet.id,
        criteria: Cow::Borrowed(&worksheet.criteria),
        title: &worksheet.title,
        address: format!("/worksheets/{}", worksheet.id),
        action: "Fill it in",
        still: "is a worksheet that can show",
    });
    reflections.chain(scenarios).chain(worksheets).collect()
}
