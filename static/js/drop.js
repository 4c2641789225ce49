// <label data-drop> around a file input: dropping or choosing a file submits the form at once, so the submit button for
// browsers without scripts ([data-drop-send]) is hidden.

for (const drop of document.querySelectorAll("[data-drop]")) {
  const input = drop.querySelector("input[type=file]");
  const send = input.form.querySelector("[data-drop-send]");
  const over = (event) => {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    drop.classList.toggle("drop--over", event.type !== "dragleave");
  };

  send.hidden = true;
  input.addEventListener("input", () => input.files.length && input.form.requestSubmit());
  drop.addEventListener("dragover", over);
  drop.addEventListener("dragleave", over);
  drop.addEventListener("drop", (event) => {
    over(event);
    drop.classList.remove("drop--over");
    if (!event.dataTransfer.files.length) return;
    input.files = event.dataTransfer.files;
    input.dispatchEvent(new Event("input", { bubbles: true }));
  });
}
