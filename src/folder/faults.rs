//! Saving under faults: at every operation the disk fails, tears a chunk, or the process is killed; then the machine may
//! stop as well. What is at the path afterwards is one edition, whole.
//!
//! The model of a disk allows more than real ones do. What was not synced may be lost, torn or zeros; of the names that
//! were changed since their folder was synced any may have reached the disk, so that a renamed file may have both names
//! or none.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::disk::{Disk, Files};
use super::save::{CHUNK, replace};
use super::scratch::Scratch;
use crate::error::{Error, Result};
use crate::knowledge_base::KnowledgeBase;

#[derive(Debug, Clone, Copy, PartialEq)]
enum Fault {
    /// Nothing is done, and an error reported.
    Fails,
    /// Half of a chunk is written, and an error reported.
    Tears,
    /// Half of a chunk is written, and the process is no more: whatever it would still do has no effect.
    Stops,
}

impl From<Fault> for io::Error {
    fn from(fault: Fault) -> Self {
        io::Error::other(format!("{fault:?}"))
    }
}

/// A disk with faults at some of the operations, which are counted from 0.
struct Faulty<'a, D> {
    disk: &'a mut D,
    faults: &'a [(usize, Fault)],
    operations: Vec<&'static str>,
    stopped: bool,
}

impl<D> Faulty<'_, D> {
    fn begin(&mut self, operation: &'static str) -> std::result::Result<(), Fault> {
        if self.stopped {
            return Err(Fault::Fails);
        }
        let fault = self.faults.iter().find(|(number, _)| *number == self.operations.len());
        self.operations.push(operation);
        self.stopped = fault.is_some_and(|(_, fault)| *fault == Fault::Stops);
        fault.map_or(Ok(()), |(_, fault)| Err(*fault))
    }
}

impl<D: Disk> Disk for Faulty<'_, D> {
    type File = D::File;

    fn create(&mut self, path: &Path) -> io::Result<D::File> {
        self.begin("create")?;
        self.disk.create(path)
    }

    fn permit(&mut self, file: &mut D::File) -> io::Result<()> {
        self.begin("permit")?;
        self.disk.permit(file)
    }

    fn write(&mut self, file: &mut D::File, chunk: &[u8]) -> io::Result<()> {
        match self.begin("write") {
            Ok(()) => self.disk.write(file, chunk),
            Err(Fault::Fails) => Err(Fault::Fails.into()),
            Err(fault) => self.disk.write(file, &chunk[..chunk.len() / 2]).and(Err(fault.into())),
        }
    }

    fn sync(&mut self, file: &mut D::File) -> io::Result<()> {
        self.begin("sync")?;
        self.disk.sync(file)
    }

    fn close(&mut self, file: D::File) -> io::Result<()> {
        self.begin("close")?;
        self.disk.close(file)
    }

    fn rename(&mut self, from: &Path, to: &Path) -> io::Result<()> {
        self.begin("rename")?;
        self.disk.rename(from, to)
    }

    fn sync_folder(&mut self, folder: &Path) -> io::Result<()> {
        self.begin("sync the folder")?;
        self.disk.sync_folder(folder)
    }

    fn remove(&mut self, path: &Path) -> io::Result<()> {
        self.begin("remove")?;
        self.disk.remove(path)
    }
}

/// A disk with one folder.
#[derive(Default)]
struct Model {
    files: Vec<Bytes>,
    /// The files by name, as processes see them.
    names: BTreeMap<PathBuf, usize>,
    synced_names: BTreeMap<PathBuf, usize>,
    /// What was done to the names since.
    changes: Vec<(PathBuf, Option<usize>)>,
    forgets_to_sync: Option<&'static str>,
}

#[derive(Default)]
struct Bytes {
    written: Vec<u8>,
    synced: Vec<u8>,
}

impl Model {
    fn new(old: Option<&[u8]>) -> Self {
        let mut model = Model::default();
        if let Some(old) = old {
            model.files.push(Bytes { written: old.to_vec(), synced: old.to_vec() });
            model.names.insert(PathBuf::from(PATH), 0);
            model.synced_names = model.names.clone();
        }
        model
    }

    fn change(&mut self, name: &Path, file: Option<usize>) {
        set(&mut self.names, name, file);
        self.changes.push((name.to_owned(), file));
    }

    fn at_path(&self) -> Option<&[u8]> {
        self.names.get(Path::new(PATH)).map(|&file| self.files[file].written.as_slice())
    }

    /// What may be at the path when the machine has stopped and started again.
    fn after_a_crash(&self) -> Vec<Option<Vec<u8>>> {
        let subsets = 0..1_u32 << self.changes.len();
        let files = subsets.map(|subset| {
            let mut names = self.synced_names.clone();
            let changes = self.changes.iter().enumerate().filter(|(number, _)| subset & (1 << number) != 0);
            changes.for_each(|(_, (name, file))| set(&mut names, name, *file));
            names.get(Path::new(PATH)).copied()
        });
        files.flat_map(|file| file.map_or(vec![None], |file| self.files[file].after_a_crash())).collect()
    }
}

fn set(names: &mut BTreeMap<PathBuf, usize>, name: &Path, file: Option<usize>) {
    names.remove(name);
    names.extend(file.map(|file| (name.to_owned(), file)));
}

impl Bytes {
    /// What was synced; everything; half of a chunk less; the first chunk missing; zeros.
    fn after_a_crash(&self) -> Vec<Option<Vec<u8>>> {
        let mut outcomes = vec![self.synced.clone()];
        if self.written != self.synced {
            let first = CHUNK.min(self.written.len());
            outcomes.push(self.written.clone());
            outcomes.push(self.written[..self.written.len().saturating_sub(CHUNK / 2)].to_vec());
            outcomes.push([&vec![0; first], &self.written[first..]].concat());
            outcomes.push(vec![0; self.written.len()]);
        }
        outcomes.into_iter().map(Some).collect()
    }
}

impl Disk for Model {
    type File = usize;

    fn create(&mut self, path: &Path) -> io::Result<usize> {
        if self.names.contains_key(path) {
            return Err(io::ErrorKind::AlreadyExists.into());
        }
        self.files.push(Bytes::default());
        self.change(path, Some(self.files.len() - 1));
        Ok(self.files.len() - 1)
    }

    fn permit(&mut self, _: &mut usize) -> io::Result<()> {
        Ok(())
    }

    fn write(&mut self, file: &mut usize, chunk: &[u8]) -> io::Result<()> {
        self.files[*file].written.extend_from_slice(chunk);
        Ok(())
    }

    fn sync(&mut self, file: &mut usize) -> io::Result<()> {
        if self.forgets_to_sync != Some("file") {
            self.files[*file].synced = self.files[*file].written.clone();
        }
        Ok(())
    }

    fn close(&mut self, _: usize) -> io::Result<()> {
        Ok(())
    }

    fn rename(&mut self, from: &Path, to: &Path) -> io::Result<()> {
        let file = *self.names.get(from).ok_or(io::ErrorKind::NotFound)?;
        self.change(to, Some(file));
        self.change(from, None);
        Ok(())
    }

    fn sync_folder(&mut self, _: &Path) -> io::Result<()> {
        if self.forgets_to_sync != Some("folder") {
            self.synced_names = self.names.clone();
            self.changes.clear();
        }
        Ok(())
    }

    fn remove(&mut self, path: &Path) -> io::Result<()> {
        self.names.contains_key(path).then_some(()).ok_or(io::ErrorKind::NotFound)?;
        self.change(path, None);
        Ok(())
    }
}

const PATH: &str = "folder/kb.nohold";

struct Editions {
    old: Option<Vec<u8>>,
    new: Vec<u8>,
}

impl Editions {
    fn new(with_old: bool) -> Self {
        let builder = KnowledgeBase::builder().article("a.md", "the old one");
        let old = with_old.then(|| builder.build().unwrap().to_bytes().unwrap());
        Editions { old, new: of_many_chunks() }
    }

    /// Whether there is the new edition (or else the old one). Neither, or one that does not open, is told as an error.
    fn is_new(&self, found: Option<&[u8]>) -> std::result::Result<bool, String> {
        if let Some(found) = found {
            KnowledgeBase::from_bytes(found.to_vec()).map_err(|error| error.to_string())?;
        }
        match found {
            found if found == Some(&self.new) => Ok(true),
            found if found == self.old.as_deref() => Ok(false),
            _ => Err("it is neither edition".to_owned()),
        }
    }
}

/// Four chunks, the last of them not full.
fn of_many_chunks() -> Vec<u8> {
    let mut seed = 1_u64;
    let mut word = || {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        format!("{:x} ", seed >> 30)
    };
    let articles = (0..12).map(|number| (format!("{number}.md"), (0..800).map(|_| word()).collect::<String>()));
    let builder = articles.fold(KnowledgeBase::builder(), |builder, (id, text)| builder.article(&id, text));
    builder.build().unwrap().to_bytes().unwrap()
}

/// How saving ended.
struct Ended {
    outcome: Result<()>,
    stopped: bool,
    faults: usize,
    operations: Vec<&'static str>,
}

impl Ended {
    fn of<D: Disk>(disk: &mut D, path: &Path, bytes: &[u8], faults: &[(usize, Fault)]) -> Self {
        let mut disk = Faulty { disk, faults, operations: Vec::new(), stopped: false };
        let outcome = replace(&mut disk, path, bytes);
        Ended { outcome, stopped: disk.stopped, faults: faults.len(), operations: disk.operations }
    }

    /// Whether the new edition is there: yes, no or perhaps.
    fn new_is_there(&self) -> Option<bool> {
        let in_place = |error: &Error| error.to_string().contains("is in its place");
        if self.stopped { None } else { Some(self.outcome.as_ref().err().is_none_or(in_place)) }
    }

    /// Only what saving has said to be done is sure to outlast a crash.
    fn new_outlasts(&self) -> Option<bool> {
        let said = !self.stopped && self.outcome.is_ok();
        if said { Some(true) } else { self.new_is_there().filter(|there| !there) }
    }

    /// The file beside may stay if the process is killed, or if it cannot be removed either.
    fn may_litter(&self) -> bool {
        self.stopped || self.faults > 1
    }
}

/// Runs with no fault, with one at every operation, and with another one at every operation that follows; gives the
/// number of runs with faults.
fn explore(faults: &mut Vec<(usize, Fault)>, run: &mut impl FnMut(&[(usize, Fault)]) -> Vec<&'static str>) -> usize {
    let operations = run(faults);
    let first = faults.last().map_or(0, |last| last.0 + 1);
    let mut runs = 0;
    for (number, operation) in operations.into_iter().enumerate().skip(first) {
        for fault in [Fault::Fails, Fault::Tears, Fault::Stops] {
            if fault != Fault::Tears || operation == "write" {
                faults.push((number, fault));
                runs += 1 + explore(faults, run);
                faults.pop();
            }
        }
    }
    runs
}

/// Every operation fails, and is the last of the process; every write tears. After what is reported before the folder is
/// synced a file is to be removed, if there is one: that fails as well, and is the last, too.
fn expected(chunks: usize) -> usize {
    let operations = 6 + chunks;
    let cleared_away = operations - 2 + chunks;
    2 * operations + chunks + 2 * cleared_away
}

/// Explores saving on the model. Gives the numbers of runs with faults and of states after a crash, and how many of these
/// hold no edition or the wrong one.
fn explore_model(with_old: bool, forgets_to_sync: Option<&'static str>) -> (usize, usize, usize) {
    let editions = Editions::new(with_old);
    let (mut states, mut lost) = (0, 0);
    let runs = explore(&mut Vec::new(), &mut |faults| {
        let mut model = Model { forgets_to_sync, ..Model::new(editions.old.as_deref()) };
        let ended = Ended::of(&mut model, Path::new(PATH), &editions.new, faults);
        assert_eq!(ended.outcome.is_ok(), faults.is_empty());
        let is_new = editions.is_new(model.at_path()).unwrap();
        assert!(ended.new_is_there().is_none_or(|expected| expected == is_new), "{faults:?}");
        assert!(ended.may_litter() || model.names.keys().all(|name| name == Path::new(PATH)), "{faults:?}");
        for found in model.after_a_crash() {
            let is_new = editions.is_new(found.as_deref());
            let is_right = is_new.is_ok_and(|is_new| ended.new_outlasts().is_none_or(|expected| expected == is_new));
            states += 1;
            lost += usize::from(!is_right);
        }
        ended.operations
    });
    (runs, states, lost)
}

#[test]
fn an_edition_is_whole_after_every_fault_and_crash() {
    let chunks = of_many_chunks().len().div_ceil(CHUNK);
    assert_eq!((chunks, expected(chunks)), (4, 48));
    for with_old in [true, false] {
        let (runs, states, lost) = explore_model(with_old, None);
        println!("{runs} points of fault, {states} states after a crash (there is an old edition: {with_old})");
        assert_eq!((runs, lost), (expected(chunks), 0));
        assert!(states > runs);
    }
}

/// Otherwise the test above would show nothing.
#[test]
fn the_model_loses_what_is_not_synced() {
    for (forgotten, with_old) in [("file", true), ("file", false), ("folder", true), ("folder", false)] {
        let (_, states, lost) = explore_model(with_old, Some(forgotten));
        println!("{lost} of {states} states after a crash are wrong if the {forgotten} is not synced");
        assert!(lost > 0);
    }
}

#[test]
fn an_edition_is_whole_after_every_fault_of_a_real_disk() {
    for with_old in [true, false] {
        let editions = Editions::new(with_old);
        let runs = explore(&mut Vec::new(), &mut |faults| {
            let scratch = Scratch::new(&format!("faults-{with_old}"));
            let path = scratch.join("kb.nohold");
            editions.old.iter().for_each(|old| fs::write(&path, old).unwrap());
            let ended = Ended::of(&mut Files::new(fs::metadata(&path).ok()), &path, &editions.new, faults);
            assert_eq!(ended.outcome.is_ok(), faults.is_empty());
            let is_new = editions.is_new(fs::read(&path).ok().as_deref()).unwrap();
            assert!(ended.new_is_there().is_none_or(|expected| expected == is_new), "{faults:?}");
            assert!(ended.may_litter() || scratch.names().iter().all(|name| name == "kb.nohold"), "{faults:?}");
            ended.operations
        });
        println!("{runs} points of fault on a real disk (there is an old edition: {with_old})");
        assert_eq!(runs, expected(editions.new.len().div_ceil(CHUNK)));
    }
}
