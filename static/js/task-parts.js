// The forms of the open task, on its page and in the panel, which loads them with the first task it opens.
import "./task/words.js";
import "./task/typed.js";
import "./task/near-boxes.js";
import "./task/properties.js";
import "./task/chosen.js";
import "./task/open-menu.js";
import "./task/subtasks.js";
import "./task/focus.js";
import "./task/link.js";
import "./task/undone.js";
