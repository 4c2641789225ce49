// Links that open a menu in place (<a aria-haspopup>) are buttons while scripts run: they say so, and Space presses them.
// Without scripts they are links to that menu as a page. A row of a list is one stop for Tab, its task's link; arrows,
// Home and End lead to its other controls, Up and Down to the same control of the next row.

const ROW = "[data-row]:not([data-card])";
const TASK = "[data-open-task]";
const visible = (element) => element?.checkVisibility();
const controlsOf = (row) => [...row.querySelectorAll("a")].filter(visible);

function dress(place) {
  for (const opener of place.querySelectorAll("a[aria-haspopup]:not([role])")) {
    opener.setAttribute("role", "button");
    opener.setAttribute("aria-expanded", "false");
    if (opener.matches(`${ROW} :not(:focus)`)) opener.tabIndex = -1;
  }
}

// The control beside `at` that the key leads to, if there is one.
function beside(at, row, key) {
  const controls = controlsOf(row);
  const end = getComputedStyle(row).direction === "rtl" ? "ArrowLeft" : "ArrowRight";
  if (key === "Home") return controls[0];
  if (key === "End") return controls.at(-1);
  return controls[controls.indexOf(at) + (key === end ? 1 : -1)];
}

function below(at, row, step) {
  const rows = [...document.querySelectorAll(ROW)].filter(visible);
  const other = rows[rows.indexOf(row) + step];
  const same = at.dataset.property && other?.querySelector(`[data-property="${at.dataset.property}"]`);
  return visible(same) ? same : other?.querySelector(TASK);
}

class Openers {
  #stop; // the opener that has the focus, and so is its row's stop

  connect() {
    dress(document);
    new MutationObserver((records) => {
      for (const place of new Set(records.map(({ target }) => target))) dress(place);
    }).observe(document.body, { childList: true, subtree: true });
    document.addEventListener("focusin", ({ target }) => this.#arrive(target));
    document.addEventListener("keydown", (event) => this.#press(event));
  }

  #arrive(target) {
    if (this.#stop) turn(this.#stop, false);
    this.#stop = target.matches(`${ROW} a[aria-haspopup]`) ? target : undefined;
    if (this.#stop) turn(this.#stop, true);
  }

  #press(event) {
    const { key, target } = event;
    const row = target.closest?.(ROW);
    if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    if (key === " " && target.matches("a[aria-haspopup]")) {
      if (!event.repeat) target.click();
    } else if (row && /^(Arrow(Up|Down|Left|Right)|Home|End)$/.test(key)) {
      const to = /^Arrow[UD]/.test(key) ? below(target, row, key === "ArrowUp" ? -1 : 1) : beside(target, row, key);
      if (!to) return;
      to.focus();
    } else return;
    event.preventDefault();
  }
}

function turn(opener, on) {
  opener.tabIndex = on ? 0 : -1;
  const task = opener.closest(ROW)?.querySelector(TASK);
  if (task) task.tabIndex = on ? -1 : 0;
}

new Openers().connect();
