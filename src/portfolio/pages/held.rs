//! A hand-in that waits until its learner has looked at what was found in it.

use super::dossier::Dossier;
use crate::accounts::{Actor, Visitor};
use crate::app::App;
use crate::form::Form;
use crate::layout::Layout;
use crate::portfolio::asking::Asking;
use crate::portfolio::screen::{Looked, Place, Screening};
use crate::portfolio::{self, Activity};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

/// Asks about what was found; `revision` is that of the draft as it was saved just now.
pub(super) fn page(
    app: &App,
    actor: Actor,
    dossier: &Dossier,
    form: &Form,
    screening: &Screening,
    revision: i64,
) -> Response {
    let evidence = &dossier.evidence;
    let mut asking = Asking::new(form, screening, |looked| place(dossier, looked));
    asking.kicker = format!(
        "{} · {}",
        dossier.activity.method().title(),
        dossier.activity.title()
    );
    asking.change = format!("/evidence/{}?write=true", evidence.id);
    asking.action = format!("/evidence/{}", evidence.id);
    asking.seals = screening.seal(&portfolio::about(&evidence.id, revision));
    for (_, value) in asking
        .fields
        .iter_mut()
        .filter(|(name, _)| name == "revision")
    {
        *value = revision.to_string();
    }
    let visitor = Visitor(Some(actor));
    let layout = Layout::new(app, &visitor, "Could anybody be recognised?").here("/portfolio");
    let page = layout.render(|| asking.view());
    (StatusCode::UNPROCESSABLE_ENTITY, page).into_response()
}

/// What the text is called on the page where it was written.
fn place(dossier: &Dossier, looked: &Looked) -> String {
    match (&looked.place, &dossier.activity) {
        (Place::Field(id), Activity::Worksheet(worksheet)) => {
            let field = worksheet.field(id);
            field.map(|field| field.title.clone()).unwrap_or_default()
        }
        (Place::Where(code), _) => format!("Where in the text {code} is shown"),
        (Place::Why(code), _) => format!("Why it shows {code}"),
        (Place::File(name), _) => format!("The file “{name}”"),
        _ => dossier.activity.asks().0.to_owned(),
    }
}
