// A program for Node.js as a user writes it.
import { readFile } from "node:fs/promises";
import { KnowledgeBase } from "nohold";

const QUERIES = ["refund print", "wie kann ich mein abo kündigen", "LF-409"];

const first = ({ hits: [{ id, score, sections }] }) => ({ id, score, url: sections[0].url });

const base = await KnowledgeBase.fromBytes(await readFile(process.argv[2]));
console.log(JSON.stringify(QUERIES.map((query) => first(base.search(query)))));
base.free();
