// "More" is replaced by what follows it: when it had the focus, the first of the new rows gets it.

let above; // the link of the row above a "More" that had the focus

const links = () => [...document.querySelectorAll("[data-row] [data-open-task]")];

document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  const more = detail.target.matches?.("[data-more]") && detail.target.contains(document.activeElement) && detail.target;
  above = more ? more.previousElementSibling?.querySelector("[data-open-task]") : undefined;
});

document.addEventListener("htmx:afterRequest", () => {
  if (above && document.activeElement === document.body) links()[links().indexOf(above) + 1]?.focus();
  above = undefined;
});
