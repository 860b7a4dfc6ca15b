// What a site sets: where things are, and when an article counts as old.

/** The package's module with `RemoteKnowledgeBase`, relative to this file. */
export const REMOTE = "./npm/remote.js";

/** The package's worker that takes messages apart, too, relative to this file. */
export const WORKER = "./npm/triage/worker.js";

/** The edition, relative to the page. `?edition=` names another one of the same origin. */
export const EDITION = "desk.nohold";

/** The public help centre, against which the articles' addresses are read. Empty: the origin of the desk itself. */
export const SITE = "";

/** At most so many hits in the list. */
export const HITS = 20;

/** Milliseconds after which something that was to be loaded counts as failed. */
export const PATIENCE = 2500;

/** When an article counts as old, in days where nothing else is said. */
export const WINDOWS = {
  /** The share of the time from the last change to the review after which an article is ageing. */
  ageingShare: 0.75,
  /** Where only the day of the review is known: ageing so many days before it. */
  ageingBeforeReview: 60,
  /** Where no review is planned: ageing so long after the last change. */
  ageingAfterChange: 270,
  /** Where no review is planned: stale so long after the last change. */
  staleAfterChange: 365,
};
