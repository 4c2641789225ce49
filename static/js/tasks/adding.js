// Quick add: one line to add tasks to a group or column, opened by <a data-quick-add="todo"> instead of the form's
// page. Enter sends the line on its way (tasks/pending.js) and the field takes the next, Esc closes; a link leads to the
// full form and carries the text over.

import { Line, PAUSE_MS } from "tasks/pending";
import { column, kind } from "tasks/placing";
import { newKey } from "request";

class QuickAdd {
  static #open; // at most one
  #item = document.getElementById("quick-add-shape").content.firstElementChild.cloneNode(true);
  #form = this.#item.querySelector("form");
  #field = this.#form.elements.title;
  #status;
  #typedAt = -Infinity;
  #ends = new AbortController();

  constructor(link) {
    this.#status = link.dataset.quickAdd;
    this.#form.elements.status.value = this.#status;
    this.#form.setAttribute("aria-label", link.getAttribute("aria-label"));
    this.#item.dataset.status = this.#status;
    this.#item.querySelector("[data-whole]").href = link.href;
  }

  open() {
    QuickAdd.#open?.close();
    QuickAdd.#open = this;
    const { signal } = this.#ends;
    this.#item.addEventListener("click", (event) => this.#click(event), { capture: true });
    this.#item.addEventListener("submit", (event) => this.#submit(event));
    this.#item.addEventListener("keydown", (event) => this.#press(event));
    this.#item.addEventListener("focusout", () => setTimeout(() => this.#left()));
    document.addEventListener("dialog:done", () => this.close(), { signal });
    document.addEventListener("refresh:done", () => this.#comeBack(), { signal });
    this.#place();
  }

  close() {
    this.#ends.abort();
    this.#item.remove();
    if (QuickAdd.#open === this) QuickAdd.#open = undefined;
  }

  // Takes a line back that was not saved, unless something else is typed.
  static takeBack(line, wrong) {
    const open = QuickAdd.#open;
    const typing = performance.now() - open?.#typedAt < PAUSE_MS;
    if (open?.#status !== line.status || typing || open.#field.value.trim()) return false;
    open.#take(line, wrong);
    return true;
  }

  // What is typed now waits in a row of its own, the line comes into the field.
  static edit(line) {
    if (QuickAdd.#open?.#status !== line.status) document.querySelector(`[data-quick-add="${line.status}"]`)?.click();
    const open = QuickAdd.#open;
    if (open.#field.value.trim()) open.#lift().putAside();
    open.#take(line, "");
    line.remove();
    open.#field.focus();
  }

  add() {
    if (this.#field.value.trim()) this.#lift().start();
    this.#field.focus();
  }

  // What is typed, as a line of its own.
  #lift() {
    const fields = new URLSearchParams(new FormData(this.#form));
    fields.set("fragment", kind());
    this.#fill("", newKey());
    this.#complain("");
    return new Line(this.#form.action, fields, { giveBack: QuickAdd.takeBack, edit: QuickAdd.edit });
  }

  #place() {
    const list = column(this.#status);
    list.prepend(this.#item);
    list.scrollTop = 0;
    this.#field.focus();
  }

  // The page was redrawn, without what is typed here.
  #comeBack() {
    if (this.#item.isConnected || !column(this.#status)) return;
    if (document.activeElement.matches("body, main")) this.#place();
    else column(this.#status).prepend(this.#item);
  }

  #take(line, wrong) {
    this.#fill(line.fields.get("title"), line.fields.get("form_key"));
    this.#complain(wrong);
  }

  #fill(text, key) {
    this.#field.value = text;
    this.#form.elements.form_key.value = key;
  }

  #complain(text) {
    const notice = this.#item.querySelector("[data-wrong]");
    notice.hidden = !text;
    notice.querySelector("[data-words]").textContent = text;
  }

  #click({ target }) {
    const whole = target.closest("[data-whole]");
    if (whole) this.#carry(whole);
    if (target.closest("[data-quick-close]")) this.#giveUp();
  }

  // Prefills the full form with the text typed here.
  #carry(link) {
    const url = new URL(link.href);
    url.searchParams.set("title", this.#field.value);
    link.href = url;
  }

  #giveUp() {
    this.close();
    document.querySelector(`[data-quick-add="${this.#status}"]`)?.focus();
  }

  #submit(event) {
    event.preventDefault();
    event.stopPropagation();
    this.add();
  }

  #press(event) {
    this.#typedAt = performance.now();
    if (event.isComposing) return;
    if (event.key === "Escape") {
      event.preventDefault();
      this.#giveUp();
    } else if (event.key === "Enter" && event.target.matches("textarea")) {
      event.preventDefault();
      if (!event.repeat) this.#form.requestSubmit();
    }
  }

  // Closes when it loses the focus while empty, unless a line may come back.
  #left() {
    if (this.#item.parentElement?.querySelector(":scope > .pending")) return;
    if (!this.#item.contains(document.activeElement) && !this.#field.value && document.hasFocus()) this.close();
  }
}

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("[data-quick-add]");
  const plain = event.button === 0 && !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
  if (!link || !plain || !column(link.dataset.quickAdd)) return;
  event.preventDefault();
  new QuickAdd(link).open();
});
