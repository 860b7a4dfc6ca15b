/**
 * nohold in JavaScript: the same hits in the same order as the Rust crate, from the same edition.
 *
 * All ranges are `[start, end]` in UTF-16 units, as `String.prototype.slice` counts. Every failure is an `Error` with
 * {@link NoholdError.kind} and, where there is one, a `cause`.
 */

/** What bytes are taken from. */
export type Bytes = Uint8Array | ArrayBuffer;

/** How an edition is opened. Unknown keys and values of other types are refused with a `TypeError`. */
export interface OpenOptions {
  /** At most so many articles. Default: 1,000,000. */
  maxArticles?: number;
  /** At most so many sections. Default: 10,000,000. */
  maxSections?: number;
  /** At most so many bytes in all. Default: 2 GiB. */
  maxBytes?: number;
  /** At most so many bytes of stored text, unpacked. Default: 8 GiB. */
  maxUnpackedBytes?: number;
  /** Only the edition with this digest: the SHA-256 of the file in hexadecimal, as `nohold info` prints it. */
  pinned?: string;
}

/** How a search is confined. Unknown keys and values of other types are refused with a `TypeError`. */
export interface SearchOptions {
  /** At most so many articles: 1 to 1,000, default 10. Numbers outside are moved to the nearer end. */
  limit?: number;
  /** Only articles in this folder, or in one of these, or with this `section` or `category`. */
  within?: string | readonly string[];
  /** Only articles whose attributes have these values; several values of one attribute widen the search. */
  filter?: Readonly<Record<string, string | readonly string[]>>;
  /** The language of the words as a BCP 47 tag. By default those of the articles are tried. */
  lang?: string;
  /** Whether the last word is typed to its end. By default it counts as possibly half typed, unless a space follows. */
  finished?: boolean;
  /**
   * Only what holds on this day, as `YYYY-MM-DD`: not what is published later or has expired. By default days play no part.
   * Say today's where an edition may be older than that.
   */
  on?: string;
  /** When articles count as ageing, stale or expired; without `on` without effect. */
  windows?: Windows;
  /** With `on`: also what has expired by then. Default: false. */
  withExpired?: boolean;
}

/** The day on which an article is read. */
export interface ArticleOptions {
  /** As `YYYY-MM-DD`. */
  on?: string;
  windows?: Windows;
}

/**
 * When articles count as ageing, stale or expired. The window of an article goes from its last change to the day of its next
 * review; without that day it has no end, unless `reviewDays` says how long it is.
 */
export interface Windows {
  /** The length of the window in days, where an article does not say when it is to be reviewed. */
  reviewDays?: number;
  /** Per cent of the window after which an article is ageing. Default: 75. */
  ageing?: number;
  /** Per cent of the window after which it has expired: 100 and more. Default: 150. */
  expired?: number;
}

/** `[start, end]` in UTF-16 units. */
export type Range = [start: number, end: number];

/** Hits, the best first, and what became of the query. */
export interface Results {
  hits: Hit[];
  /** Number of articles that have any of the query's telling words, or are promoted for it, here or not. */
  total: number;
  /** The passage that answers, where one does. */
  answer: Answer | null;
  /** Words that were read as others, because no article has them as they were typed. */
  corrections: Correction[];
  /** Words of the query that the best hit does not have in any form. */
  dropped: string[];
  /** The query with its corrections, if there are any. */
  suggestion: string | null;
}

/** A word that was read as another. */
export interface Correction {
  /** Where the word stands in the query. */
  range: Range;
  /** Folded: in lower case and without accents. */
  typed: string;
  read: string;
}

/** An article that answers, with one to three of its sections, the best first. */
export interface Hit {
  id: string;
  title: string;
  /** What of the title matched. */
  titleHighlights: Range[];
  /** The article's address, without a fragment. */
  url: string;
  /** BCP 47 tag; empty if not known. */
  lang: string;
  meta: Meta;
  /** Whether editors put it where it stands, for the words of this query, and not its score. */
  promoted: boolean;
  /** How far it can be relied upon on the day of the search; `null` if that named none. Stale: its review is overdue. */
  freshness: "current" | "ageing" | "stale" | "expired" | null;
  /** What stands in place of the article, if it is superseded. */
  successors: Successor[];
  sections: SectionHit[];
  /** Higher is better. Scores of different queries cannot be compared. */
  score: number;
  /** Why it has this score. */
  explanation: Explanation;
}

/** An article that stands in place of another. */
export interface Successor {
  id: string;
  title: string;
  url: string;
}

/** A section that answers. */
export interface SectionHit {
  /** Empty for the text before the first heading. */
  heading: string;
  headingHighlights: Range[];
  /** The headings above it, outermost first, without the article's title. */
  breadcrumb: string[];
  /** The fragment of its address, without `#`; empty for the text before the first heading. */
  anchor: string;
  /** Its address, with the fragment. */
  url: string;
  snippet: Snippet;
  score: number;
}

/** A piece of text with what matched in it. */
export interface Snippet {
  text: string;
  highlights: Range[];
}

/** A passage that answers, with its source. */
export interface Answer {
  /** Whole paragraphs, list items or rows; lines are separated by `\n`. */
  text: string;
  highlights: Range[];
  /** The article's id. */
  id: string;
  title: string;
  heading: string;
  anchor: string;
  url: string;
  /** Last change of the article, as `YYYY-MM-DD`. */
  updated: string | null;
  /** The text as `p`, `ul`, `ol`, `li` and `pre`, what matched in `mark`, everything else escaped. */
  html: string;
  /** The text as Markdown. */
  markdown: string;
  /** How sure it is that this answers: 0 to 1. */
  confidence: number;
}

/** The parts of a score, which add up to it. */
export interface Explanation {
  parts: { name: string; value: number }[];
  /** The share of the query's words, by their worth, that the article has: 0 to 1. */
  coverage: number;
}

/** What an article's front matter says. Days are `YYYY-MM-DD`. */
export interface Meta {
  summary: string;
  keywords: string[];
  tags: string[];
  audience: "public" | "internal" | string[];
  /** Why it is not for publication, if so. */
  hidden: "draft" | "unlisted" | "unpublished" | "excluded" | null;
  updated: string | null;
  published: string | null;
  /** First day on which it no longer holds. */
  expires: string | null;
  /** When somebody should look at it again. */
  reviewBy: string | null;
  owner: string;
  /** Every key that can be filtered by. */
  attributes: Record<string, string[]>;
}

/** A way on from what has been typed. */
export interface Suggestion {
  /** The whole query, completed. */
  text: string;
  /** What of it is new. */
  range: Range;
}

/** A whole article. */
export interface Article {
  id: string;
  title: string;
  url: string;
  lang: string;
  meta: Meta;
  /** How far it can be relied upon on the day that was named, if one was. */
  freshness: "current" | "ageing" | "stale" | "expired" | null;
  /** What stands in place of it, if it is superseded. */
  successors: Successor[];
  /**
   * The article as HTML made of its Markdown (of HTML in it, such as tables and links, the text is left), headings with `id`s that are the sections' anchors: no raw HTML, no scripts,
   * only `http`, `https`, `mailto`, `tel` and relative links; links to other articles of the edition carry the other's id
   * in `data-article`. `null` if the edition was made without (`nohold index --html` makes it with).
   */
  html: string | null;
  /** In reading order; the first is the text before the first heading. */
  sections: Section[];
}

/** A section of an article. */
export interface Section {
  heading: string;
  /** 1 to 6; 0 for the text before the first heading. */
  level: number;
  breadcrumb: string[];
  anchor: string;
  /** Plain text, one line a block. */
  text: string;
  /** Whether this is a further part of a section too long for one. */
  continued: boolean;
}

/** A value of an attribute. */
export interface Facet {
  value: string;
  /** Number of articles that have it. */
  articles: number;
}

/** What an edition says of itself. */
export interface Info {
  /** Version of this library. */
  version: string;
  articles: number;
  sections: number;
  /** BCP 47 tags of the articles' languages. */
  languages: string[];
  /** For whom it was made, and as of which day; `null` if nothing was left out. */
  madeFor: { audience: "public" | "internal" | string[]; asOf: string } | null;
  /** Whether it has articles as HTML. */
  html: boolean;
}

/** What {@link KnowledgeBase} throws, beside `TypeError` for wrong arguments. */
export interface NoholdError extends Error {
  /**
   * What kind of failure this is; `Trap` if the WebAssembly could not be loaded or its instance broke down, so that the
   * page has to load it anew; `Freed` if this knowledge base has been freed.
   */
  kind: "Corrupt" | "Version" | "Digest" | "Limit" | "Engine" | "DuplicateId" | "Source" | "Io" | "Trap" | "Freed";
}

/** Where the WebAssembly is, if not beside this module. */
export type WasmSource = string | URL | Request | Response | BufferSource | WebAssembly.Module;

/** Loads the WebAssembly. Needs calling only to say where it is, or to have it loaded ahead of time. */
export function load(wasm?: WasmSource | Promise<WasmSource>): Promise<void>;

/** A searchable knowledge base. */
export class KnowledgeBase {
  private constructor();
  /** Opens the bytes of an edition, after checking all of them. Loads the WebAssembly the first time. */
  static fromBytes(bytes: Bytes, options?: OpenOptions): Promise<KnowledgeBase>;
  /** Finds the articles that answer. Whatever a person types is a valid query. */
  search(text: string, options?: SearchOptions): Results;
  /** Ways on from a half-typed query, the likeliest first, at most 5. */
  suggest(text: string, options?: SearchOptions): Suggestion[];
  /** The article with this id, or `null`. */
  article(id: string, options?: ArticleOptions): Article | null;
  /** The values of an attribute (`owner`, `product`, `folder`), the most frequent first. */
  facets(key: string): Facet[];
  readonly info: Info;
  /** Gives the memory back. Every later call throws. */
  free(): void;
}
