// What must not type-check. A line that does is an error, as nothing is there to expect.
import { KnowledgeBase, load } from "nohold";
import { RemoteKnowledgeBase } from "nohold/remote";

declare const base: KnowledgeBase;
declare const bytes: Uint8Array;

export async function wrong(): Promise<void> {
  // @ts-expect-error: made by fromBytes only
  new KnowledgeBase();
  // @ts-expect-error: bytes, not their address
  await KnowledgeBase.fromBytes("site.nohold");
  // @ts-expect-error: bytes, not a response
  await KnowledgeBase.fromBytes(await fetch("site.nohold"));
  // @ts-expect-error: an unknown option
  await KnowledgeBase.fromBytes(bytes, { maximum: 1 });
  // @ts-expect-error: a digest is text
  await KnowledgeBase.fromBytes(bytes, { pinned: 1 });
  // @ts-expect-error: a promise is to be waited for
  KnowledgeBase.fromBytes(bytes).search("refund");
  // @ts-expect-error: a query is needed
  base.search();
  // @ts-expect-error: a query is text
  base.search(1);
  // @ts-expect-error: a limit is a number
  base.search("refund", { limit: "3" });
  // @ts-expect-error: an unknown option
  base.search("refund", { limits: 3 });
  // @ts-expect-error: values are texts
  base.search("refund", { filter: { owner: 1 } });
  // @ts-expect-error: a folder is text
  base.search("refund", { within: 1 });
  // @ts-expect-error: yes or no
  base.search("refund", { finished: "yes" });
  // @ts-expect-error: there may be no answer
  base.search("refund").answer.text;
  // @ts-expect-error: there may be no such article
  base.article("x").title;
  // @ts-expect-error: there may be no HTML
  base.article("x")?.html.length;
  // @ts-expect-error: a hit has no text of its own
  base.search("refund").hits[0]?.text;
  // @ts-expect-error: an attribute is named
  base.facets();
  // @ts-expect-error: what it says of itself cannot be changed
  base.info = null;
  // @ts-expect-error: not a place of WebAssembly
  await load(null);
  // @ts-expect-error: asked in a worker: an answer is to be waited for
  (await RemoteKnowledgeBase.open("site.nohold")).search("refund").hits;
  // @ts-expect-error: an edition's address is needed
  await RemoteKnowledgeBase.open();
}
