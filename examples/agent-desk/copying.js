// What can be copied, each with where it is from.
import { isInternal } from "./badges.js";
import { linkTo, quote } from "./cite.js";
import { Toast, copy } from "./copy.js";

/** @typedef {import("./npm/index.js").Article} Article */

export class Copying {
  #toast;

  constructor(place) {
    this.#toast = new Toast(place);
  }

  say(words, detail) {
    this.#toast.show(words, { kind: "warning", detail });
  }

  /** @param {import("./npm/index.js").Answer} answer @param {import("./npm/index.js").Meta} [meta] of its article */
  answer(answer, meta) {
    return this.#copy(quote(answer.text, ofAnswer(answer, meta)), "Answer copied", ofAnswer(answer, meta));
  }

  answerLink(answer, meta) {
    return this.#link(ofAnswer(answer, meta));
  }

  /** The section's text, with all its parts. @param {Article | null} article */
  section(article, anchor) {
    if (!article) return this.say("Nothing to copy", "No article is open.");
    const from = Math.max(
      article.sections.findIndex((section) => section.anchor === anchor),
      0,
    );
    const parts = [article.sections[from]];
    for (const part of article.sections.slice(from + 1)) {
      if (!part.continued) break;
      parts.push(part);
    }
    const text = parts.map((part) => part?.text ?? "").join("\n");
    if (!text.trim()) return this.say("Nothing to copy", "This section has no text of its own.");
    const source = ofSection(article, parts[0]);
    return this.#copy(quote(text, source), "Section copied", source);
  }

  /** @param {Article | null} article */
  link(article, anchor) {
    if (!article) return this.say("Nothing to copy", "No article is open.");
    const section = article.sections.find((section) => section.anchor === anchor);
    return this.#link(ofSection(article, section ?? article.sections[0]));
  }

  #link(source) {
    return this.#copy(linkTo(source), source.isInternal ? "Link for colleagues copied" : "Link copied", source);
  }

  #copy(text, words, { isInternal }) {
    return copy(this.#toast, text, words, { isInternal });
  }
}

function ofAnswer(answer, meta) {
  return { ...answer, isInternal: meta === undefined || isInternal(meta) };
}

/** @returns {import("./cite.js").Source} */
function ofSection({ id, title, url, meta }, section) {
  const { heading = "", anchor = "" } = section ?? {};
  const address = anchor ? `${url}#${anchor}` : url;
  return { id, title, heading, anchor, url: url && address, updated: meta.updated, isInternal: isInternal(meta) };
}
