// The one box: words as they are typed, and an e-mail as it is pasted.
import { button, count, el, icon } from "./dom.js";
import { isLong, readMail } from "./mail.js";

/** The box, with the pasted text beneath it where there is one. */
export class Box {
  #input;
  #card;
  #pasted = "";
  #onchange;
  #placeholder;

  /**
   * @param {{input: HTMLInputElement, card: HTMLElement, onchange: (stamp: number) => void}} parts `stamp` is when the
   *   key was struck, on the clock of `performance.now()`
   */
  constructor({ input, card, onchange }) {
    this.#input = input;
    this.#card = card;
    this.#onchange = onchange;
    this.#placeholder = input.placeholder;
    input.addEventListener("input", (event) => onchange(event.timeStamp));
    input.addEventListener("paste", (event) => this.#paste(event));
    input.addEventListener("drop", (event) => this.#paste(event, event.dataTransfer));
    input.addEventListener("keydown", (event) => this.#backspace(event));
  }

  get input() {
    return this.#input;
  }

  /** What is typed, without what is pasted. */
  get typed() {
    return this.#input.value;
  }

  /** What to search for. */
  get query() {
    const typed = this.typed.trim() === "" ? "" : this.typed;
    if (!this.#pasted) return typed;
    const { question } = readMail(this.#pasted);
    return typed ? `${typed}\n${question}` : question;
  }

  /** Whether the last word is whole. */
  get isFinished() {
    return this.#pasted !== "" && this.typed.trim() === "";
  }

  get isEmpty() {
    return this.query === "";
  }

  get hasPasted() {
    return this.#pasted !== "";
  }

  /** The pasted text, empty if there is none. */
  get pasted() {
    return this.#pasted;
  }

  /** Marks a range of the pasted text, where that is shown. */
  point([start, end]) {
    const field = this.#card.querySelector("textarea");
    if (field && !field.hidden) field.setSelectionRange(start, end);
  }

  focus() {
    this.#input.focus();
    this.#input.select();
  }

  /** Puts `text` there as if it had been typed. */
  set(text) {
    this.#pasted = "";
    this.#input.value = text;
    this.#show();
  }

  clear() {
    this.set("");
    this.#onchange(performance.now());
  }

  #paste(event, from = event.clipboardData) {
    const text = from?.getData("text/plain") ?? "";
    if (!isLong(text)) return;
    event.preventDefault();
    this.#pasted = this.#pasted ? `${this.#pasted}\n${text}` : text;
    this.#show();
    this.#onchange(event.timeStamp);
  }

  /** In front of the first letter, Backspace takes the pasted text away, as if it stood there. */
  #backspace(event) {
    const atStart = this.#input.selectionStart === 0 && this.#input.selectionEnd === 0;
    if (event.key !== "Backspace" || !atStart || !this.#pasted) return;
    event.preventDefault();
    this.#remove();
  }

  #remove() {
    this.#pasted = "";
    this.#show();
    this.#input.focus();
    this.#onchange(performance.now());
  }

  #show() {
    this.#card.hidden = !this.#pasted;
    this.#input.placeholder = this.#pasted ? "Add words to narrow it down" : this.#placeholder;
    this.#card.replaceChildren(...(this.#pasted ? this.#summary() : []));
  }

  #summary() {
    const mail = readMail(this.#pasted);
    const size = `${count(mail.lines, "line")}, ${count(mail.words, "word")}`;
    const field = this.#field();
    const show = button({ label: "Show text", short: "Show text", class: "quiet", "aria-expanded": "false" }, () => {
      field.hidden = !field.hidden;
      show.setAttribute("aria-expanded", String(!field.hidden));
      show.firstElementChild.textContent = field.hidden ? "Show text" : "Hide text";
      if (!field.hidden) field.focus();
    });
    const remove = button({ label: "Remove the pasted text", symbol: "close", class: "quiet round" }, () =>
      this.#remove(),
    );
    return [
      el(
        "div",
        { class: "pasted-line" },
        icon("mail"),
        el("strong", { text: mail.subject || "Pasted text" }),
        el("span", { class: "pasted-first", dir: "auto", text: mail.first }),
        el("span", { class: "pasted-size", text: size }),
        show,
        remove,
      ),
      field,
    ];
  }

  /** The pasted text as a whole, to be read and changed. */
  #field() {
    const field = el("textarea", {
      class: "pasted-text",
      "aria-label": "Pasted text",
      rows: "10",
      dir: "auto",
      hidden: true,
    });
    field.value = this.#pasted;
    field.addEventListener("input", (event) => {
      this.#pasted = field.value;
      this.#onchange(event.timeStamp);
    });
    field.addEventListener("change", () => {
      if (!this.#pasted.trim()) this.#remove();
    });
    return field;
  }
}
