// Messages to the person: visible toasts, and announcements for screen readers only. Their sentences are in templates.

export function tell(text) {
  document.dispatchEvent(new CustomEvent("toast", { detail: { text } }));
}

export function warn(text) {
  document.dispatchEvent(new CustomEvent("toast", { detail: { text, bad: true } }));
}

// The page's sentence <template data-message="name">, with "{task}" in it replaced by places.task.
export function message(name, places = {}) {
  const { textContent } = document.querySelector(`template[data-message="${name}"]`).content;
  return textContent.trim().replace(/\s+/g, " ").replace(/\{(\w+)\}/g, (_, place) => places[place]);
}

// Says why a request came to nothing, after the sentence `happened`. Takes its answer (request.js); if that has toasts,
// they have said it.
export function explain(answer, happened) {
  document.dispatchEvent(new CustomEvent("request:failed", { detail: { ...answer, happened } }));
}

export function announce(text) {
  const region = announcements();
  const place = document.querySelector("dialog:modal") ?? document.body; // a modal dialog silences everything outside it
  if (region.parentElement !== place) place.append(region);
  region.textContent = "";
  requestAnimationFrame(() => (region.textContent = text));
}

// Announces how many results there are: the message for one, for many (with {count}), or for none.
export function announceCount(count, { one, many }, none) {
  announce(count === 0 ? none : count === 1 ? one : many.replace("{count}", count));
}

// The live region, created on first use.
export function announcements() {
  const there = document.getElementById("announcements");
  if (there) return there;
  const region = document.createElement("div");
  region.id = "announcements";
  region.className = "only-heard";
  region.setAttribute("aria-live", "assertive");
  document.body.append(region);
  return region;
}
