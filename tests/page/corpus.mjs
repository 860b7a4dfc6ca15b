// Writes the hostile knowledge base: articles in which each vector stands in all the places that an author can fill.
import { mkdir, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { ADDRESSES, armed, VECTORS } from "./xss.mjs";

const oneLine = (text) => text.replaceAll(/[\r\n]+/g, " ");

/** The vector as part of a path, as far as files can be named so. */
function fileName(word, text) {
  const segments = oneLine(text).replaceAll("\0", "").split("/");
  const safe = segments.map((segment) => Buffer.from(`x${segment}`).subarray(0, 120).toString().replaceAll("\ufffd", ""));
  return `${word} ${safe.join("/")}.md`;
}

/** What an article says of itself. */
const front = (word, at, text) => `---
title: ${JSON.stringify(`${word} ${at("title")}`)}
description: ${JSON.stringify(at("description"))}
tags: [${JSON.stringify(at("tag"))}]
keywords: [${JSON.stringify(at("keyword"))}]
owner: ${JSON.stringify(at("owner"))}
product: ${JSON.stringify(at("attribute"))}
${JSON.stringify(oneLine(at("key")).slice(0, 150))}: ${JSON.stringify(at("value"))}
url: ${JSON.stringify(ADDRESSES.includes(text) ? at("url") : `/${word}/${at("url")}`)}
---

A lead with ${word} and ${oneLine(at("lead"))} in the middle of a line.
`;

const headings = (word, at) => `# ${word}

## ${word} ${oneLine(at("heading"))}

A paragraph.

### ${oneLine(at("second"))} {#${oneLine(at("anchor"))}}

Another one.
`;

const body = (word, at) => `# ${word}

[a link](${at("target")}) [another](<${oneLine(at("pointy"))}>) [third][to]

![a picture](${at("picture")}) ![${oneLine(at("alternative"))}](x)

<${oneLine(at("autolink"))}>

${at("body")}

[to]: ${oneLine(at("reference"))}
`;

/** Where a vector stands: each in an article of its own, as what is opened and not closed hides what follows it. */
const KINDS = { front, headings, body };

/** All hostile articles: the word by which each is found, and no other is, with its file and the vector in it. */
export const ARTICLES = VECTORS.flatMap(({ family, text }, number) =>
  Object.entries(KINDS).map(([kind, write]) => {
    const word = `needle${String(number).padStart(4, "0")}${kind[0]}`;
    const at = (place) => armed(text, `${number}-${place}`);
    return { word, family, kind, name: fileName(word, at("file")), title: `${word} ${at("title")}`, source: write(word, at, text) };
  }),
);

export const HARMLESS = {
  word: "harmless0000",
  name: "harmless.md",
  source: "# harmless0000\n\nNothing but **text** and a [link](x.md).\n\n## A section\n\nMore text.\n",
};

/** Writes all articles, and a harmless one, to `folder`. */
export async function writeCorpus(folder) {
  await rm(folder, { recursive: true, force: true });
  for (const { name, source } of [...ARTICLES, HARMLESS]) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), source);
  }
}
