// Keeps a list or board up to date with tasks changed in a menu or the panel, or created in the dialog.

import { column, count, drawAnew, fetched, origin, place, putIn, rowOf, settle } from "tasks/placing";
import { redraw } from "tasks/at-once";

class Following {
  #origins = new WeakMap(); // row that moved before the server has it → where it was

  connect() {
    document.addEventListener("task:changed", (event) => this.#changed(event));
    document.addEventListener("row:changed", ({ detail }) => this.#moved(detail));
    document.addEventListener("dialog:done", ({ detail }) => this.#made(detail.made));
  }

  #changed(event) {
    if (!place()) return;
    event.preventDefault();
    this.#redraw(event.detail);
  }

  async #redraw({ key, url, gone }) {
    const row = rowOf(key);
    if (gone && row) {
      count(row.dataset.status, -1);
      return row.remove();
    }
    const fresh = row && (await fetched(url));
    if (!fresh) return;
    redraw(row, fresh);
    settle(row);
  }

  // A group that isn't on the page comes with the server's answer. A refused row goes back to where it was.
  #moved({ row, waits, refused, step }) {
    if (!place()?.contains(row) && !this.#origins.has(row)) return;
    if (waits && !this.#origins.has(row)) this.#origins.set(row, origin(row));
    const from = this.#origins.get(row);
    if (!waits) this.#origins.delete(row);
    if (refused && from?.list.dataset.column === row.dataset.status) return goBack(row, from);
    const had = document.activeElement;
    if (!step && (!waits || column(row.dataset.status))) settle(row);
    if (waits && document.activeElement !== had) from.next ??= document.activeElement;
  }

  // Empty or filtered pages are always redrawn (dialog.js).
  async #made(url) {
    if (!url || !place() || "refresh" in document.getElementById("main").dataset) return;
    if (url.split("/").at(-1).split("-")[0] !== place().dataset.project) return;
    const row = await fetched(url);
    if (!row || ("subtask" in row.dataset && !("subtasks" in place().dataset))) return;
    if (!column(row.dataset.status)) return drawAnew();
    putIn(row);
    row.scrollIntoView({ block: "nearest", inline: "nearest" });
  }
}

function goBack(row, from) {
  const left = [from.next, document.body].includes(document.activeElement);
  settle(row, from.back);
  if (from.left()) from.back();
  if (left) row.querySelector("[data-open-task]").focus({ preventScroll: true });
}

new Following().connect();
