// How far an article can be relied upon today: the knowledge base says it, and here it is told why.
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

/** On which day it is read, as the knowledge base wants to know it. Agents see what has expired, and that it has. */
export const reading = () => ({ on: today(), windows: WINDOWS });

/**
 * Why the knowledge base says of an article what it says of its freshness.
 * @param {State | null | undefined} state as the knowledge base says; not there if it was not asked
 * @param {{updated?: string | null, reviewBy?: string | null, expires?: string | null}} meta
 * @param {string} on the day on which it is read
 * @returns {Freshness}
 */
export function reasonOf(state, meta, on = today()) {
  const [now, updated, review, expires] = [on, meta.updated, meta.reviewBy, meta.expires].map(dayNumber);
  if (state === "expired" && expires !== null && now >= expires)
    return { state, reason: "no longer holds since", day: meta.expires };
  if (review !== null && (updated === null || updated < review))
    return { state: state ?? "unknown", reason: now > review ? "review was due" : "review due", day: meta.reviewBy };
  if (updated === null) return { state: "unknown", reason: "no date in the article", day: null };
  const reason = (state ?? "current") === "current" ? "updated" : "not changed since";
  return { state: state ?? "unknown", reason, day: meta.updated };
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
