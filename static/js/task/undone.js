// The parts of the open task after something was undone; and the row of another task in the list under the panel.

document.addEventListener("undone", ({ detail: { key, task, html } }) => {
  if (!task) return;
  if (task.isConnected) replaceParts(html);
  if (!key || !task.closest("dialog")) return;
  const detail = { key, url: location.pathname.replace(/[^/]+$/, key) };
  document.dispatchEvent(new CustomEvent("task:changed", { cancelable: true, detail }));
});

function replaceParts(html) {
  window.htmx.swap(document.body, html, { swapStyle: "none", ignoreTitle: true }, { eventInfo: { target: document.body } });
  const heading = document.querySelector("#task-stream h2");
  if (document.activeElement !== document.body || !heading) return;
  heading.tabIndex = -1;
  heading.focus();
}
