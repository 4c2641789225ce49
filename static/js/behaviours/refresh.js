// A "refresh" event draws elements with an id (detail) anew from the page as the server has it now. The focus stays: on
// what has the same id, or on the row of the same task.

const here = (element) => {
  const task = element?.closest?.("[data-row]")?.dataset.task;
  const find = element?.id ? `#${CSS.escape(element.id)}` : task && `[data-row][data-task="${CSS.escape(task)}"] a`;
  return () => find && document.querySelector(find);
};

document.addEventListener("refresh", async ({ detail: elements }) => {
  if (!elements.length) return;
  const answer = await fetch(location.href).catch(() => undefined);
  if (!answer?.ok) return location.reload();
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const old of elements) {
    const drawn = page.getElementById(old.id);
    if (!drawn) continue;
    const again = old.contains(document.activeElement) && here(document.activeElement);
    old.replaceWith(drawn);
    window.htmx?.process(drawn);
    if (again) again()?.focus();
  }
});
