// The dialog in which a person whose sign-in has ended signs in again (<template id="sign-in-again">). Loaded when it is
// first needed (behaviours/sign-in-again.js).

import { fragment, renewToken, sendOnce } from "request";
import { message } from "say";

const shape = document.getElementById("sign-in-again");

export class SignInDialog {
  #dialog = shape.content.firstElementChild.cloneNode(true);
  #settle;

  // Resolves to whether the person of this page is signed in again and the page has their CSRF token; false when they
  // cancel. `elsewhere`: somebody may be signed in already, so that is asked first.
  open(elsewhere) {
    const dialog = this.#dialog;
    document.body.append(dialog);
    dialog.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#send({ method: "POST", body: new URLSearchParams(new FormData(event.target)) });
    });
    dialog.addEventListener("click", ({ target }) => target.closest("[data-try-again]") && this.#send());
    dialog.addEventListener("close", () => this.#end(false));
    dialog.showModal();
    if (elsewhere) this.#send();
    return new Promise((settle) => (this.#settle = settle));
  }

  // Without options, asks who is signed in now: nobody gets a fresh form.
  async #send(options) {
    const form = this.#dialog.querySelector("form");
    if (form.hasAttribute("aria-busy")) return;
    form.setAttribute("aria-busy", "true");
    const { outcome, ok, html, response } = await sendOnce(form.action, options);
    form.removeAttribute("aria-busy");
    // Cancelled meanwhile.
    if (!form.isConnected) return;
    // Another tab has another token by now.
    if (outcome === "signed-out") return this.#send();
    const token = response?.headers.get("X-CSRF-Token");
    const fresh = ok && fragment(html).querySelector("form");
    if (token) {
      renewToken(token);
      this.#end(true);
    } else if (fresh) this.#show(fresh, form, options);
    else complain(form, ok ? "failed" : outcome);
  }

  #show(fresh, form, options) {
    fresh.elements.login.value = form.elements.login.value;
    form.replaceWith(fresh);
    if (!options) complain(fresh, "still-signed-out");
    fresh.elements.password.focus();
  }

  #end(again) {
    this.#settle(again);
    if (!again) return this.#dialog.remove();
    // Gives the focus back.
    this.#dialog.close();
    this.#dialog.remove();
  }
}

const complain = (form, name) => (form.querySelector("[role=alert]").textContent = message(name));
