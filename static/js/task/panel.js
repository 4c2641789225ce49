// <a data-open-task> opens in <dialog class="panel"> over its page, under the task's own address: at once with what its row
// knows (waiting.js; aria-busy), the rest fills in. Esc, Close and the browser's Back close it and restore the page's
// address and focus. In narrow windows, links are followed as usual.
// "task:changed" notifies the page of a change ({key, url, gone}); unless a listener handles it (preventDefault), the
// row or card is fetched again. Unsent text is kept until the task is opened again.

import { redraw } from "tasks/at-once";
import { rowIn, send } from "request";
import { explain, message, tell } from "say";
import { HeldKeys } from "./held-keys.js";
import { failed, loadForms, waiting } from "./waiting.js";

const WIDE = matchMedia("(width >= 56.25rem)");

const rows = () => [...document.querySelectorAll("[data-row] a[data-open-task]")].filter((link) => link.offsetParent);
const rowOf = (key) => document.querySelector(`[data-row][data-task="${CSS.escape(key)}"]`);
const formKey = (field) => field.form?.elements.form_key;
const keyOf = (link) => link.closest("[data-row]").dataset.task;

// Unsent text, by task, with the key of the form that it creates something by: sent once more, it is known again.
class Drafts {
  #texts = new Map(); // key → [field id, text, form key]

  // Returns whether there was anything to keep. `whole`: all fields are there, not the title alone.
  keep(key, place, whole) {
    const written = [...place.querySelectorAll("textarea[id], input[id][type=text]")].filter((one) => one.value !== one.defaultValue);
    const before = whole ? [] : (this.#texts.get(key) ?? []);
    if (written.length) this.#texts.set(key, [...before, ...written.map((one) => [one.id, one.value, formKey(one)?.value])]);
    else if (whole) this.#texts.delete(key);
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
  #held = new HeldKeys(this.#dialog);
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

  async open(url, { history: step = "push", edit = false, from } = {}) {
    const turn = ++this.#turn;
    this.#wait(url, rows().find((link) => link.href === url) ?? from, step);
    const [answer] = await Promise.all([send(url, { headers: { "HX-Request": "true", "X-Panel": "1" } }), loadForms()]);
    const { html, ok, outcome } = answer;
    if (turn !== this.#turn) return; // closed, or another task was opened meanwhile
    this.#dialog.removeAttribute("aria-busy");
    if (ok && (!html || /^\s*<!doctype/i.test(html))) return location.assign(url);
    if (!ok) return this.#fail(url, outcome);
    this.#fill(html);
    document.title = this.#title;
    if (edit) this.#dialog.querySelector("[data-edit-link]")?.click();
    this.#held.pressAll();
  }

  get #waits() {
    return this.#dialog.hasAttribute("aria-busy");
  }

  get #whole() {
    return Boolean(this.#content.querySelector("#task-composer"));
  }

  #wait(url, link, step) {
    if (!this.#dialog.isConnected) this.#build();
    if (this.#dialog.open) this.#drafts.keep(this.#key, this.#dialog, this.#whole);
    this.#content.replaceChildren(waiting(link, url));
    this.#dialog.setAttribute("aria-busy", "true");
    this.#arrived();
    this.#name(url, step);
    if (!this.#dialog.open) this.#dialog.showModal();
    this.#dialog.append(this.#toasts); // everything outside a modal dialog is inert
    this.#dialog.scrollTop = 0;
    this.#held.begin();
    this.#dialog.querySelector("[data-panel-close]").focus();
  }

  // The focus stays, and what is typed into the title.
  #fill(html) {
    const at = document.activeElement;
    const same = ["[data-panel-close]", "[data-step='-1']", "[data-step='1']", ".panel__out", "#task-title-field", "#task"];
    const focused = this.#content.contains(at) ? same.find((one) => at.matches(one)) : undefined;
    const { value, defaultValue, selectionStart, selectionEnd } = this.#content.querySelector("#task-title-field");
    this.#show(html);
    this.#drafts.bringBack(this.#key);
    const field = this.#content.querySelector("#task-title-field");
    if (value !== defaultValue) field.value = value;
    const save = () => field.value !== field.defaultValue && field.form.requestSubmit();
    if (focused) this.#content.querySelector(focused)?.focus({ preventScroll: true });
    if (document.activeElement === field) {
      field.setSelectionRange(selectionStart, selectionEnd);
      field.addEventListener("blur", save, { once: true });
    } else if (value !== defaultValue) save();
  }

  #fail(url, outcome) {
    this.#held.end();
    failed(this.#content, `${message("not-shown")} ${message(outcome === "done" ? "failed" : outcome)}`);
    this.#content.querySelector("[data-panel-again]").onclick = () => this.open(url, { history: "none" });
  }

  #build() {
    this.#dialog.className = "panel";
    this.#dialog.id = "task-panel";
    this.#dialog.setAttribute("aria-labelledby", "task-title");
    Object.assign(this.#dialog.dataset, { keysScope: "", over: this.#page.url });
    this.#content.className = "panel__content";
    this.#dialog.append(this.#content);
    document.body.append(this.#dialog);
    this.#dialog.addEventListener("close", () => this.#closed());
    this.#dialog.addEventListener("keydown", (event) => this.#waits && this.#press(event));
  }

  // Enter leaves the title, as it does when its form is there (words.js).
  #press(event) {
    if (event.key !== "Enter" || event.target.id !== "task-title-field" || event.isComposing) return;
    event.preventDefault();
    this.#content.querySelector("#task").focus({ preventScroll: true });
  }

  #show(html) {
    this.#content.innerHTML = html;
    window.htmx.process(this.#content);
    this.#arrived();
    this.#content.dispatchEvent(new CustomEvent("task:shown", { bubbles: true }));
  }

  #arrived() {
    this.#key = this.#dialog.querySelector("[data-task-page]").dataset.taskPage;
    this.#linkSteps();
  }

  get #title() {
    return message("task-page", { task: this.#key, title: document.getElementById("task-title").textContent });
  }

  #name(url, step) {
    document.title = this.#title;
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
    this.#turn += 1;
    this.#held.end();
    if (this.#drafts.keep(this.#key, this.#dialog, this.#whole)) tell(message("draft"));
    this.#dialog.removeAttribute("aria-busy");
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
      if (link.getAttribute("aria-disabled") !== "true") this.open(link.href, { history: open ? "replace" : "push", from: link });
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
  redraw(row, fresh);
}

if (document.getElementById("panel-waiting")) new TaskPanel().connect();
