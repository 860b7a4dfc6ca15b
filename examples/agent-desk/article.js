// The article beside the list: its head, its text with the passage lit up, and a way through its sections.
import { articleBadges, isInternal, warningsOf } from "./badges.js";
import { publicAddress } from "./cite.js";
import { button, el, icon, inLanguage } from "./dom.js";
import { dayInWords } from "./freshness.js";
import { ANCHOR_PREFIX, safeFragment } from "./html.js";
import { darken, light } from "./light.js";
import { locate } from "./highlight.js";
import { Outline } from "./outline.js";

/**
 * @typedef {import("./npm/index.js").Article} Article
 * @typedef {{text: string, highlights: [number, number][], anchor: string, heading?: string,
 *   headingHighlights?: [number, number][]}} Lit a snippet, and the section that it is from
 */

/** The pane with one article. */
export class ArticlePane {
  #pane;
  #actions;
  #outline;
  /** @type {Article | null} */
  #article = null;
  #body = el("div");
  #section = "";
  /** Where {@link goTo} has scrolled to: from there on, scrolling is the person's own. */
  #placed = 0;
  /** What is to be seen of what is lit up. @type {Range | undefined} */
  #first;

  /**
   * @param {{pane: HTMLElement, outline: HTMLElement, actions: {copySection: (anchor?: string) => void,
   *   copyLink: (anchor?: string) => void, open: (id: string, anchor: string) => void,
   *   within: (folder: string) => void, back: () => void}}} parts
   */
  constructor({ pane, outline, actions }) {
    this.#pane = pane;
    this.#actions = actions;
    this.#outline = new Outline(outline, (anchor) => this.goTo(anchor));
    pane.addEventListener("click", (event) => this.#follow(event));
    pane.addEventListener("scroll", () => this.#whereAmI(), { passive: true });
  }

  get article() {
    return this.#article;
  }

  /** The anchor of the section that is being read. */
  get section() {
    return this.#section;
  }

  /** @param {Article} article @param {string} anchor @param {Lit[]} lit the first is the one to see */
  show(article, anchor, lit) {
    if (this.#article !== article) this.#render(article);
    this.#light(lit);
    this.#outline.mark(lit.map((snippet) => snippet.anchor));
    this.goTo(anchor, lit.length > 0 && lit[0].anchor === anchor);
  }

  /** Brings a section into view, and of what is lit up in it as much as there is room for. */
  goTo(anchor, isLit = false) {
    const heading = this.#heading(anchor);
    const top = heading ? offsetIn(this.#pane, heading) - this.#covered() : 0;
    const passage = isLit ? this.#first : undefined;
    this.#pane.scrollTop = passage ? withRoom(this.#pane, top, passage) : top;
    this.#placed = this.#pane.scrollTop;
    this.#setSection(anchor);
  }

  /** Goes to the next section (`step` 1) or the one before (-1). */
  step(step, anchors = this.#anchors()) {
    const at = anchors.indexOf(this.#section);
    const next = anchors[Math.min(Math.max(at + step, 0), anchors.length - 1)];
    if (next !== undefined) this.goTo(next);
  }

  /** Goes to the next section that answers. */
  nextMatch() {
    const lit = this.#anchors().filter((anchor) => this.#outline.isMarked(anchor));
    if (lit.length > 0) this.goTo(lit[(lit.indexOf(this.#section) + 1) % lit.length], false);
  }

  /** Shows no article. */
  clear() {
    darken(this.#body);
    this.#article = null;
    this.#section = "";
    this.#outline.clear();
    this.#pane.replaceChildren();
  }

  focus() {
    this.#pane.focus({ preventScroll: true });
  }

  /** The height that the warning covers when the article is scrolled. */
  #covered() {
    return this.#pane.querySelector(".warnings")?.offsetHeight ?? 0;
  }

  #anchors() {
    return ["", ...Array.from(this.#headings(), (heading) => heading.id.slice(ANCHOR_PREFIX.length))];
  }

  #headings() {
    return this.#body.querySelectorAll(`:is(h1, h2, h3, h4, h5, h6)[id^="${ANCHOR_PREFIX}"]`);
  }

  #heading(anchor) {
    return anchor === "" ? undefined : [...this.#headings()].find(({ id }) => id === ANCHOR_PREFIX + anchor);
  }

  #render(article) {
    darken(this.#body);
    this.#article = article;
    this.#body = el("div", { class: "body", ...inLanguage(article.lang) });
    this.#body.append(article.html ? safeFragment(article.html) : plain(article.sections));
    for (const table of this.#body.querySelectorAll("table")) scrollable(table);
    for (const heading of this.#headings()) this.#tools(heading);
    this.#pane.replaceChildren(...head(article, this.#actions), this.#body);
    this.#outline.show(article, Array.from(this.#headings()));
  }

  /** What can be done with a section, beside its heading. */
  #tools(heading) {
    const anchor = heading.id.slice(ANCHOR_PREFIX.length);
    const tools = el(
      "span",
      { class: "section-tools", "data-tool": true, lang: "en", dir: "ltr" },
      button(
        { label: `Copy section: ${heading.textContent}`, title: "Copy section", symbol: "copy", class: "quiet" },
        () => this.#actions.copySection(anchor),
      ),
      button(
        { label: `Copy link to section: ${heading.textContent}`, title: "Copy link", symbol: "link", class: "quiet" },
        () => this.#actions.copyLink(anchor),
      ),
    );
    const line = el("div", { class: "section-head" });
    heading.replaceWith(line);
    line.append(heading, tools);
  }

  #light(lit) {
    darken(this.#body);
    const found = lit.map((snippet) => locate(this.#nodesOf(snippet.anchor), snippet));
    const headings = lit.flatMap((snippet) => this.#litHeading(snippet));
    this.#first = found[0]?.passage[0] ?? found[0]?.words[0];
    light({
      passage: found.flatMap(({ passage }) => passage),
      words: [...headings, ...found.flatMap(({ words }) => words)],
    });
  }

  /** What of a heading is lit up. */
  #litHeading({ anchor, heading = "", headingHighlights = [] }) {
    const node = headingHighlights.length > 0 ? this.#heading(anchor) : undefined;
    return node ? locate([node], { text: heading, highlights: headingHighlights }).words : [];
  }

  /** The nodes of a section, its heading first, up to the next heading. */
  #nodesOf(anchor) {
    const heading = this.#heading(anchor);
    if (anchor !== "" && !heading) return [this.#body];
    const nodes = [];
    const first = heading ? heading.closest(".section-head") : this.#body.firstChild;
    for (let node = first; node; node = node.nextSibling) {
      if (node !== first && node.nodeType === Node.ELEMENT_NODE && node.matches(".section-head")) break;
      if (!heading && node === first && node.nodeType === Node.ELEMENT_NODE && node.matches(".section-head")) break;
      nodes.push(node);
    }
    return nodes;
  }

  #follow(event) {
    const link = event.target.closest("a[data-section]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const id = link.dataset.article ?? this.#article.id;
    this.#actions.open(id, link.dataset.section);
  }

  /** Notices which section is being read. */
  #whereAmI() {
    if (this.#pane.scrollTop === this.#placed) return;
    const line = this.#pane.scrollTop + this.#covered() + 8;
    const above = Array.from(this.#headings()).filter((heading) => offsetIn(this.#pane, heading) <= line);
    this.#setSection(above.at(-1)?.id.slice(ANCHOR_PREFIX.length) ?? "");
  }

  #setSection(anchor) {
    this.#section = anchor;
    this.#outline.current(anchor);
  }
}

function head(article, actions) {
  const { meta } = article;
  return [
    warningsOf(article, (id) => actions.open(id, "")),
    el(
      "header",
      { class: "article-head" },
      tools(article, actions),
      el("h1", { ...inLanguage(article.lang), text: article.title }),
      el("div", { class: "article-badges" }, ...articleBadges(article), ...facts(meta)),
      meta.summary && el("p", { class: "summary", ...inLanguage(article.lang), text: meta.summary }),
    ),
  ].filter(Boolean);
}

/** Back to the hits where there is no room for both, where it belongs, and what can be taken out of it. */
function tools({ meta, url }, actions) {
  const folders = (meta.attributes.folder ?? []).map((folder) =>
    button({ label: `Search in ${folder}`, title: `Search in ${folder}`, short: folder, class: "link folder" }, () =>
      actions.within(folder),
    ),
  );
  const address = isInternal(meta) ? null : publicAddress(url);
  const page = { class: "page-link", href: address, target: "_blank", rel: "noopener noreferrer" };
  return el(
    "div",
    { class: "article-tools" },
    button({ label: "Hits", short: "Hits", symbol: "back", class: "quiet back" }, () => actions.back()),
    el("div", { class: "folders" }, folders.length > 0 && icon("folder"), ...folders),
    button({ label: "Copy section", short: "Copy section", symbol: "copy", class: "quiet" }, () =>
      actions.copySection(),
    ),
    button({ label: "Copy link", short: "Copy link", symbol: "link", class: "quiet" }, () => actions.copyLink()),
    address && el("a", page, icon("out"), el("span", { text: "Page" })),
  );
}

function facts(meta) {
  const days = [
    meta.owner && ["Owner", meta.owner],
    meta.updated && ["Updated", dayInWords(meta.updated)],
    meta.reviewBy && ["Review by", dayInWords(meta.reviewBy)],
    meta.expires && ["Holds until", dayInWords(meta.expires)],
  ];
  return days
    .filter(Boolean)
    .map(([name, value]) =>
      el("span", { class: "fact" }, el("span", { class: "fact-name", text: name }), el("span", { text: value })),
    );
}

/** An article of an edition without HTML: its sections as plain text. */
function plain(sections) {
  const fragment = document.createDocumentFragment();
  for (const { heading, level, anchor, text, continued } of sections) {
    if (heading && !continued) {
      const id = anchor && ANCHOR_PREFIX + anchor;
      fragment.append(el(`h${Math.min(Math.max(level, 2), 6)}`, { id: id || null, text: heading }));
    }
    fragment.append(
      ...text
        .split("\n")
        .filter(Boolean)
        .map((line) => el("p", { text: line })),
    );
  }
  return fragment;
}

/** A wide table scrolls by itself, also by keys. A header without words, as in the corner, heads nothing. */
function scrollable(table) {
  const frame = el("div", { class: "table", tabindex: "0", role: "group", "aria-label": "Table" });
  for (const corner of table.querySelectorAll("th")) {
    if (!corner.textContent.trim()) corner.replaceWith(el("td"));
  }
  table.replaceWith(frame);
  frame.append(table);
}

function offsetIn(pane, element) {
  return element.getBoundingClientRect().top - pane.getBoundingClientRect().top + pane.scrollTop - 16;
}

/** As far down as needed for the passage to be seen, and no further than that the heading still is, if both have room. */
function withRoom(pane, top, range) {
  const box = range.getBoundingClientRect();
  const bottom = box.bottom - pane.getBoundingClientRect().top + pane.scrollTop;
  return bottom - top < pane.clientHeight * 0.8 ? top : bottom - pane.clientHeight / 2;
}
