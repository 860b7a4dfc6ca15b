//! The screen at work: keys to the state, questions to the knowledge base, everything to the terminal.

use std::sync::mpsc::Receiver;
use std::time::{SystemTime, UNIX_EPOCH};

use indicatif::HumanCount;
use nohold::article::Date;
use nohold::usage::QueryLog;
use nohold::{KnowledgeBase, Query, Refreshed};

use super::state::{About, Effect, Found, State};
use super::terminal::Screen;
use super::theme::Theme;
use super::{draw, keys};
use crate::Result;
use crate::search::Scope;

/// Nobody goes on with a text that is longer: it was pasted.
const LONGEST_TYPED: usize = 200;

/// Where the answers come from.
pub(super) struct Source<'a> {
    pub(super) kb: KnowledgeBase,
    pub(super) scope: &'a Scope,
    pub(super) limit: u16,
    /// The day on which it is asked.
    pub(super) day: Date,
    /// Where it is kept what was asked, if it is.
    pub(super) log: Option<QueryLog>,
    /// What changes in the folder while it is asked, if it is one.
    pub(super) news: Option<Receiver<nohold::Result<Refreshed>>>,
}

/// Answers until somebody ends it.
pub(super) fn run(source: &Source<'_>) -> Result<()> {
    let mut state = State::new(source.about()?, source.day);
    let theme = Theme::of_environment();
    let mut screen = Screen::enter()?;
    while step(source, &mut state, &mut screen, &theme)? {
        source.keep(&mut state)?;
    }
    state.journal.end();
    source.keep(&mut state)
}

/// Shows what there is and does what is asked next; `false` if that is the end.
fn step(source: &Source<'_>, state: &mut State, screen: &mut Screen, theme: &Theme) -> Result<bool> {
    source.serve(state)?;
    screen.draw(|frame| {
        draw::fit(state, frame.area());
        draw::draw(frame, state, theme);
    })?;
    let Some(events) = screen.events(|| source.hear(state))? else { return Ok(false) };
    for action in events.into_iter().filter_map(keys::action) {
        // A key is for what its predecessors led to, however fast they follow; only writing does not look at it.
        if !action.is_writing() {
            source.serve(state)?;
        }
        match state.act(&action) {
            Some(Effect::Quit) => return Ok(false),
            Some(Effect::Copy(text)) => screen.copy(&text)?,
            None => {}
        }
    }
    Ok(true)
}

impl Source<'_> {
    /// Brings what the state lacks.
    pub(super) fn serve(&self, state: &mut State) -> nohold::Result<()> {
        if state.wants_search() {
            state.searched(self.found(state.question.text())?);
        }
        if let Some(id) = state.wants_article() {
            let article = self.kb.article(id)?;
            state.opened(article);
        }
        Ok(())
    }

    /// Whether articles have changed since it was asked last, or cannot be kept in step any more.
    fn hear(&self, state: &mut State) -> bool {
        let news: Vec<_> = self.news.iter().flat_map(Receiver::try_iter).collect();
        let is_news = !news.is_empty();
        for outcome in news {
            match outcome.and_then(|_| self.about()) {
                Ok(about) => state.renew(About { changed: Some(moment(SystemTime::now())), ..about }),
                Err(error) => state.notice = Some(crate::output::visible(&error.to_string())),
            }
        }
        is_news
    }

    /// Adds the questions that have ended to the log, if there is one.
    fn keep(&self, state: &mut State) -> Result<()> {
        let ended = state.journal.take();
        let Some(log) = &self.log else { return Ok(()) };
        for asked in ended {
            let query = self.query(&asked.question);
            let mut entry = self.kb.log_entry(self.day, &query, &self.kb.search(query.clone())?);
            let (article, section) = asked.choice.map(|chosen| (chosen.article, chosen.section)).unzip();
            (entry.article, entry.section) = (article, section.filter(|anchor| !anchor.is_empty()));
            log.append(&entry)?;
        }
        Ok(())
    }

    fn query(&self, question: &str) -> Query {
        self.scope.query(question).on(self.day).limit(self.limit.into())
    }

    fn found(&self, question: &str) -> nohold::Result<Found> {
        let results = self.kb.search(self.query(question))?;
        let completion = self.completion(question)?.or_else(|| results.suggestion().map(str::to_owned));
        Ok(Found { question: question.to_owned(), results, completion })
    }

    /// The likeliest way on, where that is not confined to some articles: those that suggest are not.
    fn completion(&self, question: &str) -> nohold::Result<Option<String>> {
        let is_typed = question.len() <= LONGEST_TYPED && !question.contains('\n') && !question.trim().is_empty();
        if !is_typed || !self.scope.is_everything() {
            return Ok(None);
        }
        Ok(self.kb.suggest(question)?.first().map(|way_on| way_on.text().to_owned()))
    }

    /// How much there is, and on what: the outermost folders.
    pub(super) fn about(&self) -> nohold::Result<About> {
        let count = |count: usize, one: &str| {
            format!("{} {one}{}", HumanCount(count as u64), if count == 1 { "" } else { "s" })
        };
        let size = format!("{} in {}", count(self.kb.len(), "article"), count(self.kb.sections(), "section"));
        let mut folders = self.kb.facets("folder")?;
        folders.retain(|folder| !folder.value.is_empty() && !folder.value.contains('/'));
        let topics =
            folders.iter().map(|folder| format!("{}\u{a0}{}", folder.value, HumanCount(folder.articles as u64)));
        Ok(About { size, topics: topics.collect(), changed: None })
    }
}

/// As `14:05 UTC`.
fn moment(time: SystemTime) -> String {
    let minutes = time.duration_since(UNIX_EPOCH).unwrap_or_default().as_secs() / 60;
    format!("{:02}:{:02} UTC", minutes / 60 % 24, minutes % 60)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn moments_are_hours_and_minutes() {
        for (seconds, expected) in [(0, "00:00 UTC"), (86_399, "23:59 UTC"), (86_400 + 3_661, "01:01 UTC")] {
            assert_eq!(moment(UNIX_EPOCH + Duration::from_secs(seconds)), expected);
        }
    }
}
