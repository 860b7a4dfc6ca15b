// The build that indexes: what is right, and what must not type-check.
import { KnowledgeBase, type Warning } from "nohold/full";

export async function indexed(): Promise<number> {
  const base: KnowledgeBase = await KnowledgeBase.fromArticles([{ path: "a.md", markdown: "x" }], { html: true });
  const warnings: Warning[] = base.warnings();
  const opened = await KnowledgeBase.fromBytes(base.toBytes(), { maxArticles: 1 });
  // @ts-expect-error: an article without text
  await KnowledgeBase.fromArticles([{ path: "a.md" }]);
  // @ts-expect-error: not an option
  await KnowledgeBase.fromArticles([], { language: "en" });
  // @ts-expect-error: made by fromArticles and fromBytes only
  new KnowledgeBase();
  return opened.search("x").hits.length + warnings.length;
}
