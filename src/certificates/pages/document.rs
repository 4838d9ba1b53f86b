//! The certificate as a PDF.

use crate::accounts::{Role, Visitor, is_colleague, settings};
use crate::app::App;
use crate::certificates::{Certificate, number, pdf};
use crate::clock;
use crate::error::{Error, Result};
use axum::http::header;
use axum::response::{IntoResponse, Response};

/// The PDF, for its holder, assessors of their organisation and administrators: everybody else has the verification page.
pub(super) async fn document(
    app: &App,
    visitor: &Visitor,
    certificate: &Certificate,
) -> Result<Response> {
    let actor = visitor.0.as_ref().ok_or(Error::SignIn)?;
    let may = actor.id == certificate.learner_id
        || actor.is(Role::Administrator)
        || (actor.is(Role::Assessor)
            && is_colleague(&app.db, actor, &certificate.learner_id).await?);
    if !may {
        return Err(Error::NotFound);
    }
    let settings = settings::load(&app.db).await?;
    let number = number::display(&certificate.number);
    let count = |n: i64| u32::try_from(n).ok();
    let face = pdf::Face {
        organisation: certificate.organisation.clone(),
        logo: settings.logo,
        accent: settings.accent,
        learner: certificate.name.clone(),
        award: certificate.title.clone(),
        kind: certificate.kind.clone(),
        credits: count(certificate.credits),
        guided_learning_hours: count(certificate.guided_hours),
        specification: certificate.specification_label.clone(),
        units: certificate.unit_titles(),
        issued_on: clock::date(certificate.issued_at),
        expires_on: certificate.expires_at.map(clock::date),
        address: format!("{}/certificates/{number}", app.config.origin),
        assessor: certificate.issued_by_name.clone(),
        statement: certificate.statement.clone(),
        number: number.clone(),
    };
    let bytes = tokio::task::spawn_blocking(move || pdf::render(&face))
        .await
        .map_err(Error::internal)?
        .map_err(Error::internal)?;
    let headers = [
        (header::CONTENT_TYPE, "application/pdf".to_owned()),
        (
            header::CONTENT_DISPOSITION,
            format!("attachment; filename=\"certificate-{number}.pdf\""),
        ),
    ];
    Ok((headers, bytes).into_response())
}
