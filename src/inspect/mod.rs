//! What is in an edition: what it says of itself, where its bytes go, and whether all of it is as it should be.
//!
//! ```
//! # fn main() -> nohold::Result<()> {
//! use nohold::{KnowledgeBase, inspect};
//!
//! let bytes = KnowledgeBase::builder().article("refunds.md", "# Refunds\n\nWithin 14 days.").build()?.to_bytes()?;
//! let info = inspect::info(&bytes)?;
//! assert_eq!((info.articles, info.parts[0].name), (1, "manifest"));
//! assert!(inspect::verify(&bytes).is_empty());
//! # Ok(())
//! # }
//! ```

mod sizes;

use crate::article::{Audience, Date};
use crate::edition::{self, Buffer, Edition, Limits, Origin, Unpacked};
use crate::error::Result;
use crate::knowledge_base::KnowledgeBase;
use crate::synonyms::Synonyms;

/// What an edition is.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Info {
    /// The SHA-256 of the whole file in hexadecimal: what [`OpenOptions::pinned`](crate::OpenOptions::pinned) takes.
    pub digest: String,
    /// Size of the whole file.
    pub bytes: u64,
    /// The program that wrote it, with its version.
    pub generator: String,
    /// Version of the Unicode tables by which words were folded.
    pub unicode: String,
    /// For whom, and as of which day; `None` if nothing was left out, so that it is for whoever may read everything.
    pub made_for: Option<(Audience, Date)>,
    /// The language that articles without one were said to have; empty if it was told from their texts.
    pub lang: String,
    /// Number of articles.
    pub articles: u32,
    /// Number of sections.
    pub sections: u32,
    /// Number of different terms.
    pub terms: u32,
    /// Number of rules of synonyms, the built-in ones included.
    pub synonyms: usize,
    /// Constants of ranking that are not the defaults.
    pub ranking: Vec<(&'static str, f64)>,
    /// In the order of the file.
    pub parts: Vec<Part>,
    /// What stored texts are made of, by field, and how many bytes that is before compression; the largest first.
    pub fields: Vec<(&'static str, u64)>,
    /// The ids of the ten articles with most stored text, and its bytes before compression.
    pub largest: Vec<(String, u64)>,
}

/// A part of an edition.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Part {
    /// As in the description of the format.
    pub name: &'static str,
    /// As it stands in the file.
    pub packed: Vec<u8>,
    /// With terms written out, one a line, and records one behind the other; otherwise as in the file.
    pub unpacked: Vec<u8>,
}

/// What an edition says of itself, and where its bytes go.
///
/// # Errors
/// Those of [`KnowledgeBase::from_bytes`]; but of its limits only the one of unpacked bytes holds, 8 GiB.
pub fn info(bytes: &[u8]) -> Result<Info> {
    let (edition, synonyms) = open(bytes)?;
    let edition::Manifest { generator, unicode, counts, origin, ranking } = edition.manifest().clone();
    let Origin { readers, lang, .. } = origin;
    Ok(Info {
        digest: edition::digest(bytes),
        bytes: bytes.len() as u64,
        generator,
        unicode,
        made_for: readers,
        lang,
        articles: counts.articles,
        sections: counts.sections,
        terms: counts.terms,
        synonyms: synonyms.rules().len(),
        ranking: ranking.changed(),
        parts: parts_of(&edition),
        fields: sizes::fields(&edition)?,
        largest: sizes::largest(&edition)?,
    })
}

/// The parts of an edition, also as they are without compression.
///
/// # Errors
/// [`Corrupt`](crate::ErrorKind::Corrupt) and [`Version`](crate::ErrorKind::Version).
pub fn parts(bytes: &[u8]) -> Result<Vec<Part>> {
    Ok(parts_of(&open(bytes)?.0))
}

fn parts_of(edition: &Edition) -> Vec<Part> {
    let part = |Unpacked { name, packed, bytes }| Part { name, packed, unpacked: bytes };
    edition.unpack().into_iter().map(part).collect()
}

/// Checks everything about an edition that can be checked, and says what is wrong, in a sentence each: all checksums, the
/// structure, order and range of everything, that counts agree, that nobody gets what is not for him, and, if it was
/// written by this version, that it is to the byte what is made of its articles. Nothing if nothing is wrong.
///
/// The way to recover is always the same: make the edition again from its Markdown.
pub fn verify(bytes: &[u8]) -> Vec<String> {
    let problems = edition::problems(bytes);
    if problems.is_empty() { differences(bytes).unwrap_or_else(|error| vec![error.to_string()]) } else { problems }
}

/// The parts that would be others if the edition were made again from the articles in it.
fn differences(bytes: &[u8]) -> Result<Vec<String>> {
    let (edition, _) = open(bytes)?;
    if edition.manifest().generator != edition::generator() {
        return Ok(Vec::new());
    }
    let again = KnowledgeBase::from_source(Box::new(Buffer(bytes.to_vec())), &Limits::WIDEST)?.rebuilt()?;
    let found = edition.unpack();
    let mut differ = Vec::new();
    for &packing in edition.packings() {
        let expected = open(&again.packed(packing)?)?.0.unpack();
        let parts = found.iter().zip(&expected).filter(|(found, expected)| found.packed != expected.packed);
        differ = parts.map(|(part, _)| format!("{}: not what is made of the articles", part.name)).collect();
        if differ.is_empty() {
            break;
        }
    }
    Ok(differ)
}

fn open(bytes: &[u8]) -> Result<(Edition, Synonyms)> {
    Edition::open(Box::new(Buffer(bytes.to_vec())), &Limits::WIDEST)
}
