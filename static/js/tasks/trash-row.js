// "#" moves the task of the focused row or card to the trash, as do the forms with data-trash in its menu and its panel,
// which close. The row goes at once and the focus to a neighbouring one; the toast offers Undo.

import { inTurn, shake } from "tasks/at-once";
import { post, toastsIn } from "request";
import { explain, message } from "say";

const linkOf = (row) => row?.querySelector?.("[data-open-task]");

// The next row in the group, or the previous one; else the nearest in another group, else the group's quick-add link.
function besideOf(row) {
  const near = linkOf(row.nextElementSibling) ?? linkOf(row.previousElementSibling);
  const links = [...document.querySelectorAll("[data-row] [data-open-task]")].filter((link) => link.checkVisibility());
  const at = links.indexOf(linkOf(row));
  const group = row.closest("[data-group]")?.querySelector("[data-quick-add]");
  return near ?? links[at + 1] ?? links[at - 1] ?? group ?? document.getElementById("main");
}

class TrashRow {
  #busy = new Set(); // keys of the tasks whose request is pending

  connect() {
    document.addEventListener("row:key", (event) => this.#press(event));
    document.addEventListener("submit", (event) => this.#submit(event), true);
  }

  async trash(row) {
    const { task: key } = row.dataset;
    if (this.#busy.has(key)) return;
    this.#busy.add(key);
    row.setAttribute("aria-busy", "true");
    const url = linkOf(row).pathname;
    const beside = besideOf(row);
    const hadFocus = row.contains(document.activeElement) || document.activeElement === document.body;
    row.style.display = "none";
    if (hadFocus) beside.focus();
    const answer = await inTurn(() => post(`${url}/delete`, { panel: "1" }));
    this.#busy.delete(key);
    row.removeAttribute("aria-busy");
    const toasts = toastsIn(answer.html);
    for (const toast of toasts) toast.dataset.brings = key; // Undo returns the focus to the row
    document.getElementById("toasts").append(...toasts);
    if (answer.ok) return takeOut(row, { key, url, gone: true });
    row.style.display = "";
    shake(row);
    if (hadFocus && document.activeElement === beside) linkOf(row).focus();
    explain(answer, message("not-trashed", { task: key }));
  }

  #press(event) {
    if (event.detail.key !== "#" || !linkOf(event.target)) return;
    event.preventDefault();
    this.trash(event.target);
  }

  #submit(event) {
    const key = event.target.dataset.trash;
    const row = key && document.querySelector(`[data-row][data-task="${CSS.escape(key)}"]`);
    if (!row) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    event.target.closest("[popover]")?.hidePopover();
    event.target.closest("dialog")?.close();
    this.trash(row);
  }
}

function takeOut(row, detail) {
  const changed = new CustomEvent("task:changed", { cancelable: true, detail });
  document.dispatchEvent(changed);
  if (!changed.defaultPrevented) row.remove();
}

new TrashRow().connect();
