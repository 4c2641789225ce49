// "Copy link", and Back to a task whose panel was reloaded as a page.

import { message, tell, warn } from "say";

function reveal() {
  for (const button of document.querySelectorAll("[data-copy-link][hidden]")) button.hidden = !navigator.clipboard;
}

document.addEventListener("click", async ({ target }) => {
  const button = target.closest?.("[data-copy-link]");
  if (!button) return;
  const [copied, refused] = [message("copied"), message("not-copied")]; // their place may be gone by then
  try {
    await navigator.clipboard.writeText(new URL(button.dataset.copyLink, location.href).href);
    tell(copied);
  } catch {
    warn(refused);
  }
});

// Reloading a panel's address loads the full task page. Going Back from there changes only the address, so load that
// page.
const page = document.querySelector("main [data-task-page]") && location.pathname;
addEventListener("popstate", () => page && location.pathname !== page && location.reload());

document.addEventListener("task:shown", reveal);
reveal();
