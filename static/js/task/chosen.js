// How a value that was just chosen looks among a task's properties until the server draws it ("property:chosen").

document.addEventListener("property:chosen", ({ target, detail: { name, sign, add } }) => {
  const value = target.querySelector(`#${name}`);
  const heard = value.querySelector(":scope > .only-heard");
  const nodes = sign().filter((one) => one.matches || one.textContent.trim());
  const words = nodes.map((one) => one.textContent).join("").trim();
  if (!add) return value.replaceChildren(heard, line(nodes));
  const there = [...value.children].find((one) => one !== heard && one.textContent.trim() === words);
  if (add === "remove") return there?.remove();
  for (const nothing of value.querySelectorAll(":scope > .quiet")) nothing.remove();
  const label = nodes.find((one) => one.matches?.(".label"));
  label?.classList.add("label--pill");
  value.append(label ?? line(nodes));
});

function line(nodes) {
  const place = Object.assign(document.createElement("span"), { className: "props__line" });
  place.append(...nodes.map((one) => (one.matches ? one : Object.assign(document.createElement("span"), { textContent: one.textContent.trim() }))));
  return place;
}
