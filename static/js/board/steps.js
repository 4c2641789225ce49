// Shows on the page what the menu's moves within a column ("Up", "To the top") do on the server.

import { where } from "board/moves";
import { cardsOf } from "tasks/placing";
import { announce, message } from "say";

const STEPS = {
  top: (card, cards) => cards[0].before(card),
  up: (card, cards, at) => cards[at - 1]?.before(card),
  down: (card, cards, at) => cards[at + 1]?.after(card),
  // The end of the column isn't loaded while "More" is shown, so the card disappears.
  bottom: (card, cards) => (card.parentElement.querySelector(":scope > [data-more]") ? card.remove() : cards.at(-1).after(card)),
};

document.addEventListener("row:changed", ({ detail: { row: card, step } }) => {
  const list = card.closest("[data-board] [data-column]");
  if (!list || !step || card.dataset.status !== list.dataset.column) return;
  const cards = cardsOf(list);
  STEPS[step]?.(card, cards, cards.indexOf(card));
  if (!card.isConnected) return;
  card.querySelector("[data-open-task]").focus();
  announce(message("moved", where(card)));
});
