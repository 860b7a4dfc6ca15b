//! Votes as boosts: the factors that editors set are multiplied by what readers say.

use crate::article::Article;
use crate::curation::{BOOST, boost};
use crate::log::Votes;

/// Multiplies the boosts of the articles of which the votes say anything. They keep to the range of boosts.
pub(super) fn apply(votes: &Votes, articles: &mut [Article]) {
    for article in articles {
        let factor = votes.factor(&article.id);
        let values = article.meta.attributes.get(BOOST).and_then(|values| values.last());
        let own = values.and_then(|value| boost(value)).unwrap_or(1.0);
        if (factor - 1.0).abs() > f64::EPSILON {
            article.meta.attributes.insert(BOOST.to_owned(), vec![written(own * factor, factor)]);
        }
    }
}

/// A boost has three decimals: what votes add or take is rounded towards nothing, so that it keeps to its bound.
fn written(boost: f64, factor: f64) -> String {
    let thousandths = 1_000.0 * boost;
    format!("{:.3}", if factor < 1.0 { libm::ceil(thousandths) } else { libm::floor(thousandths) } / 1_000.0)
}
