// Asks the knowledge base: hits for what is typed, and what would be found otherwise.
import { HITS } from "./config.js";
import { leaveOut, listed, toOptions, toggled } from "./filters.js";
import { reading } from "./freshness.js";

/** So many articles are kept, so that going through the hits asks for none twice. */
const KEPT = 60;

/** @typedef {{text: string, finished: boolean, chosen: import("./filters.js").Chosen}} Query */

export class Finder {
  #base;
  #articles = new Map();
  /** The day on which they were read. */
  #day = "";

  /** @param {import("./npm/remote.js").RemoteKnowledgeBase} base */
  constructor(base) {
    this.#base = base;
  }

  /** The hits, or `null` if a later search overtook this one. @param {Query} query */
  async find({ text, finished, chosen }) {
    const options = { ...toOptions(chosen, HITS), ...reading(), withExpired: true, ...(finished ? { finished } : {}) };
    const results = await this.#base.search(text, options);
    return results && leaveOut(results, chosen, HITS);
  }

  /** Ways on from a half-typed query. @param {Query} query */
  async ways({ text, finished }) {
    return finished ? [] : ((await this.#base.suggest(text)) ?? []);
  }

  /** The filters without which there would be articles, and how many. @param {Query} query */
  async without(query) {
    const found = [];
    for (const filter of listed(query.chosen)) {
      const results = await this.find({ ...query, chosen: toggled(query.chosen, filter.key, filter.value) });
      if (!results) return [];
      if (results.total > 0) found.push({ ...filter, total: results.total });
    }
    return found;
  }

  /** @returns {Promise<import("./npm/index.js").Article | null>} */
  async article(id) {
    const day = reading();
    if (day.on !== this.#day) this.#articles.clear();
    this.#day = day.on;
    const article = this.#articles.get(id) ?? (await this.#base.article(id, day));
    this.#articles.delete(id);
    if (article) this.#articles.set(id, article);
    if (this.#articles.size > KEPT) this.#articles.delete(this.#articles.keys().next().value);
    return article;
  }
}
