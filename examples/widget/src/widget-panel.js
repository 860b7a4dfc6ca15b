// The panel of <nohold-search>: asks the worker at every keystroke and shows what it answers.
import { RemoteKnowledgeBase } from "./remote.js";
import { Combobox } from "./widget-combobox.js";
import { Place } from "./widget-place.js";
import { sheet } from "./widget-style.js";
import { textsOf } from "./widget-texts.js";
import { action, answerCard, article, caption, choiceOf, element, feedback, relatedSearches } from "./widget-view.js";

/** Open knowledge bases by what was asked for, so that two elements share a worker. */
const bases = new Map();

/** On a slow line it may take long: the visitor is told so, and searches when it has come. */
const PATIENCE = 20_000;
const SLOW = 2_500;
const SHORTLY = 150;
const PAUSE = 600;

const items = (text) =>
  (text ?? "")
    .split(",")
    .map((item) => item.trim())
    .filter(Boolean);

/** Where the visitor is: what has expired since the edition was made is not shown. */
function today() {
  const now = new Date();
  return new Date(now - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
}

export class Panel {
  #host;
  #parts;
  #place;
  #combobox;
  #message = element("div", "message");
  #list = element("div", "list");
  #panel = element("div", "panel", this.#message, this.#list);
  #timers = {};
  #failure = null;
  #wanted = true;
  #isEmpty = true;
  isOpen = false;

  constructor(host, parts) {
    const { root, shell, form, input } = parts;
    this.#host = host;
    this.#parts = parts;
    this.#place = new Place(host, parts, this.#panel);
    root.adoptedStyleSheets.push(sheet);
    form.append(this.#button("clear", "×", () => this.clear()));
    form.prepend(this.#button("close", "←", () => this.close()));
    this.#panel.hidden = true;
    shell.append(this.#panel);
    this.#combobox = new Combobox(input, this.#list, this);
    this.#listen();
    this.changed();
    this.#render([], []);
    if (this.#place.isPhone && matchMedia("(pointer: coarse)").matches) this.open();
    this.#start();
  }

  typed() {
    const text = this.#parts.input.value;
    this.#wanted = true;
    this.#combobox.point(null);
    this.#say("");
    this.#parts.form.querySelector(".clear").hidden = !text;
    if (this.#failure) return this.#render([this.#failure], this.#waysOn("retry", "contact"));
    if (text.trim()) return this.#search(text);
    this.#settle();
    this.#render([], []);
  }

  clear() {
    this.#host.search("");
  }

  open() {
    const { root, input } = this.#parts;
    this.#wanted = true;
    if ((this.#isEmpty && !this.#place.isPhone) || root.activeElement !== input) return;
    this.isOpen = true;
    this.#panel.hidden = false;
    this.#place.enter();
    this.#combobox.tell();
  }

  close() {
    this.#wanted = false;
    this.#hide();
  }

  #hide() {
    this.isOpen = false;
    this.#combobox.point(null);
    this.#place.leave();
    this.#panel.hidden = true;
    this.#combobox.tell();
  }

  /** An attribute has another value. */
  changed(name) {
    this.#list.ariaLabel = this.#t("list");
    for (const button of this.#parts.form.querySelectorAll("button")) button.ariaLabel = this.#t(button.className);
    if (name === "src") this.#start();
  }

  get #t() {
    return textsOf(this.#host);
  }

  #button(name, sign, onclick) {
    return Object.assign(element("button", name, sign), { type: "button", tabIndex: -1, onclick });
  }

  #listen() {
    const { input, form, root } = this.#parts;
    input.addEventListener("input", () => this.typed());
    input.addEventListener("click", () => this.open());
    input.addEventListener("focus", () => this.#failure && this.#start());
    input.addEventListener("blur", ({ relatedTarget }) => {
      // A phone takes the focus away when it puts its keyboard away, a window when another comes to the front.
      if (root.activeElement !== input && (relatedTarget || !this.#place.isSheet)) this.close();
    });
    form.addEventListener("submit", () => (this.#hasSite ? this.close() : this.open()));
    form.addEventListener("mousedown", (event) => event.target !== input && event.preventDefault());
    this.#panel.addEventListener("mousedown", (event) => event.preventDefault());
    for (const type of ["click", "auxclick"]) this.#list.addEventListener(type, (event) => this.#choose(event));
  }

  #emit(name, detail, cancelable = false) {
    const event = new CustomEvent(`nohold-${name}`, { detail, cancelable, bubbles: true, composed: true });
    return this.#host.dispatchEvent(event);
  }

  #base() {
    const [src, pinned] = ["src", "digest"].map((name) => this.#host.getAttribute(name) ?? undefined);
    const key = `${src} ${pinned}`;
    if (!bases.has(key)) bases.set(key, RemoteKnowledgeBase.open(src, { pinned, patience: PATIENCE }));
    return bases.get(key).catch((error) => {
      bases.delete(key);
      throw error;
    });
  }

  async #start() {
    this.#failure = null;
    this.#wait();
    try {
      this.#emit("ready", (await this.#base()).info);
      if (this.#wanted) this.typed();
    } catch (error) {
      this.#fail(error);
    }
  }

  get #options() {
    const filter = {};
    for (const { name, value } of this.#host.attributes) {
      if (name.startsWith("filter-")) filter[name.slice(7)] = items(value);
    }
    const within = items(this.#host.getAttribute("within"));
    return { limit: Number(this.#host.getAttribute("limit")) || 6, filter, within, on: today() };
  }

  async #search(text) {
    const isLatest = () => text === this.#parts.input.value;
    this.#wait();
    try {
      const base = await this.#base();
      const options = this.#options;
      const [results, suggestions] = await Promise.all([base.search(text, options), base.suggest(text, options)]);
      if (!isLatest()) return;
      if (results) this.#show(text, results, suggestions ?? []);
      else this.#settle(); // another element with the same edition came between
    } catch (error) {
      if (isLatest()) this.#fail(error);
    }
  }

  #show(query, results, suggestions) {
    this.#settle();
    const t = this.#t;
    const { hits, suggestion } = results;
    const has = (name) => this.#host.hasAttribute(name);
    const answer = has("no-answer") ? null : results.answer;
    const isShown = ({ text }) => text.trim() === query.trim() || hits.some(({ title }) => title === text);
    const related = suggestions.filter((suggestion) => !isShown(suggestion)).slice(0, 3);
    const groups = hits.map((hit) => article(hit, t));
    if (answer) groups.unshift(answerCard(answer, t, this.#host.closest("[lang]")?.lang));
    if (related.length) groups.push(relatedSearches(related, t));
    if (hits.length && has("feedback")) groups.push(feedback(t, { query, results }));
    const none = [element("strong", "none", t("none", { q: query })), element("span", "hint", t("hint"))];
    const corrected = suggestion ? [t("corrected", { q: suggestion })] : [];
    this.#render(hits.length ? corrected : none, [...groups, ...this.#waysOn(hits.length ? "" : "contact")]);
    this.#emit("results", { query, results });
    if (hits.length === 0) return this.#say(none[0].textContent, () => this.#emit("no-results", { query, results }));
    const count = hits.length === 1 ? t("result") : t("results", { n: hits.length });
    this.#say([...corrected, ...(answer ? [t("answer")] : []), count].join(". "));
  }

  #fail(error) {
    this.#settle();
    const { kind = "Engine", message } = error;
    const text = { Io: "offline", Timeout: "offline", Version: "outdated" }[kind] ?? "failed";
    this.#failure = this.#t(navigator.onLine ? text : "offline");
    this.#render([this.#failure], this.#waysOn("retry", "contact"));
    this.#say(this.#failure);
    this.#emit("error", { kind, message });
  }

  #waysOn(...kinds) {
    const t = this.#t;
    const q = this.#parts.input.value.trim();
    const contact = this.#host.getAttribute("contact");
    return [
      kinds.includes("retry") && action("retry", t("retry")),
      q && this.#hasSite && action("all", t("all", { q })),
      kinds.includes("contact") && contact && action("contact", t("contact"), contact),
    ].filter(Boolean);
  }

  get #hasSite() {
    return this.#host.field !== null || this.#host.hasAttribute("action");
  }

  #wait() {
    const timers = this.#timers;
    const say = (text) => this.#render([this.#t(text)], this.#waysOn());
    timers.loading ??= setTimeout(() => this.#isEmpty && this.#parts.input.value && say("loading"), SHORTLY);
    timers.slow ??= setTimeout(() => (say("slow"), this.#say(this.#t("slow"))), SLOW);
  }

  #settle() {
    clearTimeout(this.#timers.loading);
    clearTimeout(this.#timers.slow);
    this.#timers.loading = this.#timers.slow = null;
  }

  #render(message, groups) {
    this.#isEmpty = message.length + groups.length === 0;
    this.#message.replaceChildren(...(this.#isEmpty ? [this.#t("empty")] : message));
    this.#combobox.fill(groups);
    if (this.#isEmpty && !this.#place.isSheet) this.#hide();
    else if (this.#wanted) this.open();
    this.#combobox.tell();
  }

  /** Announces, when there is a pause; of what comes quickly, the last. */
  #say(text, then = () => {}) {
    clearTimeout(this.#timers.say);
    const { notice } = this.#parts;
    if (!text) notice.textContent = "";
    else this.#timers.say = setTimeout(() => ((notice.textContent = text), then()), PAUSE);
  }

  #choose(event) {
    const option = event.target.closest("[role=option]");
    const isMiddle = event.type === "auxclick";
    if (!option || (isMiddle && event.button !== 1)) return;
    const { kind, ...choice } = choiceOf(option);
    if (this.#does[kind]) return this.#does[kind](choice, option);
    const newTab = isMiddle || event.ctrlKey || event.metaKey || event.shiftKey;
    const query = this.#parts.input.value;
    if (!this.#emit("select", { kind, ...choice, query, newTab }, true)) event.preventDefault();
    if (!newTab) this.close();
  }

  /** What options do that lead nowhere. */
  #does = {
    query: ({ text }) => this.#host.search(text),
    retry: () => this.#start(),
    all: () => this.#parts.form.requestSubmit(),
    feedback: ({ helpful, query, results }, option) => {
      this.#combobox.point(null);
      option.parentNode.replaceWith(caption(this.#t("thanks")));
      const hits = results.hits.map(({ id }) => id);
      this.#emit("feedback", { helpful, query, answer: results.answer?.id ?? null, hits });
      this.#say(this.#t("thanks"));
    },
  };
}
