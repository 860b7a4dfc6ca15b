// A KnowledgeBase that lives in a worker: the page's end of `worker.js`.

/** Milliseconds of silence after which a worker is given up. */
const PATIENCE = 2900;

function failure(kind, message, cause) {
  const error = kind === "TypeError" ? new TypeError(message, { cause }) : new Error(message, { cause });
  return Object.assign(error, { kind });
}

/** Starts the worker that is shipped. Bundlers find it by exactly this expression. */
const shipped = () => trusted(() => new Worker(new URL("./worker.js", import.meta.url), { type: "module" }));

let policy;

/** Runs `start` as `require-trusted-types-for 'script'` wants it: with the policy inside, bundlers would not know it. */
function trusted(start) {
  const { Worker: Plain, trustedTypes } = globalThis;
  if (!trustedTypes) return start();
  policy ??= trustedTypes.createPolicy("nohold", { createScriptURL: (url) => url });
  globalThis.Worker = function (url, options) {
    return new Plain(policy.createScriptURL(url), options);
  };
  try {
    return start();
  } finally {
    globalThis.Worker = Plain;
  }
}

/** A worker: asks it, and notices when it cannot start or says nothing. */
class Thread {
  #worker;
  #asked = new Map();
  #last = 0;
  #patience;
  #onprogress;
  #timer;
  #broken;

  constructor(start, patience, onprogress) {
    this.#patience = patience;
    this.#onprogress = onprogress;
    try {
      this.#worker = start();
    } catch (error) {
      this.#broken = failure(
        "Worker",
        "the search worker was refused: do worker-src and trusted-types (nohold) allow it?",
        error,
      );
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
      this.#worker.postMessage({ id, call, args }); // throws if an argument cannot be sent
      this.#asked.set(id, { resolve, reject });
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

/** What it does and takes is told in `remote.d.ts`. */
export class RemoteKnowledgeBase {
  #begin;
  #thread;
  #opening;
  #closed = false;
  #lanes = { search: newLane(), suggest: newLane() };
  info;

  static async open(src, options = {}) {
    const { worker = shipped, pinned, integrity, onprogress = () => {}, patience = PATIENCE } = options;
    const start = typeof worker === "function" ? worker : () => trusted(() => new Worker(worker, { type: "module" }));
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

  search(text, options = {}) {
    return this.#newest("search", [text, options]);
  }

  suggest(text, options = {}) {
    return this.#newest("suggest", [text, options]);
  }

  article(id, options = {}) {
    return this.#ask("article", [id, options]);
  }

  facets(key) {
    return this.#ask("facets", [key]);
  }

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
