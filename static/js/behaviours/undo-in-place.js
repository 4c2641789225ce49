// Where tasks are listed, the Undo of a toast takes back in place: the list is drawn anew, and the focus returns to where
// it came from. Elsewhere, and where the server can't, the form leads on as it does without scripts.

let before; // where the focus was before it went into a toast

document.addEventListener("focusin", ({ target }) => {
  if (!target.closest("#toasts")) before = target;
});

function read(html) {
  const shape = document.createElement("template");
  shape.innerHTML = html;
  return [...shape.content.querySelectorAll("[data-toast]")];
}

// To the row that came back, unless the person went on meanwhile.
function lead(key, stood) {
  const row = document.querySelector(`[data-row][data-task="${CSS.escape(key)}"]`);
  const at = document.activeElement;
  const waited = at === stood || at.matches("body, main") || (stood.id && at.id === stood.id);
  if (waited) row?.querySelector("[data-open-task]").focus();
}

async function takeBack(form) {
  const fields = new FormData(form);
  fields.delete("next"); // it would lead on
  const body = new URLSearchParams(fields);
  const answer = await fetch(form.action, { method: "POST", body, headers: { "HX-Request": "true" } }).catch(() => undefined);
  const said = answer ? read(await answer.text()) : [];
  if (!said.length) return form.submit();
  const toast = form.closest("[data-toast]");
  if (toast.contains(document.activeElement)) (before?.isConnected ? before : document.getElementById("main")).focus();
  const stood = document.activeElement;
  toast.remove();
  document.getElementById("toasts").append(...said);
  const main = document.getElementById("main");
  const key = toast.dataset.brings;
  document.addEventListener("refreshed", () => key && lead(key, stood), { once: true });
  document.dispatchEvent(new CustomEvent("refresh", { detail: [main] }));
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  const listed = document.querySelector("#main :is([data-tasks], [data-row])") && !document.querySelector("[data-task-page]");
  if (!listed || event.defaultPrevented || !form.closest("[data-toast]")) return;
  event.preventDefault();
  event.stopPropagation();
  if (form.hasAttribute("aria-busy")) return;
  form.setAttribute("aria-busy", "true");
  takeBack(form);
}, true);
