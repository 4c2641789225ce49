// Moves cards optimistically: on the page first, then on the server, and back with a warning if the server refuses.

import { redraw } from "tasks/at-once";
import { cardsOf, count, origin } from "tasks/placing";
import { post, rowIn } from "request";
import { announce, explain, message } from "say";

const board = () => document.querySelector("[data-board]");
export const byHand = () => board().hasAttribute("data-by-hand");
export const movable = () => Boolean(board()?.hasAttribute("data-movable"));
const linkOf = (card) => card.querySelector("[data-open-task]");

// The places of a sentence about where a card is.
export function where(card) {
  const cards = cardsOf(card.parentElement);
  const column = card.parentElement.getAttribute("aria-label");
  return { task: card.dataset.task, place: cards.indexOf(card) + 1, count: cards.length, column };
}

class Moves {
  #sure = new WeakMap(); // card → its position on the server, while moves of it are pending
  #waiting = new WeakMap(); // card → how many of its moves are pending
  #underway = 0;
  #sending = Promise.resolve(); // one at a time, as each move names the neighbouring cards

  // Warns before a queued move is lost; a request already sent still reaches the server.
  connect() {
    addEventListener("beforeunload", (event) => this.#underway > 1 && event.preventDefault());
    return this;
  }

  // Saves a move already made on the page; `from` is the card's origin.
  commit(card, from, { focus = false } = {}) {
    const list = card.parentElement;
    const [before, after] = [from.list.dataset.column, list.dataset.column];
    const fields = after === before ? {} : { status: after };
    if (byHand()) Object.assign(fields, beside(card));
    recount(before, after);
    card.dataset.status = after;
    card.setAttribute("aria-busy", "true");
    if (focus) linkOf(card).focus();
    if (!this.#sure.has(card)) this.#sure.set(card, from);
    this.#waiting.set(card, (this.#waiting.get(card) ?? 0) + 1);
    this.#underway += 1;
    const to = origin(card);
    const turn = () => this.#send(card, fields, to).finally(() => (this.#underway -= 1));
    this.#sending = this.#sending.then(turn, turn);
  }

  // If several moves of a card are pending, only the last one may return it.
  async #send(card, fields, to) {
    const answer = await post(`${linkOf(card).pathname}/place`, fields);
    const fresh = rowIn(answer.html);
    const left = this.#waiting.get(card) - 1;
    const moved = answer.ok && fresh;
    this.#waiting.set(card, left);
    if (moved) {
      this.#sure.set(card, to);
      if (left) fresh.dataset.status = card.dataset.status;
      redraw(card, fresh);
    }
    if (left) return;
    card.removeAttribute("aria-busy");
    if (moved && !card.matches(".card--lifted")) announce(message("moved", where(card)));
    if (!moved) {
      giveBack(card, this.#sure.get(card));
      explain(answer, message("not-moved", card.dataset));
    }
    this.#sure.delete(card);
  }
}

export const moves = new Moves().connect();

function giveBack(card, { list, back }) {
  const hadFocus = card.contains(document.activeElement);
  recount(card.dataset.status, list.dataset.column);
  card.dataset.status = list.dataset.column;
  back();
  card.classList.add("card--returned");
  card.addEventListener("animationend", () => card.classList.remove("card--returned"), { once: true });
  card.dispatchEvent(new CustomEvent("card:returned", { bubbles: true }));
  if (hadFocus) linkOf(card).focus();
}

function recount(before, after) {
  if (before === after) return;
  count(before, -1);
  count(after, +1);
}

function beside(card) {
  const above = card.previousElementSibling;
  const below = card.nextElementSibling;
  if (above?.matches("[data-row]")) return { after: above.dataset.task };
  if (below?.matches("[data-row]")) return { before: below.dataset.task };
  return {};
}
