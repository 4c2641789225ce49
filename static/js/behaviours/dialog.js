// Dialogs. <button data-dialog-open="id"> opens a dialog already in the page. <a href data-dialog="id"> opens its
// dialog at once with a placeholder field (<template id="id-waiting">) and loads the linked page's form into it (for
// HX-Request the server returns a fragment), carrying over what was typed meanwhile. If the answer is a page, the link is
// followed; if none comes, the placeholder stays. An invalid form is shown again in place; a valid one returns only
// toasts, or HX-Redirect. Forms with hx-post are left to htmx.

import { fragment, send, withoutToasts } from "request";
import { explain, message } from "say";

const isPage = (html) => /^\s*<!doctype/i.test(html);

class FormDialog {
  static #all = new WeakMap();
  #dialog;
  #turn = 0;
  #sending; // the form whose response is pending

  static of(dialog) {
    if (!FormDialog.#all.has(dialog)) FormDialog.#all.set(dialog, new FormDialog(dialog));
    return FormDialog.#all.get(dialog);
  }

  constructor(dialog) {
    this.#dialog = dialog;
  }

  async load(url, sent) {
    const turn = ++this.#turn;
    const field = this.#wait(url, sent);
    const answer = await send(url, { headers: this.#headers });
    const { ok, html, response } = answer;
    // Requested again, or closed.
    if (turn !== this.#turn || (field && !field.closest("dialog[open]"))) return;
    if (field && ["offline", "late", "failed"].includes(answer.outcome)) return this.#keep(field, url, answer);
    if (!ok || response.redirected || isPage(html)) {
      if (field?.value) url.searchParams.set(field.name, field.value);
      if (field) field.defaultValue = field.value; // it goes along
      return location.assign(url);
    }
    this.#fill(fragment(html));
    if (field) this.#goOn(field);
  }

  async submit(form, submitter) {
    if (this.#sending === form) return;
    const body = new URLSearchParams(new FormData(form, submitter));
    const fields = [...form.querySelectorAll("input:not([readonly]), textarea:not([readonly])")];
    this.#sending = form;
    form.setAttribute("aria-busy", "true");
    // What is typed now could not be saved.
    for (const field of fields) field.readOnly = true;
    const answer = await send(form.action, { method: "POST", redirect: "manual", body, headers: this.#headers });
    this.#sending = undefined;
    form.removeAttribute("aria-busy");
    for (const field of fields) field.readOnly = false;
    this.#answered(answer);
    if (!answer.ok) this.#unsaved(form);
  }

  get #headers() {
    return { "HX-Request": "true", "HX-Target": this.#dialog.id };
  }

  // Shows the placeholder field until the form arrives; Enter in it submits the form once loaded.
  #wait(url, sent) {
    const shape = document.getElementById(`${this.#dialog.id}-waiting`);
    if (!shape) return undefined;
    this.#fill(shape.content.cloneNode(true));
    const field = this.#dialog.querySelector("form [name]");
    field.value = url.searchParams.get(field.name) ?? "";
    if (sent) field.form.dataset.sent = "";
    field.form.addEventListener("submit", (event) => {
      event.preventDefault();
      field.form.dataset.sent = "";
    });
    this.#dialog.setAttribute("aria-busy", "true");
    return field;
  }

  // No form came. Enter asks for it again, then sends what was typed.
  #keep(field, url, answer) {
    this.#dialog.removeAttribute("aria-busy");
    explain(answer, message("no-form"));
    field.form.addEventListener("submit", () => {
      url.searchParams.set(field.name, field.value);
      this.load(url, true);
    }, { once: true });
  }

  #goOn({ name, value, selectionStart, selectionEnd, form }) {
    const field = this.#dialog.querySelector(`form [name="${CSS.escape(name)}"]`);
    field.value = value;
    if (document.activeElement === field) field.setSelectionRange(selectionStart, selectionEnd);
    if ("sent" in form.dataset) field.form.requestSubmit();
  }

  #answered(answer) {
    const { outcome, ok, html, response } = answer;
    if (!["done", "refused", "conflict"].includes(outcome) || isPage(html)) return explain(answer, message("kept"));
    const leads = response.headers.get("HX-Redirect");
    if (leads) return location.assign(leads);
    // A plain redirect can't be read here, and following it would consume the toast meant for the next page.
    if (response.type === "opaqueredirect" || response.headers.get("HX-Refresh")) return location.reload();
    const shown = withoutToasts(html);
    if (shown.firstElementChild) this.#fill(shown);
    else if (ok) this.#done(response.headers.get("X-Created"));
    else explain(answer, message("kept"));
  }

  // Text that was refused, in its form or in the one that came instead.
  #unsaved(form) {
    form.dispatchEvent(new Event("input", { bubbles: true }));
    for (const field of this.#dialog.querySelectorAll("form[data-unsaved] :is(textarea, input[type=text])")) {
      const { value } = field;
      field.defaultValue = "";
      field.value = value;
    }
  }

  #fill(content) {
    const dialog = this.#dialog;
    dialog.replaceChildren(content, ...dialog.querySelectorAll(":scope > :is(#toasts, #announcements)"));
    dialog.removeAttribute("aria-busy");
    window.htmx?.process(dialog);
    if (!dialog.open) dialog.showModal();
    const heading = dialog.querySelector("h1, h2");
    if (heading) dialog.setAttribute("aria-label", heading.textContent.trim());
    (dialog.querySelector("[autofocus]") ?? dialog.querySelector("input:not([type=hidden]), textarea, button"))?.focus();
  }

  // Shows the created item: a "dialog:done" listener may insert it and prevent the default; otherwise every element
  // with an id and data-refresh is redrawn from the server.
  #done(made) {
    this.#dialog.close();
    const event = new CustomEvent("dialog:done", { cancelable: true, detail: { dialog: this.#dialog, made } });
    const stale = document.querySelectorAll("[data-refresh][id]");
    if (!document.dispatchEvent(event) || !stale.length) return;
    const row = made && `[data-row][data-task="${CSS.escape(made.split("/").at(-1))}"]`;
    const show = () => row && document.querySelector(row)?.scrollIntoView({ block: "nearest", inline: "nearest" });
    document.addEventListener("refresh:done", show, { once: true });
    document.dispatchEvent(new CustomEvent("refresh", { detail: stale }));
  }
}

document.addEventListener("click", (event) => {
  const opener = event.target.closest?.("[data-dialog-open]");
  if (opener) document.getElementById(opener.dataset.dialogOpen)?.showModal();
  const link = event.target.closest?.("a[data-dialog]");
  if (link && !event.defaultPrevented && event.button === 0 && !(event.ctrlKey || event.metaKey || event.shiftKey)) {
    event.preventDefault();
    FormDialog.of(document.getElementById(link.dataset.dialog)).load(new URL(link.href));
  }
  const close = event.target.closest?.("dialog [data-dialog-close]");
  if (close) {
    event.preventDefault();
    close.closest("dialog").close();
  }
});

// A press outside a dialog closes it, unless a field in it has been edited.
document.addEventListener("pointerdown", ({ target, clientX: x, clientY: y }) => {
  if (!(target instanceof HTMLDialogElement) || !target.matches(":modal")) return;
  const box = target.getBoundingClientRect();
  const beside = x < box.left || x > box.right || y < box.top || y > box.bottom;
  const written = [...target.querySelectorAll("input, textarea")].some((one) => one.value !== one.defaultValue);
  if (beside && !written) target.close();
});

document.addEventListener("submit", (event) => {
  const form = event.target;
  const dialog = form.closest("dialog[id]");
  if (!dialog || form.method !== "post" || form.hasAttribute("hx-post") || event.defaultPrevented) return;
  event.preventDefault();
  FormDialog.of(dialog).submit(form, event.submitter);
});
