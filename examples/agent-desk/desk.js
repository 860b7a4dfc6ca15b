// The desk: what is typed becomes hits, a hit becomes an article, and the page's address follows.
import { ArticlePane } from "./article.js";
import { Box } from "./box.js";
import { combobox } from "./combobox.js";
import { Copying } from "./copying.js";
import { painted } from "./dom.js";
import { toggled } from "./filters.js";
import { Finder } from "./finder.js";
import { Found } from "./found.js";
import { Hits } from "./hits.js";
import { Menus } from "./menus.js";
import { Requests } from "./requests.js";
import { Route, readPlace } from "./route.js";
import { remember, showBrowse, showStart } from "./start.js";

/** Milliseconds without a key after which the first hit is opened beside the list. */
const CALM = 120;

/** Less room than this is for the list or the article, not for both. */
const narrow = matchMedia("(max-width: 47.99rem)");

export class Desk {
  /** @type {Finder | undefined} */
  #finder;
  #folders = [];
  #chosen = {};
  /** @type {import("./npm/index.js").Results | null} */
  #results = null;
  #asked = 0;
  #opened = 0;
  #calm;

  /** @param {Record<string, any>} places the page's elements by id */
  constructor(places) {
    this.places = places;
    this.box = new Box({ input: places.box, card: places.pasted, onchange: (stamp) => this.search(stamp) });
    this.hits = new Hits({
      list: places.hits,
      input: places.box,
      onopen: (hit, at, how) => this.openHit(hit, at, how),
    });
    this.menus = new Menus({ place: places.menus, chips: places.chips, onchange: (chosen) => this.confine(chosen) });
    this.copying = new Copying(places.toasts);
    this.requests = new Requests({ place: places.requests, onchoose: (request) => this.#choose(request) });
    this.found = new Found(places, this.hits, this.#onfound());
    this.pane = new ArticlePane({ pane: places.article, outline: places.outline, actions: this.#onarticle() });
    this.route = new Route((place) => this.goTo(place));
    combobox(places.box, { hits: this.hits, onaccept: () => this.#accept(), onescape: () => this.#escapeBox() });
    places.box.addEventListener("focus", () => this.view("list"));
  }

  /** Begins to work with an edition, at the place that the page's address names. */
  async use(base, values) {
    this.#finder = new Finder(base);
    this.#folders = values.folder;
    this.menus.fill(values);
    await this.goTo(readPlace(location.hash), { typed: this.box.typed });
  }

  /** What the keys do. @returns {Record<string, () => void>} */
  commands() {
    const { pane, hits, copying } = this;
    return {
      box: () => this.box.focus(),
      escape: () => (this.menus.isOpen ? this.menus.close({ refocus: true }) : this.box.focus()),
      nextHit: () => hits.step(pane.article?.id, 1),
      previousHit: () => hits.step(pane.article?.id, -1),
      nextSection: () => pane.step(1),
      previousSection: () => pane.step(-1),
      nextMatch: () => pane.nextMatch(),
      nextRequest: () => this.requests.step(),
      copyAnswer: () => this.copyAnswer(),
      copySection: () => copying.section(pane.article, pane.section),
      copyLink: () => copying.link(pane.article, pane.section),
      filters: () => this.menus.openNext(),
      removeFilters: () => this.confine({}),
    };
  }

  /** Searches for what is in the box. `stamp`: when that was asked for, on the clock of `performance.now()`. */
  async search(stamp) {
    clearTimeout(this.#calm);
    this.view("list");
    const turn = ++this.#asked;
    if (!this.#finder) return;
    if (!this.box.hasPasted) this.requests.clear();
    if (this.box.isEmpty) return this.#nothingAsked();
    const query = this.#query();
    const results = await this.#try(() => this.#finder.find(query));
    if (!results || turn !== this.#asked) return;
    this.#show(results);
    this.found.took((await painted()) - stamp);
    if (turn !== this.#asked) return;
    this.#calm = setTimeout(() => this.#preview(), CALM);
    await this.#triage(turn);
    await this.#otherwise(query, results, turn);
  }

  /** Searches for `text` as if it had been typed. */
  ask(text) {
    this.box.set(text);
    this.box.input.focus();
    return this.search(performance.now());
  }

  /** Confines the search. */
  confine(chosen) {
    this.#chosen = chosen;
    this.menus.show(chosen);
    return this.search(performance.now());
  }

  copyAnswer() {
    const answer = this.#results?.answer;
    if (!answer) return this.copying.section(this.pane.article, this.pane.section);
    return this.copying.answer(answer, this.#metaOf(answer.id));
  }

  /** Opens a hit at its section number `at`. `how`: as of {@link openArticle}. */
  openHit(hit, at, how) {
    const lit = hit.sections.map(({ snippet, ...section }) => ({ ...section, ...snippet }));
    const [wanted] = lit.splice(at, 1);
    const { answer } = this.#results ?? {};
    const first = answer?.id === hit.id && at === 0 ? [answer, wanted] : [wanted];
    return this.openArticle(
      { id: hit.id, section: first[0]?.anchor ?? "", lit: [...first, ...lit].filter(Boolean) },
      how,
    );
  }

  /**
   * Opens an article beside the list.
   * @param {{id: string, section: string, lit?: import("./article.js").Lit[]}} place
   * @param {"visit" | "preview" | "return"} how asked for, passed by, or come back to
   */
  async openArticle({ id, section, lit = [] }, how) {
    const turn = ++this.#opened;
    const article = await this.#try(() => this.#finder.article(id));
    if (turn !== this.#opened) return;
    if (!article) return this.copying.say("This article is not in the edition", id);
    if (how !== "preview") this.view("article");
    this.pane.show(article, section, lit);
    this.hits.markOpen(id);
    document.title = `${article.title} · Desk`;
    remember(article);
    if (how !== "return") this.#note(how);
    if (how === "visit") this.pane.focus();
  }

  /** Shows the list or the article, where there is no room for both. */
  view(which) {
    this.places.main.dataset.view = which;
  }

  /** Shows what an address names. `typed` is what has been typed meanwhile. */
  async goTo({ id, section, text, chosen }, { typed = "" } = {}) {
    this.#chosen = chosen;
    this.menus.show(chosen);
    if (!this.box.hasPasted) this.box.set(typed || text);
    if (!this.box.isEmpty && (typed || id === "")) return this.search(performance.now());
    const results = this.box.isEmpty ? null : await this.#try(() => this.#finder.find(this.#query()));
    if (results) {
      this.#show(results);
    } else {
      this.found.clear();
      this.#browse();
    }
    if (id === "") return this.#start();
    const hit = results?.hits.find((hit) => hit.id === id);
    const at = hit?.sections.findIndex(({ anchor }) => anchor === section) ?? -1;
    return at >= 0 ? this.openHit(hit, at, "return") : this.openArticle({ id, section }, "return");
  }

  #query() {
    const { chosen } = this.requests;
    if (chosen) {
      const text = [this.box.typed.trim(), chosen.text].filter(Boolean).join("\n");
      return { text, finished: true, chosen: this.#chosen };
    }
    return { text: this.box.query, finished: this.box.isFinished, chosen: this.#chosen };
  }

  /** Takes the pasted message apart. */
  async #triage(turn) {
    const text = this.box.pasted;
    const key = text && JSON.stringify([text, this.#chosen]);
    if (this.requests.has(key)) return;
    const requests = await this.#try(() => this.#finder.requests({ text, chosen: this.#chosen }));
    if (requests && turn === this.#asked) this.requests.show(key, requests);
  }

  /** Shows what is found for one request of the message, or for all of it again. */
  async #choose(request) {
    if (request) this.box.point(request.range);
    await this.search(performance.now());
    if (!request?.answer || this.requests.chosen !== request) return;
    const hit = this.#results?.hits.find(({ id }) => id === request.answer.id);
    if (hit) this.openHit(hit, 0, narrow.matches ? "visit" : "preview");
  }

  #show(results) {
    this.#results = results;
    this.places.browse.hidden = true;
    this.found.show(results);
    this.hits.markOpen(this.pane.article?.id);
  }

  /** Ways on from what is typed, asked for once the hits are there. */
  async #otherwise(query, results, turn) {
    const ways = await this.#try(() => this.#finder.ways(query));
    if (turn !== this.#asked) return;
    if (results.hits.length > 0) return this.found.ways(results, ways ?? []);
    const without = (await this.#try(() => this.#finder.without(query))) ?? [];
    const help = (await this.#try(() => this.#finder.help(query))) ?? null;
    if (turn === this.#asked) this.found.nothing(results, { text: query.text, ways: ways ?? [], without, help });
  }

  /** Opens the best hit beside the list while there is room for both. */
  #preview() {
    const first = this.#results?.hits[0];
    if (first && !narrow.matches && this.hits.active === -1) this.openHit(first, 0, "preview");
    else this.#note("preview");
  }

  #nothingAsked() {
    this.#results = null;
    this.found.clear();
    this.#browse();
    // With an article open, the address keeps the words that led to it.
    if (this.pane.article) return;
    this.#start();
    this.#note("preview");
  }

  #start() {
    this.view("list");
    this.pane.clear();
    document.title = "Agents’ desk";
    showStart(this.places.article);
    this.#browse();
  }

  #browse() {
    const onfolder = (folder) => (this.confine({ ...this.#chosen, folder: [folder] }), this.box.focus());
    const onopen = (id) => this.openArticle({ id, section: "" }, "visit");
    showBrowse(this.places.browse, { folders: this.#folders, onfolder, onopen });
  }

  #accept() {
    if (!this.hits.accept() && this.pane.article) this.pane.focus();
  }

  #escapeBox() {
    if (this.hits.active >= 0) this.hits.leave();
    else if (this.box.isEmpty && !this.box.hasPasted) this.#close();
    else this.box.clear();
  }

  /** With nothing in the box, the article goes too. */
  #close() {
    if (!this.pane.article) return;
    this.#start();
    this.#note("visit");
  }

  #note(how) {
    const { article, section } = this.pane;
    const text = this.box.hasPasted ? "" : this.box.typed;
    this.route.note({ id: article?.id ?? "", section: article ? section : "", text, chosen: this.#chosen }, how);
  }

  #metaOf(id) {
    return this.#results?.hits.find((hit) => hit.id === id)?.meta;
  }

  async #try(ask) {
    try {
      return await ask();
    } catch (error) {
      this.copying.say("The search broke down", `${error.message}. Go on typing to try again.`);
      return null;
    }
  }

  #onfound() {
    return {
      ask: (text) => this.ask(text),
      remove: ({ key, value }) => this.confine(toggled(this.#chosen, key, value)),
      copyAnswer: () => this.copyAnswer(),
      linkAnswer: () => this.copying.answerLink(this.#results.answer, this.#metaOf(this.#results.answer.id)),
      openAnswer: () => this.#openAnswer(),
      open: (id) => (this.route.keep(), this.openArticle({ id, section: "" }, "visit")),
    };
  }

  #openAnswer() {
    const { answer, hits } = this.#results;
    const hit = hits.find(({ id }) => id === answer.id);
    if (hit) this.openHit(hit, 0, "visit");
    else this.openArticle({ id: answer.id, section: answer.anchor, lit: [answer] }, "visit");
  }

  #onarticle() {
    return {
      copySection: (anchor = this.pane.section) => this.copying.section(this.pane.article, anchor),
      copyLink: (anchor = this.pane.section) => this.copying.link(this.pane.article, anchor),
      open: (id, section) => (this.route.keep(), this.openArticle({ id, section }, "visit")),
      within: (folder) => this.confine({ ...this.#chosen, folder: [folder] }),
      back: () => this.view("list"),
    };
  }
}
