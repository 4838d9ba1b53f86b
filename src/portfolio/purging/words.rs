//! What is said in the place of what was purged.

use super::Purge;
use crate::clock;
use crate::ui::paragraphs;
use leptos::prelude::*;

/// The purge of a submission's text, if it was purged.
pub fn of_text<'p>(purges: &'p [Purge], submission_id: &str) -> Option<&'p Purge> {
    purges.iter().find(|purge| {
        purge.submission_id.as_deref() == Some(submission_id)
            && purge.file_hash.is_none()
            && !purge.of_words
    })
}

/// When it was removed, and why, for those who might look for it.
pub fn gone_words(purge: &Purge) -> String {
    format!(
        "What was here was removed for good on {}. The reason: {}",
        clock::date(purge.purged_at),
        purge.reason
    )
}

/// The same in the place of a submission's text.
pub fn gone(purges: &[Purge], submission_id: &str) -> Option<AnyView> {
    let purge = of_text(purges, submission_id)?;
    let words = paragraphs(&gone_words(purge));
    let stays = "That it was handed in, when, and what was decided on it stay as they were. Of the text only its SHA-256 is left: ";
    Some(
        view! {
            <div class="before">
                <div inner_html=words></div>
                <p class="meta">{stays}{purge.content_hash.clone()}</p>
            </div>
        }
        .into_any(),
    )
}
