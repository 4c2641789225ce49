// Dragging cards: starts after a few pixels with a mouse, after a long press with touch, so that swiping still scrolls.
// A line shows where the card will land; columns and board scroll at their edges. Esc cancels.

import { byHand, movable, moves } from "board/moves";
import { cardsOf, origin } from "tasks/placing";

const START_PX = 5;
const REST_MS = 280;
const REST_PX = 8;
const EDGE_PX = 56;
const SPEED_PX = 14;

const board = () => document.querySelector("[data-board]"); // looked up each time, as the page may have been redrawn

// A pointer held down on a card, from press to release: it may become a drag.
class Hold {
  static now;
  #card;
  #pointer; // {id, x, y, touch} at the press
  #timer;
  #drag;
  #ends = new AbortController();

  constructor(card, { pointerId, pointerType, clientX, clientY }) {
    this.#card = card;
    this.#pointer = { id: pointerId, x: clientX, y: clientY, touch: pointerType !== "mouse" };
  }

  start() {
    Hold.now?.end({ drop: false });
    Hold.now = this;
    const { signal } = this.#ends;
    if (this.#pointer.touch) this.#timer = setTimeout(() => this.#lift(), REST_MS);
    addEventListener("pointermove", (event) => this.#move(event), { signal });
    addEventListener("pointerup", () => this.end({ drop: true }), { signal });
    addEventListener("pointercancel", () => this.end({ drop: false }), { signal });
    addEventListener("keydown", (event) => this.#press(event), { capture: true, signal });
  }

  end({ drop }) {
    clearTimeout(this.#timer);
    this.#ends.abort();
    Hold.now = undefined;
    this.#drag?.end({ drop });
  }

  get dragging() {
    return Boolean(this.#drag);
  }

  // Whether to suppress the context menu, which a long press would open.
  get takesMenu() {
    return this.#pointer.touch || this.dragging;
  }

  #lift() {
    clearTimeout(this.#timer);
    this.#drag = new Drag(this.#card, this.#pointer);
    this.#drag.start();
  }

  #move({ pointerId, clientX, clientY }) {
    const { id, x, y, touch } = this.#pointer;
    if (!this.dragging && pointerId === id) {
      const far = Math.hypot(clientX - x, clientY - y);
      if (touch && far > REST_PX) return this.end({ drop: false }); // it is a swipe
      if (!touch && far > START_PX) this.#lift();
    }
    this.#drag?.follow(clientX, clientY);
  }

  #press(event) {
    if (!this.dragging || event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    this.end({ drop: false });
  }
}

// A card that follows the pointer.
class Drag {
  #card;
  #pointer;
  #x;
  #y;
  #ghost;
  #line = document.createElement("li");
  #frame;

  constructor(card, pointer) {
    this.#card = card;
    this.#pointer = pointer;
    this.#line.className = "drop-line";
    this.#line.setAttribute("aria-hidden", "true");
  }

  start() {
    const { id, x, y } = this.#pointer;
    this.#ghost = ghostOf(this.#card);
    document.body.append(this.#ghost);
    this.#card.classList.add("card--lifted");
    board().classList.add("board--dragging");
    try {
      board().setPointerCapture(id);
    } catch {
      // The pointer is already gone; pointerup or pointercancel follows.
    }
    navigator.vibrate?.(10);
    this.follow(x, y);
    this.#frame = requestAnimationFrame(() => this.#scroll());
  }

  follow(x, y) {
    this.#x = x;
    this.#y = y;
    this.#ghost.style.transform = `translate(${x - this.#pointer.x}px, ${y - this.#pointer.y}px)`;
    this.#aim();
  }

  end({ drop }) {
    cancelAnimationFrame(this.#frame);
    const card = this.#card;
    const line = this.#line;
    const list = line.parentElement;
    const from = origin(card);
    const stays = line.nextElementSibling === card || line.previousElementSibling === card;
    const moved = drop && card.isConnected && list && !stays; // the page may have been redrawn
    if (moved) list.insertBefore(card, line);
    line.remove();
    this.#ghost.remove();
    card.classList.remove("card--lifted");
    board()?.classList.remove("board--dragging");
    if (moved) moves.commit(card, from);
    swallowClick();
  }

  // Puts the line in the column under the pointer, before the first card whose middle is below the pointer; in a sorted
  // column, at the top.
  #aim() {
    const card = this.#card;
    const line = this.#line;
    const group = document.elementsFromPoint(this.#x, this.#y).map((one) => one.closest?.("[data-group]")).find(Boolean);
    const list = group?.querySelector("[data-column]");
    if (!list || (!byHand() && list === card.parentElement)) return line.remove();
    if (!byHand()) return list.prepend(line);
    const below = cardsOf(list).find((other) => {
      const box = other.getBoundingClientRect();
      return other !== card && box.top + box.height / 2 > this.#y;
    });
    list.insertBefore(line, below ?? list.querySelector(":scope > [data-more]"));
  }

  #scroll() {
    const frame = board().getBoundingClientRect();
    const sideways = nearEdge(this.#x, frame.left, frame.right);
    if (sideways) board().scrollLeft += sideways * SPEED_PX;
    const list = this.#line.parentElement;
    const box = list?.getBoundingClientRect();
    const upright = box ? nearEdge(this.#y, box.top, box.bottom) : 0;
    if (upright) list.scrollTop += upright * SPEED_PX;
    if (sideways || upright) this.#aim();
    this.#frame = requestAnimationFrame(() => this.#scroll());
  }
}

function ghostOf(card) {
  const { width, height, left, top } = card.getBoundingClientRect();
  const ghost = card.cloneNode(true);
  ghost.removeAttribute("id");
  ghost.inert = true;
  ghost.classList.add("card--moving");
  Object.assign(ghost.style, { inlineSize: `${width}px`, blockSize: `${height}px`, left: `${left}px`, top: `${top}px` });
  return ghost;
}

function nearEdge(position, low, high) {
  if (position < low + EDGE_PX) return -Math.min(1, (low + EDGE_PX - position) / EDGE_PX);
  if (position > high - EDGE_PX) return Math.min(1, (position - high + EDGE_PX) / EDGE_PX);
  return 0;
}

// Suppresses the click that follows a drag, so that it opens nothing.
function swallowClick() {
  const swallow = (event) => (event.preventDefault(), event.stopPropagation());
  addEventListener("click", swallow, { capture: true, once: true });
  setTimeout(() => removeEventListener("click", swallow, { capture: true }));
}

document.addEventListener("pointerdown", (event) => {
  const card = event.target.closest?.("[data-board] [data-card]");
  if (!card || event.button !== 0 || event.target.closest("button, [data-card-menu], form") || !movable()) return;
  if (!Hold.now?.dragging) new Hold(card, event).start();
});

// Never removed: a touch that started without this listener scrolls, even if prevented later. Without a board it would only
// slow scrolling down.
if (board()) document.addEventListener("touchmove", (event) => Hold.now?.dragging && event.preventDefault(), { passive: false });
document.addEventListener("contextmenu", (event) => Hold.now?.takesMenu && event.preventDefault());
document.addEventListener("dragstart", (event) => event.target.closest?.("[data-board]") && event.preventDefault());
