//! Markdown to articles.
