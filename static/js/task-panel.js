// The task panel over the list or board it was opened from.
import "./rows.js";
import "./task/words.js";
import "./task/typed.js";
import "./task/boxes.js";
import "./task/properties.js";
import "./task/focus.js";
import "./task/following.js";
import "./task/panel.js";
