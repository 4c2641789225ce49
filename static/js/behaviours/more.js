// "More" is replaced by the next rows: if it had the focus, the first new row gets it.

// What opens a row: of a list, of the subtasks, of the labels.
const OPENERS = "[data-row] [data-open-task], .task-list--short [data-open-task], .label-line summary";

const openers = () => [...document.querySelectorAll(OPENERS)];

class More {
  #above = new WeakMap(); // request of a "More" that had the focus → the opener of the row above it

  connect() {
    document.addEventListener("htmx:beforeSwap", ({ detail }) => this.#leave(detail));
    document.addEventListener("htmx:afterRequest", ({ detail }) => this.#goOn(detail));
  }

  #leave({ target, xhr }) {
    if (!target.matches?.("[data-more]") || !target.contains(document.activeElement)) return;
    this.#above.set(xhr, target.previousElementSibling?.querySelector(OPENERS));
  }

  #goOn({ xhr }) {
    const above = this.#above.get(xhr);
    if (above && document.activeElement === document.body) openers()[openers().indexOf(above) + 1]?.focus();
  }
}

new More().connect();
