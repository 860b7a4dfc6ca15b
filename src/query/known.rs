//! What the dictionaries were found to have of words, kept from one search to the next: people ask with the same words, and
//! type a letter at a time.

use super::spelling::Near;
#[cfg(not(target_arch = "wasm32"))]
use std::collections::HashMap;
#[cfg(not(target_arch = "wasm32"))]
use std::hash::Hash;
#[cfg(not(target_arch = "wasm32"))]
use std::sync::Mutex;

/// So many words are kept, at least those of the last half as many; longer lists are not. Two thousand words with ten
/// relatives each take a megabyte.
#[cfg(not(target_arch = "wasm32"))]
const MOST: usize = 2_048;
#[cfg(not(target_arch = "wasm32"))]
const LONGEST: usize = 128;

/// Of immutable dictionaries: relatives of words, and words that are spelt like them. A page keeps nothing.
#[derive(Default)]
pub(crate) struct KnownWords {
    #[cfg(not(target_arch = "wasm32"))]
    families: Mutex<Generations<(String, String), (String, u32)>>,
    #[cfg(not(target_arch = "wasm32"))]
    near: Mutex<Generations<(String, u32, bool), Near>>,
}

#[cfg(not(target_arch = "wasm32"))]
impl KnownWords {
    /// The relatives of a word in some languages.
    pub(super) fn family(
        &self,
        word: &str,
        languages: &str,
        find: impl FnOnce() -> Vec<(String, u32)>,
    ) -> Vec<(String, u32)> {
        known(&self.families, (word.to_owned(), languages.to_owned()), find)
    }

    /// The words within so many edits.
    pub(super) fn near(&self, word: &str, most: u32, is_prefix: bool, find: impl FnOnce() -> Vec<Near>) -> Vec<Near> {
        known(&self.near, (word.to_owned(), most, is_prefix), find)
    }
}

#[cfg(target_arch = "wasm32")]
impl KnownWords {
    #[expect(clippy::unused_self, reason = "a page keeps nothing")]
    pub(super) fn family(
        &self,
        _word: &str,
        _languages: &str,
        find: impl FnOnce() -> Vec<(String, u32)>,
    ) -> Vec<(String, u32)> {
        find()
    }

    #[expect(clippy::unused_self, reason = "a page keeps nothing")]
    pub(super) fn near(
        &self,
        _word: &str,
        _most: u32,
        _is_prefix: bool,
        find: impl FnOnce() -> Vec<Near>,
    ) -> Vec<Near> {
        find()
    }
}

/// What is kept, or what is found now. Nobody waits for somebody who looks something up.
#[cfg(not(target_arch = "wasm32"))]
fn known<K: Hash + Eq, V: Clone>(kept: &Mutex<Generations<K, V>>, key: K, find: impl FnOnce() -> Vec<V>) -> Vec<V> {
    if let Some(known) = kept.lock().ok().and_then(|mut kept| kept.get(&key)) {
        return known;
    }
    let found = find();
    if found.len() <= LONGEST
        && let Ok(mut kept) = kept.lock()
    {
        kept.put(key, found.clone());
    }
    found
}

/// What was used lately, in two halves: when one is full, it takes the place of the other, which is forgotten.
#[cfg(not(target_arch = "wasm32"))]
struct Generations<K, V> {
    young: HashMap<K, Vec<V>>,
    old: HashMap<K, Vec<V>>,
}

#[cfg(not(target_arch = "wasm32"))]
impl<K, V> Default for Generations<K, V> {
    fn default() -> Self {
        Generations { young: HashMap::new(), old: HashMap::new() }
    }
}

#[cfg(not(target_arch = "wasm32"))]
impl<K: Hash + Eq, V: Clone> Generations<K, V> {
    fn get(&mut self, key: &K) -> Option<Vec<V>> {
        if let Some(known) = self.young.get(key) {
            return Some(known.clone());
        }
        let (key, known) = self.old.remove_entry(key)?;
        self.put(key, known.clone());
        Some(known)
    }

    fn put(&mut self, key: K, value: Vec<V>) {
        if self.young.len() >= MOST / 2 {
            self.old = std::mem::take(&mut self.young);
        }
        self.young.insert(key, value);
    }
}

#[cfg(test)]
mod tests {
    use super::{Generations, KnownWords, MOST};

    #[test]
    fn keeps_what_was_used_last_and_no_more() {
        let mut kept = Generations::<usize, usize>::default();
        for n in 0..10 * MOST {
            kept.put(n, vec![n]);
            assert_eq!(kept.get(&0), Some(vec![0]), "what is used is kept");
            assert!(kept.young.len() + kept.old.len() <= MOST + 1);
        }
        assert_eq!(kept.get(&1), None);
        assert_eq!(kept.get(&(10 * MOST - 1)), Some(vec![10 * MOST - 1]));
    }

    #[test]
    fn looks_up_once_by_word_and_languages() {
        let (words, mut count) = (KnownWords::default(), 0);
        for (word, languages) in [("a", "en"), ("a", "en"), ("a", "de"), ("b", "en"), ("a", "de")] {
            let found = words.family(word, languages, || {
                count += 1;
                vec![(format!("{word} {languages}"), 1)]
            });
            assert_eq!(found, [(format!("{word} {languages}"), 1)]);
        }
        assert_eq!(count, 3);
    }
}
