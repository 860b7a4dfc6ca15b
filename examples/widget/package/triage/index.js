// nohold that also takes messages apart, for browsers and bundlers. The name of the WebAssembly and its digest are filled
// in by build.sh.
import { create } from "../core.js";
import * as glue from "./nohold.js";

export const { KnowledgeBase, load } = create(glue, () =>
  fetch(new URL("./nohold.wasm", import.meta.url), { integrity: "sha256-INTEGRITY" }),
);
