// Loads what fills the choices of the filter (filters.js), named by its form, when a person gets near it.

const load = () => import(document.getElementById("filters").dataset.module).catch(() => undefined);
const near = ({ target }) => target.closest?.('[popovertarget="filters"]') && load();

for (const name of ["pointerover", "focusin"]) document.addEventListener(name, near);
