// A page that Back or Forward shows again is asked for again, and drawn anew where it has changed meanwhile. Scroll and
// focus stay (refresh.js), and text that was typed and not sent: such a page is left as it is.

const loadedByBack = () => performance.getEntriesByType("navigation")[0]?.type === "back_forward";

addEventListener("pageshow", ({ persisted }) => {
  const main = document.querySelector("main[id]");
  if (!main || !document.body.dataset.state || !(persisted || loadedByBack())) return;
  document.dispatchEvent(new CustomEvent("refresh", { detail: Object.assign([main], { ifChanged: true }) }));
});
