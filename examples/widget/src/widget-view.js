// Results as elements. Whatever an edition says becomes text, and addresses are looked at before they are links.

const choices = new WeakMap();

export const choiceOf = (option) => choices.get(option);

const SCHEMES = ["http:", "https:", "mailto:", "tel:"];

/** `address` as a link may have it, or `null` if it is not of a kind that a link may lead to. */
export function safeAddress(address) {
  if (!address || /[\0-\x1f\x7f-\x9f]|^\s|\s$/.test(address)) return null;
  const url = URL.canParse(address, document.baseURI) && new URL(address, document.baseURI);
  const isRelative = !/^[a-z][a-z0-9+.-]*:/i.test(address);
  return url && (SCHEMES.includes(url.protocol) || (isRelative && url.protocol === location.protocol))
    ? url.href
    : null;
}

export function element(name, part, ...children) {
  const made = document.createElement(name);
  made.className = part;
  made.setAttribute("part", part);
  made.append(...children);
  return made;
}

function marked(text, ranges = []) {
  const nodes = [];
  let at = 0;
  for (const [start, end] of ranges) {
    nodes.push(text.slice(at, start), element("mark", "mark", text.slice(start, end)));
    at = end;
  }
  return [...nodes, text.slice(at)];
}

function option(part, choice, ...children) {
  const href = safeAddress(choice.url);
  const made = element(href ? "a" : "div", `option ${part}`, ...children);
  if (href) made.href = href;
  made.role = "option";
  made.ariaSelected = "false";
  made.tabIndex = -1;
  choices.set(made, choice);
  return made;
}

function group(part, label, ...children) {
  const made = element("div", `group ${part}`, ...children);
  made.role = "group";
  made.ariaLabel = label;
  return made;
}

export function caption(text) {
  const made = element("div", "caption", text);
  made.ariaHidden = "true";
  return made;
}

/** In the language and direction of what it says. */
function speaking(lang, made) {
  if (lang) made.lang = lang;
  made.dir = "auto";
  return made;
}

/** A day as people write it in a language; as it is, if it is no day or that is no language (`en_US` is none). */
function written(day, language) {
  try {
    return new Date(day).toLocaleDateString(language || undefined, { dateStyle: "long", timeZone: "UTC" });
  } catch {
    return day;
  }
}

export function answerCard(answer, t, language) {
  const text = speaking("", element("span", "answer-text", ...marked(answer.text, answer.highlights)));
  const source = speaking("", element("span", "source", [answer.title, answer.heading].filter(Boolean).join(" › ")));
  const day = answer.updated && written(answer.updated, language);
  const lines = day ? [text, source, element("span", "updated", t("updated", { d: day }))] : [text, source];
  const { id, url, title, heading } = answer;
  const card = option("answer", { kind: "answer", id, url, title, heading }, caption(t("answer")), ...lines);
  return group("answer-group", t("answer"), card);
}

export function article(hit, t) {
  const { id, title } = hit;
  const opening = hit.sections.find((section) => !section.heading);
  const name = element("span", "title", ...marked(title, hit.titleHighlights));
  const choice = { kind: "article", id, url: hit.url, title, heading: "" };
  const head = option("article", choice, name, ...(opening ? [snippet(opening)] : []));
  const sections = hit.sections.filter((section) => section.heading).map((section) => sectionOption(section, hit));
  return group(hit.promoted ? "hit promoted" : "hit", title, ...[head, ...sections].map((made) => speaking(hit.lang, made)), ...newer(hit, t));
}

/** What stands in place of a superseded article. */
const newer = ({ successors }, t) =>
  successors.map(({ id, url, title }) =>
    speaking("", option("newer", { kind: "article", id, url, title, heading: "" }, t("newer", { q: title }))),
  );

function sectionOption(section, { id, title }) {
  const { heading, url, breadcrumb } = section;
  const above = breadcrumb.map((name) => element("span", "breadcrumb", `${name} › `));
  const name = element("span", "heading", ...above, ...marked(heading, section.headingHighlights));
  return option("section", { kind: "section", id, url, title, heading }, name, snippet(section));
}

const snippet = (section) => element("span", "snippet", ...marked(section.snippet.text, section.snippet.highlights));

export function relatedSearches(suggestions, t) {
  const options = suggestions.map(({ text, range: [start, end] }) => {
    const made = option(
      "query",
      { kind: "query", text },
      text.slice(0, start),
      element("b", "new", text.slice(start, end)),
    );
    made.append(text.slice(end));
    return speaking("", made);
  });
  return group("queries", t("related"), caption(t("related")), ...options);
}

/** `about` is what the visitor found helpful or not. */
export function feedback(t, about) {
  const options = [true, false].map((helpful) =>
    option("feedback", { kind: "feedback", helpful, ...about }, t(helpful ? "yes" : "no")),
  );
  return group("feedback-group", t("helpful"), caption(t("helpful")), ...options);
}

export const action = (kind, text, url) => option(`action ${kind}`, { kind, url }, text);
