// A plain form is sent once: a second press does nothing until the answer is there. htmx and dialogs guard their own.

const sent = new Set();

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post") return;
  if (sent.has(form)) {
    event.preventDefault();
    return;
  }
  sent.add(form);
  event.submitter?.setAttribute("aria-busy", "true");
});

// Coming back by the browser's history shows the page as it was left.
addEventListener("pageshow", () => {
  sent.clear();
  for (const busy of document.querySelectorAll('button[aria-busy="true"]')) busy.removeAttribute("aria-busy");
});
