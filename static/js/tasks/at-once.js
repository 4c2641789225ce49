// Shows a change before the server has it. Each function returns how to take it back, which shows that it was.

export function hide(row) {
  row.style.display = "none";
  return () => {
    row.style.display = "";
    takeBack(row);
  };
}

// The sign of a chosen status or priority, from the menu's button into the row or card.
export function choose(row, name, button) {
  const sign = button?.querySelector(`svg[class*="${name}"]`);
  const before = row.querySelector(name === "priority" ? "svg.priority" : `[data-property="${name}"] svg`);
  if (!sign || !before) return () => undefined;
  const now = sign.cloneNode(true);
  before.replaceWith(now);
  return () => {
    now.replaceWith(before);
    takeBack(row);
  };
}

function takeBack(row) {
  if (matchMedia("(prefers-reduced-motion: reduce)").matches) return;
  row.animate([{ translate: "0" }, { translate: "-5px" }, { translate: "5px" }, { translate: "0" }], 300);
}
