import type { Article, ArticleOptions, Facet, Info, NoholdError, Results, SearchOptions, Suggestion } from "./index.js";

/** How an edition is opened in a worker. */
export interface RemoteOptions {
  /** Another place of `worker.js`, or what starts it. */
  worker?: string | URL | (() => Worker);
  /** The SHA-256 of the edition in hexadecimal; no other is opened. */
  pinned?: string;
  /** As of `fetch`, for the bytes as they are sent. */
  integrity?: string;
  /** Told of the bytes that have come so far; `total` is `null` if it is not known. */
  onprogress?: (progress: { loaded: number; total: number | null }) => void;
  /** Milliseconds without any sign of life after which it is a failure. Default: 2,900. */
  patience?: number;
}

/** What {@link RemoteKnowledgeBase} rejects with. */
export interface RemoteError extends Error {
  /**
   * Beside those of {@link NoholdError}: `Worker` if the worker was refused or could not be loaded, `Timeout` if it says
   * nothing, `Closed` after `close()`.
   */
  kind: NoholdError["kind"] | "Worker" | "Timeout" | "Closed" | string;
}

/**
 * A knowledge base in a worker, with the methods of `KnowledgeBase`, as promises.
 *
 * `search` and `suggest` are for every keystroke: of those that wait only the newest is asked, and those that a later one
 * overtook give `null`. Where a worker breaks down, a fresh one is started and asked once more.
 */
export class RemoteKnowledgeBase {
  private constructor();
  /** Opens the edition at `src`, relative to the page, gzipped or not. Rejects with a {@link RemoteError}. */
  static open(src: string | URL, options?: RemoteOptions): Promise<RemoteKnowledgeBase>;
  search(text: string, options?: SearchOptions): Promise<Results | null>;
  suggest(text: string, options?: SearchOptions): Promise<Suggestion[] | null>;
  article(id: string, options?: ArticleOptions): Promise<Article | null>;
  facets(key: string): Promise<Facet[]>;
  readonly info: Info;
  /** Ends the worker. Every later call is refused. */
  close(): void;
}
