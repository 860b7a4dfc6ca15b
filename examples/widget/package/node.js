// nohold for Node.js, which reads the WebAssembly from its file.
import { readFile } from "node:fs/promises";

import { create } from "./core.js";

export const { KnowledgeBase, load } = create(() => readFile(new URL("./nohold.wasm", import.meta.url)));
