//! What an archive from elsewhere says: whose it is, whose signature it has, and what of it is about something else than here.

use crate::accounts::settings;
use crate::app::App;
use crate::clock;
use crate::error::Result;
use crate::learning::list as listed;
use crate::library::Specification;
use crate::portfolio::export::Checked;
use crate::portfolio::export::content::{Achieved, Enrolled};
use leptos::prelude::*;

/// Whose signature the archive has.
pub(super) struct Signer {
    pub(super) key: String,
    /// What it is known as here.
    pub(super) known: Option<String>,
}

impl Signer {
    pub(super) async fn of(app: &App, key: &str) -> Result<Self> {
        let trusted = settings::load(&app.db).await?.trusted_keys();
        let mut trusted = trusted.into_iter();
        Ok(Signer {
            known: trusted
                .find(|(known, _)| known == key)
                .map(|(_, name)| name),
            key: key.to_owned(),
        })
    }
}

/// The qualification in which something was achieved; in archives from before that of its enrolment.
pub(super) fn qualification_of<'c>(enrolled: &'c Enrolled, achieved: &'c Achieved) -> &'c str {
    match achieved.qualification.is_empty() {
        true => &enrolled.qualification,
        false => &achieved.qualification,
    }
}

/// What was achieved there in other qualifications is not taken, whatever its criteria are called.
pub(super) fn others(qualification: &str, checked: &Checked) -> Option<impl IntoView + use<>> {
    let enrolments = checked.portfolio.enrolments.iter();
    let others = enrolments.filter(|enrolled| {
        let mut achieved = enrolled.achieved.iter();
        achieved.any(|one| qualification_of(enrolled, one) != qualification)
    });
    let titles: Vec<&str> = others.map(|enrolled| enrolled.title.as_str()).collect();
    (!titles.is_empty()).then(|| {
        let words = format!(
            "What was achieved there in {} is not shown: it is another qualification, whose criteria may have the same codes and ask for something else. If it bears on this one, record it as prior learning yourself.",
            listed(&titles)
        );
        view! { <p class="before">{words}</p> }
    })
}

/// What is said of something that was achieved on another version than the one that the learner is on here.
pub(super) fn other_version(
    here: &Specification,
    enrolled: &Enrolled,
    achieved: &Achieved,
) -> Option<String> {
    let (version, hash) = match achieved.specification.is_empty() {
        true => (&enrolled.version, &enrolled.specification),
        false => (&achieved.version, &achieved.specification),
    };
    (*hash != here.version.hash).then(|| {
        format!(
            "It was achieved on version {version}, with another text than version {} here: make sure that {} asked for the same.",
            here.label, achieved.criterion
        )
    })
}

/// Whose portfolio it is, and whose signature.
pub(super) fn facts(learner: &str, checked: &Checked, signer: &Signer) -> impl IntoView + use<> {
    let (portfolio, signed) = (&checked.portfolio, &checked.signed);
    let trust = match &signer.known {
        Some(name) => format!("Known here as {name}: an administrator trusts this key."),
        None => "Unknown here. The archive is whole, and nobody but the holder of this key can have made it; but who that is, the archive alone cannot show. Ask the organisation for its key before you rely on it; an administrator can enter it in the settings.".to_owned(),
    };
    let other = (portfolio.name != learner).then(|| {
        let words = format!(
            "It is the portfolio of {}, and you are looking at {}. Make sure that they are one person.",
            portfolio.name, learner
        );
        view! { <p class="before">{words}</p> }
    });
    view! {
        <p class="lead">"The archive is whole: every byte is as it was signed."</p>
        {other}
        <dl class="facts broad">
            <dt>"Portfolio of"</dt><dd>{format!("{} ({})", portfolio.name, portfolio.email)}</dd>
            <dt>"From"</dt><dd>{format!("{} ({})", portfolio.organisation, portfolio.address)}</dd>
            <dt>"Signed"</dt><dd>{clock::date_and_time(signed.signed_at)}</dd>
            <dt>"Key"</dt><dd>{signed.public_key.clone()}</dd>
            <dt>"Whose key"</dt><dd>{trust}</dd>
        </dl>
    }
}
