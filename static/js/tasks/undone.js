// A list in which something was undone is redrawn, and the focus goes to the task's row.

class UndoneInList {
  #brings = []; // the task that the latest undo was about, and where the focus was then

  connect() {
    document.addEventListener("refresh:done", () => this.#brings.length && focusRow(...this.#brings.splice(0)));
    document.addEventListener("undone", ({ detail }) => !detail.task && this.#redraw(detail.key));
  }

  #redraw(key) {
    this.#brings = [key, placeOf(document.activeElement)];
    document.dispatchEvent(new CustomEvent("refresh", { detail: [document.getElementById("main")] }));
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

new UndoneInList().connect();
