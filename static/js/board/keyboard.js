// Cards by keys: arrows go from card to card; Space picks one up, arrows carry it, Space or Enter puts it down, Esc back.
// Everything is said in the live region.

import { byHand, commit, movable, named, origin, where } from "board/moves";
import { cardsOf } from "tasks/placing";
import { announce } from "say";

let lifted; // {card, from}

const lists = () => [...document.querySelectorAll("[data-board] [data-column]")];
const linkOf = (card) => card.querySelector("[data-open-task]");

function lift(card) {
  if (!movable()) return announce("Nothing can be moved here.");
  lifted = { card, from: origin(card) };
  card.classList.add("card--lifted");
  announce(`Picked up ${card.dataset.task}, ${where(card)}. Arrows move it, Space puts it down, Escape puts it back.`);
}

function put() {
  const { card, from } = lifted;
  lifted = undefined;
  card.classList.remove("card--lifted");
  linkOf(card).focus();
  if (from.left()) commit(card, from, { focus: true });
  else announce(`${card.dataset.task} stays where it was.`);
}

function giveUp() {
  const { card, from } = lifted;
  lifted = undefined;
  from.back();
  card.classList.remove("card--lifted");
  linkOf(card).focus();
  announce(`${card.dataset.task} is back where it was.`);
}

// Down and up within the column; left and right to the columns beside, at about the same height.
function carry(key) {
  const { card } = lifted;
  const list = card.parentElement;
  const cards = cardsOf(list);
  const at = cards.indexOf(card);
  if (key === "ArrowUp" || key === "ArrowDown") {
    if (!byHand()) return announce("This column is sorted. Left and right move to another column.");
    const other = cards[at + (key === "ArrowUp" ? -1 : 1)];
    if (!other) return announce(`${key === "ArrowUp" ? "Top" : "Bottom"} of ${named(list)}.`);
    other[key === "ArrowUp" ? "before" : "after"](card);
  } else {
    const columns = lists();
    const next = columns[columns.indexOf(list) + (key === "ArrowLeft" ? -1 : 1)];
    if (!next) return announce("There is no column beyond.");
    const here = byHand() ? cardsOf(next)[at] : cardsOf(next)[0];
    next.insertBefore(card, here ?? next.querySelector(":scope > [data-more]"));
  }
  linkOf(card).focus();
  card.scrollIntoView({ block: "nearest", inline: "nearest" });
  announce(where(card));
}

function walk(card, key) {
  const list = card.parentElement;
  const at = cardsOf(list).indexOf(card);
  let next;
  if (key === "ArrowUp" || key === "ArrowDown") next = cardsOf(list)[at + (key === "ArrowUp" ? -1 : 1)];
  else {
    const columns = lists();
    const beyond = key === "ArrowLeft" ? columns.slice(0, columns.indexOf(list)).reverse() : columns.slice(columns.indexOf(list) + 1);
    const full = beyond.map(cardsOf).find((cards) => cards.length);
    next = full?.[Math.min(at, full.length - 1)];
  }
  if (next) linkOf(next).focus();
  return Boolean(next);
}

document.addEventListener("keydown", (event) => {
  const card = event.target.closest?.("[data-board] [data-card]");
  const plain = !(event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || event.isComposing);
  if (!card || !plain || event.target !== linkOf(card)) return;
  if (lifted && !lifted.card.isConnected) lifted = undefined; // the page was drawn anew under it
  const arrow = event.key.startsWith("Arrow");
  if (lifted) {
    if (event.key === " " || event.key === "Enter") put();
    else if (event.key === "Escape") giveUp();
    else if (arrow) carry(event.key);
    else if (event.key === "Tab") return put();
  } else if (event.key === " ") lift(card);
  else if (!arrow || !walk(card, event.key)) return;
  event.preventDefault();
  event.stopPropagation();
}, true);

// The server said no to its last move: it goes on from where it was before.
document.addEventListener("card:returned", ({ target: card }) => lifted?.card === card && (lifted.from = origin(card)));
