// What there is, for where nothing is found.

/** The attributes that say what an article is about, the most telling first. */
const TOPICS = ["tags", "category", "section", "folder"];

const MOST = 5;

/** The topics of most articles, articles about them within `options`, and their contact. */
export async function overviewOf(base, options) {
  const facets = await Promise.all(TOPICS.map((key) => base.facets(key)));
  const values = facets.find(({ length }) => length > 0)?.slice(0, MOST) ?? [];
  const all = values.map(({ value }) => value).join(" ");
  const { hits = [] } = (await base.search(all, { ...options, limit: MOST })) ?? {};
  const of = (key) => hits.flatMap(({ meta }) => meta.attributes[key] ?? []);
  const known = new Set(TOPICS.flatMap(of));
  return { topics: values.filter(({ value }) => known.has(value)), related: hits, contact: of("contact")[0] };
}
