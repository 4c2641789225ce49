// A sign-up form learns the browser's zone: <input type="hidden" data-timezone>; a select without a choice gets it too.

const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
for (const field of document.querySelectorAll("[data-timezone]")) {
  if (!field.value && zone) field.value = zone;
}
