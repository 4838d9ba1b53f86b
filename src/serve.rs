//! The running server: layers around the routes, start and graceful end.

use crate::accounts;
use crate::app::App;
use crate::connections::HEADERS_WITHIN;
use crate::edge;
use crate::error::Error;
use crate::form;
use crate::portfolio::files;
use crate::{assets, connections, content, quizzes, routes};
use anyhow::Context;
use axum::extract::DefaultBodyLimit;
use axum::http::{HeaderName, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use axum::{Router, middleware};
use std::any::Any;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::csrf::CsrfLayer;
use tower_http::set_header::SetResponseHeaderLayer;
use tracing_subscriber::EnvFilter;

/// No inline script or style anywhere; WebAssembly for the islands; nothing from elsewhere.
const SECURITY_POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
     img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

const HEADERS: [(&str, &str); 5] = [
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "same-origin"),
    (
        "permissions-policy",
        "camera=(), geolocation=(), microphone=()",
    ),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
];

/// The whole site as a service: routes in their layers. Tests call it without a socket.
pub fn site(app: &App) -> anyhow::Result<Router> {
    layered(app, routes::routes())
}

/// These routes in the site's layers; tests add a route of their own that fails.
pub(crate) fn layered(app: &App, routes: Router<App>) -> anyhow::Result<Router> {
    // Server functions run on it; a second call is refused, the first one stays.
    let _ = any_spawner::Executor::init_tokio();
    let same_site = CsrfLayer::new()
        .add_trusted_origin(&app.config.origin)
        .context("The origin cannot be compared with what browsers send")?;
    let mut router = routes
        .layer(CatchPanicLayer::custom(panicked))
        .layer(same_site)
        .layer(middleware::from_fn_with_state(app.clone(), edge::edge))
        .layer(DefaultBodyLimit::max(form::LIMIT))
        .layer(middleware::from_fn(edge::in_time))
        .layer(CatchPanicLayer::new())
        .layer(CompressionLayer::new());
    // A file that somebody has uploaded goes out under a stricter policy of its own.
    router = router.layer(SetResponseHeaderLayer::if_not_present(
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static(SECURITY_POLICY),
    ));
    for (name, value) in HEADERS {
        router = router.layer(header_layer(name, value));
    }
    if app.config.is_https() {
        router = router.layer(header_layer(
            header::STRICT_TRANSPORT_SECURITY.as_str(),
            "max-age=63072000",
        ));
    }
    Ok(router.with_state(app.clone()))
}

/// A handler that panicked is our fault like any other, and the edge says so on a page. What panicked is in the log already.
fn panicked(_: Box<dyn Any + Send>) -> Response {
    Error::internal("a handler panicked").into_response()
}

fn header_layer(name: &'static str, value: &'static str) -> SetResponseHeaderLayer<HeaderValue> {
    SetResponseHeaderLayer::overriding(
        HeaderName::from_static(name),
        HeaderValue::from_static(value),
    )
}

/// Serves until SIGTERM or Ctrl-C, then lets requests in flight finish.
pub async fn serve(app: App) -> anyhow::Result<()> {
    let listener = tokio::net::TcpListener::bind(app.config.addr)
        .await
        .with_context(|| format!("The address {} cannot be served", app.config.addr))?;
    let site = site(&app)?;
    tokio::spawn(accounts::deliver_mail(app.clone()));
    tokio::spawn(accounts::keep_tidy(app.clone()));
    tokio::spawn(files::keep_tidy(app.clone()));
    tokio::spawn(quizzes::keep_time(app.clone()));
    std::thread::spawn(assets::prepare);
    if let (true, Some(folder)) = (app.config.watch, &app.config.content) {
        tokio::spawn(content::watch(app.clone(), folder.clone()));
    }
    println!("Secure Base is at {}", app.config.origin);
    connections::serve(listener, site, HEADERS_WITHIN, asked_to_stop()).await;
    app.db.close().await;
    Ok(())
}

async fn asked_to_stop() {
    use tokio::signal::unix::{SignalKind, signal};
    match signal(SignalKind::terminate()) {
        Ok(mut terminate) => {
            tokio::select! {
                _ = terminate.recv() => {}
                _ = tokio::signal::ctrl_c() => {}
            }
        }
        Err(_) => {
            let _ = tokio::signal::ctrl_c().await;
        }
    }
}

/// Structured lines on standard error; `RUST_LOG` filters them.
pub fn log_to_standard_error() {
    let filter =
        EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info,sqlx=warn"));
    // A second subscriber is refused; the first one stays.
    let _ = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .try_init();
}
