//! What is on the screen, and what becomes of it with each key. Nothing here draws, searches or reads a clock.

use nohold::article::{Article, Date};
use nohold::{Answer, Hit, Results, SectionHit, Snippet};

use super::cautions::{Caution, cautions};
use super::journal::{Chosen, Journal};
use super::reader::Reader;
use super::text_box::{Edit, TextBox};

/// What somebody wants by a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Action {
    Write(char),
    Paste(String),
    Edit(Edit),
    Up,
    Down,
    PageUp,
    PageDown,
    First,
    Last,
    Enter,
    Back,
    Next,
    Previous,
    CopyText,
    CopyAddress,
    /// Ctrl-D: as in a shell it ends if nothing is written.
    EndOrDelete,
    Quit,
}

impl Action {
    /// Whether it needs nothing to be found first.
    pub(super) fn is_writing(&self) -> bool {
        matches!(self, Action::Write(_) | Action::Paste(_) | Action::Edit(_))
    }
}

/// What only the terminal can do.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Effect {
    Copy(String),
    Quit,
}

/// What a question found.
#[derive(Default)]
pub(super) struct Found {
    pub(super) question: String,
    pub(super) results: Results,
    /// The likeliest way on from what is typed.
    pub(super) completion: Option<String>,
}

/// Everything that is on the screen.
pub(super) struct State {
    pub(super) question: TextBox,
    pub(super) found: Found,
    /// The number of what is chosen: the answer, if there is one, and the hits.
    pub(super) choice: usize,
    /// The article of what is chosen.
    pub(super) reader: Option<Reader>,
    /// Whether keys go to the article.
    pub(super) is_reading: bool,
    /// What was done, until the next key.
    pub(super) notice: Option<String>,
    pub(super) about: About,
    pub(super) journal: Journal,
    day: Date,
    /// How many hits a page is.
    pub(super) page: usize,
    /// The choice that `reader` is of.
    loaded: Option<usize>,
    /// Whether articles have changed since the question was asked.
    is_old: bool,
}

/// What the knowledge base is about.
#[derive(Default)]
pub(super) struct About {
    pub(super) size: String,
    pub(super) topics: Vec<String>,
    /// When articles have changed since the screen was opened.
    pub(super) changed: Option<String>,
}

/// What can be chosen.
#[derive(Clone, Copy)]
pub(super) enum Choice<'a> {
    Answer(Answer<'a>),
    /// With its rank, counted from 1.
    Hit(usize, &'a Hit),
}

impl<'a> Choice<'a> {
    pub(super) fn hit(self) -> &'a Hit {
        match self {
            Choice::Answer(answer) => answer.hit(),
            Choice::Hit(_, hit) => hit,
        }
    }

    fn rank(self) -> Option<usize> {
        match self {
            Choice::Answer(_) => None,
            Choice::Hit(rank, _) => Some(rank),
        }
    }

    pub(super) fn section(self) -> Option<&'a SectionHit> {
        self.hit().sections().next()
    }

    pub(super) fn passage(self) -> &'a Snippet {
        match self {
            Choice::Answer(answer) => answer.passage(),
            Choice::Hit(_, hit) => hit.snippet(),
        }
    }
}

impl State {
    pub(super) fn new(about: About, day: Date) -> Self {
        State {
            question: TextBox::default(),
            found: Found::default(),
            choice: 0,
            reader: None,
            is_reading: false,
            notice: None,
            about,
            journal: Journal::default(),
            day,
            page: 1,
            loaded: None,
            is_old: false,
        }
    }

    /// Whether what is found belongs to another question than what is written, or to other articles. An article that is being
    /// read stays as it is.
    pub(super) fn wants_search(&self) -> bool {
        self.question.text() != self.found.question || (self.is_old && !self.is_reading)
    }

    /// Of the same question, what was chosen stays chosen.
    pub(super) fn searched(&mut self, found: Found) {
        let is_same = found.question == self.found.question;
        let chosen =
            self.chosen().filter(|_| is_same).map(|choice| (choice.rank().is_some(), choice.hit().id().to_owned()));
        (self.found, self.choice, self.reader, self.loaded, self.is_old) = (found, 0, None, None, false);
        let is_chosen = |choice: Choice<'_>| {
            chosen.as_ref().is_some_and(|(is_hit, id)| choice.rank().is_some() == *is_hit && choice.hit().id() == id)
        };
        let place = self.choices().position(is_chosen).unwrap_or_default();
        self.choice = place;
    }

    /// Articles have changed.
    pub(super) fn renew(&mut self, about: About) {
        (self.about, self.is_old) = (about, true);
    }

    /// The id of the article that is to be loaded, if there is one.
    pub(super) fn wants_article(&self) -> Option<&str> {
        self.chosen().filter(|_| self.loaded != Some(self.choice)).map(|choice| choice.hit().id())
    }

    pub(super) fn opened(&mut self, article: Option<Article>) {
        let reader = self
            .chosen()
            .zip(article)
            .and_then(|(choice, article)| Some(Reader::new(article, choice.section()?, choice.passage())));
        (self.reader, self.loaded) = (reader, Some(self.choice));
    }

    /// What can be chosen, from above.
    pub(super) fn choices(&self) -> impl Iterator<Item = Choice<'_>> {
        let results = &self.found.results;
        let hits = (1..).zip(results).map(|(rank, hit)| Choice::Hit(rank, hit));
        results.answer().map(Choice::Answer).into_iter().chain(hits)
    }

    pub(super) fn chosen(&self) -> Option<Choice<'_>> {
        self.choices().nth(self.choice)
    }

    /// What a key does.
    pub(super) fn act(&mut self, action: &Action) -> Option<Effect> {
        let effect = self.act_on(action);
        self.follow(action);
        effect
    }

    /// Notes what is asked and chosen. What is deleted on the way to another question was asked all the same.
    fn follow(&mut self, action: &Action) {
        let chosen = self.chosen().map(|choice| {
            let section = choice.section().map_or("", SectionHit::anchor).to_owned();
            Chosen { article: choice.hit().id().to_owned(), section }
        });
        match (action, chosen) {
            (Action::Enter | Action::CopyText | Action::CopyAddress, Some(chosen)) => {
                self.journal.choose(self.question.text(), chosen);
            }
            (Action::Write(_) | Action::Paste(_) | Action::Next, _) => self.journal.write(self.question.text()),
            _ if self.question.is_empty() => self.journal.end(),
            _ => {}
        }
    }

    fn act_on(&mut self, action: &Action) -> Option<Effect> {
        self.notice = None;
        match action {
            Action::Quit => return Some(Effect::Quit),
            Action::EndOrDelete if self.is_reading || self.question.is_empty() => return Some(Effect::Quit),
            Action::CopyText => return self.copy_text(),
            Action::CopyAddress => return self.copy_address(),
            Action::Paste(text) => self.paste(text),
            action if self.is_reading => self.read(action),
            action => self.ask(action),
        }
        None
    }

    /// Keys while the question is written.
    fn ask(&mut self, action: &Action) {
        match action {
            Action::Write(c) => self.write(&c.to_string()),
            Action::Edit(edit) => self.question.edit(*edit),
            Action::EndOrDelete => self.question.edit(Edit::Delete),
            Action::Up => self.choose(self.choice.saturating_sub(1)),
            Action::Down => self.choose(self.choice + 1),
            Action::PageUp => self.choose(self.choice.saturating_sub(self.page)),
            Action::PageDown => self.choose(self.choice + self.page),
            Action::First => self.choose(0),
            Action::Last => self.choose(usize::MAX),
            Action::Enter => self.is_reading = self.reader.is_some(),
            Action::Back => self.question.set(""),
            Action::Next => self.complete(),
            _ => {}
        }
    }

    /// Keys while the article is read.
    fn read(&mut self, action: &Action) {
        let Some(reader) = &mut self.reader else { return };
        match action {
            Action::Up => reader.scroll(-1),
            Action::Down | Action::Enter => reader.scroll(1),
            Action::PageUp => reader.page(-1),
            Action::PageDown | Action::Write(' ') => reader.page(1),
            Action::First | Action::Edit(Edit::Start) => reader.go_to_start(),
            Action::Last | Action::Edit(Edit::End) => reader.go_to_end(),
            Action::Next => reader.turn(true),
            Action::Previous => reader.turn(false),
            Action::Back | Action::Edit(Edit::Left) => self.is_reading = false,
            _ => self.notice = Some("Esc goes back to the question".to_owned()),
        }
    }

    fn choose(&mut self, choice: usize) {
        let choice = choice.min(self.choices().count().saturating_sub(1));
        if choice != self.choice {
            (self.choice, self.reader, self.loaded) = (choice, None, None);
        }
    }

    fn write(&mut self, text: &str) {
        if !self.question.insert(text) {
            self.notice = Some("Only the first 64 KiB are read".to_owned());
        }
    }

    fn paste(&mut self, text: &str) {
        self.is_reading = false;
        self.write(text);
    }

    fn complete(&mut self) {
        if let Some(completion) = self.found.completion.take() {
            self.question.set(&completion);
        }
    }

    /// The passage; while an article is read, its section.
    fn copy_text(&mut self) -> Option<Effect> {
        let passage = self.chosen()?.passage().text();
        let section = self.reader.as_ref().filter(|_| self.is_reading).map(|reader| reader.section().0);
        let what = if section.is_some() { "Section" } else { "Passage" };
        let text = plain(&section.unwrap_or_else(|| passage.to_owned()));
        Some(self.copy(what, text))
    }

    fn copy_address(&mut self) -> Option<Effect> {
        let address = self.chosen()?.hit().url().to_owned();
        let section = self.reader.as_ref().filter(|_| self.is_reading).map(|reader| reader.section().1);
        Some(self.copy("Address", plain(&section.unwrap_or(address))))
    }

    /// Says what is copied, and what has to be known of it. Whether the terminal takes it nobody can tell.
    fn copy(&mut self, what: &str, text: String) -> Effect {
        let caution = self.chosen().and_then(|choice| self.cautions(choice.hit()).into_iter().next());
        let caution = caution.map(|caution| format!(" ({caution})")).unwrap_or_default();
        let characters = text.chars().count();
        self.notice = Some(format!("{what} sent to the terminal's clipboard: {characters} characters{caution}"));
        Effect::Copy(text)
    }

    pub(super) fn cautions(&self, hit: &Hit) -> Vec<Caution> {
        cautions(hit, self.day)
    }
}

/// With `\n` as the only control character: what is copied may be pasted into a shell.
fn plain(text: &str) -> String {
    text.split('\n').map(crate::output::visible).collect::<Vec<_>>().join("\n")
}
