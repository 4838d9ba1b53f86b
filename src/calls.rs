//! What an island hears when a call to the server does not succeed.

use leptos::prelude::{FromServerFnError, ServerFnErrorErr};
use leptos::server_fn::codec::JsonEncoding;
use serde::{Deserialize, Serialize};

/// A call of another shape than this program's pages send.
pub const NOT_UNDERSTOOD: &str = "This page is of another version of the program. Reload it; what you have typed is kept in this browser.";

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
            ServerFnErrorErr::Args(_)
            | ServerFnErrorErr::MissingArg(_)
            | ServerFnErrorErr::Deserialization(_) => CallError::Refused(NOT_UNDERSTOOD.to_owned()),
            _ => CallError::Failed,
        }
    }
}
