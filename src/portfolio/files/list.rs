//! Files in a list, as learners and assessors see them; of a later submission, what is new and what was taken away.

use super::Attached;
use crate::clock;
use leptos::prelude::*;

/// The address below which the files of evidence or of a submission are, for those who have an account.
pub fn folder(of: &str) -> String {
    format!("/files/{of}")
}

/// The files of evidence or of a submission, by the address below which they are. Nothing when there are none.
pub fn list(folder: &str, files: &[Attached]) -> Option<impl IntoView + use<>> {
    let items: Vec<_> = files
        .iter()
        .map(|file| view! { <li>{entry(folder, file, None)}</li> })
        .collect();
    (!items.is_empty()).then(|| view! { <ul class="list" role="list">{items}</ul> })
}

/// The files of a submission under a heading; after one before, with what has changed.
pub fn section(
    folder: &str,
    files: &[Attached],
    before: Option<(String, &[Attached])>,
) -> Option<impl IntoView + use<>> {
    let among = |files: &[Attached], file: &Attached| files.iter().any(|f| f.hash == file.hash);
    let now = files.iter().map(|file| {
        let is_new = before
            .as_ref()
            .is_some_and(|(_, before)| !among(before, file));
        view! { <li>{entry(folder, file, is_new.then_some("New in this version"))}</li> }.into_any()
    });
    let mut items: Vec<_> = now.collect();
    if let Some((earlier, before)) = &before {
        let gone = before.iter().filter(|file| !among(files, file));
        items.extend(gone.map(|file| {
            let words = "Taken away since the version before";
            view! { <li>{entry(earlier, file, Some(words))}</li> }.into_any()
        }));
    }
    (!items.is_empty()).then(|| {
        view! { <h3>"Files"</h3><ul class="list" role="list">{items}</ul> }
    })
}

/// One file: to be saved, what it is, what its learner says of it.
pub(super) fn entry(folder: &str, file: &Attached, change: Option<&'static str>) -> AnyView {
    if let (Some(at), Some(because)) = (file.purged_at, &file.purged_because) {
        let words = format!(
            "Removed for good on {}. The reason: {because}",
            clock::date(at)
        );
        return view! { <div><p>"A file that was removed"</p><p>{words}</p></div> }.into_any();
    }
    let address = format!("{folder}/{}", file.hash);
    let added = format!(
        "{}, added {}",
        file.words(),
        clock::date_and_time(file.added_at)
    );
    view! {
        <div>
            <p><a href=address download=file.name.clone()>{file.name.clone()}</a></p>
            <p class="meta">{added}</p>
            {change.map(|words| view! { <p><span class="state">{words}</span></p> })}
            <p>{file.description.clone()}</p>
        </div>
    }
    .into_any()
}

/// Files as a document on paper names them: by name, size and hash.
pub fn printed(files: &[Attached]) -> Option<impl IntoView + use<>> {
    let items: Vec<_> = files
        .iter()
        .map(|file| {
            if file.purged_at.is_some() {
                let words = format!("A file that was removed. SHA-256 {}", file.hash);
                return view! { <li><p class="meta">{words}</p></li> }.into_any();
            }
            let words = format!("{} ({}). SHA-256 {}", file.name, file.words(), file.hash);
            view! { <li><p>{file.description.clone()}</p><p class="meta">{words}</p></li> }
                .into_any()
        })
        .collect();
    (!items.is_empty()).then(|| view! { <h2>"Files"</h2><ul>{items}</ul> })
}
