// What the search is confined to: pure values, from the page's address to the search's options and back.
import { readers } from "./badges.js";

/** The attributes that can be filtered by, in the order of their menus. */
export const FILTERS = [
  { key: "folder", label: "Folder" },
  { key: "owner", label: "Owner" },
  { key: "lang", label: "Language" },
  { key: "audience", label: "Audience" },
];

/**
 * What is chosen, by attribute.
 * @typedef {Record<string, string[]>} Chosen
 */

/** So many hits are asked for where some of them are then left out. */
const BEFORE_LEAVING_OUT = 200;

/** `chosen` with `value` added, or taken out if it was there. */
export function toggled(chosen, key, value) {
  const before = chosen[key] ?? [];
  const values = before.includes(value) ? before.filter((other) => other !== value) : [...before, value];
  const { [key]: _, ...others } = chosen;
  return values.length > 0 ? { ...others, [key]: values } : others;
}

export function listed(chosen) {
  return FILTERS.flatMap(({ key, label }) => (chosen[key] ?? []).map((value) => ({ key, label, value })));
}

/** The search's own options. Who may read is looked at afterwards: articles for everybody seldom say so. */
export function toOptions(chosen, limit) {
  const { folder, audience, ...filter } = chosen;
  return {
    limit: audience ? BEFORE_LEAVING_OUT : limit,
    ...(folder ? { within: folder } : {}),
    ...(Object.keys(filter).length > 0 ? { filter } : {}),
  };
}

/** `results` without the hits that other people are to read. */
export function leaveOut(results, { audience }, limit) {
  if (!audience) return results;
  const hits = results.hits.filter(({ meta }) => audiencesOf(meta).some((value) => audience.includes(value)));
  const isHere = results.answer && hits.some(({ id }) => id === results.answer.id);
  return { ...results, hits: hits.slice(0, limit), total: hits.length, answer: isHere ? results.answer : null };
}

/** A request without what other people are to read: then neither an answer nor its owner is shown. */
export function onlyFor(request, chosen) {
  if (!chosen.audience || !request.answer) return request;
  const { hits } = leaveOut({ hits: [request.answer], total: 1, answer: null }, chosen, 1);
  return hits.length > 0 ? request : { ...request, answer: null, owner: null };
}

function audiencesOf({ audience }) {
  const groups = readers(audience);
  return groups.length > 0 ? groups : ["public"];
}

const names = new Intl.DisplayNames("en", { type: "language", fallback: "code" });

/** A value in the words of its menu. */
export function inWords(key, value) {
  if (key === "lang") return languageName(value);
  if (key === "audience") return { public: "Public", internal: "Internal" }[value] ?? `Only for ${value}`;
  return value;
}

function languageName(tag) {
  try {
    return names.of(tag) ?? tag;
  } catch {
    return tag;
  }
}

/** The values of a menu: what the edition has, and who may read. */
export async function valuesOf(base, key) {
  const facets = await base.facets(key);
  if (key !== "audience") return facets.map(({ value, articles }) => ({ value, articles }));
  const others = facets.filter(({ value }) => value !== "public");
  return [{ value: "public", articles: null }, ...others.map(({ value, articles }) => ({ value, articles }))];
}
