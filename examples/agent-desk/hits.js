// The list of hits: a listbox that is moved through from the box.
import { hitBadges } from "./badges.js";
import { el, inLanguage, marked } from "./dom.js";
import { dayInWords } from "./freshness.js";

/** The list, of which one option is current while it is moved through, and one is open beside it. */
export class Hits {
  #list;
  #input;
  #onopen;
  #hits = [];
  #active = -1;
  #isShown = true;

  /**
   * @param {{list: HTMLElement, input: HTMLInputElement,
   *   onopen: (hit: import("./npm/index.js").Hit, section: number, how: "preview" | "visit") => void}} parts
   */
  constructor({ list, input, onopen }) {
    this.#list = list;
    this.#input = input;
    this.#onopen = onopen;
    list.addEventListener("mousedown", (event) => event.preventDefault());
    list.addEventListener("click", (event) => this.#click(event));
  }

  /** @param {import("./npm/index.js").Hit[]} hits */
  show(hits) {
    this.#hits = hits;
    this.#isShown = true;
    this.#list.replaceChildren(...hits.map(option));
    this.#list.parentElement.scrollTop = 0;
    this.#activate(-1);
  }

  get hits() {
    return this.#hits;
  }

  /** The current option, -1 if none is. */
  get active() {
    return this.#active;
  }

  /** Shows that the article `id` is open beside the list. */
  markOpen(id) {
    this.#hits.forEach((hit, at) => this.#list.children[at]?.classList.toggle("open", hit.id === id));
  }

  /** Moves by `step` options, and opens the one that is reached. At the ends it goes back to the box. */
  move(step) {
    if (this.#hits.length === 0) return;
    this.reveal(true);
    const last = this.#hits.length - 1;
    const next = this.#active === -1 ? (step > 0 ? 0 : last) : this.#active + step;
    this.#activate(next > last ? -1 : next);
    if (this.#active >= 0) this.#onopen(this.#hits[this.#active], 0, "preview");
  }

  /** Opens the hit beside the one that is open, from wherever the focus is. */
  step(id, step) {
    const at = this.#hits.findIndex((hit) => hit.id === id) + step;
    if (at < 0 || at >= this.#hits.length) return false;
    this.#activate(at);
    this.#onopen(this.#hits[at], 0, "preview");
    return true;
  }

  /** Opens the current option, or the first. */
  accept() {
    const hit = this.#hits[Math.max(this.#active, 0)];
    if (hit) this.#onopen(hit, 0, "visit");
    return hit !== undefined;
  }

  /** Goes back to the box: no option is current. */
  leave() {
    this.#activate(-1);
  }

  /** Opens or closes the list. */
  reveal(isShown) {
    this.#isShown = isShown;
    if (!isShown) this.#activate(-1);
    this.#expand();
  }

  #activate(at) {
    this.#list.children[this.#active]?.setAttribute("aria-selected", "false");
    this.#active = at;
    const option = this.#list.children[at];
    option?.setAttribute("aria-selected", "true");
    option?.scrollIntoView({ block: "nearest" });
    if (option) this.#input.setAttribute("aria-activedescendant", option.id);
    else this.#input.removeAttribute("aria-activedescendant");
    this.#expand();
  }

  #expand() {
    const isOpen = this.#isShown && this.#hits.length > 0;
    this.#list.hidden = !isOpen;
    this.#input.setAttribute("aria-expanded", String(isOpen));
  }

  #click(event) {
    const option = event.target.closest("[role=option]");
    if (!option) return;
    const at = [...this.#list.children].indexOf(option);
    const section = Number(event.target.closest("[data-section-hit]")?.dataset.sectionHit ?? 0);
    this.#activate(at);
    this.#onopen(this.#hits[at], section, "visit");
  }
}

function option(hit, at) {
  const section = hit.sections[0];
  const language = inLanguage(hit.lang);
  return el(
    "div",
    { role: "option", id: `hit-${at}`, class: "hit", "aria-selected": "false" },
    el(
      "div",
      { class: "hit-head" },
      el("span", { class: "hit-title", ...language }, marked(hit.title, hit.titleHighlights)),
      ...hitBadges(hit),
    ),
    section?.heading && el("div", { class: "hit-place", ...language }, ...crumbs(section)),
    section && el("div", { class: "hit-text", ...language }, marked(section.snippet.text, section.snippet.highlights)),
    foot(hit),
  );
}

function crumbs(section) {
  const above = section.breadcrumb.map((heading) => el("span", { class: "crumb", text: heading }));
  return [...above, el("span", { class: "crumb" }, marked(section.heading, section.headingHighlights))];
}

/** Owner and last change, and the article's other sections that answer: for the pointer, keys go through the article. */
function foot(hit) {
  const facts = [hit.meta.owner, hit.meta.updated && dayInWords(hit.meta.updated)].filter(Boolean);
  const others = hit.sections
    .slice(1)
    .map((section, at) =>
      el(
        "span",
        { class: "hit-also", "data-section-hit": String(at + 1), ...inLanguage(hit.lang) },
        section.heading || "Top",
      ),
    );
  return el("div", { class: "hit-foot" }, ...others, el("span", { class: "hit-facts", text: facts.join(" · ") }));
}
