// Warns before leaving a page with unsaved text in <form data-unsaved>. Text counts as saved once its form is
// submitted.

const changed = (form) =>
  [...form.elements].some((one) => {
    if (one instanceof HTMLTextAreaElement || (one instanceof HTMLInputElement && !/^(hidden|submit|checkbox|radio)$/.test(one.type))) {
      return one.value !== one.defaultValue;
    }
    return false;
  });

class Unsaved {
  #sent = new WeakSet();

  connect() {
    document.addEventListener("submit", ({ target }) => this.#sent.add(target));
    document.addEventListener("submit:kept", ({ target }) => this.#sent.delete(target));
    document.addEventListener("input", ({ target }) => target.form && this.#sent.delete(target.form));
    addEventListener("beforeunload", (event) => this.#any && event.preventDefault());
  }

  get #any() {
    return [...document.querySelectorAll("form[data-unsaved]")].some((form) => !this.#sent.has(form) && changed(form));
  }
}

new Unsaved().connect();
