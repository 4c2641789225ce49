// What modules tell the person: toasts that are seen, announcements that are only heard.
// Functions only: where scripts are joined, they are written into the joined file.

export function tell(text) {
  document.dispatchEvent(new CustomEvent("toast", { detail: { text } }));
}

export function warn(text) {
  document.dispatchEvent(new CustomEvent("toast", { detail: { text, bad: true } }));
}

export function announce(text) {
  const region = announcements();
  const place = document.querySelector("dialog:modal") ?? document.body; // nothing outside of an open dialog is heard
  if (region.parentElement !== place) place.append(region);
  region.textContent = "";
  requestAnimationFrame(() => (region.textContent = text));
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
