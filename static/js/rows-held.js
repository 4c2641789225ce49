// How many rows a page holds, those that "More" brought included.

export const columnsOf = (page) => [...page.querySelectorAll("[data-board] [data-column]")];
export const rowsIn = (place) => place.querySelectorAll("#main [data-row]").length;

// Of the whole page, and by column on a board.
export function heldRows(page) {
  return { "": rowsIn(page), ...Object.fromEntries(columnsOf(page).map((one) => [one.dataset.column, rowsIn(one)])) };
}
