// The article's sections beside it: where one is, and which of them answer.
import { el, inLanguage } from "./dom.js";
import { ANCHOR_PREFIX } from "./html.js";

export class Outline {
  #place;
  #goTo;
  /** @type {Map<string, HTMLElement>} */
  #links = new Map();

  constructor(place, goTo) {
    this.#place = place;
    this.#goTo = goTo;
  }

  /** @param {import("./npm/index.js").Article} article @param {HTMLElement[]} headings */
  show(article, headings) {
    const top = Math.min(...headings.map(levelOf), 6);
    this.#links = new Map();
    const items = [{ anchor: "", text: "Top", depth: 0 }];
    for (const heading of headings) {
      const depth = Math.min(levelOf(heading) - top, 2);
      items.push({ anchor: heading.id.slice(ANCHOR_PREFIX.length), text: heading.textContent, depth });
    }
    this.#place.hidden = headings.length < 2;
    const list = el("ul", inLanguage(article.lang), ...items.map((item) => this.#item(item)));
    this.#place.replaceChildren(el("h2", { text: "In this article" }), list);
  }

  clear() {
    this.#links = new Map();
    this.#place.hidden = true;
    this.#place.replaceChildren();
  }

  /** Shows which sections answer. */
  mark(anchors) {
    for (const [anchor, link] of this.#links) link.classList.toggle("matched", anchors.includes(anchor));
  }

  isMarked(anchor) {
    return this.#links.get(anchor)?.classList.contains("matched") ?? false;
  }

  /** Shows which section is being read. */
  current(anchor) {
    for (const [own, link] of this.#links) {
      if (own === anchor) link.setAttribute("aria-current", "location");
      else link.removeAttribute("aria-current");
    }
    const link = this.#links.get(anchor);
    if (link) keepInView(this.#place, link);
  }

  #item({ anchor, text, depth }) {
    const open = (event) => {
      event.preventDefault();
      this.#goTo(anchor);
    };
    const link = el("a", { href: `#${ANCHOR_PREFIX}${anchor}`, class: `depth-${depth}`, text, on: { click: open } });
    this.#links.set(anchor, link);
    return el("li", {}, link);
  }
}

const levelOf = (heading) => Number(heading.localName[1]);

function keepInView(place, link) {
  const [outer, inner] = [place.getBoundingClientRect(), link.getBoundingClientRect()];
  if (inner.top < outer.top) place.scrollTop -= outer.top - inner.top + 24;
  else if (inner.bottom > outer.bottom) place.scrollTop += inner.bottom - outer.bottom + 24;
}
