// Where the panel is: below the field, in the top layer so that nothing clips it; on a phone, the whole screen.
const PHONE = matchMedia("(max-width: 35em)");

/** Puts `made` on top of everything, or, where there are no popovers, as far up as a z-index goes. */
function raise(made, raised) {
  if (!made.showPopover) return;
  if (raised) {
    made.popover = "manual";
    made.showPopover();
  } else {
    made.popover = null;
  }
}

export class Place {
  #host;
  #parts;
  #panel;
  #raised = null;
  #frame = 0;

  constructor(host, parts, panel) {
    this.#host = host;
    this.#parts = parts;
    this.#panel = panel;
  }

  get isPhone() {
    return PHONE.matches;
  }

  /** Whether it fills the screen now. */
  get isSheet() {
    return this.#raised === this.#parts.shell;
  }

  enter() {
    if (this.#raised) return;
    const { shell } = this.#parts;
    this.#raised = PHONE.matches ? shell : this.#panel;
    if (this.isSheet) this.#host.style.minHeight = `${shell.offsetHeight}px`;
    shell.classList.toggle("sheet", this.isSheet);
    raise(this.#raised, true);
    this.#listen("addEventListener");
    this.#put();
  }

  leave() {
    if (!this.#raised) return;
    const { shell } = this.#parts;
    raise(this.#raised, false);
    this.#raised.removeAttribute("style");
    this.#raised = null;
    shell.classList.remove("sheet");
    this.#host.style.minHeight = "";
    this.#listen("removeEventListener");
  }

  #turned = () => {
    this.leave();
    this.enter();
  };

  #listen(change) {
    PHONE[change]("change", this.#turned);
    window[change]("scroll", this.#moved, { capture: true, passive: true });
    window[change]("resize", this.#moved);
    visualViewport?.[change]("resize", this.#moved);
    visualViewport?.[change]("scroll", this.#moved);
  }

  #moved = (event) => {
    if (event.target === this.#panel || this.#frame) return;
    this.#frame = requestAnimationFrame(() => {
      this.#frame = 0;
      if (this.#raised) this.#put();
    });
  };

  #put() {
    const { style } = this.#raised;
    if (this.isSheet) {
      style.top = `${visualViewport?.offsetTop ?? 0}px`;
      style.height = `${visualViewport?.height ?? innerHeight}px`;
      return;
    }
    const field = this.#parts.form.getBoundingClientRect();
    const page = document.documentElement;
    const rem = parseFloat(getComputedStyle(page).fontSize);
    const width = Math.min(Math.max(field.width, 34 * rem), page.clientWidth - rem);
    const left = getComputedStyle(this.#host).direction === "rtl" ? field.right - width : field.left;
    const below = page.clientHeight - field.bottom - rem;
    const isAbove = below < 15 * rem && field.top > page.clientHeight / 2;
    style.left = `${Math.max(rem / 2, Math.min(left, page.clientWidth - width - rem / 2))}px`;
    style.width = `${width}px`;
    style.top = isAbove ? "auto" : `${field.bottom + rem / 2}px`;
    style.bottom = isAbove ? `${page.clientHeight - field.top + rem / 2}px` : "auto";
    style.maxHeight = `min(${isAbove ? field.top - rem : below}px, var(--nohold-panel-height, 42rem))`;
  }
}
