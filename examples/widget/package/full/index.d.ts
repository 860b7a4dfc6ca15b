/** nohold with indexing: the same as `nohold`, and Markdown is indexed on the page. */
import type { Bytes, KnowledgeBase as Reader, OpenOptions } from "../index.js";

export * from "../index.js";

/** An article as it is written. */
export interface Source {
  /** Relative to the root of the knowledge base, with `/`: the article's id, if its front matter names none. */
  path: string;
  markdown: string;
}

/** How articles are indexed. Unknown keys and values of other types are refused with a `TypeError`. */
export interface IndexOptions {
  /** The language of articles that do not say theirs, as a BCP 47 tag. By default it is told from the text. */
  lang?: string;
  /** Whether articles are kept as HTML, too. Default: no. */
  html?: boolean;
  /** Rules of words that mean the same, one a line: `refund = money back`, `pushbike -> bicycle`. */
  synonyms?: string;
  /** How articles are found, in YAML: `promote`, `pin`, `boost` and `terms`, as in a folder's `_curation.yml`. */
  curation?: string;
  /** Whether the built-in rules for customer service in English are used. Default: yes. */
  builtinSynonyms?: boolean;
  /** Only what these may read: `public`, `internal`, a group, or several groups. Goes with {@link asOf}. */
  audience?: string | readonly string[];
  /** The day on which it is to be read, as `YYYY-MM-DD`. Goes with {@link audience}. */
  asOf?: string;
}

/** Something in an article that its author should know. */
export interface Warning {
  path: string;
  /** Counted from 1; 0 if the whole file is meant. */
  line: number;
  message: string;
}

/** What is to change, all at once. Unknown keys and values of other types are refused with a `TypeError`. */
export interface Changes {
  /** Ids of articles that go. */
  remove?: string | readonly string[];
  /** Articles that are new, or take the place of what was read from their paths; after what is removed. */
  upsert?: readonly Source[];
  /** Takes the place of {@link IndexOptions.synonyms}. */
  synonyms?: string;
  /** Takes the place of {@link IndexOptions.curation}. */
  curation?: string;
}

/** A searchable knowledge base, opened or made of articles. */
export interface KnowledgeBase extends Reader {
  /**
   * Changes articles and rules, all at once or not at all. Afterwards everything is found as if it had been made of the changed
   * articles. Two articles with one id are an error, and nothing changes.
   */
  update(changes: Changes): void;
  /** Adds an article, or puts it in place of the one that was read from that path. */
  upsert(path: string, markdown: string): void;
  /** Removes the article with this id, and says whether there was one. */
  remove(id: string): boolean;
  /** Puts all that has changed since in order, after some hundred changes: searches are as fast as at first again. */
  fold(): void;
  /** The bytes of an edition, for a page. */
  toBytes(): Uint8Array;
  /** What the authors of the articles should know. */
  warnings(): Warning[];
}

export declare const KnowledgeBase: {
  /** Indexes articles. Bad ones give {@link KnowledgeBase.warnings} and the rest is indexed; two with one id are an error. */
  fromArticles(articles: readonly Source[], options?: IndexOptions): Promise<KnowledgeBase>;
  /** Opens the bytes of an edition, after checking all of them. */
  fromBytes(bytes: Bytes, options?: OpenOptions): Promise<KnowledgeBase>;
};
