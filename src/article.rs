//! Articles as plain data: what every reader of articles makes and every index takes.

use std::collections::BTreeMap;
use std::fmt;
use std::ops::{Range, RangeInclusive};
use std::str::FromStr;

/// One article of the knowledge base: its sections, and what its front matter says of it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Article {
    /// Names the article for ever: front matter `id`, else its path relative to the folder, with `/`.
    pub id: String,
    /// Front matter `title`, else the first `h1`, else the file stem.
    pub title: String,
    /// Where a reader finds the article, without an anchor.
    pub url: String,
    /// BCP 47 tag of the article's language, such as `de` or `pt-BR`. Empty as it is read if its author did not
    /// say; a builder then takes that of the folder or tells it from the text.
    pub lang: String,
    /// What the front matter says.
    pub meta: Meta,
    /// In reading order. The first is the lead: what stands before the first heading, possibly empty.
    pub sections: Vec<Section>,
    /// The article as HTML that a page can show, if that was asked for ([`Builder::html`](crate::Builder::html)) and it has
    /// any.
    pub html: Option<String>,
}

impl Article {
    /// Gives back the room in which its texts have grown: an article is kept for long, and a knowledge base has many.
    #[cfg(feature = "index")]
    pub(crate) fn shrink(&mut self) {
        let Article { id, title, url, lang, meta, sections, html } = self;
        [id, title, url, lang, &mut meta.summary, &mut meta.owner].into_iter().for_each(String::shrink_to_fit);
        html.iter_mut().for_each(String::shrink_to_fit);
        sections.shrink_to_fit();
        for Section { heading, breadcrumb, anchor, text, blocks, .. } in sections {
            [heading, anchor, text].into_iter().for_each(String::shrink_to_fit);
            breadcrumb.iter_mut().for_each(String::shrink_to_fit);
            breadcrumb.shrink_to_fit();
            blocks.shrink_to_fit();
        }
    }

    /// What is known of the article beside its text, in whatever form.
    pub(crate) fn without_sections(&self) -> Article {
        let Article { id, title, url, lang, meta, sections: _, html: _ } = self;
        let (id, title, url, lang) = (id.clone(), title.clone(), url.clone(), lang.clone());
        Article { id, title, url, lang, meta: meta.clone(), ..Article::default() }
    }
}

/// A heading and the text up to the next heading; long ones are continued in further sections with the same anchor.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Section {
    /// The section's own heading as plain text; empty for the lead.
    pub heading: String,
    /// 1 to 6, as in `h1` to `h6`; 0 for the lead.
    pub level: u8,
    /// The headings above this one, outermost first, without the article's title.
    pub breadcrumb: Vec<String>,
    /// The fragment that leads to the heading, without `#`; empty for the lead.
    pub anchor: String,
    /// Plain text, one line a block.
    pub text: String,
    /// What each line of `text` was in the Markdown, in order.
    pub blocks: Vec<Block>,
    /// Whether this is the second or a later part of a section too long for one.
    pub continued: bool,
}

/// A paragraph, list item, table row or the like.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// What it was in the Markdown.
    pub kind: BlockKind,
    /// The bytes of [`Section::text`] that it is.
    pub range: Range<usize>,
}

/// The kinds of [`Block`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum BlockKind {
    /// Running text, also in block quotes and alerts.
    Paragraph,
    /// An item of a bulleted or task list.
    Item,
    /// An item of a numbered list.
    Step,
    /// A row of a table: header cells repeated, as in `Plan: Basic. Price: 4 €.`
    Row,
    /// A term of a definition list.
    Term,
    /// A definition of a definition list.
    Definition,
    /// A line of code.
    Code,
}

/// What an article's front matter says of it. Keys with a meaning of their own are fields; every key that can be
/// filtered by is an attribute.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Meta {
    /// `description`, `summary` or `excerpt`.
    pub summary: String,
    /// `keywords`: words under which the article is to be found, as its editors chose them.
    pub keywords: Vec<String>,
    /// `tags`, `categories` and `category`.
    pub tags: Vec<String>,
    /// Earlier addresses: `aliases` and `redirect_from`.
    pub aliases: Vec<String>,
    /// `search.synonyms`: rules of what means the same, as [`Builder::synonyms`](crate::Builder::synonyms) reads them, and
    /// other names for the title. At most 100.
    pub synonyms: Vec<String>,
    /// Who may read it.
    pub audience: Audience,
    /// Why it is not for publication, if so: `draft`, `unlisted`, `published: false`, `search.exclude` and
    /// [more](crate::docs::visibility).
    pub hidden: Option<Hidden>,
    /// Last change: `lastmod`, `last_update.date`, `updated_at`, `updated`, `date`.
    pub updated: Option<Date>,
    /// First day of publication: `publishDate`, else `date`. A time of day is past on the next one, in UTC.
    pub published: Option<Date>,
    /// First day on which it no longer holds: `expiryDate`, `expires`. A time of day is in the day, in UTC.
    pub expires: Option<Date>,
    /// When somebody should look at it again: `review_by`.
    pub review_by: Option<Date>,
    /// Who answers for it.
    pub owner: String,
    /// Every other key (and those above that are worth filtering by), with its values as text in file
    /// order. Keys are at most 200 bytes long and values 1,000, and an article has at most 1,000 values. `folder` has
    /// every folder above the article: `policies`, `policies/refunds`.
    pub attributes: BTreeMap<String, Vec<String>>,
}

/// Who may read an article.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Audience {
    /// Everybody. This is what an article without `audience` is.
    #[default]
    Public,
    /// Only the company's own people; also what an unknown value means.
    Internal,
    /// Only these groups, and whoever may read everything internal.
    Groups(Vec<String>),
}

impl Audience {
    /// Whether everybody of this audience may read what is for `other`: always what is public; as
    /// [`Internal`](Audience::Internal) everything; as [`Groups`](Audience::Groups) what is for each of these groups.
    /// Groups are compared without regard to case.
    pub fn may_read(&self, other: &Audience) -> bool {
        match (self, other) {
            (_, Audience::Public) | (Audience::Internal, _) => true,
            (Audience::Groups(readers), Audience::Groups(groups)) => {
                !readers.is_empty() && readers.iter().all(|reader| has_group(groups, reader))
            }
            _ => false,
        }
    }
}

/// Whether a group is among others, in whatever letter case.
pub(crate) fn has_group(groups: &[String], wanted: &str) -> bool {
    let plain = |group: &str| group.trim().to_lowercase();
    groups.iter().any(|group| plain(group) == plain(wanted))
}

/// Why an article is not for publication.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hidden {
    /// Not finished: `draft: true`; also what may have been there to hide it and is not understood.
    Draft,
    /// Finished, but only for those who have the link: `unlisted`, `headless`, `hidden`.
    Unlisted,
    /// Taken out: `published: false`, `archived`.
    Unpublished,
    /// Kept from search: `search.exclude`.
    Excluded,
}

/// A day of the Gregorian calendar, without time of day or zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    year: i16,
    month: u8,
    day: u8,
}

impl Date {
    /// The day, if there is one: `Date::new(2024, 2, 30)` is `None`. Years are 1 to 9999.
    pub fn new(year: i16, month: u8, day: u8) -> Option<Self> {
        let valid =
            (1..=9999).contains(&year) && (1..=12).contains(&month) && (1..=days_in(year, month)).contains(&day);
        valid.then_some(Date { year, month, day })
    }

    /// So many days after 1 January 1970; the last day that can be named if that is beyond.
    #[cfg(feature = "fs")]
    pub(crate) fn after_1970(days: u64) -> Self {
        let first = Date { year: 1970, month: 1, day: 1 };
        let day = i64::try_from(days).ok().and_then(|days| first.plus_days(days));
        day.unwrap_or(Date { year: 9999, month: 12, day: 31 })
    }

    /// Number of days from this day to another; less than 0 if that is earlier.
    ///
    /// ```
    /// use nohold::article::Date;
    ///
    /// let day = |text: &str| text.parse::<Date>().unwrap();
    /// assert_eq!(day("2024-02-28").days_until(day("2024-03-01")), 2);
    /// assert_eq!(day("2024-02-28").plus_days(2), Some(day("2024-03-01")));
    /// ```
    pub fn days_until(self, other: Date) -> i64 {
        other.number() - self.number()
    }

    /// The day so many days later, or earlier if they are less than 0; `None` if its year is not 1 to 9999.
    pub fn plus_days(self, days: i64) -> Option<Self> {
        Self::numbered(self.number().checked_add(days)?)
    }

    /// Number of days since 1 March of the year 0. Years are counted from March, so that leap days come last; see Howard
    /// Hinnant, "chrono-compatible low-level date algorithms", for this and the way back.
    fn number(self) -> i64 {
        let (month, day) = (i64::from(self.month), i64::from(self.day));
        let year = i64::from(self.year) - i64::from(month <= 2);
        let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
        year * 365 + year / 4 - year / 100 + year / 400 + day_of_year
    }

    fn numbered(number: i64) -> Option<Self> {
        const FOUR_CENTURIES: i64 = 146_097;
        let day = number.rem_euclid(FOUR_CENTURIES);
        let year = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365;
        let day_of_year = day - (365 * year + year / 4 - year / 100);
        let month = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * month + 2) / 5 + 1;
        let year = year + number.div_euclid(FOUR_CENTURIES) * 400 + i64::from(month >= 10);
        let month = (month + 2) % 12 + 1;
        Date::new(year.try_into().ok()?, month.try_into().ok()?, day.try_into().ok()?)
    }

    /// 1 to 9999.
    pub fn year(self) -> i16 {
        self.year
    }

    /// 1 to 12.
    pub fn month(self) -> u8 {
        self.month
    }

    /// 1 to 31.
    pub fn day(self) -> u8 {
        self.day
    }
}

fn days_in(year: i16, month: u8) -> u8 {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

/// Reads `2024-05-01`: year first, with `-`, `/` or `.` between, one or two digits for month and day. A time of day behind
/// it (`2024-05-01T09:30:00Z`, `2024-5-1 09:30`) is dropped.
impl FromStr for Date {
    type Err = NotADate;

    fn from_str(text: &str) -> Result<Self, NotADate> {
        let day = text.trim().split(['T', 't', ' ']).next().unwrap_or_default();
        let mut parts = day.split(['-', '/', '.']);
        let mut number = |digits: RangeInclusive<usize>| {
            let part = parts.next().filter(|part| digits.contains(&part.len())).ok_or(NotADate)?;
            let is_number = part.bytes().all(|b| b.is_ascii_digit());
            part.parse::<i16>().ok().filter(|_| is_number).ok_or(NotADate)
        };
        let (year, month, day) = (number(4..=4)?, number(1..=2)?, number(1..=2)?);
        let (month, day) = (u8::try_from(month).map_err(|_| NotADate)?, u8::try_from(day).map_err(|_| NotADate)?);
        Date::new(year, month, day).filter(|_| parts.next().is_none()).ok_or(NotADate)
    }
}

/// The text is not a day of the form `2024-05-01`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotADate;

impl fmt::Display for NotADate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a date of the form 2024-05-01")
    }
}

impl std::error::Error for NotADate {}

/// Something in a file of articles that its author should know: nothing is lost because of it without being named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Warning {
    /// The file, relative to the folder, with `/`.
    pub path: String,
    /// Counted from 1; 0 if the whole file is meant.
    pub line: usize,
    /// One sentence.
    pub message: String,
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            0 => write!(f, "{}: {}", self.path, self.message),
            line => write!(f, "{}:{line}: {}", self.path, self.message),
        }
    }
}
