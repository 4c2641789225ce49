// A part that an answer replaces takes the focus with it when that stood in it. It then goes to what stands there now: the
// button of the comment, the link that edits the description, else the heading of the part; never to the top of the page.
// A title that was refused takes it back.

let stood; // {part, comment}: where the focus was when the request went out

document.addEventListener("htmx:beforeRequest", () => {
  const from = document.activeElement;
  const part = from.closest("#task-description, #task-subtasks, #task-stream")?.id ?? (from.closest("[data-toast]") && "task-stream");
  stood = part && { part, comment: from.closest(".stream__item[id]")?.id };
});

document.addEventListener("htmx:afterRequest", () => {
  const wrong = document.querySelector('#task-head [aria-invalid="true"]');
  if (wrong && document.activeElement.matches("body, [data-task-page]")) wrong.focus();
  const { part, comment } = stood ?? {};
  stood = undefined;
  if (!part || document.activeElement !== document.body) return;
  const button = document.querySelector(comment ? `#${CSS.escape(comment)} [popovertarget]` : `#${part} [data-edit-link]`);
  const heading = document.querySelector(`#${part} h2`);
  if (heading) heading.tabIndex = -1;
  (button ?? heading)?.focus();
});
