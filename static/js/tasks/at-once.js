// Shows what a person changes before the server has it. A place (a row, a card, a task's properties, a subtask) is what
// the server drew last and, on it, the changes under way in their order. Requests go one at a time, so that each acts on
// what the previous one left. A change that is refused is left out when the place is drawn again, which shakes.

// Resolves to what `send` resolves to, which is called when all that was done before has its answer.
export function inTurn(send) {
  return Place.inTurn(send);
}

// `change.show(element)` draws it. `change.send(element, before, answered)` resolves to {saved, fresh}: whether it was
// saved, and the element as the server drew it then. `before` holds what was saved just before, by field. If the answer
// draws the element itself, it calls `answered` first. Resolves to {saved, element}: what is in the page by then.
export function atOnce(element, change) {
  return Place.of(element).add(change);
}

// Draws an element as the server has it now, and on it what is under way; it stays the same element, and the focus stays.
export function redraw(element, fresh) {
  const place = Place.at(element);
  if (place) place.drawn(fresh);
  else draw(element, fresh);
}

function draw(element, fresh) {
  const focused = element.contains(document.activeElement) && same(document.activeElement);
  const lifted = element.classList.contains("card--lifted");
  for (const { name } of [...element.attributes]) if (!/style|busy/.test(name)) element.removeAttribute(name);
  for (const { name, value } of fresh.attributes) element.setAttribute(name, value);
  element.classList.toggle("card--lifted", lifted);
  element.replaceChildren(...fresh.childNodes);
  window.htmx?.process(element);
  if (focused) element.querySelector(focused)?.focus({ preventScroll: true });
}

const NAMES = ["data-property", "data-card-menu", "data-open-task"];

function same(element) {
  const name = NAMES.find((one) => element.hasAttribute(one));
  return element.id ? `#${CSS.escape(element.id)}` : name && `[${name}="${element.getAttribute(name)}"]`;
}

function selectorOf(element) {
  const task = element.closest("[data-task-page]")?.dataset.taskPage;
  return `${task ? `[data-task-page="${task}"] ` : ""}#${CSS.escape(element.id)}`;
}

class Place {
  static #all = new Map(); // selector → place with changes under way
  static #last = Promise.resolve(); // of the requests
  #find;
  #element;
  #drawn; // the element as the server drew it last
  #changes = [];
  #saved = {}; // what was saved meanwhile, by field

  static inTurn(send) {
    const answer = Place.#last.then(send);
    Place.#last = answer.catch(() => undefined);
    return answer;
  }

  static at(element) {
    return Place.#all.get(selectorOf(element));
  }

  static of(element) {
    const find = selectorOf(element);
    if (!Place.at(element)) Place.#all.set(find, new Place(find, document.querySelector(find) ?? element));
    return Place.at(element);
  }

  // Parts of the page were drawn by the server, without what is under way.
  static redrawn() {
    for (const place of Place.#all.values()) place.#again();
  }

  constructor(find, element) {
    this.#find = find;
    this.#element = element;
    this.#drawn = element.cloneNode(true);
  }

  drawn(fresh) {
    this.#drawn = fresh.cloneNode(true);
    this.#draw();
  }

  async add(change) {
    this.#changes.push(change);
    this.#show(change);
    this.#tell({ step: change.step, waits: true });
    const answered = () => (change.answered = true);
    const { saved, fresh } = await inTurn(() => change.send(this.#now(), this.#saved, answered));
    this.#changes.splice(this.#changes.indexOf(change), 1);
    this.#settle(saved, fresh, change.answered);
    return { saved, element: this.#element };
  }

  #show(change) {
    this.#element.setAttribute("aria-busy", "true");
    change.show(this.#element);
  }

  #settle(saved, fresh, answered) {
    const element = this.#now();
    if (fresh) this.#drawn = fresh.cloneNode(true);
    if (fresh || !saved || !answered) this.#draw();
    if (!saved) shake(element);
    const waits = this.#changes.length > 0;
    if (!waits) Place.#all.delete(this.#find);
    if (!waits) element.removeAttribute("aria-busy");
    this.#tell({ refused: !saved, waits });
  }

  #draw() {
    draw(this.#element, this.#drawn.cloneNode(true));
    for (const change of this.#changes) this.#show(change);
  }

  // The element in the page; if the server drew it anew meanwhile, that is what it has.
  #now() {
    const element = document.querySelector(this.#find) ?? this.#element;
    if (element !== this.#element) this.#drawn = element.cloneNode(true);
    return (this.#element = element);
  }

  #again() {
    const before = this.#element;
    if (this.#now() === before) return;
    for (const change of this.#changes) if (!change.answered) this.#show(change);
    this.#tell({ waits: true });
  }

  #tell(detail) {
    const row = this.#element;
    if (row.matches("[data-row]")) document.dispatchEvent(new CustomEvent("row:changed", { detail: { row, ...detail } }));
  }
}

// Shows that something was taken back.
export function shake(element) {
  if (matchMedia("(prefers-reduced-motion: reduce)").matches) return;
  element.animate({ translate: ["0", "-5px", "5px", "0"] }, 300);
}

document.addEventListener("refresh:done", Place.redrawn);
document.addEventListener("htmx:afterSwap", Place.redrawn);
