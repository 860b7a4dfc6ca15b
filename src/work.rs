//! How building is carried out: on how many threads, and who is told how far it is.
//!
//! What is made does not depend on it: work is cut into tasks in one order, and their results are put together in that order.

use std::fmt;
use std::ops::ControlFlow;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use crate::error::{Error, ErrorKind, Result};

/// By default so many threads are used at most: more are seldom worth their memory.
const DEFAULT_THREADS: usize = 8;

/// More threads are never started.
const MOST_THREADS: usize = 64;

/// Items of small tasks are handed out by so many at most.
const MOST_AT_ONCE: usize = 64;

/// A part of building a knowledge base, in the order in which they come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Phase {
    /// Files or lines are read. Counts them; comes once for every source.
    Reading,
    /// The languages of articles that do not say theirs are told from their text. Counts articles.
    Languages,
    /// Words are looked for. Counts articles.
    Indexing,
    /// What an edition keeps is compressed. Counts articles; only an edition has it.
    Packing,
}

/// How far a build is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    phase: Phase,
    done: usize,
    total: usize,
}

impl Progress {
    /// What is being done.
    pub fn phase(&self) -> Phase {
        self.phase
    }

    /// How many of the [`total`](Self::total) are done; grows within a phase.
    pub fn done(&self) -> usize {
        self.done
    }

    /// How many there are; may be 0.
    pub fn total(&self) -> usize {
        self.total
    }
}

type Watch = dyn Fn(Progress) -> ControlFlow<()> + Send + Sync;

/// How to work.
#[derive(Clone, Default)]
pub(crate) struct Work {
    /// As many as the machine has if 0.
    threads: usize,
    watch: Option<Arc<Watch>>,
}

impl fmt::Debug for Work {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Work").field("threads", &self.threads).finish_non_exhaustive()
    }
}

impl Work {
    pub(crate) fn set_threads(&mut self, threads: usize) {
        self.threads = threads;
    }

    pub(crate) fn set_watch(&mut self, watch: impl Fn(Progress) -> ControlFlow<()> + Send + Sync + 'static) {
        self.watch = Some(Arc::new(watch));
    }

    /// Begins a phase of so many steps, and tells that none is done.
    pub(crate) fn begin(&self, phase: Phase, total: usize) -> Result<Stage<'_>> {
        let stage = Stage {
            work: self,
            phase,
            total,
            done: AtomicUsize::new(0),
            told: AtomicUsize::new(0),
            is_cancelled: AtomicBool::new(false),
            has_failed: AtomicBool::new(false),
        };
        stage.tell(0)?;
        Ok(stage)
    }

    /// What `one` makes of each of `items`, in their order.
    pub(crate) fn map<T: Sync, R: Send>(
        &self,
        phase: Phase,
        items: &[T],
        one: impl Fn(&T) -> R + Sync,
    ) -> Result<Vec<R>> {
        let stage = self.begin(phase, items.len())?;
        let tasks = items.chunks((items.len() / 100).clamp(1, MOST_AT_ONCE)).collect();
        let results = stage.run(tasks, |items: &[T], hand| {
            let results: Vec<R> = items.iter().map(&one).collect();
            hand.done(items.len()).map(|()| results)
        })?;
        stage.end()?;
        Ok(results.into_iter().flatten().collect())
    }

    /// On how many threads tasks are done.
    pub(crate) fn threads(&self) -> usize {
        match self.threads {
            0 => available().min(DEFAULT_THREADS),
            threads => threads.min(MOST_THREADS),
        }
    }
}

#[cfg(not(target_family = "wasm"))]
fn available() -> usize {
    std::thread::available_parallelism().map_or(1, std::num::NonZero::get)
}

#[cfg(target_family = "wasm")]
fn available() -> usize {
    1
}

/// A phase that has begun.
pub(crate) struct Stage<'w> {
    work: &'w Work,
    phase: Phase,
    total: usize,
    done: AtomicUsize,
    /// Hundredths of which was told.
    told: AtomicUsize,
    /// Nothing of it is of use any more.
    is_cancelled: AtomicBool,
    /// A task failed: those after it need not be begun, but those before it may fail first.
    has_failed: AtomicBool,
}

impl Stage<'_> {
    /// Does the tasks, on several threads if there are several of both, and returns their results in order; or the error of the
    /// first that has one.
    pub(crate) fn run<T: Send, R: Send>(
        &self,
        tasks: Vec<T>,
        one: impl Fn(T, Hand<'_>) -> Result<R> + Sync,
    ) -> Result<Vec<R>> {
        let threads = self.work.threads().min(tasks.len());
        if threads <= 1 {
            return tasks.into_iter().map(|task| one(task, Hand { stage: self, tells: true })).collect();
        }
        let results = Mutex::new(tasks.iter().map(|_| None).collect::<Vec<Option<Result<R>>>>());
        let tasks = Mutex::new(tasks.into_iter().enumerate());
        spread(threads, &|tells| {
            let _end = StopOnPanic(self);
            while let Some((number, task)) = self.next(&tasks) {
                let result = one(task, Hand { stage: self, tells });
                self.has_failed.fetch_or(result.is_err(), Ordering::Relaxed);
                if let Some(place) = unlocked(&results).get_mut(number) {
                    *place = Some(result);
                }
            }
        });
        let results = results.into_inner().unwrap_or_else(PoisonError::into_inner);
        // Where one failed, those after it may not have been begun.
        results.into_iter().map(|result| result.unwrap_or_else(|| Err(cancelled()))).collect()
    }

    fn next<T>(&self, tasks: &Mutex<impl Iterator<Item = T>>) -> Option<T> {
        let is_over = self.is_cancelled.load(Ordering::Relaxed) || self.has_failed.load(Ordering::Relaxed);
        if is_over { None } else { unlocked(tasks).next() }
    }

    /// Counts steps that are done by who has begun the phase.
    pub(crate) fn done(&self, steps: usize) -> Result<()> {
        Hand { stage: self, tells: true }.done(steps)
    }

    /// Tells that all is done.
    pub(crate) fn end(&self) -> Result<()> {
        if self.total > 0 && self.told.load(Ordering::Relaxed) < 100 { self.tell(self.total) } else { Ok(()) }
    }

    fn tell(&self, done: usize) -> Result<()> {
        let progress = Progress { phase: self.phase, done, total: self.total };
        let goes_on = self.work.watch.as_ref().is_none_or(|watch| watch(progress).is_continue());
        self.is_cancelled.fetch_or(!goes_on, Ordering::Relaxed);
        if goes_on { Ok(()) } else { Err(cancelled()) }
    }
}

pub(crate) fn cancelled() -> Error {
    Error::new(ErrorKind::Cancelled, "the build was cancelled")
}

/// What a lock guards is whole even if another thread panicked: it is only ever replaced.
fn unlocked<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Stops all threads when one panics, so that nobody waits for work that is of no use any more.
struct StopOnPanic<'s>(&'s Stage<'s>);

impl Drop for StopOnPanic<'_> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            self.0.is_cancelled.store(true, Ordering::Relaxed);
        }
    }
}

/// Calls `work` on so many threads, of which this one is told that it is the first, and waits for all.
#[cfg(not(target_family = "wasm"))]
fn spread(threads: usize, work: &(dyn Fn(bool) + Sync)) {
    std::thread::scope(|scope| {
        // Where the system has no more threads, those that there are do the work.
        let spawn = |_| std::thread::Builder::new().spawn_scoped(scope, || work(false)).ok();
        let others: Vec<_> = (1..threads).map_while(spawn).collect();
        work(true);
        for other in others {
            if let Err(panic) = other.join() {
                std::panic::resume_unwind(panic);
            }
        }
    });
}

#[cfg(target_family = "wasm")]
fn spread(_: usize, work: &(dyn Fn(bool) + Sync)) {
    work(true);
}

/// By which a task says how far it is.
#[derive(Clone, Copy)]
pub(crate) struct Hand<'s> {
    stage: &'s Stage<'s>,
    /// It is the thread that was asked to build: nobody is told from another.
    tells: bool,
}

impl Hand<'_> {
    /// Counts steps that are done. An error if the work is to be stopped.
    pub(crate) fn done(&self, steps: usize) -> Result<()> {
        let stage = self.stage;
        let done = stage.done.fetch_add(steps, Ordering::Relaxed) + steps;
        if stage.is_cancelled.load(Ordering::Relaxed) {
            return Err(cancelled());
        }
        let share = done.saturating_mul(100) / stage.total.max(1);
        if !self.tells || share <= stage.told.load(Ordering::Relaxed) {
            return Ok(());
        }
        stage.told.store(share, Ordering::Relaxed);
        stage.tell(done.min(stage.total))
    }
}
