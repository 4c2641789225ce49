// Loads what sends ticks (boxes.js), named by its form, when a person gets near a box; it sends what was ticked by then.

function near({ target }) {
  const form = target.closest?.("form[data-boxes]");
  if (form) import(form.dataset.boxes).catch(() => undefined);
}

for (const name of ["pointerover", "focusin"]) document.addEventListener(name, near);
