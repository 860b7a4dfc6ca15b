// What an agent has to know of an article before reading from it.
import { button, el, icon } from "./dom.js";
import { dayInWords, reasonOf } from "./freshness.js";

const STATES = { current: "Current", ageing: "Ageing", stale: "Stale", expired: "Expired", unknown: "No date" };
const SIGNS = { current: "check", ageing: "clock", stale: "clock", expired: "warning", unknown: "clock" };

/** @param {import("./freshness.js").Freshness} found */
export function freshnessBadge({ state, reason, day }) {
  const why = day ? `${reason} ${dayInWords(day)}` : reason;
  const props = { class: `badge fresh ${state}`, title: `${STATES[state]}: ${why}` };
  return el("span", props, icon(SIGNS[state]), el("span", { text: STATES[state] }));
}

/** The groups that may read it, `["internal"]`, or none if everybody may. */
export function readers(audience) {
  if (Array.isArray(audience)) return audience;
  return audience === "public" ? [] : ["internal"];
}

/** Whether it must not be read out. */
export function isInternal(meta) {
  return readers(meta.audience).length > 0 || meta.hidden !== null;
}

export function audienceBadge(audience) {
  const groups = readers(audience);
  if (groups.length === 0) return el("span", { class: "badge public" }, icon("globe"), el("span", { text: "Public" }));
  const words = Array.isArray(audience) ? `Only for ${groups.join(", ")}` : "Internal";
  const props = { class: "badge internal", title: `${words}: do not read out, do not forward` };
  return el("span", props, icon("lock"), el("span", { text: words }));
}

const HIDDEN = {
  draft: "Draft",
  unlisted: "Unlisted",
  unpublished: "Unpublished",
  excluded: "Not searchable in public",
};

export function hiddenBadge(hidden) {
  if (!hidden) return null;
  return el("span", { class: "badge draft" }, icon("pencil"), el("span", { text: HIDDEN[hidden] ?? hidden }));
}

function promotedBadge() {
  const props = { class: "badge promoted", title: "Promoted: editors put it here for these words" };
  return el("span", props, icon("check"), el("span", { text: "Promoted" }));
}

function supersededBadge() {
  const props = { class: "badge fresh superseded", title: "Superseded: another article stands in its place" };
  return el("span", props, icon("warning"), el("span", { text: "Superseded" }));
}

/** The badges of a hit: only what is out of the ordinary. */
export function hitBadges({ meta, freshness, promoted = false, successors = [] }) {
  const found = reasonOf(freshness, meta);
  return [
    promoted && promotedBadge(),
    readers(meta.audience).length > 0 && audienceBadge(meta.audience),
    hiddenBadge(meta.hidden),
    successors.length > 0 && supersededBadge(),
    found.state !== "current" && found.state !== "unknown" && freshnessBadge(found),
  ].filter(Boolean);
}

/** The badges over an article: everything. */
export function articleBadges({ meta, freshness }) {
  const found = reasonOf(freshness, meta);
  return [audienceBadge(meta.audience), hiddenBadge(meta.hidden), freshnessBadge(found)].filter(Boolean);
}

/** What stands over an article that is not for customers, or no longer for anybody; or `null`. */
export function warningsOf({ meta, freshness, successors = [] }, onopen) {
  const { state, reason, day } = reasonOf(freshness, meta);
  const warnings = [
    isInternal(meta) && warning("internal", "lock", whyInternal(meta), "Do not read out. Do not forward."),
    ...successors.map((newer) => superseded(newer, onopen)),
    state === "expired" && warning("expired", "warning", "Expired", `${sentence(reason)} ${dayInWords(day)}.`),
  ].filter(Boolean);
  return warnings.length > 0 ? el("div", { class: "warnings", role: "note" }, ...warnings) : null;
}

const sentence = (words) => words.slice(0, 1).toUpperCase() + words.slice(1);

function whyInternal({ audience, hidden }) {
  if (Array.isArray(audience)) return `Only for ${audience.join(", ")}`;
  return audience === "public" ? (HIDDEN[hidden] ?? "Hidden") : "Internal";
}

function superseded({ id, title }, onopen) {
  const link = button({ label: title, short: title, class: "link" }, () => onopen?.(id));
  const words = el("span", {}, "Read ", link, " instead.");
  return el("p", { class: "warning superseded" }, icon("warning"), el("strong", { text: "Superseded" }), words);
}

function warning(kind, symbol, what, words) {
  return el("p", { class: `warning ${kind}` }, icon(symbol), el("strong", { text: what }), el("span", { text: words }));
}
