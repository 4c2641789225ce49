// One line to add tasks in a group or column: <a data-quick-add="todo"> opens it in place of the form's page. Enter adds and
// stays for the next one, Esc closes; a link leads to the whole form with what is written.

import { column, kind, putIn, read } from "tasks/placing";
import { post } from "request";
import { announce } from "say";

let item;

function close() {
  const opener = item && document.querySelector(`[data-quick-add="${item.dataset.status}"]`);
  item?.remove();
  item = undefined;
  return opener;
}

function open(link) {
  close();
  const status = link.dataset.quickAdd;
  item = document.getElementById("quick-add-shape").content.firstElementChild.cloneNode(true);
  item.dataset.status = status;
  const form = item.querySelector("form");
  form.elements.status.value = status;
  form.setAttribute("aria-label", link.getAttribute("aria-label"));
  const whole = item.querySelector("[data-whole]");
  whole.href = link.href;
  column(status).prepend(item);
  column(status).scrollTop = 0;
  form.elements.title.focus();
}

// The whole form begins with what is written here.
function carry(link) {
  const url = new URL(link.href);
  url.searchParams.set("title", item.querySelector("textarea").value);
  link.href = url;
}

function complain(text) {
  const said = item.querySelector("[data-wrong]");
  said.hidden = !text;
  said.querySelector("[data-words]").textContent = text;
}

async function add(form) {
  const text = form.elements.title;
  const sent = text.value;
  if (form.hasAttribute("aria-busy")) return; // what is typed meanwhile waits for the next Enter
  if (!sent.trim()) return text.focus();
  form.setAttribute("aria-busy", "true");
  const body = new URLSearchParams(new FormData(form));
  body.set("fragment", kind());
  const answer = await post(form.action, body).catch(() => undefined);
  form.removeAttribute("aria-busy");
  if (!item?.contains(form)) return;
  if (answer?.status === 201) {
    const row = read(await answer.text());
    if (text.value === sent) text.value = text.defaultValue = "";
    complain("");
    putIn(row, { after: item });
    announce(`Created ${row.dataset.task}`);
  } else {
    const page = new DOMParser().parseFromString((await answer?.text()) ?? "", "text/html");
    const wrong = [...page.querySelectorAll(".field__error")].map((one) => one.textContent.trim()).join(" ");
    complain(wrong || "That couldn’t be saved. Try again.");
  }
  text.focus();
}

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("[data-quick-add]");
  const plain = event.button === 0 && !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
  if (link && plain && column(link.dataset.quickAdd)) {
    event.preventDefault();
    open(link);
  }
  if (item && event.target.closest?.("[data-quick-close]")) close()?.focus();
});

document.addEventListener("click", ({ target }) => {
  const whole = target.closest?.("[data-whole]");
  if (whole) carry(whole);
}, true);

document.addEventListener("submit", (event) => {
  if (!item?.contains(event.target)) return;
  event.preventDefault();
  event.stopPropagation();
  add(event.target);
}, true);

document.addEventListener("keydown", (event) => {
  if (!item?.contains(event.target) || event.isComposing) return;
  if (event.key === "Escape") {
    event.preventDefault();
    close()?.focus();
  } else if (event.key === "Enter" && event.target.matches("textarea")) {
    event.preventDefault();
    if (!event.repeat) event.target.form.requestSubmit();
  }
});

// Left empty, it goes.
document.addEventListener("focusout", () => {
  setTimeout(() => {
    if (item && !item.contains(document.activeElement) && !item.querySelector("textarea").value && document.hasFocus()) close();
  });
});

document.addEventListener("dialog:done", close);
