// "More" is replaced by the next rows: if it had the focus, the first new row gets it.

const links = () => [...document.querySelectorAll("[data-row] [data-open-task]")];
const above = new WeakMap(); // request of a "More" that had the focus → the link of the row above it

document.addEventListener("htmx:beforeSwap", ({ detail: { target, xhr } }) => {
  if (!target.matches?.("[data-more]") || !target.contains(document.activeElement)) return;
  above.set(xhr, target.previousElementSibling?.querySelector("[data-open-task]"));
});

document.addEventListener("htmx:afterRequest", ({ detail: { xhr } }) => {
  const link = above.get(xhr);
  if (link && document.activeElement === document.body) links()[links().indexOf(link) + 1]?.focus();
});
