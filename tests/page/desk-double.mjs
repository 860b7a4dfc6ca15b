// A stand-in for the package's `remote.js`, with articles that no edition has: hostile ones, of every age, in any
// language.

const META = {
  summary: "",
  keywords: [],
  tags: [],
  audience: "public",
  hidden: null,
  updated: "2026-11-01",
  published: null,
  expires: null,
  reviewBy: null,
  owner: "Shop",
  attributes: { folder: ["shop"], owner: ["Shop"], lang: ["en"] },
};

/** An article with what is said of it, and the rest as usual. How fresh it is says the knowledge base, not its days. */
export function article({
  id = "a.md",
  title = "Article",
  html = null,
  text = "Some text.",
  lang = "en",
  url = "/a/",
  freshness = "current",
  successors = [],
  ...meta
}) {
  const section = { heading: "", level: 0, breadcrumb: [], anchor: "", text, continued: false };
  return { id, title, url, lang, html, freshness, successors, meta: { ...META, ...meta }, sections: meta.sections ?? [section] };
}

/** A hit for an article: its last section answers. */
function hit(article) {
  const { heading, anchor, breadcrumb, text } = article.sections.at(-1);
  const section = {
    heading,
    headingHighlights: [],
    anchor,
    breadcrumb,
    url: article.url,
    snippet: { text, highlights: [] },
    score: 1,
  };
  const { id, title, url, lang, meta, freshness, successors } = article;
  const explanation = { parts: [], coverage: 1 };
  return { id, title, titleHighlights: [], url, lang, meta, promoted: false, freshness, successors, sections: [section], score: 1, explanation };
}

/**
 * The text of a module that finds every article, whatever is asked for, unless that begins with `zero`, and breaks down on `trap`.
 * @param {any[]} articles
 * @param {{answer?: any, info?: any, facets?: any}} [options]
 */
export function double(articles, { answer = null, info = {}, facets = {} } = {}) {
  const hits = articles.map(hit);
  const results = { hits, total: hits.length, answer, corrections: [], dropped: [], suggestion: null };
  const about = {
    version: "0",
    articles: hits.length,
    sections: 1,
    languages: ["en"],
    madeFor: null,
    html: true,
    ...info,
  };
  const json = JSON.stringify({ articles, results, about, facets });
  return `
    const { articles, results, about, facets } = JSON.parse(${JSON.stringify(json)});
    const none = { ...results, hits: [], total: 0, answer: null };
    export class RemoteKnowledgeBase {
      info = about;
      static open = async () => new RemoteKnowledgeBase();
      search = async (text) => {
        if (text === "trap") throw new Error("broken");
        return text.startsWith("zero") ? none : results;
      };
      suggest = async () => [];
      triage = async (text) => ({ requests: [{ range: [0, text.length], text, answer: results.hits[0] ?? null, owner: null, hits: results.hits }], asides: [] });
      help = async () => ({ suggestion: null, dropped: [], near: false, topics: [], related: [], owner: null });
      article = async (id) => articles.find((article) => article.id === id) ?? null;
      facets = async (key) => facets[key] ?? [];
      close() {}
    }`;
}
