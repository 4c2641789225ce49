// Menus that need nothing of the server are drawn once in the page, <template data-menu-of="status">, with places for what
// a row or card knows: the key, the page and the status of its task. Past the day that the page was drawn on
// (data-until), they come from the server, as the menus do that are not in the page.

const shapeOf = (name) => document.querySelector(`template[data-menu-of="${name}"]`);
const choice = (menu, name, value) => menu.querySelector(`[name=${name}][value="${value}"]`);

// What a menu shows of its task besides the places.
const OF_TASK = {
  due(menu, row) {
    const [day, time = ""] = (row.querySelector("time")?.dateTime ?? "").split("T");
    if (!day) choice(menu, "due_on", "").remove();
    menu.querySelector("[type=date]").setAttribute("value", day);
    menu.querySelector("[type=time]").setAttribute("value", time);
  },
  place(menu, row) {
    choice(menu, "status", row.dataset.status).remove();
    const sign = choice(shapeOf("priority").content, "priority", row.dataset.priority).querySelector("svg");
    menu.querySelector('[data-menu-next="priority"] svg').replaceWith(sign.cloneNode(true));
  },
  // Status and priority.
  choice(menu, row, name) {
    for (const item of menu.querySelectorAll("button")) item.setAttribute("aria-checked", String(item.value === row.dataset[name]));
  },
};

function drawn(shape, row, name) {
  const status = choice(shapeOf("status").content, "status", row.dataset.status).textContent.trim();
  const places = { task: row.dataset.task, url: row.querySelector("[data-open-task]").pathname, status };
  const copy = document.createElement("template");
  copy.innerHTML = shape.innerHTML.replace(/\{(\w+)\}/g, (_, place) => places[place]);
  const menu = copy.content.firstElementChild;
  (OF_TASK[name] ?? OF_TASK.choice)(menu, row, name);
  menu.tabIndex = -1; // it has the focus at once, so that the next key is pressed in it
  return menu;
}

// Takes "menu:fetch" before fetched-menu.js.
document.addEventListener("menu:fetch", (event) => {
  const { name, place: row, opener } = event.detail;
  const shape = row?.matches("[data-row]") && shapeOf(name);
  if (!shape || Date.now() >= shape.dataset.until) return;
  event.stopImmediatePropagation();
  const menu = drawn(shape, row, name);
  document.getElementById("task-menu")?.remove();
  (opener.closest("dialog:modal, main") ?? document.body).append(menu);
  menu.dispatchEvent(new CustomEvent("menu:open", { bubbles: true, detail: { opener } }));
}, true);
