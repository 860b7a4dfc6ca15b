//! The part that says what the edition is: what made it, of how much, for whom, and what a reader needs to know to answer
//! as its maker would.

use super::codec::Reader;
#[cfg(feature = "index")]
use super::codec::Writer;
use super::stored;
use crate::article::{Audience, Date};
use crate::settings::Ranking;

/// What an edition says of itself.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Manifest {
    /// The program that wrote it, with its version.
    pub(crate) generator: String,
    /// Version of the Unicode tables by which words were folded.
    pub(crate) unicode: String,
    pub(crate) counts: Counts,
    pub(crate) origin: Origin,
    pub(crate) ranking: Ranking,
}

/// How much is in an edition. The other parts must agree.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Counts {
    pub(crate) articles: u32,
    pub(crate) sections: u32,
    pub(crate) terms: u32,
}

/// What a knowledge base was made of, beside its articles: what is needed to make another one of some of them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Origin {
    /// For whom, and as of which day. `None` if nothing was left out.
    pub(crate) readers: Option<(Audience, Date)>,
    /// The language of articles that do not say theirs; empty if it was told from their texts.
    pub(crate) lang: String,
    /// So many rules of synonyms, which come first, are neither those of articles nor built in.
    pub(crate) own_rules: u32,
    /// Whether the built-in rules are not to be used.
    pub(crate) without_builtin: bool,
}

pub(super) fn read(part: &[u8]) -> Option<Manifest> {
    let mut reader = Reader::new(part);
    let (generator, unicode) = (reader.string()?, reader.string()?);
    let counts = Counts { articles: reader.number()?, sections: reader.number()?, terms: reader.number()? };
    let origin = origin(&mut reader)?;
    let mut ranking = Ranking::default();
    reader.list(|reader| {
        let (name, value) = (reader.text()?, f64::from_bits(reader.fixed64()?));
        ranking.set(name, value);
        Some(())
    })?;
    reader.is_empty().then_some(Manifest { generator, unicode, counts, origin, ranking })
}

fn origin(reader: &mut Reader<'_>) -> Option<Origin> {
    let readers = match reader.byte()? {
        0 => None,
        1 => Some((stored::read_audience(reader)?, stored::read_date(reader)??)),
        _ => return None,
    };
    let (lang, own_rules, without_builtin) = (reader.string()?, reader.number()?, reader.byte()? == 1);
    Some(Origin { readers, lang, own_rules, without_builtin })
}

#[cfg(feature = "index")]
pub(super) fn write(manifest: &Manifest) -> Vec<u8> {
    let Manifest { generator, unicode, counts, origin, ranking } = manifest;
    let mut out = Writer::default();
    out.text(generator);
    out.text(unicode);
    for count in [counts.articles, counts.sections, counts.terms] {
        out.number(count);
    }
    out.byte(u8::from(origin.readers.is_some()));
    if let Some((audience, as_of)) = &origin.readers {
        stored::write_audience(&mut out, audience);
        stored::write_date(&mut out, Some(*as_of));
    }
    out.text(&origin.lang);
    out.number(origin.own_rules);
    out.byte(u8::from(origin.without_builtin));
    out.list(ranking.changed().into_iter(), |out, (name, value)| {
        out.text(name);
        out.fixed64(value.to_bits());
    });
    out.bytes
}
