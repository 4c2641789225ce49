// What modules tell the person: toasts that are seen, announcements that are only heard.

export function warn(text) {
  document.dispatchEvent(new CustomEvent("toast", { detail: { text, bad: true } }));
}

export function announce(text) {
  let region = document.getElementById("announcements");
  if (!region) {
    region = document.createElement("div");
    region.id = "announcements";
    region.className = "only-heard";
    region.setAttribute("aria-live", "assertive");
    document.body.append(region);
  }
  region.textContent = "";
  requestAnimationFrame(() => (region.textContent = text));
}
