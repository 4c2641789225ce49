// "Copy link"; and a toast's Undo in place: it updates the parts of the task without leaving the page.

import { message, tell, warn } from "say";
import { undoStack } from "undo-stack";

function reveal() {
  for (const button of document.querySelectorAll("[data-copy-link][hidden]")) button.hidden = !navigator.clipboard;
}

document.addEventListener("click", async ({ target }) => {
  const button = target.closest?.("[data-copy-link]");
  if (!button) return;
  try {
    await navigator.clipboard.writeText(new URL(button.dataset.copyLink, location.href).href);
    tell(message("copied"));
  } catch {
    warn(message("not-copied"));
  }
});

document.addEventListener("submit", (event) => {
  const form = event.target;
  const task = document.querySelector("[data-task-page]");
  if (!task || !form.closest("[data-toast]") || event.defaultPrevented) return;
  event.preventDefault();
  event.stopPropagation();
  const values = { task: task.dataset.taskId };
  const toast = form.closest("[data-toast]");
  toast.hidden = true;
  const key = undoStack.taskOf(form.action);
  form.addEventListener("htmx:afterRequest", ({ detail: { successful } }) => {
    toast.hidden = Boolean(successful) || "unseen" in toast.dataset;
    if (successful && key) follow(task, key);
  }, { once: true });
  window.htmx.ajax("POST", form.action, { source: form, swap: "none", values }).catch(() => undefined);
}, true);

// The list under the panel.
function follow(task, key) {
  if (!task.closest("dialog")) return;
  const detail = { key, url: location.pathname.replace(/[^/]+$/, key) };
  document.dispatchEvent(new CustomEvent("task:changed", { cancelable: true, detail }));
}

// Reloading a panel's address loads the full task page. Going Back from there changes only the address, so load that
// page.
const page = document.querySelector("main [data-task-page]") && location.pathname;
addEventListener("popstate", () => page && location.pathname !== page && location.reload());

document.addEventListener("task:shown", reveal);
reveal();
