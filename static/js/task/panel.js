// <a data-open-task> opens in <dialog class="panel"> over its page, under the task's own address. Esc, Close and the
// browser's Back close it and restore the page's address and focus. In narrow windows, links are followed as usual.
// "task:changed" notifies the page of a change ({key, url, gone}); unless a listener handles it (preventDefault), the
// row or card is fetched again. Unsent text is kept until the task is opened again.

import { rowIn, send } from "request";
import { explain, message, tell } from "say";

const WIDE = matchMedia("(width >= 56.25rem)");

const rows = () => [...document.querySelectorAll("[data-row] a[data-open-task]")].filter((link) => link.offsetParent);
const rowOf = (key) => document.querySelector(`[data-row][data-task="${CSS.escape(key)}"]`);
const formKey = (field) => field.form?.elements.form_key;
const keyOf = (link) => link.closest("[data-row]").dataset.task;

// Unsent text, by task, with the key of the form that it creates something by: sent once more, it is known again.
class Drafts {
  #texts = new Map(); // key → [field id, text, form key]

  // Returns whether there was anything to keep.
  keep(key, place) {
    const written = [...place.querySelectorAll("textarea[id], input[id][type=text]")].filter((one) => one.value !== one.defaultValue);
    if (written.length) this.#texts.set(key, written.map((one) => [one.id, one.value, formKey(one)?.value]));
    else this.#texts.delete(key);
    return written.length > 0;
  }

  bringBack(key) {
    for (const [id, value, made] of this.#texts.get(key) ?? []) {
      const field = document.getElementById(id);
      if (!field) continue;
      field.value = value;
      if (made && formKey(field)) formKey(field).value = made;
    }
  }

  // Drops what a form of that key has created.
  drop(made) {
    for (const [key, texts] of this.#texts) {
      const left = texts.filter(([, , one]) => one !== made);
      if (left.length) this.#texts.set(key, left);
      else this.#texts.delete(key);
    }
  }

  get any() {
    return this.#texts.size > 0;
  }
}

class TaskPanel {
  #page = { url: location.href, title: document.title }; // the page underneath
  #toasts = document.getElementById("toasts");
  #drafts = new Drafts();
  #dialog = document.createElement("dialog");
  #content = document.createElement("div");
  #key = "";
  #beside; // link of the row next to the removed task's
  #pushed = false;
  #turn = 0;

  connect() {
    document.addEventListener("click", (event) => this.#click(event));
    document.addEventListener("task:edit", (event) => this.#edit(event));
    document.addEventListener("task:changed", (event) => this.#changed(event));
    document.addEventListener("htmx:configRequest", ({ detail }) => {
      if (this.#dialog.open) detail.headers["X-Panel"] = "1";
    });
    document.addEventListener("htmx:beforeSend", ({ detail: { xhr, requestConfig } }) => {
      xhr.addEventListener("load", () => xhr.status < 300 && this.#made(requestConfig)); // htmx tells of no form that is gone
    });
    addEventListener("popstate", ({ state }) => this.#back(state));
    addEventListener("beforeunload", (event) => this.#drafts.any && event.preventDefault());
  }

  async open(url, { history: step = "push", edit = false } = {}) {
    const turn = ++this.#turn;
    const waiting = [...rows().filter((link) => link.href === url).map((link) => link.closest("[data-row]")), this.#dialog];
    for (const one of waiting) one.setAttribute("aria-busy", "true");
    const answer = await send(url, { headers: { "HX-Request": "true", "X-Panel": "1" } });
    const { html } = answer;
    for (const one of waiting) one.removeAttribute("aria-busy");
    if (turn !== this.#turn) return; // another task was opened meanwhile
    if (!answer.response) return explain(answer, message("not-shown"));
    if (!answer.ok || !html || /^\s*<!doctype/i.test(html)) return location.assign(url);
    if (!this.#dialog.isConnected) this.#build();
    if (this.#dialog.open) this.#drafts.keep(this.#key, this.#dialog);
    this.#show(html);
    this.#name(url, step);
    if (!this.#dialog.open) this.#dialog.showModal();
    this.#dialog.append(this.#toasts); // everything outside a modal dialog is inert
    this.#dialog.scrollTop = 0;
    this.#drafts.bringBack(this.#key);
    this.#linkSteps();
    this.#dialog.querySelector("[data-panel-close]").focus();
    if (edit) this.#dialog.querySelector("[data-edit-link]")?.click();
  }

  #build() {
    this.#dialog.className = "panel";
    this.#dialog.id = "task-panel";
    this.#dialog.setAttribute("aria-labelledby", "task-title");
    this.#dialog.dataset.keysScope = "";
    this.#content.className = "panel__content";
    this.#dialog.append(this.#content);
    document.body.append(this.#dialog);
    this.#dialog.addEventListener("close", () => this.#closed());
  }

  #show(html) {
    this.#content.innerHTML = html;
    window.htmx.process(this.#content);
    this.#content.dispatchEvent(new CustomEvent("task:shown", { bubbles: true }));
    this.#key = this.#dialog.querySelector("[data-task-page]").dataset.taskPage;
  }

  #name(url, step) {
    document.title = message("task-page", { task: this.#key, title: document.getElementById("task-title").textContent });
    if (step === "push") history.pushState({ panel: url }, "", url);
    else if (step === "replace") history.replaceState({ panel: url }, "", url);
    this.#pushed ||= step === "push";
  }

  // Previous and Next follow the list as shown; the server's links follow the project's task numbers.
  #linkSteps() {
    const links = rows();
    const at = links.findIndex((link) => keyOf(link) === this.#key);
    if (at < 0) return;
    for (const tool of this.#dialog.querySelectorAll("[data-step]")) {
      const other = links[at + Number(tool.dataset.step)];
      if (other) tool.href = other.href;
      if (other) tool.removeAttribute("aria-disabled");
      else tool.setAttribute("aria-disabled", "true");
    }
  }

  #closed() {
    if (this.#drafts.keep(this.#key, this.#dialog)) tell(message("draft"));
    this.#content.replaceChildren();
    document.body.append(this.#toasts);
    if (history.state?.panel) {
      if (this.#pushed) history.back();
      else history.replaceState(null, "", this.#page.url);
    }
    this.#pushed = false;
    document.title = this.#page.title;
    const link = rowOf(this.#key)?.querySelector("[data-open-task]") ?? (this.#beside?.isConnected && this.#beside);
    (link || document.getElementById("main")).focus();
  }

  #click(event) {
    const link = event.target.closest?.("a[data-open-task], .panel a[data-step]");
    const plain = event.button === 0 && !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
    const { open } = this.#dialog;
    if (link && plain && !event.defaultPrevented && WIDE.matches) {
      event.preventDefault();
      if (link.getAttribute("aria-disabled") !== "true") this.open(link.href, { history: open ? "replace" : "push" });
    }
    if (open && event.target.closest?.("[data-panel-close]")) {
      event.preventDefault();
      this.#dialog.close();
    }
  }

  #edit(event) {
    if (!WIDE.matches) return;
    event.preventDefault();
    this.open(event.target.href, { edit: true });
  }

  #changed(event) {
    const { key, gone } = event.detail;
    const links = rows();
    const at = gone ? links.findIndex((link) => keyOf(link) === key) : -1;
    this.#beside = at < 0 ? undefined : (links[at + 1] ?? links[at - 1]);
    if (gone && this.#dialog.open) this.#dialog.close();
    queueMicrotask(() => event.defaultPrevented || follow(event.detail));
  }

  // The answer may come when the panel of the form that was sent is closed, or open again with the text brought back.
  #made({ elt, parameters: { form_key: made } }) {
    if (!made) return;
    this.#drafts.drop(made);
    const again = [...this.#dialog.querySelectorAll("[name=form_key]")].filter((one) => one.value === made && one.form !== elt);
    for (const one of again) one.form.reset();
    if (again.length) this.open(location.href, { history: "none" });
  }

  #back(state) {
    if (state?.panel) return this.open(state.panel, { history: "none" });
    if (!this.#dialog.open) return;
    this.#pushed = false;
    this.#dialog.close();
  }
}

async function follow({ key, url, gone }) {
  const row = rowOf(key);
  if (!row) return;
  if (gone) return row.remove();
  const kind = row.matches("[data-card]") ? "card" : "row";
  const project = row.querySelector(".task-row__project") ? "&with_project" : "";
  const answer = await send(`${url}?fragment=${kind}${project}`);
  const fresh = answer.ok && rowIn(answer.html);
  if (!fresh) return explain(answer, message("not-current"));
  row.replaceWith(fresh);
  window.htmx.process(fresh);
}

new TaskPanel().connect();
