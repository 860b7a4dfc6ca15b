// What is shown before anything is asked: what there is, and where one was last.
import { button, el } from "./dom.js";
import { ago, dayInWords } from "./freshness.js";

const KEY = "nohold-desk-recent";
const KEPT = 6;

/** Articles looked at in this tab. Their ids and titles only: what was asked is not kept anywhere. */
export function recent() {
  try {
    const kept = JSON.parse(sessionStorage.getItem(KEY) ?? "[]");
    return Array.isArray(kept)
      ? kept.filter(({ id, title }) => typeof id === "string" && typeof title === "string")
      : [];
  } catch {
    return [];
  }
}

export function remember({ id, title }) {
  const kept = [{ id, title }, ...recent().filter((other) => other.id !== id)].slice(0, KEPT);
  try {
    sessionStorage.setItem(KEY, JSON.stringify(kept));
  } catch {
    // Without storage the list stays empty.
  }
}

/**
 * Where the hits will be, while there are none.
 * @param {HTMLElement} place
 * @param {{folders: {value: string, articles: number}[], onfolder: (folder: string) => void,
 *   onopen: (id: string) => void}} options
 */
export function showBrowse(place, { folders, onfolder, onopen }) {
  place.hidden = false;
  place.replaceChildren(
    ...block(
      "Looked at last",
      recent().map(({ id, title }) => row(title, null, () => onopen(id))),
    ),
    ...block(
      "Search only in",
      folders.map(({ value, articles }) => row(value, articles, () => onfolder(value))),
    ),
  );
}

function block(title, rows) {
  return rows.length > 0 ? [el("h2", { text: title }), el("ul", {}, ...rows)] : [];
}

function row(words, number, action) {
  const choice = button({ label: words, short: words, class: "row" }, action);
  if (number !== null) choice.append(el("span", { class: "menu-count", text: number.toLocaleString("en") }));
  return el("li", {}, choice);
}

/** Where the article will be. */
export function showStart(place) {
  place.replaceChildren(
    el(
      "div",
      { class: "start" },
      el("h1", { text: "What does the customer ask?" }),
      el("p", {
        class: "start-lead",
        text: "Half a word, a question as it comes, or a whole e-mail pasted into the box.",
      }),
      keys(),
    ),
  );
}

function keys() {
  const hints = [
    ["↓", "through the hits"],
    ["Enter", "to the article"],
    ["Esc", "to the box"],
    ["F1", "all keys"],
  ];
  const lines = hints.map(([key, words]) => el("span", {}, el("kbd", { text: key }), ` ${words}`));
  return el("p", { class: "start-keys" }, ...lines);
}

/** Days after which an edition is called old. */
const OLD = 7;

/** What the edition says of itself, in the bar. */
export function showInfo(place, { articles, madeFor }) {
  const parts = [el("span", { text: `${articles.toLocaleString("en")} articles` })];
  if (madeFor) {
    const audience = Array.isArray(madeFor.audience) ? madeFor.audience.join(", ") : madeFor.audience;
    const isOld = Date.now() - Date.parse(madeFor.asOf) > OLD * 86_400_000;
    const when = isOld ? `${dayInWords(madeFor.asOf)}, ${ago(madeFor.asOf)}` : dayInWords(madeFor.asOf);
    parts.push(
      el("span", { text: `${audience} edition` }),
      el("span", { class: isOld ? "old" : "", text: `as of ${when}` }),
    );
  } else {
    parts.push(el("span", { text: "drafts and expired included" }));
  }
  place.replaceChildren(...parts);
}
