// The passage that answers, ready to be read out or copied.
import { freshnessBadge, isInternal, warningsOf } from "./badges.js";
import { button, el, icon, inLanguage, marked } from "./dom.js";
import { dayInWords, freshness } from "./freshness.js";

/**
 * @param {HTMLElement} place
 * @param {import("./npm/index.js").Answer | null} answer
 * @param {{meta?: import("./npm/index.js").Meta, lang?: string, oncopy?: () => void, onlink?: () => void,
 *   onopen?: () => void}} [options] `meta` is that of its article
 */
export function showAnswer(place, answer, { meta, lang, oncopy, onlink, onopen } = {}) {
  place.hidden = answer === null;
  place.classList.toggle("internal", meta !== undefined && isInternal(meta));
  if (answer === null) return place.replaceChildren();
  const changed = answer.updated && `updated ${dayInWords(answer.updated)}`;
  const source = button({ label: answer.title, short: answer.title, class: "link" }, onopen);
  place.replaceChildren(
    el("div", { class: "answer-head" }, icon("answer"), el("h2", { text: "Answer" }), meta && oldBadge(meta)),
    el("p", { class: "answer-text", ...inLanguage(lang) }, marked(answer.text, answer.highlights)),
    el(
      "p",
      { class: "answer-source" },
      source,
      answer.heading && el("span", { class: "crumb", ...inLanguage(lang), text: answer.heading }),
      changed && el("span", { class: "answer-date", text: changed }),
    ),
    el(
      "div",
      { class: "answer-actions" },
      button({ label: "Copy answer", short: "Copy answer", symbol: "copy", class: "primary" }, oncopy),
      button({ label: "Copy link", short: "Copy link", symbol: "link" }, onlink),
    ),
  );
  const warnings = meta && warningsOf(meta);
  if (warnings) place.prepend(warnings);
}

function oldBadge(meta) {
  const found = freshness(meta);
  return found.state === "ageing" || found.state === "stale" ? freshnessBadge(found) : null;
}
