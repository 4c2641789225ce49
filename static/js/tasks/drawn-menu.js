// Menus whose choices are the same for every task are drawn once in the page, <template data-menu-of="status">, and open
// without the server: marked by the row's data-status, and sent to the address of its task.

// Takes "menu:fetch" before fetched-menu.js. The menu has the focus at once, so that the next key is pressed in it.
document.addEventListener("menu:fetch", (event) => {
  const { name, row, opener } = event.detail;
  const shape = row && document.querySelector(`template[data-menu-of="${name}"]`);
  if (!shape) return;
  event.stopImmediatePropagation();
  const menu = shape.content.firstElementChild.cloneNode(true);
  menu.id = "task-menu";
  menu.setAttribute("aria-label", menu.getAttribute("aria-label").replace("{task}", row.dataset.task));
  menu.querySelector("form").action = `${row.querySelector("[data-open-task]").pathname}/edit`;
  for (const item of menu.querySelectorAll("button")) item.setAttribute("aria-checked", String(item.value === row.dataset[name]));
  document.getElementById("task-menu")?.remove();
  (opener.closest("dialog:modal, main") ?? document.body).append(menu);
  menu.dispatchEvent(new CustomEvent("menu:open", { bubbles: true, detail: { opener } }));
}, true);
