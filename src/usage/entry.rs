//! What a search leaves in a log.

use crate::analysis::detect;
use crate::article::Date;
use crate::knowledge_base::KnowledgeBase;
use crate::log::Entry;
use crate::query::Query;
use crate::results::{Hit, Results};

impl KnowledgeBase {
    /// What is to be kept of a search: its words after redaction, where words that the articles have are no secret, the
    /// number of hits, and whether there was an answer. Choice and vote are added by whoever knows of them, before the entry
    /// is appended.
    ///
    /// ```
    /// use nohold::KnowledgeBase;
    /// use nohold::article::Date;
    ///
    /// let kb = KnowledgeBase::builder().article("a.md", "# Refunds\n\nWithin 14 days.").build()?;
    /// let text = "refund for ann@mail.example";
    /// let day = Date::new(2026, 11, 3).unwrap();
    /// let mut entry = kb.log_entry(day, &text.into(), &kb.search(text)?);
    /// entry.article = Some("a.md".to_owned()); // what was opened
    /// entry.is_helpful = Some(true); // what was said of it
    /// assert_eq!(entry.query(), "refund for [email]");
    /// # Ok::<(), nohold::Error>(())
    /// ```
    pub fn log_entry(&self, day: Date, query: &Query, results: &Results) -> Entry {
        let mut entry = Entry::new(day, query.text(), |word| self.knows(word));
        entry.hits = results.total();
        entry.is_answered = results.answer().is_some();
        let first = results.hits().first().map(Hit::lang);
        let lang = Some(query.language()).filter(|lang| !lang.is_empty()).or(detect(query.text())).or(first);
        lang.unwrap_or_default().clone_into(&mut entry.lang);
        entry
    }
}
