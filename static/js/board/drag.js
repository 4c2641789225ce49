// Dragging cards: a mouse after a few pixels, a finger after resting a moment, so that swiping still scrolls. A line shows
// where the card will stand; columns and board scroll at their edges. Esc gives up.

import { byHand, commit, movable, origin } from "board/moves";
import { cardsOf } from "tasks/placing";

const START_PX = 5;
const REST_MS = 280;
const REST_PX = 8;
const EDGE_PX = 56;
const SPEED_PX = 14;

const board = () => document.querySelector("[data-board]"); // another one once the page was drawn anew
let held; // a card under the pointer that may become a drag: {card, x, y, id, timer}
let drag; // {card, ghost, line, dx, dy, x, y, frame}

function hold(event) {
  const card = event.target.closest?.("[data-board] [data-card]");
  if (!card || event.button !== 0 || event.target.closest("button, [data-card-menu], form") || !movable() || drag) return;
  const touch = event.pointerType !== "mouse";
  held = { card, x: event.clientX, y: event.clientY, id: event.pointerId, touch };
  if (touch) held.timer = setTimeout(start, REST_MS);
}

function release() {
  clearTimeout(held?.timer);
  held = undefined;
}

function start() {
  const { card, x, y, id } = held;
  release();
  const box = card.getBoundingClientRect();
  const ghost = card.cloneNode(true);
  ghost.removeAttribute("id");
  ghost.inert = true;
  ghost.classList.add("card--moving");
  Object.assign(ghost.style, { inlineSize: `${box.width}px`, blockSize: `${box.height}px`, left: `${box.left}px`, top: `${box.top}px` });
  document.body.append(ghost);
  const line = document.createElement("li");
  line.className = "drop-line";
  line.setAttribute("aria-hidden", "true");
  card.classList.add("card--lifted");
  board().classList.add("board--dragging");
  drag = { card, ghost, line, x, y, startX: x, startY: y };
  try {
    board().setPointerCapture(id);
  } catch {
    // The pointer is gone already; pointerup or pointercancel follows.
  }
  navigator.vibrate?.(10);
  follow();
  drag.frame = requestAnimationFrame(scroll);
}

function follow() {
  const { ghost, x, y, startX, startY } = drag;
  ghost.style.transform = `translate(${x - startX}px, ${y - startY}px)`;
  aim();
}

// The line stands in the column under the pointer, before the first card whose middle is below it.
function aim() {
  const { card, line, x, y } = drag;
  const group = document.elementsFromPoint(x, y).map((one) => one.closest?.("[data-group]")).find(Boolean);
  const list = group?.querySelector("[data-column]");
  if (!list) return line.remove();
  if (!byHand()) {
    if (list === card.parentElement) line.remove();
    else list.prepend(line);
    return;
  }
  const below = cardsOf(list).find((other) => {
    const box = other.getBoundingClientRect();
    return other !== card && box.top + box.height / 2 > y;
  });
  list.insertBefore(line, below ?? list.querySelector(":scope > [data-more]"));
}

function nearEdge(position, low, high) {
  if (position < low + EDGE_PX) return -Math.min(1, (low + EDGE_PX - position) / EDGE_PX);
  if (position > high - EDGE_PX) return Math.min(1, (position - high + EDGE_PX) / EDGE_PX);
  return 0;
}

function scroll() {
  if (!drag) return;
  const { x, y, line } = drag;
  const frame = board().getBoundingClientRect();
  const sideways = nearEdge(x, frame.left, frame.right);
  if (sideways) board().scrollLeft += sideways * SPEED_PX;
  const list = line.parentElement;
  const box = list?.getBoundingClientRect();
  const upright = box ? nearEdge(y, box.top, box.bottom) : 0;
  if (upright) list.scrollTop += upright * SPEED_PX;
  if (sideways || upright) aim();
  drag.frame = requestAnimationFrame(scroll);
}

function end({ drop: dropped }) {
  const { card, ghost, line, frame } = drag;
  const drop = dropped && card.isConnected; // the page may have been drawn anew under it
  cancelAnimationFrame(frame);
  drag = undefined;
  const list = line.parentElement;
  const from = origin(card);
  const stays = line.nextElementSibling === card || line.previousElementSibling === card;
  if (drop && list && !stays) list.insertBefore(card, line);
  line.remove();
  ghost.remove();
  card.classList.remove("card--lifted");
  board()?.classList.remove("board--dragging");
  if (drop && list && !stays) commit(card, from);
  // The click that ends a drag opens nothing.
  const swallow = (event) => (event.preventDefault(), event.stopPropagation());
  addEventListener("click", swallow, { capture: true, once: true });
  setTimeout(() => removeEventListener("click", swallow, { capture: true }));
}

function move(event) {
  if (held && event.pointerId === held.id) {
    const far = Math.hypot(event.clientX - held.x, event.clientY - held.y);
    if (held.touch ? far > REST_PX : far > START_PX) held.touch ? release() : start();
  }
  if (!drag) return;
  drag.x = event.clientX;
  drag.y = event.clientY;
  follow();
}

document.addEventListener("pointerdown", hold);
addEventListener("pointermove", move);
addEventListener("pointerup", () => (drag ? end({ drop: true }) : release()));
addEventListener("pointercancel", () => (drag ? end({ drop: false }) : release()));
document.addEventListener("touchmove", (event) => drag && event.preventDefault(), { passive: false });
document.addEventListener("contextmenu", (event) => (held?.touch || drag) && event.preventDefault());
document.addEventListener("dragstart", (event) => event.target.closest?.("[data-board]") && event.preventDefault());
addEventListener("keydown", (event) => {
  if (!drag || event.key !== "Escape") return;
  event.preventDefault();
  event.stopPropagation();
  end({ drop: false });
}, true);
