// On pages that list tasks, a toast's Undo works in place: the list is redrawn and the focus returns to where it was.
// Elsewhere the form submits as it does without scripts.

import { post, toastsIn } from "request";
import { explain, message } from "say";
import { undoStack } from "undo-stack";

const listed = () => document.querySelector("#main :is([data-tasks], [data-row])") && !document.querySelector("[data-task-page]");

class UndoInPlace {
  #before; // where the focus was before it moved into a toast
  #brings = []; // the task that the latest undo was about, and where the focus was then

  connect() {
    document.addEventListener("refresh:done", () => this.#brings.length && focusRow(...this.#brings.splice(0)));
    document.addEventListener("focusin", ({ target }) => {
      if (!target.closest("#toasts")) this.#before = target;
    });
    document.addEventListener("submit", (event) => this.#submit(event), true);
  }

  #submit(event) {
    const form = event.target;
    if (!listed() || event.defaultPrevented || !form.closest("[data-toast]")) return;
    event.preventDefault();
    event.stopPropagation();
    if (form.hasAttribute("aria-busy")) return;
    form.setAttribute("aria-busy", "true");
    this.#takeBack(form);
  }

  async #takeBack(form) {
    const fields = new FormData(form);
    fields.delete("next"); // it would cause a redirect
    const key = form.closest("[data-toast]").dataset.brings ?? undoStack.taskOf(form.action);
    const answer = await post(form.action, fields);
    form.removeAttribute("aria-busy");
    const toasts = toastsIn(answer.html);
    if (!toasts.length) return explain(answer, message("not-undone"));
    const toast = form.closest("[data-toast]");
    const main = document.getElementById("main");
    if (toast.contains(document.activeElement)) (this.#before?.isConnected ? this.#before : main).focus();
    const focused = document.activeElement;
    toast.remove();
    document.getElementById("toasts").append(...toasts);
    this.#brings = [key, placeOf(focused)];
    document.dispatchEvent(new CustomEvent("refresh", { detail: [main] }));
  }
}

// Focuses the restored row, unless the person has moved the focus meanwhile.
function focusRow(key, place) {
  const active = document.activeElement;
  const row = key && document.querySelector(`[data-row][data-task="${CSS.escape(key)}"]`);
  if (row && (active.matches("body, main") || placeOf(active) === place)) row.querySelector("[data-open-task]").focus();
  else if (active === document.body) document.getElementById("main").focus();
}

// What stays the same when the page is redrawn.
const placeOf = (element) => element.id || element.closest("[data-row]")?.dataset.task;

new UndoInPlace().connect();
