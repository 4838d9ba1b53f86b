//! Evidence while it is being written, as a page to print.

use super::dossier::Dossier;
use crate::accounts::{Actor, Visitor};
use crate::app::App;
use crate::clock;
use crate::error::Result;
use crate::layout::Layout;
use crate::portfolio::files::list;
use crate::portfolio::nothing;
use crate::ui::Document;
use axum::extract::{Path, State};
use axum::response::Response;
use leptos::prelude::*;

/// `GET /evidence/{id}/document`
pub(super) async fn document(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<String>,
) -> Result<Response> {
    let dossier = Dossier::load(&app, &actor, &id).await?;
    let saved = clock::date_and_time(dossier.evidence.saved_at);
    let facts = [
        ("By", actor.name.clone()),
        ("Unit", dossier.evidence.unit.clone()),
        (
            "State",
            format!("A draft, saved on {saved}. It has not been handed in like this."),
        ),
    ];
    let title = dossier.activity.title().to_owned();
    let layout = Layout::new(&app, &Visitor(Some(actor)), title.clone()).here("/portfolio");
    Ok(layout.render(|| {
        let back = (format!("/evidence/{id}"), "Evidence");
        let kind = dossier.activity.method().title();
        let text = dossier.activity.read(&dossier.evidence.body, &nothing);
        let files = list::printed(&dossier.files);
        let body = view! { <h2>"What it says"</h2><div class="text">{text}</div>{files} };
        let body = body.into_any();
        view! { <Document back kind title facts=facts.to_vec() body/> }
    }))
}
