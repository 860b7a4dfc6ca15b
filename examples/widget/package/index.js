// nohold for browsers and bundlers. The name of the WebAssembly and its digest are filled in by build.sh.
import { create } from "./core.js";

export const { KnowledgeBase, load } = create(() =>
  fetch(new URL("./nohold.wasm", import.meta.url), { integrity: "sha256-INTEGRITY" }),
);
