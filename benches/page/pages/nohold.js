// This project as the widget uses it: in a worker.
import { RemoteKnowledgeBase } from "/npm/remote.js";

export async function open(limit) {
  const base = await RemoteKnowledgeBase.open("/site.nohold");
  const ask = async (text) => (await base.search(text, { limit }))?.hits.map(row);
  return { ask };
}

function row({ id, title, sections: [{ url, snippet }] }) {
  return { id, title, url, excerpt: snippet.text, marks: snippet.highlights };
}
