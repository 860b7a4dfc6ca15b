//! What authors should mend before anybody searches: [`check`](crate::check()) reads articles as an index would, and
//! goes on where building one stops.
//!
//! Links are judged kindly, because every program that makes web pages has its own rules for them: a link is whole if
//! its path, taken from the file's folder or from the article's address, is that of an article (with or without its
//! ending, an index file by its folder), one of its addresses, or a file on disk. Letters must match in case, as on most
//! web servers. Links with a scheme (`https:`, `mailto:`) and those that a template will fill in are left alone.
//!
//! A link is also judged by who can follow it: some of the article's readers may not see what it leads to. Days of
//! publication and expiry are left aside, since what is wrong should not depend on the day.

mod curation;
mod links;
mod site;
mod successors;
mod suggest;

use std::collections::hash_map::Entry;
use std::collections::{BTreeSet, HashMap};
use std::fmt;
use std::hash::Hash;
use std::path::Path;

use crate::article::{Audience, Hidden, Warning};
use crate::curation::{BOOST, PROMOTE, Rule, boost};
use crate::error::Result;
use crate::folder::{Piece, pieces};
use crate::knowledge_base::Builder;
use crate::markdown::{self, Link, Parsed, Settings};
use crate::synonyms::{self, MAX_RULES};

use self::site::Site;

/// Something to mend, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What kind of thing it is.
    pub kind: Kind,
    /// Where it is, and what is wrong.
    pub warning: Warning,
}

/// The kinds of [`Finding`]. Each is displayed as two or three words, such as `broken link`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Kind {
    /// What reading the article warns of, such as a value that is not understood, or a file that is too large.
    Reading,
    /// An id that another article has: no index can be built.
    DuplicateId,
    /// A title that another article of the same language has: hits cannot be told apart.
    DuplicateTitle,
    /// An article without any text.
    Empty,
    /// A link to what does not exist.
    BrokenLink,
    /// A link to an article that exists, with a fragment that does not.
    BrokenAnchor,
    /// A link to an article that is hidden, or that not all readers of this one may read.
    HiddenLink,
    /// A successor that does not exist, that leads back, or about which articles disagree.
    Successor,
    /// A promotion, pin, boost or hidden term that leads nowhere, is never used or contradicts another.
    Curation,
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Kind::Reading => "reading",
            Kind::DuplicateId => "duplicate id",
            Kind::DuplicateTitle => "duplicate title",
            Kind::Empty => "empty article",
            Kind::BrokenLink => "broken link",
            Kind::BrokenAnchor => "broken anchor",
            Kind::HiddenLink => "hidden link",
            Kind::Successor => "successor",
            Kind::Curation => "curation",
        })
    }
}

/// Checks a folder of Markdown or a file of JSON Lines (`.jsonl`): what reading them warns of, ids and titles that
/// articles share, articles without text, links and anchors that lead nowhere, links to what not all readers of the
/// article may see, superseded articles whose successors do not exist or do not
/// agree, and promotions, pins and boosts that lead nowhere, are never used or contradict one another. The findings are sorted by file and line.
///
/// ```
/// let findings = nohold::check("kb-sample", &Default::default())?;
/// for finding in &findings {
///     println!("{}", finding.warning); // policies/refunds.md:12: …
/// }
/// # Ok::<(), nohold::Error>(())
/// ```
///
/// # Errors
/// [`Io`](crate::ErrorKind::Io) if the path cannot be read, [`Source`](crate::ErrorKind::Source) if it is neither a folder nor a
/// `.jsonl` file. A single file in the folder that cannot be read is a finding.
pub fn check(path: impl AsRef<Path>, settings: &Settings) -> Result<Vec<Finding>> {
    let mut report = Report::default();
    report.read(path.as_ref(), settings)?;
    report.find_shared_ids();
    report.find_shared_titles();
    report.find_what_leads_nowhere(path.as_ref());
    report.findings.sort_by(|a, b| a.place().cmp(&b.place()));
    Ok(report.findings)
}

impl Finding {
    fn place(&self) -> (&str, usize, &str) {
        (&self.warning.path, self.warning.line, &self.warning.message)
    }
}

/// An article as far as it is compared with others. Its text has been let go.
struct Checked {
    place: Place,
    /// Relative to the root, with `/`: what relative links begin from. In JSON Lines this is the id.
    path: String,
    id: String,
    title: String,
    lang: String,
    url: String,
    aliases: Vec<String>,
    supersedes: Vec<String>,
    superseded_by: Vec<String>,
    promote: Vec<String>,
    boost: Option<f64>,
    audience: Audience,
    hidden: Option<Hidden>,
    links: Vec<Link>,
    anchors: BTreeSet<String>,
}

/// Where an article begins: a file, or a line of one.
#[derive(Clone)]
struct Place {
    file: String,
    /// 0 for a whole file.
    line: usize,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            0 => f.write_str(&self.file),
            line => write!(f, "{}:{line}", self.file),
        }
    }
}

impl Checked {
    fn new(place: Place, path: &str, parsed: Parsed) -> Self {
        let Parsed { article, links, anchors, warnings: _ } = parsed;
        let (id, title, url) = (article.id, article.title, article.url);
        let lang = Some(article.lang)
            .filter(|tag| !tag.is_empty())
            .or_else(|| markdown::language_of_file(path))
            .unwrap_or_default();
        let mut attributes = article.meta.attributes;
        let mut values = |key| attributes.remove(key).unwrap_or_default();
        let [supersedes, superseded_by, promote] = ["supersedes", "superseded_by", PROMOTE].map(&mut values);
        let boost = values(BOOST).last().and_then(|factor| boost(factor));
        let (aliases, audience, hidden) = (article.meta.aliases, article.meta.audience, article.meta.hidden);
        let (path, anchors) = (path.to_owned(), anchors.into_iter().collect());
        Checked {
            place,
            path,
            id,
            title,
            lang,
            url,
            aliases,
            supersedes,
            superseded_by,
            promote,
            boost,
            audience,
            hidden,
            links,
            anchors,
        }
    }

    fn finding(&self, kind: Kind, line: usize, message: String) -> Finding {
        Finding { kind, warning: Warning { path: self.place.file.clone(), line, message } }
    }
}

/// What has been read and found so far.
#[derive(Default)]
struct Report {
    articles: Vec<Checked>,
    rules: Vec<Rule>,
    findings: Vec<Finding>,
}

impl Report {
    fn read(&mut self, path: &Path, settings: &Settings) -> Result<()> {
        let mut settings = settings.clone();
        pieces(path, &mut |piece| match piece {
            Piece::Defaults { path, bytes } => self.warn(settings.defaults.add(&path, &bytes)),
            Piece::MissedDefaults(warning) => {
                settings.defaults.miss(&warning.path);
                self.warn([warning]);
            }
            Piece::File { path, bytes } => {
                let place = Place { file: path.clone(), line: 0 };
                self.add(place, &path, markdown::parse(&path, &bytes, &settings));
            }
            Piece::Lines { name, bytes } => self.read_json_lines(&name, &bytes, &settings),
            Piece::Synonyms { path, bytes } => self.warn(synonyms::read(&path, &bytes, MAX_RULES).1),
            Piece::Curation { path, bytes } => {
                let (rules, warnings) = markdown::read_curation(&path, &bytes);
                self.warn(warnings);
                self.rules.extend(rules);
            }
            Piece::Problem(warning) => self.warn([warning]),
        })
    }

    fn read_json_lines(&mut self, name: &str, text: &[u8], settings: &Settings) {
        for line in Builder::read_json_lines(name, text, settings) {
            self.warn(line.warnings);
            if let Some(parsed) = line.parsed {
                let id = parsed.article.id.clone();
                self.add(Place { file: name.to_owned(), line: line.number }, &id, parsed);
            }
        }
    }

    fn warn(&mut self, warnings: impl IntoIterator<Item = Warning>) {
        let findings = warnings.into_iter().map(|warning| Finding { kind: Kind::Reading, warning });
        self.findings.extend(findings);
    }

    fn add(&mut self, place: Place, path: &str, mut parsed: Parsed) {
        self.warn(std::mem::take(&mut parsed.warnings));
        let is_empty = parsed.article.sections.iter().all(|section| section.text.trim().is_empty());
        let checked = Checked::new(place, path, parsed);
        if is_empty {
            let line = checked.place.line;
            self.findings.push(checked.finding(Kind::Empty, line, "the article has no text".to_owned()));
        }
        self.articles.push(checked);
    }

    fn find_shared_ids(&mut self) {
        let message = |article: &Checked, known: &Place| format!("{known} has the same id, {:?}", article.id);
        self.find_shared(Kind::DuplicateId, |article| article.id.clone(), message);
    }

    fn find_shared_titles(&mut self) {
        let key = |article: &Checked| (article.title.to_lowercase(), article.lang.clone());
        let message = |article: &Checked, known: &Place| format!("{known} has the same title, {:?}", article.title);
        self.find_shared(Kind::DuplicateTitle, key, message);
    }

    /// Every article whose `key` an earlier one has, with a message that names the first that has it.
    fn find_shared<K: Eq + Hash>(
        &mut self,
        kind: Kind,
        key: impl Fn(&Checked) -> K,
        message: impl Fn(&Checked, &Place) -> String,
    ) {
        let mut first: HashMap<K, &Place> = HashMap::new();
        for article in &self.articles {
            match first.entry(key(article)) {
                Entry::Occupied(known) => {
                    let message = message(article, known.get());
                    self.findings.push(article.finding(kind, article.place.line, message));
                }
                Entry::Vacant(free) => drop(free.insert(&article.place)),
            }
        }
    }

    /// `source` is where the articles were read from.
    fn find_what_leads_nowhere(&mut self, source: &Path) {
        let root = if source.is_dir() { source } else { source.parent().unwrap_or(source) };
        let site = Site::new(root, &self.articles);
        for article in &self.articles {
            for link in &article.links {
                let problems = links::problems(&site, article, &link.target).into_iter();
                self.findings.extend(problems.map(|(kind, message)| article.finding(kind, link.line, message)));
            }
        }
        self.findings.extend(successors::problems(&site, &self.articles));
        self.findings.extend(curation::problems(&site, &self.rules, &self.articles));
    }
}
