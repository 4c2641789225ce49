// Signs a person in again whose sign-in has ended while the page was open. A refused request asks by
// "request:signed-out" and waits for `again`: true when the person whose page this is is signed in, by the dialog or in
// another tab; false when they cancel. Somebody else leaves the page for a fresh one (request.js), and nothing is sent.

const shape = document.getElementById("sign-in-again");

class SignInAgain {
  // One dialog for all requests that wait.
  #again;
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
    this.#again ??= this.#open(elsewhere);
    return this.#again;
  }

  async #open(elsewhere) {
    const loaded = await import(shape.dataset.module).catch(() => undefined);
    // Without it, the toast leads to the sign-in page.
    const again = loaded ? await new loaded.SignInDialog().open(elsewhere) : false;
    this.#declined = !again;
    this.#again = undefined;
    return again;
  }
}

if (shape) new SignInAgain().connect();
