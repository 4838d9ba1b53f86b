//! Pinning: a text's hash, and where it stands.

use sha2::{Digest, Sha256};

use super::{Version, VersionKind};

impl Version {
    pub(crate) fn new(
        kind: VersionKind,
        reference: impl Into<String>,
        source: impl Into<String>,
    ) -> Self {
        let source = source.into();
        Self {
            hash: sha256(&source),
            kind,
            reference: reference.into(),
            source,
        }
    }
}

/// SHA-256 in lower-case hexadecimal.
pub(crate) fn sha256(text: &str) -> String {
    Sha256::digest(text.as_bytes())
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}
