// An article's HTML in the page, made anew of what is allowed.
//
// The string is not trusted, whoever made it. It never reaches the browser as HTML: its tags are read here, and for
// each that is in the lists below an element is made, with the attributes that are there too. So no policy for trusted
// types is needed, nothing can run or be loaded on the way, and nothing can be parsed in one way here and in another
// one there.
import { tags } from "./tags.js";

/** Elements that are made, with the attributes that are (beside `lang` and `dir`). */
const ALLOWED = new Map(
  Object.entries({
    a: ["href", "data-article"],
    abbr: ["title"],
    blockquote: ["class"],
    ol: ["start"],
    td: ["colspan", "rowspan"],
    th: ["colspan", "rowspan"],
  }),
);
for (const name of (
  "b bdi bdo br caption cite code dd del dfn dl dt em figcaption figure h1 h2 h3 h4 h5 h6 hr i ins kbd li " +
  "mark p pre q s samp small strong sub sup table tbody tfoot thead tr u ul var wbr"
).split(" ")) {
  ALLOWED.set(name, []);
}

/** Elements that go with all that is in them; of others that are not allowed, what is in them is kept. */
const DROPPED = new Set(
  (
    "applet area audio base button canvas datalist dialog embed fieldset form frame frameset head iframe legend link " +
    "map math meta noembed noframes noscript object optgroup option param plaintext portal script select slot source " +
    "style svg template textarea title track video xmp"
  ).split(" "),
);

const VOID = new Set("area base br col embed frame hr img input link meta param source track wbr".split(" "));

/** What an element ends by beginning, up to the next of its container. */
const ENDS = new Map([
  ["li", { names: ["li"], within: ["ul", "ol"] }],
  ["dt", { names: ["dt", "dd"], within: ["dl"] }],
  ["dd", { names: ["dt", "dd"], within: ["dl"] }],
  ["td", { names: ["td", "th"], within: ["tr", "table"] }],
  ["th", { names: ["td", "th"], within: ["tr", "table"] }],
  ["tr", { names: ["tr"], within: ["table"] }],
  ["p", { names: ["p"], within: ["li", "td", "th", "dd", "blockquote", "div", "figure"] }],
]);

const HEADING = /^h[1-6]$/;
const MAX_DEPTH = 100;
const MAX_NODES = 100_000;

/** What ids of headings begin with in the page, so that an article cannot take the name of anything else. */
export const ANCHOR_PREFIX = "at-";

/**
 * The allowed part of `html`, as nodes of this page.
 * @param {string} html
 * @param {{max?: number}} options at most so many nodes
 * @returns {DocumentFragment}
 */
export function safeFragment(html, { max = MAX_NODES } = {}) {
  const builder = new Builder();
  for (const token of tags(html)) {
    if (max-- <= 0) break;
    if ("text" in token) builder.text(token.text);
    else if ("end" in token) builder.end(token.end);
    else builder.start(token.name, token.attributes);
  }
  return builder.fragment;
}

class Builder {
  fragment = document.createDocumentFragment();
  /** @type {HTMLElement[]} */
  #open = [];
  #ids = new Set();
  /** The element that is dropped with all that is in it, and how many of its kind are open within. */
  #dropped = { name: "", depth: 0 };

  text(text) {
    if (this.#dropped.depth === 0) this.#place.append(text);
  }

  start(name, attributes) {
    if (this.#dropped.depth > 0) return this.#countDropped(name, 1);
    if (DROPPED.has(name)) return VOID.has(name) ? undefined : this.#countDropped((this.#dropped.name = name), 1);
    if (name === "img") return this.#place.append(placeholder(attributes));
    if (name === "input") return this.#place.append(box(attributes));
    if (!ALLOWED.has(name)) return;
    this.#endImplied(name);
    const element = document.createElement(name);
    copyAttributes(attributes, element);
    if (HEADING.test(name)) copyAnchor(attributes, element, this.#ids);
    this.#place.append(element);
    if (!VOID.has(name) && this.#open.length < MAX_DEPTH) this.#open.push(element);
  }

  end(name) {
    if (this.#dropped.depth > 0) return this.#countDropped(name, -1);
    const at = this.#open.findLastIndex((element) => element.localName === name);
    if (at >= 0) this.#open.length = at;
  }

  get #place() {
    return this.#open.at(-1) ?? this.fragment;
  }

  #countDropped(name, step) {
    if (name === this.#dropped.name) this.#dropped.depth += step;
  }

  #endImplied(name) {
    const { names, within } = ENDS.get(name) ?? { names: [], within: [] };
    const at = this.#open.findLastIndex(({ localName }) => names.includes(localName) || within.includes(localName));
    if (at >= 0 && names.includes(this.#open[at].localName)) this.#open.length = at;
  }
}

function copyAttributes(from, to) {
  for (const name of [...ALLOWED.get(to.localName), "lang", "dir"]) {
    const value = from.get(name);
    if (value !== undefined && isHarmless(name, value)) to.setAttribute(name, value);
  }
  if (to.localName === "a") finishLink(to);
}

/** The first heading with an anchor has it. */
function copyAnchor(from, to, ids) {
  const id = from.get("id");
  if (!id || ids.has(id)) return;
  ids.add(id);
  to.id = ANCHOR_PREFIX + id;
}

function isHarmless(name, value) {
  if (name === "href") return safeAddress(value) !== null;
  if (name === "dir") return /^(ltr|rtl|auto)$/i.test(value);
  if (name === "lang") return /^[a-z0-9-]{1,35}$/i.test(value);
  if (name === "colspan" || name === "rowspan") return /^[1-9]\d?$/.test(value);
  if (name === "class") return /^markdown-alert-(note|tip|important|warning|caution)$/.test(value);
  if (name === "start") return /^-?\d{1,9}$/.test(value);
  return true;
}

/** A link within the article, to another one in the desk, or out of the page into a tab of its own. */
function finishLink(to) {
  const href = to.getAttribute("href");
  if (href === null) return to.removeAttribute("data-article");
  if (href.startsWith("#")) {
    to.dataset.section = decoded(href.slice(1));
    to.setAttribute("href", `#${ANCHOR_PREFIX}${href.slice(1)}`);
    return;
  }
  to.rel = "noopener noreferrer";
  if (to.hasAttribute("data-article")) {
    to.dataset.section = decoded(href.split("#")[1] ?? "");
    return;
  }
  to.target = "_blank";
}

function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Pictures are not loaded: the agent sees what they show in words. */
function placeholder(attributes) {
  const words = attributes.get("alt")?.trim();
  const figure = document.createElement("span");
  figure.className = "picture";
  figure.setAttribute("role", "img");
  figure.setAttribute("aria-label", words || "Picture without a description");
  figure.append(words || "Picture");
  return figure;
}

/** The box of a task list. */
function box(attributes) {
  const sign = document.createElement("span");
  if (attributes.get("type")?.toLowerCase() === "checkbox") sign.append(attributes.has("checked") ? "☑ " : "☐ ");
  return sign;
}

const SCHEMES = new Set(["http:", "https:", "mailto:", "tel:"]);

/** `address` if it may stand in a link: `http`, `https`, `mailto`, `tel` or relative; else `null`. */
export function safeAddress(address) {
  // Browsers pass over tabs and line ends anywhere, and over control characters at both ends.
  const plain = String(address).replace(/[\u0000-\u0020\u007f-\u009f]/g, "");
  const scheme = /^([^/?#]*?):/.exec(plain)?.[1];
  if (scheme === undefined) return /^[/\\]{2}/.test(plain) ? null : address;
  return SCHEMES.has(`${scheme.toLowerCase()}:`) ? address : null;
}
