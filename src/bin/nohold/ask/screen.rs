//! The screen at work: keys to the state, questions to the knowledge base, everything to the terminal.

use indicatif::HumanCount;
use nohold::article::Date;
use nohold::{KnowledgeBase, Query};

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
}

/// Answers until somebody ends it.
pub(super) fn run(source: &Source<'_>) -> Result<()> {
    let mut state = State::new(source.about()?, source.day);
    let theme = Theme::of_environment();
    let mut screen = Screen::enter()?;
    loop {
        source.serve(&mut state)?;
        screen.draw(|frame| {
            draw::fit(&mut state, frame.area());
            draw::draw(frame, &state, &theme);
        })?;
        let events = screen.events()?;
        if events.is_empty() {
            return Ok(());
        }
        for action in events.into_iter().filter_map(keys::action) {
            // A key is for what its predecessors led to, however fast they follow; only writing does not look at it.
            if !action.is_writing() {
                source.serve(&mut state)?;
            }
            match state.act(&action) {
                Some(Effect::Quit) => return Ok(()),
                Some(Effect::Copy(text)) => screen.copy(&text)?,
                None => {}
            }
        }
    }
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

    fn found(&self, question: &str) -> nohold::Result<Found> {
        let query: Query = self.scope.query(question).on(self.day).limit(self.limit.into());
        let results = self.kb.search(query)?;
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
        Ok(About { size, topics: topics.collect() })
    }
}
