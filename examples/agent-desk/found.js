// What was found: answer, hits, what became of the query, how many and how fast.
import { showAnswer } from "./answer.js";
import { count } from "./dom.js";
import { showNotes, showNothing } from "./notes.js";

/** Milliseconds without a key after which the number of hits is announced. */
const QUIET = 600;

/**
 * @typedef {import("./npm/index.js").Results} Results
 * @typedef {{main: HTMLElement, answer: HTMLElement, notes: HTMLElement, nothing: HTMLElement, status: HTMLElement,
 *   time: HTMLElement, announce: HTMLElement}} Places
 * @typedef {{ask: (text: string) => void, remove: (filter: {key: string, value: string}) => void,
 *   copyAnswer: () => void, linkAnswer: () => void, openAnswer: () => void,
 *   open: (id: string) => void}} Actions
 */

export class Found {
  #places;
  #hits;
  #actions;
  #quiet;

  /** @param {Places} places @param {import("./hits.js").Hits} hits @param {Actions} actions */
  constructor(places, hits, actions) {
    this.#places = places;
    this.#hits = hits;
    this.#actions = actions;
  }

  /** @param {Results} results */
  show(results) {
    const { main, nothing, status } = this.#places;
    const isEmpty = results.hits.length === 0;
    main.dataset.found = isEmpty ? "nothing" : "hits";
    this.#hits.show(results.hits);
    this.#answer(results);
    this.ways(results, []);
    nothing.hidden = !isEmpty;
    status.textContent = howMany(results);
    clearTimeout(this.#quiet);
    this.#quiet = setTimeout(() => this.#announce(results), QUIET);
  }

  /** Shows ways on from what is typed, where nothing else is to be said of it. */
  ways(results, ways) {
    showNotes(this.#places.notes, { results, ways, ontext: this.#actions.ask });
  }

  /** @param {{text: string, ways: any[], without: any[]}} otherwise what would be found otherwise */
  nothing(results, { text, ways, without }) {
    const { ask: ontext, remove: onremove } = this.#actions;
    showNothing(this.#places.nothing, { text, results, ways, without, ontext, onremove });
  }

  /** Shows how long it took from the key to the screen. */
  took(milliseconds) {
    const { time } = this.#places;
    time.hidden = false;
    time.textContent = `${milliseconds < 10 ? milliseconds.toFixed(1) : Math.round(milliseconds)} ms`;
  }

  clear() {
    const { main, answer, notes, nothing, status, time, announce } = this.#places;
    clearTimeout(this.#quiet);
    main.dataset.found = "";
    this.#hits.show([]);
    showAnswer(answer, null);
    notes.replaceChildren();
    nothing.hidden = true;
    time.hidden = true;
    for (const line of [status, announce]) line.textContent = "";
  }

  #answer({ answer, hits }) {
    const hit = hits.find(({ id }) => id === answer?.id);
    const { copyAnswer: oncopy, linkAnswer: onlink, openAnswer: onopen, open: onsuccessor } = this.#actions;
    showAnswer(this.#places.answer, answer, { hit, oncopy, onlink, onopen, onsuccessor });
  }

  #announce({ hits, answer }) {
    const number = hits.length === 0 ? "No hits" : count(hits.length, "hit");
    this.#places.announce.textContent = answer ? `${number}, with an answer` : number;
  }
}

function howMany({ hits, total }) {
  if (hits.length === 0) return "Nothing found";
  return total > hits.length ? `${hits.length} of ${count(total, "article")}` : count(hits.length, "article");
}
