// What the page of a task adds to the server's forms. The panel over a list has the same (task-panel.js).
import "./task/words.js";
import "./task/typed.js";
import "./task/properties.js";
import "./task/focus.js";
import "./task/following.js";
