//! Votes as boosts: the factors that editors set are multiplied by what readers say.

use super::said::Said;
use super::sources::Id;
use crate::curation::{BOOST, boost};
use crate::error::Result;
use crate::log::Votes;

/// Multiplies the boosts of the articles of which the votes say anything. They keep to the range of boosts.
pub(super) fn apply(votes: &Votes, said: &mut Said<'_>) -> Result<()> {
    for (id, factor) in votes.factors().filter(|(_, factor)| (factor - 1.0).abs() > f64::EPSILON) {
        let Some(attributes) = said.attributes(&Id::from(id))? else { continue };
        let own = attributes.get(BOOST).and_then(|values| boost(values.last()?)).unwrap_or(1.0);
        attributes.insert(BOOST.to_owned(), vec![written(own * factor, factor)]);
    }
    Ok(())
}

/// A boost has three decimals: what votes add or take is rounded towards nothing, so that it keeps to its bound.
fn written(boost: f64, factor: f64) -> String {
    let thousandths = 1_000.0 * boost;
    format!("{:.3}", if factor < 1.0 { libm::ceil(thousandths) } else { libm::floor(thousandths) } / 1_000.0)
}
