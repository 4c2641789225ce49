// The forms of a task on its own page come with a script of their own, as those in the panel do (task-parts.js).

const parts = document.querySelector("main [data-parts]")?.dataset.parts;
if (parts) import(parts).catch(() => undefined);
