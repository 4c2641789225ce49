// Submits a plain form only once: further presses do nothing until the response arrives. htmx and dialogs guard their
// own. A form of a signed-in person leaves only when they still are signed in: first the server is asked. Else they sign
// in again in place, or keep what they typed and are told why; so it is without a network, too.

import { askWhoIsHere, person } from "request";
import { explain, message } from "say";

class SubmitOnce {
  #sent = new Set();
  // The form whose person has been asked for.
  #goes;

  connect() {
    // On the window, after all others.
    addEventListener("submit", (event) => this.#submit(event));
    document.addEventListener("keydown", (event) => this.#held(event), true);
    // A page restored from the back/forward cache still has its forms marked as sent.
    addEventListener("pageshow", () => this.#reset());
  }

  // A held Enter presses once; in a text of several lines it makes lines.
  #held(event) {
    if (event.repeat && event.key === "Enter" && !event.target.matches("textarea")) event.preventDefault();
  }

  #submit(event) {
    const { target: form, submitter } = event;
    if (event.defaultPrevented || form.method !== "post") return;
    const asks = person && this.#goes !== form && !form.hasAttribute("data-signs-out");
    const again = this.#sent.has(form);
    if (asks || again) event.preventDefault();
    if (again) return;
    this.#sent.add(form);
    submitter?.setAttribute("aria-busy", "true");
    if (asks) this.#ask(form, submitter);
  }

  async #ask(form, submitter) {
    const answer = await askWhoIsHere();
    if (answer.ok) return this.#go(form, submitter);
    this.#release(form, submitter);
    // Unsaved again.
    form.dispatchEvent(new Event("input", { bubbles: true }));
    explain(answer, message("kept"));
  }

  #go(form, submitter) {
    // What was typed meanwhile may be invalid: then it is not submitted.
    this.#release(form, submitter);
    this.#goes = form;
    form.requestSubmit(submitter?.form ? submitter : null);
    this.#goes = undefined;
  }

  #release(form, submitter) {
    this.#sent.delete(form);
    submitter?.removeAttribute("aria-busy");
  }

  #reset() {
    this.#sent.clear();
    for (const busy of document.querySelectorAll('button[aria-busy="true"]')) busy.removeAttribute("aria-busy");
  }
}

new SubmitOnce().connect();
