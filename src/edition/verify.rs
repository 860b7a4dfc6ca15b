//! Everything about an edition that can be checked without making it anew: more than opening it does, and all that is
//! wrong, not just the first.

use std::borrow::Cow;
use std::collections::HashSet;

use super::format::Frame;
use super::limits::Limits;
use super::manifest::Origin;
use super::read::{Buffer, Edition};
use crate::article::Article;
use crate::audience::left_out;
use crate::segment::{ArticleCounts, Segment, Terms, Walk, attribute_index};
use crate::synonyms::Synonyms;

/// What is wrong, in a sentence each; nothing if nothing is.
pub(crate) fn problems(bytes: &[u8]) -> Vec<String> {
    let frame = match Frame::read(bytes) {
        Ok(frame) => frame,
        Err(error) => return vec![error.to_string()],
    };
    let damaged: Vec<String> = frame.changed(bytes).collect();
    if !damaged.is_empty() {
        return damaged;
    }
    match Edition::open(Box::new(Buffer(bytes.to_vec())), &Limits::WIDEST) {
        Err(error) => vec![error.to_string()],
        Ok((edition, synonyms)) => Check { edition: &edition, problems: Vec::new() }.all(&synonyms),
    }
}

/// What is found wrong with an edition whose checksums fit.
struct Check<'e> {
    edition: &'e Edition,
    problems: Vec<String>,
}

impl Check<'_> {
    fn all(mut self, synonyms: &Synonyms) -> Vec<String> {
        let articles = self.articles();
        self.readers(&articles);
        self.sections();
        self.html(&articles);
        self.terms();
        let attributes = attribute_index(articles.iter());
        self.expect(*self.edition.attributes() == attributes, || "attributes: not those of the articles".to_owned());
        let own_rules = self.origin().own_rules as usize;
        self.expect(own_rules <= synonyms.rules().len(), || "synonyms: fewer rules than the manifest says".to_owned());
        self.problems
    }

    fn origin(&self) -> &Origin {
        &self.edition.manifest().origin
    }

    fn expect(&mut self, holds: bool, problem: impl FnOnce() -> String) {
        if !holds {
            self.problems.push(problem());
        }
    }

    /// All articles; an empty one in place of one that cannot be read.
    fn articles(&mut self) -> Vec<Article> {
        let mut articles: Vec<Article> = Vec::new();
        for number in 0..self.edition.table().articles.len() as u32 {
            let read = self.edition.article(number).map(Cow::into_owned);
            self.problems.extend(read.as_ref().err().map(ToString::to_string));
            let article = read.unwrap_or_default();
            let follows = articles.last().is_none_or(|before| before.id < article.id);
            self.expect(follows, || format!("articles: {:?} (number {number}) is not in order of id", article.id));
            let table = self.edition.table();
            // Of more languages than there are numbers, the last have none.
            let is_alike = table.language_of(number) == article.lang || table.languages.len() == usize::from(u8::MAX);
            self.expect(is_alike, || format!("rows: the language of {:?} is not that of the article", article.id));
            articles.push(article);
        }
        articles
    }

    /// That nobody gets what is not for him.
    fn readers(&mut self, articles: &[Article]) {
        let Some((audience, as_of)) = self.origin().readers.clone() else { return };
        for article in articles {
            let problem = left_out(article, &audience, as_of);
            let sentence = |why| format!("articles: {:?} must not be in an edition for {audience}: {why}", article.id);
            self.problems.extend(problem.map(sentence));
        }
    }

    /// That articles as HTML can be read, and have no link that leads to an article that is not there.
    fn html(&mut self, articles: &[Article]) {
        let ids: HashSet<&str> = articles.iter().map(|article| article.id.as_str()).collect();
        for (number, article) in (0..).zip(articles) {
            match self.edition.html(number) {
                Ok(html) => {
                    let html = html.unwrap_or_default();
                    let mut linked =
                        html.split("\" data-article=\"").skip(1).filter_map(|behind| behind.split('"').next());
                    let is_there = |id: &str| ids.contains(unescaped(id).as_str());
                    self.expect(linked.all(is_there), || format!("html: {:?} links to what is not there", article.id));
                }
                Err(error) => self.problems.push(error.to_string()),
            }
        }
    }

    fn sections(&mut self) {
        for section in 0..self.edition.table().sections.len() as u32 {
            self.problems.extend(self.edition.section(section).err().map(|error| error.to_string()));
        }
    }

    /// That every term has the postings that the dictionary says.
    fn terms(&mut self) {
        let mut wrong = Vec::new();
        self.edition.walk("", &mut |term, sections| {
            let (found, counts) = counted(self.edition, term);
            // Words of a title count as those of the first section, whose postings do not tell.
            if found > sections || counts != self.edition.article_counts(term) {
                wrong.push(format!("postings: those of {term:?} are not as many as the dictionary says"));
            }
            Walk::Next
        });
        self.problems.extend(wrong);
    }
}

/// An id as it is without the escapes of attributes.
fn unescaped(id: &str) -> String {
    id.replace("&quot;", "\"").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
}

/// How many sections and articles a term's postings lead to.
fn counted(edition: &Edition, term: &str) -> (u32, ArticleCounts) {
    let (mut all, mut counts) = (0, ArticleCounts::default());
    edition.sections_of(Terms::One(term), None, &mut |_, article, sections| {
        all += sections.len() as u32;
        counts.articles += 1;
        counts.titles += u32::from(article.title > 0);
    });
    (all, counts)
}
