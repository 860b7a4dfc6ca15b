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

    /// Of at most so many bytes.
    const LONGEST: usize = 64;

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
        let chars = match text.len() {
            _ if text.is_ascii() => text.chars().collect(),
            0..=LONGEST => remembered(text, form),
            _ => asked(text, form).chars().collect(),
        };
        Vec::into_iter(chars)
    }

    fn asked(text: &str, form: Form) -> String {
        let name = match form {
            Form::Nfc => "NFC",
            Form::Nfkc => "NFKC",
            Form::Nfkd => "NFKD",
        };
        String::from(JsString::from(text).normalize(name))
    }

    fn remembered(text: &str, form: Form) -> Vec<char> {
        KNOWN.with_borrow_mut(|known| {
            let [nfc, nfkc, nfkd] = known;
            let known = match form {
                Form::Nfc => nfc,
                Form::Nfkc => nfkc,
                Form::Nfkd => nfkd,
            };
            if let Some(normal) = known.get(text) {
                return normal.chars().collect();
            }
            if known.len() >= REMEMBERED {
                known.clear();
            }
            let normal = asked(text, form);
            let chars = normal.chars().collect();
            known.insert(text.to_owned(), normal);
            chars
        })
    }
}
