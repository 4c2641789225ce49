// Warns before leaving a page with unsaved text in <form data-unsaved>. Text counts as saved once its form is
// submitted.

const leaving = new WeakSet();

const changed = (form) =>
  [...form.elements].some((one) => {
    if (one instanceof HTMLTextAreaElement || (one instanceof HTMLInputElement && !/^(hidden|submit|checkbox|radio)$/.test(one.type))) {
      return one.value !== one.defaultValue;
    }
    return false;
  });

document.addEventListener("submit", ({ target }) => leaving.add(target));
document.addEventListener("input", ({ target }) => target.form && leaving.delete(target.form));

addEventListener("beforeunload", (event) => {
  const waiting = [...document.querySelectorAll("form[data-unsaved]")].some((form) => !leaving.has(form) && changed(form));
  if (waiting) event.preventDefault();
});
