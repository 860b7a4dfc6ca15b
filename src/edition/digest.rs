//! The digest by which an edition can be pinned.

use std::fmt::Write as _;

use sha2::{Digest as _, Sha256};

/// The SHA-256 of the whole file, in hexadecimal: what `sha256sum` prints.
pub(crate) fn digest(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::with_capacity(64), |mut text, byte| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}
