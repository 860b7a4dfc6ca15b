//! Longer texts: how nohold is built, how it ranks, and what its files look like.

#[doc = include_str!("architecture.md")]
pub mod architecture {}

#[doc = include_str!("curation.md")]
pub mod curation {}

#[doc = include_str!("ranking.md")]
pub mod ranking {}

#[doc = include_str!("answers.md")]
pub mod answers {}

#[doc = include_str!("visibility.md")]
pub mod visibility {}

#[doc = include_str!("edition-format.md")]
pub mod edition_format {}

#[doc = include_str!("learning.md")]
pub mod learning {}

#[doc = include_str!("performance.md")]
#[doc = include_str!("performance.svg")]
#[allow(rustdoc::invalid_html_tags, reason = "elements of SVG close themselves")]
pub mod performance {}

#[doc = include_str!("live.md")]
pub mod live {}
