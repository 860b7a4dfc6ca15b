//! Making a knowledge base of articles.

use std::borrow::Cow;
#[cfg(feature = "fs")]
use std::collections::BTreeSet;
use std::ops::ControlFlow;
use std::sync::Arc;

use super::KnowledgeBase;
use super::curation::Curation;
use super::languages::told;
use super::sources::Sources;
use super::synonyms::Rules;
use crate::article::{Article, Audience, Date, Warning};
use crate::edition::Packing;
use crate::error::Result;
use crate::log::Votes;
use crate::markdown::{self, Parsed};
use crate::settings::Ranking;
use crate::work::{Phase, Progress, Work, cancelled};

/// Articles and settings for a knowledge base that is made from them.
///
/// ```
/// # fn main() -> nohold::Result<()> {
/// use nohold::KnowledgeBase;
///
/// let kb = KnowledgeBase::builder()
///     .article("refunds.md", "# Refunds\n\nYou have 14 days to ask for your money back.")
///     .article("shipping.md", "# Shipping\n\nParcels leave our warehouse within two days.")
///     .build()?;
/// assert_eq!(kb.search("money back")?.hits()[0].title(), "Refunds");
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone, Default)]
pub struct Builder {
    pub(super) lang: String,
    pub(super) ranking: Ranking,
    pub(super) markdown: markdown::Settings,
    /// Where each article comes from, and what it says.
    pub(super) articles: Vec<(String, Arc<Article>)>,
    pub(super) synonyms: Rules,
    pub(super) curation: Curation,
    /// What readers say of articles.
    pub(super) votes: Votes,
    pub(super) warnings: Vec<Warning>,
    /// What is wrong with the folder from which articles come.
    pub(super) problems: Vec<Warning>,
    /// The texts of `synonyms` and `curation`.
    #[cfg(feature = "fs")]
    pub(super) texts: Texts,
    /// For whom, and as of which day; for whoever may read everything if not said.
    pub(super) readers: Option<(Audience, Date)>,
    /// How it is built.
    pub(super) work: Work,
    /// It was stopped in a call that cannot fail.
    pub(super) is_cancelled: bool,
}

impl Builder {
    /// The language of articles that do not say theirs, as a BCP 47 tag. A folder or a file that is named as a language is
    /// (`de/`, `page.de.md`) wins over it, if the text is in that language, or cannot be told and at least one article in a
    /// hundred is in it. By default the language is told from the text.
    pub fn lang(mut self, tag: impl Into<String>) -> Self {
        self.lang = tag.into();
        self
    }

    /// Other constants of ranking.
    pub fn ranking(mut self, ranking: Ranking) -> Self {
        self.ranking = ranking.in_range();
        self
    }

    /// How Markdown is read. Holds for the articles added after it.
    pub fn markdown(mut self, settings: markdown::Settings) -> Self {
        self.markdown = settings;
        self
    }

    /// Whether the articles that are added after it are kept as HTML, too ([`Article::html`]), for pages that show them.
    /// Default: no. It takes as much room again as the text.
    pub fn html(mut self, is_kept: bool) -> Self {
        self.markdown.html = is_kept;
        self
    }

    /// Adds an article in Markdown. `path` is relative to the root of the knowledge base, with `/`; it is the article's
    /// id if the front matter names none.
    pub fn article(mut self, path: &str, markdown: impl AsRef<[u8]>) -> Self {
        self.add_article(path, markdown.as_ref());
        self
    }

    /// Adds the articles of a text in JSON Lines: `id`, `title`, `text` (Markdown), `url`, `lang`; every other key is
    /// read as in front matter. `source` names the text in warnings. Lines that are no article become warnings, and so
    /// do bytes that are not UTF-8.
    pub fn json_lines(mut self, source: &str, text: impl AsRef<[u8]>) -> Self {
        self.add_json_lines(source, text.as_ref());
        self
    }

    /// Adds rules of words that mean the same, one a line. `source` names the text in warnings.
    ///
    /// - `refund = money back = reimbursement`: who types one finds the others, too;
    /// - `pushbike -> bicycle`: who types the left finds the right, too;
    /// - `#`, at the beginning of a line or behind a space, begins a comment.
    ///
    /// A side has up to 16 words (in Chinese, Japanese or Thai up to 17 characters), a rule up to 32 sides. Inflections are
    /// found without being named, and exact words count more than others ([`Ranking::synonym`]). Articles bring rules of
    /// their own, in front matter: `search: {synonyms: [refund = money back, pushbike]}`, where a phrase without
    /// separator is another name for the article's title.
    ///
    /// Lines that are no rule become warnings, and so do rules beyond 10,000, of which those of texts come first, then
    /// those of articles in order of id.
    ///
    /// ```
    /// # fn main() -> nohold::Result<()> {
    /// use nohold::KnowledgeBase;
    ///
    /// let kb = KnowledgeBase::builder()
    ///     .lang("en")
    ///     .article("bicycles.md", "# Bicycles\n\nLock yours in the yard.")
    ///     .synonyms("synonyms.txt", "pushbike -> bicycle # seldom in our texts")
    ///     .build()?;
    /// assert_eq!(kb.search("where to put my pushbike")?.hits()[0].title(), "Bicycles");
    /// # Ok(())
    /// # }
    /// ```
    pub fn synonyms(mut self, source: &str, text: impl AsRef<[u8]>) -> Self {
        self.add_synonyms(source, text.as_ref());
        self
    }

    /// Whether the built-in rules are used, which hold for customer service in English: `refund = money back`, `log in =
    /// sign in`. By default they are, if any article is in English.
    pub fn builtin_synonyms(mut self, are_used: bool) -> Self {
        self.synonyms.without_builtin = !are_used;
        self
    }

    /// Adds what is said about how articles are found, in YAML. `source` names the text in warnings. Articles are called by id,
    /// path or address; see [the page about it](crate::docs::curation).
    ///
    /// What is not understood becomes a warning, and so does an article that is not there; an article that is left out for
    /// an audience takes what is said of it along.
    ///
    /// ```
    /// # fn main() -> nohold::Result<()> {
    /// use nohold::KnowledgeBase;
    ///
    /// let curation = "\
    /// promote:
    ///   passwordless: sign-in.md#link
    /// boost:
    ///   terms.md: 0.5
    /// terms:
    ///   sign-in.md: [otp]
    /// ";
    /// let kb = KnowledgeBase::builder()
    ///     .article("sign-in.md", "# Signing in\n\nWith a password.\n\n## Link\n\nWe send you a link.")
    ///     .article("terms.md", "# Terms\n\nOf signing in.")
    ///     .curation("_curation.yml", curation)
    ///     .build()?;
    /// let results = kb.search("is there a passwordless way")?;
    /// assert!(results.hits()[0].is_promoted());
    /// assert_eq!(results.hits()[0].heading(), "Link");
    /// assert_eq!(kb.search("otp")?.hits()[0].title(), "Signing in");
    /// # Ok(())
    /// # }
    /// ```
    pub fn curation(mut self, source: &str, text: impl AsRef<[u8]>) -> Self {
        self.add_curation(source, text.as_ref());
        self
    }

    pub(crate) fn add_curation(&mut self, source: &str, text: &[u8]) {
        let warnings = self.curation.add(source, text);
        #[cfg(feature = "fs")]
        self.texts.curation.push((source.to_owned(), text.to_vec()));
        self.warnings.extend(warnings);
    }

    pub(crate) fn add_synonyms(&mut self, source: &str, text: &[u8]) {
        let warnings = self.synonyms.add(source, text);
        #[cfg(feature = "fs")]
        self.texts.synonyms.push((source.to_owned(), text.to_vec()));
        self.warnings.extend(warnings);
    }

    pub(crate) fn add_article(&mut self, path: &str, markdown: &[u8]) {
        let read = markdown::parse(path, markdown, &self.markdown);
        self.add_parsed(path.to_owned(), Arc::new(read.article), read.warnings);
    }

    /// Makes room for so many more articles, and no more than that.
    #[cfg(feature = "fs")]
    pub(crate) fn expect_articles(&mut self, count: usize) {
        self.articles.reserve_exact(count);
    }

    pub(crate) fn add_parsed(&mut self, path: String, article: Arc<Article>, warnings: Vec<Warning>) {
        self.warnings.extend(warnings);
        self.articles.push((path, article));
    }

    /// Reads the lines on several threads. If it is stopped meanwhile, building says so.
    pub(crate) fn add_json_lines(&mut self, source: &str, text: &[u8]) {
        let lines: Vec<(usize, &[u8])> = (1..).zip(text.split(|&byte| byte == b'\n')).collect();
        let read = |(line, text): &(usize, &[u8])| Line::read(source, *line, text, &self.markdown);
        let Ok(lines) = self.work.map(Phase::Reading, &lines, read) else {
            self.is_cancelled = true;
            return;
        };
        for Line { number, parsed, warnings } in lines {
            self.warnings.extend(warnings);
            self.articles.extend(parsed.map(|parsed| (format!("{source}:{number}"), Arc::new(parsed.article))));
        }
    }

    /// Reads the lines of a text in JSON Lines, blank ones too.
    #[cfg(feature = "fs")]
    pub(crate) fn read_json_lines(
        source: &str,
        text: &[u8],
        settings: &markdown::Settings,
    ) -> impl Iterator<Item = Line> {
        (1..).zip(text.split(|&byte| byte == b'\n')).map(|(line, text)| Line::read(source, line, text, settings))
    }

    /// Where the articles come from that have been added.
    #[cfg(feature = "fs")]
    pub(crate) fn paths(&self) -> BTreeSet<String> {
        self.articles.iter().map(|(path, _)| path.clone()).collect()
    }

    /// The texts that have been added.
    #[cfg(feature = "fs")]
    pub(crate) fn texts(&self) -> &Texts {
        &self.texts
    }

    /// Everything that makes a difference to what is built, as a text.
    #[cfg(feature = "fs")]
    pub(crate) fn made_with(&self) -> String {
        let Builder { lang, ranking, markdown, articles, synonyms, curation, votes, readers, .. } = self;
        format!("{lang:?} {ranking:?} {markdown:?} {articles:?} {synonyms:?} {curation:?} {votes:?} {readers:?}")
    }

    #[cfg(feature = "fs")]
    pub(crate) fn votes_so_far(&self) -> &Votes {
        &self.votes
    }

    #[cfg(feature = "fs")]
    pub(crate) fn warnings(&self) -> &[Warning] {
        &self.warnings
    }

    /// Says which of the warnings are about the folder itself.
    #[cfg(feature = "fs")]
    pub(crate) fn problems(&mut self, problems: &[Warning]) {
        self.warnings.retain(|warning| !problems.contains(warning));
        self.problems = problems.to_vec();
    }

    /// How the articles are read that are added next.
    #[cfg(feature = "fs")]
    pub(crate) fn settings(&mut self) -> &mut markdown::Settings {
        &mut self.markdown
    }

    #[cfg(feature = "fs")]
    pub(crate) fn work(&self) -> &Work {
        &self.work
    }

    /// Adds a warning about a file that could not be read at all.
    #[cfg(feature = "fs")]
    pub(crate) fn add_warning(&mut self, warning: Warning) {
        self.warnings.push(warning);
    }

    /// Lets votes and choices move the order of hits, within the bound of [`Votes`]: by default a score by less than a
    /// tenth. They multiply the boosts that editors have set, and become part of the knowledge base and of its editions.
    ///
    /// ```
    /// # fn main() -> nohold::Result<()> {
    /// use nohold::KnowledgeBase;
    /// use nohold::usage::{Log, Votes};
    ///
    /// let log = Log::parse("queries.jsonl", std::fs::read("queries.jsonl").unwrap_or_default());
    /// let kb = KnowledgeBase::builder()
    ///     .article("refunds.md", "# Refunds\n\nWithin 14 days.")
    ///     .votes(Votes::from_log(&log))
    ///     .build()?;
    /// # assert_eq!(kb.len(), 1);
    /// # Ok(())
    /// # }
    /// ```
    pub fn votes(mut self, votes: Votes) -> Self {
        self.votes = votes;
        self
    }

    /// On how many threads articles are read and indexed from now on, 1 to 64, the one that asks for it among them. By default
    /// on as many as the machine has for this process, but at most 8; on a page always on one.
    ///
    /// What is built does not depend on it, nor does the order of warnings.
    pub fn threads(mut self, threads: usize) -> Self {
        self.work.set_threads(threads.max(1));
        self
    }

    /// Lets `watch` be told how far the build is, and stop it by [`ControlFlow::Break`]: then the next call that can fail
    /// does, as [`Cancelled`](crate::ErrorKind::Cancelled), and nothing has been made.
    ///
    /// Set it before articles are added, of which reading is told, too. It is called on the thread that builds, at the beginning
    /// and the end of every [`Phase`](crate::Phase), and in between at most once for each hundredth of it; the build waits for it. If
    /// it panics, so does the call, and nothing has been made either.
    ///
    /// ```
    /// use std::ops::ControlFlow;
    /// use nohold::{ErrorKind, KnowledgeBase, Phase};
    ///
    /// let builder = KnowledgeBase::builder()
    ///     .progress(|progress| match progress.phase() {
    ///         Phase::Indexing => ControlFlow::Break(()), // as if somebody had asked for it
    ///         _ => ControlFlow::Continue(()),
    ///     })
    ///     .article("refunds.md", "# Refunds\n\nWithin 14 days.");
    /// assert_eq!(builder.build().err().map(|error| error.kind()), Some(ErrorKind::Cancelled));
    /// ```
    pub fn progress(mut self, watch: impl Fn(Progress) -> ControlFlow<()> + Send + Sync + 'static) -> Self {
        self.work.set_watch(watch);
        self
    }

    /// Builds the index.
    ///
    /// # Errors
    /// [`DuplicateId`](crate::ErrorKind::DuplicateId) if two articles have one id: the message names both;
    /// [`Cancelled`](crate::ErrorKind::Cancelled) if [`progress`](Self::progress) stopped it.
    pub fn build(self) -> Result<KnowledgeBase> {
        let (work, ranking) = (self.work.clone(), self.ranking.clone());
        KnowledgeBase::of(self.sources()?, ranking, &work)
    }

    /// Builds an edition in memory and opens it: the knowledge base that [`build`](Self::build) makes, as if it had been saved and
    /// opened again, but by a shorter way, on several threads, and with less memory. Its
    /// [`to_bytes`](KnowledgeBase::to_bytes) and [`save`](KnowledgeBase::save) give what was made here.
    ///
    /// It takes about six times the memory of the Markdown (5.6 times on one thread and 5.7 times on two, as measured on 55 MB of
    /// it), of which the edition keeps its own size.
    ///
    /// ```
    /// # fn main() -> nohold::Result<()> {
    /// use nohold::KnowledgeBase;
    ///
    /// let builder = || KnowledgeBase::builder().article("refunds.md", "# Refunds\n\nYou have 14 days.");
    /// let kb = builder().edition()?;
    /// assert_eq!(kb.to_bytes()?, builder().build()?.to_bytes()?);
    /// assert_eq!(kb.search("refund")?.len(), 1);
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// Those of [`build`](Self::build), and [`Limit`](crate::ErrorKind::Limit) if the articles do not fit into one edition
    /// (4 GiB a part).
    pub fn edition(self) -> Result<KnowledgeBase> {
        self.packed(Packing::Lz4)
    }

    /// The same for a page: [`to_bytes_for_web`](KnowledgeBase::to_bytes_for_web) gives what was made here.
    ///
    /// # Errors
    /// Those of [`edition`](Self::edition).
    pub fn edition_for_web(self) -> Result<KnowledgeBase> {
        self.packed(Packing::Plain)
    }

    fn packed(self, packing: Packing) -> Result<KnowledgeBase> {
        let (work, ranking) = (self.work.clone(), self.ranking.clone());
        KnowledgeBase::packed_of(self.sources()?, &ranking, packing, &work)
    }

    fn sources(mut self) -> Result<Sources> {
        if self.is_cancelled {
            return Err(cancelled());
        }
        self.articles.sort_by(|a, b| a.1.id.cmp(&b.1.id).then_with(|| a.0.cmp(&b.0)));
        let told = self.work.map(Phase::Languages, &self.articles, |(_, article)| told(article, &self.lang))?;
        let mut sources = Sources {
            lang: self.lang,
            markdown: self.markdown,
            readers: self.readers,
            votes: self.votes,
            curation: self.curation,
            rules: self.synonyms,
            warnings: self.warnings,
            problems: self.problems,
            ..Sources::default()
        };
        for ((path, article), told) in self.articles.into_iter().zip(told) {
            sources.put_told(&path, article, told)?;
        }
        Ok(sources)
    }
}

/// Texts that say something of articles, with their names.
#[cfg(feature = "fs")]
#[derive(Debug, Clone, Default)]
pub(crate) struct Texts {
    pub(crate) synonyms: Vec<(String, Vec<u8>)>,
    pub(crate) curation: Vec<(String, Vec<u8>)>,
}

/// What a line of JSON Lines says.
pub(crate) struct Line {
    /// Counted from 1.
    pub(crate) number: usize,
    /// The article, if the line is one.
    pub(crate) parsed: Option<Parsed>,
    pub(crate) warnings: Vec<Warning>,
}

impl Line {
    fn read(source: &str, number: usize, bytes: &[u8], settings: &markdown::Settings) -> Self {
        let text = String::from_utf8_lossy(bytes);
        let (parsed, mut warnings) = markdown::parse_json_line(source, number, &text, settings);
        if matches!(text, Cow::Owned(_)) {
            let message = format!("line {number} has bytes that are not UTF-8; they were replaced");
            warnings.insert(0, Warning { path: source.to_owned(), line: number, message });
        }
        Line { number, parsed, warnings }
    }
}
