// What modules tell the person: toasts that are seen, announcements that are only heard.

export function warn(text) {
  document.dispatchEvent(new CustomEvent("toast", { detail: { text, bad: true } }));
}

const region = document.createElement("div");
region.id = "announcements";
region.className = "only-heard";
region.setAttribute("aria-live", "assertive");
document.body.append(region);

export function announce(text) {
  const place = document.querySelector("dialog:modal") ?? document.body; // nothing outside of an open dialog is heard
  if (region.parentElement !== place) place.append(region);
  region.textContent = "";
  requestAnimationFrame(() => (region.textContent = text));
}
