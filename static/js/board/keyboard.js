// Moving cards by keyboard: arrows go from card to card; Space picks one up, arrows move it, Space, Enter or Tab drops
// it, Esc puts it back. Every step is announced in the live region.

import { byHand, movable, moves, where } from "board/moves";
import { cardsOf, origin } from "tasks/placing";
import { announce, message } from "say";

const lists = () => [...document.querySelectorAll("[data-board] [data-column]")];
const linkOf = (card) => card.querySelector("[data-open-task]");

// A card that was picked up.
class Lifted {
  static now;
  #card;
  #from;
  #ends = new AbortController();

  constructor(card) {
    this.#card = card;
  }

  lift() {
    Lifted.now = this;
    this.#from = origin(this.#card);
    this.#card.classList.add("card--lifted");
    // The server refused the card's last move: continue from the position it returned to.
    const again = () => (this.#from = origin(this.#card));
    this.#card.addEventListener("card:returned", again, { signal: this.#ends.signal });
    this.#say("picked-up");
  }

  put() {
    this.end();
    if (this.#from.left()) moves.commit(this.#card, this.#from, { focus: true });
    else this.#say("stays");
  }

  giveUp() {
    this.#from.back();
    this.end();
    this.#say("put-back");
  }

  end() {
    Lifted.now = undefined;
    this.#ends.abort();
    this.#card.classList.remove("card--lifted");
    linkOf(this.#card).focus();
  }

  // Returns whether the key was handled.
  press(key) {
    if (key === " " || key === "Enter" || key === "Tab") this.put();
    else if (key === "Escape") this.giveUp();
    else if (key.startsWith("Arrow")) this.#carry(key);
    return key !== "Tab";
  }

  get gone() {
    return !this.#card.isConnected; // the page was redrawn
  }

  #say(name) {
    announce(message(name, where(this.#card)));
  }

  #carry(key) {
    const refused = key === "ArrowUp" || key === "ArrowDown" ? this.#within(key) : this.#across(key);
    if (refused) return this.#say(refused);
    linkOf(this.#card).focus();
    this.#card.scrollIntoView({ block: "nearest", inline: "nearest" });
    this.#say("carried");
  }

  // Returns the name of the sentence that says why not, or "".
  #within(key) {
    const cards = cardsOf(this.#card.parentElement);
    if (!byHand()) return "sorted";
    const other = cards[cards.indexOf(this.#card) + (key === "ArrowUp" ? -1 : 1)];
    if (!other) return key === "ArrowUp" ? "column-top" : "column-bottom";
    other[key === "ArrowUp" ? "before" : "after"](this.#card);
    return "";
  }

  // To the adjacent column, at the same index; to the top if it is sorted.
  #across(key) {
    const list = this.#card.parentElement;
    const columns = lists();
    const next = columns[columns.indexOf(list) + (key === "ArrowLeft" ? -1 : 1)];
    if (!next) return "no-column";
    const here = cardsOf(next)[byHand() ? cardsOf(list).indexOf(this.#card) : 0];
    next.insertBefore(this.#card, here ?? next.querySelector(":scope > [data-more]"));
    return "";
  }
}

// Focuses the neighbouring card; returns whether there is one.
function walk(card, key) {
  const list = card.parentElement;
  const at = cardsOf(list).indexOf(card);
  const columns = lists();
  const place = columns.indexOf(list);
  const beyond = { ArrowLeft: columns.slice(0, place).reverse(), ArrowRight: columns.slice(place + 1) }[key];
  const full = beyond?.map(cardsOf).find((cards) => cards.length);
  const next = beyond ? full?.[Math.min(at, full.length - 1)] : cardsOf(list)[at + (key === "ArrowUp" ? -1 : 1)];
  if (next) linkOf(next).focus();
  return Boolean(next);
}

function press(card, key) {
  if (Lifted.now) return Lifted.now.press(key);
  if (key !== " ") return key.startsWith("Arrow") && walk(card, key);
  if (movable()) new Lifted(card).lift();
  else announce(message("immovable"));
  return true;
}

document.addEventListener("keydown", (event) => {
  const card = event.target.closest?.("[data-board] [data-card]");
  const plain = !(event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || event.isComposing);
  if (!card || !plain || event.target !== linkOf(card)) return;
  if (Lifted.now?.gone) Lifted.now = undefined;
  if (!press(card, event.key)) return;
  event.preventDefault();
  event.stopPropagation();
}, true);
