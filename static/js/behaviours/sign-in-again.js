// Signs a person in again whose sign-in has ended while the page was open (<template id="sign-in-again">). A refused
// request asks by "request:signed-out" and waits for `again`: true when the person whose page this is is signed in, by
// the dialog or in another tab, and the page has their new CSRF token; false when they cancel. Somebody else leaves the
// page for a fresh one, and nothing is sent.

import { fragment, sendOnce, TOKEN_FIELD, TOKEN_HEADER } from "request";
import { message } from "say";

const shape = document.getElementById("sign-in-again");

class SignInAgain {
  #dialog;
  // One dialog for all requests that wait.
  #again;
  #settle;
  // After Cancel, what only reads opens the dialog no more.
  #declined = false;

  connect() {
    document.addEventListener("request:signed-out", ({ detail }) => {
      if (!this.#declined || !detail.reads) detail.again = this.#ask(detail.elsewhere);
    });
    // The link of a toast leads to the sign-in page where there is no dialog.
    document.addEventListener("click", async (event) => {
      const link = event.target.closest?.("[data-sign-in]");
      if (!link || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      if (await this.#ask()) link.closest("[data-toast]").remove();
    });
  }

  #ask(elsewhere) {
    this.#again ??= new Promise((settle) => {
      this.#settle = settle;
      this.#open();
    });
    if (elsewhere) this.#send();
    return this.#again;
  }

  #open() {
    const dialog = shape.content.firstElementChild.cloneNode(true);
    this.#dialog = dialog;
    document.body.append(dialog);
    dialog.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#send({ method: "POST", body: new URLSearchParams(new FormData(event.target)) });
    });
    dialog.addEventListener("click", ({ target }) => target.closest("[data-try-again]") && this.#send());
    dialog.addEventListener("close", () => dialog === this.#dialog && this.#end(false));
    dialog.showModal();
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
    const person = response?.headers.get("X-Person");
    const fresh = ok && fragment(html).querySelector("form");
    if (person && person !== shape.dataset.person) leave();
    else if (person) this.#end(true, response.headers.get("X-CSRF-Token"));
    else if (fresh) this.#show(fresh, form, options);
    else complain(form, ok ? "failed" : outcome);
  }

  #show(fresh, form, options) {
    fresh.elements.login.value = form.elements.login.value;
    form.replaceWith(fresh);
    if (!options) complain(fresh, "still-signed-out");
    fresh.elements.password.focus();
  }

  #end(again, token) {
    if (again) renew(token);
    this.#declined = !again;
    const [dialog, settle] = [this.#dialog, this.#settle];
    this.#dialog = this.#again = undefined;
    // Gives the focus back.
    dialog.close();
    dialog.remove();
    settle(again);
  }
}

const complain = (form, name) => (form.querySelector("[role=alert]").textContent = message(name));

// Gives the new token to the page, its forms and the shapes that forms are made from.
function renew(token) {
  document.body.setAttribute("hx-headers", JSON.stringify({ [TOKEN_HEADER]: token }));
  for (const place of [document, ...[...document.querySelectorAll("template")].map(({ content }) => content)]) {
    for (const field of place.querySelectorAll(`[name="${TOKEN_FIELD}"]`)) field.value = token;
  }
}

// Nobody is asked whether to leave: what was typed is not of whoever is here now.
function leave() {
  addEventListener("beforeunload", (event) => event.stopImmediatePropagation(), { capture: true });
  location.replace(location.pathname + location.search);
}

if (shape) new SignInAgain().connect();
