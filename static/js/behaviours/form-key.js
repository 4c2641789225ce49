// A form that creates something holds a key, by which the server creates it once (primetrade/made_once.py). Whatever is
// typed gets a key of its own here, so that a page's cached copy can be used again, and sending the same twice can't.

import { newKey } from "request";

document.addEventListener("input", ({ target }) => {
  const key = target.form?.elements.form_key;
  if (key) key.value = newKey();
}, true);
