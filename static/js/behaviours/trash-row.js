// "#" moves the task whose row or card has the focus to the trash, as the form data-trash of its menu does. Its toast
// takes that back; the focus goes to the row beside.

const KEYS_OFF = "primetrade.keys.off";
const linkOf = (row) => row?.querySelector?.("[data-open-task]");
const busy = new Set();

function off() {
  try {
    return JSON.parse(localStorage.getItem(KEYS_OFF) ?? "[]");
  } catch {
    return [];
  }
}

function read(html) {
  const shape = document.createElement("template");
  shape.innerHTML = html;
  return [...shape.content.querySelectorAll("[data-toast]")];
}

// The next row of its group, or the one before; else the nearest of another group, else where the group adds one.
function besideOf(row) {
  const near = linkOf(row.nextElementSibling) ?? linkOf(row.previousElementSibling);
  const links = [...document.querySelectorAll("[data-row] [data-open-task]")].filter((link) => link.checkVisibility());
  const at = links.indexOf(linkOf(row));
  const group = row.closest("[data-group]")?.querySelector("[data-quick-add]");
  return near ?? links[at + 1] ?? links[at - 1] ?? group ?? document.getElementById("main");
}

async function trash(row) {
  const { task: key } = row.dataset;
  if (busy.has(key)) return;
  busy.add(key);
  row.setAttribute("aria-busy", "true");
  const { "x-csrftoken": token } = JSON.parse(document.body.getAttribute("hx-headers") ?? "{}");
  const headers = { "HX-Request": "true", "x-csrftoken": token ?? "" };
  const url = linkOf(row).pathname;
  const answer = await fetch(`${url}/delete`, { method: "POST", body: new URLSearchParams({ panel: "1" }), headers }).catch(() => undefined);
  busy.delete(key);
  row.removeAttribute("aria-busy");
  const said = answer ? read(await answer.text()) : [];
  for (const toast of said) toast.dataset.brings = key; // its Undo leads back to the row
  document.getElementById("toasts").append(...said);
  if (!answer?.ok) {
    const text = "That couldn’t be moved to the trash. Try again.";
    if (!said.length) document.dispatchEvent(new CustomEvent("toast", { detail: { text, bad: true } }));
    return;
  }
  const beside = besideOf(row);
  const had = row.contains(document.activeElement) || document.activeElement === document.body;
  const changed = new CustomEvent("task:changed", { cancelable: true, detail: { key, url, gone: true } });
  document.dispatchEvent(changed);
  if (!changed.defaultPrevented) row.remove();
  if (had) beside.focus();
}

document.addEventListener("keydown", (event) => {
  if (event.key !== "#" || event.isComposing || event.ctrlKey || event.metaKey) return;
  const row = event.target.closest?.("[data-row]");
  if (!linkOf(row) || event.target.matches("input, textarea, select") || off().includes("#")) return;
  event.preventDefault();
  event.stopPropagation();
  trash(row);
}, true);

document.addEventListener("submit", (event) => {
  const key = event.target.dataset.trash;
  const row = key && document.querySelector(`[data-row][data-task="${CSS.escape(key)}"]`);
  if (!row) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  event.target.closest("[popover]")?.hidePopover();
  trash(row);
}, true);
