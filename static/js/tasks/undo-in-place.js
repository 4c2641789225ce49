// A toast's Undo works in place where there are tasks: it says so at once, and "undone" tells the modules of a list and of
// the open task, {key, html}: the task that it was about, if that is known, and the parts of the open one. Elsewhere the
// form submits as it does without scripts.

import { post, toastsIn, withoutToasts } from "request";
import { explain, message } from "say";
import { undoStack } from "undo-stack";

const opened = () => document.querySelector("[data-task-page]");

class UndoInPlace {
  #before; // where the focus was before it moved into a toast

  connect() {
    document.addEventListener("focusin", ({ target }) => {
      if (!target.closest("#toasts")) this.#before = target;
    });
    document.addEventListener("submit", (event) => this.#submit(event), true);
  }

  #submit(event) {
    const form = event.target;
    const here = opened() ?? document.querySelector("#main :is([data-tasks], [data-row])");
    if (!here || event.defaultPrevented || !form.closest("[data-toast]")) return;
    event.preventDefault();
    event.stopPropagation();
    if (!form.hidden || form.closest("[data-working]")) this.#takeBack(form, form.closest("[data-toast]"));
  }

  async #takeBack(form, toast) {
    const fields = new FormData(form);
    fields.delete("next"); // it would cause a redirect
    const task = opened();
    if (task) fields.set("task", task.dataset.taskId ?? "");
    const key = toast.dataset.brings ?? undoStack.taskOf(form.action);
    const words = toast.querySelector(".toast__text");
    const said = [...words.childNodes];
    if (toast.contains(document.activeElement)) (this.#before?.isConnected ? this.#before : document.getElementById("main")).focus();
    if (/undo$/.test(form.action)) words.textContent = message("undoing"); // a toast may offer to go on, too
    form.hidden = true;
    const answer = await post(form.action, fields);
    const leads = answer.response?.headers.get("HX-Redirect");
    if (answer.ok && leads) return location.assign(leads);
    if (toastsIn(answer.html).length) {
      toast.remove();
      const parts = document.createElement("div");
      parts.append(withoutToasts(answer.html));
      return document.dispatchEvent(new CustomEvent("undone", { detail: { key, task, html: parts.innerHTML } }));
    }
    words.replaceChildren(...said);
    form.hidden = false;
    if ("working" in toast.dataset) toast.remove();
    explain(answer, message("not-undone"));
  }
}

new UndoInPlace().connect();
