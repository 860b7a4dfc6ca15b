// Writes the hostile knowledge base: an article for each vector, which stands in all the places that an author can fill.
import { mkdir, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { ADDRESSES, armed, VECTORS } from "./xss.mjs";

/** The word by which an article is found, and no other. */
export const needle = (number) => `needle${String(number).padStart(4, "0")}`;

const oneLine = (text) => text.replaceAll(/[\r\n]+/g, " ");

/** The vector as part of a path, as far as files can be named so. */
function fileName(number, text) {
  const segments = oneLine(text).replaceAll("\0", "").split("/");
  const safe = segments.map((segment) => Buffer.from(`x${segment}`).subarray(0, 120).toString().replaceAll("\ufffd", ""));
  return `${needle(number)} ${safe.join("/")}.md`;
}

function source(number, vector) {
  const at = (place) => armed(vector.text, `${number}-${place}`);
  const quoted = (place) => JSON.stringify(at(place));
  const address = ADDRESSES.includes(vector.text) ? at("url") : `/${needle(number)}/${at("url")}`;
  return `---
title: ${JSON.stringify(title(number, vector))}
description: ${quoted("description")}
tags: [${quoted("tag")}]
keywords: [${quoted("keyword")}]
owner: ${quoted("owner")}
product: ${quoted("attribute")}
${JSON.stringify(oneLine(at("key")).slice(0, 150))}: ${quoted("value")}
url: ${JSON.stringify(address)}
---

A lead with ${needle(number)} and ${oneLine(at("lead"))} in the middle of a line.

## ${needle(number)} ${oneLine(at("heading"))}

[a link](${at("target")}) [another](<${oneLine(at("pointy"))}>) <${oneLine(at("autolink"))}> [third][to]
![a picture](${at("picture")}) ![${oneLine(at("alternative"))}](x)

[to]: ${oneLine(at("reference"))}

### ${oneLine(at("code"))} {#${oneLine(at("anchor"))}}

${at("body")}
`;
}

/** The title of the article with a vector, as it is to be shown: as text. */
export const title = (number, { text }) => `${needle(number)} ${armed(text, `${number}-title`)}`;

/** Writes all articles and a harmless one, `needle9999`, to `folder`, and gives how many they are. */
export async function writeCorpus(folder) {
  await rm(folder, { recursive: true, force: true });
  const files = VECTORS.map((vector, number) => [fileName(number, vector.text), source(number, vector)]);
  files.push(["harmless.md", `# ${needle(9999)}\n\nNothing but **text** and a [link](x.md).\n\n## A section\n\nMore text.\n`]);
  for (const [name, content] of files) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), content);
  }
  return files.length;
}
