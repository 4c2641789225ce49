// Quick add: one line to add tasks to a group or column, opened by <a data-quick-add="todo"> instead of the form's
// page. Enter adds a task and stays open for the next, Esc closes; a link leads to the full form and carries the text
// over.

import { column, kind, putIn } from "tasks/placing";
import { fragment, post, rowIn } from "request";
import { announce, explain, message } from "say";

class QuickAdd {
  static #open; // at most one
  #item = document.getElementById("quick-add-shape").content.firstElementChild.cloneNode(true);
  #form = this.#item.querySelector("form");
  #field = this.#form.elements.title;
  #status;
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
    const list = column(this.#status);
    list.prepend(this.#item);
    list.scrollTop = 0;
    this.#field.focus();
  }

  close() {
    this.#ends.abort();
    this.#item.remove();
    if (QuickAdd.#open === this) QuickAdd.#open = undefined;
  }

  async add() {
    const sent = this.#field.value;
    if (this.#form.hasAttribute("aria-busy")) return; // text typed meanwhile waits for the next Enter
    if (!sent.trim()) return this.#field.focus();
    this.#form.setAttribute("aria-busy", "true");
    const body = new URLSearchParams(new FormData(this.#form));
    body.set("fragment", kind());
    const answer = await post(this.#form.action, body);
    this.#form.removeAttribute("aria-busy");
    if (this.#ends.signal.aborted) return;
    const row = rowIn(answer.html);
    if (answer.ok && row) this.#added(row, sent);
    else this.#refused(answer);
    this.#field.focus();
  }

  #added(row, sent) {
    if (this.#field.value === sent) this.#field.value = this.#field.defaultValue = "";
    this.#complain("");
    putIn(row, { after: this.#item });
    announce(message("created", row.dataset));
  }

  #refused(answer) {
    const wrong = [...fragment(answer.html).querySelectorAll(".field__error")].map((one) => one.textContent.trim()).join(" ");
    this.#complain(wrong);
    if (!wrong) explain(answer, message("not-saved"));
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
    if (event.isComposing) return;
    if (event.key === "Escape") {
      event.preventDefault();
      this.#giveUp();
    } else if (event.key === "Enter" && event.target.matches("textarea")) {
      event.preventDefault();
      if (!event.repeat) this.#form.requestSubmit();
    }
  }

  // Closes when it loses the focus while empty.
  #left() {
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
