// How far an article can be relied upon today, by the days in its front matter.
import { WINDOWS } from "./config.js";

const DAY = 86_400_000;

/**
 * @typedef {"current" | "ageing" | "stale" | "expired" | "unknown"} State
 * @typedef {{state: State, reason: string, day: string | null}} Freshness `day` is the one that the reason speaks of
 */

/** Days since 1970 of a `YYYY-MM-DD` that exists, else `null`. */
export function dayNumber(day) {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day ?? "")) return null;
  const time = Date.parse(day);
  // Some engines read 30 February as 2 March.
  return new Date(time || 0).toISOString().startsWith(day) ? time / DAY : null;
}

/** Today where the agent sits, as `YYYY-MM-DD`. */
export function today(now = new Date()) {
  const two = (number) => String(number).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

/**
 * @param {{updated?: string | null, reviewBy?: string | null, expires?: string | null}} meta
 * @param {string} on the day on which it is read
 * @param {typeof WINDOWS} windows
 * @returns {Freshness}
 */
export function freshness(meta, on = today(), windows = WINDOWS) {
  const now = dayNumber(on);
  const expires = dayNumber(meta.expires);
  if (expires !== null && now >= expires)
    return { state: "expired", reason: "no longer holds since", day: meta.expires };
  const review = dayNumber(meta.reviewBy);
  return review === null ? byAge(meta, now, windows) : byReview(meta, now, review, windows);
}

function byReview(meta, now, review, windows) {
  const due = { reason: "review due", day: meta.reviewBy };
  if (now > review) return { state: "stale", reason: "review was due", day: meta.reviewBy };
  return { state: now > ageingFrom(meta, review, windows) ? "ageing" : "current", ...due };
}

function ageingFrom(meta, review, windows) {
  const updated = dayNumber(meta.updated);
  if (updated === null || updated >= review) return review - windows.ageingBeforeReview;
  return updated + (review - updated) * windows.ageingShare;
}

function byAge(meta, now, windows) {
  const updated = dayNumber(meta.updated);
  if (updated === null) return { state: "unknown", reason: "no date in the article", day: null };
  const age = now - updated;
  const state = age > windows.staleAfterChange ? "stale" : age > windows.ageingAfterChange ? "ageing" : "current";
  return { state, reason: state === "current" ? "updated" : "not changed since", day: meta.updated };
}

const words = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });

/** A day in words: `4 May 2026`. What is no day stays as it is. */
export function dayInWords(day) {
  const number = dayNumber(day);
  return number === null ? (day ?? "") : words.format(number * DAY);
}

/** How long ago a day is: `today`, `yesterday`, `12 days ago`. */
export function ago(day, on = today()) {
  const days = dayNumber(on) - dayNumber(day);
  return new Intl.RelativeTimeFormat("en", { numeric: "auto" }).format(-days, "day");
}
