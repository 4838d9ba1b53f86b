//! What an island hears when a call to the server does not succeed.

use leptos::prelude::{FromServerFnError, ServerFnErrorErr};
use leptos::server_fn::codec::JsonEncoding;
use serde::{Deserialize, Serialize};

/// Why a call was refused or did not arrive.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum CallError {
    /// Nobody is signed in any more.
    SignIn,
    /// Refused, in our words.
    Refused(String),
    /// The server was not reached.
    Offline,
    /// Anything else; the server's log knows.
    Failed,
}

impl FromServerFnError for CallError {
    type Encoder = JsonEncoding;

    fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
        match error {
            ServerFnErrorErr::Request(_) => CallError::Offline,
            ServerFnErrorErr::Args(_) | ServerFnErrorErr::MissingArg(_) => {
                #[cfg(feature = "ssr")]
                not_understood();
                CallError::Failed
            }
            _ => CallError::Failed,
        }
    }
}

/// A call of the wrong shape is the caller's fault and not ours.
#[cfg(feature = "ssr")]
fn not_understood() {
    if let Some(response) = leptos::prelude::use_context::<leptos_axum::ResponseOptions>() {
        response.set_status(axum::http::StatusCode::UNPROCESSABLE_ENTITY);
    }
}
