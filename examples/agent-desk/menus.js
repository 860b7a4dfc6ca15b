// The filters' menus and the chips of what is chosen, outside the listbox.
import { button, el, icon } from "./dom.js";
import { FILTERS, inWords, listed, toggled } from "./filters.js";

/** More values than this have a line to look for one. */
const MANY = 12;

export class Menus {
  #place;
  #chips;
  #onchange;
  #chosen = {};
  #menus = new Map();
  #open = null;

  /** @param {{place: HTMLElement, chips: HTMLElement, onchange: (chosen: import("./filters.js").Chosen) => void}} parts */
  constructor({ place, chips, onchange }) {
    this.#place = place;
    this.#chips = chips;
    this.#onchange = onchange;
    document.addEventListener("pointerdown", (event) => {
      if (this.#open && !this.#menus.get(this.#open).frame.contains(event.target)) this.close();
    });
  }

  /** @param {Record<string, {value: string, articles: number | null}[]>} values by attribute */
  fill(values) {
    for (const filter of FILTERS) {
      if ((values[filter.key] ?? []).length < 2) continue;
      const menu = this.#menu(filter, values[filter.key]);
      this.#menus.set(filter.key, menu);
      this.#place.append(menu.frame);
    }
    this.show(this.#chosen);
  }

  show(chosen) {
    this.#chosen = chosen;
    for (const [key, menu] of this.#menus) menu.show(chosen[key] ?? []);
    const chips = listed(chosen).map((one) => this.#chip(one));
    if (chips.length > 1) {
      chips.push(button({ label: "Remove all filters", short: "Remove all", class: "link" }, () => this.#change({})));
    }
    this.#chips.hidden = chips.length === 0;
    this.#chips.replaceChildren(...chips);
  }

  /** Opens the first menu, or the next one if one is open. */
  openNext() {
    const keys = [...this.#menus.keys()];
    this.open(keys[(keys.indexOf(this.#open) + 1) % keys.length]);
  }

  get isOpen() {
    return this.#open !== null;
  }

  open(key) {
    this.close();
    const menu = this.#menus.get(key);
    if (!menu) return;
    this.#open = key;
    menu.reveal(true);
  }

  /** @param {{refocus?: boolean}} [options] */
  close({ refocus = false } = {}) {
    const menu = this.#menus.get(this.#open);
    this.#open = null;
    menu?.reveal(false);
    if (refocus) menu?.opener.focus();
  }

  #change(chosen) {
    this.show(chosen);
    this.#onchange(chosen);
  }

  #chip({ key, label, value }) {
    const words = inWords(key, value);
    const remove = button({ label: `Remove filter ${label}: ${words}`, symbol: "close", class: "chip-close" }, () => {
      const next = this.#chips.querySelector(".chip:not(:first-child) button");
      this.#change(toggled(this.#chosen, key, value));
      (next?.isConnected ? next : this.#menus.get(key)?.opener)?.focus();
    });
    const text = el("span", {}, el("span", { class: "chip-key", text: `${label}: ` }), words);
    return el("span", { class: "chip" }, text, remove);
  }

  #menu({ key, label }, values) {
    const list = el("div", { class: "menu-list" });
    const search = values.length > MANY && lookFor(list, label);
    const panel = el("div", {
      class: "menu-panel",
      id: `menu-${key}`,
      role: "group",
      "aria-label": label,
      hidden: true,
    });
    panel.append(...[search, list].filter(Boolean));
    const number = el("span", { class: "menu-number", hidden: true });
    const props = { type: "button", class: "menu-opener", "aria-expanded": "false", "aria-controls": panel.id };
    const toggle = () => (this.#open === key ? this.close() : this.open(key));
    const opener = el("button", { ...props, on: { click: toggle } }, el("span", { text: label }), number, icon("down"));
    const frame = el("div", { class: "menu" }, opener, panel);
    frame.addEventListener("keydown", (event) => this.#key(event, key, panel));
    frame.addEventListener("focusout", (event) => {
      if (this.#open === key && event.relatedTarget && !frame.contains(event.relatedTarget)) this.close();
    });
    const boxes = values.map((one) => this.#choice(key, one, list));
    return { frame, opener, ...this.#acts({ key, panel, opener, number, boxes }) };
  }

  #acts({ panel, opener, number, boxes }) {
    const reveal = (isOpen) => {
      panel.hidden = !isOpen;
      opener.setAttribute("aria-expanded", String(isOpen));
      if (isOpen) (panel.querySelector("input:checked") ?? panel.querySelector("input"))?.focus();
    };
    const show = (chosen) => {
      for (const box of boxes) box.checked = chosen.includes(box.value);
      number.textContent = chosen.length > 0 ? String(chosen.length) : "";
      number.hidden = chosen.length === 0;
      opener.classList.toggle("chosen", chosen.length > 0);
    };
    return { reveal, show };
  }

  #choice(key, { value, articles }, list) {
    const box = el("input", { type: "checkbox", value });
    box.addEventListener("change", () => this.#change(toggled(this.#chosen, key, value)));
    const number = articles !== null && el("span", { class: "menu-count", text: articles.toLocaleString("en") });
    list.append(
      el("label", { class: "choice" }, box, el("span", { class: "choice-name", text: inWords(key, value) }), number),
    );
    return box;
  }

  #key(event, key, panel) {
    if (event.key === "Escape" && this.#open === key) {
      event.stopPropagation();
      return this.close({ refocus: true });
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    if (this.#open !== key) return this.open(key);
    const fields = [...panel.querySelectorAll("input")].filter((field) => !field.closest("[hidden] *, label[hidden]"));
    const at = fields.indexOf(document.activeElement);
    fields[(at + step + fields.length) % fields.length]?.focus();
  }
}

/** A line that leaves the choices that have what is typed. */
function lookFor(list, label) {
  const field = el("input", {
    type: "text",
    class: "menu-search",
    "aria-label": `Find ${label.toLowerCase()}`,
    placeholder: "Find",
  });
  field.addEventListener("input", () => {
    const wanted = field.value.trim().toLowerCase();
    for (const choice of list.children) choice.hidden = !choice.textContent.toLowerCase().includes(wanted);
  });
  return field;
}
