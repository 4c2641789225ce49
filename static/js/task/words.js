// Editing text: the title saves on Enter and on blur, a click on the description opens its editor, Ctrl+Enter submits,
// Esc resets the title, closes an unchanged editor and only blurs an edited one.

import { announce, message } from "say";

const changed = (form) =>
  [...form.querySelectorAll("textarea, input:not([type=hidden])")].some((one) => one.value !== one.defaultValue);
const GROWS = CSS.supports("field-sizing", "content");

function grow(area) {
  area.style.blockSize = "auto";
  area.style.blockSize = `${area.scrollHeight}px`;
}

document.addEventListener("keydown", (event) => {
  if (event.isComposing) return;
  const title = event.target.closest?.("[data-title-form] textarea");
  if (title && event.key === "Enter") {
    event.preventDefault();
    title.closest("[data-task-page]").focus({ preventScroll: true });
  } else if (title && event.key === "Escape" && title.value !== title.defaultValue) {
    event.preventDefault();
    event.stopPropagation();
    title.value = title.defaultValue;
  } else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    event.target.closest?.("[data-editor], [data-composer]")?.requestSubmit();
  } else if (event.key === "Escape") {
    const editor = event.target.closest?.("[data-editor]");
    if (!editor) return;
    event.preventDefault();
    event.stopPropagation();
    if (changed(editor)) event.target.blur();
    else editor.querySelector("[data-cancel]")?.click();
  }
}, true);

document.addEventListener("click", ({ target }) => {
  const words = target.closest?.("[data-edit-here]");
  if (!words || target.closest("a, summary, button, input") || String(getSelection())) return;
  words.closest("section").querySelector("[data-edit-link]")?.click();
});

// Opening hides the focused summary, so the focus moves to the input.
document.addEventListener("toggle", ({ target }) => {
  if (target.matches?.(".task__quick[open]") && target.contains(document.activeElement)) target.querySelector("input[type=text]").focus();
}, true);

if (!GROWS) {
  document.addEventListener("input", ({ target }) => target.matches("textarea") && grow(target));
  for (const area of document.querySelectorAll("textarea")) grow(area);
}

// Editing the text in a conflict selects the person's own version.
document.addEventListener("input", ({ target }) => {
  const mine = target.closest(".conflict__side")?.querySelector('input[value="mine"]');
  if (mine && target.matches("textarea")) mine.checked = true;
});

document.addEventListener("htmx:afterSwap", ({ detail }) => {
  const field = detail.target.id === "task-conflict" && detail.target.querySelector("input[type=radio], textarea");
  if (!field) return;
  detail.target.scrollIntoView({ block: "nearest" });
  field.focus({ preventScroll: true });
});

document.addEventListener("htmx:afterRequest", ({ detail }) => {
  const composer = detail.elt.closest?.("[data-composer]");
  if (!composer || !detail.successful) return;
  announce(message("commented"));
  document.querySelector("#task-stream .stream > :last-child")?.scrollIntoView({ block: "nearest" });
});
