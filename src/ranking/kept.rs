//! What frequent groups bring, kept from one query to the next.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, Weak};

use super::impact::Impact;
use super::saturation::Saturations;
use crate::query::Group;
use crate::segment::Segment;
use crate::settings::Ranking;

/// At most so many bytes are kept for each article of a segment.
const MOST_OF_ARTICLE: usize = 384;

/// In segments of fewer articles, all of them are looked at.
const LARGE: usize = 1 << 13;

/// What frequent groups bring to the articles of large segments: of those that were asked for last, as many as fit into 384
/// bytes an article.
pub(crate) struct Kept {
    large: usize,
    all: Mutex<All>,
}

#[derive(Default)]
struct All {
    impacts: HashMap<Key, One>,
    bytes: usize,
    /// Counts what was asked for.
    clock: u64,
}

/// A segment's place in memory, and all of a group and of the constants on which an impact depends.
type Key = (usize, Vec<u8>);

struct One {
    impact: Arc<Impact>,
    used: u64,
    /// So that no other segment has its place in memory.
    _segment: Weak<dyn Segment>,
}

impl Default for Kept {
    fn default() -> Self {
        Self::from_articles(LARGE)
    }
}

impl Kept {
    /// For segments of so many articles or more.
    pub(crate) fn from_articles(large: usize) -> Self {
        Kept { large, all: Mutex::default() }
    }

    /// Whether a segment has so many articles that not all should be looked at.
    pub(super) fn is_large(&self, segment: &dyn Segment) -> bool {
        segment.table().articles.len() >= self.large
    }

    /// What a group brings: as it is kept, or from its postings.
    pub(super) fn get(
        &self,
        group: &Group,
        segment: &Arc<dyn Segment>,
        saturations: &Saturations,
        ranking: &Ranking,
    ) -> Arc<Impact> {
        let key = key(group, segment, saturations, ranking);
        if let Some(known) = self.known(&key) {
            return known;
        }
        let impact = Arc::new(Impact::of(group, segment.as_ref(), saturations, ranking));
        if impact.is_frequent() {
            self.keep(key, &impact, segment);
        }
        impact
    }

    fn known(&self, key: &Key) -> Option<Arc<Impact>> {
        let mut all = self.all.lock().ok()?;
        all.clock += 1;
        let now = all.clock;
        let one = all.impacts.get_mut(key)?;
        one.used = now;
        Some(Arc::clone(&one.impact))
    }

    fn keep(&self, key: Key, impact: &Arc<Impact>, segment: &Arc<dyn Segment>) {
        let size = impact.size() + key.1.len();
        let Ok(mut all) = self.all.lock() else { return };
        let most = MOST_OF_ARTICLE * segment.table().articles.len();
        if size > most / 4 || all.impacts.contains_key(&key) {
            return;
        }
        while all.bytes + size > most {
            all.forget();
        }
        all.bytes += size;
        let used = all.clock;
        all.impacts.insert(key, One { impact: Arc::clone(impact), used, _segment: Arc::downgrade(segment) });
    }
}

impl All {
    /// Forgets what was not asked for longest.
    fn forget(&mut self) {
        let oldest = self.impacts.iter().min_by_key(|(_, one)| one.used).map(|(key, _)| key.clone());
        match oldest.and_then(|key| Some((key.1.len(), self.impacts.remove(&key)?))) {
            Some((key, one)) => self.bytes -= (one.impact.size() + key).min(self.bytes),
            None => self.bytes = 0,
        }
    }
}

fn key(group: &Group, segment: &Arc<dyn Segment>, saturations: &Saturations, ranking: &Ranking) -> Key {
    let mut bytes = Vec::new();
    let numbers = [ranking.title_words, ranking.curated, ranking.prefix_distance];
    for number in numbers.into_iter().chain(saturations.article.numbers()).chain(saturations.title.numbers()) {
        bytes.extend(number.to_bits().to_le_bytes());
    }
    for form in &group.forms {
        bytes.push(form.kind as u8);
        bytes.extend(form.weight.to_bits().to_le_bytes());
        for term in &form.terms {
            bytes.extend_from_slice(term.as_bytes());
            // No term has this byte.
            bytes.push(0xff);
        }
        bytes.push(0xfe);
    }
    (Arc::as_ptr(segment).cast::<()>() as usize, bytes)
}
