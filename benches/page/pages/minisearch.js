// MiniSearch with the settings that its README has for a site's search, on the page's thread as all its examples are. It has
// no excerpts.
import MiniSearch from "/client/minisearch.js";

const INDEX = { fields: ["title", "headings", "text"], storeFields: ["title", "url"] };
const SEARCH = { prefix: true, fuzzy: 0.2, boost: { title: 4, headings: 2 } };

export async function open(limit) {
  const index = MiniSearch.loadJSON(await (await fetch("/minisearch.json")).text(), INDEX);
  const ask = async (text) => index.search(text, SEARCH).slice(0, limit).map(row);
  return { ask };
}

const row = ({ id, title, url }) => ({ id, title, url, excerpt: "", marks: [] });
