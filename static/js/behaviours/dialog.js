// Dialogs. <button data-dialog-open="id"> opens one that is in the page. <a href data-dialog="id"> opens that one at once with
// a field to write in (<template id="id-waiting">) and fetches the page's form into it (the server answers a fragment to
// HX-Request); what was written meanwhile goes along. It leads to the page when that fails.
// A form in it that fails its checks is shown again in place; one that succeeds answers nothing but toasts, or HX-Redirect.
// Forms with hx-post go their own way.

const busy = new WeakSet();
const turns = new WeakMap(); // dialog → the last time it was asked for

// An answer may bring toasts for the page beside what it shows; gives what is left of it.
function withoutToasts(html) {
  const answer = document.createElement("template");
  answer.innerHTML = html;
  for (const part of answer.content.querySelectorAll('[hx-swap-oob="beforeend:#toasts"]')) {
    document.getElementById("toasts")?.append(...part.children);
    part.remove();
  }
  return answer.innerHTML;
}

// What was made shows where it belongs: a module may place it (and prevent the default), else each element with an id and
// data-refresh is drawn anew from its page.
function done(dialog, made) {
  dialog.close();
  const event = new CustomEvent("dialog:done", { cancelable: true, detail: { dialog, made } });
  const stale = document.querySelectorAll("[data-refresh][id]");
  if (document.dispatchEvent(event)) document.dispatchEvent(new CustomEvent("refresh", { detail: stale }));
}

function fill(dialog, html) {
  const stays = dialog.querySelectorAll(":scope > :is(#toasts, #announcements)");
  dialog.innerHTML = html;
  dialog.removeAttribute("aria-busy");
  dialog.append(...stays);
  window.htmx?.process(dialog);
  if (!dialog.open) dialog.showModal();
  const heading = dialog.querySelector("h1, h2");
  if (heading) dialog.setAttribute("aria-label", heading.textContent.trim());
  (dialog.querySelector("[autofocus]") ?? dialog.querySelector("input:not([type=hidden]), textarea, button"))?.focus();
}

// Until the form is there one writes in the field that stands for it; Enter sends the form when it has come.
function wait(dialog, url) {
  const shape = document.getElementById(`${dialog.id}-waiting`);
  if (!shape) return undefined;
  fill(dialog, shape.innerHTML);
  const field = dialog.querySelector("form [name]");
  field.value = url.searchParams.get(field.name) ?? "";
  field.form.addEventListener("submit", (event) => {
    event.preventDefault();
    field.form.dataset.sent = "";
  });
  dialog.setAttribute("aria-busy", "true");
  return field;
}

function goOn(dialog, { name, value, selectionStart, selectionEnd, form }) {
  const field = dialog.querySelector(`form [name="${CSS.escape(name)}"]`);
  field.value = value;
  if (document.activeElement === field) field.setSelectionRange(selectionStart, selectionEnd);
  if ("sent" in form.dataset) field.form.requestSubmit();
}

async function load(link) {
  const dialog = document.getElementById(link.dataset.dialog);
  const turn = {};
  turns.set(dialog, turn);
  const url = new URL(link.href);
  const field = wait(dialog, url);
  const gone = () => turns.get(dialog) !== turn || (field && !field.closest("dialog[open]")); // closed, or asked anew
  try {
    const answer = await fetch(url, { headers: { "HX-Request": "true", "HX-Target": dialog.id } });
    const html = await answer.text();
    if (!answer.ok || answer.redirected || /^\s*<!doctype/i.test(html)) throw new Error("not a fragment");
    if (gone()) return;
    fill(dialog, html);
    if (field) goOn(dialog, field);
  } catch {
    if (gone()) return;
    if (field?.value) url.searchParams.set(field.name, field.value);
    location.assign(url);
  }
}

async function submit(form, dialog, submitter) {
  const body = new FormData(form, submitter);
  const fields = [...form.querySelectorAll("input:not([readonly]), textarea:not([readonly])")];
  busy.add(form);
  form.setAttribute("aria-busy", "true");
  for (const field of fields) field.readOnly = true; // what is typed now could not be saved
  try {
    const answer = await fetch(form.action, {
      method: "POST",
      redirect: "manual",
      body: form.enctype === "multipart/form-data" ? body : new URLSearchParams(body),
      headers: { "HX-Request": "true", "HX-Target": dialog.id },
    });
    const leads = answer.headers.get("HX-Redirect");
    if (leads) return location.assign(leads);
    // A plain redirect can't be read here, and following it would use up the toast that waits there.
    if (answer.type === "opaqueredirect" || answer.headers.get("HX-Refresh")) return location.reload();
    const text = await answer.text();
    if (answer.status >= 500 || /^\s*<!doctype/i.test(text)) throw new Error("not a fragment");
    const html = withoutToasts(text);
    if (html.trim()) fill(dialog, html);
    else if (answer.ok) done(dialog, answer.headers.get("X-Created"));
  } catch {
    document.dispatchEvent(new CustomEvent("toast", { detail: { text: "That couldn’t be saved; your text is kept. Try again.", bad: true } }));
  } finally {
    busy.delete(form);
    form.removeAttribute("aria-busy");
    for (const field of fields) field.readOnly = false;
  }
}

document.addEventListener("click", (event) => {
  const opener = event.target.closest?.("[data-dialog-open]");
  if (opener) document.getElementById(opener.dataset.dialogOpen)?.showModal();
  const link = event.target.closest?.("a[data-dialog]");
  if (link && !event.defaultPrevented && event.button === 0 && !(event.ctrlKey || event.metaKey || event.shiftKey)) {
    event.preventDefault();
    load(link);
  }
  const close = event.target.closest?.("dialog [data-dialog-close]");
  if (close) {
    event.preventDefault();
    close.closest("dialog").close();
  }
});

// Pressing beside a dialog closes it, unless something was written in it.
document.addEventListener("pointerdown", ({ target, clientX: x, clientY: y }) => {
  if (!(target instanceof HTMLDialogElement) || !target.matches(":modal")) return;
  const box = target.getBoundingClientRect();
  const beside = x < box.left || x > box.right || y < box.top || y > box.bottom;
  const written = [...target.querySelectorAll("input, textarea")].some((one) => one.value !== one.defaultValue);
  if (beside && !written) target.close();
});

document.addEventListener("submit", (event) => {
  const dialog = event.target.closest("dialog[id]");
  const form = event.target;
  if (!dialog || form.method !== "post" || form.hasAttribute("hx-post") || event.defaultPrevented) return;
  event.preventDefault();
  if (!busy.has(form)) submit(form, dialog, event.submitter);
});
