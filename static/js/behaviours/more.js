// "More" is replaced by the next rows: if it had the focus, the first new row gets it.

const links = () => [...document.querySelectorAll("[data-row] [data-open-task]")];

class More {
  #above = new WeakMap(); // request of a "More" that had the focus → the link of the row above it

  connect() {
    document.addEventListener("htmx:beforeSwap", ({ detail }) => this.#leave(detail));
    document.addEventListener("htmx:afterRequest", ({ detail }) => this.#goOn(detail));
  }

  #leave({ target, xhr }) {
    if (!target.matches?.("[data-more]") || !target.contains(document.activeElement)) return;
    this.#above.set(xhr, target.previousElementSibling?.querySelector("[data-open-task]"));
  }

  #goOn({ xhr }) {
    const link = this.#above.get(xhr);
    if (link && document.activeElement === document.body) links()[links().indexOf(link) + 1]?.focus();
  }
}

new More().connect();
