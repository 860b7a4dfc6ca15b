// An article's HTML in the page: parsed where nothing runs or loads, then copied piece by piece by a list of what is allowed.
//
// The string is not trusted, whoever made it. It is given to the browser's parser once, under a policy that is used for
// nothing else; the result is a document without a window. Nodes are never moved out of it: each allowed one is made anew.

/** Elements that are copied, with the attributes that are (beside `lang` and `dir`). */
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

/** Elements that go with all that is in them; of the others that are not allowed, what is in them is kept. */
const DROPPED = new Set(
  (
    "applet area audio base button canvas datalist dialog embed fieldset form frame frameset head iframe legend link " +
    "map math meta noembed noframes noscript object optgroup option param plaintext portal script select slot source " +
    "style svg template textarea title track video xmp"
  ).split(" "),
);

const HEADING = /^h[1-6]$/;
const MAX_DEPTH = 100;
const MAX_NODES = 100_000;

/** What ids of headings begin with in the page, so that an article cannot take the name of anything else. */
export const ANCHOR_PREFIX = "at-";

let policy;

function parsed(html) {
  policy ??= globalThis.trustedTypes?.createPolicy("nohold-desk", { createHTML: (text) => text });
  const whole = `<!doctype html><body>${html}`;
  const inert = new DOMParser().parseFromString(policy ? policy.createHTML(whole) : whole, "text/html");
  // By the prototype's getter: an element named `body` would hide the real one.
  return Object.getOwnPropertyDescriptor(Document.prototype, "body").get.call(inert);
}

/**
 * The allowed part of `html`, as nodes of this page.
 * @param {string} html
 * @param {{max?: number}} options at most so many nodes
 * @returns {DocumentFragment}
 */
export function safeFragment(html, { max = MAX_NODES } = {}) {
  const fragment = document.createDocumentFragment();
  const left = { nodes: max, ids: new Set() };
  copyChildren(parsed(html), fragment, 0, left);
  return fragment;
}

function copyChildren(from, to, depth, left) {
  for (const node of from.childNodes) {
    if (left.nodes-- <= 0) return;
    if (node.nodeType === Node.TEXT_NODE) to.append(node.data);
    else if (node.nodeType === Node.ELEMENT_NODE && depth < MAX_DEPTH) copyElement(node, to, depth, left);
  }
}

function copyElement(from, to, depth, left) {
  const name = from.localName;
  if (from.namespaceURI !== "http://www.w3.org/1999/xhtml" || DROPPED.has(name)) return;
  if (name === "img") return to.append(placeholder(from));
  if (name === "input") return to.append(box(from));
  const copy = ALLOWED.has(name) ? document.createElement(name) : null;
  if (copy) {
    copyAttributes(from, copy, ALLOWED.get(name));
    if (HEADING.test(name)) copyAnchor(from, copy, left.ids);
    to.append(copy);
  }
  copyChildren(from, copy ?? to, depth + 1, left);
}

function copyAttributes(from, to, allowed) {
  for (const name of [...allowed, "lang", "dir"]) {
    const value = from.getAttribute(name);
    if (value !== null && isHarmless(name, value)) to.setAttribute(name, value);
  }
  if (to.localName === "a") finishLink(from, to);
}

/** The first heading with an anchor has it. */
function copyAnchor({ id }, to, ids) {
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
function finishLink(from, to) {
  const href = to.getAttribute("href");
  if (href === null) return to.removeAttribute("data-article");
  if (href.startsWith("#")) {
    to.dataset.section = decoded(href.slice(1));
    to.setAttribute("href", `#${ANCHOR_PREFIX}${href.slice(1)}`);
    return;
  }
  if (from.hasAttribute("data-article")) {
    to.dataset.section = decoded(href.split("#")[1] ?? "");
    return;
  }
  to.target = "_blank";
  to.rel = "noopener noreferrer";
}

function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Pictures are not loaded: the agent sees what they show in words. */
function placeholder(from) {
  const figure = document.createElement("span");
  figure.className = "picture";
  figure.setAttribute("role", "img");
  figure.setAttribute("aria-label", from.getAttribute("alt") || "Picture without a description");
  figure.append(from.getAttribute("alt") || "Picture");
  return figure;
}

/** The box of a task list. */
function box(from) {
  const sign = document.createElement("span");
  if (from.getAttribute("type")?.toLowerCase() === "checkbox") sign.append(from.hasAttribute("checked") ? "☑ " : "☐ ");
  return sign;
}

const SCHEMES = new Set(["http:", "https:", "mailto:", "tel:"]);

/** `address` if it may stand in a link: `http`, `https`, `mailto`, `tel` or relative; else `null`. */
export function safeAddress(address) {
  // Browsers pass over tabs and line ends anywhere, and over control characters at both ends.
  const plain = String(address).replace(/[\u0000-\u0020\u007f-\u009f]/g, "");
  const scheme = /^([^/?#]*?):/.exec(plain)?.[1];
  if (scheme === undefined) return plain.startsWith("//") || plain.startsWith("\\") ? null : address;
  return SCHEMES.has(`${scheme.toLowerCase()}:`) ? address : null;
}
