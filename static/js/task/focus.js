// A part that an answer replaces takes the focus with it when that stood in it. It then goes to what stands there now: the
// button of the comment, the link that edits the description, else the heading of the part; never to the top of the page.
// A title that was refused takes it back.

const PARTS = "#task-description, #task-subtasks, #task-stream";
const stood = new WeakMap(); // request → {part, comment}: where the focus was when it went out

document.addEventListener("htmx:beforeRequest", ({ detail: { xhr } }) => {
  const from = document.activeElement;
  const part = from.closest(PARTS)?.id ?? (from.closest("[data-toast]") && "task-stream");
  if (part) stood.set(xhr, { part, comment: from.closest(".stream__item[id]")?.id });
});

document.addEventListener("htmx:afterRequest", ({ detail: { xhr } }) => {
  const wrong = document.querySelector('#task-head [aria-invalid="true"]');
  if (wrong && document.activeElement.matches("body, [data-task-page]")) wrong.focus();
  const { part, comment } = stood.get(xhr) ?? {};
  if (!part || document.activeElement !== document.body) return;
  const button = document.querySelector(comment ? `#${CSS.escape(comment)} [popovertarget]` : `#${part} [data-edit-link]`);
  const heading = document.querySelector(`#${part} h2`);
  if (heading) heading.tabIndex = -1;
  (button ?? heading)?.focus();
});
