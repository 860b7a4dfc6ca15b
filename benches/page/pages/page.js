// A box and a list: the least page that has a search, the same for all. `?client=` names the module that searches.
const client = new URL(import.meta.url).searchParams.get("client");
const box = document.querySelector("input");
const list = document.querySelector("ul");
const SHOWN = 5;

/** @type {Promise<{ask: (text: string) => Promise<object[] | null>}> | undefined} */
let search;
let answered = () => {};

function item({ title, url, excerpt, marks }) {
  const element = document.createElement("li");
  const link = document.createElement("a");
  link.href = url;
  link.textContent = title;
  const text = document.createElement("p");
  text.append(...pieces(excerpt, marks));
  element.append(link, text);
  return element;
}

function pieces(text, marks) {
  const nodes = [];
  let at = 0;
  for (const [start, end] of marks) {
    const mark = document.createElement("mark");
    mark.textContent = text.slice(start, end);
    nodes.push(text.slice(at, start), mark);
    at = end;
  }
  return [...nodes, text.slice(at)];
}

box.addEventListener("focus", () => {
  search ??= import(`./${client}.js`).then((module) => module.open(SHOWN));
});

box.addEventListener("input", async () => {
  const { ask } = await search;
  const rows = await ask(box.value);
  if (!rows) return;
  list.replaceChildren(...rows.map(item));
  answered(rows);
});

/** Puts `text` in the box and gives what is listed, and the milliseconds until it is. */
function type(text) {
  return new Promise((resolve) => {
    const start = performance.now();
    answered = (rows) => resolve({ time: performance.now() - start, rows });
    box.focus();
    box.value = text;
    box.dispatchEvent(new InputEvent("input", { bubbles: true }));
  });
}

const pause = () => new Promise((resolve) => setTimeout(resolve));

globalThis.bench = {
  /** Milliseconds from focus to results, and the ids of the articles. */
  async answer(text) {
    const { time, rows } = await type(text);
    return { time, ids: rows.map(({ id }) => id) };
  },

  /** Milliseconds of each letter, as it is typed: the next one when the results are there. */
  async letters(text) {
    const times = [];
    const letters = [...text];
    for (let typed = 1; typed <= letters.length; typed++) {
      times.push((await type(letters.slice(0, typed).join(""))).time);
      await pause();
    }
    return times;
  },
};
