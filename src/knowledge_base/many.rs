//! Many queries at once.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};
#[cfg(not(target_arch = "wasm32"))]
use std::thread;

use super::{KnowledgeBase, State};
use crate::error::Result;
use crate::query::Query;
use crate::results::Results;
use crate::search::search;

impl KnowledgeBase {
    /// Answers many queries on up to `threads` threads, of which the caller's is one: what [`search`](Self::search) gives
    /// for each of them, in their order. 0 threads are taken for 1, and there are never more than queries;
    /// [`std::thread::available_parallelism`] tells how many are of use. In WebAssembly there is only the caller's.
    ///
    /// All are answered by the articles that there are at the beginning, whatever [replaces](Self::replace) them meanwhile,
    /// and all results are held until the last one is there: who has more queries than memory asks them by thousands.
    /// A query that fails takes no other with it.
    ///
    /// ```
    /// # #[cfg(feature = "index")]
    /// # fn main() -> nohold::Result<()> {
    /// use nohold::KnowledgeBase;
    ///
    /// let kb = KnowledgeBase::builder().article("a.md", "# Refunds").article("b.md", "# Parcels").build()?;
    /// let results: nohold::Result<Vec<_>> = kb.search_many(["parcel", "refund", "kettle"], 2).into_iter().collect();
    /// let found: Vec<usize> = results?.iter().map(|results| results.len()).collect();
    /// assert_eq!(found, [1, 1, 0]);
    /// # Ok(())
    /// # }
    /// # #[cfg(not(feature = "index"))]
    /// # fn main() {}
    /// ```
    pub fn search_many<Q: Into<Query>>(
        &self,
        queries: impl IntoIterator<Item = Q>,
        threads: usize,
    ) -> Vec<Result<Results>> {
        let slots: Vec<_> = queries.into_iter().map(|query| (query.into(), OnceLock::new())).collect();
        let desk = Desk { state: &self.state(), slots: &slots, next: AtomicUsize::new(0) };
        desk.serve(threads);
        // Every slot is filled: whoever took it has returned, or its panic has become the caller's.
        slots.into_iter().filter_map(|(_, result)| result.into_inner()).collect()
    }
}

/// Where threads take the next query from, so that none of them is idle while there are any: some take a hundred times
/// as long as others.
struct Desk<'a> {
    state: &'a State,
    slots: &'a [(Query, OnceLock<Result<Results>>)],
    next: AtomicUsize,
}

impl Desk<'_> {
    #[cfg(not(target_arch = "wasm32"))]
    fn serve(&self, threads: usize) {
        thread::scope(|scope| {
            for _ in 1..threads.min(self.slots.len()) {
                // Where the system has no more threads, those that there are do the work.
                if thread::Builder::new().spawn_scoped(scope, || self.work()).is_err() {
                    break;
                }
            }
            self.work();
        });
    }

    #[cfg(target_arch = "wasm32")]
    fn serve(&self, _threads: usize) {
        self.work();
    }

    fn work(&self) {
        while let Some((query, result)) = self.slots.get(self.next.fetch_add(1, Ordering::Relaxed)) {
            // Nobody else has taken this one.
            let _ = result.set(self.state.answer(|state| search(query, &state.library())));
        }
    }
}
