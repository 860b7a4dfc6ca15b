// A KnowledgeBase that lives in a worker: the page's end of `worker.js`.

/** Milliseconds of silence after which a worker is given up. */
const PATIENCE = 2900;

/** @returns {Error & {kind: string}} */
function failure(kind, message, cause) {
  const error = kind === "TypeError" ? new TypeError(message, { cause }) : new Error(message, { cause });
  return Object.assign(error, { kind });
}

// Bundlers find the worker by exactly this expression.
const shipped = () => new Worker(new URL("./worker.js", import.meta.url), { type: "module" });

/** A worker's thread: asks it, and notices when it cannot be started or says nothing. */
class Thread {
  #worker;
  #asked = new Map();
  #last = 0;
  #patience;
  #onprogress;
  #timer;
  /** @type {Error | undefined} */
  #broken;

  constructor(start, patience, onprogress) {
    this.#patience = patience;
    this.#onprogress = onprogress;
    try {
      this.#worker = start();
    } catch (error) {
      this.#broken = failure("Worker", "the search worker was refused: does worker-src allow it?", error);
      return;
    }
    this.#worker.onmessage = ({ data }) => this.#hear(data);
    this.#worker.onmessageerror = () => this.end(failure("Worker", "the search worker's answer cannot be read"));
    this.#worker.onerror = (event) => {
      event.preventDefault();
      const why = event.message || "is it served as JavaScript, and does worker-src allow it?";
      this.end(failure("Worker", `the search worker cannot be started: ${why}`));
    };
  }

  get broken() {
    return this.#broken !== undefined;
  }

  ask(call, args) {
    if (this.#broken) return Promise.reject(this.#broken);
    return new Promise((resolve, reject) => {
      const id = ++this.#last;
      this.#asked.set(id, { resolve, reject });
      this.#worker.postMessage({ id, call, args });
      this.#wait();
    });
  }

  end(error) {
    this.#broken ??= error;
    this.#worker?.terminate();
    clearTimeout(this.#timer);
    for (const { reject } of this.#asked.values()) reject(this.#broken);
    this.#asked.clear();
  }

  #hear({ id, value, error, progress }) {
    if (progress) this.#onprogress(progress);
    const asked = this.#asked.get(id);
    this.#asked.delete(id);
    this.#wait();
    if (error) asked?.reject(failure(error.kind, error.message));
    else asked?.resolve(value);
    if (error?.kind === "Trap") this.end(failure("Trap", error.message));
  }

  #wait() {
    clearTimeout(this.#timer);
    if (this.#asked.size === 0) return;
    this.#timer = setTimeout(() => this.end(failure("Timeout", "the search does not answer")), this.#patience);
  }
}

/** The failures that a fresh worker may not have. */
const BREAKDOWNS = new Set(["Trap", "Timeout", "Worker"]);

const newLane = () => ({ busy: false, waiting: null });

/**
 * A knowledge base in a worker, with the methods of `KnowledgeBase`, as promises.
 *
 * `search` and `suggest` are for every keystroke: of those that wait only the newest is asked, and those that a later one
 * overtook give `null`. Where a worker breaks down, a fresh one is started and asked once more.
 */
export class RemoteKnowledgeBase {
  #begin;
  #thread;
  #opening;
  #closed = false;
  #lanes = { search: newLane(), suggest: newLane() };
  /** @type {import("./index.js").Info} */
  info;

  /**
   * Opens the edition at `src`.
   * @param {string | URL} src relative to the page
   * @param {object} [options]
   * @param {string | URL | (() => Worker)} [options.worker] another place of the worker, or what starts it
   * @param {string} [options.pinned] the SHA-256 of the edition in hexadecimal; no other is opened
   * @param {string} [options.integrity] as of `fetch`, for the bytes as they are sent
   * @param {(progress: {loaded: number, total: number | null}) => void} [options.onprogress] bytes so far
   * @param {number} [options.patience] milliseconds without any sign of life after which it is a failure
   * @returns {Promise<RemoteKnowledgeBase>}
   */
  static async open(src, options = {}) {
    const { worker = shipped, pinned, integrity, onprogress = () => {}, patience = PATIENCE } = options;
    const start = typeof worker === "function" ? worker : () => new Worker(worker, { type: "module" });
    const base = new RemoteKnowledgeBase();
    const edition = { src: new URL(src, document.baseURI).href, pinned, integrity };
    base.#begin = () => {
      const thread = new Thread(start, patience, onprogress);
      base.#thread = thread;
      base.#opening = thread.ask("open", [edition]).catch((error) => {
        thread.end(error);
        throw error;
      });
      return base.#opening;
    };
    try {
      base.info = await base.#begin();
    } catch (error) {
      base.close();
      throw error;
    }
    return base;
  }

  /** @returns {Promise<import("./index.js").Results | null>} */
  search(text, options = {}) {
    return this.#newest("search", [text, options]);
  }

  /** @returns {Promise<import("./index.js").Suggestion[] | null>} */
  suggest(text) {
    return this.#newest("suggest", [text]);
  }

  /** @returns {Promise<import("./index.js").Article | null>} */
  article(id) {
    return this.#ask("article", [id]);
  }

  /** @returns {Promise<import("./index.js").Facet[]>} */
  facets(key) {
    return this.#ask("facets", [key]);
  }

  /** Ends the worker. Every later call is refused. */
  close() {
    this.#closed = true;
    this.#thread.end(failure("Closed", "the knowledge base is closed"));
  }

  async #ask(call, args) {
    if (this.#closed) throw failure("Closed", "the knowledge base is closed");
    if (this.#thread.broken) this.#begin();
    const thread = this.#thread;
    await this.#opening;
    try {
      return await thread.ask(call, args);
    } catch (error) {
      if (!BREAKDOWNS.has(error.kind) || this.#closed) throw error;
      if (this.#thread === thread) this.#begin();
      await this.#opening;
      return this.#thread.ask(call, args);
    }
  }

  #newest(call, args) {
    const lane = this.#lanes[call];
    lane.waiting?.resolve(null);
    return new Promise((resolve, reject) => {
      lane.waiting = { args, resolve, reject };
      if (!lane.busy) this.#drain(call, lane);
    });
  }

  async #drain(call, lane) {
    lane.busy = true;
    while (lane.waiting) {
      const { args, resolve, reject } = lane.waiting;
      lane.waiting = null;
      try {
        const value = await this.#ask(call, args);
        resolve(lane.waiting ? null : value);
      } catch (error) {
        reject(error);
      }
    }
    lane.busy = false;
  }
}
