// Submits a plain form only once: further presses do nothing until the response arrives. htmx and dialogs guard their
// own.

class SubmitOnce {
  #sent = new Set();

  connect() {
    document.addEventListener("submit", (event) => this.#submit(event));
    document.addEventListener("keydown", (event) => this.#held(event), true);
    // A page restored from the back/forward cache still has its forms marked as sent.
    addEventListener("pageshow", () => this.#reset());
  }

  // A held Enter presses once; in a text of several lines it makes lines.
  #held(event) {
    if (event.repeat && event.key === "Enter" && !event.target.matches("textarea")) event.preventDefault();
  }

  #submit(event) {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post") return;
    if (this.#sent.has(form)) {
      event.preventDefault();
      return;
    }
    this.#sent.add(form);
    event.submitter?.setAttribute("aria-busy", "true");
  }

  #reset() {
    this.#sent.clear();
    for (const busy of document.querySelectorAll('button[aria-busy="true"]')) busy.removeAttribute("aria-busy");
  }
}

new SubmitOnce().connect();
