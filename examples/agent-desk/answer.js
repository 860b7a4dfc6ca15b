// The passage that answers, ready to be read out or copied.
import { freshnessBadge, isInternal, warningsOf } from "./badges.js";
import { button, el, icon, inLanguage } from "./dom.js";
import { dayInWords, reasonOf } from "./freshness.js";
import { safeFragment } from "./html.js";

/**
 * @param {HTMLElement} place
 * @param {import("./npm/index.js").Answer | null} answer
 * @param {{hit?: import("./npm/index.js").Hit, oncopy?: () => void, onlink?: () => void, onopen?: () => void,
 *   onsuccessor?: (id: string) => void}} [options] `hit` is its article
 */
export function showAnswer(place, answer, { hit, oncopy, onlink, onopen, onsuccessor } = {}) {
  const { meta, lang = "" } = hit ?? {};
  place.hidden = answer === null;
  place.classList.toggle("internal", meta !== undefined && isInternal(meta));
  if (answer === null) return place.replaceChildren();
  const changed = answer.updated && `updated ${dayInWords(answer.updated)}`;
  const source = button({ label: answer.title, short: answer.title, class: "link" }, onopen);
  place.replaceChildren(
    el("div", { class: "answer-head" }, icon("answer"), el("h2", { text: "Answer" }), hit && oldBadge(hit)),
    el("div", { class: "answer-text", ...inLanguage(lang) }, safeFragment(answer.html)),
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
  const warnings = hit && warningsOf(hit, onsuccessor);
  if (warnings) place.prepend(warnings);
}

function oldBadge({ meta, freshness }) {
  const found = reasonOf(freshness, meta);
  return found.state === "ageing" || found.state === "stale" ? freshnessBadge(found) : null;
}
