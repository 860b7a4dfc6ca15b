// nohold that also takes messages apart, for Node.js, which reads the WebAssembly from its file.
import { readFile } from "node:fs/promises";

import { create } from "../core.js";
import * as glue from "./nohold.js";

export const { KnowledgeBase, load } = create(glue, () => readFile(new URL("./nohold.wasm", import.meta.url)));
