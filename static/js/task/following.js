// "Copy link"; and a toast's Undo in place: it updates the parts of the task without leaving the page.

import { message, tell, warn } from "say";

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
  form.addEventListener("htmx:afterRequest", ({ detail }) => (toast.hidden = Boolean(detail.successful)), { once: true });
  window.htmx.ajax("POST", form.action, { source: form, swap: "none", values }).catch(() => undefined);
}, true);

// Reloading a panel's address loads the full task page. Going Back from there changes only the address, so load that
// page.
const page = document.querySelector("main [data-task-page]") && location.pathname;
addEventListener("popstate", () => page && location.pathname !== page && location.reload());

document.addEventListener("task:shown", reveal);
reveal();
