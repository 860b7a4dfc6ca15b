// Making nodes, without a string of HTML anywhere.

const SVG = "http://www.w3.org/2000/svg";

/**
 * An element. `props`: `class`, `text`, `on: {event: listener}`, and attributes; `true` is an empty attribute, `false`,
 * `null` and `undefined` none.
 * @param {string} tag
 * @param {Record<string, any>} [props]
 * @param {...(Node | string | null | undefined | false)} children
 */
export function el(tag, props = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (name === "on") Object.entries(value).forEach(([event, listener]) => element.addEventListener(event, listener));
    else if (name === "text") element.textContent = value;
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value != null) element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child != null && child !== false));
  return element;
}

/** One of the pictures that index.html defines. */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  const use = document.createElementNS(SVG, "use");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  use.setAttribute("href", `#icon-${name}`);
  svg.append(use);
  return svg;
}

/** A button with a picture, words, or both. `label` is its whole name, which contains the words. */
export function button({ label, symbol, short, ...props }, action) {
  const named = { "aria-label": label === short ? null : label, title: short === undefined ? label : null };
  const words = short === undefined ? null : el("span", { text: short });
  return el("button", { type: "button", ...named, ...props, on: { click: action } }, symbol && icon(symbol), words);
}

/** `text` with what is in `ranges` (UTF-16 units, in order) in `<mark>`. */
export function marked(text, ranges) {
  const fragment = document.createDocumentFragment();
  let at = 0;
  for (const [start, end] of ranges) {
    if (start < at || end <= start) continue;
    fragment.append(text.slice(at, start), el("mark", { text: text.slice(start, end) }));
    at = end;
  }
  fragment.append(text.slice(at));
  return fragment;
}

/** Whether a language is written from right to left. */
const RIGHT_TO_LEFT = /^(ar|arc|ckb|dv|fa|he|ks|ps|sd|syr|ug|ur|yi)\b/i;

/** The attributes that a piece of text in `lang` needs. */
export function inLanguage(lang) {
  if (!lang) return { dir: "auto" };
  return { lang, dir: RIGHT_TO_LEFT.test(lang) || /-(arab|hebr)\b/i.test(lang) ? "rtl" : "ltr" };
}

/** When what was changed until now is on the screen. */
export function painted() {
  return new Promise((resolve) => {
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => resolve(performance.now());
      port2.postMessage(null);
    });
  });
}

/** Number of things, in words: `1 article`, `1,102 articles`. */
export function count(number, one, many = `${one}s`) {
  return `${number.toLocaleString("en")} ${number === 1 ? one : many}`;
}
