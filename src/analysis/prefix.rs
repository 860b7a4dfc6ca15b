//! The beginning of a text.

/// As much of a text's start as fits into so many bytes.
pub(crate) fn prefix(text: &str, bytes: usize) -> &str {
    (0..=bytes.min(text.len())).rev().find_map(|end| text.get(..end)).unwrap_or_default()
}
