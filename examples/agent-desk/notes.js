// What became of the query: how it was read, what was passed over, what to do where nothing is found.
import { button, count, el, icon } from "./dom.js";
import { inWords } from "./filters.js";
import { reach } from "./requests.js";

/**
 * The line over the hits: corrections and dropped words, else ways on from what is typed.
 * @param {HTMLElement} place
 * @param {{results: import("./npm/index.js").Results, ways: import("./npm/index.js").Suggestion[],
 *   ontext: (text: string) => void}} options
 */
export function showNotes(place, { results, ways, ontext }) {
  const read = results.corrections
    .slice(0, NAMED)
    .map(({ typed, read }) =>
      el("span", { class: "note" }, "Read “", el("s", { text: typed }), "” as “", el("strong", { text: read }), "”"),
    );
  const dropped = results.dropped.length > 0 && results.hits.length > 0 && droppedNote(results.dropped);
  const notes = [...read, dropped].filter(Boolean);
  place.replaceChildren(...(notes.length > 0 ? notes : completions(ways, ontext)));
}

/** More words than this are not all named: in an e-mail, most are passed over. */
const NAMED = 5;

function droppedNote(dropped) {
  if (dropped.length > NAMED) return null;
  const words = dropped.flatMap((word, at) => [at > 0 && ", ", el("strong", { text: word })]).filter(Boolean);
  return el("span", { class: "note" }, "Not in the first hit: ", ...words);
}

function completions(ways, ontext) {
  return ways.slice(0, 4).map(({ text, range: [start, end] }) => {
    const choice = button({ label: text, short: text, class: "way" }, () => ontext(`${text} `));
    choice.firstElementChild.replaceChildren(
      text.slice(0, start),
      el("b", { text: text.slice(start, end) }),
      text.slice(end),
    );
    return choice;
  });
}

/**
 * What to do next where nothing is found.
 * @param {HTMLElement} place
 * @param {{text: string, results: import("./npm/index.js").Results, ways: import("./npm/index.js").Suggestion[],
 *   without: {key: string, label: string, value: string, total: number}[], ontext: (text: string) => void,
 *   help: import("./npm/index.js").Help | null, onremove: (filter: {key: string, value: string}) => void,
 *   onopen: (id: string) => void}} found `without` is what there would be without a filter
 */
export function showNothing(place, { text, results, ways, without, help, ontext, onremove, onopen }) {
  const short = text.length > 60 ? `${text.slice(0, 60)}…` : text;
  const steps = [
    ...without.map((filter) => withoutStep(filter, () => onremove(filter))),
    results.suggestion && step("Search for", [way(results.suggestion, ontext)]),
    ways.length > 0 &&
      step(
        "Go on with",
        ways.slice(0, 4).map((one) => way(one.text, ontext)),
      ),
    results.dropped.length > 0 &&
      step("No article has", [el("strong", { text: results.dropped.slice(0, 8).join(", ") })]),
    ...(help ? overview(help, ontext, onopen) : []),
    step("Try", [el("span", { text: "fewer words, the product’s name, or the words of the help centre" })]),
  ];
  place.replaceChildren(
    el("div", { class: "nothing-sign" }, icon("search")),
    el("h2", {}, "Nothing for “", el("bdi", { text: short }), "”"),
    el("ul", {}, ...steps.filter(Boolean)),
  );
}

/** What there is instead, and whom to ask. */
function overview({ topics, related, owner }, ontext, onopen) {
  const open = ({ id, title }) => button({ label: title, short: title, class: "way" }, () => onopen(id));
  const names = owner && [owner.name, owner.team].filter(Boolean).join(", ");
  return [
    topics.length > 0 &&
      step(
        "What is here",
        topics.map(({ value }) => way(value, ontext)),
      ),
    related.length > 0 && step("Begin with", related.map(open)),
    owner && step("Ask", [el("span", {}, names && el("strong", { text: names }), ...reach(owner))]),
  ];
}

function step(words, what) {
  return el("li", {}, el("span", { class: "step-words", text: words }), el("span", { class: "step-what" }, ...what));
}

const way = (text, ontext) => button({ label: text, short: text, class: "way" }, () => ontext(text));

function withoutStep({ key, label, value, total }, action) {
  const words = `${label}: ${inWords(key, value)}`;
  const remove = button({ label: `Remove ${words}`, short: words, symbol: "close", class: "way" }, action);
  return step("Without", [remove, el("span", { class: "step-count", text: count(total, "article") })]);
}
