// Z takes back what the person did last in this tab, on whatever page, and Shift+Z does it again. Every answer names the
// batches that it made (X-Batch: workspace/batch, for an undo workspace/batch/undone; primetrade/batches.py), and so
// does the page after a redirect (data-made). The latest are kept in sessionStorage as {name, task}, the task's key if
// the address told it; signing out empties them. A tab that is duplicated begins with a copy.

import { person } from "request";
import { message, tell } from "say";

const KEPT = "primetrade.undo";
const MOST = 100;

const taskIn = (path) => /\/tasks\/([A-Z][A-Z0-9]*-\d+)(?:\/|$)/.exec(path)?.[1];
const undoneBy = (path) => /\/batches\/([\w-]+)\/undo$/.exec(path)?.[1];
const isOf = (batch) => ({ name }) => name.split("/")[1] === batch;

class UndoStack {
  #pending = new Set(); // requests under way that may change something
  #turn = Promise.resolve();

  connect() {
    if (this.#read().person !== person) this.#write({ person, done: [], undone: [] });
    document.addEventListener("request:sent", ({ detail }) => this.#pending.add(detail));
    document.addEventListener("request:answered", ({ detail }) => this.#answered(detail));
    document.addEventListener("htmx:beforeSend", ({ detail }) => detail.requestConfig.verb !== "get" && this.#pending.add(detail.xhr));
    document.addEventListener("htmx:beforeOnLoad", ({ detail: { xhr, requestConfig } }) => {
      this.#answered({ request: xhr, path: requestConfig.path, batches: xhr.getResponseHeader("X-Batch"), ended: xhr.status < 429 });
    });
    document.addEventListener("htmx:afterRequest", ({ detail }) => this.#pending.delete(detail.xhr));
    document.addEventListener("undo", ({ detail }) => this.#press(detail.again ? "undone" : "done"));
    const toasts = document.getElementById("toasts");
    if (!toasts) return this;
    new MutationObserver(() => this.#told(toasts)).observe(toasts, { childList: true });
    return this;
  }

  // The key of the task that a batch was about, if it is known.
  taskOf(path) {
    const { done, undone } = this.#read();
    return [...done, ...undone].find(isOf(undoneBy(path)))?.task;
  }

  #told(toasts) {
    for (const note of toasts.querySelectorAll("[data-made]")) {
      note.remove();
      this.#record(note.dataset.made, {});
    }
  }

  // An undo that took nothing back, or that was refused, is not tried again.
  #answered({ request, path, batches, ended }) {
    const undone = undoneBy(path);
    this.#record(batches, { task: undone ? this.taskOf(path) : taskIn(path) });
    if (undone && ended) this.#change((stack) => without(stack, undone));
    this.#pending.delete(request);
  }

  #record(batches, { task }) {
    for (const named of (batches ?? "").split(" ").filter(Boolean)) {
      const [workspace, batch, back] = named.split("/");
      this.#change((stack) => joined(stack, { name: `${workspace}/${batch}`, task }, batch, back));
    }
  }

  // Says at once that it was heard, in the toast that then has the form.
  #press(list) {
    const toast = this.#pending.size || this.#read()[list].length ? working() : undefined;
    this.#turn = this.#turn.then(() => this.#take(list, toast));
  }

  async #take(list, toast) {
    await this.#quiet();
    const last = this.#read()[list].at(-1);
    if (last) submit(last, toast ?? working());
    else {
      toast?.remove();
      tell(message(list === "done" ? "nothing-to-undo" : "nothing-to-redo"));
    }
    await this.#quiet();
  }

  // What was pressed before waits for its answer, so that it is known what was done last.
  async #quiet() {
    do await new Promise((goOn) => setTimeout(goOn, 20));
    while (this.#pending.size);
  }

  #change(change) {
    const { done, undone } = change(this.#read());
    this.#write({ person, done: done.slice(-MOST), undone: undone.slice(-MOST) });
  }

  #read() {
    try {
      return JSON.parse(sessionStorage.getItem(KEPT)) ?? { done: [], undone: [] };
    } catch {
      return { person, done: [], undone: [] };
    }
  }

  #write(stack) {
    try {
      sessionStorage.setItem(KEPT, JSON.stringify(stack));
    } catch {
      // No storage: toasts alone offer Undo.
    }
  }
}

function without({ done, undone }, batch) {
  return { done: done.filter((one) => !isOf(batch)(one)), undone: undone.filter((one) => !isOf(batch)(one)) };
}

// An undo of what was done can be taken back in turn, and the other way round; anything else empties the way forward.
function joined(stack, made, batch, back) {
  const { done, undone } = stack;
  if ([...done, ...undone].some(isOf(batch))) return stack;
  const left = without(stack, back);
  if (back && done.some(isOf(back))) return { ...left, undone: [...left.undone, made] };
  if (back && undone.some(isOf(back))) return { ...left, done: [...left.done, made] };
  return { done: [...done, made], undone: [] };
}

// As the Undo of its toast would; the page's modules take it back in place.
function submit({ name, task }, toast) {
  const [workspace, batch] = name.split("/");
  const path = `/w/${workspace}/batches/${batch}/undo`;
  document.querySelector(`[data-toast] form[action$="${CSS.escape(path)}"]`)?.closest("[data-toast]").remove();
  const form = toast.querySelector("form");
  form.setAttribute("action", path);
  form.elements.next.value = location.pathname + location.search;
  if (task) toast.dataset.brings = task;
  if (!toast.isConnected) document.getElementById("toasts").append(toast);
  form.requestSubmit();
}

function working() {
  const toast = document.getElementById("toast-shape").content.firstElementChild.cloneNode(true);
  toast.dataset.working = "";
  toast.querySelector("[data-text]").textContent = message("undoing");
  toast.querySelector("form").hidden = true;
  for (const one of toast.querySelectorAll("[data-bad], [data-sign-in]")) one.remove();
  document.getElementById("toasts").append(toast);
  return toast;
}

export const undoStack = new UndoStack().connect();
