//! **nohold** searches a knowledge base: policies, how-tos and product articles in Markdown. It links into your program,
//! needs no server, and gives the right section of the right article while the customer is on the line.
//!
//! ```
//! # #[cfg(all(feature = "index", feature = "fs"))]
//! # fn main() -> nohold::Result<()> {
//! use nohold::KnowledgeBase;
//!
//! let kb = KnowledgeBase::open("kb-sample")?; // a folder of Markdown, or an edition
//! let results = kb.search("refnd digital subscription")?; // typos, half words, no syntax
//!
//! for hit in &results {
//!     println!("{} > {}", hit.title(), hit.heading());
//!     println!("    {}", hit.snippet().to_html()); // escaped; the ranges are there as data too
//! }
//! assert_eq!(results.hits()[0].title(), "Refunds for digital subscriptions");
//! # Ok(())
//! # }
//! # #[cfg(not(all(feature = "index", feature = "fs")))]
//! # fn main() {}
//! ```
//!
//! # The types
//!
//! - A [`KnowledgeBase`] is opened from a folder, from JSON Lines or from an *edition* (one file, made with
//!   [`KnowledgeBase::save`]), or made with a [`Builder`]. It is cheap to clone and searched from any number of threads.
//! - A [`Folder`] keeps one in step with a directory while it is edited, and a [`Watch`] does so by itself.
//! - A [`Query`] is a string, or a string with options: how many articles, in which folder, with which attributes.
//! - [`Results`] are [`Hit`]s, the best first: an article, its best sections with their addresses, a [`Snippet`] with
//!   what matched, and an [`Explanation`] of the score. They also say which words were read as others.
//! - [`OpenOptions`] say what an opener takes on, and which edition it must be.
//! - [`Ranking`] holds the constants, for those who want others.
//! - [`usage`] keeps what was asked, if somebody wants that, and tells what the articles lack; [`redact`](redact()) takes out
//!   of a text who wrote it.
//! - [`markdown`] reads single files, and [`article`] is what it reads them to.
//!
//! # Tasks
//!
//! Confine a search:
//!
//! ```
//! # #[cfg(all(feature = "index", feature = "fs"))]
//! # fn main() -> nohold::Result<()> {
//! use nohold::{KnowledgeBase, Query};
//!
//! let kb = KnowledgeBase::open("kb-sample")?;
//! let query = Query::new("how long does it take").within("policies").filter("owner", "Customer Care").limit(3);
//! assert!(kb.search(query)?.len() <= 3);
//! # Ok(())
//! # }
//! # #[cfg(not(all(feature = "index", feature = "fs")))]
//! # fn main() {}
//! ```
//!
//! Say what means the same:
//!
//! ```
//! # #[cfg(feature = "index")]
//! # fn main() -> nohold::Result<()> {
//! use nohold::KnowledgeBase;
//!
//! let kb = KnowledgeBase::builder()
//!     .article("a.md", "---\nlang: en\nsearch: {synonyms: [velocipede]}\n---\n# Bicycles\n\nKept in the yard.")
//!     .synonyms("rules", "yard = court\npushbike -> bicycle # one way") // in a folder: the file synonyms.txt
//!     .builtin_synonyms(false) // those for customer service in English
//!     .build()?;
//! for query in ["velocipede", "court", "pushbike"] {
//!     assert_eq!(kb.search(query)?.hits()[0].title(), "Bicycles");
//! }
//! # Ok(())
//! # }
//! # #[cfg(not(feature = "index"))]
//! # fn main() {}
//! ```
//!
//! Publish for an audience, and open what was published:
//!
//! ```
//! # #[cfg(feature = "index")]
//! # fn main() -> nohold::Result<()> {
//! use nohold::article::Date;
//! use nohold::{KnowledgeBase, OpenOptions};
//!
//! let kb = KnowledgeBase::builder()
//!     .article("refunds.md", "# Refunds\n\nWithin 14 days.")
//!     .article("goodwill.md", "---\naudience: internal\n---\n# Goodwill refunds\n\nUp to 50 euros.")
//!     .build()?;
//! let today = Date::new(2026, 6, 1).unwrap(); // or, with the feature `fs`, Date::today()
//! let bytes = kb.for_audience("public", today)?.to_bytes()?; // or save("public.nohold")
//! let opened = OpenOptions::new().max_articles(10_000).open_bytes(bytes)?;
//! assert_eq!(opened.search("refund")?.len(), 1); // what is internal is not in it in any form
//! # Ok(())
//! # }
//! # #[cfg(not(feature = "index"))]
//! # fn main() {}
//! ```
//!
//! More are in `examples/`, a page each: `quick_start`, `live_folder` (edited while others ask), `http_service` (one
//! knowledge base shared by all threads), `custom_ranking` (why hits stand where they do) and `judged_queries` (a test for
//! your own project).
//!
//! # Features
//!
//! | feature | default | what it adds | what it costs |
//! |---|---|---|---|
//! | `index` | yes | reading Markdown and building indexes | tantivy, pulldown-cmark and readers of YAML, TOML and JSON |
//! | `fs` | yes | folders and files by path, and what day it is | memmap2 |
//! | `watch` | no | the system tells a [`Folder`] of changes, so that it need not look for them | notify |
//! | `cli` | no | the program `nohold` | clap, indicatif, anstyle, brotli, ratatui, crossterm |
//! | `all-languages` | yes | the inflections of every language that there is a stemmer for | 80 KB of a page's download |
//! | `web-languages` | no | those of twelve languages; English is always there | 17 KB of a page's download |
//! | `wasm` | no | bindings for JavaScript | wasm-bindgen, js-sys |
//! | `wasm-triage` | no | `triage` and `help` in JavaScript, too | 26 KB of a page's download |
//! | `wasm-index` | no | the same with indexing on the page | what `index` costs |
//!
//! Without `index` the crate is the reader of editions alone: what a web page needs.

#![cfg_attr(docsrs, feature(doc_cfg))]
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing))]

mod analysis;
pub mod article;
mod audience;
#[cfg(feature = "index")]
pub mod changes;
#[cfg(all(feature = "index", feature = "fs"))]
pub mod check;
mod curation;
pub mod docs;
mod edition;
mod editorial;
#[cfg(feature = "index")]
mod engine;
mod error;
#[cfg(feature = "index")]
mod fields;
#[cfg(feature = "fs")]
mod folder;
mod freshness;
#[cfg(feature = "index")]
pub mod inspect;
mod knowledge_base;
#[cfg(feature = "index")]
mod log;
#[cfg(feature = "index")]
pub mod markdown;
mod passage;
mod query;
mod ranking;
mod redact;
mod results;
mod search;
mod segment;
mod settings;
mod suggest;
mod synonyms;
mod triage;
#[cfg(feature = "index")]
pub mod usage;
#[cfg(feature = "wasm")]
mod wasm;
#[cfg(feature = "index")]
mod work;

pub use audience::LeftOut;
#[cfg(all(feature = "index", feature = "fs"))]
pub use check::check;
pub use error::{Error, ErrorKind, Result};
#[cfg(all(feature = "index", feature = "fs"))]
pub use folder::{Folder, Refreshed, Watch};
pub use freshness::{Freshness, Windows};
#[cfg(feature = "index")]
pub use knowledge_base::{Builder, Changes, Verdict};
pub use knowledge_base::{Facet, Help, KnowledgeBase, OpenOptions, Related, Topic};
pub use passage::Snippet;
pub use query::Query;
pub use ranking::{Confidence, Explanation};
pub use redact::redact;
pub use results::{Answer, Correction, Hit, Results, SectionHit, Successor};
pub use settings::Ranking;
pub use suggest::Suggestion;
pub use triage::{Aside, AsideKind, Owner, Request, Triage};
#[cfg(feature = "index")]
pub use work::{Phase, Progress};

#[cfg(all(doctest, feature = "index", feature = "fs"))]
#[doc = include_str!("../README.md")]
struct Readme;
