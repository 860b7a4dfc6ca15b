// A page as a user writes it: on its own thread, in a worker, and with the component.
import { KnowledgeBase } from "nohold";
import { RemoteKnowledgeBase } from "nohold/remote";
import "nohold/widget";

const QUERIES = ["refund print", "wie kann ich mein abo kündigen", "LF-409"];
const EDITION = "/kb-sample.nohold";

const first = ({ hits: [{ id, score, sections }] }) => ({ id, score, url: sections[0].url });

const base = await KnowledgeBase.fromBytes(await (await fetch(EDITION)).arrayBuffer());
const remote = await RemoteKnowledgeBase.open(EDITION);
const inWorker = [];
for (const query of QUERIES) inWorker.push(first(await remote.search(query)));
globalThis.found = { here: QUERIES.map((query) => first(base.search(query))), inWorker };
