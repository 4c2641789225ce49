// Moving a card: at once on the page, then on the server; when that says no, visibly back, and why.

import { cardsOf, count, read } from "tasks/placing";
import { post } from "request";
import { announce, warn } from "say";

const board = () => document.querySelector("[data-board]");
export const byHand = () => board().hasAttribute("data-by-hand");
export const movable = () => Boolean(board()?.hasAttribute("data-movable"));
export const named = (list) => list.getAttribute("aria-label");

// Where a card stands now, and the way back to it.
export function origin(card) {
  const list = card.parentElement;
  const next = card.nextElementSibling;
  return {
    list,
    back: () => list.insertBefore(card, next?.parentElement === list ? next : null),
    left: () => card.parentElement !== list || card.nextElementSibling !== next,
  };
}

export function where(card) {
  const list = card.parentElement;
  return `${cardsOf(list).indexOf(card) + 1} of ${cardsOf(list).length} in ${named(list)}`;
}

// The card already stands in its new place; `from` is its origin.
export async function commit(card, from, { focus = false } = {}) {
  const list = card.parentElement;
  const [before, after] = [from.list.dataset.column, list.dataset.column];
  const fields = after === before ? {} : { status: after };
  if (byHand()) Object.assign(fields, beside(card));
  if (before !== after) {
    count(before, -1);
    count(after, +1);
  }
  card.dataset.status = after;
  card.setAttribute("aria-busy", "true");
  const url = card.querySelector("[data-open-task]").pathname;
  const answer = await post(`${url}/place`, fields).catch(() => undefined);
  const fresh = answer ? read(await answer.text()) : undefined;
  card.removeAttribute("aria-busy");
  const had = focus || card.contains(document.activeElement);
  if (answer?.ok && fresh) {
    card.replaceWith(fresh);
    window.htmx?.process(fresh);
    card = fresh;
    announce(`${card.dataset.task} is ${where(card)}`);
  } else {
    from.back();
    card.dataset.status = before;
    if (before !== after) {
      count(before, +1);
      count(after, -1);
    }
    card.classList.add("card--returned");
    card.addEventListener("animationend", () => card.classList.remove("card--returned"), { once: true });
    if (!answer || answer.status >= 500) warn(`${card.dataset.task} couldn’t be moved. It is back where it was.`);
  }
  if (had) card.querySelector("[data-open-task]").focus();
}

function beside(card) {
  const above = card.previousElementSibling;
  const below = card.nextElementSibling;
  if (above?.matches("[data-row]")) return { after: above.dataset.task };
  if (below?.matches("[data-row]")) return { before: below.dataset.task };
  return {};
}
