// The page's address: which article is open at which section, and what was searched for. Back and forward go through
// the articles that were looked at.
import { FILTERS } from "./filters.js";

/** Longer texts, and pasted ones, stay out of the address: they may hold what a customer wrote. */
const LONGEST = 120;

/** @typedef {{id: string, section: string, text: string, chosen: import("./filters.js").Chosen}} Place */

/** @returns {Place} */
export function readPlace(hash) {
  const values = new URLSearchParams(hash.replace(/^#/, ""));
  const chosen = {};
  for (const { key } of FILTERS) if (values.has(key)) chosen[key] = values.getAll(key);
  return { id: values.get("id") ?? "", section: values.get("section") ?? "", text: values.get("q") ?? "", chosen };
}

/** @param {Place} place */
export function writePlace({ id, section, text, chosen }) {
  const values = new URLSearchParams();
  if (id) values.set("id", id);
  if (id && section) values.set("section", section);
  if (text && text.length <= LONGEST) values.set("q", text);
  for (const { key } of FILTERS) (chosen[key] ?? []).forEach((value) => values.append(key, value));
  return `#${values}`;
}

/** Milliseconds after which an article that was only passed by counts as looked at. */
const DWELL = 1500;

/** The browser's history, in which only articles that were looked at are kept. */
export class Route {
  #isKept = true;
  #timer;
  #current = "";

  /** @param {(place: Place) => void} onreturn called when the person goes back or forward */
  constructor(onreturn) {
    this.#current = readPlace(location.hash).id;
    window.addEventListener("popstate", () => {
      clearTimeout(this.#timer);
      this.#isKept = true;
      const place = readPlace(location.hash);
      this.#current = place.id;
      onreturn(place);
    });
  }

  /** The article that is open counts as looked at: something was done with it. */
  keep() {
    this.#isKept = true;
  }

  /** Notes what is being looked at; `how` is `visit` if it was asked for, `preview` if it was passed by. */
  note(place, how) {
    const isOther = place.id !== this.#current;
    const url = writePlace(place);
    if (isOther && this.#isKept) history.pushState(null, "", url);
    else history.replaceState(null, "", url);
    if (isOther) this.#isKept = false;
    this.#current = place.id;
    clearTimeout(this.#timer);
    if (how === "visit") this.#isKept = true;
    else this.#timer = setTimeout(() => (this.#isKept = true), DWELL);
  }
}
