//! The part that holds what means the same: the rules of a knowledge base, read whole when an edition is opened.

use super::codec::Reader;
#[cfg(feature = "index")]
use super::codec::Writer;
use crate::synonyms::{MAX_RULES_READ, MAX_SIDES, MAX_WORDS, Rule, Side, Synonyms};

pub(super) fn read(part: &[u8]) -> Option<Synonyms> {
    let mut reader = Reader::new(part);
    let mut count = 0;
    let rules = reader.list(|reader| {
        count += 1;
        let rule = Rule { from: sides(reader)?, to: sides(reader)? };
        rule.checked().filter(|_| count <= MAX_RULES_READ)
    })?;
    reader.is_empty().then(|| Synonyms::new(rules))
}

/// At most as many as a rule may have: they are not read first and counted then.
fn sides(reader: &mut Reader<'_>) -> Option<Vec<Side>> {
    let mut count = 0;
    reader.list(|reader| {
        count += 1;
        let mut words = 0;
        let side = reader.list(|reader| {
            words += 1;
            reader.string().filter(|_| words <= MAX_WORDS)
        });
        side.filter(|side| count <= MAX_SIDES && !side.is_empty())
    })
}

#[cfg(feature = "index")]
pub(super) fn write(synonyms: &Synonyms) -> Vec<u8> {
    let mut out = Writer::default();
    out.list(synonyms.rules().iter(), |out, rule| {
        for sides in [&rule.from, &rule.to] {
            out.list(sides.iter(), |out, side| out.list(side.iter(), |out, word| out.text(word)));
        }
    });
    out.bytes
}

#[cfg(all(test, feature = "index"))]
mod tests {
    use super::{Writer, read, write};
    use crate::synonyms::{self, Synonyms};
    use proptest::prelude::*;

    #[test]
    fn what_is_written_is_read() {
        let synonyms = Synonyms::new(synonyms::builtin());
        assert_eq!(read(&write(&synonyms)).unwrap().rules(), synonyms.rules());
        assert!(read(&[0]).unwrap().rules().is_empty());
    }

    #[test]
    fn absurd_counts_are_refused() {
        let mut many = Writer::default();
        many.number(u32::MAX);
        let mut long = Writer::default();
        long.list([(); 1].iter(), |out, ()| {
            out.number(2);
            out.number(u32::MAX);
        });
        for bytes in [many.bytes, long.bytes, Vec::new(), vec![1, 0, 0], vec![0, 0]] {
            assert!(read(&bytes).is_none(), "{bytes:?}");
        }
    }

    proptest! {
        #[test]
        fn any_bytes_are_rules_or_none(bytes in prop::collection::vec(0u8..8, 0..64)) {
            if let Some(synonyms) = read(&bytes) {
                prop_assert!(synonyms.rules().iter().all(|rule| rule.clone().checked().is_some()));
            }
        }
    }
}
