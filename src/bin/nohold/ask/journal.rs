//! Which questions were asked to their end, and what was opened or copied: for a log, if one is kept.

/// A question, and what was chosen of what it found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Asked {
    pub(super) question: String,
    pub(super) choice: Option<Chosen>,
}

/// An article by its id, and a section of it by its anchor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Chosen {
    pub(super) article: String,
    pub(super) section: String,
}

/// What is being asked, and what has been. A question ends when something is chosen and another is written, when it is
/// cleared, or with everything; what it was on the way there is nobody's.
#[derive(Debug, Default)]
pub(super) struct Journal {
    current: Option<Asked>,
    done: Vec<Asked>,
}

impl Journal {
    /// The question is now this, as it goes on being written.
    pub(super) fn write(&mut self, question: &str) {
        let question = question.trim();
        let is_other = |asked: &Asked| asked.choice.is_some() && asked.question != question;
        if self.current.as_ref().is_some_and(is_other) {
            self.end();
        }
        let choice = self.current.take().and_then(|asked| asked.choice);
        self.current = (!question.is_empty()).then(|| Asked { question: question.to_owned(), choice });
    }

    /// Something is chosen of what the question found.
    pub(super) fn choose(&mut self, question: &str, choice: Chosen) {
        self.write(question);
        if let Some(asked) = &mut self.current {
            asked.choice = Some(choice);
        }
    }

    /// The question has come to its end.
    pub(super) fn end(&mut self) {
        self.done.extend(self.current.take());
    }

    /// The questions that have ended since this was asked last.
    pub(super) fn take(&mut self) -> Vec<Asked> {
        std::mem::take(&mut self.done)
    }
}
