//! Unicode's normal forms: by this crate's tables natively, and in a page by those that the browser has anyway, which saves
//! 42 KB of its download. Unicode promises that both agree on every character that they know.

#[cfg(not(all(feature = "wasm", target_arch = "wasm32")))]
pub(super) use native::{nfc, nfkc, nfkd};
#[cfg(all(feature = "wasm", target_arch = "wasm32"))]
pub(super) use page::{nfc, nfkc, nfkd};

#[cfg(not(all(feature = "wasm", target_arch = "wasm32")))]
mod native {
    use unicode_normalization::UnicodeNormalization;

    pub(in super::super) fn nfc(text: &str) -> impl Iterator<Item = char> {
        text.nfc()
    }

    pub(in super::super) fn nfkc(text: &str) -> impl Iterator<Item = char> {
        text.nfkc()
    }

    pub(in super::super) fn nfkd(text: &str) -> impl Iterator<Item = char> {
        text.nfkd()
    }
}

#[cfg(all(feature = "wasm", target_arch = "wasm32"))]
mod page {
    use std::cell::RefCell;
    use std::collections::HashMap;

    use js_sys::JsString;

    /// So many words are remembered: calls to JavaScript cost more than everything else about a word.
    const REMEMBERED: usize = 20_000;

    #[derive(Clone, Copy)]
    enum Form {
        Nfc,
        Nfkc,
        Nfkd,
    }

    thread_local! {
        static KNOWN: RefCell<[HashMap<String, String>; 3]> = RefCell::default();
    }

    pub(in super::super) fn nfc(text: &str) -> impl Iterator<Item = char> {
        normal(text, Form::Nfc)
    }

    pub(in super::super) fn nfkc(text: &str) -> impl Iterator<Item = char> {
        normal(text, Form::Nfkc)
    }

    pub(in super::super) fn nfkd(text: &str) -> impl Iterator<Item = char> {
        normal(text, Form::Nfkd)
    }

    fn normal(text: &str, form: Form) -> std::vec::IntoIter<char> {
        let chars = if text.is_ascii() { text.chars().collect() } else { remembered(text, form) };
        Vec::into_iter(chars)
    }

    fn remembered(text: &str, form: Form) -> Vec<char> {
        KNOWN.with_borrow_mut(|known| {
            let [nfc, nfkc, nfkd] = known;
            let (known, name) = match form {
                Form::Nfc => (nfc, "NFC"),
                Form::Nfkc => (nfkc, "NFKC"),
                Form::Nfkd => (nfkd, "NFKD"),
            };
            if let Some(normal) = known.get(text) {
                return normal.chars().collect();
            }
            if known.len() >= REMEMBERED {
                known.clear();
            }
            let normal = String::from(JsString::from(text).normalize(name));
            let chars = normal.chars().collect();
            known.insert(text.to_owned(), normal);
            chars
        })
    }
}
