// Pagefind by the call that its documentation has for search as you type: it waits 300 ms for a further letter.
import { row } from "./pagefind.js";

export async function open(limit) {
  const pagefind = await import("/pagefind/pagefind.js");
  await pagefind.init();
  const ask = async (text) => {
    const search = await pagefind.debouncedSearch(text);
    return search && Promise.all(search.results.slice(0, limit).map(async (result) => row(await result.data())));
  };
  return { ask };
}
