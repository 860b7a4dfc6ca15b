// Pagefind as its documentation says: in its worker, the data of the first few results loaded.
export async function open(limit) {
  const pagefind = await import("/pagefind/pagefind.js");
  await pagefind.init();
  return { ask: (text) => ask(pagefind, text, limit) };
}

async function ask(pagefind, text, limit) {
  const { results } = await pagefind.search(text);
  return Promise.all(results.slice(0, limit).map(async (result) => row(await result.data())));
}

export function row({ url, meta, excerpt }) {
  // Excerpts are HTML with <mark>. They are shown as text here, which costs less than to parse them.
  return { id: decodeURI(url).slice(1).replace(/html$/, "md"), title: meta.title, url, excerpt: excerpt.replaceAll(/<\/?mark>/g, ""), marks: [] };
}
