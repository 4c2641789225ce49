// Keeps what is typed while a request is pending: a response doesn't clear a field edited since it was sent, nor
// replace a part with other unsent text. An editor is read-only while it is being submitted.

const FORM = "form[data-unsaved]";
const fieldsOf = (place) => [...place.querySelectorAll("textarea, input[type=text]")];
const formOf = (elt) => elt.closest?.(FORM);

class Typed {
  #sent = new WeakMap(); // field → its value when its form was sent
  #kept = []; // edited fields of the part being replaced: {id, value, caret}
  #answered; // the form whose response is being swapped in

  connect() {
    document.addEventListener("htmx:beforeRequest", ({ detail: { elt } }) => elt.matches(FORM) && this.#send(elt));
    document.addEventListener("htmx:beforeOnLoad", ({ detail: { elt } }) => (this.#answered = elt.closest("form") ?? elt));
    document.addEventListener("htmx:beforeSwap", ({ detail }) => this.#keep(detail));
    document.addEventListener("htmx:oobBeforeSwap", ({ detail }) => this.#spare(detail));
    document.addEventListener("htmx:afterSwap", () => this.#putBack());
    document.addEventListener("htmx:afterRequest", ({ detail: { elt, successful } }) => {
      if (elt.matches?.(FORM)) this.#answer(elt, successful);
    });
  }

  #send(form) {
    for (const field of fieldsOf(form)) {
      this.#sent.set(field, field.value);
      if (form.matches("[data-editor]")) field.readOnly = true;
    }
  }

  #keep(detail) {
    const mine = formOf(detail.requestConfig.elt);
    this.#kept = [];
    if (!detail.shouldSwap) return;
    for (const field of fieldsOf(detail.target).filter((one) => one.id && formOf(one) && this.#written(one))) {
      const { id, value, selectionStart: caret } = field;
      if (detail.serverResponse.includes(`id="${id}"`)) this.#kept.push({ id, value, caret });
      else if (field.form !== mine) detail.shouldSwap = false;
    }
  }

  // An out-of-band swap doesn't replace a part with unsent text, unless it answers the form that resolves a conflict.
  #spare(detail) {
    const written = [...detail.target.querySelectorAll(FORM)].some((form) => hasText(form));
    if (written && !this.#answered?.matches("[data-conflict]")) detail.shouldSwap = false;
  }

  #putBack() {
    for (const { id, value, caret } of this.#kept) {
      const field = document.getElementById(id);
      if (!field) continue;
      field.value = value;
      field.closest("details")?.setAttribute("open", "");
      if (document.activeElement === field) field.setSelectionRange(caret, caret);
      if (field.matches("[data-title-form] *")) this.#saveLater(field);
    }
    this.#kept = [];
  }

  // Text put back by script fires no "change" event: save it when the field is left, or now if it isn't focused.
  #saveLater(field) {
    if (document.activeElement === field) field.addEventListener("blur", () => this.#save(field), { once: true });
    else this.#save(field);
  }

  #save(field) {
    if (field.isConnected && this.#written(field)) field.form.requestSubmit();
  }

  #answer(form, successful) {
    for (const field of fieldsOf(form)) {
      field.readOnly = false;
      if (successful && form.matches("[data-composer]") && field.value === this.#sent.get(field)) field.value = field.defaultValue;
      this.#sent.delete(field);
      // Unchanged since, it fires no "change" event either: leaving it tries again.
      if (!successful && form.matches("[data-title-form]")) field.addEventListener("blur", () => this.#save(field), { once: true });
    }
  }

  #written(field) {
    return field.value !== field.defaultValue && field.value !== this.#sent.get(field);
  }
}

const hasText = (form) =>
  [...form.querySelectorAll("textarea, input:not([type=hidden])")].some((one) => one.value !== one.defaultValue);

new Typed().connect();
