// A plain form is sent once: a second press does nothing until the answer arrives. htmx and dialogs guard their own forms.

class SubmitOnce {
  #sent = new Set();

  connect() {
    document.addEventListener("submit", (event) => this.#submit(event));
    // Coming back by the browser's history shows the page as it was left.
    addEventListener("pageshow", () => this.#reset());
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
