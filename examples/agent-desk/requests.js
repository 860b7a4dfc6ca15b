// What a pasted message asks: its requests, each with what answers it and whom it belongs to.
import { hitBadges } from "./badges.js";
import { button, count, el, icon, inLanguage } from "./dom.js";

/** @typedef {import("./npm/index.js").Asked} Asked */

/** The panel: one request may be chosen, and then the hits are those for it. */
export class Requests {
  #place;
  #onchoose;
  /** @type {Asked[]} */
  #requests = [];
  #chosen = -1;
  #key = "";

  /** @param {{place: HTMLElement, onchoose: (request: Asked | null) => void}} parts */
  constructor({ place, onchoose }) {
    this.#place = place;
    this.#onchoose = onchoose;
  }

  /** The request that is chosen, or `null`. */
  get chosen() {
    return this.#requests[this.#chosen] ?? null;
  }

  /** Whether what `key` names, a message and its filters, is shown already. */
  has(key) {
    return this.#key === key;
  }

  /** @param {string} key empty for no message @param {Asked[]} requests */
  show(key, requests) {
    const text = this.chosen?.text;
    this.#key = key;
    this.#requests = requests;
    this.#chosen = requests.findIndex((request) => request.text === text);
    this.#place.hidden = key === "";
    this.#place.replaceChildren(...(key === "" ? [] : [heading(requests), this.#list()]));
  }

  clear() {
    this.#chosen = -1;
    this.show("", []);
  }

  /** Chooses the next request; after the last the first. */
  step() {
    if (this.#requests.length === 0) return;
    this.#choose((this.#chosen + 1) % this.#requests.length);
    this.#buttons[this.#chosen]?.focus();
  }

  get #buttons() {
    return [...this.#place.querySelectorAll(".request-button")];
  }

  /** A request that is chosen already is left, for the whole message again. */
  #choose(at) {
    this.#chosen = at === this.#chosen ? -1 : at;
    this.#buttons.forEach((one, number) => one.setAttribute("aria-pressed", String(number === this.#chosen)));
    this.#onchoose(this.chosen);
  }

  #list() {
    const items = this.#requests.map((request, at) =>
      el("li", { class: "request" }, this.#button(request, at), contactOf(request)),
    );
    return el("ol", {}, ...items);
  }

  #button(request, at) {
    return el(
      "button",
      {
        type: "button",
        class: "request-button",
        "aria-pressed": String(at === this.#chosen),
        on: { click: () => this.#choose(at) },
      },
      el("span", { class: "request-quote", dir: "auto", text: request.text }),
      answerOf(request),
    );
  }
}

function heading(requests) {
  const words = requests.length === 0 ? "Nothing is asked" : count(requests.length, "request");
  return el("h2", {}, icon("mail"), words);
}

function answerOf({ answer }) {
  if (!answer) return el("span", { class: "request-none", text: "Nothing found that surely answers" });
  const [section] = answer.sections;
  return el(
    "span",
    { class: "request-answer", ...inLanguage(answer.lang) },
    el("span", { text: answer.title }),
    section?.heading && el("span", { class: "crumb", text: section.heading }),
    ...hitBadges({ ...answer, promoted: false }),
  );
}

function contactOf({ owner }) {
  if (!owner) return el("p", { class: "request-owner", text: "No owner is named" });
  const names = [owner.name, owner.team].filter(Boolean).join(", ");
  const name = names && el("strong", { text: names });
  return el("p", { class: "request-owner" }, owner.likely ? "Probably for " : "For ", name, ...reach(owner));
}

/** The contact of an owner, as a link where it is a mail address. @param {import("./npm/index.js").Owner} owner */
export function reach({ contact }) {
  if (!contact) return [];
  const isMail = /^[^\s@/:]+@[^\s@/:]+$/.test(contact);
  return [" ", isMail ? el("a", { href: `mailto:${contact}`, text: contact }) : el("span", { text: contact })];
}
