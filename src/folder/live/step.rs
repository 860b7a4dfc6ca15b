//! From what a look at a folder shows to what becomes of its knowledge base.

use std::collections::{BTreeMap, HashSet};
use std::io;
use std::mem;
use std::path::Path;
use std::time::SystemTime;

use super::Refreshed;
use super::table::{Kind, Known, Look, Seen, Table, read};
use crate::article::Warning;
use crate::folder::source::{cannot_be_read, missed};
use crate::knowledge_base::{Changes, Texts};
use crate::markdown::{Defaults, Settings, may_hold_defaults, parse};

/// What is to be known of the files at these paths from now on; nothing of those that are gone.
pub(super) type Edits = BTreeMap<String, Option<Known>>;

/// One step from what was known to what is.
pub(super) struct Step<'a> {
    table: &'a Table,
    /// How articles are read, but for what the folder itself says.
    settings: &'a Settings,
    /// Rules that are not from the folder.
    own: &'a Texts,
    now: SystemTime,
    edits: Edits,
    changes: Changes,
    /// How articles are read now.
    current: Option<Settings>,
    /// Whether something else may hold for whole folders than before.
    has_other_rules: bool,
    /// The articles among them.
    is_put: HashSet<String>,
    /// What is wrong with the folder without looking into its files, if that was looked at.
    walk: Option<Vec<Warning>>,
    refreshed: Refreshed,
}

/// What comes of a step.
pub(super) struct Done {
    pub(super) edits: Edits,
    pub(super) changes: Changes,
    pub(super) settings: Settings,
    pub(super) refreshed: Refreshed,
}

/// What became of a file that may have changed.
enum News {
    Same,
    Other(Vec<u8>),
    Gone,
}

impl<'a> Step<'a> {
    pub(super) fn new(table: &'a Table, settings: &'a Settings, own: &'a Texts, now: SystemTime) -> Self {
        Step {
            table,
            settings,
            own,
            now,
            edits: Edits::new(),
            changes: Changes::new(),
            current: None,
            has_other_rules: false,
            is_put: HashSet::new(),
            walk: None,
            refreshed: Refreshed::default(),
        }
    }

    /// Reads again what says something of other files.
    pub(super) fn read_rules(&mut self, look: &Look) {
        self.walk = look.whole.as_ref().map(|whole| warnings(&whole.problems));
        let mut kinds = Vec::new();
        for (path, seen, known) in look.changes(self.table).filter(|(path, ..)| Kind::of(path) != Kind::Article) {
            if !matches!(self.read(path, seen, known), News::Same) {
                kinds.push(Kind::of(path));
            }
        }
        if kinds.contains(&Kind::Synonyms) {
            self.tell_synonyms();
        }
        if kinds.contains(&Kind::Curation) {
            self.tell_curation();
        }
    }

    /// All rules, for a knowledge base that knows only what came of them.
    pub(super) fn tell_rules(&mut self) {
        self.tell_synonyms();
        self.tell_curation();
    }

    fn tell_synonyms(&mut self) {
        let texts = [self.own.synonyms.clone(), self.texts(Kind::Synonyms)].concat();
        self.changes = mem::take(&mut self.changes).synonyms(texts);
    }

    fn tell_curation(&mut self) {
        let texts = [self.own.curation.clone(), self.texts(Kind::Curation)].concat();
        self.changes = mem::take(&mut self.changes).curation(texts);
    }

    /// Takes together what holds for whole folders.
    pub(super) fn read_defaults(&mut self, look: &Look, before: &Settings) {
        let is_edited = self.edits.keys().any(|path| Kind::of(path) == Kind::Defaults);
        let is_new = is_edited || look.whole.as_ref().is_some_and(|whole| whole.problems != self.table.problems);
        self.current = Some(if is_new { self.settings_again() } else { before.clone() });
        self.has_other_rules = is_new;
    }

    /// Reads the articles that may be other ones, and those for which their folders say something else now.
    pub(super) fn read_articles(&mut self, look: &Look, before: &Settings) {
        let current = self.current.clone().unwrap_or_else(|| before.clone());
        for (path, seen, known) in look.changes(self.table).filter(|(path, ..)| Kind::of(path) == Kind::Article) {
            match self.read(path, seen, known) {
                News::Same => {}
                News::Other(bytes) => self.put(path, &bytes, &current),
                News::Gone => self.take(path),
            }
        }
        if current.defaults != before.defaults {
            self.read_again(look, before, &current);
        }
    }

    fn read_again(&mut self, look: &Look, before: &Settings, current: &Settings) {
        for (path, seen) in &look.seen {
            let is_told_otherwise =
                Kind::of(path) == Kind::Article && current.defaults.differ_for(path, &before.defaults);
            let is_due = is_told_otherwise && !self.is_put.contains(path);
            let Some(seen) = seen.as_ref().filter(|_| is_due) else { continue };
            let unknown = self.table.files.get(path).map(|known| Known { hash: None, ..known.clone() });
            match self.read(path, Some(seen), unknown.as_ref()) {
                News::Same => {}
                News::Other(bytes) => self.put(path, &bytes, current),
                News::Gone => self.take(path),
            }
        }
    }

    fn put(&mut self, path: &str, bytes: &[u8], settings: &Settings) {
        let parsed = parse(path, bytes, settings);
        self.refreshed.warnings.extend(parsed.warnings.iter().cloned());
        self.changes.put(path.to_owned(), parsed);
        self.is_put.insert(path.to_owned());
    }

    fn take(&mut self, path: &str) {
        self.changes.take(path);
    }

    /// Reads a file if it is there, and notes what is known of it then.
    fn read(&mut self, path: &str, seen: Option<&Seen>, known: Option<&Known>) -> News {
        let is_known = known.is_some_and(|known| known.problem.is_none());
        match seen.map(|seen| (seen, self.try_to_read(path, &seen.real))) {
            Some((_, Ok((new, bytes)))) => {
                let is_same = is_known && new.hash == known.and_then(|known| known.hash);
                self.edits.insert(path.to_owned(), Some(new));
                if is_same {
                    return News::Same;
                }
                let list = if is_known { &mut self.refreshed.changed } else { &mut self.refreshed.added };
                list.push(path.to_owned());
                News::Other(bytes)
            }
            Some((seen, Err(error))) if error.kind() != io::ErrorKind::NotFound => {
                let problem = Some(cannot_be_read(path, &error).message);
                let new = Known { stamp: seen.stamp, is_settled: false, hash: None, kept: None, problem };
                self.edits.insert(path.to_owned(), Some(new));
                self.gone(path, is_known)
            }
            _ => {
                self.edits.insert(path.to_owned(), None);
                self.gone(path, is_known)
            }
        }
    }

    fn try_to_read(&mut self, path: &str, real: &Path) -> io::Result<(Known, Vec<u8>)> {
        let found = read(path, real, self.now)?;
        self.refreshed.read += 1;
        Ok(found)
    }

    fn gone(&mut self, path: &str, is_known: bool) -> News {
        if !is_known {
            return News::Same;
        }
        self.refreshed.removed.push(path.to_owned());
        News::Gone
    }

    /// What is known of the files now.
    fn files(&self) -> impl Iterator<Item = (&String, &Known)> {
        let edited = self.edits.iter().filter_map(|(path, known)| Some((path, known.as_ref()?)));
        let others = self.table.files.iter().filter(|(path, _)| !self.edits.contains_key(*path));
        edited.chain(others)
    }

    fn texts(&self, kind: Kind) -> Vec<(String, Vec<u8>)> {
        let files = self.files().filter(|(path, _)| Kind::of(path) == kind);
        let mut texts: Vec<_> = files.filter_map(|(path, known)| Some((path.clone(), known.kept.clone()?))).collect();
        texts.sort();
        texts
    }

    fn walk_problems(&self) -> Vec<Warning> {
        self.walk.clone().unwrap_or_else(|| warnings(&self.table.problems))
    }

    /// How articles are read with all that the folder says, and what is wrong with that.
    fn defaults(&self) -> (Defaults, Vec<Warning>) {
        let mut defaults = self.settings.defaults.clone();
        let texts = self.texts(Kind::Defaults);
        let warnings = texts.iter().flat_map(|(path, bytes)| defaults.add(path, bytes)).collect();
        let unread = self.files().filter(|(_, known)| known.problem.is_some()).map(|(path, _)| path.clone());
        let walked = self.walk_problems().into_iter().map(|warning| warning.path);
        let missed = unread.chain(walked).filter(|path| may_hold_defaults(path));
        missed.for_each(|path| defaults.miss(&path));
        (defaults, warnings)
    }

    /// How articles are read now.
    pub(super) fn settings_again(&self) -> Settings {
        Settings { defaults: self.defaults().0, ..self.settings.clone() }
    }

    /// Whether there may be something else wrong with the folder than before.
    pub(super) fn has_other_problems(&self) -> bool {
        let has_problem = |known: Option<&Known>| known.is_some_and(|known| known.problem.is_some());
        let mut edits = self.edits.iter();
        self.has_other_rules
            || edits.any(|(path, new)| has_problem(new.as_ref()) || has_problem(self.table.files.get(path)))
    }

    /// Everything that is wrong with the folder itself, in order of the paths.
    pub(super) fn problems(&self) -> Vec<Warning> {
        let unread = |(path, known): (&String, &Known)| {
            known.problem.clone().map(|message| Warning { path: path.clone(), line: 0, message })
        };
        let unread = self.files().filter_map(unread).collect();
        let all = [self.walk_problems(), unread].concat().into_iter();
        let tell = |warning: Warning| if may_hold_defaults(&warning.path) { missed(warning) } else { warning };
        let mut problems: Vec<Warning> = all.map(tell).chain(self.defaults().1).collect();
        problems.sort_by(|a, b| (&a.path, a.line, &a.message).cmp(&(&b.path, b.line, &b.message)));
        problems
    }

    /// `problems` are those with the folder itself, if they are others than before.
    pub(super) fn finish(mut self, problems: Option<Vec<Warning>>) -> Done {
        if let Some(problems) = problems {
            self.changes.problems(problems);
        }
        let settings = self.current.unwrap_or_else(|| self.settings.clone());
        let Refreshed { added, changed, removed, .. } = &mut self.refreshed;
        for paths in [added, changed, removed] {
            paths.sort();
        }
        Done { edits: self.edits, changes: self.changes, settings, refreshed: self.refreshed }
    }
}

fn warnings<'a>(problems: impl IntoIterator<Item = &'a (String, String)>) -> Vec<Warning> {
    let warning =
        |(path, message): &(String, String)| Warning { path: path.clone(), line: 0, message: message.clone() };
    problems.into_iter().map(warning).collect()
}
