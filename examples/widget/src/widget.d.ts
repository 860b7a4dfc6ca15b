import type { Info, Results } from "./index.js";
import type { RemoteError } from "./remote.js";

/** Texts that can be set; `{n}` is a number, `{q}` the query, `{d}` a day. */
export interface NoholdTexts {
  list: string;
  results: string;
  result: string;
  none: string;
  hint: string;
  answer: string;
  updated: string;
  newer: string;
  corrected: string;
  related: string;
  all: string;
  contact: string;
  helpful: string;
  yes: string;
  no: string;
  thanks: string;
  loading: string;
  slow: string;
  offline: string;
  failed: string;
  outdated: string;
  retry: string;
  clear: string;
  close: string;
  empty: string;
}

/** Something was chosen. Prevent the event's default to do something else than go there. */
export interface NoholdSelect {
  kind: "answer" | "article" | "section" | "contact";
  /** The article's id, but of `contact`. */
  id?: string;
  /** The address as the edition has it. */
  url: string;
  title?: string;
  heading?: string;
  query: string;
  /** Whether it was asked for in a new tab. */
  newTab: boolean;
}

/** Whether what was found helped, as the visitor said. */
export interface NoholdFeedback {
  helpful: boolean;
  query: string;
  /** The id of the article that the quick answer is from. */
  answer: string | null;
  /** The ids of the articles shown. */
  hits: string[];
}

/** The element's events. All of them bubble and leave shadow trees. */
export interface NoholdSearchEventMap {
  /** The edition is open. */
  "nohold-ready": CustomEvent<Info>;
  /** Results are shown; at every keystroke. */
  "nohold-results": CustomEvent<{ query: string; results: Results }>;
  /** Nothing was found, and the visitor stopped typing. */
  "nohold-no-results": CustomEvent<{ query: string; results: Results }>;
  "nohold-select": CustomEvent<NoholdSelect>;
  "nohold-feedback": CustomEvent<NoholdFeedback>;
  "nohold-error": CustomEvent<{ kind: RemoteError["kind"]; message: string }>;
}

/** `<nohold-search src="site.nohold">`: what it takes is told in `widget.md`. */
export class NoholdSearch extends HTMLElement {
  /** Texts in place of the built-in ones, and of those in the attribute `texts`. */
  texts?: Partial<NoholdTexts>;
  /** The language of the texts: `en`, `de`, `es`, `fr` or `ja`. */
  readonly language: string;
  /** The field of the form inside the element, if there is one. */
  readonly field: HTMLInputElement | null;
  /** Searches for `text` as if it had been typed. */
  search(text: string): void;
  addEventListener<K extends keyof NoholdSearchEventMap>(
    type: K,
    listener: (this: NoholdSearch, event: NoholdSearchEventMap[K]) => unknown,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener<K extends keyof HTMLElementEventMap>(
    type: K,
    listener: (this: NoholdSearch, event: HTMLElementEventMap[K]) => unknown,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | AddEventListenerOptions,
  ): void;
}

declare global {
  interface HTMLElementTagNameMap {
    "nohold-search": NoholdSearch;
  }
}
