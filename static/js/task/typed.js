// What is typed while an answer is on its way stays: an answer empties no field that no longer holds what was sent, and no
// answer replaces a part in which something else is being written. An editor can't be written in while it is sent.

const sent = new WeakMap(); // field → its value when its form was sent
let kept = []; // what the fields of a part hold that is being replaced

const fieldsOf = (place) => [...place.querySelectorAll("textarea, input[type=text]")];
const formOf = (elt) => elt.closest?.("form[data-unsaved]");
const written = (field) => field.value !== field.defaultValue && field.value !== sent.get(field);

document.addEventListener("htmx:beforeRequest", ({ detail: { elt } }) => {
  for (const field of elt.matches("form[data-unsaved]") ? fieldsOf(elt) : []) {
    sent.set(field, field.value);
    if (elt.matches("[data-editor]")) field.readOnly = true;
  }
});

document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  const mine = formOf(detail.requestConfig.elt);
  kept = [];
  if (!detail.shouldSwap) return;
  for (const field of fieldsOf(detail.target).filter((one) => one.id && formOf(one) && written(one))) {
    const { id, value, selectionStart: caret } = field;
    if (detail.serverResponse.includes(`id="${id}"`)) kept.push({ id, value, caret });
    else if (field.form !== mine) detail.shouldSwap = false;
  }
});

document.addEventListener("htmx:afterSwap", () => {
  for (const { id, value, caret } of kept) {
    const field = document.getElementById(id);
    if (!field) continue;
    field.value = value;
    field.closest("details")?.setAttribute("open", "");
    if (document.activeElement === field) field.setSelectionRange(caret, caret);
    if (field.matches("[data-title-form] *")) saveLater(field);
  }
  kept = [];
});

// No "change" tells of what was put back: it is saved as soon as the field is left.
function saveLater(field) {
  const save = () => written(field) && field.form.requestSubmit();
  if (document.activeElement === field) field.addEventListener("blur", save, { once: true });
  else save();
}

document.addEventListener("htmx:afterRequest", ({ detail: { elt, successful } }) => {
  if (!elt.matches?.("form[data-unsaved]")) return;
  for (const field of fieldsOf(elt)) {
    field.readOnly = false;
    if (successful && elt.matches("[data-composer]") && field.value === sent.get(field)) field.value = field.defaultValue;
    sent.delete(field);
  }
});
