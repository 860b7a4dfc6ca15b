//! Bytes to clean text: one encoding, one kind of line end, nothing that cannot be seen.

use std::borrow::Cow;

use super::warnings::Warnings;

/// More than this of one article is not read.
pub(crate) const MAX_BYTES: usize = 8 * 1024 * 1024;

/// The bytes of a file of Markdown as clean text.
pub(super) fn decode(bytes: &[u8], warnings: &mut Warnings) -> String {
    clean(&text(limited(bytes, warnings), warnings)).into_owned()
}

/// A file's bytes as text. UTF-8, or UTF-16 where a byte order mark says so; what is neither is replaced by `�`.
fn text<'a>(bytes: &'a [u8], warnings: &mut Warnings) -> Cow<'a, str> {
    match bytes {
        [0xff, 0xfe, utf16 @ ..] => decode_utf16(utf16, u16::from_le_bytes, warnings),
        [0xfe, 0xff, utf16 @ ..] => decode_utf16(utf16, u16::from_be_bytes, warnings),
        _ => decode_utf8(bytes, warnings),
    }
}

fn limited<'a>(bytes: &'a [u8], warnings: &mut Warnings) -> &'a [u8] {
    let Some(head) = bytes.get(..MAX_BYTES).filter(|head| head.len() < bytes.len()) else {
        return bytes;
    };
    warnings.at(0, "the article is larger than 8 MiB: only the first part of it is read");
    let line_end = head.iter().rposition(|&b| b == b'\n').map_or(MAX_BYTES, |at| at + 1);
    head.get(..line_end).unwrap_or(head)
}

fn decode_utf8<'a>(bytes: &'a [u8], warnings: &mut Warnings) -> Cow<'a, str> {
    if let Ok(text) = str::from_utf8(bytes) {
        return Cow::Borrowed(text);
    }
    if let Some(chunk) = bytes.utf8_chunks().find(|chunk| !chunk.invalid().is_empty()) {
        let valid = chunk.valid().as_bytes();
        let start = valid.as_ptr().addr() - bytes.as_ptr().addr();
        let before = bytes.get(..start + valid.len()).unwrap_or_default();
        warnings.at(line_at_end(before), "not UTF-8 from this line on: what cannot be read is replaced by �");
    }
    String::from_utf8_lossy(bytes)
}

/// The line on which what follows `before` stands.
fn line_at_end(before: &[u8]) -> usize {
    let ends_line = |pair: &&[u8]| matches!(pair, [b'\n', ..]) || matches!(pair, [b'\r', next] if *next != b'\n');
    let within = before.windows(2).filter(ends_line).count();
    1 + within + usize::from(before.ends_with(b"\n") || before.ends_with(b"\r"))
}

fn decode_utf16<'a>(bytes: &[u8], unit: fn([u8; 2]) -> u16, warnings: &mut Warnings) -> Cow<'a, str> {
    let units = bytes.chunks_exact(2).filter_map(|pair| pair.try_into().ok().map(unit));
    warnings.at(0, "the file is in UTF-16: UTF-8 is expected");
    char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
}

/// Makes every line end `\n`, and takes out control characters and what has no width. The joiners U+200C and U+200D
/// stay: words of several scripts are spelt with them.
pub(super) fn clean(text: &str) -> Cow<'_, str> {
    // The characters that are looked for are control characters, or begin with one of three bytes.
    let suspicious = |b: u8| matches!(b, 0..=0x08 | 0x0b..=0x1f | 0x7f | 0xc2 | 0xe2 | 0xef);
    if !text.bytes().any(suspicious) {
        return Cow::Borrowed(text);
    }
    let mut clean = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\r' if chars.peek() == Some(&'\n') => {}
            '\r' => clean.push('\n'),
            '\u{2028}' | '\u{2029}' | '\u{85}' | '\x0b' | '\x0c' => clean.push(' '),
            '\n' | '\t' => clean.push(c),
            c if c.is_control() || is_invisible(c) => {}
            c => clean.push(c),
        }
    }
    Cow::Owned(clean)
}

/// Zero-width spaces, byte order marks, soft hyphens, and separators of lines and paragraphs.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}' | '\u{feff}' | '\u{ad}' | '\u{2060}' | '\u{2028}' | '\u{2029}')
}
