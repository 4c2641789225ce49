// Fills empty [data-timezone] fields of the sign-up form, hidden inputs and selects, with the browser's time zone.

const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
for (const field of document.querySelectorAll("[data-timezone]")) {
  if (!field.value && zone) field.value = zone;
}
