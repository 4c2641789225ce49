// On pages that list tasks, a toast's Undo works in place: the list is redrawn and the focus returns to where it was.
// Elsewhere, or when the response has no toast, the form submits as it does without scripts.

import { post, toastsIn } from "request";

const listed = () => document.querySelector("#main :is([data-tasks], [data-row])") && !document.querySelector("[data-task-page]");

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
    const answer = await post(form.action, fields).catch(() => undefined);
    const said = answer ? toastsIn(await answer.text()) : [];
    if (!said.length) return form.submit();
    const toast = form.closest("[data-toast]");
    const main = document.getElementById("main");
    if (toast.contains(document.activeElement)) (this.#before?.isConnected ? this.#before : main).focus();
    const stood = document.activeElement;
    toast.remove();
    document.getElementById("toasts").append(...said);
    const key = toast.dataset.brings;
    document.addEventListener("refreshed", () => key && lead(key, stood), { once: true });
    document.dispatchEvent(new CustomEvent("refresh", { detail: [main] }));
  }
}

// Focuses the restored row, unless the person has moved the focus meanwhile.
function lead(key, stood) {
  const row = document.querySelector(`[data-row][data-task="${CSS.escape(key)}"]`);
  const at = document.activeElement;
  const waited = at === stood || at.matches("body, main") || (stood.id && at.id === stood.id);
  if (waited) row?.querySelector("[data-open-task]").focus();
}

new UndoInPlace().connect();
