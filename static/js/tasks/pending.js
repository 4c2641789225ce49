// Lines typed into quick add, on their way to the server: each shows at once as a pending row, they are sent one at a
// time in their order, and the server's row replaces the pending one. A line that comes to nothing waits in its row for
// "Try again" and "Edit", and goes back to its field once nobody types there: it would run into the next line. A line
// keeps its key, so that sending it again adds it once.

import { fragment, post, rowIn } from "request";
import { announce, explain, message } from "say";
import { column, count, kind, putIn, rowOf } from "tasks/placing";

export const PAUSE_MS = 1000; // nobody types when no key came for so long

class Lines {
  #unsaved = new Set();
  #sending = Promise.resolve();

  connect() {
    addEventListener("beforeunload", (event) => this.#unsaved.size && event.preventDefault());
    document.addEventListener("refresh:done", () => {
      for (const line of this.#unsaved) line.show();
    });
    return this;
  }

  keep(line) {
    this.#unsaved.add(line);
    line.show();
  }

  send(line) {
    this.keep(line);
    this.#sending = this.#sending.then(async () => (await line.send()) && this.drop(line));
  }

  drop(line) {
    this.#unsaved.delete(line);
  }
}

const lines = new Lines().connect();

// `fields` are the form's; `giveBack(line, wrong)` puts the line back into its field and returns whether it could,
// `edit(line)` exchanges it for what is in the field.
export class Line {
  #row = document.getElementById("pending-shape").content.firstElementChild.cloneNode(true);
  #url;
  #giveBack;
  #pause;

  constructor(url, fields, { giveBack, edit }) {
    this.#url = url;
    this.fields = fields;
    this.#giveBack = giveBack;
    this.#row.classList.add(kind() === "card" ? "card" : "task-row");
    this.#row.querySelector("[data-again]").addEventListener("click", () => this.#again());
    this.#row.querySelector("[data-edit]").addEventListener("click", () => edit(this));
  }

  get status() {
    return this.fields.get("status");
  }

  start() {
    lines.send(this);
  }

  // Waits in its row, unsent.
  putAside() {
    lines.keep(this);
    this.#waits(true);
  }

  // Newest first, as the server will have it.
  show() {
    const list = column(this.status);
    if (!list || this.#row.parentElement === list) return;
    this.#row.querySelector("[data-title]").textContent = this.fields.get("title").trim();
    const form = list.querySelector(":scope > .quick-add__item");
    if (form) form.after(this.#row);
    else list.prepend(this.#row);
    this.#row.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  // Whether it was added.
  async send() {
    const answer = await post(this.#url, this.fields);
    const made = rowIn(answer.html);
    if (answer.ok && made) return this.#added(made);
    const wrong = [...fragment(answer.html).querySelectorAll(".field__error")].map((one) => one.textContent.trim()).join(" ");
    if (!wrong) explain(answer, message("not-saved"));
    this.#waits(true, wrong);
    this.#pause = setTimeout(() => this.#comeBack(wrong), PAUSE_MS);
    return false;
  }

  remove() {
    clearTimeout(this.#pause);
    this.#row.remove();
    lines.drop(this);
  }

  #comeBack(wrong) {
    if (!this.#row.contains(document.activeElement) && this.#giveBack(this, wrong)) this.remove();
  }

  #added(made) {
    const hadFocus = this.#row.contains(document.activeElement);
    if (rowOf(made.dataset.task) || !this.#row.isConnected) {
      this.#row.remove();
      putIn(made);
    } else {
      this.#row.replaceWith(made);
      window.htmx?.process(made);
      count(made.dataset.status, +1);
    }
    if (hadFocus) made.querySelector("[data-open-task]").focus();
    announce(message("created", made.dataset));
    return true;
  }

  #again() {
    clearTimeout(this.#pause);
    this.#waits(false);
    this.#row.focus();
    lines.send(this);
  }

  #waits(failed, wrong = "") {
    this.#row.toggleAttribute("aria-busy", !failed);
    if (!failed) this.#row.setAttribute("aria-busy", "true");
    this.#row.querySelector("[data-failed]").hidden = !failed;
    this.#row.querySelector("[data-words]").textContent = wrong;
  }
}
