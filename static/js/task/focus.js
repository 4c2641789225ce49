// When a response replaces the part that had the focus, the focus moves to its replacement: the comment's menu button,
// the part's edit link, or else its heading; never to the top of the page. A refused title gets the focus back.

const PARTS = "#task-description, #task-subtasks, #task-stream";

class FocusedParts {
  #origins = new WeakMap(); // request → {part, comment}: where the focus was when it was sent

  connect() {
    document.addEventListener("htmx:beforeRequest", ({ detail: { xhr } }) => this.#send(xhr));
    document.addEventListener("htmx:afterRequest", ({ detail: { xhr } }) => this.#answered(xhr));
  }

  #send(xhr) {
    const from = document.activeElement;
    const part = from.closest(PARTS)?.id ?? (from.closest("[data-toast]") && "task-stream");
    if (part) this.#origins.set(xhr, { part, comment: from.closest(".stream__item[id]")?.id });
  }

  #answered(xhr) {
    const wrong = document.querySelector('#task-head [aria-invalid="true"]');
    if (wrong && document.activeElement.matches("body, [data-task-page]")) wrong.focus();
    const { part, comment } = this.#origins.get(xhr) ?? {};
    if (!part || document.activeElement !== document.body) return;
    const button = document.querySelector(comment ? `#${CSS.escape(comment)} [popovertarget]` : `#${part} [data-edit-link]`);
    const heading = document.querySelector(`#${part} h2`);
    if (heading) heading.tabIndex = -1;
    (button ?? heading)?.focus();
  }
}

new FocusedParts().connect();
