// The knowledge base over the WebAssembly: loads it once, and turns its failures into errors that say what they are.

/**
 * Makes the package's exports of what wasm-bindgen made: `init` loads the WebAssembly, `Inner` is the class in it.
 * `defaultWasm` gives the WebAssembly, if nobody says where else it is.
 */
export function create({ default: init, KnowledgeBase: Inner }, defaultWasm) {
  let loading = null;

  /** What broke the instance, if something did: nothing can be relied upon after it. */
  let broken = null;

  function guarded(call) {
    if (broken !== null) throw broken;
    try {
      return call();
    } catch (error) {
      if (!(error instanceof WebAssembly.RuntimeError)) throw error;
      broken = failure("Trap", "the search broke down: load it anew, and please report how it came", error);
      throw broken;
    }
  }

  function load(wasm) {
    loading ??= init({ module_or_path: wasm ?? defaultWasm() }).then(
      () => undefined,
      (cause) => {
        loading = null; // so that it can be tried again
        throw failure("Trap", `the WebAssembly cannot be loaded: ${cause.message ?? cause}`, cause);
      },
    );
    return loading;
  }

  class KnowledgeBase {
    #inner;

    constructor(key, inner) {
      if (key !== OPENED) throw new TypeError("use KnowledgeBase.fromBytes");
      this.#inner = inner;
    }

    static async fromBytes(bytes, options) {
      const view = viewOf(bytes);
      const plain = plainOf(options);
      await load();
      return new KnowledgeBase(OPENED, guarded(() => Inner.fromBytes(view, plain)));
    }

    static async fromArticles(articles, options) {
      const list = Array.isArray(articles) ? articles.map(plainOf) : articles;
      const plain = plainOf(options);
      await load();
      if (!Inner.fromArticles) throw new TypeError("this build only reads editions: import nohold/full to index articles");
      return new KnowledgeBase(OPENED, guarded(() => Inner.fromArticles(list, plain)));
    }

    toBytes() {
      return this.#call((inner) => inner.toBytes());
    }

    warnings() {
      return this.#call((inner) => inner.warnings());
    }

    update(changes) {
      const plain = plainOf(changes);
      if (Array.isArray(plain?.upsert)) plain.upsert = plain.upsert.map(plainOf);
      return this.#indexing("update", (inner) => inner.update(plain));
    }

    upsert(path, markdown) {
      return this.#indexing("upsert", (inner) => inner.upsert(stringOf(path), stringOf(markdown)));
    }

    remove(id) {
      return this.#indexing("remove", (inner) => inner.remove(stringOf(id)));
    }

    fold() {
      return this.#indexing("fold", (inner) => inner.fold());
    }

    search(text, options) {
      const plain = plainOf(options);
      return this.#call((inner) => inner.search(stringOf(text), plain));
    }

    suggest(text, options) {
      const plain = plainOf(options);
      return this.#call((inner) => inner.suggest(stringOf(text), plain));
    }

    triage(text, options) {
      return this.#full("triage", text, options);
    }

    help(text, options) {
      return this.#full("help", text, options);
    }

    article(id, options) {
      const plain = plainOf(options);
      return this.#call((inner) => inner.article(stringOf(id), plain));
    }

    facets(key) {
      return this.#call((inner) => inner.facets(stringOf(key)));
    }

    get info() {
      return this.#call((inner) => inner.info());
    }

    free() {
      const inner = this.#inner;
      this.#inner = null;
      if (inner !== null) guarded(() => inner.free());
    }

    #indexing(name, call) {
      return this.#call((inner) => {
        if (!inner[name]) throw new TypeError(`this build has no ${name}: import nohold/full to index articles`);
        return call(inner);
      });
    }

    #full(name, text, options) {
      const plain = plainOf(options);
      return this.#call((inner) => {
        if (!inner[name]) throw new TypeError(`this build has no ${name}: import nohold/triage`);
        return inner[name](stringOf(text), plain);
      });
    }

    #call(what) {
      if (this.#inner === null) throw failure("Freed", "this knowledge base was freed");
      return guarded(() => what(this.#inner));
    }
  }

  return { KnowledgeBase, load };
}

/** Known to this module only, so that nobody else makes a knowledge base of nothing. */
const OPENED = Symbol("opened");

function failure(kind, message, cause) {
  return Object.assign(new Error(message, { cause }), { kind });
}

/** Options as plain values: getters must not run, nor throw, while the WebAssembly is at work. */
function plainOf(options) {
  if (options === null || typeof options !== "object" || Array.isArray(options)) return options;
  const copy = (value) => (value !== null && typeof value === "object" && !Array.isArray(value) ? { ...value } : value);
  return Object.fromEntries(Object.entries(options).map(([key, value]) => [key, copy(value)]));
}

function viewOf(bytes) {
  if (bytes instanceof Uint8Array) return bytes;
  if (bytes instanceof ArrayBuffer) return new Uint8Array(bytes);
  throw new TypeError("the edition must be a Uint8Array or an ArrayBuffer");
}

function stringOf(value) {
  if (typeof value !== "string") throw new TypeError(`expected a string, not ${value === null ? "null" : typeof value}`);
  return value;
}
