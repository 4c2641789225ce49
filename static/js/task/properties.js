// The properties are swapped as a whole; the focus goes back to the button of the menu that was used.

let used; // the button of the menu whose form is being sent
let opened; // the button that opened the menu

document.addEventListener("click", ({ target }) => {
  const opener = target.closest?.("[popovertarget]");
  if (opener?.closest("#task-props")) opened = opener.id;
}, true);

document.addEventListener("htmx:beforeRequest", ({ target }) => {
  if (target.closest?.("#task-props [popover]")) used = opened;
});

document.addEventListener("htmx:afterSwap", ({ detail }) => {
  if (!used || detail.target.id !== "task-props") return;
  document.getElementById(used)?.focus();
  used = undefined;
});

// A link to a property (from a row of a list) opens its menu.
function openNamed() {
  const button = /^#(status|priority|assignees|labels|due)$/.test(location.hash) && document.querySelector(`#task-props ${location.hash}`);
  if (button) button.click();
}

addEventListener("hashchange", openNamed);
openNamed();
