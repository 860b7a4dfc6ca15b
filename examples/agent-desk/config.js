// What a site sets: where things are, and when an article counts as old.

/** The package's module with `RemoteKnowledgeBase`, relative to this file. */
export const REMOTE = "./npm/remote.js";

/** The edition, relative to the page. `?edition=` names another one of the same origin. */
export const EDITION = "desk.nohold";

/** The public help centre, against which the articles' addresses are read. Empty: the origin of the desk itself. */
export const SITE = "";

/** At most so many hits in the list. */
export const HITS = 20;

/** Milliseconds after which something that was to be loaded counts as failed. */
export const PATIENCE = 2500;

/** When an article counts as ageing, stale or expired: see `Windows` in the package's `index.d.ts`. */
export const WINDOWS = {
  /** Where no review is planned: days from the last change to when there should be one. */
  reviewDays: 365,
  /** Per cent of the time from the last change to the review. */
  ageing: 75,
  expired: 150,
};
