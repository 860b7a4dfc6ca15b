// Opens the edition on the page's own thread, from bytes that are there, and says what that took.
const memories = new Set();

// The package keeps the instance to itself; its memory is looked at where it is made.
for (const name of ["instantiate", "instantiateStreaming"]) {
  const original = WebAssembly[name];
  WebAssembly[name] = async (...given) => {
    const result = await original.apply(WebAssembly, given);
    memories.add((result.instance ?? result).exports.memory);
    return result;
  };
}

const parameters = new URL(import.meta.url).searchParams;
const bytesOf = async (path) => new Uint8Array(await (await fetch(path)).arrayBuffer());
let base;

globalThis.clock = {
  /** Milliseconds from bytes to a knowledge base that answers. */
  async open() {
    const { KnowledgeBase, load } = await import("/npm/index.js");
    const [wasm, edition] = await Promise.all([bytesOf(`/npm/${parameters.get("wasm")}`), bytesOf("/site.nohold")]);
    const start = performance.now();
    await load(wasm);
    const loaded = performance.now();
    base = await KnowledgeBase.fromBytes(edition);
    const opened = performance.now();
    base.search("a first question");
    return { load: loaded - start, open: opened - loaded, first: performance.now() - opened };
  },

  /** Milliseconds of each search. */
  search(texts) {
    return texts.map((text) => {
      const start = performance.now();
      base.search(text);
      return performance.now() - start;
    });
  },

  /** Bytes of WebAssembly. */
  memory: () => [...memories].reduce((sum, memory) => sum + memory.buffer.byteLength, 0),
};
