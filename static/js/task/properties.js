// A link to a property (from a list row) opens its menu.
function openNamed() {
  const button = /^#[a-z]+$/.test(location.hash) && document.querySelector(`#task-props .props__value${location.hash}`);
  if (button) button.click();
}

addEventListener("hashchange", openNamed);
openNamed();
