// What must type-check: every part of the interface as it is meant to be used.
import { KnowledgeBase, load } from "nohold";
import type { Answer, Article, Facet, Hit, Info, Meta, NoholdError, OpenOptions, Range, Results, Suggestion } from "nohold";
import { RemoteKnowledgeBase } from "nohold/remote";

const options: OpenOptions = { maxArticles: 10, maxSections: 10, maxBytes: 10, maxUnpackedBytes: 10, pinned: "00" };

export async function open(bytes: Uint8Array | ArrayBuffer): Promise<KnowledgeBase> {
  await load(new URL("nohold.wasm", "https://example.com"));
  await load(fetch("nohold.wasm"));
  return KnowledgeBase.fromBytes(bytes, options);
}

export function use(base: KnowledgeBase): string[] {
  const results: Results = base.search("refund", {
    limit: 3,
    within: ["policies", "shop"],
    filter: { owner: "Customer Care", product: ["tidewater", "slack-water"] },
    lang: "en",
    finished: true,
  });
  const marked = (text: string, ranges: Range[]): string[] => ranges.map(([start, end]) => text.slice(start, end));
  const answer: Answer | null = results.answer;
  const lines: string[] = answer ? [answer.text, answer.url, ...marked(answer.text, answer.highlights)] : [];
  results.hits.forEach((hit: Hit) => {
    const meta: Meta = hit.meta;
    const readers: string = typeof meta.audience === "string" ? meta.audience : meta.audience.join();
    lines.push(hit.title, readers, meta.updated ?? "never", meta.attributes["owner"]?.[0] ?? "nobody");
    hit.sections.forEach(({ snippet }) => lines.push(...marked(snippet.text, snippet.highlights)));
    hit.explanation.parts.forEach(({ name, value }) => lines.push(`${name} ${value.toFixed(2)}`));
  });
  results.corrections.forEach(({ typed, read, range: [start] }) => lines.push(typed, read, String(start)));
  const suggestions: Suggestion[] = base.suggest("ref");
  const article: Article | null = base.article("policies/refunds.md");
  const facets: Facet[] = base.facets("owner");
  const info: Info = base.info;
  lines.push(suggestions[0]?.text ?? "", article?.html ?? "", facets[0]?.value ?? "", info.madeFor?.asOf ?? "");
  base.free();
  return lines;
}

export function why(error: NoholdError): string {
  switch (error.kind) {
    case "Version":
      return "made by a newer version";
    default:
      return `${error.kind}: ${error.message} (${String(error.cause)})`;
  }
}

export async function remotely(): Promise<number> {
  const base = await RemoteKnowledgeBase.open("site.nohold", { pinned: "00" });
  const results = await base.search("refund", { limit: 3 });
  const rows: Suggestion[] | null = await base.suggest("ref");
  const article: Article | null = await base.article("x");
  base.close();
  return (results?.total ?? 0) + (rows?.length ?? 0) + (article?.sections.length ?? 0) + base.info.articles;
}
