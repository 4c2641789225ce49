// Warns before leaving a page with unsaved text in <form data-unsaved>. Text counts as saved once its form is
// submitted; a dialog that was closed was given up.

const TEXT = "textarea, input:not([type=hidden], [type=checkbox], [type=radio], [type=submit])";
const changed = (form) => [...form.elements].some((one) => one.matches(TEXT) && one.value !== one.defaultValue);

class Unsaved {
  #sent = new WeakSet();

  connect() {
    document.addEventListener("submit", ({ target }) => this.#sent.add(target));
    document.addEventListener("input", ({ target }) => this.#sent.delete(target.form ?? target));
    addEventListener("beforeunload", (event) => this.#any && event.preventDefault());
  }

  get #any() {
    return [...document.querySelectorAll("form[data-unsaved]:not(dialog:not([open]) *)")].some((form) => !this.#sent.has(form) && changed(form));
  }
}

// A form that came back filled in after signing in (primetrade/form_filling.py) is not saved.
for (const field of document.querySelectorAll("[data-saved]")) {
  const { value } = field;
  field.defaultValue = field.dataset.saved;
  field.value = value;
}

new Unsaved().connect();
